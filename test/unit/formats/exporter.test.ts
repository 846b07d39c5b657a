import { describe, expect, it } from 'vitest';
import { type Exporter, exportArticle, lossSentence, outputOf } from '../../../src/formats/exporter.ts';
import { EXPORTERS, exporterOf } from '../../../src/formats/exporters.ts';
import { jsonl } from '../../../src/formats/jsonl.ts';
import { annotated, exportable } from './exportable.ts';

const TEXT = '😀 Smith said no.\n';
const article = exportable(TEXT, [annotated(TEXT, ['Smith']), annotated(TEXT, ['said'], { id: 'b0000000' })]);

describe('exportArticle', () => {
  it('writes all that is true', () => {
    for (const exporter of EXPORTERS)
      expect(exportArticle(exporter, article)).toMatchObject({ written: 2, losses: [] });
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

describe('the table of formats', () => {
  it('names each once, with what people need to choose', () => {
    expect(EXPORTERS.map(({ name }) => name)).toEqual(['jsonl', 'csv', 'w3c']);
    for (const { name, title, description, extension } of EXPORTERS) {
      expect(exporterOf(name)?.title).toBe(title);
      expect(description).toMatch(/^\S[^\n]*\.$/);
      expect(extension).toMatch(/^\.[a-z]+$/);
    }
    expect(exporterOf('toString')).toBeUndefined();
  });

  it('says where the output goes', () => {
    expect(EXPORTERS.map((each) => outputOf(each, { stem: 'news/a.txt' }))).toEqual([
      'annotations.jsonl',
      'annotations.csv',
      'news/a.txt.jsonld',
    ]);
  });
});
