import { describe, expect, it } from 'vitest';
import type { Edit } from '../../src/core/edit.ts';
import type { Span } from '../../src/core/span.ts';
import { Tracked } from '../../src/core/tracked.ts';
import { Characters } from './characters.ts';
import { Dice } from './dice.ts';

/** The long form has a million of them. */
const EDITS = Number(process.env['TRACKED_EDITS'] ?? 10_000);
const SEED = Number(process.env['TRACKED_SEED'] ?? 1);
/** Edits of one text. */
const MANY = 250;

const place = (dice: Dice, length: number, most: number): Span => {
  const start = dice.below(length + 1);
  return { start, end: Math.min(length, start + dice.below(most + 1)) };
};

/** Edits that follow one another. Half of them begin or end at a border of a span, or beside one. */
class Typist {
  readonly #dice: Dice;
  readonly #oracle: Characters;

  constructor(dice: Dice, oracle: Characters) {
    this.#dice = dice;
    this.#oracle = oracle;
  }

  /** One event: mostly of one edit, else of several cursors from the end to the front, or in any order. */
  event(spans: readonly Span[]): readonly Edit[] {
    const dice = this.#dice;
    if (dice.chance(0.8)) return [this.#edit(spans, this.#oracle.length)];
    let { length } = this.#oracle;
    const sorted = dice.chance(0.5);
    return Array.from({ length: 2 + dice.below(4) }, (): Edit => {
      const edit = this.#edit(spans, length);
      length = sorted ? edit.start : length + edit.text.length - (edit.end - edit.start);
      return edit;
    });
  }

  #edit(spans: readonly Span[], length: number): Edit {
    const dice = this.#dice;
    const size = dice.pick(0, 0, 0, 1, 1, dice.below(10), dice.below(60), dice.chance(0.05) ? length : 2);
    const span = spans[dice.below(spans.length)];
    const border =
      span && dice.chance(0.5) ? dice.pick(span.start, span.end) + dice.below(3) - 1 : dice.below(length + 1);
    const start = Math.max(0, Math.min(length, dice.chance(0.5) ? border : border - size));
    const end = Math.min(length, start + size);
    // Where nothing goes, something comes.
    const least = start === end ? 1 : 0;
    return { start, end, text: 'x'.repeat(Math.max(least, dice.pick(0, 1, 1, dice.below(12), size))) };
  }
}

/** Plays events on a text and compares; gives how many edits there were. */
function play(dice: Dice, length: number, keys: number, every: number): number {
  const oracle = new Characters(length);
  const tracked = new Tracked<number>();
  /** By key: the numbers of its spans in the oracle. */
  const numbers = Array.from({ length: keys }, (_, key) => {
    const spans = Array.from({ length: dice.pick(1, 1, 1, 2, 3) }, () => place(dice, length, dice.pick(12, 12, 90)));
    tracked.set(key, spans);
    return spans.map((span) => oracle.add(span));
  });
  const typist = new Typist(dice, oracle);
  let { spans } = oracle;
  const placesOf = (key: number) => numbers[key]?.map((number) => spans[number]);
  let count = 0;
  for (let round = 1; count < MANY; round++) {
    const edits = typist.event(spans);
    count += edits.length;
    const owners = new Set(edits.flatMap((edit) => [...oracle.edit(edit)]));
    const touched = tracked.edit(edits);
    const keysOf = numbers.flatMap((all, key) => (all.some((number) => owners.has(number)) ? [key] : []));
    expect([...touched.keys()].sort((a, b) => a - b)).toEqual(keysOf);
    if (every === 1) expect([...touched.values()]).toEqual([...touched.keys()].map(placesOf));
    if (round % every !== 0) continue;
    spans = oracle.spans;
    expect(numbers.map((_, key) => tracked.get(key))).toEqual(numbers.map((_, key) => placesOf(key)));
    const at = dice.below(oracle.length + 1);
    const over = (span: Span | undefined) => span !== undefined && span.start <= at && at < span.end;
    expect(tracked.at(at).sort((a, b) => a - b)).toEqual(
      [...numbers.keys()].filter((key) => placesOf(key)?.some(over)),
    );
    // Spans come and go meanwhile.
    const key = dice.below(keys);
    if (dice.chance(0.2)) tracked.set(key, tracked.get(key) ?? []);
  }
  return count;
}

describe('spans that follow random edits', () => {
  it(
    'are where an oracle that moves every character has them, and are told when it has',
    () => {
      const dice = new Dice(SEED);
      for (let edits = 0, text = 0; edits < EDITS; text++) {
        // One text in sixteen has so many spans that they stand in many blocks.
        edits +=
          text % 16 === 15 ? play(dice, 6000, 1000, 50) : play(dice, 20 + dice.below(200), 1 + dice.below(20), 1);
      }
    },
    Math.max(120_000, 5 * EDITS),
  );
});
