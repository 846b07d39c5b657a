import { describe, expect, it } from 'vitest';
import { Lines } from '../../../src/core/line.ts';

describe('Lines', () => {
  it('counts lines and columns from 1, a line end as part of its line', () => {
    const lines = new Lines('ab\n\n😀c');
    expect([0, 1, 2, 3, 4, 6, 7].map((offset) => lines.at(offset))).toEqual([
      { line: 1, column: 1 },
      { line: 1, column: 2 },
      { line: 1, column: 3 },
      { line: 2, column: 1 },
      { line: 3, column: 1 },
      { line: 3, column: 3 },
      { line: 3, column: 4 },
    ]);
  });

  it('knows the first line of an empty text', () => {
    expect(new Lines('').at(0)).toEqual({ line: 1, column: 1 });
  });
});
