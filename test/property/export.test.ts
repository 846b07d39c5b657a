import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parse as parseCsv } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fragment } from '../../src/core/anchor.ts';
import type { Annotation, Fragment } from '../../src/core/annotation.ts';
import { trim } from '../../src/core/span.ts';
import { toText } from '../../src/core/text.ts';
import { csv, guard, unguard } from '../../src/formats/csv.ts';
import { type Exporter, exportArticle } from '../../src/formats/exporter.ts';
import { jsonl } from '../../src/formats/jsonl.ts';
import { parse, print } from '../../src/formats/sidecar.ts';
import { w3c } from '../../src/formats/w3c.ts';
import { placed, sha256, toSidecar } from '../../src/store/article.ts';
import { type Files, sidecarOf } from '../../src/store/files.ts';
import { Projects } from '../../src/store/project.ts';
import { readArticle, toExportable } from '../../src/store/reading.ts';

/** Everything that counting goes wrong with, and what JSON and CSV must quote. */
const PIECES = [
  'a',
  'Smith',
  ' ',
  '. ',
  '\n',
  '\r\n',
  '\r',
  '\u2028',
  '\u2029',
  '\u0085',
  '\u00a0',
  '\t',
  '\ufeff',
  '\u200d',
  '\u00ad',
  '😀',
  '👩‍👩‍👧',
  '🇺🇦',
  '👍🏽',
  'e\u0301',
  'и\u0306',
  '\u0301',
  'שלום',
  'مرحبا',
  '\u200f',
  '日本',
  '=',
  '+',
  '-',
  '@',
  "'",
  '"',
  ';',
  ',',
  '“',
  '”',
];

const source = fc
  .tuple(fc.boolean(), fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 60 }))
  .map(([bom, pieces]) => (bom ? '\ufeff' : '') + pieces.join(''));

/** Spans as pairs of thousandths, so that they fit any text; one or more for an annotation. */
const thousandth = fc.integer({ min: 0, max: 1000 });
const spans = fc.array(fc.tuple(thousandth, thousandth), { minLength: 1, maxLength: 3 });

const drafts = fc.array(
  fc.record({
    spans,
    state: fc.constantFrom(undefined, undefined, 'lost' as const, 'changed' as const),
    note: fc.constantFrom(...PIECES),
  }),
  { minLength: 1, maxLength: 6 },
);

/** Annotations as a person could have made them: no fragment overlaps another, none is empty or cuts a character. */
function annotate(
  text: string,
  wanted: readonly {
    readonly spans: readonly (readonly [number, number])[];
    readonly state?: Fragment['state'];
    readonly note: string;
  }[],
): Annotation[] {
  return wanted.flatMap(({ spans, state, note }, index): Annotation[] => {
    const target: Fragment[] = [];
    for (const [a, b] of spans) {
      const from = Math.round((Math.min(a, b) / 1000) * text.length);
      const span = trim(text, { start: from, end: Math.round((Math.max(a, b) / 1000) * text.length) });
      if (span && target.every(({ start, end }) => end <= span.start || span.end <= start))
        target.push(fragment(text, span));
    }
    const [first, ...rest] = target.sort((x, y) => x.start - y.start);
    // The words of a lost one are not in the text, so that nothing finds them.
    const worded = first && (state ? [{ ...first, exact: 'words that are gone', state }, ...rest] : [first, ...rest]);
    return worded ? [{ id: `a${index}`, label: 'claim', target: worded, attributes: {}, links: [], note }] : [];
  });
}

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
    expect(new Set(records.filter(({ state }) => !state).map(({ id }) => id))).toEqual(whole);

    const rows: Record<string, string>[] = parseCsv(csv.head + (await exportBytes(csv, article, sidecar)), {
      columns: true,
    });
    expect(rows.map(({ id }) => id)).toEqual(records.map(({ id }) => id));
    for (const [i, { exact = '', start = '', end = '', note = '' }] of rows.entries()) {
      expect(unguard(exact)).toBe(records[i]?.exact);
      expect(unguard(note)).toBe(annotations.find(({ id }) => id === rows[i]?.['id'])?.note);
      if (start) expect(slice({ start: Number(start), end: Number(end), exact })).toBe(unguard(exact));
      expect(exact).not.toMatch(/^[=+\-@\t\r]/);
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
    let lines = jsonl.head;
    let rows = csv.head;
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
