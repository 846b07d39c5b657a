import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { parse as parseCsv } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { expand } from 'jsonld';
import { Marked, type Token } from 'marked';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { EXPORTERS } from '../../../src/formats/exporters.ts';
import { Desk } from '../cli/desk.ts';

/*
 * What every format looks like, byte by byte: an awkward project (test/fixtures/golden/project) as the command line
 * exports it, with each choice that a format has. `GOLDEN=write vitest run test/unit/formats/golden.test.ts` takes what
 * comes out for right; the difference in git is what is to be read then.
 *
 * The golden files are read by programs that we have not written, and their places looked up in the articles by DuckDB,
 * which counts code points. For UTF-16 it is told how many units each character has. In web pages test/workbench/w3c.test.ts
 * lets Apache Annotator, Recogito and the client of Hypothes.is look for what is exported for them; that client imports it
 * in test/workbench/hypothesis.test.ts.
 *
 * | format       | is read by                    | and told of it                                                    |
 * | ------------ | ----------------------------- | ----------------------------------------------------------------- |
 * | jsonl        | DuckDB                        | each place has its words                                          |
 * | csv          | DuckDB, csv-parse             | each place has its words; both read the same                      |
 * | tsv          | DuckDB                        | each place has its words; it is the table of CSV                  |
 * | parquet      | DuckDB                        | each place has its words, in both units                           |
 * | w3c          | jsonld; DuckDB; web pages     | terms, IRIs and types; each place has its words, in the unit      |
 * | claimreview  | jsonld; schema-dts with tsc   | IRIs; every property and value is one of schema.org's             |
 * | prodigy      | DuckDB                        | each token and span has its words                                 |
 * | doccano      | DuckDB                        | each place has its words                                          |
 * | label-studio | saxes; DuckDB                 | XML, and that it has every control and label; each place          |
 * | brat         | DuckDB                        | `.ann` as a table: each place has its words                       |
 * | cas          | DuckDB                        | JSON: each place has its words                                    |
 * | webanno      | DuckDB                        | rows as a table: each place has its words                         |
 * | conll        | DuckDB                        | rows as a table: the words are the article's                      |
 * | refi-qda     | fflate, libxml2; DuckDB       | valid by our own schema; each place has its words                 |
 * | qdc          | libxml2                       | valid by our own schema                                           |
 * | hypothesis   | DuckDB; a web page            | each place has its words                                          |
 * | markdown     | marked                        | headings and quotations; no link, no HTML                         |
 *
 * Another test lets Label Studio's own front end read what is written for it, and save it again: its regions, values and
 * relations (test/workbench/labelstudio.test.ts).
 *
 * Nobody but us checks what annotation tools make of their files where there is no reader on npm and no schema that may be
 * copied: relations, attributes and events of brat; layers and types of CAS and WebAnno TSV; tags of CoNLL; relations of
 * doccano and Prodigy; brat's `.conf` and doccano's label file; and REFI-QDA beyond what is written here, since the schema
 * in test/fixtures/refi-qda is ours, made from the standard's description. The JSON-LD contexts in test/fixtures/contexts
 * have only the terms that we write, as the vocabularies define them: that these names are all right is our reading of the
 * standards.
 */

const GOLDEN = path.resolve(import.meta.dirname, '../../fixtures/golden');
const PROJECT = path.join(GOLDEN, 'project');
const ARTICLES = ['awkward.txt', 'desk/no. 2 & co.txt'];

const filesIn = (folder: string): Promise<string[]> => new Desk(folder).files();

const read = (name: string): Promise<string> => readFile(path.join(GOLDEN, name), 'utf8');

/** The tags of an XML file, each with its attributes. Throws where it is not well-formed. */
function tagsOf(xml: string): { readonly name: string; readonly attributes: Readonly<Record<string, string>> }[] {
  const tags: ReturnType<typeof tagsOf> = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => tags.push({ name, attributes }));
  parser.write(xml).close();
  return tags;
}

