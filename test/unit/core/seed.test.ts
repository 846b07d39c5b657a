import { describe, expect, it } from 'vitest';
import { unique } from '../../../src/core/seed.ts';
import { finish, Work } from '../../../src/core/work.ts';

function seeds(before: string, after: string, size: number): string[] {
  const regions = { before: [{ start: 0, end: before.length }], after: [{ start: 0, end: after.length }] };
  return finish(unique({ before, after }, regions, size, new Work())).map(({ from, to, length }) => {
    expect(before.slice(from, from + length)).toBe(after.slice(to, to + length));
    return before.slice(from, from + length);
  });
}

describe('unique', () => {
  it('finds what stands once in both texts, as long as it is, in the order of the new text', () => {
    expect(seeds('--alpha--==beta==', '##beta####alpha##', 4)).toEqual(['beta', 'alpha']);
  });

  it('is not misled by what stands twice', () => {
    expect(seeds('abcd..efgh', 'abcd##abcd', 4)).toEqual([]);
    expect(seeds('abcd..abcd', 'abcd##efgh', 4)).toEqual([]);
  });

  it('stays within the regions', () => {
    const text = '0123456789';
    const regions = { before: [{ start: 2, end: 9 }], after: [{ start: 0, end: 8 }] };
    expect(finish(unique({ before: text, after: text }, regions, 4, new Work()))).toEqual([
      { from: 2, to: 2, length: 6 },
    ]);
  });
});
