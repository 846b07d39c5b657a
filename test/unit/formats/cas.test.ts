import { describe, expect, it } from 'vitest';
import { cas } from '../../../src/formats/cas.ts';
import { fromCas } from '../../../src/formats/casimport.ts';
import { annotated, exportable, lost } from './exportable.ts';

const TEXT = '😀 Smith said “we lie” again\ntoday.\n';

const bytes = (text: string) => new TextEncoder().encode(text);

const read = (text: string, name = 'news/a.txt.cas.json') =>
  fromCas.read({ name, bytes: bytes(text), beside: new Map() });

/** A file with one text, and these structures behind it. */
const file = (types: object, ...structures: unknown[]): string =>
  JSON.stringify({
    '%TYPES': types,
    '%FEATURE_STRUCTURES': [
      { '%ID': 1, '%TYPE': 'uima.cas.Sofa', sofaID: '_InitialView', sofaString: TEXT },
      ...structures,
    ],
    '%VIEWS': {},
  });

const LAYER = { '%SUPER_TYPE': 'uima.tcas.Annotation' };

describe('UIMA CAS JSON', () => {
  it('has the text, a span for each fragment in UTF-16, and relations', () => {
    const annotations = [
      annotated(TEXT, ['Smith'], { label: 'source', attributes: { kind: 'person' }, created: '2026-11-21T09:00:00Z' }),
      annotated(TEXT, ['“we lie”', 'today'], {
        id: 'b0000000',
        label: 'quote',
        note: 'check',
        links: [{ role: 'source', to: 'a0000000' }],
      }),
    ];
    const { chunk, losses } = cas.print(exportable(TEXT, annotations, { about: { file: 'a.txt', title: 'They lie' } }));
    const { '%TYPES': types, '%FEATURE_STRUCTURES': structures, '%VIEWS': views } = JSON.parse(chunk);
    expect(structures).toEqual([
      { '%ID': 1, '%TYPE': 'uima.cas.Sofa', sofaNum: 1, sofaID: '_InitialView', mimeType: 'text', sofaString: TEXT },
      {
        ...{ '%ID': 2, '%TYPE': 'de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData', '@sofa': 1 },
        ...{ begin: 0, end: 36, language: 'x-unspecified', documentTitle: 'They lie', documentId: 'news/a.txt' },
      },
      {
        ...{ '%ID': 3, '%TYPE': 'custom.Span', '@sofa': 1, begin: 3, end: 8, label: 'source', newsmarkId: 'a0000000' },
        ...{ newsmarkAttributes: '{"kind":"person"}', newsmarkCreated: '2026-11-21T09:00:00Z' },
      },
      {
        ...{ '%ID': 4, '%TYPE': 'custom.Span', '@sofa': 1, begin: 14, end: 22, label: 'quote', newsmarkId: 'b0000000' },
        newsmarkNote: 'check',
      },
      { '%ID': 5, '%TYPE': 'custom.Span', '@sofa': 1, begin: 29, end: 34, label: 'quote', newsmarkId: 'b0000000' },
      {
        ...{ '%ID': 6, '%TYPE': 'custom.Relation', '@sofa': 1, begin: 3, end: 8 },
        ...{ '@Governor': 4, '@Dependent': 3, label: 'source' },
      },
    ]);
    expect(views).toEqual({ _InitialView: { '%SOFA': 1, '%MEMBERS': [2, 3, 4, 5, 6] } });
    expect(types['custom.Span'].label).toEqual({ '%NAME': 'label', '%RANGE': 'uima.cas.String' });
    expect(losses).toEqual([]);
  });

  it('declares every type and feature that it uses', () => {
    const all = {
      review: { state: 'accepted' },
      suggestedBy: 'x',
      by: 'ana',
      modified: 'm',
      modifiedBy: 'ben',
      note: 'n',
    };
    const article = exportable(TEXT, [
      annotated(TEXT, ['Smith'], {
        ...all,
        attributes: { a: 'b' },
        created: 'c',
        links: [{ role: 'same', to: 'a0000000' }],
      }),
    ]);
    const { '%TYPES': types, '%FEATURE_STRUCTURES': structures } = JSON.parse(cas.print(article).chunk);
    const builtIn = ['sofa', 'begin', 'end', 'language'];
    for (const { '%ID': _, '%TYPE': type, ...features } of structures.slice(1))
      for (const key of Object.keys(features))
        expect([type, key, builtIn.includes(key.replace('@', '')) || key.replace('@', '') in types[type]]).toEqual([
          type,
          key,
          true,
        ]);
    expect(Object.keys(structures[2])).toHaveLength(15);
  });

  it('tells what it cannot hold', () => {
    const article = exportable(TEXT, [
      lost(annotated(TEXT, ['Smith'])),
      annotated(TEXT, ['said'], { id: 'b0000000', links: [{ role: 'same', to: 'a0000000' }], extra: { 'x-mine': 1 } }),
      annotated(TEXT, ['again'], { id: 'c0000000', links: [{ role: 'same', to: 'b.txt#a0000000' }] }),
    ]);
    expect(cas.print(article).losses.map(({ code, values, id }) => [code, id, ...values])).toEqual([
      ['unplaced', 'a0000000'],
      ['no-keys', 'b0000000', 'links, x-mine'],
      ['no-keys', 'c0000000', 'links'],
    ]);
  });

  it('sees what is not true', () => {
    const article = exportable(TEXT, [
      annotated(TEXT, ['Smith']),
      annotated(TEXT, ['again', 'today'], { id: 'b0000000' }),
    ]);
    const { chunk } = cas.print(article);
    expect(cas.untrue(chunk, article)).toEqual([]);
    expect(cas.untrue(chunk.replace('"begin":3,', '"begin":2,'), article)).toEqual(['a0000000']);
    expect(cas.untrue(chunk.replace('"end":34,', '"end":33,'), article)).toEqual(['b0000000']);
    expect(cas.untrue(chunk.replace('"newsmarkId":"b0000000"', '"newsmarkId":"c"'), article)).toEqual(['b0000000']);
    expect(cas.untrue(chunk.replace('again', 'AGAIN'), article)).toEqual(['a0000000', 'b0000000']);
  });
});