/** What is wrong with a file of REFI-QDA. */
async function wrong(contents: string, schema: 'project' | 'codebook'): Promise<readonly string[]> {
  const { errors } = await validateXML({
    xml: { fileName: 'golden.xml', contents },
    schema: await read(`../refi-qda/${schema}.xsd`),
  });
  return errors.map(({ message }) => message);
}

/** Each format, and each of its choices but the first, which is what the format itself is. */
const CASES = EXPORTERS.flatMap(({ name, choices = [] }) => [
  { folder: name, args: ['--format', name] },
  ...choices.flatMap((choice) =>
    choice.values.slice(1).map(({ value }) => ({
      folder: `${name}-${value}`,
      args: ['--format', name, `--${choice.name}`, value],
    })),
  ),
]);

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'newsmark-golden-'));
  // Not below our own repository: git knows older texts of articles.
  await cp(PROJECT, path.join(folder, 'project'), { recursive: true });
});

afterAll(() => rm(folder, { recursive: true }));

describe('what the command line exports', () => {
  it.each(CASES)('is what it was: $folder', async ({ folder: name, args }) => {
    const { err } = await new Desk(folder).run(['export', 'project', ...args, '--out', name]);
    expect(err).not.toContain('fault in Newsmark');
    const [made, golden] = [path.join(folder, name), path.join(GOLDEN, name)];
    if (process.env['GOLDEN'] === 'write') {
      await rm(golden, { recursive: true, force: true });
      await cp(made, golden, { recursive: true });
    }
    expect(await filesIn(made)).toEqual(await filesIn(golden));
    for (const file of await filesIn(golden)) {
      const [now, then] = await Promise.all([made, golden].map((each) => readFile(path.join(each, file))));
      // As text, so that the difference can be read.
      expect(now?.toString('utf8'), file).toBe(then?.toString('utf8'));
      expect(now?.equals(then ?? Buffer.of()), file).toBe(true);
    }
  });

  it('has nothing that no format makes any more', async () => {
    const folders = new Set((await filesIn(GOLDEN)).map((name) => name.split('/')[0]));
    expect([...folders].sort()).toEqual(['project', ...CASES.map((each) => each.folder)].sort());
  });
});

