import { describe, expect, it } from 'vitest';
import { doccano } from '../../../src/formats/doccano.ts';
import { doccanoName } from '../../../src/formats/doccanoconf.ts';
import { Export, exportArticle } from '../../../src/formats/exporter.ts';
import { annotated, exportable, lost } from './exportable.ts';

const TEXT = '😀 Smith said “we lie” again\ntoday.\n';

const quote = annotated(TEXT, ['“we lie”', 'today'], {
  id: 'b0000000',
  label: 'quote',
  links: [{ role: 'source', to: 'a0000000' }],
});

describe('doccano', () => {
  it('has entities in UTF-16 units, relations between them, and what tells our annotations', () => {
    const smith = annotated(TEXT, ['Smith'], { label: 'source', modified: '2026-11-21T09:00:00Z' });
    const { chunk, losses } = doccano.print(exportable(TEXT, [smith, quote], { annotator: 'ana' }));
    expect(chunk).toMatch(/^[^\n]*\n$/);
    expect(JSON.parse(chunk)).toEqual({
      text: TEXT,
      entities: [
        { id: 1, label: 'source', start_offset: 3, end_offset: 8 },
        { id: 2, label: 'quote', start_offset: 14, end_offset: 22 },
        { id: 3, label: 'quote', start_offset: 29, end_offset: 34 },
      ],
      relations: [{ id: 1, from_id: 2, to_id: 1, type: 'source' }],
      file: 'news/a.txt',
      annotator: 'ana',
      newsmark: [
        { id: 'a0000000', label: 'source', stamp: '2026-11-21T09:00:00Z', spans: [[3, 8]] },
        {
          id: 'b0000000',
          label: 'quote',
          stamp: '',
          spans: [
            [14, 22],
            [29, 34],
          ],
        },
      ],
    });
    expect(losses).toEqual([{ code: 'no-keys', values: ['modified'], file: 'news/a.txt', id: 'a0000000' }]);
  });

  it('is one line for each article, with the labels beside them', () => {
    const running = new Export(doccano);
    const first = running.add(exportable(TEXT, [{ ...quote, label: 'x' }])).pieces;
    const second = running.add(exportable('No.\n', [], { file: 'b.txt' })).pieces;
    expect([...first, ...second].map(({ name }) => name)).toEqual(Array(2).fill('annotations.doccano.jsonl'));
    expect(JSON.parse(String(second[0]?.content))).toEqual({
      ...{ text: 'No.\n', entities: [], relations: [], file: 'b.txt', newsmark: [] },
    });
    const config = running.end().find(({ name }) => name === 'label_config.json');
    expect(JSON.parse(String(config?.content))).toEqual([
      { text: 'claim', suffix_key: 'c', background_color: '#E69F00', text_color: '#000000' },
      { text: 'source', suffix_key: 's', background_color: '#56B4E9', text_color: '#000000' },
      { text: 'quote', suffix_key: 'q', background_color: '#009E73', text_color: '#000000' },
      { text: 'x', suffix_key: null, background_color: '#999999', text_color: '#000000' },
    ]);
  });

  it('has labels that can be read on dark colours, and keys that doccano knows', () => {
    const running = new Export(doccano);
    const label = { title: '', was: [], attributes: [] };
    const labels = [
      { ...label, name: 'dark', colour: '#102030', key: 'D' },
      { ...label, name: 'bright', colour: '#fff000', key: 'ä' },
    ] as const;
    const article = exportable(TEXT, []);
    running.add({ ...article, codebook: { ...article.codebook, labels } });
    const config = running.end().find(({ name }) => name === 'label_config.json');
    expect(JSON.parse(String(config?.content))).toEqual([
      { text: 'dark', suffix_key: 'd', background_color: '#102030', text_color: '#ffffff' },
      { text: 'bright', suffix_key: null, background_color: '#fff000', text_color: '#000000' },
    ]);
  });

  it('tells what it cannot hold', () => {
    const long = `😀${'x'.repeat(100)}`;
    const article = exportable(TEXT, [
      lost(annotated(TEXT, ['Smith'])),
      annotated(TEXT, ['said'], {
        id: 'b0000000',
        label: long,
        attributes: { kind: 'x' },
        links: [{ role: 'same', to: 'a0000000' }],
        review: { state: 'accepted' },
        note: 'x',
      }),
      annotated(TEXT, ['again'], { id: 'c0000000', links: [{ role: long, to: 'b0000000' }] }),
    ]);
    const { chunk, losses } = doccano.print(article);
    expect(losses.map(({ code, values, id }) => [code, id, ...values])).toEqual([
      ['unplaced', 'a0000000'],
      ['renamed', 'b0000000', long, `😀${'x'.repeat(99)}`],
      ['no-keys', 'b0000000', 'attributes, links, note, review'],
      ['no-keys', 'c0000000', 'links'],
    ]);
    expect(JSON.parse(chunk).relations).toEqual([{ id: 1, from_id: 2, to_id: 1, type: doccanoName(long) }]);
  });

  it('sees what is not true', () => {
    const article = exportable(TEXT, [annotated(TEXT, ['Smith']), quote]);
    const { chunk } = exportArticle(doccano, article);
    expect(doccano.untrue(chunk, article)).toEqual([]);
    expect(doccano.untrue(chunk.replace('"start_offset":3', '"start_offset":2'), article)).toEqual(['a0000000']);
    expect(doccano.untrue(chunk.replace('"end_offset":34', '"end_offset":33'), article)).toEqual(['b0000000']);
    expect(doccano.untrue(chunk.replace('[3,8]', '[3,9]').replace('_offset":8', '_offset":9'), article)).toEqual([
      'a0000000',
    ]);
    expect(doccano.untrue(chunk.replace('Smith said', 'Smyth said'), article)).toEqual(['a0000000', 'b0000000']);
    expect(doccano.untrue('{"entities":[],"newsmark":[]}', article)).toEqual(['a0000000', 'b0000000']);
  });
});
