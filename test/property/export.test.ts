import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parse as parseCsv } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Annotation } from '../../src/core/annotation.ts';
import { toText } from '../../src/core/text.ts';
import { cas } from '../../src/formats/cas.ts';
import { claimReview } from '../../src/formats/claimreview.ts';
import { guard, unguard } from '../../src/formats/columns.ts';
import { conll } from '../../src/formats/conll.ts';
import { csv } from '../../src/formats/csv.ts';
import { doccano } from '../../src/formats/doccano.ts';
import { type Exporter, exportArticle } from '../../src/formats/exporter.ts';
import { hypothesis } from '../../src/formats/hypothesis.ts';
import { jsonl } from '../../src/formats/jsonl.ts';
import { labelStudio } from '../../src/formats/labelstudio.ts';
import { markdown } from '../../src/formats/markdown.ts';
import { fromMarkdown } from '../../src/formats/markdowntext.ts';
import { parquet } from '../../src/formats/parquet.ts';
import { prodigy } from '../../src/formats/prodigy.ts';
import { refiQda } from '../../src/formats/refiqda.ts';
import { parse, print } from '../../src/formats/sidecar.ts';
import { tsv } from '../../src/formats/tsv.ts';
import { w3c } from '../../src/formats/w3c.ts';
import { webanno } from '../../src/formats/webanno.ts';
import { fromWebanno } from '../../src/formats/webannoimport.ts';
import { unescapeText } from '../../src/formats/webannotext.ts';
import { placed, sha256, toSidecar } from '../../src/store/article.ts';
import { type Files, sidecarOf } from '../../src/store/files.ts';
import { Projects } from '../../src/store/project.ts';
import { readArticle, toExportable } from '../../src/store/reading.ts';
import { annotate, drafts, PIECES, source } from './articles.ts';