describe('what DuckDB reads of it', () => {
  let duck: DuckDBConnection;

  const ask = async (query: string, values: readonly string[] = []) =>
    (await duck.runAndReadAll(query, [...values])).getRowObjectsJson();

  /** Of places (file, start, end, words): how many there are, and those where other words stand. */
  const told = async (places: string, words: 'by_point' | 'by_unit' = 'by_point') => {
    const [all] = await ask(`SELECT count(*)::INTEGER AS n FROM (${places})`);
    const wrong = await ask(
      `SELECT p.*, ${words}(file, start, "end") AS found FROM (${places}) p WHERE found IS DISTINCT FROM words`,
    );
    return { places: all?.['n'], wrong };
  };

  const TARGETS = `SELECT file, id, state IS NULL AS whole, unnest(coalesce(target, [{'exact': exact, 'start': start, 'end': "end", 'state': state}]), recursive := true)
    FROM read_json('jsonl/annotations.jsonl')`;

  /** How many fragments have a place, one of them in an annotation that is partly lost; and how many annotations. */
  const [FRAGMENTS, WHOLE] = [16, 13];

  beforeAll(async () => {
    duck = await (await DuckDBInstance.create(':memory:')).connect();
    await duck.run(`SET file_search_path = '${GOLDEN.replaceAll("'", "''")}'`);
    await duck.run('CREATE TABLE articles (file VARCHAR, text VARCHAR)');
    for (const file of ARTICLES) {
      // As Python's `open(path, encoding="utf-8-sig").read()` has it.
      const text = new TextDecoder().decode(await readFile(path.join(PROJECT, file))).replaceAll('\r\n', '\n');
      await ask('INSERT INTO articles VALUES ($1, $2)', [file, text]);
    }
    await duck.run(`CREATE TABLE characters AS
      SELECT file, nth, one, sum(CASE WHEN unicode(one) > 65535 THEN 2 ELSE 1 END) OVER (PARTITION BY file ORDER BY nth) AS until
      FROM (SELECT file, unnest(range(1, length(text) + 1)) AS nth, substring(text, nth, 1) AS one FROM articles)`);
    await duck.run(`CREATE MACRO by_point(of, a, b) AS
      (SELECT substring(text, a + 1, b - a) FROM articles known WHERE known.file = of)`);
    await duck.run(`CREATE MACRO by_unit(of, a, b) AS
      (SELECT string_agg(one, '' ORDER BY nth) FROM characters known WHERE known.file = of AND until > a AND until <= b)`);
    await duck.run(`CREATE MACRO unguarded(cell) AS regexp_replace(cell, '(^|[;\\t\\r\\n])''', '\\1', 'g')`);
    await duck.run(`CREATE TABLE fragments AS SELECT file, whole, exact FROM (${TARGETS}) WHERE state IS NULL`);
  });

  afterAll(() => duck.closeSync());

  it('counts code points and UTF-16 units as they are counted', async () => {
    expect(await ask(`SELECT by_point('awkward.txt', 6, 22) AS a, by_unit('awkward.txt', 6, 25) AS b`)).toEqual([
      { a: '👩‍👩‍👧 Ann O’Neil', b: '👩‍👩‍👧 Ann O’Neil' },
    ]);
    expect(await ask('SELECT count(*)::INTEGER AS n FROM fragments')).toEqual([{ n: FRAGMENTS }]);
  });

  it('JSON Lines: all that has no state has its words, in one piece and in fragments', async () => {
    const rows = `SELECT file, start, "end", exact AS words FROM read_json('jsonl/annotations.jsonl') WHERE state IS NULL`;
    expect(await told(rows)).toEqual({ places: WHOLE, wrong: [] });
    const fragments = `SELECT file, start, "end", exact AS words FROM (${TARGETS}) WHERE state IS NULL`;
    expect(await told(fragments)).toEqual({ places: FRAGMENTS, wrong: [] });
  });

  const CSV = `SELECT * FROM read_csv('csv/annotations.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', strict_mode = true)`;
  const TSV = `SELECT COLUMNS(*)::VARCHAR FROM read_csv('tsv/annotations.tsv', header = true, all_varchar = true, delim = '\\t', quote = '', escape = '')`;
  const UNESCAPED = (cell: string) =>
    [
      String.raw`'\\', chr(1)`,
      String.raw`'\t', chr(9)`,
      String.raw`'\n', chr(10)`,
      String.raw`'\r', chr(13)`,
      String.raw`chr(1), '\'`,
    ].reduce((inner, pair) => `replace(${inner}, ${pair})`, cell);

  it('CSV: the same, and cells as another reader has them', async () => {
    const rows = `SELECT unguarded(file) AS file, start::INTEGER AS start, "end"::INTEGER AS "end", unguarded(exact) AS words
      FROM (${CSV}) WHERE state IS NULL`;
    expect(await told(rows)).toEqual({ places: WHOLE, wrong: [] });
    const others: Record<string, string>[] = parseCsv(await read('csv/annotations.csv'), { columns: true });
    const cells = await ask(`SELECT COLUMNS(c -> true) FROM (SELECT coalesce(COLUMNS(*), '') FROM (${CSV}))`);
    expect(cells.map((row) => Object.values(row))).toEqual(others.map((row) => Object.values(row)));
  });

  it('TSV: the table of CSV', async () => {
    const [head = ''] = (await read('tsv/annotations.tsv')).split('\n');
    const columns = head.split('\t').map((name) => `${UNESCAPED(`"${name}"`)} AS "${name}"`);
    expect(await ask(`SELECT ${columns.join(', ')} FROM (${TSV})`)).toEqual(await ask(CSV));
  });

  it.each(['csv', 'tsv'])('%s: with a byte order mark the same', async (name) => {
    const marked = await read(`${name}-utf-8-sig/annotations.${name}`);
    expect(marked).toBe(`\ufeff${await read(`${name}/annotations.${name}`)}`);
    const table = name === 'csv' ? CSV : TSV;
    expect(await ask(table.replace(`${name}/`, `${name}-utf-8-sig/`))).toEqual(await ask(table));
  });

  it('Parquet: each place in both units', async () => {
    const rows = (start: string, end: string) =>
      `SELECT file, ${start} AS start, ${end} AS "end", exact AS words FROM 'parquet/annotations.parquet' WHERE state IS NULL`;
    expect(await told(rows('start', '"end"'))).toEqual({ places: WHOLE, wrong: [] });
    expect(await told(rows('start_utf16', 'end_utf16'), 'by_unit')).toEqual({ places: WHOLE, wrong: [] });
  });

  it.each([
    ['w3c', 'by_point'],
    ['w3c-utf16', 'by_unit'],
  ] as const)('%s: quotes and positions, of articles that the sources name', async (name, words) => {
    const rows = `SELECT url_decode(t->>'$.source') AS file, t->>'$.selector[0].exact' AS words,
        (t->>'$.selector[1].start')::INTEGER AS start, (t->>'$.selector[1].end')::INTEGER AS "end"
      FROM (SELECT unnest(CASE json_type(item, '$.target') WHEN 'ARRAY' THEN from_json(item->'$.target', '["JSON"]')
          WHEN 'OBJECT' THEN [item->'$.target'] ELSE [] END) AS t
        FROM (SELECT unnest(from_json(json->'$.items', '["JSON"]')) AS item FROM read_json_objects('${name}/**/*.jsonld')))
      WHERE json_array_length(t, '$.selector') = 2`;
    expect(await told(rows, words)).toEqual({ places: FRAGMENTS, wrong: [] });
  });

  it('Hypothes.is', async () => {
    const rows = `SELECT regexp_extract(filename, 'hypothesis/(.*)\\.hypothesis\\.json$', 1) AS file,
        s->>'$[0].exact' AS words, (s->>'$[1].start')::INTEGER AS start, (s->>'$[1].end')::INTEGER AS "end"
      FROM (SELECT filename, a->'$.target[0].selector' AS s FROM (
        SELECT filename, unnest(from_json(json->'$.annotations', '["JSON"]')) AS a
        FROM read_json_objects('hypothesis/**/*.json', filename = true)))
      WHERE json_array_length(s) = 2`;
    expect(await told(rows, 'by_unit')).toEqual({ places: WHOLE, wrong: [] });
  });

  it('Label Studio', async () => {
    const tasks = `SELECT unnest(from_json(content, '["JSON"]')) AS task FROM read_text('label-studio/*.json')`;
    const rows = `SELECT task->>'$.data.file' AS file, (r->>'$.value.start')::INTEGER AS start,
        (r->>'$.value.end')::INTEGER AS "end", r->>'$.value.text' AS words
      FROM (SELECT task, unnest(from_json(task->'$.annotations[0].result', '["JSON"]')) AS r FROM (${tasks}))
      WHERE (r->>'$.type') = 'labels'`;
    expect(await told(rows)).toEqual({ places: FRAGMENTS - 1, wrong: [] });
    const texts = `SELECT file FROM articles JOIN (${tasks}) ON (task->>'$.data.file') = file AND (task->>'$.data.text') = text`;
    expect(await ask(texts)).toHaveLength(2);
  });

  it('Prodigy: tokens and spans', async () => {
    const lines = `SELECT json->>'$.meta.source' AS file, json FROM read_json_objects('prodigy/*.jsonl', format = 'newline_delimited')`;
    const tokens = `SELECT file, t->>'$.text' AS words, (t->>'$.start')::INTEGER AS start, (t->>'$.end')::INTEGER AS "end"
      FROM (SELECT file, unnest(from_json(json->'$.tokens', '["JSON"]')) AS t FROM (${lines}))`;
    expect(await told(tokens)).toMatchObject({ wrong: [] });
    const spans = `SELECT file, r.exact AS words, (s->>'$.start')::INTEGER AS start, (s->>'$.end')::INTEGER AS "end"
      FROM (SELECT file, unnest(from_json(json->'$.spans', '["JSON"]')) AS s FROM (${lines})) l
      LEFT JOIN read_json('jsonl/annotations.jsonl') r USING (file) WHERE r.id = (s->>'$.id')`;
    expect(await told(spans)).toEqual({ places: WHOLE, wrong: [] });
  });

  it('doccano: the words of every fragment, by label', async () => {
    const rows = `SELECT json->>'$.file' AS file, json->>'$.text' AS text, unnest(from_json(json->'$.entities', '["JSON"]')) AS e
      FROM read_json_objects('doccano/*.jsonl', format = 'newline_delimited')`;
    expect(await ask(`SELECT DISTINCT file FROM (${rows}) JOIN articles USING (file, text)`)).toHaveLength(2);
    const found = `SELECT file, by_unit(file, (e->>'$.start_offset')::INTEGER, (e->>'$.end_offset')::INTEGER) AS exact FROM (${rows})`;
    await same(found);
  });

  it('UIMA CAS JSON: the words of every fragment, and the text', async () => {
    const all = `SELECT unnest(from_json(json->'$."%FEATURE_STRUCTURES"', '["JSON"]')) AS f, filename
      FROM read_json_objects('cas/**/*.json', filename = true)`;
    const files = `SELECT regexp_extract(filename, 'cas/(.*)\\.cas\\.json$', 1) AS file, f FROM (${all})`;
    await same(`SELECT file, by_unit(file, (f->>'$.begin')::INTEGER, (f->>'$.end')::INTEGER) AS exact FROM (${files})
      WHERE (f->>'$."%TYPE"') = 'custom.Span'`);
    const texts = `SELECT file FROM (${files}) JOIN articles USING (file) WHERE (f->>'$.sofaString') = text`;
    expect(await ask(texts)).toHaveLength(2);
  });

  it('REFI-QDA: a project and a codebook that libxml2 finds valid, and the words of every fragment', async () => {
    const files = unzipSync(await readFile(path.join(GOLDEN, 'refi-qda/annotations.qdpx')));
    const textOf = (name: string) => Buffer.from(files[name] ?? []).toString('utf8');
    const project = textOf('project.qde');
    expect(await wrong(project, 'project')).toEqual([]);
    expect(await wrong(await read('qdc/annotations.qdc'), 'codebook')).toEqual([]);
    expect(await wrong(project.replace('startPosition', 'start'), 'project')).not.toEqual([]);
    let text = '';
    await duck.run('CREATE TEMP TABLE selections (text VARCHAR, start INTEGER, until INTEGER)');
    for (const { name, attributes } of tagsOf(project)) {
      if (name === 'TextSource') text = textOf(attributes['plainTextPath']?.replace('internal://', 'sources/') ?? '');
      const { startPosition: start = '', endPosition: end = '' } = attributes;
      if (name === 'PlainTextSelection') await ask('INSERT INTO selections VALUES ($1, $2, $3)', [text, start, end]);
    }
    await same('SELECT file, by_point(file, start, until) AS exact FROM selections JOIN articles USING (text)');
  });

  /** Asks whether what was found (file, exact) are the words of all annotations that have a place, no more and no fewer. */
  async function same(found: string): Promise<void> {
    const known = 'SELECT file, exact FROM fragments WHERE whole';
    expect(await ask(`(${found}) EXCEPT ALL (${known})`)).toEqual([]);
    expect(await ask(`(${known}) EXCEPT ALL (${found})`)).toEqual([]);
  }

  it.each(['brat', 'brat-events'])('%s: each line of the table of spans, in the text beside it', async (name) => {
    const lines = `SELECT regexp_replace(filename, '\\.ann$', '.txt') AS file, * FROM read_csv('${name}/**/*.ann', filename = true, union_by_name = true, header = false,
      all_varchar = true, delim = '\\t', quote = '', escape = '', null_padding = true, names = ['id', 'place', 'words', 'more'])`;
    // What has a tab among its words has one column more.
    const bounds = `SELECT t.content AS text, string_split(regexp_replace(place, '^\\S+ ', ''), ';') AS places,
        concat_ws(chr(9), words, more) AS words FROM (${lines}) l
      JOIN read_text('${name}/**/*.txt') t ON t.filename = l.file WHERE id[1] = 'T'`;
    const found = `SELECT words, array_to_string(list_transform(places, lambda p:
        substring(text, split_part(p, ' ', 1)::INTEGER + 1, split_part(p, ' ', 2)::INTEGER - split_part(p, ' ', 1)::INTEGER)), ' ') AS found
      FROM (${bounds})`;
    expect(await ask(`SELECT count(*)::INTEGER AS n FROM (${found})`)).toEqual([{ n: WHOLE }]);
    expect(await ask(`SELECT * FROM (${found}) WHERE words <> found`)).toEqual([]);
    const texts = `SELECT 1 FROM read_text('${name}/**/*.txt') t JOIN articles a ON t.content = a.text`;
    expect(await ask(texts)).toHaveLength(2);
  });

  it('WebAnno TSV: each row', async () => {
    const lines = `SELECT regexp_extract(filename, 'webanno/(.*)\\.webanno\\.tsv$', 1) AS file,
        string_split(unnest(string_split(content, chr(10))), chr(9)) AS row FROM read_text('webanno/**/*.tsv')`;
    const rows = `SELECT file, row[3] AS escaped, split_part(row[2], '-', 1)::INTEGER AS start, split_part(row[2], '-', 2)::INTEGER AS "end",
        replace(escaped, '\\\\', '\\') AS words FROM (${lines}) WHERE regexp_matches(row[1], '^\\d+-\\d+$')`;
    const { places, wrong } = await told(rows, 'by_unit');
    expect(wrong).toEqual([]);
    expect(places).toBeGreaterThan(100);
  });

  it.each(CASES.map((each) => each.folder).filter((name) => name.startsWith('conll')))(
    '%s: the words of each row are those of the article',
    async (name) => {
      const words = `SELECT regexp_extract(filename, '${name}/(.*)\\.conll$', 1) AS file,
          list_transform(list_filter(string_split(content, chr(10)), lambda l: l <> ''), lambda l: regexp_extract(l, '^[^ \\t]+')) AS words
        FROM read_text('${name}/**/*.conll')`;
      const found =
        await ask(`SELECT file, array_to_string(words, '') AS words, regexp_replace(text, '[\\s\\p{Z}\\x{2028}]', '', 'g') AS wanted
        FROM (${words}) JOIN articles USING (file)`);
      expect(found).toHaveLength(2);
      for (const each of found) expect(each['words']).toBe(each['wanted']);
    },
  );
});

