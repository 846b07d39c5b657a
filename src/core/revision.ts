import { runsOf } from './difference.ts';
import { Rarity } from './rarity.ts';
import { byNew, type Run } from './run.ts';
import type { Span } from './span.ts';

/** Where a span of the old text stands in the new one. */
export interface Kept extends Span {
  /** The share of the span's UTF-16 units that stand there still, above 0; 1 when it is all of them, in their order. */
  readonly share: number;
}

/** With less of a span left in one place it counts as deleted. */
const LEAST = 0.4;
/** The same by what its units tell, with so much on either side, which counts as much as so many units. */
const TELLING = 0.53;
const SIDE = 48;
const COUNTS = 12;
/** What has so much left is not looked at again. */
const PLENTY = 0.9;
/** Pieces of a span that stand further apart than this in the new text are not of one place. */
const APART = 400;
/** Pieces at the edge of a place belong to it when at most so many times their length lies between. */
const BEARS = 64;
/** Other text of at most this length in the place of a span's first or last words counts as theirs. */
const REPLACED = 24;

/** How an old text became a new one: which of its pieces stand where. All offsets are UTF-16. */
export class Revision {
  readonly #before: string;
  readonly #after: string;
  readonly #rarity: Rarity;
  #inNew: readonly Run[] | undefined;
  /** In the order of the old text. */
  readonly runs: readonly Run[];

  constructor(before: string, after: string, runs: readonly Run[], rarity: Rarity) {
    this.#before = before;
    this.#after = after;
    this.#rarity = rarity;
    this.runs = runs;
  }

