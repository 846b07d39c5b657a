import { expect, it } from 'vitest';
import { disputesIn, OF_ARTICLE, settled } from '../../../src/formats/undecided.ts';

const part = (conflict: readonly object[], more: object = {}) => ({
  file: 'a.txt',
  extra: { conflict, ...more } as never,
});

it('takes the name of a prototype’s for a key like any other', () => {
  const entry = { field: '__proto__', theirs: 2 };
  const before = part([entry], Object.fromEntries([['__proto__', 1]]));
  expect(disputesIn(before, OF_ARTICLE).map(({ values }) => values)).toEqual([['__proto__', '1', '2']]);
  const after = settled(before, OF_ARTICLE, entry, 'theirs');
  expect(Object.entries(after?.extra ?? {})).toEqual([['__proto__', 2]]);
});

it('leaves the other entries, and no empty list', () => {
  const [one, two] = [{ field: 'title', theirs: 'x' }, { field: 'url' }];
  const left = settled(part([one, two]), OF_ARTICLE, one, 'theirs');
  expect(left).toEqual({ file: 'a.txt', title: 'x', extra: { conflict: [two] } });
  expect(left && settled(left, OF_ARTICLE, two, 'ours')).toEqual({ file: 'a.txt', title: 'x' });
});
