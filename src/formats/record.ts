import type { Annotation, AttributeValue, Fragment, State } from '../core/annotation.ts';
import { quoted, state } from '../core/annotation.ts';
import { labelName } from '../core/outline.ts';
import type { Span } from '../core/span.ts';
import { bounds } from '../core/span.ts';
import { CodePoints } from '../core/text.ts';
import type { Value } from '../core/value.ts';
import type { Exportable, Loss } from './exporter.ts';

/** One fragment of a discontinuous annotation. Without a place when it has a state. */
export interface Piece {
  readonly exact: string;
  readonly start?: number | undefined;
  readonly end?: number | undefined;
  readonly state?: State | undefined;
}

/**
 * An annotation with what must be known of its article, on its own: a line of JSONL, a row of CSV. Keys without a value
 * are absent.
 *
 * `start` and `end` count code points of the article's text (BOM removed, every line end an LF), and for every record
 * without `state`, `text[start:end] == exact` holds in Python. Of a discontinuous annotation they are its outer bounds,
 * so that `exact` is all the text from its first character to its last, with the words in between that are not
 * annotated; `target` lists its fragments, for each of which the same holds.
 *
 * A record with a `state` has neither `start` nor `end`: its place belongs to an older text, and no place is better than
 * a wrong one. Its `exact` is the words as they were, those of several fragments joined by " … ". Fragments that are
 * still there keep their places in `target`.
 */
export interface AnnotationRecord {
  /** The article's path in this export, with `/`. */
  readonly file: string;
  readonly id: string;
  /** The codebook's present name for it. */
  readonly label: string;
  readonly exact: string;
  readonly start?: number | undefined;
  readonly end?: number | undefined;
  readonly target?: readonly Piece[] | undefined;
  readonly attributes?: Readonly<Record<string, AttributeValue>> | undefined;
  readonly note?: string | undefined;
  /** `to` is an id in the same file, or `path/to/other.txt#id` with a path as in `file`. */
  readonly links?: readonly { readonly role: string; readonly to: string }[] | undefined;
  readonly review?:
    | { readonly state: string; readonly by?: string | undefined; readonly at?: string | undefined }
    | undefined;
  readonly state?: State | undefined;
  readonly conflict?: Value | undefined;
  readonly suggestedBy?: string | undefined;
  readonly by?: string | undefined;
  readonly created?: string | undefined;
  readonly modified?: string | undefined;
  readonly modifiedBy?: string | undefined;
  /** Whose own sidecar it is from. */
  readonly annotator?: string | undefined;
  /** Of the article's text as UTF-8. */
  readonly sha256: string;
  /** Only when the article is not UTF-8. */
  readonly encoding?: string | undefined;
}

/**
 * Where a fragment stands in the text, in code points. Undefined when it has a state, and when its words do not stand
 * there as whole characters.
 */
export function placeOf(fragment: Fragment, text: string, points: CodePoints): Span | undefined {
  if (fragment.state || text.slice(fragment.start, fragment.end) !== fragment.exact) return undefined;
  const place = points.spanFromUtf16(fragment);
  const back = points.spanToUtf16(place);
  return back.start === fragment.start && back.end === fragment.end ? place : undefined;
}

export function toRecords(article: Exportable): {
  readonly records: readonly AnnotationRecord[];
  readonly losses: readonly Loss[];
} {
  const points = new CodePoints(article.text);
  const records = article.annotations.map((annotation) => toRecord(annotation, article, points));
  const losses = records.flatMap((record, i): Loss[] => {
    const { file, id } = record;
    const keys = ownKeys(article.annotations[i]);
    return [
      ...(record.state ? [{ code: 'no-place', values: [], file, id } as const] : []),
      ...(keys.length > 0 ? [{ code: 'no-keys', values: [keys.join(', ')], file, id } as const] : []),
    ];
  });
  return { records, losses };
}

