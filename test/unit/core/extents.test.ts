import { expect, it } from 'vitest';
import { Extents } from '../../../src/core/extents.ts';

/** Leaves from 0 to 5, from 10 to 15 … */
function row(count: number): Extents {
  const extents = new Extents();
  for (let leaf = 0; leaf < count; leaf++) {
    extents.insert(leaf);
    extents.update(leaf, leaf * 10, leaf * 10 + 5);
  }
  return extents;
}

const near = (extents: Extents, start: number, end: number) => {
  const found: number[] = [];
  extents.near(start, end, (leaf) => found.push(leaf));
  return found;
};

it.each([1, 2, 5, 8])('finds the leaves that touch a place, of %d', (count) => {
  const extents = row(count);
  expect(near(extents, 0, 100)).toEqual(Array.from({ length: count }, (_, leaf) => leaf));
  expect(near(extents, 6, 9)).toEqual([]);
  expect(near(extents, (count - 1) * 10 + 5, 100)).toEqual([count - 1]);
});

it('moves what is behind an edit, and visits what it touches', () => {
  const extents = row(5);
  const visited: (readonly number[])[] = [];
  const edit = (start: number, end: number, growth: number) =>
    extents.edit(start, end, growth, (leaf, shift) => {
      visited.push([leaf, shift]);
      extents.set(leaf, leaf * 10 + shift, leaf * 10 + 5 + shift);
    });
  edit(6, 7, 100);
  expect(visited).toEqual([]);
  expect([0, 1, 4].map((leaf) => extents.shift(leaf))).toEqual([0, 100, 100]);
  expect(near(extents, 6, 109)).toEqual([]);
  edit(120, 131, 3);
  expect(visited).toEqual([
    [2, 100],
    [3, 100],
  ]);
  expect([1, 2, 3, 4].map((leaf) => extents.shift(leaf))).toEqual([100, 0, 0, 103]);
  expect(near(extents, 120, 125)).toEqual([2]);
});

it('takes leaves in and out, and moves the others along', () => {
  const extents = row(4);
  extents.edit(6, 6, 100, () => {});
  extents.insert(1);
  extents.update(1, 50 - extents.shift(1), 60 - extents.shift(1));
  expect(near(extents, 0, 60)).toEqual([0, 1]);
  expect(near(extents, 110, 110)).toEqual([2]);
  extents.remove(0);
  expect(near(extents, 0, 115)).toEqual([0, 1]);
  expect([
    extents.leafFor(0),
    extents.leafFor(55),
    extents.leafFor(109),
    extents.leafFor(110),
    extents.leafFor(999),
  ]).toEqual([0, 0, 0, 1, 3]);
});
