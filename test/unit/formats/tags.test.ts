import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Chunk, chunksOf, tagsOf } from '../../../src/formats/tags.ts';

const CHUNKS: readonly Chunk[] = [
  { label: 'a', start: 0, end: 2 },
  { label: 'a', start: 2, end: 3 },
  { label: 'b', start: 3, end: 6 },
  { label: 'a', start: 7, end: 8 },
];

describe('tags', () => {
  it('are of three schemes', () => {
    expect(tagsOf(CHUNKS, 9, 'iob1').join(' ')).toBe('I-a I-a B-a I-b I-b I-b O I-a O');
    expect(tagsOf(CHUNKS, 9, 'iob2').join(' ')).toBe('B-a I-a B-a B-b I-b I-b O B-a O');
    expect(tagsOf(CHUNKS, 9, 'bioes').join(' ')).toBe('B-a E-a S-a B-b I-b E-b O S-a O');
  });

  it('are read back, whatever the scheme', () => {
    const chunks = fc
      .array(fc.tuple(fc.constantFrom('a', 'b-c'), fc.integer({ min: 0, max: 2 }), fc.integer({ min: 1, max: 3 })))
      .map((parts) => {
        let at = 0;
        return parts.map(([label, gap, length]): Chunk => {
          const start = at + gap;
          at = start + length;
          return { label, start, end: at };
        });
      });
    fc.assert(
      fc.property(chunks, fc.constantFrom('iob1', 'iob2', 'bioes'), (given, scheme) => {
        expect(chunksOf(tagsOf(given, (given.at(-1)?.end ?? 0) + 1, scheme))).toEqual(given);
      }),
      { numRuns: 1000 },
    );
  });
});
