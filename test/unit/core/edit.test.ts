import { describe, expect, it } from 'vitest';
import { applyEdits, difference, type Edit, follow, growth } from '../../../src/core/edit.ts';
import { draw, read } from './picture.ts';

/** `ab<cd|xyz>ef`: the characters `cd` give way to `xyz`. */
function readEdit(picture: string): Edit & { readonly before: string } {
  const [, head = '', old = '', text = '', tail = ''] = /^([^<]*)<([^|]*)\|([^>]*)>([\s\S]*)$/.exec(picture) ?? [];
  return { start: head.length, end: head.length + old.length, text, before: head + old + tail };
}

describe('follow', () => {
  it.each([
    // The span, the edit, the span after it.
    ['text typed before', 'ab[cd]ef', 'a<|X>bcdef', 'aXb[cd]ef', false],
    ['text typed at the start stays outside', 'ab[cd]ef', 'ab<|X>cdef', 'abX[cd]ef', false],
    ['text typed inside', 'ab[cd]ef', 'abc<|X>def', 'ab[cXd]ef', true],
    ['text typed at the end stays outside', 'ab[cd]ef', 'abcd<|X>ef', 'ab[cd]Xef', false],
    ['text typed behind', 'ab[cd]ef', 'abcde<|X>f', 'ab[cd]eXf', false],
    ['a deletion before', 'ab[cd]ef', '<a|>bcdef', 'b[cd]ef', false],
    ['a deletion up to the start', 'ab[cd]ef', '<ab|>cdef', '[cd]ef', false],
    ['a deletion across the start takes its part away', 'ab[cd]ef', 'a<bc|>def', 'a[d]ef', true],
    ['a deletion of the first character', 'ab[cd]ef', 'ab<c|>def', 'ab[d]ef', true],
    ['a deletion inside', 'ab[cde]f', 'abc<d|>ef', 'ab[ce]f', true],
    ['a deletion of the last character', 'ab[cd]ef', 'abc<d|>ef', 'ab[c]ef', true],
    ['a deletion across the end takes its part away', 'ab[cd]ef', 'abc<de|>f', 'ab[c]f', true],
    ['a deletion from the end on', 'ab[cd]ef', 'abcd<ef|>', 'ab[cd]', false],
    ['a deletion of all leaves an empty span', 'ab[cd]ef', 'ab<cd|>ef', 'ab[]ef', true],
    ['a deletion of more than all', 'ab[cd]ef', 'a<bcde|>f', 'a[]f', true],
    ['a replacement before', 'ab[cd]ef', 'a<b|XY>cdef', 'aXY[cd]ef', false],
    ['a replacement of the first character belongs to it', 'ab[cd]ef', 'ab<c|XY>def', 'ab[XYd]ef', true],
    ['a replacement of the last character belongs to it', 'ab[cd]ef', 'abc<d|XY>ef', 'ab[cXY]ef', true],
    ['a replacement across the start stays outside', 'ab[cd]ef', 'a<bc|XY>def', 'aXY[d]ef', true],
    ['a replacement across the end stays outside', 'ab[cd]ef', 'abc<de|XY>f', 'ab[c]XYf', true],
    ['a replacement of all leaves an empty span before it', 'ab[cd]ef', 'ab<cd|XY>ef', 'ab[]XYef', true],
    ['an empty span and text before it', 'ab[]cd', 'a<|X>bcd', 'aXb[]cd', false],
    ['an empty span and text at it: it waits in front', 'ab[]cd', 'ab<|X>cd', 'ab[]Xcd', true],
    ['an empty span and text behind it', 'ab[]cd', 'abc<|X>d', 'ab[]cXd', false],
    ['an empty span and a deletion up to it', 'ab[]cd', 'a<b|>cd', 'a[]cd', true],
    ['an empty span and a deletion from it on', 'ab[]cd', 'ab<c|>d', 'ab[]d', true],
    ['an empty span and a deletion over it', 'ab[]cd', 'a<bc|XY>d', 'a[]XYd', true],
  ])('%s: %s, %s', (_what, before, edited, after, touched) => {
    const { text, ...span } = read(before);
    const { before: same, ...edit } = readEdit(edited);
    expect(same).toBe(text);
    const moved = follow(span, edit);
    expect(draw(applyEdits(text, [edit]), moved)).toBe(after);
    expect(moved.touched).toBe(touched);
  });
});

describe('applyEdits', () => {
  it('applies each to what the one before it left', () => {
    const edits = [
      { start: 0, end: 1, text: 'XYZ' },
      { start: 3, end: 3, text: '-' },
      { start: 0, end: 2, text: '' },
    ];
    expect(applyEdits('abc', edits)).toBe('Z-bc');
    expect(applyEdits('abc', [])).toBe('abc');
  });

  it('knows by how much a text grows', () => {
    expect(growth({ start: 2, end: 5, text: 'a' })).toBe(-2);
    expect(growth({ start: 2, end: 2, text: 'ab' })).toBe(2);
  });
});

describe('difference', () => {
  it.each([
    ['abc', 'aXc', { start: 1, end: 2, text: 'X' }],
    ['abc', 'abXc', { start: 2, end: 2, text: 'X' }],
    ['abc', 'ac', { start: 1, end: 2, text: '' }],
    ['aaa', 'aa', { start: 2, end: 3, text: '' }],
    ['', 'ab', { start: 0, end: 0, text: 'ab' }],
    ['ab', '', { start: 0, end: 2, text: '' }],
    // The two share the first half of their pairs, or the second one.
    ['a😀b', 'a😁b', { start: 1, end: 3, text: '😁' }],
    ['a\u{1f600}b', 'a\u{1fa00}b', { start: 1, end: 3, text: '\u{1fa00}' }],
    ['😀', '😀😀', { start: 2, end: 2, text: '😀' }],
  ])('of %j and %j', (before, after, expected) => {
    const edit = difference(before, after);
    expect(edit).toEqual(expected);
    expect(edit && applyEdits(before, [edit])).toBe(after);
  });

  it('of equal texts is none', () => {
    expect(difference('abc', 'abc')).toBeUndefined();
  });
});
