import type { Aligner, Alignment, Passage } from './align.ts';
import { fold, type Page, type Piece } from './fold.ts';
import type { Quote } from './quote.ts';
import type { Span } from './span.ts';

/** What is looked for: the words, what stood around them, and where they began (a UTF-16 offset). */
export interface Sought extends Quote {
  readonly start: number;
}

/** A place where a passage may stand now. */
export interface Candidate extends Span {
  /**
   * How much speaks for it, in units (UTF-16, folded) that agree beyond what any text would have in common with it.
   * `best` is what a place has where nothing changed.
   */
  readonly support: number;
  /** Of that what the surroundings say. */
  readonly context: number;
  /** The share of the words that is different, 0 to 1. */
  readonly changed: number;
}

/** Passages beyond this many folded units are compared by their two ends only: the work for one stays bounded. */
const LONG = 512;
/** How much of either end of a passage stands for it. */
const END = 64;
/** Two texts that have nothing to do with one another differ in this share of their units when they are aligned best. */
const UNRELATED = 0.6;
/** A passage is looked for so much further on either side than it is expected, and a little more if it is long. */
const SLACK = 20;
/** Where something else has come in the place of one end, and at least so many units of it, that end is left out. */
const CUT = 32;
/** With fewer errors than this, and some of its surroundings on either side, a passage is not torn apart. */
const TORN = 6;
/** It is not torn, but not there, with fewer units of it alike, and no more of its surroundings than by chance. */
const ALIKE = 16;
/** What it costs, in units, to believe that one unit has come between two parts of a passage, and each doubling of it. */
const GAP = 3;
/** So much may have been put in the middle of a passage, in units. */
const INSERTED = 400;

/** A passage made ready to be looked for. */
export class Pattern {
  readonly sought: Sought;
  readonly whole: Passage;
  readonly isLong: boolean;
  /** The words with their surroundings. */
  readonly words: string;
  readonly #head: Passage;
  readonly #tail: Passage;

  constructor(sought: Sought) {
    this.sought = sought;
    this.words = sought.prefix + sought.exact + sought.suffix;
    const units = fold(this.words);
    const from = sought.prefix.length;
    const to = from + sought.exact.length;
    this.whole = { units, from, to };
    this.isLong = to - from > LONG;
    const end = Math.min(END, Math.max(1, (to - from) >> 1));
    this.#head = { units: units.slice(0, from + end), from, to: from + end };
    this.#tail = { units: units.slice(to - end), from: 0, to: end };
  }

  /** The units that tell where it is: all, or those at either end of a long passage. */
  get telling(): readonly Span[] {
    const { units, from, to } = this.whole;
    if (!this.isLong) return [{ start: 0, end: units.length }];
    return [
      { start: 0, end: from + 2 * END },
      { start: to - 2 * END, end: units.length },
    ];
  }

  /** Units of the words, without their surroundings. */
  get size(): number {
    return this.whole.to - this.whole.from;
  }

