import { describe, expect, it } from 'vitest';
import { brat } from '../../../src/formats/brat.ts';
import { fromBrat } from '../../../src/formats/bratimport.ts';
import { Export } from '../../../src/formats/exporter.ts';
import { annotated, exportable, lost } from './exportable.ts';

const TEXT = '😀 Smith said “we lie” again\ntoday.\n';

const bytes = (text: string) => new TextEncoder().encode(text);

const read = (ann: string, txt?: string) =>
  fromBrat.read({
    name: 'news/a.ann',
    bytes: bytes(ann),
    beside: new Map(txt === undefined ? [] : [['.txt', bytes(txt)]]),
  });

describe('brat', () => {
  it('has spans line by line in code points, values, notes, relations, and what tells our annotations', () => {
    const annotations = [
      annotated(TEXT, ['Smith'], { label: 'source', attributes: { kind: 'person' }, created: '2026-11-21T09:00:00Z' }),
      annotated(TEXT, ['“we lie”', 'again\ntoday'], {
        id: 'b0000000',
        label: 'quote',
        note: 'first\nsecond',
        links: [{ role: 'source', to: 'a0000000' }],
      }),
    ];
    const { chunk, losses } = brat.print(exportable(TEXT, annotations));
    expect(chunk).toBe(
      [
        'T1\tsource 2 7\tSmith',
        'A1\tkind T1 person',
        '#1\tNewsmark T1\ta0000000 2026-11-21T09:00:00Z 1',
        'T2\tquote 13 21;22 27;28 33\t“we lie” again today',
        'R1\tsource Arg1:T2 Arg2:T1',
        '#2\tAnnotatorNotes T2\tfirst',
        '#3\tAnnotatorNotes T2\tsecond',
        '#4\tNewsmark T2\tb0000000 - 1+2',
        '',
      ].join('\n'),
    );
    expect(losses).toEqual([{ code: 'no-keys', values: ['created'], file: 'news/a.txt', id: 'a0000000' }]);
  });

  it('writes the text beside it, and four files so that brat knows what is meant', () => {
    const running = new Export(brat);
    const { pieces } = running.add(exportable(TEXT, [annotated(TEXT, ['Smith'], { label: 'my label' })]));
    expect(pieces.map(({ name }) => name)).toEqual(['news/a.ann', 'news/a.txt']);
    expect(pieces[1]?.content).toBe(TEXT);
    const files = new Map(running.end().map(({ name, content }) => [name, String(content)]));
    expect([...files.keys()]).toEqual(['annotation.conf', 'visual.conf', 'kb_shortcuts.conf', 'tools.conf']);
    expect(files.get('annotation.conf')?.split('\n')).toEqual([
      '[entities]',
      ...['claim', 'source', 'quote', 'my_label', ''],
      '[relations]',
      'source\tArg1:quote|claim, Arg2:source',
      'supports\tArg1:quote|claim, Arg2:claim',
      'contradicts\tArg1:quote|claim, Arg2:claim',
      'same\tArg1:claim, Arg2:claim',
      '<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>',
      '',
      '[events]',
      '',
      '[attributes]',
      'verdict\tArg:claim, Value:unverified|confirmed|disputed|false',
      'credibility\tArg:claim, Value:1|2|3|4|5|6',
      'kind\tArg:source|quote, Value:person|organisation|document|media|social|anonymous|direct|indirect|mixed',
      'reliability\tArg:source, Value:A|B|C|D|E|F',
      'entity\tArg:source',
      '',
    ]);
    expect(files.get('visual.conf')).toContain('my_label | my label\n');
    expect(files.get('visual.conf')).toContain('claim\tbgColor:#E69F00, fgColor:black\n');
    expect(files.get('kb_shortcuts.conf')).toBe('C\tclaim\nS\tsource\nQ\tquote\n');
  });

  it('says who said what as an event where that is wanted and the cue is known', () => {
    const links = [
      { role: 'source', to: 'a0000000' },
      { role: 'cue', to: 'c0000000' },
    ];
    const article = exportable(TEXT, [
      annotated(TEXT, ['Smith'], { label: 'source' }),
      annotated(TEXT, ['said'], { id: 'c0000000', label: 'cue' }),
      annotated(TEXT, ['“we lie”'], { id: 'b0000000', label: 'quote', links }),
    ]);
    expect(brat.print(article, { attribution: 'events' }).chunk).toContain('\nE1\tcue:T2 Source:T1 Content:T3\n');
    expect(brat.print(article).chunk).toContain('\nR1\tsource Arg1:T3 Arg2:T1\nR2\tcue Arg1:T3 Arg2:T2\n');
  });

  it('tells what it cannot hold', () => {
    const article = exportable(TEXT, [
      lost(annotated(TEXT, ['Smith'])),
      annotated(TEXT, ['said'], {
        id: 'b0000000',
        label: 'my label',
        attributes: { 'my key': 'x' },
        links: [{ role: 'same', to: 'a0000000' }],
        review: { state: 'accepted' },
        note: 'a\u2028b',
      }),
    ]);
    expect(brat.print(article).losses.map(({ code, values, id }) => [code, id, ...values])).toEqual([
      ['unplaced', 'a0000000'],
      ['renamed', 'b0000000', 'my label', 'my_label'],
      ['no-keys', 'b0000000', 'review, attributes, links, note'],
    ]);
  });

  it('sees what is not true', () => {
    const article = exportable(TEXT, [
      annotated(TEXT, ['Smith']),
      annotated(TEXT, ['again\ntoday'], { id: 'b0000000' }),
    ]);
    const { chunk } = brat.print(article);
    expect(brat.untrue(chunk, article)).toEqual([]);
    expect(brat.untrue(chunk.replace('claim 2 7', 'claim 3 8'), article)).toEqual(['a0000000']);
    expect(brat.untrue(chunk.replace(';28 33', ';28 32'), article)).toEqual(['b0000000']);
    expect(brat.untrue(chunk.replace('22 27;28 33', '22 33'), article)).toEqual(['b0000000']);
    expect(brat.untrue('', article)).toEqual(['a0000000', 'b0000000']);
  });
});