describe('what JSON-LD processors read of it', () => {
  const BASE = 'https://export.example/';
  const CONTEXTS: Readonly<Record<string, string>> = {
    'http://www.w3.org/ns/anno.jsonld': 'anno.jsonld',
    'https://schema.org': 'schema.jsonld',
  };

  const documentLoader = async (url: string) => ({
    documentUrl: url,
    document: JSON.parse(await read(`../contexts/${CONTEXTS[url]}`)),
  });

  /** With nothing passed over in silence: what no context defines, and what is no IRI. */
  const expanded = async (name: string): Promise<Node[]> => {
    const base = BASE + name.split('/').slice(1).map(encodeURIComponent).join('/');
    const options = { base, documentLoader, safe: true };
    return JSON.parse(JSON.stringify(await expand(JSON.parse(await read(name)), options)));
  };

  interface Node {
    readonly '@id'?: string;
    readonly '@value'?: string | number;
    readonly [key: string]: readonly Node[] | string | number | undefined;
  }

  const OA = 'http://www.w3.org/ns/oa#';

  /** What stands under the keys, one below the other. */
  const within = (nodes: readonly Node[], ...keys: readonly string[]): readonly Node[] =>
    keys.reduce((each, key) => each.flatMap((node) => (node[key] as readonly Node[] | undefined) ?? []), nodes);

  it.each(['w3c', 'w3c-utf16'])('%s: pages of annotations with IRIs of one folder', async (name) => {
    const ids = new Map<string, readonly Node[]>();
    for (const file of ARTICLES) {
      const page = await expanded(`${name}/${file}.jsonld`);
      const iri = BASE + file.split('/').map(encodeURIComponent).join('/');
      expect(page.map((each) => each['@id'])).toEqual([`${iri}.jsonld`]);
      const items = within(page, 'http://www.w3.org/ns/activitystreams#items', '@list');
      for (const item of items) {
        expect(item['@type']).toEqual([`${OA}Annotation`]);
        expect(item['@id']).toMatch(iri);
        ids.set(item['@id'] ?? '', [item]);
      }
      const sources = within(items, `${OA}hasTarget`, `${OA}hasSource`);
      expect(new Set(sources.map((each) => each['@id']))).toEqual(new Set([iri]));
    }
    const all = [...ids.values()].flat();
    expect(all).toHaveLength(16 + 9);
    const is = (motivation: string) => (node: Node) =>
      within([node], `${OA}motivatedBy`).some((each) => each['@id'] === OA + motivation);
    const links = all.filter(is('linking'));
    expect(all.filter(is('classifying'))).toHaveLength(16);
    // Each link leads from one annotation to another one, also in the other page; only the dangling one does not.
    const ends = links.flatMap((each) => [...within([each], `${OA}hasTarget`), ...within([each], `${OA}hasBody`)]);
    const dead = ends.flatMap((each) => (each['@id'] && !ids.has(each['@id']) ? [each['@id']] : []));
    expect(dead).toEqual([`${BASE}awkward.txt#gone`]);
    const dates = within(all, 'http://purl.org/dc/terms/created');
    expect(dates.length).toBeGreaterThan(0);
    expect(new Set(dates.map((each) => each['@type']))).toEqual(new Set(['http://www.w3.org/2001/XMLSchema#dateTime']));
  });

  it.each(CASES.map((each) => each.folder).filter((name) => name.startsWith('claimreview')))(
    '%s: reviews of claims',
    async (name) => {
      const [review, ...others] = await expanded(`${name}/awkward.txt.claimreview.jsonld`);
      expect(review?.['@type']).toEqual(['http://schema.org/ClaimReview']);
      const of = (...keys: readonly string[]) =>
        within(review ? [review] : [], ...keys.map((key) => `http://schema.org/${key}`));
      expect(of('url').map((each) => each['@id'])).toEqual(['https://desk.example/fc/1?a=b&c="d"']);
      expect(of('itemReviewed', 'appearance', 'url').map((each) => each['@id'])).toEqual([
        'https://news.example/a?b=1&c=%20',
      ]);
      expect(of('itemReviewed', 'author', 'name').map((each) => each['@value'])).toEqual(['O’Neil, Ann', '=Mayor']);
      expect(others).toHaveLength(2);
    },
  );

  it('ClaimReview: all properties and their values are of schema.org', async () => {
    const names = (await filesIn(GOLDEN)).filter((name) => name.endsWith('.claimreview.jsonld'));
    // Of whom nobody has said what they are the type is not given; TypeScript's types want one.
    const reviews = (await Promise.all(names.map(read))).map((each) =>
      each.replace(/"author": \{\s*"name"/g, '"author": { "@type": "Person", "name"'),
    );
    expect(reviews).toHaveLength(6);
    const [wrong = ''] = reviews.filter((each) => each.includes('"alternateName"'));
    const lists = 'readonly WithContext<ClaimReview>[]';
    const source = [
      "import type { ClaimReview, WithContext } from 'schema-dts';",
      `export const all: readonly (${lists})[] = [${reviews.join(',')}];`,
      '// @ts-expect-error: what is no property of a rating is told.',
      `export const wrong: ${lists} = ${JSON.stringify(JSON.parse(wrong.replace('alternateName', 'alternativeName')))};`,
    ].join('\n');
    await writeFile(path.join(folder, 'reviews.ts'), source);
    const repository = path.resolve(import.meta.dirname, '../../..');
    await symlink(path.join(repository, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
    const compiled = await promisify(execFile)(process.execPath, [
      path.join(repository, 'node_modules/typescript/bin/tsc'),
      ...['--ignoreConfig', '--noEmit', '--strict', '--skipLibCheck', '--target', 'es2023', '--module', 'esnext'],
      ...['--moduleResolution', 'bundler', '--types', '', path.join(folder, 'reviews.ts')],
    ]).catch((error: { readonly stdout: string }) => error);
    expect(compiled.stdout).toBe('');
  });
});

it('Label Studio’s configuration is XML that has every control and every label', async () => {
  const tags = tagsOf(await read('label-studio/label-studio.xml'));
  const controls = new Map(tags.map(({ name, attributes }) => [attributes['name'], name.toLowerCase()]));
  const values = (tag: string) => tags.filter(({ name }) => name === tag).map(({ attributes }) => attributes['value']);
  const [labels, roles] = [values('Label'), values('Relation')];
  const tasks: { annotations: { result: Result[] }[] }[] = JSON.parse(
    await read('label-studio/annotations.label-studio.json'),
  );
  const results = tasks.flatMap(({ annotations }) => annotations.flatMap(({ result }) => result));
  expect(results.length).toBeGreaterThan(30);
  for (const { type, from_name, to_name, value, labels: said } of results) {
    if (type === 'relation') for (const each of said ?? []) expect(roles).toContain(each);
    else {
      expect([controls.get(from_name), controls.get(to_name)]).toEqual([type, 'text']);
      for (const each of value.labels ?? []) expect(labels).toContain(each);
    }
  }
});

/** Of a result of Label Studio what its configuration must have. */
interface Result {
  readonly type: string;
  readonly from_name: string;
  readonly to_name: string;
  readonly value: { readonly labels?: readonly string[] };
  readonly labels?: readonly string[];
}

it.each(ARTICLES)('the report on %s is headings, quotations and lists: no link, no picture, no HTML', async (file) => {
  const kinds = new Map<string, number>();
  const walk = (tokens: readonly Token[]): void => {
    for (const token of tokens) {
      kinds.set(token.type, (kinds.get(token.type) ?? 0) + 1);
      for (const key of ['tokens', 'items'] as const) if (key in token) walk((token as never)[key] ?? []);
    }
  };
  const report = await read(`markdown/${file}.report.md`);
  walk(new Marked().lexer(report));
  const { length } = report.match(/^## /gm) ?? [];
  expect(
    [...kinds.keys()].filter((kind) =>
      ['html', 'link', 'image', 'code', 'codespan', 'table', 'em', 'strong'].includes(kind),
    ),
  ).toEqual([]);
  expect([kinds.get('heading'), kinds.get('blockquote')]).toEqual([(length ?? 0) + 1, length]);
});
