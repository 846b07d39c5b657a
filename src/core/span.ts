/** A half-open piece of the article's text: UTF-16 offsets into the LF text (see text.ts), `start <= end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export const isEmpty = (span: Span): boolean => span.start >= span.end;

export const length = (span: Span): number => span.end - span.start;

export const includes = (span: Span, offset: number): boolean => span.start <= offset && offset < span.end;

/** Whether the two share at least one character. */
export const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** In text order; of two that start together the longer one first. */
export const compare = (a: Span, b: Span): number => a.start - b.start || b.end - a.end;

/** From the first character of the first span to the last of the last one. Undefined for an empty list. */
export function bounds(spans: readonly Span[]): Span | undefined {
  const [first, ...rest] = spans;
  if (!first) return undefined;
  return rest.reduce(
    (all, span) => ({ start: Math.min(all.start, span.start), end: Math.max(all.end, span.end) }),
    first,
  );
}

const SPACE = /\s/u;
const isSpace = (text: string, offset: number): boolean => SPACE.test(text.charAt(offset));

/**
 * What a person means by a selection: grown so that it cuts no grapheme cluster, then shortened by the white space at
 * either end. Undefined when nothing but white space is left.
 */
export function trim(text: string, span: Span): Span | undefined {
  let start = graphemeStart(text, Math.max(0, span.start));
  let end = graphemeEnd(text, Math.min(text.length, span.end));
  // Whole clusters go: white space can carry a combining mark, or follow a sign that is bound to what comes after it.
  while (start < end && isSpace(text, start)) start = graphemeEnd(text, start + 1);
  while (start < end && isSpace(text, end - 1)) end = graphemeStart(text, end - 1);
  return start < end ? { start, end } : undefined;
}

/** Whether an offset lies between two grapheme clusters (Unicode UAX #29, extended clusters). */
export function isBoundary(text: string, offset: number): boolean {
  return graphemeAt(text, offset).start === offset;
}

const graphemeStart = (text: string, offset: number): number => graphemeAt(text, offset).start;

function graphemeEnd(text: string, offset: number): number {
  const cluster = graphemeAt(text, offset);
  return cluster.start === offset ? offset : cluster.end;
}

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Longer clusters than this (in UTF-16 units, either way) are cut: text made to be slow stays quick. */
const REACH = 256;

/** The grapheme cluster that holds the character at `offset`; the empty span at `offset` at either end of the text. */
function graphemeAt(text: string, offset: number): Span {
  if (offset <= 0 || offset >= text.length) return { start: offset, end: offset };
  // Where one begins its end is not asked for.
  if (isPlain(text.charCodeAt(offset)) && isPlain(text.charCodeAt(offset - 1))) return { start: offset, end: offset };
  const from = safeStart(text, Math.max(0, offset - REACH), offset);
  const found = segmenter.segment(text.slice(from, offset + REACH)).containing(offset - from);
  if (!found) return { start: offset, end: offset };
  return { start: from + found.index, end: from + found.index + found.segment.length };
}

/**
 * Whether a UTF-16 code unit is a character that forms no cluster with another one like it: Latin, Cyrillic, and
 * general punctuation without what joins or carries nothing (LF text has no CR before its LF).
 */
const isPlain = (unit: number): boolean =>
  unit < 0x300 ||
  (unit >= 0x400 && unit < 0x483) ||
  (unit >= 0x48a && unit < 0x530) ||
  (unit >= 0x2010 && unit < 0x2028);

/** A place at or after `from` where a cluster surely starts: between two plain characters. */
function safeStart(text: string, from: number, offset: number): number {
  for (let at = offset - 1; at > from; at--) {
    if (isPlain(text.charCodeAt(at)) && isPlain(text.charCodeAt(at - 1))) return at;
  }
  return from;
}
