import { expect, it } from 'vitest';
import { fold, isSame, Page } from '../../../src/core/fold.ts';

it.each([
  ['“a”', '"a"', true],
  ['«a»', '„a“', true],
  ['it’s', "it's", true],
  ['a — b', 'a - b', true],
  ['a  b\n\nc', 'a b c', true],
  ['a\u00a0b', 'a b', true],
  ['a b', 'ab', false],
  ['a', 'a ', false],
  ['“a”', "'a'", false],
  ['10', '1O', false],
  ['The', 'the', false],
  ['é', 'e', false],
  ['', '', true],
])('%j and %j are the same: %j', (a, b, same) => {
  expect(isSame(a, b)).toBe(same);
  expect(isSame(b, a)).toBe(same);
});

it('keeps offsets', () => {
  expect(fold('“a”  —\n😀')).toHaveLength('“a”  —\n😀'.length);
});

it('gives the same pieces before and after all is folded, and none beyond the text', () => {
  const page = new Page('abc “def” ghi');
  const pieces = () => [page.piece(-5, 3), page.piece(4, 9), page.piece(9, 99), page.piece(50, 60), page.piece(5, 2)];
  const before = pieces();
  expect(page.units).toHaveLength(13);
  expect(pieces()).toEqual(before);
  expect(before.map(({ start, units }) => [start, units.length])).toEqual([
    [0, 3],
    [4, 5],
    [9, 4],
    [13, 0],
    [5, 0],
  ]);
});