  /** The support of a place where nothing changed. */
  get best(): number {
    return UNRELATED * (this.isLong ? this.#head.units.length + this.#tail.units.length : this.whole.units.length);
  }

  /** Looks for the passage around a place where it may begin with its surroundings (an offset into the text). */
  around(page: Page, place: number, aligner: Aligner): Candidate {
    if (this.isLong) return this.#byEnds(page, place, place + this.whole.to, aligner);
    const { units, from, to } = this.whole;
    const slack = SLACK + (units.length >> 4);
    const window = page.piece(place - slack, place + units.length + slack);
    const verbatim = page.text.slice(window.start, window.start + window.units.length).indexOf(this.words);
    if (verbatim >= 0) {
      const span = spanIn(window, verbatim + from, verbatim + to);
      return { ...span, support: this.best, context: UNRELATED * (units.length - this.size), changed: 0 };
    }
    const found = aligner.align(this.whole, window.units);
    const before = surplus(from, found.before);
    const behind = surplus(units.length - to, found.behind);
    const whole = {
      ...spanIn(window, found.start, found.end),
      support: UNRELATED * this.size - found.within + before + behind,
      context: before + behind,
      changed: Math.min(1, found.within / this.size),
    };
    const isTorn = found.within >= TORN || (found.within > 1 && (before === 0 || behind === 0));
    const isHopeless = found.kept.end - found.kept.start < ALIKE && before + behind < 2 * GAP;
    return !isTorn || isHopeless ? whole : this.#torn(page, window, found, whole, aligner);
  }

  /** Looks on either side of what is alike for the rest: something may have come between the two, or in its place. */
  #torn(page: Page, window: Piece, found: Alignment, whole: Candidate, aligner: Aligner): Candidate {
    const { units, from, to } = this.whole;
    const { kept, left, right } = found;
    const alike = spanIn(window, found.alike.start, found.alike.end);
    const head = { units: units.subarray(0, kept.start), from, to: kept.start };
    const tail = { units: units.subarray(kept.end), from: 0, to: to - kept.end };
    const reach = (rest: Passage) => INSERTED + rest.units.length;
    const [before, behind] = [surplus(from, found.before), surplus(units.length - to, found.behind)];
    const first = rejoin(head, before - left, page.piece(alike.start - reach(head), alike.start), true, aligner);
    const last = rejoin(tail, behind - right, page.piece(alike.end, alike.end + reach(tail)), false, aligner);
    const gain = (first?.gain ?? 0) + (last?.gain ?? 0);
    const errors = found.within - left - right + (first?.errors ?? left) + (last?.errors ?? right);
    return {
      start: first?.start ?? (before === 0 && isOther(kept.start - from, left) ? alike.start : whole.start),
      end: last?.end ?? (behind === 0 && isOther(to - kept.end, right) ? alike.end : whole.end),
      support: whole.support + gain,
      context: (first?.context ?? before) + (last?.context ?? behind),
      changed: Math.min(1, errors / this.size),
    };
  }

  /** Looks for the beginning, with what stood before it, from `place` on, and for the end behind it. */
  #byEnds(page: Page, place: number, end: number, aligner: Aligner): Candidate {
    const [head, tail] = [this.#head, this.#tail];
    const known = head.to - head.from + tail.to;
    const slack = 24 + (head.units.length >> 2);
    const reach = INSERTED + (this.isLong ? Math.min(this.size >> 2, 4 * INSERTED) : 0);
    const first = page.piece(place - slack, Math.min(end, place + INSERTED) + slack);
    const begun = aligner.align(head, first.units);
    const opening = spanIn(first, begun.start, begun.end);
    const near = opening.end + this.size - known;
    const second = page.piece(Math.max(opening.end, near - reach), near + tail.units.length + reach);
    const ended = aligner.align(tail, second.units);
    const closing = spanIn(second, ended.start, ended.end);
    const context = surplus(head.from, begun.before) + surplus(tail.units.length - tail.to, ended.behind);
    return {
      start: opening.start,
      end: Math.max(opening.end, closing.end),
      support: UNRELATED * known - begun.within - ended.within + context,
      context,
      changed: Math.min(1, (begun.within + ended.within) / known),
    };
  }
}

/** Whether so many errors in an end of a passage mean that something else has come in its place. */
const isOther = (size: number, errors: number): boolean => size >= CUT && errors >= 0.55 * size;

/** One end of a torn passage where it stands now. */
interface Rejoined extends Span {
  readonly errors: number;
  readonly context: number;
  /** By how much the support grows with it. */
  readonly gain: number;
}

/** Looks for the rest of a passage, with its surroundings, in a window; undefined if it is not there any better than `now`. */
function rejoin(rest: Passage, now: number, window: Piece, isHead: boolean, aligner: Aligner): Rejoined | undefined {
  if (rest.to === rest.from) return undefined;
  const there = aligner.align(rest, window.units);
  const context = surplus(rest.from, there.before) + surplus(rest.units.length - rest.to, there.behind);
  const between = isHead ? window.units.length - there.end : there.start;
  const gain = context - there.within - now - GAP * (1 + Math.log2(1 + between));
  const support = UNRELATED * (rest.to - rest.from) - there.within + context;
  if (gain <= 0 || support < 2 * GAP) return undefined;
  return { ...spanIn(window, there.start, there.end), errors: there.within, context, gain };
}

const spanIn = (piece: Piece, start: number, end: number): Span => ({
  start: piece.start + start,
  end: piece.start + Math.max(start, end),
});

/** What a side of the surroundings says: nothing when it is gone. */
const surplus = (size: number, errors: number): number => Math.max(0, UNRELATED * size - errors);
