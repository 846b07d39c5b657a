import { describe, expect, it } from 'vitest';
import { exportArticle } from '../../../src/formats/exporter.ts';
import { prodigy } from '../../../src/formats/prodigy.ts';
import { annotated, exportable, lost } from './exportable.ts';

const TEXT = '😀 Smith said no.';

const smith = annotated(TEXT, ['Smith'], { label: 'source' });
const quote = annotated(TEXT, ['said no'], {
  id: 'b0000000',
  label: 'quote',
  links: [{ role: 'source', to: 'a0000000' }],
});

describe('Prodigy', () => {
  it('has tokens, spans and relations in code points', () => {
    const { chunk, losses } = prodigy.print(exportable(TEXT, [smith, quote]));
    const source = { start: 2, end: 7, token_start: 1, token_end: 1, label: 'source' };
    const said = { start: 8, end: 15, token_start: 2, token_end: 3, label: 'quote' };
    expect(chunk).toMatch(/^[^\n]*\n$/);
    expect(JSON.parse(chunk)).toEqual({
      text: TEXT,
      tokens: [
        { text: '😀', start: 0, end: 1, id: 0, ws: true },
        { text: 'Smith', start: 2, end: 7, id: 1, ws: true },
        { text: 'said', start: 8, end: 12, id: 2, ws: true },
        { text: 'no', start: 13, end: 15, id: 3, ws: false },
        { text: '.', start: 15, end: 16, id: 4, ws: false },
      ],
      spans: [
        { ...source, id: 'a0000000' },
        { ...said, id: 'b0000000' },
      ],
      relations: [{ head: 3, child: 1, label: 'source', head_span: said, child_span: source }],
      answer: 'accept',
      meta: { source: 'news/a.txt' },
      _view_id: 'relations',
    });
    expect(losses).toEqual([]);
  });

  it('tells what it cannot hold', () => {
    const article = exportable(TEXT, [
      lost(smith),
      annotated(TEXT, ['said', 'no'], {
        id: 'c0000000',
        attributes: { kind: 'x' },
        links: [{ role: 'same', to: 'a0000000' }],
        note: 'x',
        by: 'ana',
      }),
    ]);
    const { chunk, losses } = prodigy.print(article);
    expect(losses.map(({ code, values, id }) => [code, id, ...values])).toEqual([
      ['unplaced', 'a0000000'],
      ['one-piece', 'c0000000'],
      ['no-keys', 'c0000000', 'attributes, links, note, by'],
    ]);
    expect(JSON.parse(chunk)).toMatchObject({ spans: [{ start: 8, end: 15 }], relations: [] });
  });

  it('sees what is not true', () => {
    const article = exportable(TEXT, [smith, quote]);
    const { chunk } = exportArticle(prodigy, article);
    expect(prodigy.untrue(chunk, article)).toEqual([]);
    const span = '"spans":[{"start":2,"end":7,"token_start":1,"token_end":1';
    expect(chunk).toContain(span);
    for (const wrong of [span.replace('2', '1'), span.replace('7', '8'), span.replace('_start":1', '_start":0')])
      expect(prodigy.untrue(chunk.replace(span, wrong), article)).toEqual(['a0000000']);
    expect(prodigy.untrue(chunk.replace('"ws":true', '"ws":false'), article)).toEqual(['a0000000', 'b0000000']);
    expect(prodigy.untrue('{"tokens":[],"spans":[]}', article)).toEqual(['a0000000', 'b0000000']);
  });
});
