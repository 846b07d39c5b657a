import { describe, expect, it } from 'vitest';
import { fromLabelStudio } from '../../../src/formats/labelstudioimport.ts';

const TEXT = '😀 Smith said no.\nNo?\n';

const bytes = (text: string) => new TextEncoder().encode(text);

const readText = (text: string | Uint8Array) =>
  fromLabelStudio.read({
    name: 'tasks.json',
    bytes: typeof text === 'string' ? bytes(text) : text,
    beside: new Map(),
  });

const read = (value: unknown) => readText(JSON.stringify(value, null, 1));

const region = (id: unknown, start: number, end: number, text: string, label: string, more: object = {}) => ({
  ...{ id, from_name: 'label', to_name: 'text', type: 'labels', value: { start, end, text, labels: [label] } },
  ...more,
});

const smith = region('r1', 2, 7, 'Smith', 'source');
const no = region('r2', 13, 15, 'no', 'quote');

const said = (id: string, from_name: string, type: string, value: object) => ({
  ...{ id, from_name, to_name: 'text', type, value: { start: 13, end: 15, text: 'no', ...value } },
});

const task = (...result: unknown[]) => ({ data: { text: TEXT }, annotations: [{ result }] });

const annotationsOf = (value: unknown) => read(value).articles?.flatMap(({ annotations }) => annotations) ?? [];

