import { describe, expect, it } from 'vitest';
import { checkVersion, count, FORMAT, Reader } from '../../../src/formats/reader.ts';
import { isMap, parseYaml } from '../../../src/formats/yaml.ts';

function read(source: string) {
  const { document, place } = { place: () => undefined, ...parseYaml(source) };
  const root = document?.contents;
  if (!document || !isMap(root)) throw new Error('The source of this test is no mapping.');
  const reader = new Reader(document, place);
  return { reader, root, fields: reader.fields(root) };
}

describe('a whole number', () => {
  const cases: [string, number | undefined][] = [
    ['0', 0],
    ['4741', 4741],
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', undefined],
    ['-1', undefined],
    ['0.0', undefined],
    ['12.0', undefined],
    ['1e3', undefined],
    ['0x10', undefined],
    ['"12"', undefined],
    ['.inf', undefined],
    ['~', undefined],
    ['[1]', undefined],
  ];
  for (const [written, value] of cases) {
    it(`${written} is ${value === undefined ? 'none' : 'one'}`, () => {
      expect(count(read(`n: ${written}`).fields.get('n'))).toBe(value);
    });
  }
});

describe('the version', () => {
  const codes = (source: string): unknown[] => {
    const { reader, root } = read(source);
    return [checkVersion(root, reader), ...reader.problems.map(({ code }) => code)];
  };

  it('is one that is known', () => expect(codes(`newsmark: ${FORMAT}`)).toEqual([true]));
  it('must be there', () => expect(codes('annotations:')).toEqual([false, 'no-version']));
  it('must be a number', () => expect(codes('newsmark: "1"')).toEqual([false, 'no-version']));
  it('may be too new', () => expect(codes(`newsmark: ${FORMAT + 1}`)).toEqual([false, 'newer-version']));
});

describe('a reader', () => {
  it('takes scalars that are not quoted as they stand there', () => {
    const { reader, fields } = read('a: no\nb: 1.0\nc: 2026-11-21\nd:\n');
    expect(['a', 'b', 'c', 'd', 'e'].map((key) => reader.string(fields, key))).toEqual([
      'no',
      '1.0',
      '2026-11-21',
      undefined,
      undefined,
    ]);
    expect(reader.problems).toEqual([]);
  });

  it('tells what is no text, and where', () => {
    const { reader, fields } = read('a: 1\nnote: [x]\n');
    expect(reader.string(fields, 'note')).toBeUndefined();
    expect(reader.problems).toMatchObject([{ code: 'wrong-type', severity: 'error', place: { line: 2, column: 7 } }]);
  });

  it('keeps the keys that it does not know', () => {
    const { reader, fields } = read('known: 1\nx-mine: { a: [1, two] }\n');
    expect(reader.rest(fields, ['known'])).toEqual({ 'x-mine': { a: [1, 'two'] } });
    expect(reader.rest(fields, ['known', 'x-mine'])).toBeUndefined();
  });
});
