import { describe, expect, it } from 'vitest';
import { BUILT_IN } from '../../../src/core/label.ts';
import { jsonl, printLine } from '../../../src/formats/jsonl.ts';
import { annotated, exportable, lost } from './exportable.ts';

const TEXT = '😀 Smith said no.\n“It is,” she said, “late.”\n';

const lines = (chunk: string): unknown[] =>
  chunk
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));

describe('JSONL', () => {
  it('counts code points', () => {
    const { chunk } = jsonl.print(exportable(TEXT, [annotated(TEXT, ['Smith'])]));
    expect(lines(chunk)).toEqual([
      { file: 'news/a.txt', id: 'a0000000', label: 'claim', exact: 'Smith', start: 2, end: 7, sha256: 'ff00' },
    ]);
  });

  it('writes every key, in its order', () => {
    const annotation = annotated(TEXT, ['Smith'], {
      label: 'quote',
      attributes: { kind: 'direct', entity: ['a', 'b'] },
      note: 'two\nlines',
      links: [
        { role: 'source', to: 'b0000000' },
        { role: 'same', to: 'other/b.txt#c0000000' },
      ],
      review: { state: 'accepted', by: 'ben', at: '2026-11-22T09:00:00Z' },
      conflict: [{ field: 'note', theirs: 'x' }],
      suggestedBy: 'rules',
      by: 'ana',
      created: '2026-11-21T09:00:00Z',
      modified: '2026-11-21T10:00:00Z',
      modifiedBy: 'ben',
    });
    const article = exportable(TEXT, [annotation], {
      annotator: 'Ana',
      about: { file: 'a.txt', encoding: 'windows-1251' },
    });
    const { chunk, losses } = jsonl.print(article);
    expect(chunk).toBe(
      '{"file":"news/a.txt","id":"a0000000","label":"quote","exact":"Smith","start":2,"end":7,' +
        '"attributes":{"kind":"direct","entity":["a","b"]},"note":"two\\nlines",' +
        '"links":[{"role":"source","to":"b0000000"},{"role":"same","to":"other/b.txt#c0000000"}],' +
        '"review":{"state":"accepted","by":"ben","at":"2026-11-22T09:00:00Z"},' +
        '"conflict":[{"field":"note","theirs":"x"}],"suggestedBy":"rules","by":"ana","created":"2026-11-21T09:00:00Z",' +
        '"modified":"2026-11-21T10:00:00Z","modifiedBy":"ben","annotator":"Ana","sha256":"ff00","encoding":"windows-1251"}\n',
    );
    expect(losses).toEqual([]);
  });

  it('gives a discontinuous annotation its outer bounds and all the text between them', () => {
    const { chunk } = jsonl.print(exportable(TEXT, [annotated(TEXT, ['It is,', 'late.'])]));
    expect(lines(chunk)).toMatchObject([
      {
        exact: 'It is,” she said, “late.',
        start: 18,
        end: 42,
        target: [
          { exact: 'It is,', start: 18, end: 24 },
          { exact: 'late.', start: 37, end: 42 },
        ],
      },
    ]);
  });

  it('does not say where lost and changed words stand', () => {
    const smith = annotated(TEXT, ['Smith']);
    const changed = {
      ...smith,
      id: 'b0000000',
      target: smith.target.map((each) => ({ ...each, state: 'changed' as const })),
    };
    const { chunk, losses } = jsonl.print(exportable(TEXT, [lost(smith), changed]));
    expect(lines(chunk)).toEqual([
      { file: 'news/a.txt', id: 'a0000000', label: 'claim', exact: 'gone', state: 'lost', sha256: 'ff00' },
      { file: 'news/a.txt', id: 'b0000000', label: 'claim', exact: 'Smith', state: 'changed', sha256: 'ff00' },
    ]);
    expect(losses.map(({ code, id }) => [code, id])).toEqual([
      ['no-place', 'a0000000'],
      ['no-place', 'b0000000'],
    ]);
  });

  it('keeps the places of fragments that are there while another one is lost', () => {
    const { chunk } = jsonl.print(exportable(TEXT, [lost(annotated(TEXT, ['It is,', 'late.']), 1)]));
    expect(lines(chunk)).toEqual([
      {
        file: 'news/a.txt',
        id: 'a0000000',
        label: 'claim',
        exact: 'It is, … gone',
        target: [
          { exact: 'It is,', start: 18, end: 24 },
          { exact: 'gone', state: 'lost' },
        ],
        state: 'lost',
        sha256: 'ff00',
      },
    ]);
  });

  it('does not believe a place that does not hold the words, or that cuts a character', () => {
    const wrong = annotated(TEXT, ['Smith']);
    const moved = { ...wrong, target: wrong.target.map((each) => ({ ...each, start: 4, end: 9 })) };
    const half = {
      ...wrong,
      id: 'b0000000',
      target: wrong.target.map((each) => ({ ...each, exact: '\ude00', start: 1, end: 2 })),
    };
    const { chunk } = jsonl.print(exportable(TEXT, [moved, half]));
    expect(lines(chunk)).toMatchObject([{ state: 'lost' }, { state: 'lost' }]);
    expect(chunk).not.toContain('"start"');
  });

  it('stays one line for every reader of lines', () => {
    const line = printLine({ note: 'a\u2028b\u2029c\u0085d\u000be\ff\rg\nh\u001ci' });
    const ends = [...'\n\r\v\f\u001c\u001d\u001e\u0085\u2028\u2029'];
    expect([...line].filter((character) => ends.includes(character))).toEqual(['\n']);
    expect(JSON.parse(line)).toEqual({ note: 'a\u2028b\u2029c\u0085d\u000be\ff\rg\nh\u001ci' });
  });

  it('uses the present name of a label, and paths of the export in links', () => {
    const codebook = {
      ...BUILT_IN,
      labels: BUILT_IN.labels.map((each) => ({ ...each, was: each.name === 'claim' ? ['assertion'] : [] })),
    };
    const annotation = annotated(TEXT, ['Smith'], {
      label: 'assertion',
      links: [
        { role: 'same', to: 'b.txt#b0000000' },
        { role: 'same', to: 'c0000000' },
      ],
    });
    const { chunk } = jsonl.print(exportable(TEXT, [annotation], { codebook, root: 'desk/' }));
    expect(lines(chunk)).toMatchObject([
      { label: 'claim', links: [{ to: 'desk/b.txt#b0000000' }, { to: 'c0000000' }] },
    ]);
  });

  it('tells of keys that are the user’s own', () => {
    const annotation = { ...annotated(TEXT, ['Smith']), extra: { 'x-page': 3 } };
    expect(jsonl.print(exportable(TEXT, [annotation])).losses).toEqual([
      { code: 'no-keys', values: ['x-page'], file: 'news/a.txt', id: 'a0000000' },
    ]);
  });

  it('finds out when a chunk is not true', () => {
    const article = exportable(TEXT, [
      annotated(TEXT, ['Smith']),
      annotated(TEXT, ['It is,', 'late.'], { id: 'b0000000' }),
    ]);
    const { chunk } = jsonl.print(article);
    expect(jsonl.untrue(chunk, article)).toEqual([]);
    expect(jsonl.untrue(chunk.replace('"start":2', '"start":3'), article)).toEqual(['a0000000']);
    expect(jsonl.untrue(chunk.replace('"end":24', '"end":25'), article)).toEqual(['b0000000']);
    expect(
      jsonl.untrue(chunk.replace('"exact":"Smith","start":2,"end":7', '"exact":"said","start":8,"end":12'), article),
    ).toEqual(['a0000000']);
    expect(jsonl.untrue(chunk.slice(chunk.indexOf('\n') + 1), article)).toEqual(['a0000000']);
    expect(jsonl.untrue(chunk.replace('"label"', '"state":"lost","label"'), article)).toEqual(['a0000000']);
  });
});
