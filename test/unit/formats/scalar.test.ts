import { describe, expect, it } from 'vitest';
import { isPlain, printBlock, printString } from '../../../src/formats/scalar.ts';

// What every reader makes of them is the matter of test/property/scalar.test.ts. Here is how they look.

it.each([
  ['plain words', 'plain words'],
  ['“quotes” — and dashes…', '“quotes” — and dashes…'],
  ["it's", "it's"],
  ['a:b #c'.replace(' #', '#'), 'a:b#c'],
  ['😀', '😀'],
  ['x-page', 'x-page'],
  ['no', '"no"'],
  ['2026-11', '"2026-11"'],
  ['6', '"6"'],
  ['6 men', '6 men'],
  ['=', '"="'],
  ['<<', '"<<"'],
  ['', '""'],
  ['a: b', '"a: b"'],
  ['a #b', '"a #b"'],
  [' a', '" a"'],
  ['say "no"', 'say "no"'],
  ['"no"', '"\\"no\\""'],
  ['a\\', 'a\\'],
  ['a\n\\', '"a\\n\\\\"'],
  ['\t\r\0\x07\x85\u2028\ufeff\uffff', '"\\t\\r\\0\\x07\\x85\\u2028\\ufeff\\uffff"'],
])('%j is printed as %s', (text, expected) => {
  expect(printString(text)).toBe(expected);
  expect(isPlain(text)).toBe(!expected.startsWith('"'));
});

describe('printBlock', () => {
  it.each([
    ['a\nb', ['|-', 'a', 'b']],
    ['a\nb\n', ['|', 'a', 'b']],
    ['a\n\n- b: c # d', ['|-', 'a', '', '- b: c # d']],
    ['# a\n---\n...', ['|-', '# a', '---', '...']],
  ])('takes %j', (text, expected) => {
    expect(printBlock(text)).toEqual(expected);
  });

  it.each([
    '',
    'a',
    'a\n',
    '\na',
    'a\n\n',
    'a\nb\n\n',
    ' a\nb',
    'a\n b',
    'a \nb',
    'a\n \nb',
    'a\tb\nc',
    'a\r\nb',
    'a\u2028\nb',
    'a\n\u00a0',
  ])('leaves %j to quotes', (text) => {
    expect(printBlock(text)).toBeUndefined();
  });
});
