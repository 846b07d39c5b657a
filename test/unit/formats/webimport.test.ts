import { describe, expect, it } from 'vitest';
import type { Importer } from '../../../src/formats/importer.ts';
import { fromHypothesis, fromW3c } from '../../../src/formats/webimport.ts';

const read = (importer: Importer, value: unknown) =>
  importer.read({
    name: 'a.json',
    bytes: new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value, undefined, 1)),
    beside: new Map(),
  });

const target = (source: string, start: number, end: number, exact: string) => ({
  source,
  selector: [
    { type: 'TextQuoteSelector', exact, prefix: 'a ', suffix: ' b' },
    { type: 'TextPositionSelector', start, end },
  ],
});

describe('W3C Web Annotations', () => {
  const item = {
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    id: 'urn:uuid:5c1e',
    type: 'Annotation',
    creator: { type: 'Person', name: 'ana' },
    created: '2026-01-02T03:04:05Z',
    body: [
      { type: 'TextualBody', purpose: 'tagging', value: 'source' },
      { type: 'TextualBody', purpose: 'tagging', value: 'kind: person' },
      { type: 'TextualBody', purpose: 'tagging', value: 'second' },
      { type: 'TextualBody', purpose: 'commenting', value: 'one' },
      { type: 'TextualBody', value: 'two' },
      { type: 'TextualBody', purpose: 'assessing', value: 'accepted', creator: 'ben', created: '2026-01-03T03:04:05Z' },
    ],
    target: [target('news/a%20b.txt', 2, 7, 'Smith'), target('news/a%20b.txt', 9, 11, 'no')],
  };

  it('give label, values, note, review, and one fragment for each target', () => {
    for (const whole of [item, [item], { type: 'AnnotationPage', items: [item] }, { first: { items: [item] } }])
      expect(read(fromW3c, whole)).toMatchObject({
        skipped: [],
        articles: [
          {
            ...{ file: 'news/a b.txt', unit: 'codepoint' },
            annotations: [
              {
                ...{ id: '5c1e', label: 'source', note: 'one\n\ntwo', by: 'ana', created: '2026-01-02T03:04:05Z' },
                attributes: { kind: 'person', 'w3c:tag': 'second' },
                review: { state: 'accepted', by: 'ben', at: '2026-01-03T03:04:05Z' },
                target: [
                  { exact: 'Smith', prefix: 'a ', suffix: ' b', start: 2, end: 7, orLost: true },
                  { exact: 'no', start: 9, end: 11 },
                ],
              },
            ],
          },
        ],
      });
  });

  it('give links between annotations, and are about addresses where no path is said', () => {
    const b = { id: 'http://x.org/2', motivation: 'highlighting', target: target('https://example.org/a', 0, 2, 'no') };
    const link = { motivation: 'linking', body: ['http://x.org/2', { value: 'same' }], target: 'urn:uuid:5c1e' };
    const { articles } = read(fromW3c, [item, b, link]);
    expect(articles?.[0]?.annotations[0]?.links).toEqual([{ role: 'same', to: '2' }]);
    expect(articles?.[1]).toMatchObject({
      about: { url: 'https://example.org/a' },
      annotations: [{ id: '2', label: 'highlighting' }],
    });
  });

  it('are skipped, with their line, where they say no place that is known', () => {
    const { articles, skipped } = read(fromW3c, [
      { id: 'x', target: 'https://example.org/a' },
      { id: 'y', target: { source: 'a.txt', selector: { type: 'SvgSelector', value: '' } } },
      { id: 7, target: {} },
      { motivation: 'linking', target: 'x' },
      5,
      null,
    ]);
    expect(articles).toEqual([]);
    expect(skipped?.map(({ code, line }) => [code, line])).toEqual([
      ['no-words', 2],
      ['no-words', 6],
      ['bad-line', 16],
      ['not-known', 20],
      ['bad-line', 24],
      ['bad-line', 25],
    ]);
  });

  it.each([['{"items": ['], ['{}'], ['7'], ['null'], ['']])('are broken as a whole: %s', (text) => {
    expect(read(fromW3c, text).broken).toMatchObject({ code: 'not-format' });
  });
});

describe('Hypothes.is', () => {
  const row = {
    ...{
      id: 'x1',
      uri: 'https://example.org/a',
      document: { title: ['A'] },
      text: 'note',
      user: 'acct:ana@hypothes.is',
    },
    ...{ tags: ['claim', 'verdict: false', 'other'], created: '2026-01-02T03:04:05.123+00:00' },
    updated: '2026-01-02T03:04:05.123+00:00',
    target: [target('https://example.org/a', 3, 8, 'Smith')],
  };

  it('gives the first tag as label, others as values, the text as note', () => {
    for (const whole of [{ annotations: [row] }, { total: 1, rows: [row] }])
      expect(read(fromHypothesis, whole)).toMatchObject({
        skipped: [],
        articles: [
          {
            ...{ about: { url: 'https://example.org/a', title: 'A' }, unit: 'utf16' },
            annotations: [
              {
                ...{ id: 'x1', label: 'claim', note: 'note', by: 'ana', modified: undefined },
                attributes: { verdict: 'false', 'hypothesis:tag': 'other' },
                target: [{ exact: 'Smith', start: 3, end: 8 }],
              },
            ],
          },
        ],
      });
  });

  it('takes nobody for nobody, and names for what they are', () => {
    const rows = [
      { ...row, user: 'acct:anonymous@newsmark' },
      { ...row, user: 'acct:a%40b@newsmark', user_info: { display_name: 'a@b' } },
    ];
    const { articles } = read(fromHypothesis, { annotations: rows });
    expect(articles?.[0]?.annotations.map(({ by }) => by)).toEqual([undefined, 'a@b']);
  });

  it('skips replies, page notes and what is no annotation', () => {
    const rows = [{ ...row, references: ['x0'] }, { ...row, target: [{ source: 'x' }] }, { ...row, tags: 'claim' }, 7];
    expect(read(fromHypothesis, { annotations: rows }).skipped?.map(({ code }) => code)).toEqual([
      'not-known',
      'no-words',
      'bad-line',
      'bad-line',
    ]);
  });
});