const inMemory = (contents: Readonly<Record<string, Uint8Array>>): Files => ({
  read: async (uri) => contents[uri],
  write: async () => undefined,
  delete: async () => undefined,
  list: async () => [],
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The sidecar's source of an article that was annotated in its LF text. */
async function sidecarFor(text: string, annotations: readonly Annotation[]): Promise<string> {
  return print(
    toSidecar(
      { article: { file: 'a.txt' }, annotations },
      { file: 'a.txt', sha256: await sha256(text) },
      annotations,
      text,
    ),
  );
}

/** What a format makes of the files, read from their bytes. */
async function exportBytes(exporter: Exporter, article: Uint8Array, sidecar: string, name = 'a.txt'): Promise<string> {
  const uri = `file:///desk/${name}`;
  const files = inMemory({ [uri]: article, [sidecarOf(uri)]: bytes(sidecar) });
  const project = await new Projects(files).of(uri);
  const exportable = await toExportable(await readArticle(files, uri, sidecarOf(uri)), project, 'file:///desk');
  if (!exportable) throw new Error('not exported');
  const { chunk, losses } = exportArticle(exporter, exportable);
  expect(losses.filter(({ code }) => code === 'not-true')).toEqual([]);
  return chunk;
}

/** The characters of an article as Python's `open(path, encoding="utf-8-sig").read()` gives them. */
const pythonText = (article: Uint8Array): string[] =>
  Array.from(new TextDecoder('utf-8').decode(article).replaceAll('\r\n', '\n').replaceAll('\r', '\n'));

type Place = { readonly start?: number; readonly end?: number; readonly exact: string; readonly state?: string };

describe('an export', () => {
  const cases = fc.asyncProperty(source, drafts, async (raw, wanted) => {
    const text = toText(raw);
    const annotations = annotate(text, wanted);
    const article = bytes(raw);
    const sidecar = await sidecarFor(text, annotations);
    const characters = pythonText(article);
    const slice = ({ start, end }: Place) => characters.slice(start, end).join('');

    const lines = await exportBytes(jsonl, article, sidecar);
    const records: (Place & { readonly id: string; readonly target?: readonly Place[] })[] = lines
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
    expect(records.map(({ id }) => id)).toEqual(parse(sidecar).value?.annotations.map(({ id }) => id));
    for (const record of records) {
      for (const place of [record, ...(record.target ?? [])]) {
        if (place.state) expect([place.start, place.end]).toEqual([undefined, undefined]);
        else expect(slice(place)).toBe(place.exact);
      }
    }
    const whole = new Set(annotations.filter(({ target }) => target.every(({ state }) => !state)).map(({ id }) => id));
    const pieces = annotations
      .filter(({ id }) => whole.has(id))
      .flatMap(({ target }) => target.map(({ exact }) => exact));
    expect(new Set(records.filter(({ state }) => !state).map(({ id }) => id))).toEqual(whole);

    /** The words of what has a place, which formats without another way have and nothing else. */
    const placedWords = annotations
      .filter(({ id }) => whole.has(id))
      .map(({ id, target }) => [id, target.map(({ exact }) => exact)] as const);

    const rows: Record<string, string>[] = parseCsv(csv.head?.() + (await exportBytes(csv, article, sidecar)), {
      columns: true,
    });
    expect(rows.map(({ id }) => id)).toEqual(records.map(({ id }) => id));
    for (const [i, { exact = '', start = '', end = '', note = '' }] of rows.entries()) {
      expect(unguard(exact)).toBe(records[i]?.exact);
      expect(unguard(note)).toBe(annotations.find(({ id }) => id === rows[i]?.['id'])?.note);
      if (start) expect(slice({ start: Number(start), end: Number(end), exact })).toBe(unguard(exact));
      expect(exact).not.toMatch(/^[=+\-@\t\r]/);
    }

    const unescaped: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', '\\': '\\' };
    const tabbed: Record<string, string>[] = parseCsv(tsv.head?.() + (await exportBytes(tsv, article, sidecar)), {
      ...{ columns: true, delimiter: '\t', quote: null, record_delimiter: '\n' },
      cast: (cell) => cell.replace(/\\(.)/g, (_, one: string) => unescaped[one] ?? one),
    });
    expect(tabbed).toEqual(rows);

    const { annotations: imported } = JSON.parse(await exportBytes(hypothesis, article, sidecar));
    expect(imported.map(({ id }: { id: string }) => id)).toEqual(records.map(({ id }) => id));
    for (const { target } of imported) {
      const [quote, place] = target[0].selector;
      // Its client counts what JavaScript counts.
      if (place) expect(characters.join('').slice(place.start, place.end)).toBe(quote.exact);
    }

    const judged = annotations.map((each) => ({ ...each, attributes: { verdict: 'false' } }));
    const reviews = JSON.parse(await exportBytes(claimReview, article, await sidecarFor(text, judged)));
    expect(reviews.map(({ claimReviewed }: { claimReviewed: string }) => claimReviewed)).toEqual(
      annotations.map(({ target }) => target.map(({ exact }) => exact).join(' … ')),
    );

    const report = await exportBytes(markdown, article, sidecar);
    for (const [, line = 0, quote = ''] of report.matchAll(/^## \d+\. Lines? (\d+).*\n\n> (.*)/gm)) {
      const [first = ''] = fromMarkdown(quote.replace(/\\$/, '')).split(' … ');
      expect(characters.join('').split('\n')[Number(line) - 1]).toContain(first);
    }
    expect(report.match(/^## \d+\. (?=Line)/gm)?.length ?? 0).toBe(placedWords.length);

    const packed: (Place & Record<string, unknown>)[] = (await exportBytes(parquet, article, sidecar))
      .split('\n')
      .slice(0, -1)
      .map((row) => JSON.parse(row));
    expect(packed.map(({ exact }) => exact)).toEqual(records.map(({ exact }) => exact));
    for (const { start_utf16: from, end_utf16: to, exact, state } of packed)
      if (!state) expect(characters.join('').slice(Number(from), Number(to))).toBe(exact);

    // QualCoder slices with Python.
    const selections = (await exportBytes(refiQda, article, sidecar)).matchAll(
      /<PlainTextSelection [^>]*startPosition="(\d+)" endPosition="(\d+)"/g,
    );
    expect(
      Array.from(selections, ([, start, end]) => slice({ start: Number(start), end: Number(end), exact: '' })),
    ).toEqual(placedWords.flatMap(([, words]) => words));

    const found = new Map<string, string[]>();
    // Java counts what JavaScript counts.
    const units = characters.join('');
    const { '%FEATURE_STRUCTURES': structures } = JSON.parse(await exportBytes(cas, article, sidecar));
    for (const { begin, end, newsmarkId: id } of structures)
      if (id) found.set(id, [...(found.get(id) ?? []), units.slice(begin, end)]);
    expect(found).toEqual(new Map(placedWords));

    const table = await exportBytes(webanno, article, sidecar);
    for (const row of table.split('\n').filter((line) => /^\d/.test(line))) {
      const [, place = '', words = ''] = row.split('\t');
      expect(units.slice(...(place.split('-').map(Number) as [number, number]))).toBe(unescapeText(words));
    }
    const [tabled] = fromWebanno.read({ name: 'a.tsv', bytes: bytes(table), beside: new Map() }).articles ?? [];
    const spansOfRows = tabled?.annotations.map(({ id, target }) => [
      id,
      target.map(({ start, end }) => units.slice(start, end)),
    ]);
    expect(new Map(spansOfRows as [string, string[]][])).toEqual(new Map(placedWords));
    expect(tabled?.text?.trimEnd()).toBe(units.trimEnd());

    const column = (await exportBytes(conll, article, sidecar)).split('\n').filter((line) => line !== '');
    // There are no places: all that can be said is that its words are those of the article, and that labels begin there.
    const [words, tags] = [0, 3].map((i) => column.flatMap((row) => row.split(' ')[i] ?? []));
    expect(words?.join('')).toBe(units.replace(/\s/g, '').replace(/\p{Cc}/gu, '\ufffd'));
    expect(tags?.some((tag) => tag !== 'O')).toBe(placedWords.length > 0);

    const task = JSON.parse(await exportBytes(labelStudio, article, sidecar));
    const regions: { type: string; value: Place & { text: string } }[] = task.annotations[0]?.result ?? [];
    const places = regions.filter(({ type }) => type === 'labels').map(({ value }) => value);
    expect(places.map(({ text }) => text).sort()).toEqual([...pieces].sort());
    // Its server is Python.
    for (const value of places)
      expect(Array.from(task.data.text).slice(value.start, value.end).join('')).toBe(value.text);

    const line = JSON.parse(await exportBytes(doccano, article, sidecar));
    expect(line.text).toBe(characters.join(''));
    // Its page counts what JavaScript counts.
    const entities = line.entities.map((each: Record<string, number>) =>
      line.text.slice(each['start_offset'], each['end_offset']),
    );
    expect(entities.sort()).toEqual([...pieces].sort());

    const { text: read, tokens, spans } = JSON.parse(await exportBytes(prodigy, article, sidecar));
    // spaCy makes the text of its tokens.
    expect(tokens.map((token: { text: string; ws: boolean }) => token.text + (token.ws ? ' ' : '')).join('')).toBe(
      read,
    );
    for (const token of tokens) expect(slice({ ...token, exact: '' })).toBe(token.text);
    expect(spans.map(({ id }: { id: string }) => id)).toEqual(
      records.filter(({ state }) => !state).map(({ id }) => id),
    );
    for (const span of spans) {
      expect(slice(span)).toBe(records.find(({ id }) => id === span.id)?.exact);
      expect([tokens[span.token_start].start, tokens[span.token_end].end]).toEqual([span.start, span.end]);
    }

    const page = JSON.parse(await exportBytes(w3c, article, sidecar));
    for (const item of page.items) {
      for (const { selector } of [item.target].flat()) {
        const [quote, place] = selector;
        if (!place) continue;
        expect(slice(place)).toBe(quote.exact);
        expect(
          characters
            .slice(0, place.start)
            .join('')
            .endsWith(quote.prefix ?? ''),
        ).toBe(true);
        expect(
          characters
            .slice(place.end)
            .join('')
            .startsWith(quote.suffix ?? ''),
        ).toBe(true);
      }
    }
  });

  it('slices back to the annotated words in every format, whatever the article is made of', async () => {
    await fc.assert(cases, { numRuns: 300 });
  });

  it('keeps every cell, and gives it back', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }), (pieces) => {
        const cell = pieces.join('');
        expect(unguard(guard(cell))).toBe(cell);
        expect(guard(cell)).not.toMatch(/(^|[;\t\r\n])[=+\-@]/);
      }),
      { numRuns: 2000 },
    );
  });
});

