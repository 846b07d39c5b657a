import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasHalf, saving, toNote } from '../../../src/core/note.ts';

describe('a note that was typed', () => {
  it.each([
    ['one line', 'one line'],
    ['  \n first\nsecond \n\n', 'first\nsecond'],
    ['first\r\n\r\nsecond\rthird', 'first\n\nsecond\nthird'],
    ['', undefined],
    [' \r\n\t\u00a0\ufeff', undefined],
  ])('%j is %j', (typed, note) => {
    expect(toNote(typed)).toBe(note);
  });

  it('is the same when it is typed again', () => {
    fc.assert(fc.property(fc.string(), (typed) => toNote(toNote(typed) ?? '') === toNote(typed)));
  });

  it('cannot hold half a character', () => {
    expect(['😀', 'a\ud83d', '\ude00b', '\ude00\ud83d', ''].map(hasHalf)).toEqual([false, true, true, true, false]);
  });
});

describe('saving a note', () => {
  it.each([
    // before, present, written
    [undefined, undefined, undefined, 'nothing'],
    [undefined, undefined, 'mine', 'write'],
    ['a', 'a', 'mine', 'write'],
    ['a', 'a', undefined, 'write'],
    ['a', 'theirs', 'a', 'nothing'],
    ['a', undefined, 'a', 'nothing'],
    ['a', 'both', 'both', 'nothing'],
    ['a', undefined, undefined, 'nothing'],
    ['a', 'theirs', 'mine', 'conflict'],
    ['a', 'theirs', undefined, 'conflict'],
    ['a', undefined, 'mine', 'conflict'],
  ] as const)('%j, now %j, written %j: %s', (before, present, written, what) => {
    expect(saving(before, present, written)).toBe(what);
  });
});
