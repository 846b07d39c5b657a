import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fragment } from '../../src/core/anchor.ts';
import type { Annotation, Fragment } from '../../src/core/annotation.ts';
import { applyChange } from '../../src/core/document.ts';
import { join } from '../../src/core/join.ts';
import { isBoundary, type Span, trim } from '../../src/core/span.ts';
import { type Edge, grow, isWhole, shrink } from '../../src/core/step.ts';
import { include, moved, resized, roomOf, split } from '../../src/core/target.ts';

const runs = { seed: 1, numRuns: 1000 };

/** Words, and all that is awkward at their edges. */
const UNITS = [
  ...[
    'word',
    'two',
    'U.S.',
    '3.5',
    'don’t',
    ' ',
    '  ',
    '\n',
    '\u00a0',
    '\ufeff',
    ',',
    '.”',
    '“',
    '"',
    '(',
    ')',
    '-',
    ' – ',
    '…',
    '€',
  ],
  ...[
    '👩‍👩‍👧‍👦',
    '🇺🇦',
    '👍🏽',
    '\u200d',
    'e\u0301',
    ' \u0301',
    '\u0301',
    'الحرب',
    '،',
    '\u0600',
    '今天',
    '天气',
    '。「',
    'ครับ',
    '\ud83d',
    '\u200b',
  ],
];

const text = fc.string({ unit: fc.constantFrom(...UNITS), minLength: 1, maxLength: 30 });

const spanIn = (whole: string): fc.Arbitrary<Span> =>
  fc
    .tuple(fc.nat(whole.length), fc.nat(whole.length))
    .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));

const annotationOf = (whole: string, spans: readonly Span[], id = 'a1'): Annotation =>
  include(
    { id, label: 'claim', target: [], attributes: {}, links: [] },
    whole,
    spans.flatMap((each) => trim(whole, each) ?? []),
  );

/** A text, an annotation on it, one of its fragments, a span and an offset. */
const sample = text
  .chain((whole) =>
    fc.record({
      text: fc.constant(whole),
      annotation: fc.array(spanIn(whole), { minLength: 1, maxLength: 4 }).map((spans) => annotationOf(whole, spans)),
      index: fc.nat(3),
      at: fc.nat(whole.length),
      other: spanIn(whole),
    }),
  )
  .filter(({ annotation }) => annotation.target.length > 0)
  .map(({ index, ...rest }) => ({ ...rest, index: index % rest.annotation.target.length }));

const edge = fc.constantFrom<Edge>('start', 'end');

/** What every target must be: fragments in order, none over another, whole, and described by the text. */
function expectSound({ target }: Annotation, whole: string): void {
  expect(target.length).toBeGreaterThan(0);
  for (const [i, each] of target.entries()) {
    expect(each.start).toBeLessThan(each.end);
    expect(each.start).toBeGreaterThanOrEqual(target[i - 1]?.end ?? 0);
    expect([isBoundary(whole, each.start), isBoundary(whole, each.end)]).toEqual([true, true]);
    expect(isWhole(whole, each)).toBe(true);
    expect(each).toEqual(fragment(whole, each));
  }
}

/** The unknown keys of the words that wait under `conflict`. */
function theirs(conflict: Annotation['conflict']): readonly string[] {
  if (!Array.isArray(conflict)) return [];
  const words = conflict.flatMap((entry) => entry.theirs);
  return words.flatMap((each) => Object.entries(each)).map((pair) => JSON.stringify(pair));
}

