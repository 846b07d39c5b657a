import { expect, it } from 'vitest';
import { fill, SENTENCES, sentence } from '../../../src/core/problem.ts';

it('puts each value in once, never inside another', () => {
  expect(fill('{0} and {1}, {0}', ['{1}', 'b'])).toBe('{1} and b, {1}');
  expect(fill('{0} {1}', ['a'])).toBe('a {1}');
  expect(fill('{0}', ['$&'])).toBe('$&');
});

it('says a problem in a sentence', () => {
  expect(sentence({ code: 'dangling-link', severity: 'warning', values: ['source', 'x'] })).toBe(
    'The link "source" leads to "x", and there is no such annotation.',
  );
});

it('ends each sentence as one', () => {
  for (const text of Object.values(SENTENCES)) expect(text).toMatch(/^["{A-Z][\s\S]*\.$/);
});
