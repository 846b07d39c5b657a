import { expect, it } from 'vitest';
import { endsList, isBetween, isDash, layoutOf, nextLine, remember, startOfList } from '../../../src/formats/layout.ts';

it('a layout is known of one value and one text', () => {
  const value = {};
  remember(value, { source: 'a', starts: [1] });
  expect(layoutOf(value, 'a')).toEqual({ source: 'a', starts: [1] });
  expect(layoutOf(value, 'b')).toBeUndefined();
  expect(layoutOf({}, 'a')).toBeUndefined();
});

it('a list begins behind its key, which stands in the first column', () => {
  expect(startOfList('annotations:\n')).toBe(13);
  expect(startOfList('a: 1\n  annotations:\nannotations:\n')).toBe(33);
  expect(startOfList('annotations: []\n')).toBeUndefined();
});

it('lines are told apart by how they begin', () => {
  const lines = '  - a\n    b\n\n  # c\n   # d\n# e\nf\n';
  const found: string[] = [];
  for (let at = 0; at < lines.length; at = nextLine(lines, at)) {
    found.push(isDash(lines, at) ? 'dash' : isBetween(lines, at) ? 'between' : endsList(lines, at) ? 'end' : 'item');
  }
  expect(found).toEqual(['dash', 'item', 'between', 'between', 'item', 'between', 'end']);
  expect(endsList(lines, lines.length)).toBe(true);
  expect(nextLine('ab', 0)).toBe(2);
});