describe('a UIMA CAS JSON file', () => {
  it('gives what people annotated, with links, and other features as attributes', () => {
    const types = {
      'custom.Span': LAYER,
      'custom.Relation': LAYER,
      'my.Named': { '%SUPER_TYPE': 'my.Base' },
      'my.Base': LAYER,
      'my.Chain': { '%SUPER_TYPE': 'uima.cas.TOP' },
      'de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token': LAYER,
    };
    const text = file(
      types,
      { '%ID': 2, '%TYPE': 'de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token', '@sofa': 1, begin: 0, end: 2 },
      {
        '%ID': 3,
        '%TYPE': 'custom.Span',
        '@sofa': 1,
        begin: 3,
        end: 8,
        label: 'source',
        sure: true,
        much: 0.5,
        none: null,
      },
      { '%ID': 4, '%TYPE': 'my.Named', '@sofa': 1, begin: 9, end: 13, value: 'PER', '@all': 8, '@next': 3 },
      { '%ID': 5, '%TYPE': 'my.Base', '@sofa': 1, begin: 14, end: 22, '@words': 9 },
      {
        '%ID': 6,
        '%TYPE': 'custom.Relation',
        '@sofa': 1,
        begin: 3,
        end: 8,
        '@Governor': 5,
        '@Dependent': 3,
        label: 'by',
        why: 'x',
      },
      { '%ID': 7, '%TYPE': 'my.Link', role: 'agent', '@target': 3 },
      { '%ID': 8, '%TYPE': 'uima.cas.FSArray', '%ELEMENTS': [7, 5] },
      { '%ID': 9, '%TYPE': 'uima.cas.StringArray', '%ELEMENTS': ['a', 'b'] },
      { '%ID': 10, '%TYPE': 'my.Chain', '@first': 3 },
    );
    expect(read(text)).toEqual({
      articles: [
        {
          file: 'news/a.txt',
          text: TEXT,
          unit: 'utf16',
          about: {},
          annotations: [
            {
              id: '3',
              label: 'source',
              target: [{ start: 3, end: 8 }],
              attributes: { 'cas:sure': 'true', 'cas:much': '0.5' },
              links: [],
            },
            {
              id: '4',
              label: 'PER',
              target: [{ start: 9, end: 13 }],
              attributes: { 'cas:type': 'my.Named' },
              links: [
                { role: 'agent', to: '3' },
                { role: 'all', to: '5' },
                { role: 'next', to: '3' },
              ],
            },
            {
              id: '5',
              label: 'Base',
              target: [{ start: 14, end: 22 }],
              attributes: { 'cas:words': ['a', 'b'], 'cas:by.why': 'x' },
              links: [{ role: 'by', to: '3' }],
            },
          ],
        },
      ],
      skipped: [],
    });
  });

  it('has names apart for what has our ids and what has not', () => {
    const text = file(
      { 'custom.Span': LAYER },
      { '%ID': 2, '%TYPE': 'custom.Span', '@sofa': 1, begin: 3, end: 8, newsmarkId: '3', '@a': 3 },
      { '%ID': 3, '%TYPE': 'custom.Span', '@sofa': 1, begin: 9, end: 13, '@b': 2 },
      { '%ID': 4, '%TYPE': 'custom.Span', '@sofa': 1, begin: 14, end: 22, newsmarkId: '3' },
    );
    expect(read(text).articles?.[0]?.annotations.map(({ id, target, links }) => [id, target.length, links])).toEqual([
      ['3', 2, [{ role: 'a', to: 'cas-3' }]],
      ['cas-3', 1, [{ role: 'b', to: '3' }]],
    ]);
  });

  it('may have several texts, and no types', () => {
    const sofa = (id: number, name: string, sofaString: string) => ({
      '%ID': id,
      '%TYPE': 'uima.cas.Sofa',
      sofaID: name,
      sofaString,
    });
    const structures = [
      ...[sofa(1, '_InitialView', 'one'), sofa(2, 'b', 'two'), sofa(3, 'c', 'three')],
      { '%ID': 4, '%TYPE': 'x.A', '@sofa': 1, begin: 0, end: 3 },
      { '%ID': 5, '%TYPE': 'x.A', '@sofa': 3, begin: 0, end: 5, '@to': 4 },
    ];
    const { articles, skipped } = read(JSON.stringify({ '%FEATURE_STRUCTURES': structures }), 'a.json');
    // A link does not leave its text.
    expect(skipped).toEqual([{ code: 'no-such-end', values: ['4'], line: 1, id: '5' }]);
    expect(articles?.map(({ file, text, annotations }) => [file, text, annotations.length])).toEqual([
      ['a', 'one', 1],
      [undefined, 'three', 1],
    ]);
  });

  it('says what is skipped and why, and reads the rest', () => {
    const text = file(
      { 'x.A': LAYER, 'x.R': LAYER, 'a.Loop': { '%SUPER_TYPE': 'b.Loop' }, 'b.Loop': { '%SUPER_TYPE': 'a.Loop' } },
      ...['text', null, [[]], { '%ID': 2 }, { '%ID': {}, '%TYPE': 'x.A' }],
      { '%ID': 1, '%TYPE': 'x.A', begin: 0, end: 1 },
      { '%ID': 3, '%TYPE': 'x.A', '@sofa': 1, begin: '0', end: 1 },
      { '%ID': 4, '%TYPE': 'x.A', '@sofa': 99, begin: 0, end: 1 },
      {
        '%ID': 5,
        '%TYPE': 'x.A',
        '@sofa': 1,
        begin: 1e300,
        end: -1,
        '@a': 77,
        deep: { a: [] },
        ['__proto__']: 'x',
        newsmarkReview: '{',
      },
      { '%ID': 6, '%TYPE': 'x.R', '@sofa': 1, begin: 0, end: 1, '@Governor': 5, '@Dependent': null },
      { '%ID': 7, '%TYPE': 'a.Loop', '@sofa': 1, begin: 0, end: 1 },
    ).replaceAll('{"%ID"', '\n{"%ID"');
    const { articles, skipped } = read(text);
    expect(articles?.[0]?.annotations).toEqual([
      {
        ...{ id: '5', label: 'A', target: [{ start: 1e300, end: -1 }], links: [] },
        attributes: Object.fromEntries(
          [['__proto__', 'x']].map(([key, value]) => [`cas:${key}`, value]).concat([['cas:newsmarkReview', '{']]),
        ),
      },
    ]);
    expect(skipped?.map(({ code, values, line, id }) => [code, values[0], line, id])).toEqual([
      ['not-known', 'feature structure', 2, undefined],
      ['not-known', 'feature structure', 2, undefined],
      ['not-known', 'feature structure', 2, undefined],
      ['not-known', 'feature structure', 3, undefined],
      ['not-known', 'feature structure', 4, undefined],
      ['not-known', '%ID 1', 5, '1'],
      ['no-words', undefined, 6, '3'],
      ['no-such-end', '@sofa 99', 7, '4'],
      ['no-such-end', '77', 8, '5'],
      ['not-known', 'deep', 8, '5'],
      ['no-such-end', 'null', 9, '6'],
    ]);
  });

  it.each([
    ['', { fault: 'end' }],
    ['{"%TYPES": {', { fault: 'end' }],
    ['['.repeat(100_000), { fault: 'deep' }],
    ['null', { values: ['UIMA CAS JSON', expect.any(String)] }],
    ['[]', { values: ['UIMA CAS JSON', expect.any(String)] }],
    ['{"%FEATURE_STRUCTURES": {}}', { values: ['UIMA CAS JSON', expect.any(String)] }],
  ])('is broken: %.20s', (text, broken) => {
    expect(read(text)).toMatchObject({ broken: { code: 'not-format', ...broken, line: 1 } });
  });

  it('may be nested as deep as it likes', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const text = file({}, { '%ID': 2, '%TYPE': 'x.A', '@sofa': 1, begin: 3, end: 8, a: 'DEEP' }).replace(
      '"DEEP"',
      deep,
    );
    const { articles, skipped } = read(text);
    expect(articles?.[0]?.annotations).toHaveLength(1);
    expect(skipped).toEqual([{ code: 'not-known', values: ['a'], line: undefined, id: '2' }]);
  });

  it('is broken where it is not UTF-8', () => {
    const input = { name: 'a.cas.json', bytes: Uint8Array.of(0xff, 0xfe, 0x7b, 0), beside: new Map() };
    expect(fromCas.read(input)).toEqual({ broken: { code: 'not-utf8', values: [] } });
  });
});
