import type { Span } from './span.ts';

/** The characters of the span (UTF-16 offsets into the LF text) give way to `text` (LF line ends). */
export interface Edit extends Span {
  readonly text: string;
}

/** An edit of which only the measures are known. */
export interface Replacement extends Span {
  readonly text: { readonly length: number };
}

/** By how much the text grows (or, negative, shrinks), in UTF-16 units. */
export const growth = (edit: Replacement): number => edit.text.length - (edit.end - edit.start);

/** The edit that takes this one back. */
export const back = ({ start, end, text }: Replacement): Replacement => ({
  start,
  end: start + text.length,
  text: { length: end - start },
});

/** Applies edits one after the other: each is meant for the text that the one before it left behind. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  return edits.reduce((now, edit) => now.slice(0, edit.start) + edit.text + now.slice(edit.end), text);
}

/**
 * The one edit that turns `before` into `after`: what is left when the beginning and the end that both share are taken
 * away. Undefined when they are equal. Surrogate pairs are not cut.
 */
export function difference(before: string, after: string): Edit | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head++;
  if (isHigh(before, head - 1)) head--;
  let tail = 0;
  while (
    tail < shorter - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++;
  if (isLow(before, before.length - tail)) tail--;
  return { start: head, end: before.length - tail, text: after.slice(head, after.length - tail) };
}

const isHigh = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xd800;
const isLow = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00;

/** Where a span is after one edit, and whether the edit reached into its text. */
export interface Moved extends Span {
  readonly touched: boolean;
}

/**
 * Follows a span through an edit. Text typed at either border stays outside; a replacement within the span belongs to
 * it; a deletion across a border takes its part away; and when all characters of the span go, whatever came in their
 * place, an empty span is left. (The borders are those of `mapPos` in CodeMirror's change set, inclusive on neither side.)
 */
export function follow(span: Span, edit: Replacement): Moved {
  const { start, end } = span;
  const shift = growth(edit);
  if (start === end) {
    // The place of a lost annotation waits in front of whatever comes there.
    if (edit.end < start) return { start: start + shift, end: end + shift, touched: false };
    return edit.start > start ? { start, end, touched: false } : { start: edit.start, end: edit.start, touched: true };
  }
  if (edit.start >= end) return { start, end, touched: false };
  if (edit.end <= start) return { start: start + shift, end: end + shift, touched: false };
  if (edit.start <= start && edit.end >= end) return { start: edit.start, end: edit.start, touched: true };
  if (edit.start < start) return { start: edit.start + edit.text.length, end: end + shift, touched: true };
  if (edit.end > end) return { start, end: edit.start, touched: true };
  return { start, end: end + shift, touched: true };
}

/** Where a span was before edits that followed one another and did not reach into it. */
export const undone = (span: Span, edits: readonly Replacement[]): Span =>
  edits.reduceRight<Span>((at, edit) => {
    const { start, end } = follow(at, back(edit));
    return { start, end };
  }, span);

/** Text that stands where other text of the length `was` stood before some edits. */
export interface Replaced extends Span {
  readonly was: number;
}

/**
 * What edits that follow one another have replaced, all together and in text order, after one more of them. Places that
 * touch are one; where nothing came or went there is none.
 */
export function replaced(before: readonly Replaced[], edit: Replacement): readonly Replaced[] {
  const front = before.filter(({ end }) => end < edit.start);
  const back = before.filter(({ start }) => start > edit.end);
  const touching = before.slice(front.length, before.length - back.length);
  const start = Math.min(edit.start, touching[0]?.start ?? edit.start);
  const end = Math.max(edit.end, touching.at(-1)?.end ?? edit.end);
  const was = touching.reduce((sum, each) => sum + each.was - (each.end - each.start), end - start);
  const shift = growth(edit);
  const here: Replaced = { start, end: end + shift, was };
  return [
    ...front,
    ...(here.end > here.start || was > 0 ? [here] : []),
    ...back.map((each) => ({ ...each, start: each.start + shift, end: each.end + shift })),
  ];
}