describe('a brat file', () => {
  it('gives spans with their words, links, values and notes, wherever these stand', () => {
    const lines = [
      '#1\tAnnotatorNotes T3\tcheck',
      'R1\tattributed_to Arg1:T3 Arg2:T1',
      'T1\tsource 2 7\tSmith',
      'T3\tquote 13 21;28 33\t“we lie” today',
      'A1\tConfidence T3 High',
      'A2\tAnonymous T1',
      'N1\tReference T1 Wikidata:Q42\tJohn Smith',
      '*\tEquiv T1 T3',
      '',
    ];
    expect(read(lines.join('\r\n'), TEXT)).toEqual({
      articles: [
        {
          file: 'news/a.txt',
          text: TEXT,
          unit: 'codepoint',
          annotations: [
            {
              id: 'T1',
              label: 'source',
              target: [{ start: 2, end: 7, exact: 'Smith' }],
              attributes: { Anonymous: 'true', 'brat:Reference': 'Wikidata:Q42 John Smith' },
              links: [{ role: 'Equiv', to: 'T3' }],
              line: 3,
            },
            {
              id: 'T3',
              label: 'quote',
              target: [
                { start: 13, end: 21, exact: '“we lie”' },
                { start: 28, end: 33, exact: 'today' },
              ],
              attributes: { Confidence: 'High' },
              note: 'check',
              links: [{ role: 'attributed_to', to: 'T1' }],
              line: 4,
            },
          ],
        },
      ],
      skipped: [],
    });
  });

  it('gives events as links: who said what from what was said, others from their triggers', () => {
    const lines = ['T1\tsource 2 7\tSmith', 'T2\tcue 8 12\tsaid', 'T3\tquote 13 21\t“we lie”'];
    const events = ['E1\tcue:T2 Source:T1 Content:T3', 'E2\tcue:T2 Place2:E1', 'R1\tr Arg1:E1 Arg2:T1'];
    const [article] = read([...lines, ...events].join('\n'), TEXT).articles ?? [];
    expect(article?.annotations.map(({ links }) => links)).toEqual([
      [],
      [
        { role: 'Place', to: 'T2' },
        { role: 'r', to: 'T1' },
      ],
      [
        { role: 'cue', to: 'T2' },
        { role: 'source', to: 'T1' },
      ],
    ]);
  });

  it('says which lines are skipped and why, and reads the others', () => {
    const { articles, skipped } = read(
      'T1\tsource 2 7\tSmith\nT2\tmy source 2 7\tSmith\nR1\ta Arg1:T1 Arg2:T9\nA1\tb T8\n',
    );
    expect(articles?.[0]?.annotations).toHaveLength(1);
    expect(skipped).toEqual([
      { code: 'bad-line', values: ['T2\tmy source 2 7\tSmith'], line: 2 },
      { code: 'no-such-end', values: ['T9'], line: 3, id: 'R1' },
      { code: 'no-such-end', values: ['T8'], line: 4, id: 'A1' },
    ]);
  });

  it('has no fragments whose words are not as long as their places', () => {
    expect(
      read('T1\tclaim 2 7;8 12\tSmith says\nT2\tclaim 2 7\tJohn\nT3\tclaim 2 7;8 12\tSmith X\n', TEXT),
    ).toMatchObject({
      articles: [
        {
          annotations: [
            {
              target: [
                { start: 2, end: 7, exact: 'Smith' },
                { start: 8, end: 12, exact: 'says' },
              ],
            },
            { target: [{ start: 2, end: 7, exact: 'John' }] },
          ],
        },
      ],
      skipped: [{ code: 'bad-line', line: 3 }],
    });
  });

  it('is broken where it is not UTF-8', () => {
    expect(fromBrat.read({ name: 'a.ann', bytes: Uint8Array.of(0xff, 0xfe, 0x54), beside: new Map() })).toEqual({
      broken: { code: 'not-utf8', values: [] },
    });
  });
});
