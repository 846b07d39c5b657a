import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { type Input, textOf } from '../../../src/formats/importer.ts';
import { fromJsonl } from '../../../src/formats/jsonlimport.ts';
import { fromRecords, reasonOf } from '../../../src/formats/recordimport.ts';
import { fromCsv, fromTsv } from '../../../src/formats/tableimport.ts';

const input = (text: string | Uint8Array, name = 'a'): Input => ({
  name,
  bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text,
  beside: new Map(),
});

const records = (...values: readonly unknown[]) =>
  fromRecords(
    values.map((value, i) => ({ value, line: i + 1 })),
    'jsonl',
  );

describe('records', () => {
  it('are annotations of the articles that they name, with what they say beside', () => {
    const { articles, skipped } = records(
      {
        file: 'a.txt',
        id: 7,
        label: 'claim',
        exact: 'no',
        start: 1,
        end: 3,
        by: null,
        score: 0.5,
        tags: ['x'],
        empty: '',
      },
      { file: 'b.txt', label: 'claim', target: [{ exact: 'a' }, { exact: 'b', state: 'lost' }], annotator: 'ana' },
    );
    expect(skipped).toEqual([]);
    expect(articles).toMatchObject([
      {
        file: 'a.txt',
        unit: 'codepoint',
        annotations: [
          {
            ...{ id: '7', label: 'claim', stamp: '', line: 1 },
            target: [{ exact: 'no', start: 1, end: 3 }],
            attributes: { 'jsonl:score': '0.5', 'jsonl:tags': '["x"]' },
          },
        ],
      },
      {
        file: 'b.txt',
        annotator: 'ana',
        annotations: [{ target: [{ exact: 'a' }, { exact: 'b', state: 'lost' }], by: 'ana' }],
      },
    ]);
  });

  it.each([
    [{ exact: 'x' }, 'no-label'],
    [{ label: '', exact: 'x' }, 'no-label'],
    [{ label: 'a' }, 'no-words'],
    [{ label: 'a', start: 1 }, 'no-words'],
    [{ label: 'a', start: 1.5, end: 2 }, 'bad-line'],
    [{ label: 'a', start: 1e300, end: 2 }, 'bad-line'],
    [{ label: 'a', exact: 'x', target: [] }, 'bad-line'],
    [{ label: 'a', exact: 'x', attributes: [1] }, 'bad-line'],
    [{ label: 'a', exact: 'x', links: [{ role: 'x' }] }, 'bad-line'],
    [{ label: {}, exact: 'x' }, 'no-label'],
    [7, 'bad-line'],
    [null, 'bad-line'],
    [[], 'bad-line'],
  ])('are skipped where they are none: %j', (value, code) => {
    expect(records(value)).toMatchObject({ articles: [], skipped: [{ code, line: 1 }] });
  });

  it('are skipped where they are nested so deeply that the stack would end', () => {
    for (const key of ['conflict', 'mine']) {
      const deep = `{"label": "a", "exact": "x", "${key}": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
      expect(fromJsonl.read(input(`${deep}\n{"label": "b", "exact": "y"}\n`))).toMatchObject({
        articles: [{ annotations: [{ label: 'b' }] }],
        skipped: [{ code: 'bad-line', line: 1 }],
      });
    }
  });

  it('harm nobody with keys that mean something to JavaScript', () => {
    const value: unknown = JSON.parse(
      '{"label": "a", "exact": "x", "__proto__": {"y": 1}, "attributes": {"__proto__": "z"}}',
    );
    expect(() => records(value)).not.toThrow();
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('y');
  });
});

describe('JSON Lines', () => {
  it('may have Windows line ends, a byte order mark and empty lines', () => {
    const read = fromJsonl.read(input('\ufeff{"label": "a", "exact": "x"}\r\n\r\n{"label": "b", "exact": "y"}\r\n'));
    expect(read.articles?.[0]?.annotations.map(({ label, line }) => [label, line])).toEqual([
      ['a', 1],
      ['b', 3],
    ]);
  });

  it.each([
    ['{"label": "a"', 'not-format', 1],
    ['{"label": "a", "exact": "x"}\n{"lab', 'not-format', 2],
    [Uint8Array.of(0x7b, 0xff, 0x7d), 'not-utf8', undefined],
    [Uint8Array.of(0xff, 0xfe, 0x7b, 0), 'not-utf8', undefined],
  ])('is broken as a whole: %s', (text, code, line) => {
    expect(fromJsonl.read(input(text)).broken).toMatchObject(line === undefined ? { code } : { code, line });
  });
});

describe('tables', () => {
  it('have columns in any order, of other names, and with semicolons or tabs between them', () => {
    const wanted = [{ file: 'a.txt', annotations: [{ label: 'claim', target: [{ exact: 'a, b' }], note: 'x' }] }];
    expect(fromCsv.read(input('note,tag,content,document\r\nx,claim,"a, b",a.txt\r\n')).articles).toMatchObject(wanted);
    expect(fromCsv.read(input('\ufeffNote;Label;Quote;File\nx;claim;a, b;a.txt\n')).articles).toMatchObject(wanted);
    expect(fromTsv.read(input('note\tlabel\texact\tfile\nx\tclaim\ta, b\ta.txt\n')).articles).toMatchObject(wanted);
  });

  it('have the columns that a person names, and no others of these names', () => {
    const columns = new Map([
      ['exact', 'Zitat'],
      ['label', 'Art'],
    ]);
    const text = 'Zitat,Art,exact,Quote,LABEL\nno,claim,other,third,x\n';
    for (const [from, sign] of [
      [fromCsv, ','],
      [fromTsv, '\t'],
    ] as const) {
      const read = from.read({ ...input(text.replaceAll(',', sign)), columns });
      expect(read.articles?.[0]?.annotations).toMatchObject([{ label: 'claim', target: [{ exact: 'no' }] }]);
      expect(read.articles?.[0]?.annotations[0]?.attributes).toEqual({ [`${from.name}:Quote`]: 'third' });
    }
    expect(fromCsv.read({ ...input('\n,,\nzitat,Art\nno,claim\n'), columns }).broken).toEqual({
      ...{ code: 'no-column', values: ['Zitat'], line: 3 },
    });
  });

  it('have columns of any case also beside one without a name', () => {
    const twice = fromCsv.read(input('Label,exact,code\nclaim,no,x\n'));
    expect(twice.articles?.[0]?.annotations).toMatchObject([{ label: 'claim', attributes: { 'csv:code': 'x' } }]);
    const read = fromCsv.read(input('Label,Exact,,\nclaim,no,,\n'));
    expect(read.articles?.[0]?.annotations).toMatchObject([{ label: 'claim', target: [{ exact: 'no' }] }]);
    expect(read.skipped).toEqual([]);
  });

  it('lose the apostrophes of an export, and no others', () => {
    const foreign = fromCsv.read(input("label,exact\nclaim,'tis\n"));
    expect(foreign.articles?.[0]?.annotations[0]?.target).toEqual([{ exact: "'tis" }]);
  });

  it('tell on which line a row begins, also behind cells of several lines', () => {
    const read = fromCsv.read(input('label,exact\nclaim,"a\nb"\nclaim,c,d\n,e\n'));
    expect(read.articles?.[0]?.annotations.map(({ line }) => line)).toEqual([2]);
    expect(read.skipped?.map(({ code, line }) => [code, line])).toEqual([
      ['bad-line', 4],
      ['no-label', 5],
    ]);
  });

  it('may have rows with nothing in them, of any length, above and below', () => {
    const rows = [
      '',
      ',,',
      'label,exact,note',
      'claim,a,',
      ',,',
      ' , ,\u00a0',
      ',,,,',
      'claim,b',
      '""',
      'claim,c,',
      ',,',
    ];
    for (const [from, sign] of [
      [fromCsv, ','],
      [fromTsv, '\t'],
    ] as const) {
      const read = from.read(
        input(
          rows
            .map((row) => `${row.replaceAll(',', sign)}\r\n`)
            .join('')
            .replace('""', ' '),
        ),
      );
      expect(read.articles?.[0]?.annotations.map(({ line }) => line)).toEqual([4, 10]);
      expect(read.skipped).toEqual([{ code: 'bad-line', values: ['2 cells, not 3'], line: 8 }]);
    }
    expect(fromCsv.read(input('label;exact\r\nclaim;a\r\n"";\r\n;;;\r\n')).skipped).toEqual([]);
  });

  it.each([
    ['', 'not-format'],
    [',,\n,,\n', 'not-format'],
    ['a,b\n1,2\n', 'not-format'],
    ['label,exact\nclaim,"never closed\n', 'not-format'],
  ])('are broken as a whole: %j', (text, code) => {
    expect(fromCsv.read(input(text)).broken).toMatchObject({ code });
  });
});

it('a file that is too large is not read', () => {
  // Only its length is asked for.
  const huge = Object.defineProperty(new Uint8Array(), 'length', { value: 2 ** 30 });
  expect(textOf(huge)).toEqual({ broken: { code: 'too-big', values: ['256'] } });
});

it('says where a value is wrong, and no more of it than fits into a message', () => {
  const schema = v.object({ a: v.object({ b: v.number() }) });
  const issueIn = (value: unknown) => reasonOf(v.safeParse(schema, value).issues ?? []);
  expect(issueIn({ a: { b: 'x' } })).toEqual({
    code: 'bad-line',
    values: ['a.b: Invalid type: Expected number but received "x"'],
  });
  expect(issueIn({ a: { b: 'x'.repeat(1000) } }).values[0]).toHaveLength(80);
});
