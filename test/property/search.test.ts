import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Aligner } from '../../src/core/align.ts';
import { isSame } from '../../src/core/fold.ts';
import { describe as quoteOf } from '../../src/core/quote.ts';
import { reanchor } from '../../src/core/reanchor.ts';
import { search } from '../../src/core/search.ts';
import { finish } from '../../src/core/work.ts';
import { judge, noScore, spans, trials } from '../bench/cases.ts';
import { compose, type Kind } from '../bench/texts.ts';
import { mark } from '../unit/core/sample.ts';
import { Dice } from './dice.ts';

const runs = { seed: 1, numRuns: 30 };
const seeds = fc.nat(1_000_000);

/** Passages of a text, as annotations remember them. */
const remembered = (text: string, seed: number, count: number) =>
  spans(text, new Dice(seed), count).map((span) => ({ ...quoteOf(text, span), start: span.start }));

/** The fewest errors of the pattern anywhere in the text, cell by cell (P. Sellers, 1980). */
function fewest(pattern: Uint16Array, text: Uint16Array): number {
  let row = Array.from({ length: text.length + 1 }, () => 0);
  for (const [i, unit] of pattern.entries()) {
    const above = row;
    row = [i + 1];
    for (let j = 0; j < text.length; j++) {
      const same = (above[j] ?? 0) + (unit === text[j] ? 0 : 1);
      row.push(Math.min(same, (above[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1));
    }
  }
  return Math.min(...row);
}

describe('Aligner', () => {
  const units = (maxLength: number) =>
    fc.array(fc.constantFrom(97, 98, 99, 32), { minLength: 1, maxLength }).map((all) => Uint16Array.from(all));

  it('finds a place with the fewest errors, and shares them out', () => {
    const aligner = new Aligner();
    fc.assert(
      fc.property(units(100), units(150), fc.nat(), fc.nat(), (pattern, text, a, b) => {
        const [from = 0, to = 0] = [a % pattern.length, b % pattern.length].sort((x, y) => x - y);
        const passage = { units: pattern, from, to: to + 1 };
        const { start, end, before, within, behind } = aligner.align(passage, text);
        expect(before + within + behind).toBe(fewest(pattern, text));
        expect(0 <= start && start <= end && end <= text.length).toBe(true);
        expect(Math.abs(to + 1 - from - (end - start))).toBeLessThanOrEqual(within);
      }),
      { ...runs, numRuns: 500 },
    );
  });
});

describe('search', () => {
  it('leaves everything where it is in a text that did not change', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom('prose', 'code'), (seed, kind) => {
        const text = compose(kind, seed, 3000);
        const all = spans(text, new Dice(seed), 20).map((span) => mark(text, text.slice(span.start, span.end)));
        const found = finish(reanchor(all, text));
        expect(found.map(({ annotation }) => annotation)).toEqual(all);
        expect(found.flatMap((each) => each.found).every(({ outcome }) => outcome === 'exact')).toBe(true);
      }),
      runs,
    );
  });

  it('moves what lies behind something new, by its length', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const text = compose('prose', seed, 6000);
        const more = `${compose('prose', seed + 1, 400)}\n`;
        const all = remembered(text, seed, 15).filter(({ start }) => start > 40);
        const found = finish(
          search(
            more + text,
            [all.map((each) => each)].flat().map((each) => [each]),
          ),
        ).flat();
        expect(found.map(({ outcome, span }) => [outcome, span?.start])).toEqual(
          all.map(({ start }) => ['moved', start + more.length]),
        );
      }),
      runs,
    );
  });

  it('calls nothing moved that differs by more than its layout', () => {
    for (const { after, cases } of trials('prose', 9, 8000, 30)) {
      const found = finish(
        search(
          after,
          cases.map((each) => [each]),
        ),
      );
      for (const [i, each] of cases.entries()) {
        const [only] = found[i] ?? [];
        if (!only?.span) continue;
        const same = isSame(after.slice(only.span.start, only.span.end), each.exact);
        expect([only.outcome === 'changed', same]).toEqual([!same, same]);
      }
    }
  });

  it('keeps the pieces of an annotation in order and apart, whatever happened', () => {
    for (const { after, cases } of trials('code', 9, 5000, 24)) {
      const groups = [0, 1, 2, 3].map((rank) => cases.filter((_, i) => i % 4 === rank));
      const apart = groups.map((group) =>
        group.filter((each, i) => each.start >= Math.max(0, ...group.slice(0, i).map(({ end }) => end))),
      );
      for (const group of finish(search(after, apart))) {
        const places = group.flatMap(({ span }) => (span ? [span] : []));
        expect(places.every((place, i) => place.start >= (places[i - 1]?.end ?? 0))).toBe(true);
      }
    }
  });

  const scored = (kind: Kind, length: number) => {
    const score = noScore();
    for (const { after, cases } of trials(kind, 8, length, length / 500)) {
      const found = finish(
        search(
          after,
          cases.map((each) => [each]),
        ),
      );
      for (const [i, { truth }] of cases.entries()) judge(score, truth, found[i]?.[0]?.span);
    }
    return score;
  };

  it('is as good as it was', () => {
    const score = scored('prose', 20_000);
    expect(score.right / score.present).toBeGreaterThan(0.99);
    expect(score.wrong / score.present).toBeLessThan(0.005);
    expect(score.false).toBeLessThanOrEqual(1);
  });

  it('is as good as it was where much is alike', () => {
    const score = scored('code', 50_000);
    expect(score.right / score.present).toBeGreaterThan(0.94);
    expect(score.wrong / score.present).toBeLessThan(0.025);
    expect(score.false).toBeLessThanOrEqual(score.deleted / 5);
  });
});
