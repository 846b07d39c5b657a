import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentOf, Export, type Exportable, exportArticle } from '../../../src/formats/exporter.ts';
import { parquet } from '../../../src/formats/parquet.ts';
import { annotated, exportable, lost } from './exportable.ts';

const TEXT = '😀 Smith said no.\n“It is,” she said,\u2028“late.”\ne\u0301 שלום\n';

let folder: string;
let duck: DuckDBConnection;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'newsmark-parquet-'));
  duck = await (await DuckDBInstance.create(':memory:')).connect();
  await duck.run(`SET file_search_path = '${folder}'`);
});

afterAll(async () => {
  duck.closeSync();
  await rm(folder, { recursive: true });
});

const ask = async (query: string, values: readonly string[] = []) =>
  (await duck.runAndReadAll(query, [...values])).getRowObjectsJson();

/** Writes what is exported; gives how many pieces there were before the end. */
async function write(articles: readonly Exportable[]): Promise<number> {
  const running = new Export(parquet);
  const before = articles.flatMap((each) => running.add(each).pieces);
  const pieces = [...before, ...running.end()];
  expect(new Set(pieces.map(({ name }) => name))).toEqual(new Set(['annotations.parquet']));
  await writeFile(path.join(folder, 'annotations.parquet'), contentOf(pieces));
  return before.length;
}

const page = await readFile(path.resolve(import.meta.dirname, '../../../docs/parquet.md'), 'utf8');
const [counting = '', fragments = ''] = Array.from(page.matchAll(/^```sql\n([\s\S]*?)^```$/gm), ([, query]) => query);

