import { describe, expect, it } from 'vitest';
import { extent, ID_BYTES, inTextOrder, isId, isReviewed, newId, quoted, state } from '../../../src/core/annotation.ts';
import { at, mark } from './sample.ts';

describe('newId', () => {
  it('is a letter and seven characters of Crockford’s alphabet', () => {
    for (let byte = 0; byte < 256; byte++) {
      const id = newId(new Uint8Array(ID_BYTES).fill(byte));
      expect(id).toMatch(/^[abcdefghjkmnpqrstvwxyz][0-9abcdefghjkmnpqrstvwxyz]{7}$/);
      expect(isId(id)).toBe(true);
    }
  });

  it('uses every byte', () => {
    const bytes = new Uint8Array(ID_BYTES);
    const ids = Array.from({ length: ID_BYTES }, (_, i) => newId(bytes.with(i, 1)));
    expect(new Set([newId(bytes), ...ids]).size).toBe(ID_BYTES + 1);
  });
});

describe('isId', () => {
  it.each(['a', 'g3v9kq2x', 'T1', 'e_1.2-x', '123', 'x'.repeat(64)])('takes %j', (id) => {
    expect(isId(id)).toBe(true);
  });
  it.each(['', 'a b', 'a\n', 'a#b', 'a/b', 'é', 'x'.repeat(65)])('refuses %j', (id) => {
    expect(isId(id)).toBe(false);
  });
});

it('has the worst state of its fragments', () => {
  const [one, two] = mark('one two', ['one', 'two']).target;
  if (!one || !two) throw new Error('no target');
  const withStates = (...states: ('changed' | 'lost' | undefined)[]) =>
    state(at('a', 0, 1, { target: states.map((each) => ({ ...one, state: each })) }));
  expect(withStates(undefined, undefined)).toBeUndefined();
  expect(withStates(undefined, 'changed')).toBe('changed');
  expect(withStates('changed', 'lost', undefined)).toBe('lost');
});

it('reaches from its first character to its last', () => {
  const both = mark('one two three', ['one', 'three']);
  expect(extent(both)).toEqual({ start: 0, end: 13 });
  expect(quoted(both)).toBe('one … three');
});

it('is sorted by its place, the longer one first', () => {
  const sorted = [at('c', 5, 6), at('b', 0, 3), at('a', 0, 9)].sort(inTextOrder);
  expect(sorted.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});

it.each([
  [undefined, undefined, false],
  [{ state: 'accepted' }, undefined, true],
  [{ state: 'rejected', at: '2026-11-22T10:00:00Z' }, '2026-11-22T10:00:00Z', true],
  [{ state: 'accepted', at: '2026-11-22T10:00:00Z' }, '2026-11-22T10:00:01Z', false],
  [{ state: 'open' }, undefined, false],
])('with the review %j, changed at %j, it is judged: %j', (review, modified, expected) => {
  expect(isReviewed(at('a', 0, 1, { review, modified }))).toBe(expected);
});
