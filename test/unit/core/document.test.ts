import { describe, expect, it } from 'vitest';
import { added, type Change, changed, invert } from '../../../src/core/change.ts';
import {
  type Annotations,
  applyChange,
  insert,
  nearestFirst,
  neighbour,
  at as over,
  removal,
} from '../../../src/core/document.ts';
import { at } from './sample.ts';

const link = (to: string) => ({ role: 'source', to });
const a = at('a', 0, 10);
const b = at('b', 2, 5, { links: [link('c')] });
const c = at('c', 20, 25, { links: [link('b'), link('a'), link('x.txt#b')] });
const all: Annotations = [a, b, c];

const ids = (annotations: Annotations) => annotations.map(({ id }) => id).join(' ');

/** Applies a change and takes it back. */
function thereAndBack(annotations: Annotations, change: Change): { there: Annotations; back: Annotations } {
  const there = applyChange(annotations, change);
  return { there, back: applyChange(there, invert(change)) };
}

describe('insert', () => {
  it.each([
    [0, 'a n b c'],
    [1, 'a n b c'],
    [2, 'a b n c'],
    [20, 'a b c n'],
    [30, 'a b c n'],
  ])('puts one that starts at %i before the first that starts later', (start, expected) => {
    expect(ids(insert(all, at('n', start, 40)))).toBe(expected);
  });

  it('does not sort the others', () => {
    expect(ids(insert([c, a, b], at('n', 3, 4)))).toBe('n c a b');
  });

  it('puts it behind the one that is named, or to the front', () => {
    expect(ids(insert(all, at('n', 0, 1), 'c'))).toBe('a b c n');
    expect(ids(insert(all, at('n', 30, 31), null))).toBe('n a b c');
    expect(ids(insert(all, at('n', 3, 4), 'gone'))).toBe('a b n c');
  });
});

describe('a change', () => {
  it('adds, and is taken back', () => {
    const { there, back } = thereAndBack(all, added(at('n', 3, 4), at('m', 1, 2)));
    expect(ids(there)).toBe('a m b n c');
    expect(back).toEqual(all);
  });

  it('changes fields, and is taken back', () => {
    const { there, back } = thereAndBack(all, changed(b, { ...b, note: 'x', links: [] }));
    expect(there[1]).toEqual({ ...b, note: 'x', links: [] });
    expect(back).toEqual(all);
  });

  it('may be applied twice', () => {
    const change: Change = { steps: [...added(at('n', 3, 4)).steps, ...removal(all, new Set(['a'])).steps] };
    const once = applyChange(all, change);
    expect(applyChange(once, change)).toEqual(once);
  });

  it('of an annotation that is gone does nothing', () => {
    expect(applyChange([a], changed(b, { ...b, note: 'x' }))).toEqual([a]);
  });
});

describe('a removal', () => {
  it('takes links along that lead to what is removed in this file, in one step', () => {
    const { there, back } = thereAndBack(all, removal(all, new Set(['b'])));
    expect(ids(there)).toBe('a c');
    expect(there[1]?.links).toEqual([link('a'), link('x.txt#b')]);
    expect(back).toEqual(all);
  });

  it.each([['a'], ['b'], ['c'], ['a', 'b'], ['b', 'c'], ['a', 'c'], ['a', 'b', 'c']])(
    'of %s %s %s is taken back to the same places',
    (...gone) => {
      // Not in text order: the file's order is a person's.
      const unsorted = [c, a, b];
      const { there, back } = thereAndBack(unsorted, removal(unsorted, new Set(gone)));
      expect(there.length).toBe(3 - gone.filter(Boolean).length);
      expect(back).toEqual(unsorted);
    },
  );

  it('is taken back behind the same neighbour when others came meanwhile', () => {
    const change = removal(all, new Set(['b']));
    const later = insert(applyChange(all, change), at('n', 0, 1), null);
    expect(ids(applyChange(later, invert(change)))).toBe('n a b c');
  });

  it('passes over ids that are not there', () => {
    expect(removal(all, new Set(['x']))).toEqual({ steps: [] });
  });
});

describe('annotations at an offset', () => {
  const lost = at('l', 0, 4, { target: [{ exact: 'x', prefix: '', suffix: '', start: 0, end: 4, state: 'lost' }] });
  const twin = at('t', 2, 5);

  it('are the innermost first, of equals the later one', () => {
    expect(ids(over([...all, twin, lost], 3))).toBe('t b a');
    expect(ids(over(all, 5))).toBe('a');
    expect(ids(over(all, 10))).toBe('');
  });

  it('count by their fragments, not by what lies between them', () => {
    const split = { ...at('s', 0, 1), target: [...at('', 0, 2).target, ...at('', 8, 9).target] };
    expect(ids(over([a, split], 8))).toBe('s a');
    expect(ids(over([a, split], 4))).toBe('a');
  });
});

describe('the neighbour', () => {
  it.each([
    [0, 'next', 'a'],
    [1, 'next', 'b'],
    [2, 'next', 'b'],
    [3, 'next', 'c'],
    [21, 'next', 'a'],
    [20, 'previous', 'b'],
    [2, 'previous', 'a'],
    [0, 'previous', 'c'],
  ] as const)('of %i, %s, is %s', (offset, direction, expected) => {
    expect(neighbour([c, b, a], offset, direction)?.id).toBe(expected);
  });

  it('goes on from the present one, where several begin at one place', () => {
    const some = [at('x', 0, 4), at('y', 0, 9), at('z', 0, 2), c];
    const way = (direction: 'next' | 'previous') =>
      ['x', 'y', 'z', 'c'].map((id) => neighbour(some, 0, direction, id)?.id);
    expect(way('next')).toEqual(['z', 'x', 'c', 'y']);
    expect(way('previous')).toEqual(['y', 'c', 'x', 'z']);
    expect(neighbour(some, 1, 'next', 'gone')?.id).toBe('c');
  });

  it('is none where there are no annotations, or only lost ones', () => {
    const lost = at('l', 0, 4, { target: [{ exact: 'x', prefix: '', suffix: '', start: 0, end: 4, state: 'lost' }] });
    expect(neighbour([], 0, 'next')).toBeUndefined();
    expect(neighbour([lost], 0, 'previous')).toBeUndefined();
  });
});

it('the nearest stand first, and what is lost is not among them', () => {
  const [part] = at('l', 4, 5).target;
  const lost = at('l', 4, 5, part && { target: [{ ...part, state: 'lost' }] });
  const far = at('f', 90, 95);
  expect(ids(nearestFirst([far, lost, c, a, b], { start: 8, end: 9 }))).toBe('a b c f');
  expect(ids(nearestFirst([far, lost, c, a, b], { start: 26, end: 80 }))).toBe('c f a b');
});
