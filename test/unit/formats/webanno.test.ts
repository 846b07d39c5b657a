import { describe, expect, it } from 'vitest';
import { webanno } from '../../../src/formats/webanno.ts';
import { fromWebanno } from '../../../src/formats/webannoimport.ts';
import { annotated, exportable, lost } from './exportable.ts';

const TEXT = '😀 Smith said no way.\n\n  Bye\n';

const bytes = (text: string) => new TextEncoder().encode(text);

const read = (lines: readonly string[], name = 'news/a.txt.webanno.tsv') =>
  fromWebanno.read({ name, bytes: bytes(lines.join('\n')), beside: new Map() });

const BASIC = [
  '#FORMAT=WebAnno TSV 3.3',
  '#T_SP=custom.Span|label',
  '#T_RL=custom.Relation|label|BT_custom.Span',
  '',
  '',
];

/** Rows end with a tab. */
const row = (...cells: string[]) => `${cells.join('\t')}\t`;

describe('WebAnno TSV', () => {
  it('has a row for each token, with spans in UTF-16, and relations where they lead to', () => {
    const annotations = [
      annotated(TEXT, ['Smith'], { label: 'source', links: [{ role: 'says', to: 'b0000000' }] }),
      annotated(TEXT, ['no way'], { id: 'b0000000', label: 'quote', note: 'check' }),
      annotated(TEXT, ['way', 'Bye'], { id: 'c0000000', label: 'a_b' }),
    ];
    const { chunk, losses } = webanno.print(exportable(TEXT, annotations));
    expect(chunk.split('\n')).toEqual([
      ...BASIC,
      '#Newsmark={"id":"a0000000","at":["1-2"]}',
      '#Newsmark={"id":"b0000000","at":["1-4[1]"],"note":"check"}',
      '#Newsmark={"id":"c0000000","at":["1-5[2]","2-1"]}',
      '#Text=😀 Smith said no way.',
      row('1-1', '0-2', '😀', '_', '_', '_'),
      row('1-2', '3-8', 'Smith', 'source', '_', '_'),
      row('1-3', '9-13', 'said', '_', '_', '_'),
      row('1-4', '14-16', 'no', 'quote[1]', 'says', '1-2[0_1]'),
      row('1-5', '17-20', 'way', 'quote[1]|a\\_b[2]', '_', '_'),
      row('1-6', '20-21', '.', '_', '_', '_'),
      '',
      '#Newsmark={"before":"\\n\\n  "}',
      '#Text=Bye',
      row('2-1', '25-28', 'Bye', 'a\\_b', '_', '_'),
      '',
    ]);
    expect(losses).toEqual([]);
  });

  it('tells what it cannot hold', () => {
    const text = 'one\n\ntwo\nthree \u2028 four';
    const article = exportable(text, [
      lost(annotated(text, ['one'])),
      annotated(text, ['one\n\ntwo'], { id: 'b0000000', label: 'a\rb', links: [{ role: 'same', to: 'a0000000' }] }),
      annotated(text, ['two\nthree'], { id: 'c0000000' }),
      annotated(text, [' four'], { id: 'd0000000', extra: { 'x-mine': 1 } }),
      annotated(text, [' \u2028 '], { id: 'e0000000' }),
    ]);
    expect(webanno.print(article).losses.map(({ code, values, id }) => [code, id, ...values])).toEqual([
      ['unplaced', 'a0000000'],
      ['renamed', 'b0000000', 'a\rb', 'a b'],
      ['other-space', 'b0000000'],
      ['trimmed', 'd0000000'],
      ['only-space', 'e0000000'],
      ['no-keys', 'b0000000', 'links'],
      ['no-keys', 'd0000000', 'x-mine'],
    ]);
  });

  it('sees what is not true', () => {
    const article = exportable(TEXT, [
      annotated(TEXT, ['Smith']),
      annotated(TEXT, ['no way', 'Bye'], { id: 'b0000000' }),
    ]);
    const { chunk } = webanno.print(article);
    expect(webanno.untrue(chunk, article)).toEqual([]);
    expect(webanno.untrue(chunk.replace('\t3-8', '\t2-7'), article)).toEqual(['a0000000']);
    expect(webanno.untrue(chunk.replace('25-28', '24-27'), article)).toEqual(['b0000000']);
    expect(webanno.untrue(chunk.replace('["1-2"]', '["1-3"]'), article)).toEqual(['a0000000']);
    expect(webanno.untrue(chunk.replace('way\tclaim[1]', 'way\t_'), article)).toEqual(['b0000000']);
    expect(webanno.untrue('', article)).toEqual(['a0000000', 'b0000000']);
  });
});

