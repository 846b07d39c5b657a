import { expect, it } from 'vitest';
import { escapeText, escapeValue, split, unescapeText, unescapeValue } from '../../../src/formats/webannotext.ts';

it('values have a backslash before what means something', () => {
  expect(escapeValue('a[1]|b_c->d-e;\t\n*\\')).toBe('a\\[1\\]\\|b\\_c\\->d-e\\;\\t\\n\\*\\\\');
  for (const value of ['\\', '\\t', '\\->', '->-', '_', '*', 'a\\|b', '>', '\\\\n'])
    expect([value, unescapeValue(escapeValue(value))]).toEqual([value, value]);
  expect(unescapeValue('\\q\\')).toBe('\\q\\');
});

it('words have one before controls and backslashes', () => {
  expect(escapeText('a\tb\\n\f\u0001\u000b[')).toBe('a\\tb\\\\n\\f\\\u0001\u000b[');
  for (const text of ['\\', '\\t', '\t\r\b', '\u0000\u001f'])
    expect([text, unescapeText(escapeText(text))]).toEqual([text, text]);
});

it('cells are split where no backslash stands before', () => {
  expect(split('a\\|b|c\\\\|d', '|')).toEqual(['a\\|b', 'c\\\\', 'd']);
  expect(split('', ';')).toEqual(['']);
});
