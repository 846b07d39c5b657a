import { describe, expect, it } from 'vitest';
import { w3c } from '../../../src/formats/w3c.ts';
import { annotated, exportable, lost } from './exportable.ts';

const TEXT = '😀 Smith said no.\n“It is,” she said, “late.”\n';

const items = (chunk: string): unknown => JSON.parse(chunk).items;

describe('W3C Web Annotation', () => {
  it('gives both selectors, in code points', () => {
    const annotation = annotated(TEXT, ['Smith'], {
      attributes: { verdict: 'false', entity: ['a', 'b'] },
      note: 'check',
      review: { state: 'accepted', by: 'ben', at: '2026-11-22T09:00:00Z' },
      by: 'ana',
      created: '2026-11-21T09:00:00Z',
      modified: '2026-11-21T10:00:00Z',
    });
    const { chunk, losses } = w3c.print(exportable(TEXT, [annotation], { file: 'a.txt', stem: 'a.txt' }));
    const body = (purpose: string, value: string) => ({ type: 'TextualBody', purpose, value, format: 'text/plain' });
    expect(JSON.parse(chunk)).toEqual({
      '@context': 'http://www.w3.org/ns/anno.jsonld',
      id: 'a.txt.jsonld',
      type: 'AnnotationPage',
      items: [
        {
          id: 'a.txt#a0000000',
          type: 'Annotation',
          motivation: 'classifying',
          creator: { type: 'Person', name: 'ana' },
          created: '2026-11-21T09:00:00Z',
          modified: '2026-11-21T10:00:00Z',
          body: [
            body('tagging', 'claim'),
            body('classifying', 'verdict: false'),
            body('classifying', 'entity: a'),
            body('classifying', 'entity: b'),
            body('commenting', 'check'),
            {
              ...body('assessing', 'accepted'),
              creator: { type: 'Person', name: 'ben' },
              created: '2026-11-22T09:00:00Z',
            },
          ],
          target: {
            type: 'SpecificResource',
            source: 'a.txt',
            selector: [
              { type: 'TextQuoteSelector', exact: 'Smith', prefix: '😀 ', suffix: ' said no.\n“It is,” she said, “la' },
              { type: 'TextPositionSelector', start: 2, end: 7 },
            ],
          },
        },
      ],
    });
    expect(losses).toEqual([]);
  });

  it('makes a target of each fragment', () => {
    const { chunk } = w3c.print(exportable(TEXT, [annotated(TEXT, ['It is,', 'late.'])]));
    expect(items(chunk)).toMatchObject([
      {
        target: [
          { selector: [{ exact: 'It is,' }, { start: 18, end: 24 }] },
          { selector: [{ exact: 'late.' }, { start: 37, end: 42 }] },
        ],
      },
    ]);
  });

  it('links annotations, within the article and across articles', () => {
    const annotation = annotated(TEXT, ['Smith'], {
      links: [
        { role: 'source', to: 'b0000000' },
        { role: 'same', to: 'old news/c#1.txt#c0000000' },
      ],
    });
    const { chunk } = w3c.print(exportable(TEXT, [annotation], { root: 'desk/' }));
    expect(items(chunk)).toMatchObject([
      { motivation: 'classifying' },
      {
        id: 'news/a.txt#a0000000/1',
        motivation: 'linking',
        body: ['news/a.txt#b0000000', { purpose: 'tagging', value: 'source' }],
        target: 'news/a.txt#a0000000',
      },
      { id: 'news/a.txt#a0000000/2', body: ['desk/old%20news/c%231.txt#c0000000', { value: 'same' }] },
    ]);
  });

  it('resolves its relative IRIs at the export’s folder from every depth', () => {
    const page = (stem: string) => JSON.parse(w3c.print(exportable(TEXT, [], { file: stem, stem })).chunk);
    for (const stem of ['a.txt', 'x/a.txt', 'x/y/ä b.txt']) {
      const { '@context': context, id } = page(stem);
      const file = new URL(`${encodeURI(stem)}.jsonld`, 'https://example.org/out/');
      const base = Array.isArray(context) ? new URL(context[1]['@base'], file) : file;
      expect(new URL(id, base).href).toBe(file.href);
    }
  });

  it('gives lost words no position, and tells what else it cannot say', () => {
    const annotation = { ...lost(annotated(TEXT, ['Smith'])), suggestedBy: 'rules', extra: { 'x-page': 3 } };
    const { chunk, losses } = w3c.print(exportable(TEXT, [annotation]));
    expect(items(chunk)).toMatchObject([{ target: { selector: [{ type: 'TextQuoteSelector', exact: 'gone' }] } }]);
    expect(chunk).not.toContain('TextPositionSelector');
    expect(losses.map(({ code, values }) => [code, ...values])).toEqual([
      ['no-place'],
      ['no-keys', 'suggestedBy, x-page'],
    ]);
  });

  it('finds out when a page is not true', () => {
    const article = exportable(TEXT, [
      annotated(TEXT, ['Smith']),
      annotated(TEXT, ['It is,', 'late.'], { id: 'b0000000' }),
    ]);
    const { chunk } = w3c.print(article);
    expect(w3c.untrue(chunk, article)).toEqual([]);
    expect(w3c.untrue(chunk.replace('"start": 2', '"start": 3'), article)).toEqual(['a0000000']);
    expect(w3c.untrue(chunk.replace('"end": 42', '"end": 41'), article)).toEqual(['b0000000']);
    expect(w3c.untrue(chunk.replace('"exact": "Smith"', '"exact": "Smyth"'), article)).toEqual(['a0000000']);
    expect(w3c.untrue(chunk.replace('a.txt#a0000000', 'a.txt#z'), article)).toEqual(['a0000000']);
  });
});