describe('a WebAnno TSV file', () => {
  it('gives the spans and relations of INCEpTION, and its text', () => {
    const lines = [
      ...BASIC,
      '#Sentence.id=s1',
      '#Text=😀 Smith said no way .',
      row('1-1', '0-2', '😀', '_', '_', '_'),
      row('1-2', '3-8', 'Smith', 'source', '_', '_'),
      row('1-3', '9-13', 'said', '_', '_', '_'),
      row('1-4', '14-16', 'no', 'quote[1]', 'says', '1-2[0_1]'),
      row('1-5', '17-20', 'way', 'quote[1]', '_', '_'),
      row('1-6', '21-22', '.', '_', '_', '_'),
      '',
      '#Text=A\\\\B',
      '#Text=and\\tC',
      row('2-1', '25-28', 'A\\\\B', '*[2]|a\\|\\[b\\_\\->[3]', '_', '_'),
      '',
    ];
    for (const given of [lines, [`\ufeff${lines.join('\r\n')}`]]) {
      expect(read(given)).toEqual({
        articles: [
          {
            file: 'news/a.txt',
            text: '😀 Smith said no way .\n  A\\B\nand\tC\n',
            unit: 'utf16',
            annotations: [
              {
                id: '1-2',
                label: 'source',
                target: [{ start: 3, end: 8 }],
                links: [{ role: 'says', to: '1-4-1' }],
                line: 9,
              },
              { id: '1-4-1', label: 'quote', target: [{ start: 14, end: 20 }], links: [], line: 11 },
              { id: '2-1-2', label: 'Span', target: [{ start: 25, end: 28 }], links: [], line: 17 },
              { id: '2-1-3', label: 'a|[b_->', target: [{ start: 25, end: 28 }], links: [], line: 17 },
            ],
          },
        ],
        skipped: [],
      });
    }
  });

  it('may have other layers: links of features, chains, sub-tokens, and what has no feature', () => {
    const lines = [
      '#FORMAT=WebAnno TSV 3.2',
      '#T_SP=my.Frame|FE|ROLE_my.Frame:Roles_my.FrameRolesLink|my.Lu',
      '#T_SP=my.Lu|value|kind',
      '#T_SP=my.Flag',
      '#T_CH=my.CorefLink|referenceType|referenceRelation',
      ...['', '', '#Text=Bob auctioned the clock'],
      row('1-1', '0-3', 'Bob', '_', '_', '_', 'bob', '*', '_', 'pr[1]', 'coref->1-1'),
      row('1-2', '4-13', 'auctioned', 'sale', 'seller;*', '1-1;1-3[4]', '_', '_', '*', '_', '_'),
      row('1-2.1', '4-11', 'auction', '_', '_', '_', 'x', 'verb', '_', '_', '_'),
      row('1-3', '14-17', 'the', '_', '_', '_', 'clock[4]', 'thing[4]', '_', '*[1]', '*->1-2'),
      row('1-4', '18-23', 'clock', '_', '_', '_', 'clock[4]', 'thing[4]', '_', '*[1]', '*->1-2'),
    ];
    const { articles, skipped } = read(lines, 'a.tsv');
    expect(skipped).toEqual([]);
    const said = articles?.[0]?.annotations.map(({ id, label, target, attributes, links }) => [
      ...[id, label, target[0]?.start, target[0]?.end],
      ...[Object.fromEntries(Object.entries(attributes ?? {}).map(([key, value]) => [key.slice(8), value])), links],
    ]);
    expect(said).toEqual([
      ['1-1', 'bob', 0, 3, { type: 'my.Lu' }, []],
      ['1-1_2', 'pr', 0, 3, { type: 'my.CorefLink' }, [{ role: 'coref', to: '1-3' }]],
      [
        ...['1-2', 'Frame', 4, 13, { FE: 'sale' }],
        [
          { role: 'seller', to: '1-1' },
          { role: 'Roles', to: '1-3-4' },
        ],
      ],
      ['1-2_2', 'Flag', 4, 13, {}, []],
      ['1-2.1', 'x', 4, 11, { kind: 'verb', type: 'my.Lu' }, []],
      ['1-3-4', 'clock', 14, 23, { kind: 'thing', type: 'my.Lu' }, []],
      ['1-3', 'CorefLink', 14, 23, {}, []],
    ]);
  });

  it('says which lines are skipped and why, and reads the others', () => {
    const { articles, skipped } = read([
      ...BASIC,
      ...['#Newsmark={', '#Newsmark=1', '#Newsmark={"id":1}', '#Newsmark={"id":"x","at":["9-9"]}', '#Text=ab cd'],
      '#Newsmark={"id":"y","at":["1-1"],"note":1}',
      ...['1-1\t0-2\tab\ta\tr\t1-7\t', '1-2\t3-5', '1-2\t3--5\tcd\tb\t_\t_\t', '1-3\t3-5\tcd\tb[1\t*\t1-3\t', 'x'],
    ]);
    expect(articles?.[0]?.annotations).toEqual([
      { id: '1-1', label: 'a', target: [{ start: 0, end: 2 }], links: [], line: 12 },
      { id: '1-3', label: 'b[1', target: [{ start: 3, end: 5 }], links: [{ role: 'Relation', to: '1-3' }], line: 15 },
    ]);
    expect(articles?.[0]?.text).toBe('ab cd\n');
    expect(skipped?.map(({ code, line }) => [code, line])).toEqual([
      ...[6, 7, 13, 14, 16].map((line) => ['bad-line', line]),
      ['no-such-end', 12],
      ['bad-line', 8],
      ['no-words', 9],
      ['bad-line', 11],
    ]);
  });

  it.each([[''], ['#FORMAT=WebAnno TSV 2.0'], ['{}'], ['#Text=x']])('is broken: %j', (text) => {
    expect(read([text])).toMatchObject({ broken: { code: 'not-format', line: 1 } });
  });

  it('is read as far as it goes', () => {
    expect(read(['#FORMAT=WebAnno TSV 3.3'])).toMatchObject({ articles: [{ annotations: [] }], skipped: [] });
    expect(read([...BASIC, '#Text=a', '1-1\t0-1\ta\tx']).skipped).toMatchObject([{ code: 'bad-line', line: 7 }]);
  });

  it('has no text where its places are none', () => {
    const far = [...BASIC, '#Text=a', row('1-1', '999999999999-1000000000000', 'a', 'x', '_', '_')];
    const near = [
      ...BASIC,
      '#Text=abc',
      row('1-1', '0-3', 'abc', 'x', '_', '_'),
      '',
      '#Text=d',
      row('2-1', '1-2', 'd', 'x', '_', '_'),
    ];
    expect([far, near].map((lines) => read(lines).articles?.[0]?.text)).toEqual([undefined, undefined]);
  });

  it('is broken where it is not UTF-8', () => {
    const input = { name: 'a.tsv', bytes: Uint8Array.of(0xff, 0xfe, 0x23, 0), beside: new Map() };
    expect(fromWebanno.read(input)).toEqual({ broken: { code: 'not-utf8', values: [] } });
  });
});
