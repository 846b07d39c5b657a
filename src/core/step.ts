import { type Span, trim } from './span.ts';

export type Edge = 'start' | 'end';

/** For a character class: the scripts that set no spaces between words, so that where one ends is not to be seen. */
export const UNSPACED =
  '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}';

/** So far from an edge (UTF-16 units) words are looked for. */
const REACH = 1000;

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/**
 * The span grown by a word at one edge, which stays within `room`; undefined where there is no other word in it. The
 * punctuation directly at a word is a step of its own: behind `tired` comes `tired,”`, then the next word. What joins two
 * words (`well-known`, `and/or`) is none, and a dash between spaces is passed over; any other sign between spaces, such
 * as an emoji, counts as a word.
 */
export const grow = (text: string, span: Span, edge: Edge, room: Span): Span | undefined =>
  steps(text, span, edge)
    .filter(({ start, end }) =>
      edge === 'end' ? span.end < end && end <= room.end : room.start <= start && start < span.start,
    )
    .find((each) => isWhole(text, each));

/** The twin of `grow`: undefined where nothing would be left. */
export const shrink = (text: string, span: Span, edge: Edge): Span | undefined =>
  steps(text, span, edge)
    .filter(({ start, end }) => (edge === 'end' ? end < span.end : start > span.start))
    .findLast((each) => each.start < each.end && isWhole(text, each));

/** The span with its end at the end of the next sentence that ends behind it. `sentences`: all of the text, in order. */
export function growSentence(span: Span, sentences: readonly Span[], room: Span): Span | undefined {
  const next = sentences.find(({ end }) => end > span.end);
  return next && next.end <= room.end ? { start: span.start, end: next.end } : undefined;
}

/** The twin of `growSentence`: undefined where no whole sentence would be left. */
export function shrinkSentence(span: Span, sentences: readonly Span[]): Span | undefined {
  const last = sentences.findLast(({ start, end }) => start < span.end && end < span.end);
  return last && last.end > span.start ? { start: span.start, end: last.end } : undefined;
}

/** Where the cursor goes: to the beginning of a word before or behind it, or to the end of one behind it. */
export type Stop = 'start before' | 'start behind' | 'end behind';

/** So far (UTF-16 units) the letters beside an offset tell whether there are spaces between words. */
const TELLING = 40;
const WITHOUT_SPACES = new RegExp(`[${UNSPACED}]`, 'u');

/** The next such place from an offset. Undefined where there is none, or where the words there have spaces between them. */
export function stopFrom(text: string, offset: number, stop: Stop): number | undefined {
  const isBefore = stop === 'start before';
  const beside = isBefore
    ? text
        .slice(Math.max(0, offset - TELLING), offset)
        .trimEnd()
        .split(/\s/u)
        .at(-1)
    : text
        .slice(offset, offset + TELLING)
        .trimStart()
        .split(/\s/u, 1)[0];
  if (!WITHOUT_SPACES.test(beside ?? '')) return undefined;
  const { starts, ends } = stops(text, offset);
  if (isBefore) return starts.findLast((start) => start < offset);
  return (stop === 'end behind' ? ends : starts).find((each) => each > offset);
}

/** Whether a span is what a person would mean by it: no white space at its ends, no grapheme cluster cut. */
export function isWhole(text: string, span: Span): boolean {
  const trimmed = trim(text, span);
  return trimmed?.start === span.start && trimmed.end === span.end;
}

/** The span with each other place for that edge that is near, the ones that are most grown last. */
function steps(text: string, { start, end }: Span, edge: Edge): Span[] {
  const { starts, ends } = stops(text, edge === 'end' ? end : start);
  return edge === 'end'
    ? ends.map((stop) => ({ start, end: stop }))
    : starts.map((stop) => ({ start: stop, end })).reverse();
}

type Kind = 'space' | 'word' | 'marks';

/** Where words, and the punctuation at them, begin and end near an offset; ascending. */
function stops(text: string, near: number): { readonly starts: readonly number[]; readonly ends: readonly number[] } {
  const starts: number[] = [];
  const ends: number[] = [];
  const pieces = piecesOf(text, { start: Math.max(0, near - REACH), end: Math.min(text.length, near + REACH) });
  for (const [i, { kind, start, end }] of pieces.entries()) {
    if (kind === 'space') continue;
    const [before, after] = [pieces[i - 1]?.kind ?? 'space', pieces[i + 1]?.kind ?? 'space'];
    const marks = text.slice(start, end);
    if (kind === 'word' || (before === 'space' && after === 'space' && !PUNCTUATION.test(marks))) {
      starts.push(start);
      ends.push(end);
    } else if (after === 'space' && before === 'word') ends.push(end);
    else if (before === 'space' && after === 'word') starts.push(start);
    else if (before === 'word' && !JOINTS.test(marks)) {
      const opening = start + marks.search(OPENING);
      if (opening >= start) starts.push(opening);
      if (opening !== start) ends.push(opening > start ? opening : end);
    }
  }
  return { starts, ends };
}

const PUNCTUATION = /^\p{P}+$/u;
/** Between two words without spaces: what makes one of them. */
const JOINTS = /^[\p{Pd}\p{Pc}.'’/&@…·・]+$/u;
/** From the first opening mark to the end; no match where there is none. */
const OPENING = /[\p{Ps}\p{Pi}]/u;

/** Words, white space, and all that stands between them. */
function piecesOf(text: string, { start, end }: Span): (Span & { readonly kind: Kind })[] {
  const pieces: (Span & { readonly kind: Kind })[] = [];
  for (const { segment, index, isWordLike } of segmenter.segment(text.slice(start, end))) {
    const kind = isWordLike ? 'word' : /^\s/u.test(segment) ? 'space' : 'marks';
    const piece = { kind, start: start + index, end: start + index + segment.length } as const;
    const last = pieces.at(-1);
    if (kind === 'marks' && last?.kind === kind) pieces.splice(-1, 1, { ...piece, start: last.start });
    else pieces.push(piece);
  }
  return pieces;
}
