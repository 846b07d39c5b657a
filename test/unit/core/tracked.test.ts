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
  expect([...touched]).toEqual([['twice', [span(5, 8), span(10, 12)]]]);
  expect(tracked.get('before')).toMatchObject([span(0, 3)]);
  expect(tracked.get('twice')).toMatchObject([span(8, 11), span(13, 14)]);
  expect(tracked.get('behind')).toMatchObject([span(22, 27)]);
});

it('keeps the place of what was deleted, and tells when text comes there', () => {
  const tracked = new Tracked();
  tracked.set('a', [span(2, 4)]);
  expect([...tracked.edit([{ start: 1, end: 6, text: '' }])]).toEqual([['a', [span(2, 4)]]]);
  expect(tracked.get('a')).toMatchObject([span(1, 1)]);
  expect([...tracked.edit([{ start: 5, end: 6, text: 'x' }])]).toEqual([]);
  expect([...tracked.edit([{ start: 1, end: 1, text: 'back' }])]).toEqual([['a', [span(1, 1)]]]);
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

it('knows which keys have a span near a place, also an empty one', () => {
  const tracked = new Tracked();
  tracked.set('a', [span(0, 2), span(6, 8)]);
  tracked.set('b', [span(4, 4)]);
  expect([...tracked.near(span(2, 3))]).toEqual(['a']);
  expect([...tracked.near(span(3, 3))]).toEqual([]);
  expect([...tracked.near(span(3, 6))].sort()).toEqual(['a', 'b']);
});

it('gives places as they were before all edits, also of spans that moved before theirs was touched', () => {
  const tracked = new Tracked<{ readonly name: string }>();
  const [twice, other] = [{ name: 'same' }, { name: 'same' }];
  tracked.set(twice, [span(5, 8), span(10, 10), span(12, 20)]);
  tracked.set(other, [span(30, 31)]);
  const touched = tracked.edit([
    { start: 9, end: 9, text: 'xx' },
    { start: 0, end: 1, text: '' },
    { start: 12, end: 14, text: '' },
  ]);
  expect([...touched]).toEqual([[twice, [span(5, 8), span(10, 10), span(12, 20)]]]);
  expect(tracked.get(twice)).toEqual([span(4, 7), span(11, 11), span(12, 19)]);
});

it('follows without telling just as well', () => {
  const tracked = new Tracked();
  tracked.set('a', [span(2, 4)]);
  tracked.move([{ start: 3, end: 3, text: { length: 7 } }]);
  expect(tracked.get('a')).toEqual([span(2, 11)]);
});

it('leaves places alone that no text reaches', () => {
  const tracked = new Tracked();
  tracked.set('far', [span(1, 2), span(1e12, 1e12 + 5)]);
  tracked.set('a', [span(2, 4)]);
  expect([...tracked.edit([{ start: 0, end: 3, text: '' }]).keys()]).toEqual(['a']);
  expect(tracked.get('far')).toEqual([span(1, 2), span(1e12, 1e12 + 5)]);
  expect(tracked.at(1)).toEqual([]);
  tracked.set('far', [span(1, 2)]);
  expect(tracked.get('far')).toEqual([span(1, 2)]);
  tracked.delete('far');
  expect(tracked.get('far')).toBeUndefined();
});

it('forgets a key', () => {
  const tracked = new Tracked();
  tracked.set('a', [span(0, 2)]);
  tracked.delete('a');
  expect(tracked.get('a')).toBeUndefined();
  expect(tracked.at(1)).toEqual([]);
});
