import * as v from 'valibot';
import { Spans } from './doccanospan.ts';
import type { ForeignArticle, Importer, Read, Skip } from './importer.ts';
import { clip, textOf } from './importer.ts';
import { JsonLines, readJson, sayingOf } from './json.ts';
import { reasonOf } from './recordimport.ts';

/**
 * doccano's JSONL (one text a line) and JSON (a list of texts), in all shapes that it reads and writes: spans as
 * `[start, end, label]` or as objects, under `entities`, `label`, `labels`, `spans` or `annotations`; `relations` between
 * those that have numbers. Positions count UTF-16 units.
 *
 * - The text is `text`, or `data`. `file` and `annotator` are what Newsmark's export has there, also where they stand in
 *   `meta`; by `newsmark` its annotations are known again, by place and label.
 * - What else a span has becomes attributes `doccano:…`. Labels and comments of whole texts are skipped.
 */
export const fromDoccano: Importer = {
  name: 'doccano',
  title: 'doccano',
  description: 'Texts with spans and relations (JSONL or JSON), as doccano exports them.',
  extensions: ['.doccano.jsonl', '.doccano.json'],
  read({ bytes }): Read {
    const { text, broken } = textOf(bytes);
    if (text === undefined) return { broken };
    const found = /^\s*\[/.test(text) ? listed(text) : lined(text);
    if ('broken' in found) return found;
    const skipped: Skip[] = [];
    const articles = found.texts.flatMap(({ value, line }): ForeignArticle[] => {
      const parsed = v.safeParse(TEXT, value);
      if (parsed.success) return [toArticle(parsed.output, line, skipped)];
      skipped.push({ ...reasonOf(parsed.issues), line: line() });
      return [];
    });
    const [first] = skipped;
    if (articles.length > 0 || !first) return { articles, skipped };
    return { broken: { code: 'not-format', values: ['doccano', first.values[0] ?? ''], line: first.line } };
  },
};

interface Found {
  readonly texts: readonly { readonly value: unknown; readonly line: () => number | undefined }[];
}

function lined(text: string): Found | { readonly broken: Skip } {
  const texts: Found['texts'][number][] = [];
  for (const [i, written] of text.split('\n').entries()) {
    if (written.trim() === '') continue;
    const read = readJson(written);
    // A file that ends in the middle of a line is not all that was meant.
    if (read.broken) return { broken: { ...read.broken, line: i + 1 } };
    texts.push({ value: read.value, line: () => i + 1 });
  }
  return { texts };
}

function listed(text: string): Found | { readonly broken: Skip } {
  const read = readJson(text);
  if (read.broken) return { broken: read.broken };
  const lines = new JsonLines(text);
  const all = Array.isArray(read.value) ? read.value : [];
  return { texts: all.map((value: unknown, i) => ({ value, line: () => lines.lineOf([i]) })) };
}

const TEXT = v.pipe(
  v.record(v.string(), v.unknown()),
  v.check(({ text, data }) => typeof (text ?? data) === 'string', 'text: Expected a string'),
);

function toArticle(
  written: v.InferOutput<typeof TEXT>,
  line: () => number | undefined,
  skipped: Skip[],
): ForeignArticle {
  const { meta } = written;
  const all: typeof written = typeof meta === 'object' && meta !== null ? { ...meta, ...written } : written;
  const told = (key: string): string | undefined => (typeof all[key] === 'string' ? all[key] : undefined);
  for (const key of ['cats', 'Comments', 'comments'])
    for (const each of arrayOf(all[key]))
      skipped.push({ code: 'not-known', values: [clip(`${key}: ${sayingOf(each)}`)], line: line() });
  const spans = new Spans(line, skipped);
  for (const key of ['entities', 'label', 'labels', 'spans', 'annotations'])
    for (const each of arrayOf(all[key])) spans.take(key, each);
  spans.know(all['newsmark']);
  for (const each of arrayOf(all['relations'])) spans.relate(each);
  return {
    file: told('file'),
    text: told('text') ?? told('data'),
    unit: 'utf16',
    annotator: told('annotator'),
    annotations: spans.annotations(),
  };
}

const arrayOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