describe('Parquet that DuckDB reads', () => {
  it('is read by DuckDB with the queries that the document has', async () => {
    const claim = (words: readonly string[], id: string, verdict: string) =>
      annotated(TEXT, words, { id, attributes: { verdict } });
    await write([
      exportable(TEXT, [claim(['Smith'], 'a0', 'false'), claim(['said'], 'a1', 'false')]),
      exportable(TEXT, [claim(['It is,', 'late.'], 'a0', 'disputed'), annotated(TEXT, ['she'], { label: 'source' })], {
        file: 'b.txt',
      }),
    ]);
    expect(counting.trim().split('\n')).toHaveLength(2);
    expect(await ask(counting)).toEqual([
      { label: 'claim', verdict: 'disputed', annotations: '1' },
      { label: 'claim', verdict: 'false', annotations: '2' },
      { label: 'source', verdict: null, annotations: '1' },
    ]);
    expect(await ask(fragments)).toEqual([
      { file: 'b.txt', id: 'a0', exact: 'It is,', start: 18, end: 24 },
      { file: 'b.txt', id: 'a0', exact: 'late.', start: 37, end: 42 },
    ]);
  });

  it('has the columns that the document has, also where there is no annotation', async () => {
    const documented = Array.from(page.matchAll(/^\| `(\w+)` \| ([A-Z ]+) \|/gm), ([, name, type]) => [name, type]);
    const columns = async () =>
      (await ask("DESCRIBE SELECT * FROM 'annotations.parquet'")).map((each) => [
        each['column_name'],
        each['column_type'],
      ]);
    for (const annotations of [[annotated(TEXT, ['Smith'])], []]) {
      await write([exportable(TEXT, annotations)]);
      expect(await columns()).toEqual(documented);
      expect(await ask("SELECT count(*)::INTEGER AS n FROM 'annotations.parquet'")).toEqual([
        { n: annotations.length },
      ]);
    }
  });

  it('holds all that is known of an annotation, as it is', async () => {
    const note = '\u0000\ufeff"\u2028\\ \u202e</x>\r\n😀';
    const attributes = { ['__proto__']: 'x', entity: ['a"', 'b'] };
    const annotation = annotated(TEXT, ['שלום'], {
      note,
      attributes,
      links: [
        { role: 'source', to: 'b0' },
        { role: 'same', to: 'c.txt#d0' },
      ],
      review: { state: 'accepted', by: 'ben', at: '2026-11-22T09:00:00Z' },
      conflict: [{ field: 'note' }],
      suggestedBy: 'rules',
      by: 'ana',
      created: '2026-11-21T09:00:00Z',
      modified: '2026-11-21T12:00:00+02:00',
      modifiedBy: 'cleo',
    });
    const about = { file: 'a.txt', encoding: 'koi8-u' };
    await write([exportable(TEXT, [annotation], { root: 'one/', annotator: 'Ana', about })]);
    const [row = {}] = await ask("SELECT * FROM 'annotations.parquet'");
    const start = Array.from(TEXT.slice(0, TEXT.indexOf('שלום'))).length;
    expect(row).toEqual({
      file: 'news/a.txt',
      id: 'a0000000',
      label: 'claim',
      exact: 'שלום',
      start,
      end: start + 4,
      start_utf16: start + 1,
      end_utf16: start + 5,
      start_line: 3,
      end_line: 3,
      target: null,
      attributes: JSON.stringify(attributes),
      note,
      links: '[{"role":"source","to":"b0"},{"role":"same","to":"one/c.txt#d0"}]',
      review: '{"state":"accepted","by":"ben","at":"2026-11-22T09:00:00Z"}',
      state: null,
      conflict: '[{"field":"note"}]',
      suggestedBy: 'rules',
      by: 'ana',
      created: expect.any(String),
      modified: expect.any(String),
      modifiedBy: 'cleo',
      annotator: 'Ana',
      sha256: 'ff00',
      encoding: 'koi8-u',
    });
    expect(await ask("SELECT epoch(created) AS c, epoch(modified) AS m FROM 'annotations.parquet'")).toEqual([
      { c: Date.parse('2026-11-21T09:00:00Z') / 1000, m: Date.parse('2026-11-21T10:00:00Z') / 1000 },
    ]);
  });

  it('has places that DuckDB finds the words at, and none for what has none', async () => {
    const words = ['😀', 'Smith', '“It is,” she', 'said,\u2028“late.”\ne\u0301', 'שלום'];
    const placed = words.map((each, i) => annotated(TEXT, [each], { id: `a${i}` }));
    await write([exportable(TEXT, [...placed, lost(annotated(TEXT, ['no.'], { id: 'gone' }))])]);
    const query = `SELECT id, substring($1, start + 1, "end" - start) = exact AS "here", state FROM 'annotations.parquet'`;
    expect(await ask(query, [TEXT])).toEqual([
      ...words.map((_, i) => ({ id: `a${i}`, here: true, state: null })),
      { id: 'gone', here: null, state: 'lost' },
    ]);
  });

  it('is written row group by row group, so that any number of articles goes through memory', async () => {
    const note = 'x'.repeat(1 << 20);
    const articles = Array.from({ length: 12 }, (_, i) =>
      exportable(TEXT, [annotated(TEXT, ['Smith'], { note: `${i}${note}` })], { file: `${i}.txt` }),
    );
    expect(await write(articles)).toBe(3);
    expect(await ask("SELECT count(*)::INTEGER AS n, max(length(note)) AS l FROM 'annotations.parquet'")).toEqual([
      { n: 12, l: String(note.length + 2) },
    ]);
    const groups = "SELECT count(DISTINCT row_group_id)::INTEGER AS n FROM parquet_metadata('annotations.parquet')";
    expect(await ask(groups)).toEqual([{ n: 3 }]);
  });
});

describe('Parquet', () => {
  it('tells times that are none, and keys of the users’ own', () => {
    const annotations = [
      annotated(TEXT, ['Smith'], { created: 'yesterday', modified: '2026-11-21T09:00:00', extra: { 'x-page': 1 } }),
      annotated(TEXT, ['said'], { id: 'b', created: '2026-11-21', modified: '2026-13-41T09:00:00Z' }),
    ];
    const { losses } = exportArticle(parquet, exportable(TEXT, annotations));
    expect(losses.map(({ code, id, values }) => [code, id, ...values])).toEqual([
      ['no-keys', 'a0000000', 'x-page'],
      ['no-keys', 'a0000000', 'created, modified'],
      ['no-keys', 'b', 'modified'],
    ]);
  });

  it('is read back: a wrong place in either unit, other words, or nothing at all', () => {
    const article = exportable(TEXT, [annotated(TEXT, ['Smith']), annotated(TEXT, ['said'], { id: 'b' })]);
    const { chunk } = parquet.print(article);
    expect(parquet.untrue(chunk, article)).toEqual([]);
    expect(parquet.untrue(chunk.replace('"start":2', '"start":3'), article)).toEqual(['a0000000']);
    expect(parquet.untrue(chunk.replace('"start_utf16":3', '"start_utf16":2'), article)).toEqual(['a0000000']);
    expect(parquet.untrue(chunk.replace('"exact":"said"', '"exact":"sad"'), article)).toEqual(['b']);
    expect(parquet.untrue('', article)).toEqual(['a0000000', 'b']);
  });
});