describe('a Label Studio file', () => {
  it('gives regions with their attributes, notes and links, and who made them', () => {
    const relation = (direction: string, labels: string[] | null) => ({
      ...{ type: 'relation', from_id: 'r2', to_id: 'r1', direction, labels },
    });
    const result = [
      smith,
      no,
      said('r2', 'verdict', 'choices', { choices: ['true', ['a', 'b']] }),
      said('r2', 'topic', 'taxonomy', { taxonomy: [['News', 'Local']] }),
      said('r2', 'my%20field.text', 'textarea', { text: 'x' }),
      said('r2', 'note', 'textarea', { text: ['check', 'again'] }),
      said('r2', 'stars', 'rating', { rating: 4 }),
      said('r2', 'count', 'number', { number: 0 }),
      said('r2', 'pair', 'pairwise', { selected: 'left' }),
      relation('right', ['said by']),
      relation('left', ['says']),
      relation('bi', null),
    ];
    const annotation = {
      result,
      completed_by: { id: 3, email: 'ana@example.org' },
      created_at: '2026-01-02T03:04:05Z',
    };
    const data = { text: TEXT, file: 'news/a.txt', title: 'A', other: 5 };
    const both = { role: 'relation' };
    const who = { by: 'ana@example.org', created: '2026-01-02T03:04:05Z' };
    expect(read([{ id: 1, data, annotations: [annotation], predictions: [{ result: [smith] }] }])).toEqual({
      articles: [
        {
          file: 'news/a.txt',
          text: TEXT,
          unit: 'codepoint',
          about: { title: 'A' },
          annotations: [
            {
              id: 'r1',
              label: 'source',
              target: [{ start: 2, end: 7, exact: 'Smith' }],
              attributes: {},
              links: [
                { role: 'says', to: 'r2' },
                { ...both, to: 'r2' },
              ],
              ...who,
              line: 13,
            },
            {
              id: 'r2',
              label: 'quote',
              target: [{ start: 13, end: 15, exact: 'no' }],
              attributes: {
                verdict: ['true', 'a / b'],
                topic: 'News / Local',
                'my field': 'x',
                stars: '4',
                count: '0',
                'label-studio:pair': '{"selected":"left"}',
              },
              note: 'check\nagain',
              links: [
                { role: 'said by', to: 'r1' },
                { ...both, to: 'r1' },
              ],
              ...who,
              line: 27,
            },
          ],
        },
      ],
      skipped: [],
    });
  });

  it('gives predictions where there are no annotations, with who suggested them and how sure that is', () => {
    const predictions = [{ model_version: 'ner-1', score: 0.9, result: [{ ...smith, score: 0.5 }] }];
    expect(annotationsOf({ data: { text: TEXT }, annotations: [], predictions })).toMatchObject([
      { id: 'r1', suggestedBy: 'ner-1', attributes: { 'label-studio:score': '0.5' } },
    ]);
    expect(annotationsOf({ data: { text: TEXT }, annotations: [{ result: [] }], predictions })).toEqual([]);
  });

  it('keeps apart what several people say of the same regions', () => {
    const annotations = [
      { result: [smith, no, { type: 'relation', from_id: 'r2', to_id: 'r1', labels: ['x'] }], completed_by: 1 },
      { result: [smith, no, { type: 'relation', from_id: 'r2', to_id: 'r1', labels: ['y'] }], completed_by: 2 },
    ];
    expect(annotationsOf([{ data: { text: TEXT }, annotations }])).toMatchObject([
      { id: 'r1', by: '1' },
      { id: 'r2', by: '1', links: [{ role: 'x', to: 'r1' }] },
      { id: 'r1.2', by: '2' },
      { id: 'r2.3', by: '2', links: [{ role: 'y', to: 'r1.2' }] },
    ]);
  });

  it('gives one annotation for each label of a region', () => {
    const value = { start: 2, end: 7, text: 'Smith', labels: ['source', 'person'] };
    expect(annotationsOf(task({ ...smith, value }))).toMatchObject([
      { id: 'r1', label: 'source' },
      { id: undefined, label: 'person', target: [{ start: 2, end: 7, exact: 'Smith' }] },
    ]);
  });

  it('knows ours again: fragments of one, what was not on the screen, and that a copy is another one', () => {
    const links = [
      { role: 'same', to: 'b.txt#x' },
      { role: 'source', to: 'r1' },
      { role: 'gone', to: 'r1' },
    ];
    const newsmark = { id: 'b0', stamp: 's', by: 'ben', links };
    const part = (n: number) => ({ meta: { newsmark: { ...newsmark, part: n }, text: ['look'] } });
    const result = [
      smith,
      region('b0', 13, 15, 'no', 'quote', part(1)),
      region('b0.2', 17, 19, 'No', 'quote', part(2)),
      region('zz', 2, 7, 'Smith', 'quote', part(2)),
      { type: 'relation', from_id: 'b0', to_id: 'r1', direction: 'right', labels: ['new', 'source'] },
      { type: 'relation', from_id: 'r1', to_id: 'b0.2', direction: 'right', labels: ['x'] },
    ];
    expect(annotationsOf(task(...result))).toMatchObject([
      { id: 'r1', links: [{ role: 'x', to: 'b0' }] },
      {
        id: 'b0',
        stamp: 's',
        by: 'ben',
        target: [{ exact: 'no' }, { exact: 'No' }],
        attributes: { 'label-studio:meta': ['look', 'look'] },
        links: [
          { role: 'same', to: 'b.txt#x' },
          { role: 'source', to: 'r1' },
          { role: 'new', to: 'r1' },
        ],
      },
      { id: 'zz', stamp: undefined, links: [] },
    ]);
  });

  it.each([
    ['under another name', { article: TEXT, name: 'Smith' }, TEXT],
    ['which counts UTF-16 units', { text: 'Smith', body: '😀😀 Smith said no.' }, '😀😀 Smith said no.'],
    ['and not an address', { text: 'https://example.org/a.txt' }, undefined],
    ['where nothing fits', { text: 'Other words.', name: 'x' }, 'Other words.'],
    ['unless several have the words', { a: TEXT, b: TEXT }, undefined],
  ])('finds the text %s', (_, data, text) => {
    const utf16 = region('r1', 5, 10, 'Smith', 'source');
    const result = 'body' in data ? [utf16] : [smith, no];
    expect(read([{ data, annotations: [{ result }] }]).articles?.[0]?.text).toBe(text);
  });

  it('has line ends in words that Label Studio writes as a backslash and a letter', () => {
    const words = region('r1', 13, 19, 'no.\\nNo', 'quote');
    expect(annotationsOf(task(words))[0]?.target).toEqual([{ start: 13, end: 19, exact: 'no.\nNo' }]);
    const literal = { data: { text: 'a\\nb' }, annotations: [{ result: [region('r', 0, 4, 'a\\nb', 'x')] }] };
    expect(annotationsOf(literal)[0]?.target[0]?.exact).toBe('a\\nb');
  });

  it.each([
    ['no.No', 13, 19, 'no.\nNo'],
    ['😀 Smith said no.No?', 0, 21, '😀 Smith said no.\nNo?\n'],
    // As old versions count, in UTF-16 units.
    ['no.No', 14, 20, 'no.\nNo'],
    // These are other words, for another reason.
    ['no.No', 13, 18, 'no.No'],
    ['noNo', 13, 19, 'noNo'],
    ['o', 0, 22, 'o'],
  ])('has the line ends again that Label Studio 1.4 leaves out: %j at %i to %i', (text, start, end, exact) => {
    expect(annotationsOf(task(region('r1', start, end, text, 'quote')))[0]?.target).toEqual([{ start, end, exact }]);
  });

  it('is known by words without their line ends, too, where its text has another name', () => {
    const data = { title: 'Smith', body: TEXT };
    const result = [region('r1', 13, 19, 'no.No', 'quote')];
    expect(read([{ data, annotations: [{ result }] }]).articles?.[0]?.text).toBe(TEXT);
  });

  it('of a web page has its places beside the paths', () => {
    const value = { start: '/p[1]/text()[1]', end: '/p[1]/text()[1]', hypertextlabels: ['source'], text: 'Smith' };
    const html = { id: 'h', from_name: 'l', to_name: 't', type: 'hypertextlabels', value };
    expect(annotationsOf(task(html))[0]?.target).toEqual([{ exact: 'Smith' }]);
    const placed = { ...html, value: { ...value, globalOffsets: { start: 2, end: 7 } } };
    expect(annotationsOf(task(placed))[0]?.target).toEqual([{ exact: 'Smith', start: 2, end: 7 }]);
  });

  it('says what is skipped and why, and on which line, and reads the others', () => {
    const result = [
      5,
      { ...smith, value: 'x' },
      { ...smith, id: 'e', value: { labels: ['x'] } },
      { ...smith, id: 'n', value: { start: 2, end: 7, text: 'Smith', labels: [] } },
      { id: 'w', from_name: 'topic', to_name: 'text', type: 'choices', value: { choices: ['x'] } },
      { type: 'relation', from_id: 'r1', to_id: 'gone' },
      { type: 'relation', from_id: 'gone', to_id: 'r1' },
      smith,
    ];
    const lines = result.map((each) => JSON.stringify(each)).join(',\n');
    const { articles, skipped } = readText(
      `[{"data": {"text": "${TEXT.replaceAll('\n', '\\n')}"}, "annotations": [{"result": [\n${lines}\n]},\n` +
        '{"result": [], "was_cancelled": true},\n7]},\n{"x": 1}]',
    );
    expect(articles?.[0]?.annotations.map(({ id }) => id)).toEqual(['r1']);
    expect(skipped).toEqual([
      { code: 'not-known', values: ['was_cancelled'], line: 11 },
      { code: 'bad-line', values: [expect.stringContaining('Object')], line: 12 },
      { code: 'bad-line', values: [expect.stringContaining('Object')], line: 2 },
      { code: 'bad-line', values: [expect.stringMatching(/^value: /)], line: 3 },
      { code: 'no-words', values: [], line: 4, id: 'e' },
      { code: 'no-label', values: [], line: 5, id: 'n' },
      { code: 'not-known', values: ['topic'], line: 6, id: 'w' },
      { code: 'no-such-end', values: ['gone'], line: 7 },
      { code: 'no-such-end', values: ['gone'], line: 8 },
      { code: 'bad-line', values: [expect.stringMatching(/^data: /)], line: 13 },
    ]);
  });

  it.each([
    ['', { code: 'not-format', fault: 'end', values: [], line: 1, column: 1 }],
    [
      '[{"data": {"text": "a"}, "annot',
      { code: 'not-format', fault: 'unclosed', values: ['"annot'], line: 1, column: 26 },
    ],
    ['5', { code: 'not-format', values: ['Label Studio', expect.any(String)], line: 1 }],
    ['[\r\n{}]', { code: 'not-format', values: ['Label Studio', expect.stringContaining('data')], line: 2 }],
    [Uint8Array.of(0xff, 0xfe, 0x5b, 0), { code: 'not-utf8', values: [] }],
  ])('is broken as a whole: %j', (text, broken) => {
    expect(readText(text)).toEqual({ broken });
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
    const keys = ['id', 'from_name', 'type', 'value', 'meta', 'score', 'from_id', 'to_id', 'direction', 'labels'];
    for (const value of strange) {
      for (const key of keys) {
        read([task(no, { ...smith, [key]: value }, { type: 'relation', from_id: 'r2', to_id: 'r2', [key]: value })]);
        for (const own of ['start', 'end', 'text', 'labels', 'choices', 'globalOffsets'])
          read([
            task(
              no,
              { ...smith, value: { ...smith.value, [own]: value } },
              said('r2', 'c', 'choices', { [own]: value }),
            ),
          ]);
      }
      for (const key of ['data', 'annotations', 'predictions']) read([{ ...task(smith), [key]: value }]);
      for (const key of ['id', 'part', 'links', 'review', 'stamp'])
        read(task({ ...smith, meta: { newsmark: { id: 'b0', [key]: value } } }));
      read({ data: { text: value }, annotations: [{ result: [smith], completed_by: value, created_at: value }] });
    }
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect(readText(deep)).toMatchObject({ broken: {} });
    expect(readText('['.repeat(200_000))).toMatchObject({ broken: { code: 'not-format' } });
    const text = JSON.stringify(task(no, said('r2', 'x', 'strange', { y: 'DEEP' }))).replace('"DEEP"', deep);
    expect(readText(`\ufeff${text}`).articles?.[0]?.annotations).toMatchObject([
      { attributes: { 'label-studio:x': '…' } },
    ]);
    expect(annotationsOf(task(no, said('r2', '__proto__', 'textarea', { text: 'x' })))[0]?.attributes).toEqual(
      JSON.parse('{"__proto__": "x"}'),
    );
  });
});