describe('a target', () => {
  it('is sound after words were added', () => {
    fc.assert(
      fc.property(sample, ({ text: whole, annotation, other }) => {
        const span = trim(whole, other);
        expectSound(annotation, whole);
        if (!span) return;
        const after = include(annotation, whole, [span]);
        expectSound(after, whole);
        const covers = (part: Span) => after.target.some(({ start, end }) => start <= part.start && part.end <= end);
        expect([span, ...annotation.target].every(covers)).toBe(true);
      }),
      runs,
    );
  });

  it('is sound after it was resized by a word, and as before after a step back', () => {
    fc.assert(
      fc.property(sample, edge, ({ text: whole, annotation, index }, side) => {
        const [from] = annotation.target.slice(index);
        if (!from) return;
        const room = roomOf(annotation, index, { start: 0, end: whole.length });
        const less = shrink(whole, from, side);
        if (less) {
          expectSound(moved(annotation, index, whole, less), whole);
          expect(less[side] === from[side] || from.start > less.start || less.end > from.end).toBe(false);
        }
        // From a place that words give, growing and shrinking take each other back.
        const more = grow(whole, from, side, room);
        const next = more && grow(whole, more, side, room);
        if (!more) return;
        expectSound(moved(annotation, index, whole, more), whole);
        expect(more.start <= from.start && from.end <= more.end && more[side] !== from[side]).toBe(true);
        if (next) expect(shrink(whole, next, side)).toEqual(more);
        const back = less && grow(whole, less, side, room);
        const again = back && shrink(whole, back, side);
        if (back) expect(again).toEqual(less);
      }),
      runs,
    );
  });

  it('is sound after it was put on other words', () => {
    fc.assert(
      fc.property(sample, ({ text: whole, annotation, other }) => {
        const span = trim(whole, other);
        const after = span && resized(annotation, whole, span);
        if (!after) return;
        expectSound(after, whole);
        expect(after.target.some(({ start, end }) => start === span.start && end === span.end)).toBe(true);
      }),
      runs,
    );
  });

  it('is cut in two sound ones, which joined are it again', () => {
    fc.assert(
      fc.property(sample, ({ text: whole, annotation, at }) => {
        const halves = split(annotation, whole, at, 'b1');
        if (!halves) return;
        for (const half of halves) expectSound(half, whole);
        expect(halves[0].target.at(-1)?.end).toBeLessThanOrEqual(halves[1].target[0]?.start ?? 0);
        const [after] = applyChange(halves, join(halves, halves, whole));
        expect(after).toEqual(annotation);
      }),
      runs,
    );
  });

  it('loses nothing that the file says of its fragments', () => {
    const extra = fc.option(fc.dictionary(fc.constantFrom('x', 'y', '__proto__'), fc.nat(2)), { nil: undefined });
    const extras = fc.array(extra, { minLength: 4, maxLength: 4 });
    const withExtras = (annotation: Annotation, all: readonly (Fragment['extra'] | undefined)[]): Annotation => ({
      ...annotation,
      target: annotation.target.map((each, i) => ({ ...each, extra: all[i] })),
    });
    const bare = ({ target, ...rest }: Annotation): Annotation => ({
      ...rest,
      target: target.map(({ extra: _extra, ...each }) => each),
    });
    const said = (target: readonly Fragment[]) =>
      target.flatMap(({ extra: one }) => Object.entries(one ?? {}).map((pair) => JSON.stringify(pair)));
    fc.assert(
      fc.property(sample, extras, extras, ({ text: whole, annotation, other, at }, some, more) => {
        const first = withExtras(annotation, some);
        const span = trim(whole, other);
        const kept = new Set(said(first.target));
        for (const after of span ? [include(first, whole, [span]), resized(first, whole, span)] : []) {
          if (!after) continue;
          expect(new Set(said(after.target))).toEqual(kept);
          expectSound(bare(after), whole);
        }
        const second = withExtras(annotationOf(whole, [other, { start: at, end: at + 3 }], 'b1'), more);
        if (second.target.length === 0) return;
        const all = [first, second];
        const [after] = applyChange(all, join(all, all, whole));
        const pairs = [...(after ? said(after.target) : []), ...theirs(after?.conflict)];
        for (const pair of all.flatMap(({ target }) => said(target))) expect(pairs).toContain(pair);
        if (after) expectSound(bare(after), whole);
      }),
      runs,
    );
  });

  it('is sound after two were joined, and has the words of both', () => {
    fc.assert(
      fc.property(sample, ({ text: whole, annotation, other, at }) => {
        const second = annotationOf(whole, [other, { start: at, end: at + 3 }], 'b1');
        if (second.target.length === 0) return;
        const all = [annotation, second];
        const [after, ...others] = applyChange(all, join(all, all, whole));
        expect(others).toEqual([]);
        if (after) expectSound(after, whole);
        const isIn = (part: Span) => after?.target.some(({ start, end }) => start <= part.start && part.end <= end);
        expect(all.flatMap(({ target }) => target).every(isIn)).toBe(true);
      }),
      runs,
    );
  });
});
