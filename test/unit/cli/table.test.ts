import { describe, expect, it } from 'vitest';
import { cut, printTable, widthOf } from '../../../src/cli/table.ts';

describe('the table', () => {
  it('knows how wide terminals draw', () => {
    expect(['', 'abc', '日本', 'e\u0301', '😀', '👩‍👩‍👧', 'שלום', '한'].map(widthOf)).toEqual([0, 3, 4, 1, 2, 2, 4, 2]);
  });

  it('cuts between characters, and only what is too long', () => {
    expect(cut('abcdef', 6)).toBe('abcdef');
    expect(cut('abcdef', 5)).toBe('abcd…');
    expect(cut('日本日本', 4)).toBe('日…');
    expect(cut('e\u0301e\u0301e\u0301', 2)).toBe('e\u0301…');
    expect(cut('ab cd', 4)).toBe('ab…');
    expect(cut('abc', 0)).toBe('');
  });

  it('aligns what is of any width', () => {
    expect(printTable([['日本', 'x', 'last'], ['a', 'long', ''], ['b']])).toEqual([
      '日本  x     last',
      'a     long',
      'b',
    ]);
    expect(printTable([])).toEqual([]);
  });
});
