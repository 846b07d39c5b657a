import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runsOf } from '../../src/core/difference.ts';
import { Matrix } from '../../src/core/matrix.ts';
import { compare, type Revision } from '../../src/core/revision.ts';
import { heaviest, type Run } from '../../src/core/run.ts';
import type { Span } from '../../src/core/span.ts';
import { finish } from '../../src/core/work.ts';
import { Dice } from './dice.ts';

const runs = { seed: 1, numRuns: Number(process.env['NEWSMARK_RUNS'] ?? 300) };

const few = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '😀', '😁'), maxLength: 60 });
const words = fc
  .array(fc.constantFrom('the', 'a', 'minister', 'said', 'that', 'no', '40', 'trains.', '\n\n', '“yes”'), {
    maxLength: 300,
  })
  .map((all) => all.join(' '));
const texts = fc.oneof(few, words);

const revision = (before: string, after: string): Revision => finish(compare(before, after));

/** Letters that repeat themselves no sooner than chance has it. */
function noise(dice: Dice, length: number): string {
  return Array.from({ length }, () => 'abcdefghijklmnopqrstuvwxyz    '.charAt(dice.below(30))).join('');
}

function checkRuns(before: string, after: string, found: readonly Run[]): void {
  let end = 0;
  for (const { from, to, length } of found) {
    expect(length).toBeGreaterThan(0);
    expect(from).toBeGreaterThanOrEqual(end);
    expect(before.slice(from, from + length)).toBe(after.slice(to, to + length));
    end = from + length;
    expect(end).toBeLessThanOrEqual(before.length);
    expect(to + length).toBeLessThanOrEqual(after.length);
  }
  end = 0;
  for (const { to, length } of found.toSorted((a, b) => a.to - b.to)) {
    expect(to).toBeGreaterThanOrEqual(end);
    end = to + length;
  }
}

describe('the difference of two texts', () => {
  it('says of equal characters only that they are the same, and of each but once', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => checkRuns(before, after, finish(runsOf(before, after)))),
      runs,
    );
  });

  it('is none for a text that nobody has changed', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(revision(text, text).runs).toEqual(text === '' ? [] : [{ from: 0, to: 0, length: text.length }]);
      }),
      runs,
    );
  });

  it('follows long pieces that were moved, whatever was put between them or taken out', () => {
    const plan = fc.record({ seed: fc.nat(), count: fc.integer({ min: 1, max: 30 }), size: fc.constantFrom(80, 3000) });
    fc.assert(
      fc.property(plan, ({ seed, count, size }) => {
        const dice = new Dice(seed);
        const pieces = Array.from({ length: count }, () => noise(dice, 60 + dice.below(size)));
        const kept = dice.shuffle(pieces.filter(() => dice.chance(0.8)));
        const before = pieces.join('\n');
        const after = kept.map((piece) => noise(dice, dice.below(100)) + piece).join('\n');
        const found = revision(before, after);
        checkRuns(before, after, found.runs);
        for (const piece of pieces) {
          const start = before.indexOf(piece);
          const place = found.map({ start, end: start + piece.length });
          const now = after.indexOf(piece);
          if (kept.includes(piece)) {
            expect(place?.share).toBeGreaterThan(0.9);
            expect(agreement(place ?? { start: 0, end: 0 }, { start: now, end: now + piece.length })).toBeGreaterThan(
              0.6,
            );
          } else expect(place).toBeUndefined();
        }
      }),
      { ...runs, numRuns: runs.numRuns / 3 },
    );
  });

  it('is the same the other way round where long pieces changed places', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const dice = new Dice(seed);
        const pieces = [...'ABCDEFGH'].map((sign) => sign + noise(dice, 100 + dice.below(400)) + sign);
        const [before, after] = [pieces.join(''), dice.shuffle(pieces).join('')];
        const back = revision(after, before).runs.map(({ from, to, length }) => ({ from: to, to: from, length }));
        expect(back.toSorted((a, b) => a.from - b.from)).toEqual(revision(before, after).runs);
      }),
      { ...runs, numRuns: 50 },
    );
  });

  it('gives spans that lie in the new text, are not empty, and cut no pair', () => {
    fc.assert(
      fc.property(texts, texts, fc.nat(), fc.nat(), (before, after, a, b) => {
        const [start, end] = [a % (before.length + 1), b % (before.length + 1)].sort((x, y) => x - y);
        const span = { start: start ?? 0, end: end ?? 0 };
        const place = revision(before, after).map(span);
        if (!place) return;
        expect(0 <= place.start && place.start < place.end && place.end <= after.length).toBe(true);
        expect(place.share).toBeGreaterThan(0);
        expect(place.share).toBeLessThanOrEqual(1);
        expect(after.slice(place.start, place.end)).not.toMatch(/\p{Surrogate}/u);
      }),
      runs,
    );
  });
});

