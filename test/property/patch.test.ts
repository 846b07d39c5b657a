import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { same } from '../../src/core/value.ts';
import { parse, print, type Sidecar } from '../../src/formats/sidecar.ts';
import { type Removed, splice, spliceByItems, spliceWhole } from '../../src/formats/splice.ts';
import { Dice } from './dice.ts';
import { write } from './hand.ts';
import { mutate } from './mutations.ts';
import { annotation, change, defined, sidecar } from './sidecars.ts';

/** `PATCH_RUNS=10000` for a long run. */
const numRuns = Number(process.env['PATCH_RUNS'] ?? 300);
const runs = { seed: Number(process.env['PATCH_SEED'] ?? 20261122), numRuns };

/** Makes a few changes to a file, and holds what the quick splicer makes of each against the other's work. */
function compare(dice: Dice, start: string): { readonly answers: number; readonly asked: number } {
  let source = start;
  let now = parse(source, 'kharkiv.txt').value;
  const removed: Removed = new Map();
  const others: Removed = new Map();
  let answers = 0;
  let asked = 0;
  for (let times = 1 + dice.below(4); now && times > 0; times--) {
    const wanted: Sidecar = dice.chance(0.2) ? several(dice, now, removed) : change(dice, now).wanted;
    asked++;
    const quick = spliceByItems(source, wanted, removed, dice.chance(0.8) ? now : undefined);
    const slow = spliceWhole(source, wanted, others);
    if (quick !== undefined) {
      answers++;
      expect(quick).toBe(slow.text);
      expect([...removed]).toEqual([...others]);
      expect(same(parse(quick, 'kharkiv.txt').value, defined(wanted))).toBe(true);
    }
    if (slow.text === undefined) break;
    for (const [id, lines] of others) removed.set(id, lines);
    source = slow.text;
    now = quick === undefined ? parse(source, 'kharkiv.txt').value : wanted;
  }
  return { answers, asked };
}

/** Something is taken out, something comes back, and something is changed, all at once. */
function several(dice: Dice, now: Sidecar, removed: Removed): Sidecar {
  const left = now.annotations
    .filter(() => dice.chance(0.8))
    .map((each) => ({ ...each, attributes: Object.fromEntries(dice.shuffle(Object.entries(each.attributes))) }));
  const back = [...removed.keys()].slice(0, 1).map((id) => ({ ...annotation(dice), id }));
  const known = new Set(left.map(({ id }) => id));
  const more = [...back, annotation(dice)].filter(({ id }) => !known.has(id));
  const annotations = left.toSpliced(dice.below(left.length + 1), 0, ...more);
  return change(dice, { ...now, annotations }).wanted;
}

function all(make: (dice: Dice) => string, share: number): void {
  let answers = 0;
  let asked = 0;
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const dice = new Dice(seed);
      const counts = compare(dice, make(dice));
      answers += counts.answers;
      asked += counts.asked;
    }),
    runs,
  );
  expect(answers / asked).toBeGreaterThanOrEqual(share);
}

describe('what the quick splicer answers is what the slow one says', () => {
  it('of printed files', () => {
    all((dice) => print(sidecar(dice)), 0.5);
  });

  it('of printed files with damage', () => {
    all((dice) => mutate(dice, print(sidecar(dice)), 1 + dice.below(2)), 0.1);
  });

  it('of files in anybody’s hand', () => {
    all((dice) => write(dice, sidecar(dice)).source, 0.02);
  });
});

describe('a change of one annotation of many', () => {
  it('touches only its lines, also without knowing what the file says', () => {
    const dice = new Dice(7);
    const annotations = Array.from({ length: 200 }, (_, i) => annotation(dice, i * 50));
    const now: Sidecar = { article: { file: 'a.txt' }, annotations };
    const source = print(now);
    const wanted = {
      ...now,
      annotations: annotations.with(100, { ...annotation(dice), id: annotations[100]?.id ?? '' }),
    };
    const { text = '' } = splice(source, wanted);
    expect(text).toBe(print(wanted));
  });
});
