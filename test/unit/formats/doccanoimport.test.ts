import { describe, expect, it } from 'vitest';
import { fromDoccano } from '../../../src/formats/doccanoimport.ts';

const TEXT = 'Smith said no.';

const bytes = (text: string) => new TextEncoder().encode(text);

const readText = (text: string | Uint8Array) =>
  fromDoccano.read({ name: 'all.jsonl', bytes: typeof text === 'string' ? bytes(text) : text, beside: new Map() });

const read = (...lines: unknown[]) => readText(lines.map((line) => `${JSON.stringify(line)}\r\n`).join(''));

const annotationsOf = (line: object) => read({ text: TEXT, ...line }).articles?.[0]?.annotations ?? [];

const smith = { id: 7, label: 'source', start_offset: 0, end_offset: 5 };
const no = { id: 9, label: 'quote', start_offset: 11, end_offset: 13 };

describe('a doccano file', () => {
  it('gives entities and relations', () => {
    const relations = [{ id: 1, from_id: 9, to_id: 7, type: 'attributed_to' }];
    expect(
      read({
        id: 3,
        text: TEXT,
        file: 'a.txt',
        entities: [smith, { ...no, prob: 0.5, user: null }],
        relations,
        Comments: [],
      }),
    ).toEqual({
      articles: [
        {
          file: 'a.txt',
          text: TEXT,
          unit: 'utf16',
          annotations: [
            { id: '7', label: 'source', target: [{ start: 0, end: 5 }], attributes: {}, links: [], line: 1 },
            {
              id: '9',
              label: 'quote',
              target: [{ start: 11, end: 13 }],
              attributes: { 'doccano:prob': '0.5' },
              links: [{ role: 'attributed_to', to: '7' }],
              line: 1,
            },
          ],
        },
      ],
      skipped: [],
    });
  });

  it.each([
    ['label', { label: [[0, 5, 'source']] }],
    ['labels', { labels: [[0, 5, 'source']] }],
    ['entities', { entities: [[0, 5, 'source']] }],
    ['old annotations', { annotations: [{ label: 'source', start_offset: 0, end_offset: 5, user: 1 }] }],
    ['spans', { spans: [{ label: 'source', start: 0, end: 5 }], entities: null }],
  ])('gives spans of %s', (_, line) => {
    expect(annotationsOf(line)).toMatchObject([{ id: undefined, label: 'source', target: [{ start: 0, end: 5 }] }]);
  });

  it('is also a list, has its text elsewhere, and its metadata on their own', () => {
    const { articles } = readText(
      JSON.stringify([{ data: TEXT, meta: { file: 'b.txt' }, label: [[0, 5, 'x']] }], null, 1),
    );
    expect(articles).toMatchObject([{ file: 'b.txt', text: TEXT, annotations: [{ label: 'x', line: 2 }] }]);
  });

  it('knows ours again by place and label, or by place, whatever their numbers are', () => {
    const span = (id: number, start_offset: number, end_offset: number, label: string) => ({
      ...{ id, start_offset, end_offset, label },
    });
    const newsmark = [
      { id: 'a0', label: 'claim', stamp: 's', spans: [[0, 5]] },
      { id: 'b0', label: 'quote', stamp: '', spans: [[0, 5]] },
      {
        id: 'c0',
        label: 'claim',
        spans: [
          [6, 10],
          [11, 13],
        ],
      },
      { id: 'gone', label: 'claim', spans: [[1, 2]] },
      {
        id: 'd0',
        label: 'x',
        spans: [
          [0, 1],
          [2, 3],
        ],
      },
      'x',
    ];
    const entities = [
      span(11, 0, 5, 'quote'),
      span(12, 0, 5, 'source'),
      span(13, 6, 10, 'claim'),
      span(14, 11, 13, 'claim'),
      span(15, 0, 1, 'x'),
      span(16, 2, 3, 'y'),
    ];
    const relations = [{ from_id: 14, to_id: 12, type: 'supports' }];
    expect(annotationsOf({ entities, relations, newsmark })).toMatchObject([
      { id: 'a0', label: 'source', stamp: 's', target: [{ start: 0, end: 5 }] },
      { id: 'b0', label: 'quote', stamp: '', target: [{ start: 0, end: 5 }] },
      {
        id: 'c0',
        label: 'claim',
        target: [
          { start: 6, end: 10 },
          { start: 11, end: 13 },
        ],
        links: [{ role: 'supports', to: 'a0' }],
      },
      { id: 'd0', label: 'x', target: [{ start: 0, end: 1 }] },
      { id: '16', label: 'y', target: [{ start: 2, end: 3 }] },
    ]);
  });

  it('says what is skipped and why, and on which line, and reads the others', () => {
    const lines = [
      { text: TEXT, label: ['positive', [0, 5, 'x'], [0, 5], [0, '5', 'x'], 4], Comments: ['look here'], cats: ['a'] },
      5,
      { body: TEXT },
      {
        ...{ text: TEXT, entities: [smith] },
        relations: [{ from_id: 7, to_id: 8, type: 'x' }, { from_id: 6, to_id: 7, type: 'x' }, 1],
      },
    ];
    const { articles, skipped } = read(...lines);
    expect(articles?.map(({ annotations }) => annotations.length)).toEqual([1, 1]);
    expect(skipped).toEqual([
      { code: 'not-known', values: ['cats: a'], line: 1 },
      { code: 'not-known', values: ['Comments: look here'], line: 1 },
      { code: 'not-known', values: ['label: positive'], line: 1 },
      { code: 'no-label', values: [], line: 1 },
      { code: 'bad-line', values: [expect.stringMatching(/^end: /)], line: 1 },
      { code: 'bad-line', values: [expect.stringContaining('Object')], line: 1 },
      { code: 'bad-line', values: [expect.stringContaining('Object')], line: 2 },
      { code: 'bad-line', values: ['text: Expected a string'], line: 3 },
      { code: 'no-such-end', values: ['8'], line: 4 },
      { code: 'no-such-end', values: ['6'], line: 4 },
      { code: 'bad-line', values: [expect.stringContaining('Object')], line: 4 },
    ]);
  });

  it.each([
    [
      '{"text": "a"}\n{"text": "b", "lab',
      { code: 'not-format', fault: 'unclosed', values: ['"lab'], line: 2, column: 15 },
    ],
    ['[{"text": "a"}', { code: 'not-format', fault: 'end', values: [], line: 1, column: 15 }],
    ['\n{"a": 1}\n', { code: 'not-format', values: ['doccano', 'text: Expected a string'], line: 2 }],
    [Uint8Array.of(0xff, 0xfe, 0x5b, 0), { code: 'not-utf8', values: [] }],
  ])('is broken as a whole: %j', (text, broken) => {
    expect(readText(text)).toEqual({ broken });
  });

  it('may be empty', () => {
    for (const text of ['', '\ufeff\r\n', '[]']) expect(readText(text)).toEqual({ articles: [], skipped: [] });
  });

  it('never throws for what a file can hold', () => {
    const strange: unknown[] = [
      null,
      true,
      -1,
      1e300,
      '',
      '\ud800',
      [],
      [[]],
      {},
      JSON.parse('{"__proto__": {"x": [1]}}'),
    ];
    for (const value of strange) {
      for (const key of [
        'text',
        'data',
        'label',
        'entities',
        'relations',
        'newsmark',
        'meta',
        'Comments',
        'file',
        'cats',
      ])
        for (const each of [value, [value], [value, value]]) read({ text: TEXT, entities: [smith], [key]: each });
      for (const key of ['id', 'label', 'start_offset', 'end_offset'])
        read({
          text: TEXT,
          entities: [{ ...smith, [key]: value }, smith, smith],
          relations: [{ from_id: 7, to_id: value }],
        });
      for (const key of ['id', 'label', 'stamp', 'spans'])
        read({
          text: TEXT,
          entities: [smith],
          newsmark: [{ id: 'a', label: 'source', spans: [[0, 5]], [key]: value }],
        });
    }
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect(readText(deep)).toMatchObject({ broken: { code: 'not-format' } });
    expect(readText(`{"text": "a", "label": [${deep}], "cats": [${deep}]}`).skipped).toHaveLength(2);
  });

  it('takes no longer than it is large', () => {
    const many = Array.from({ length: 30_000 }, (_, i) => ({ ...smith, id: i }));
    const newsmark = many.map(({ id }) => ({ id: `a${id}`, label: id % 2 ? 'source' : 'x', spans: [[0, 5]] }));
    const found = annotationsOf({ entities: many, newsmark });
    expect(new Set(found.map(({ id }) => id)).size).toBe(many.length);
  });
});
