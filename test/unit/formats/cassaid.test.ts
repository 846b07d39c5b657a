import { expect, it } from 'vitest';
import { labelKey, labelOf, ownValue } from '../../../src/formats/cassaid.ts';

const structure = (values: object) => ({ id: '1', type: 'a.b.Type', index: 0, values: { ...values } });

it('the label is the first feature that looks like one, else the short name of the type', () => {
  const kinds = [
    { identifier: 'i', value: 'v', label: 'l' },
    { identifier: 'i', value: 'v' },
    { value: '', label: 1 },
  ];
  expect(kinds.map((each) => [labelKey(structure(each)), labelOf(structure(each))])).toEqual([
    ['label', 'l'],
    ['value', 'v'],
    [undefined, 'Type'],
  ]);
});

it('what Newsmark wrote is read, and nothing else', () => {
  expect(ownValue('note', 'n')).toBe('n');
  expect(ownValue('attributes', '{"a":["b"]}')).toEqual({ a: ['b'] });
  expect([ownValue('note', 1), ownValue('attributes', '{"a":1}'), ownValue('review', '{')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