const run = promisify(execFile);
const hasPython = await run('python3', ['--version']).then(
  () => true,
  () => false,
);
if (!hasPython) console.log('There is no python3 on this machine: the exports are not read by Python.');

/** Prints how many places of lines, fragments and rows hold their words; the ids of those that do not come after. */
const READER = `
import csv, json, re, sys
folder = sys.argv[1]
texts, good, bad = {}, 0, []
def text_of(name):
    if name not in texts:
        texts[name] = open(folder + "/" + name, encoding="utf-8-sig").read()
    return texts[name]
def check(name, id, item):
    global good
    if "state" in item:
        return
    if text_of(name)[item["start"]:item["end"]] == item["exact"]:
        good += 1
    else:
        bad.append(name + "#" + id)
for line in open(folder + "/out/annotations.jsonl", encoding="utf-8").read().splitlines():
    record = json.loads(line)
    check(record["file"], record["id"], record)
    for item in record.get("target", []):
        check(record["file"], record["id"], item)
unguard = lambda cell: re.sub(r"(\\A|[;\\t\\r\\n])'", r"\\1", cell)
for row in csv.DictReader(open(folder + "/out/annotations.csv", encoding="utf-8", newline="")):
    row = {key: unguard(cell) for key, cell in row.items()}
    if row["state"] == "":
        check(row["file"], row["id"], {"start": int(row["start"]), "end": int(row["end"]), "exact": row["exact"]})
print(json.dumps({"good": good, "bad": bad}))
`;

