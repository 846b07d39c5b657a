import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layers } from '../../../src/core/layers.ts';
import type { Span } from '../../../src/core/span.ts';

const size = (spans: readonly Span[]) => (index: number) => (spans[index]?.end ?? 0) - (spans[index]?.start ?? 0);

/** Spans drawn under one another as letters, and what is seen of them: `...` where there is none. */
const seen = (...drawn: readonly string[]): string => {
  const spans = drawn.map((line) => ({ start: line.search(/\S/), end: line.trimEnd().length }));
  const letters = drawn.map((line) => line.trim()[0] ?? '');
  const found = layers(spans, size(spans));
  const width = Math.max(...spans.map(({ end }) => end));
  return Array.from({ length: width }, (_, i) => {
    const part = found.find(({ start, end }) => start <= i && i < end);
    return part ? letters[part.index] : '.';
  }).join('');
};

describe('layers', () => {
  it('are the spans themselves where none lies over another', () => {
    expect(
      layers(
        [
          { start: 4, end: 6 },
          { start: 0, end: 4 },
        ],
        () => 0,
      ),
    ).toEqual([
      { start: 0, end: 4, index: 1 },
      { start: 4, end: 6, index: 0 },
    ]);
  });

  it('show what is nested, and the rest of what it is nested in', () => {
    expect(seen('aaaaaaaa', '  bbb', '   c')).toBe('aabcbaaa');
  });

  it('show the shorter one where two cross, and of equals the later', () => {
    expect(seen('aaaaa', '   bbbb')).toBe('aaabbbb');
    expect(seen('aaaa', '  bbbb')).toBe('aabbbb');
    expect(seen('aaaa', 'bbbb')).toBe('bbbb');
  });

  it('leave gaps', () => {
    expect(seen('aa', '   bbb', '    c')).toBe('aa.bcb');
  });

  it('are none of empty spans', () => {
    expect(layers([{ start: 3, end: 3 }], () => 0)).toEqual([]);
    expect(layers([], () => 0)).toEqual([]);
  });

  it('say for each place what a look at every span says, in order and without seams', () => {
    const span = fc.tuple(fc.nat(30), fc.nat(10)).map(([start, length]): Span => ({ start, end: start + length }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 12 }), (spans) => {
        const rank = size(spans);
        const found = layers(spans, rank);
        for (let place = 0; place < 42; place++) {
          const over = spans.flatMap(({ start, end }, i) => (start <= place && place < end ? [i] : []));
          const [top] = over.sort((a, b) => rank(a) - rank(b) || b - a);
          expect(found.filter(({ start, end }) => start <= place && place < end).map(({ index }) => index)).toEqual(
            top === undefined ? [] : [top],
          );
        }
        for (const [i, part] of found.entries()) {
          const last = found[i - 1];
          expect(part.start).toBeLessThan(part.end);
          if (last) expect(last.end).toBeLessThanOrEqual(part.start);
          expect(last?.index === part.index && last.end === part.start).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });
});