function toRecord(annotation: Annotation, article: Exportable, points: CodePoints): AnnotationRecord {
  const { text, about, root } = article;
  const places = annotation.target.map((fragment) => placeOf(fragment, text, points));
  const place = places.includes(undefined) ? undefined : bounds(places.filter((span) => span !== undefined));
  const whole = place && points.spanToUtf16(place);
  const { review } = annotation;
  return {
    file: article.file,
    id: annotation.id,
    label: labelName(article.codebook, annotation),
    exact: whole ? text.slice(whole.start, whole.end) : quoted(annotation),
    ...place,
    target:
      annotation.target.length > 1 ? annotation.target.map((fragment, i) => toPiece(fragment, places[i])) : undefined,
    attributes: Object.keys(annotation.attributes).length > 0 ? annotation.attributes : undefined,
    note: annotation.note || undefined,
    links:
      annotation.links.length > 0
        ? annotation.links.map(({ role, to }) => ({ role, to: linkIn(root, to) }))
        : undefined,
    review: review && { state: review.state, by: review.by, at: review.at },
    state: place ? undefined : (state(annotation) ?? 'lost'),
    conflict: annotation.conflict,
    suggestedBy: annotation.suggestedBy,
    by: annotation.by,
    created: annotation.created,
    modified: annotation.modified,
    modifiedBy: annotation.modifiedBy,
    annotator: article.annotator,
    sha256: article.sha256,
    encoding: about.encoding?.toLowerCase() === 'utf-8' ? undefined : about.encoding,
  };
}

const toPiece = (fragment: Fragment, place: Span | undefined): Piece => ({
  exact: fragment.exact,
  ...place,
  state: place ? undefined : (fragment.state ?? 'lost'),
});

/** A link as the export says it: paths of other articles start at the export's folder, not at the project's root. */
export const linkIn = (root: string, to: string): string => (to.includes('#') ? root + to : to);

/** The names of the keys that the program does not know: they are the users' own, and no format but the sidecar holds them. */
export function ownKeys(annotation: Annotation | undefined): string[] {
  if (!annotation) return [];
  const { extra, target, links, review } = annotation;
  const parts = [extra, ...target.map((each) => each.extra), ...links.map((each) => each.extra), review?.extra];
  return [...new Set(parts.flatMap((part) => Object.keys(part ?? {})))];
}

/** What of an annotation a format leaves out: its place, where that is not known, and what has one of these keys. */
export function lossesOf(
  annotation: Annotation,
  unheld: readonly (keyof Annotation)[],
  { file, text }: Pick<Exportable, 'file' | 'text'>,
  points: CodePoints,
): Loss[] {
  const { id, target } = annotation;
  const isThere = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : value !== undefined);
  const keys = [...unheld.filter((key) => isThere(annotation[key])), ...ownKeys(annotation)];
  const isPlaced = target.every((fragment) => placeOf(fragment, text, points));
  return [
    ...(isPlaced ? [] : [{ code: 'no-place', values: [], file, id } as const]),
    ...(keys.length > 0 ? [{ code: 'no-keys', values: [keys.join(', ')], file, id } as const] : []),
  ];
}

/**
 * Slices a text by code points as a reader in another language does, by counting its characters: not with core/text.ts,
 * which it is there to check.
 */
export function slicer(text: string): (start: number, end: number) => string {
  if (!/[\ud800-\udfff]/.test(text)) return (start, end) => text.slice(start, end);
  const characters = Array.from(text);
  return (start, end) => characters.slice(start, end).join('');
}

/** What is read back of a record to see whether it is true. */
export type ReadBack = Pick<AnnotationRecord, 'id' | 'exact' | 'start' | 'end' | 'target' | 'state'>;

/** The ids of the annotations that records which were read back from an output do not hold, or place wrongly. */
export function untrueRecords(records: readonly ReadBack[], article: Exportable): string[] {
  const slice = slicer(article.text);
  const byId = new Map(records.map((record) => [record.id, record]));
  return article.annotations
    .filter((annotation) => !holds(byId.get(annotation.id), annotation, slice))
    .map(({ id }) => id);
}

function holds(
  record: ReadBack | undefined,
  { target }: Annotation,
  slice: (start: number, end: number) => string,
): boolean {
  if (!record) return false;
  const stands = ({ exact, start, end, state }: Piece) =>
    state
      ? start === undefined && end === undefined
      : start !== undefined && end !== undefined && slice(start, end) === exact;
  const pieces = record.target ?? [record];
  return (
    stands(record) &&
    pieces.length === target.length &&
    pieces.every((piece, i) => stands(piece) && piece.exact === target[i]?.exact)
  );
}