  /**
   * Where a span of the old text stands now: from the first of its units to the last, in the place that has most of
   * them; words that were replaced at its edges belong to it. Undefined when it is empty or too little of it is left. No
   * surrogate pair is cut.
   */
  map(span: Span): Kept | undefined {
    const size = span.end - span.start;
    const all = places(this.#pieces(span));
    const most = all.reduce<readonly Piece[]>((a, b) => (weight(b) > weight(a) ? b : a), []);
    const place = borne(borne(most, 1), -1);
    const [first, last] = [place[0], place.at(-1)];
    const kept = weight(place);
    if (!first || !last || kept < LEAST * size) return undefined;
    const start = first.to - this.#ahead(span, first);
    const end = last.to + last.length + this.#behind(span, last);
    const found = { ...whole(this.#after, start, end), share: kept / size };
    return found.share >= PLENTY || this.#isTelling(span, found) ? found : undefined;
  }

  /** Whether what is left of a span, and beside it, is more than texts of its kind have in common. */
  #isTelling({ start, end }: Span, place: Span): boolean {
    const [left, right] = [Math.max(0, start - SIDE), Math.min(this.#before.length, end + SIDE)];
    const [before, within, behind] = [
      this.#left({ start: left, end: start }, place),
      this.#left({ start, end }, place),
      this.#left({ start: end, end: right }, place),
    ];
    const of = (a: number, b: number) => this.#rarity.sum(this.#before, a, b);
    const around = (before + behind) / (of(left, start) + of(end, right) + 1);
    return within + COUNTS * around >= TELLING * (of(start, end) + COUNTS);
  }

  /** How much of what a span told stands at or near a place. */
  #left(span: Span, place: Span): number {
    let sum = 0;
    for (const { from, to, length } of this.#pieces(span)) {
      if (to < place.end + APART && to + length > place.start - APART)
        sum += this.#rarity.sum(this.#before, from, from + length);
    }
    return sum;
  }

  /** Where something is to be expected that stood at an offset of the old text and is no longer there. */
  near(offset: number): number {
    const i = firstBehind(this.runs, ({ from }) => from, offset);
    const [last, run] = [this.runs[i - 1], this.runs[i]];
    if (run && run.from <= offset) return run.to + offset - run.from;
    return last ? last.to + last.length : 0;
  }

  /** Whether most of a span of the new text is new: it did not stand in the old text, or only within `own`. */
  isNew({ start, end }: Span, own: Span): boolean {
    let old = 0;
    this.#inNew ??= byNew(this.runs);
    for (let i = firstBehind(this.#inNew, ({ to }) => to, start); i < this.#inNew.length; i++) {
      const run = this.#inNew[i];
      if (!run || run.to >= end) break;
      const [first, last] = [Math.max(start, run.to), Math.min(end, run.to + run.length)];
      const shift = run.from - run.to;
      old += last - first - Math.max(0, Math.min(last + shift, own.end) - Math.max(first + shift, own.start));
    }
    return 2 * old <= end - start;
  }

  /** What is left of the span, in the order of the new text. */
  #pieces({ start, end }: Span): Piece[] {
    const found: Piece[] = [];
    for (let i = firstBehind(this.runs, ({ from }) => from, start); i < this.runs.length; i++) {
      const run = this.runs[i];
      if (!run || run.from >= end) break;
      const from = Math.max(start, run.from);
      const length = Math.min(end, run.from + run.length) - from;
      if (length > 0) found.push({ from, to: run.to + from - run.from, length, run: i });
    }
    return found.sort((a, b) => a.to - b.to);
  }

  /** How much text ahead of the span's first piece has come in the place of the span's own. */
  #ahead({ start }: Span, piece: Piece): number {
    const left = this.runs[piece.run - 1];
    if (!left || piece.from <= start) return 0;
    return replaced(left, piece, piece.from - start);
  }

  #behind({ end }: Span, piece: Piece): number {
    const right = this.runs[piece.run + 1];
    if (!right || piece.from + piece.length >= end) return 0;
    return replaced(piece, right, end - piece.from - piece.length);
  }
}

/** The index of the first run that ends behind the offset in one text; the runs are in the order of that text. */
function firstBehind(runs: readonly Run[], place: (run: Run) => number, offset: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const run = runs[middle];
    if (run && place(run) + run.length <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A piece of a run, and the run's index. */
interface Piece extends Run {
  readonly run: number;
}

/**
 * The pieces without those at one edge that are too few for what lies between them and the others: letters that are the
 * same by chance.
 */
function borne(pieces: readonly Piece[], step: 1 | -1): readonly Piece[] {
  const all = step > 0 ? pieces : pieces.toReversed();
  let first = 0;
  let mass = 0;
  for (const [i, piece] of all.entries()) {
    const last = all[i - 1];
    const gap = last ? (step > 0 ? between(last, piece) : between(piece, last)) : 0;
    if (gap > BEARS * mass) {
      first = i;
      mass = 0;
    }
    mass += piece.length;
  }
  const left = all.slice(first);
  return step > 0 ? left : left.reverse();
}

/** How much of the new text lies between two pieces. */
const between = (left: Piece, right: Piece): number => right.to - left.to - left.length;

const weight = (pieces: readonly Piece[]): number => pieces.reduce((sum, { length }) => sum + length, 0);

/** Puts pieces together that stand near one another in the new text. */
function places(pieces: readonly Piece[]): Piece[][] {
  const found: Piece[][] = [];
  for (const piece of pieces) {
    const last = found.at(-1)?.at(-1);
    if (last && between(last, piece) < APART) found.at(-1)?.push(piece);
    else found.push([piece]);
  }
  return found;
}

/** How much of the text between two runs stands for `share` units of the old text there; none when much was rewritten. */
function replaced(left: Run, right: Run, share: number): number {
  const old = right.from - left.from - left.length;
  const now = right.to - left.to - left.length;
  if (old === 0 || old > REPLACED || now < 0 || now > REPLACED) return 0;
  return Math.round((Math.min(share, old) * now) / old);
}

/** The span, made larger where it cuts a surrogate pair. */
function whole(text: string, start: number, end: number): Span {
  return { start: start - (isCut(text, start) ? 1 : 0), end: end + (isCut(text, end) ? 1 : 0) };
}

const isCut = (text: string, at: number): boolean =>
  (text.charCodeAt(at - 1) & 0xfc00) === 0xd800 && (text.charCodeAt(at) & 0xfc00) === 0xdc00;

/**
 * Compares two texts. Yields the number of steps so far now and then (see `runsOf`), so that long work can pause or be
 * given up; `finish` runs it to its end.
 */
export function* compare(before: string, after: string): Generator<number, Revision> {
  const rarity = yield* Rarity.of(before);
  return new Revision(before, after, yield* runsOf(before, after), rarity);
}
