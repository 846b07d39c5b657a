import { expect, it } from 'vitest';
import { Tracked } from '../../../src/core/tracked.ts';

const span = (start: number, end: number) => ({ start, end });

it('moves all spans through edits that follow one another, and names those that were touched', () => {
  const tracked = new Tracked();
  tracked.set('before', [span(0, 3)]);
  tracked.set('twice', [span(5, 8), span(10, 12)]);
  tracked.set('behind', [span(20, 25)]);
  const touched = tracked.edit([
    { start: 4, end: 4, text: 'abc' },
    // In what the first edit left: within the second span of `twice`.
    { start: 14, end: 15, text: '' },
  ]);
  expect([...touched]).toEqual(['twice']);
  expect(tracked.get('before')).toMatchObject([span(0, 3)]);
  expect(tracked.get('twice')).toMatchObject([span(8, 11), span(13, 14)]);
  expect(tracked.get('behind')).toMatchObject([span(22, 27)]);
});

it('keeps the place of what was deleted, and tells when text comes there', () => {
  const tracked = new Tracked();
  tracked.set('a', [span(2, 4)]);
  expect([...tracked.edit([{ start: 1, end: 6, text: '' }])]).toEqual(['a']);
  expect(tracked.get('a')).toMatchObject([span(1, 1)]);
  expect([...tracked.edit([{ start: 5, end: 6, text: 'x' }])]).toEqual([]);
  expect([...tracked.edit([{ start: 1, end: 1, text: 'back' }])]).toEqual(['a']);
  expect(tracked.get('a')).toMatchObject([span(1, 1)]);
});

it('knows which keys have the character at an offset', () => {
  const tracked = new Tracked();
  tracked.set('a', [span(0, 2), span(6, 8)]);
  tracked.set('b', [span(1, 7)]);
  tracked.set('none', [span(3, 3)]);
  expect([0, 1, 2, 3, 6, 7, 8].map((offset) => tracked.at(offset).join(''))).toEqual([
    'a',
    'ab',
    'b',
    'b',
    'ab',
    'a',
    '',
  ]);
});

it('forgets a key', () => {
  const tracked = new Tracked();
  tracked.set('a', [span(0, 2)]);
  tracked.delete('a');
  expect(tracked.get('a')).toBeUndefined();
  expect(tracked.at(1)).toEqual([]);
});