(hasPython ? describe : () => {})('an export that Python reads', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'newsmark-python-'));
    await mkdir(path.join(folder, 'out'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  /** Exports articles with their annotations (in their LF text), and lets Python read articles and exports from the disk. */
  async function readByPython(
    articles: Readonly<Record<string, readonly [raw: string, annotations: readonly Annotation[]]>>,
  ) {
    let lines = '';
    let rows = csv.head?.() ?? '';
    for (const [file, [raw, annotations]] of Object.entries(articles)) {
      const article = path.join(folder, file);
      await writeFile(article, raw);
      const sidecar = await sidecarFor(toText(raw), annotations);
      lines += await exportBytes(jsonl, await readFile(article), sidecar, file);
      rows += await exportBytes(csv, await readFile(article), sidecar, file);
    }
    await writeFile(path.join(folder, 'out', 'annotations.jsonl'), lines);
    await writeFile(path.join(folder, 'out', 'annotations.csv'), rows);
    const { stdout } = await run('python3', ['-c', READER, folder], {
      env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
    });
    const told: { readonly good: number; readonly bad: readonly string[] } = JSON.parse(stdout);
    return told;
  }

  it('has the right places in the sample article with LF, CRLF, CR, BOM and emoji', async () => {
    const sample = fileURLToPath(new URL('../../samples/kharkiv.txt', import.meta.url));
    const text = await readFile(sample, 'utf8');
    const known = parse(await readFile(`${sample}.newsmark.yaml`, 'utf8')).value?.annotations ?? [];
    expect(known.length).toBeGreaterThan(20);
    const annotationsIn = (raw: string) => placed(known, toText(raw));
    const emoji = text.replaceAll(/^/gm, '😀👩‍👩‍👧 e\u0301\u2028');
    const crlf = (lf: string) => lf.replaceAll('\n', '\r\n');
    const raws = {
      'lf.txt': text,
      'crlf.txt': crlf(text),
      'cr.txt': text.replaceAll('\n', '\r'),
      'bom.txt': `\ufeff${text}`,
      'emoji.txt': emoji,
      'all.txt': `\ufeff${crlf(emoji)}`,
    };
    const { good, bad } = await readByPython(
      Object.fromEntries(Object.entries(raws).map(([file, raw]) => [file, [raw, annotationsIn(raw)]])),
    );
    expect(bad).toEqual([]);
    // Each annotation once in either format, in each of the articles.
    expect(good).toBeGreaterThanOrEqual(2 * known.length * Object.keys(raws).length);
  });

  it('has the right places in articles of all kinds', async () => {
    const made = fc
      .sample(fc.tuple(source, drafts), 150)
      .map(([raw, wanted], i) => [`${i}.txt`, [raw, annotate(toText(raw), wanted)]] as const);
    const { good, bad } = await readByPython(Object.fromEntries(made));
    expect(bad).toEqual([]);
    expect(good).toBeGreaterThan(100);
  });
});
