import * as v from 'valibot';
import type { Value } from '../core/value.ts';
import type { ForeignAnnotation, ForeignArticle, ForeignFragment, Read, Skip } from './importer.ts';
import { clip, stampOf } from './importer.ts';

// Records (see record.ts) as other programs may have changed or made them: lines of JSONL, rows of a table.

const text = v.pipe(v.union([v.string(), v.number()]), v.transform(String));
const place = v.pipe(v.number(), v.safeInteger());
const state = v.picklist(['changed', 'lost']);

/** To valibot a list is an object, too. */
const noList = v.pipe(
  v.unknown(),
  v.check((value) => !Array.isArray(value), 'Expected Object but received Array'),
);

const PIECE = v.looseObject({
  exact: v.optional(v.string()),
  start: v.optional(place),
  end: v.optional(place),
  prefix: v.optional(v.string()),
  suffix: v.optional(v.string()),
  state: v.optional(state),
});

const RECORD = v.pipe(
  noList,
  v.looseObject({
    ...PIECE.entries,
    file: v.optional(v.string()),
    id: v.optional(text),
    label: v.pipe(text, v.nonEmpty()),
    target: v.optional(v.pipe(v.array(PIECE), v.minLength(1))),
    attributes: v.optional(v.pipe(noList, v.record(v.string(), v.union([text, v.array(text)])))),
    note: v.optional(v.string()),
    links: v.optional(v.array(v.looseObject({ role: text, to: text }))),
    review: v.optional(v.looseObject({ state: v.string(), by: v.optional(v.string()), at: v.optional(v.string()) })),
    suggestedBy: v.optional(v.string()),
    by: v.optional(v.string()),
    created: v.optional(v.string()),
    modified: v.optional(v.string()),
    modifiedBy: v.optional(v.string()),
    annotator: v.optional(v.string()),
  }),
);

type Record_ = v.InferOutput<typeof RECORD>;

/** Keys of a record that are said in some other way, or of the article as it was. */
const KNOWN = new Set([
  ...Object.keys(RECORD.pipe[1].entries),
  'sha256',
  'encoding',
  'conflict',
  'start_line',
  'end_line',
]);

/** A record that was found in a file. */
export interface Found {
  readonly value: unknown;
  readonly line: number;
}

/**
 * The annotations of records, by articles and annotators, in the order of the file. What a record has beside the keys of
 * `AnnotationRecord` becomes attributes `format:key`. Those that are no records are skipped. `columns` is all that records
 * may say: where none of them has a note, nobody has taken one away.
 */
export function fromRecords(
  found: readonly Found[],
  format: string,
  skipped: Skip[] = [],
  columns: ReadonlySet<string> = keysIn(found),
): Read {
  const articles = new Map<string, Mutable>();
  const unsaid = UNSAID.filter((key) => !columns.has(key));
  for (const { value, line } of found) {
    if (!isShallow(value, MOST_DEPTH)) {
      skipped.push({ code: 'bad-line', values: ['It is nested too deeply.'], line });
      continue;
    }
    const parsed = v.safeParse(RECORD, bare(value));
    if (!parsed.success) {
      skipped.push({ ...reasonOf(parsed.issues), line, ...idOf(value) });
      continue;
    }
    const record = parsed.output;
    if (!record.target && record.exact === undefined && (record.start === undefined || record.end === undefined)) {
      skipped.push({ code: 'no-words', values: [], line, ...idOf(value) });
      continue;
    }
    const key = JSON.stringify([record.file, record.annotator]);
    const article = articles.get(key) ?? { file: record.file, annotator: record.annotator, annotations: [] };
    articles.set(key, article);
    article.annotations.push({ ...toForeign(record, format, line), unsaid });
  }
  const all = Array.from(articles.values(), (each): ForeignArticle => ({ ...each, unit: 'codepoint' }));
  return { articles: all, skipped };
}

const UNSAID = ['target', 'attributes', 'note', 'links', 'review', 'suggestedBy'] as const;

const keysIn = (found: readonly Found[]): ReadonlySet<string> =>
  new Set(found.flatMap(({ value }) => (typeof value === 'object' && value !== null ? Object.keys(value) : [])));

/** Deeper values are none that anybody wrote, and would exhaust the stack of who walks through them. */
const MOST_DEPTH = 64;

const isShallow = (value: unknown, left: number): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (left > 0 && Object.values(value).every((each) => isShallow(each, left - 1)));

/** Data frames write what is absent as null. */
const bare = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null))
    : value;

interface Mutable {
  readonly file: string | undefined;
  readonly annotator: string | undefined;
  readonly annotations: ForeignAnnotation[];
}

function toForeign(record: Record_, format: string, line: number): ForeignAnnotation {
  const { id, label, note, links, review, suggestedBy, by, created, modified, modifiedBy } = record;
  const strange = Object.entries(record)
    .filter(([key, value]) => !KNOWN.has(key) && value !== null && value !== '')
    .map(([key, value]) => [`${format}:${key}`, typeof value === 'string' ? value : JSON.stringify(value)]);
  return {
    id,
    label,
    target: (record.target ?? [record]).map(toFragment),
    attributes: { ...record.attributes, ...Object.fromEntries(strange) },
    note,
    links,
    review,
    suggestedBy,
    by: by ?? record.annotator,
    created,
    modified,
    modifiedBy,
    conflict: record['conflict'] as Value | undefined,
    stamp: stampOf(record),
    line,
  };
}

const toFragment = ({
  start,
  end,
  exact,
  prefix,
  suffix,
  state: own,
}: v.InferOutput<typeof PIECE>): ForeignFragment => ({
  ...{ exact, prefix, suffix, state: own },
  ...(start !== undefined && end !== undefined && { start, end }),
});

const idOf = (value: unknown): { readonly id?: string } => {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;
  return typeof id === 'string' ? { id } : {};
};

/** Where a value of a file is not as it must be, and what it should be; no more of it than fits into a message. */
export function reasonOf(issues: readonly v.BaseIssue<unknown>[]): Pick<Skip, 'code' | 'values'> {
  const [first] = issues;
  const path = first?.path?.map(({ key }) => String(key)).join('.') ?? '';
  if (path === 'label') return { code: 'no-label', values: [] };
  return { code: 'bad-line', values: [clip(path === '' ? (first?.message ?? '') : `${path}: ${first?.message}`)] };
}
