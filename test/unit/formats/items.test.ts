import { describe, expect, it } from 'vitest';
import { sentence } from '../../../src/core/problem.ts';
import { readItems } from '../../../src/formats/items.ts';
import { type Parsed, parse, parseByItems } from '../../../src/formats/sidecar.ts';

const printed = (id: string, more = '') =>
  `  - id: ${id}\n    label: claim\n    target:\n      - exact: x\n        start: 0\n        end: 1\n${more}`;
const other = (id: string, more = '') =>
  `  - label: claim\n    id: ${id}\n    target: [{exact: 'x', start: 0, end: 1}]\n${more}`;
const file = (...items: readonly string[]) => `newsmark: 1\narticle:\n  file: a.txt\nannotations:\n${items.join('')}`;

const ids = (parsed: Parsed | undefined) => parsed?.value?.annotations.map(({ id }) => id).join(' ');

describe('a list is read item by item', () => {
  it.each([
    ['as it is printed', file(printed('a'), printed('b')), 'a b'],
    ['with an item in another hand', file(printed('a'), other('b'), printed('c')), 'a b c'],
    ['with comments and blank lines', file('# c\n\n', printed('a'), '  # c\n\n', printed('b'), '\n# c\n'), 'a b'],
    ['with other keys behind it', `${file(printed('a'), other('b'))}x-tail:\n  - id: c\nannotator: Ana\n`, 'a b'],
    ['with nothing in it', file(), ''],
    ['with an item that is none', file(printed('a'), '  - 7\n', printed('b')), 'a b'],
    ['with the same id twice', file(printed('a'), printed('a'), other('a'), printed('b')), 'a b'],
    ['with an ampersand', file(printed('a'), other('b', '    note: "R&D, AT&T"\n')), 'a b'],
    [
      'behind a head in another hand',
      file(printed('a')).replace('article:\n  file: a.txt', 'article: {file: a.txt}'),
      'a',
    ],
    ['with CRLF', file(printed('a'), other('b')).replaceAll('\n', '\r\n'), 'a b'],
  ])('%s', (_what, source, found) => {
    expect(ids(parseByItems(source, ''))).toBe(found);
    expect(ids(parse(source))).toBe(found);
  });

  it('tells at which line something is wrong', () => {
    const parsed = parseByItems(file(printed('a'), '\n', printed('a'), other('b', '    created: 2026-11-22\n')), '');
    const found = parsed?.problems.map((each) => `${each.place?.line}:${each.place?.column} ${sentence(each)}`);
    expect(found?.map((each) => each.split(' ').slice(0, 3).join(' '))).toEqual(['12:9 The id', '21:14 Put the']);
    expect(parsed?.places.get('b')).toEqual({ line: 18, column: 5, endLine: 22, endColumn: 1 });
  });
});

describe('a list is read as a whole', () => {
  const alias = other('b').replace('claim', '*l');
  it.each([
    ['of which most is in another hand', file(...Array.from({ length: 20 }, (_, i) => other(`a${i}`)))],
    ['with an alias', file(printed('a'), alias).replace('file: a', 'file: &l a')],
    ['that is no YAML', file(printed('a'), other('b', '    by: "ana\n'), printed('c', '    by: ben"\n'))],
    ['in the first column', file(printed('a')).replace('  - id', '- id')],
    ['whose key is text', `x: "\nannotations:\n${printed('a')}"\n`],
    ['whose key stands twice', `${file(printed('a'))}annotations:\n${printed('b')}`],
    ['behind a directive', `%YAML 1.1\n---\n${file(printed('a'))}`],
    ['in which a key of the root begins', file(printed('a'), other('b', ' :\n      - role: x\n'))],
    ['with a list below it', `${file(printed('a'))}- id: b\n`],
    ['with both kinds of line ends', file(printed('a')).replace('\n', '\r\n')],
    ['of a newer format', file(printed('a')).replace('newsmark: 1', 'newsmark: 2')],
  ])('%s', (_what, source) => {
    expect(parseByItems(source, '')).toBeUndefined();
  });
});

it('asks for an item in another hand with its lines, what follows them, the ids before it, and its line', () => {
  const source = file(printed('a'), other('b', '    # b\n'), printed('c'));
  const asked: unknown[] = [];
  const items = readItems(source, source.indexOf('  - '), (...question) => {
    asked.push([...question.slice(0, 2), [...question[2]], question[3]]);
    return { annotation: undefined, place: undefined, problems: [] };
  });
  expect(asked).toEqual([[other('b', '    # b\n'), '  - ', ['a'], 11]]);
  expect(items?.annotations.map(({ id }) => id)).toEqual(['a', 'c']);
  expect(items?.starts).toHaveLength(4);
});