/** How much two spans share of what they cover together: letters that are the same by chance may stand at the edges. */
function agreement(a: Span, b: Span): number {
  return (Math.min(a.end, b.end) - Math.max(a.start, b.start)) / (Math.max(a.end, b.end) - Math.min(a.start, b.start));
}

/** The edit distance, cell by cell. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const across = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(across, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** What an alignment costs: between two runs as much as lies there in the text where it is more. */
function cost(found: readonly Run[], old: number, now: number): number {
  let [a, b, sum] = [0, 0, 0];
  for (const { from, to, length } of [...found, { from: old, to: now, length: 0 }]) {
    sum += Math.max(from - a, to - b);
    [a, b] = [from + length, to + length];
  }
  return sum;
}

describe('the exact alignment', () => {
  const matrix = new Matrix();
  const long = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), minLength: 1, maxLength: 100 });

  it('needs as few edits as the plain algorithm, forwards and backwards', () => {
    fc.assert(
      fc.property(long, long, (old, now) => {
        const sides = (at: 0 | 1) =>
          [
            { text: old, at: at * old.length, length: old.length },
            { text: now, at: at * now.length, length: now.length },
          ] as const;
        const least = distance(old, now);
        expect(cost(matrix.align(...sides(0), 1), old.length, now.length)).toBe(least);
        expect(cost(matrix.align(...sides(1), -1), old.length, now.length)).toBe(least);
      }),
      runs,
    );
  });
});

describe('the heaviest chain', () => {
  it('weighs as much as the best of all chains', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 9 });
    fc.assert(
      fc.property(lengths, fc.nat(), (sizes, seed) => {
        const places = new Dice(seed).shuffle(sizes.map((_, i) => i * 10));
        const all = sizes.map((length, i): Run => ({ from: places[i] ?? 0, to: i * 10, length }));
        const weigh = (chain: readonly Run[]): number => chain.reduce((sum, { length }) => sum + length, 0);
        let most = 0;
        for (let set = 0; set < 2 ** all.length; set++) {
          const chain = all.filter((_, i) => (set >> i) & 1);
          if (chain.every((run, i) => i === 0 || run.from > (chain[i - 1]?.from ?? 0)))
            most = Math.max(most, weigh(chain));
        }
        expect(weigh(heaviest(all))).toBe(most);
      }),
      { ...runs, numRuns: 100 },
    );
  });
});

describe('texts that are made to be slow', () => {
  const dice = new Dice(7);
  const size = Number(process.env['NEWSMARK_HOSTILE'] ?? 200_000);
  const random = (signs: string): string =>
    Array.from({ length: size }, () => signs.charAt(dice.below(signs.length))).join('');
  const lines = Array.from({ length: size / 20 }, () => noise(dice, 19));
  const filled = (piece: string): string => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
  const many: readonly (readonly [string, string, string])[] = [
    ['one letter', filled('a'), `b${filled('a').slice(9)}b`],
    ['one letter with holes', `x${filled('a')}`, filled(`${'a'.repeat(99)}b`)],
    ['alternating lines', `${filled('x\ny\n')}z`, `q${filled('y\nx\n')}w`],
    ['lines that repeat', filled('one line here\nanother line\n'), filled('another line\none line here\nmore\n')],
    ['different letters', filled('a'), filled('b')],
    ['two letters at random', random('ab'), random('ab')],
    ['all letters at random', random('abcdefghijklmnopqrstuvwxyz '), random('abcdefghijklmnopqrstuvwxyz ')],
    ['lines in reverse', lines.join('\n'), lines.toReversed().join('\n')],
    ['lines in any order', lines.join('\n'), dice.shuffle(lines).join('\n')],
    ['nothing and much', '', filled('a')],
    ['letters in reverse', lines.join(' '), lines.join(' ').split('').reverse().join('')],
  ];

  it.each(many)('%s: steps grow with the length only, and pauses come often', (_name, before, after) => {
    const work = compare(before, after);
    let steps = 0;
    for (;;) {
      const { done, value } = work.next();
      if (done) {
        checkRuns(before, after, value.runs);
        break;
      }
      expect(value - steps).toBeLessThan(before.length + after.length + 400_000);
      steps = value;
    }
    expect(steps).toBeLessThan(40 * (before.length + after.length));
  });
});
