import { describe, expect, it } from 'vitest';
import { readCanonical } from '../../../src/formats/canonical.ts';
import { print, type Sidecar } from '../../../src/formats/sidecar.ts';

const HEAD = 'newsmark: 1\narticle:\n  file: a.txt\nannotations:\n';

const FULL: Sidecar = {
  article: { file: 'a.txt' },
  annotations: [
    {
      id: 'g3v9kq2x',
      label: 'quote',
      target: [
        { exact: 'no retreat', prefix: 'said: “', suffix: '”.\n', start: 3, end: 13 },
        { exact: '5', prefix: '', suffix: '', start: 20, end: 21, state: 'lost', extra: { 'x-t': 'y' } },
      ],
      attributes: { kind: 'direct', tags: ['a', 'no'] },
      note: 'two\n\nlines of it',
      links: [{ role: 'source', to: 'b/c.txt#p8m2hx0r' }],
      review: { state: 'accepted', by: 'ben', at: '2026-11-22T09:00:00Z' },
      suggestedBy: 'rules',
      modified: '2026-11-21T21:06:12Z',
      modifiedBy: 'ben',
      by: 'ana',
      created: '2026-11-21T21:05:00Z',
      extra: { 'x-page': 7, 'x-ok': true, 'x-text': 'true words' },
    },
  ],
};

const ITEM = print(FULL).slice(HEAD.length);

/** The printed item with something else in it. */
const read = (from: string | RegExp, to: string) => {
  const text = ITEM.replace(from, to);
  expect(text).not.toBe(ITEM);
  return readCanonical(text, 0);
};

describe('a printed annotation', () => {
  it('is read in full, to the beginning of the next line', () => {
    expect(readCanonical(`x\n${ITEM}  - id: b\n`, 2)).toEqual({ annotation: FULL.annotations[0], to: ITEM.length + 2 });
  });

  it.each([
    ['"a\\"b\\\\c\\n\\t\\r\\0\\x07\\u2028\\ud83d\\ude00"', 'a"b\\c\n\t\r\0\x07\u2028😀'],
    ['"null"', 'null'],
    ['1.0', '1.0'],
    ['007', '007'],
    ['yes', 'yes'],
    ['a: b', undefined],
    ['a:b#c', 'a:b#c'],
    ['нет “слова”', 'нет “слова”'],
  ])('has the text %s', (written, meant) => {
    expect(read('label: quote', `label: ${written}`)?.annotation.label).toBe(meant);
  });

  it('has a note with or without a line end', () => {
    expect(read('note: |-', 'note: |')?.annotation.note).toBe('two\n\nlines of it\n');
    expect(read(/note: (.*\n){4}/, 'note: "one\\n"\n')?.annotation.note).toBe('one\n');
  });
});

describe('what may mean anything else is not read', () => {
  it.each([
    ['null', 'label: quote', 'label: null'],
    ['nothing', 'label: quote', 'label:'],
    ['nothing but a blank', 'label: quote', 'label: '],
    ['a comment', 'label: quote', 'label: quote # c'],
    ['a blank at the end', 'label: quote', 'label: quote '],
    ['a blank behind quotes', 'exact: "5"', 'exact: "5" '],
    ['a mapping in a line', 'label: quote', 'label: a: b'],
    ['a colon at the end', 'label: quote', 'label: quote:'],
    ['an escape that is not printed', 'exact: "5"', 'exact: "\\N"'],
    ['an escape without its digits', 'exact: "5"', 'exact: "\\x5"'],
    ['a text without its end', 'exact: "5"', 'exact: "5'],
    ['a text on two lines', 'exact: "5"', 'exact: "5\n          6"'],
    ['single quotes', 'exact: "5"', "exact: '5'"],
    ['an alias', 'label: quote', 'label: *a'],
    ['an anchor', 'label: quote', 'label: &a quote'],
    ['a tag', 'label: quote', 'label: !!str quote'],
    ['brackets', 'role: source', 'role: [source]'],
    ['a tab', 'label: quote', 'label: quo\tte'],
    ['a carriage return', 'label: quote', 'label: quote\r'],
    ['U+0085', 'label: quote', 'label: quo\u0085te'],
    ['a byte order mark', 'label: quote', 'label: quo\ufeffte'],
    ['an id that is none', 'id: g3v9kq2x', 'id: a b'],
    ['an empty passage', 'exact: "5"', 'exact: ""'],
    ['a place that is negative', 'start: 3', 'start: -3'],
    ['a place that is a fraction', 'start: 3', 'start: 3.5'],
    ['a place in another base', 'start: 3', 'start: 0x3'],
    ['a place that is too far away', 'end: 13', 'end: 9007199254740993'],
    ['a place of no length', 'end: 13', 'end: 3'],
    ['fragments that overlap', /start: 20\n(.*\n).*lost\n/, 'start: 12\n$1'],
    ['a time without quotes', /modified: "(.*)"/, 'modified: $1'],
    ['a link that leads out', 'to: b/', 'to: b/../../'],
    ['a link to nothing', 'to: b/c.txt#p8m2hx0r', 'to: ""'],
    ['keys in another order', /( {4}by: ana\n)( {4}created: .*\n)/, '$2$1'],
    ['a key twice', '    by: ana\n', '    by: ana\n    by: ana\n'],
    ['an unknown key twice', '    x-ok: true\n', '    x-ok: true\n    x-ok: true\n'],
    ['an attribute twice', '      kind: direct\n', '      kind: direct\n      kind: direct\n'],
    ['a key that is a word', 'x-page', 'null'],
    ['an unknown number that may be another', 'x-page: 7', 'x-page: 07'],
    ['an unknown null', 'x-page: 7', 'x-page: ~'],
    ['an unknown date', 'x-page: 7', 'x-page: 2026-11-22'],
    ['attributes without any', /attributes:\n(.*\n){4}/, 'attributes:\n'],
    ['a block that is deeper at its beginning', '      two', '       two'],
    ['a block that begins with a blank line', '|-\n', '|-\n\n'],
    ['a block with a line of blanks', '\n\n      lines', '\n      \n      lines'],
    ['a folded block', 'note: |-', 'note: >-'],
    ['a block with its own indentation', 'note: |-', 'note: |2-'],
    ['no end of the last line', /\n$/, ''],
  ])('%s', (_what, from, to) => {
    const found = read(from, to);
    // A line that is not read ends the item: what stands before it is not all.
    const rest = ITEM.replace(from, to).slice(found?.to ?? 0);
    expect(found === undefined || /^ {3}/.test(rest)).toBe(true);
  });
});
