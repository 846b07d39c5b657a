import { describe, expect, it } from 'vitest';
import { claimReview } from '../../../src/formats/claimreview.ts';
import { Export, type Exporter, exportArticle, lossSentence, outputOf } from '../../../src/formats/exporter.ts';
import { EXPORTERS, exporterOf } from '../../../src/formats/exporters.ts';
import { jsonl } from '../../../src/formats/jsonl.ts';
import { annotated, exportable, lost } from './exportable.ts';

const TEXT = '😀 Smith said no.\n';
const article = exportable(TEXT, [annotated(TEXT, ['Smith']), annotated(TEXT, ['said'], { id: 'b0000000' })]);

describe('exportArticle', () => {
  it('writes all that is true', () => {
    for (const exporter of EXPORTERS.filter(({ name }) => name !== 'claimreview'))
      expect(exportArticle(exporter, article)).toMatchObject({ written: 2, losses: [] });
  });

  it('writes only what the format is for', () => {
    const { written, losses } = exportArticle(claimReview, article);
    expect([written, losses.map(({ code }) => code)]).toEqual([0, ['no-verdict', 'no-verdict']]);
  });

  it('leaves out, and tells, what does not read back as it should', () => {
    const broken: Exporter = {
      ...jsonl,
      print: (each) => {
        const { chunk, losses } = jsonl.print(each);
        return { chunk: chunk.replace('"start":2,', '"start":3,'), losses };
      },
    };
    const { chunk, written, losses } = exportArticle(broken, article);
    expect(written).toBe(1);
    expect(
      chunk
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line).id),
    ).toEqual(['b0000000']);
    expect(losses).toEqual([{ code: 'not-true', values: [], file: 'news/a.txt', id: 'a0000000' }]);
    expect(losses.map(lossSentence)[0]).toMatch(/^Left out: /);
  });
});

/** One line for each article that has annotations; those that are lost are left out. */
const lined: Exporter = {
  name: 'lined',
  title: 'Lined',
  description: 'For this test.',
  extension: '.lined',
  per: 'export',
  head: () => '[',
  between: ',',
  foot: ']',
  print: ({ annotations, file }) => {
    const placed = annotations.filter(({ target }) => !target[0]?.state);
    const losses = annotations
      .filter((each) => !placed.includes(each))
      .map(({ id }) => ({ code: 'unplaced', values: [], file, id }) as const);
    return { chunk: placed.map(({ id }) => id).join(' '), losses };
  },
  untrue: (chunk, { annotations }) => annotations.map(({ id }) => id).filter((id) => !chunk.includes(id)),
};

describe('an export', () => {
  const textOf = (name: string, pieces: readonly { readonly name: string; readonly content: string | Uint8Array }[]) =>
    pieces
      .filter((each) => each.name === name)
      .map(({ content }) => content)
      .join('');

  it('is head, chunks with what stands between them, and foot, without articles that say nothing', () => {
    const running = new Export(lined);
    const [none, b] = [exportable(TEXT, []), exportable(TEXT, [annotated(TEXT, ['said'], { id: 'b0000000' })])];
    const pieces = [article, none, b].flatMap((each) => running.add(each).pieces);
    expect(textOf('annotations.lined', [...pieces, ...running.end()])).toBe('[a0000000 b0000000,b0000000]');
    expect(textOf('annotations.lined', new Export(lined).end())).toBe('[]');
  });

  it('counts as written what is not left out, and does not look for the rest', () => {
    const both = [annotated(TEXT, ['Smith']), lost(annotated(TEXT, ['said'], { id: 'b0000000' }))];
    const added = new Export(lined).add(exportable(TEXT, both));
    expect(added).toMatchObject({ written: 1, losses: [{ code: 'unplaced', id: 'b0000000' }] });
  });

  it('writes an output for each article as a whole, with what stands beside it, and in the end what is about all', () => {
    const perArticle: Exporter = {
      ...lined,
      per: 'article',
      beside: ({ stem, text }) => [{ name: `${stem}.copy`, content: text, isWhole: true }],
      about: (terms, choices) => [
        { name: 'labels', content: `${terms.labels.length} ${choices?.['unit']}`, isWhole: true },
      ],
    };
    const running = new Export(perArticle, { unit: 'utf16' });
    expect(running.add(article).pieces).toEqual([
      { name: 'news/a.txt.lined', content: '[a0000000 b0000000]', isWhole: true },
      { name: 'news/a.txt.copy', content: TEXT, isWhole: true },
    ]);
    expect(running.end()).toEqual([{ name: 'labels', content: '3 utf16', isWhole: true }]);
  });
});

describe('the table of formats', () => {
  it('names each once, with what people need to choose', () => {
    expect(EXPORTERS.map(({ name }) => name)).toEqual([
      'jsonl',
      'csv',
      'tsv',
      'w3c',
      'brat',
      'doccano',
      'label-studio',
      'prodigy',
      'cas',
      'webanno',
      'conll',
      'refi-qda',
      'qdc',
      'hypothesis',
      'claimreview',
      'markdown',
      'parquet',
    ]);
    for (const { name, title, description, extension } of EXPORTERS) {
      expect(exporterOf(name)?.title).toBe(title);
      expect(description).toMatch(/^\S[^\n]*\.$/);
      expect(extension).toMatch(/^(\.[a-z-]+)+$/);
    }
    expect(exporterOf('toString')).toBeUndefined();
  });

  it('says where the output goes', () => {
    expect(EXPORTERS.map((each) => outputOf(each, { stem: 'news/a.txt' }))).toEqual([
      'annotations.jsonl',
      'annotations.csv',
      'annotations.tsv',
      'news/a.txt.jsonld',
      'news/a.ann',
      'annotations.doccano.jsonl',
      'annotations.label-studio.json',
      'annotations.prodigy.jsonl',
      'news/a.txt.cas.json',
      'news/a.txt.webanno.tsv',
      'news/a.txt.conll',
      'annotations.qdpx',
      'annotations.qdc',
      'news/a.txt.hypothesis.json',
      'news/a.txt.claimreview.jsonld',
      'news/a.txt.report.md',
      'annotations.parquet',
    ]);
  });
});
