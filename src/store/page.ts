import type { Fragment } from '../core/annotation.ts';
import { type Edit, follow } from '../core/edit.ts';
import { find } from '../core/quote.ts';
import { isEmpty, overlaps, type Span } from '../core/span.ts';

/** The article's text while it is open, as LF text. Offsets are UTF-16. */
export interface TextSource {
  text(): string;
  slice(start: number, end: number): string;
  /** Whether it differs from the file. */
  isDirty(): boolean;
}

/** Of fresh text longer than this, all of it is read at once and not piece by piece for each annotation. */
const MUCH = 1000;

/** The text after edits, and what of it they brought. */
export class Page {
  readonly #source: TextSource;
  /** Where what the edits brought stands, as far as it does. */
  readonly fresh: readonly Span[];
  readonly #much: boolean;
  #text: string | undefined;

  constructor(edits: readonly Edit[], source: TextSource) {
    this.#source = source;
    this.fresh = edits
      .map((edit, i) => through({ start: edit.start, end: edit.start + edit.text.length }, edits.slice(i + 1)))
      .filter((span) => !isEmpty(span));
    this.#much = edits.some(({ text }) => text.length > MUCH);
  }

  slice({ start, end }: Span): string {
    if (start >= end) return '';
    if (!this.#much) return this.#source.slice(start, end);
    this.#text ??= this.#source.text();
    return this.#text.slice(start, end);
  }

  /**
   * Where a told fragment stands again in fresh text, beside its place or in what came over it, so that it holds all
   * that is left of it: words that merely moved up beside the place of deleted ones are others. What stands round the
   * words chooses among repeats. Undefined when they do not stand there.
   */
  find(told: Fragment, place: Span, present: Span): Span | undefined {
    const { length } = told.exact;
    const places = [place, present];
    const near = this.fresh.filter((each) =>
      places.some(({ start, end }) => touches(each, { start: start - length, end: end + length })),
    );
    if (near.length === 0) return undefined;
    const reach = length + Math.max(told.prefix.length, told.suffix.length);
    const from = Math.max(0, Math.min(...[...places, ...near].map(({ start }) => start)) - reach);
    const to = Math.max(...[...places, ...near].map(({ end }) => end)) + reach;
    const window = this.slice({ start: from, end: to });
    const isHere = (span: Span): boolean =>
      (isEmpty(present) || (span.start <= present.start && span.end >= present.end)) &&
      near.some((each) => overlaps(each, span) && places.some((at) => touches(span, at) || touches(each, at)));
    // Where the words touch their place, other words round them mean little.
    const beside = Math.max(0, place.start - from - length);
    const at = find(window, told, place.start - from)?.start ?? window.indexOf(told.exact, beside);
    const span = { start: from + at, end: from + at + length };
    return at >= 0 && isHere(span) ? span : undefined;
  }
}

const touches = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end;

/** Where a span is after edits that follow one another. */
export const through = (span: Span, edits: readonly Edit[]): Span =>
  edits.reduce<Span>((at, edit) => follow(at, edit), span);
