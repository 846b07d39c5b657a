import { expect, it } from 'vitest';
import { Tokens } from '../../../src/formats/tokens.ts';

const words = (text: string, ...cuts: readonly [number, number][]) =>
  new Tokens(
    text,
    cuts.map(([start, end]) => ({ start, end })),
  ).all.map(({ start, end }) => text.slice(start, end));

it('tokens are words, and single characters with what belongs to them', () => {
  expect(words('Kyiv’s 2nd re-run, “no”!')).toEqual([
    'Kyiv',
    '’',
    's',
    '2nd',
    're',
    '-',
    'run',
    ',',
    '“',
    'no',
    '”',
    '!',
  ]);
  expect(words('e\u0301t 日本 👩‍👩‍👧👍🏽🇺🇦 \ufeff\u2028x')).toEqual(['e\u0301t', '日本', '👩‍👩‍👧', '👍🏽', '🇺🇦', 'x']);
});

it('are cut where spans begin or end', () => {
  expect(words('unhappy days', [2, 5], [2, 9], [0, 12])).toEqual(['un', 'hap', 'py', 'd', 'ays']);
});

it('stand in lines, and are found by their place', () => {
  const tokens = new Tokens('  one two \n \nthree', [{ start: 6, end: 13 }]);
  expect(tokens.lines).toEqual([
    { start: 2, end: 9, from: 0, to: 2 },
    { start: 13, end: 18, from: 2, to: 3 },
  ]);
  expect(tokens.within({ start: 6, end: 13 })).toEqual({ first: 1, last: 1 });
  expect(tokens.within({ start: 0, end: 18 })).toEqual({ first: 0, last: 2 });
  expect(tokens.within({ start: 9, end: 13 })).toBeUndefined();
});
