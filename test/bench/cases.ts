import { type Quote, describe as quoteOf } from '../../src/core/quote.ts';
import type { Span } from '../../src/core/span.ts';
import { Dice } from '../property/dice.ts';
import { EDITS, type Traced, trace } from './edits.ts';
import { compose, type Kind } from './texts.ts';

/**
 * What became of an annotated passage. `partly`: so little of it is left in one
 * place that to find it, there or elsewhere, and to give it up are all fair.
 */
export type Truth = Span | 'deleted' | 'partly';

/** A passage of the first text, as an annotation remembers it (UTF-16 units), and what became of it. */
export interface Case extends Span, Quote {
  readonly truth: Truth;
}

/** One text, edited in one way, with its annotations in text order. */
export interface Trial {
  readonly kind: Kind;
  readonly edits: string;
  readonly before: string;
  readonly after: string;
  readonly cases: readonly Case[];
}

/** A text of that kind, edited in each of the twelve ways, with `count` annotations of 5 to 300 characters each. */
export function trials(kind: Kind, seed: number, length: number, count: number): Trial[] {
  return Object.keys(EDITS).map((name, i) => trial(kind, name, seed * 100 + i, length, count));
}

export function trial(kind: Kind, edits: string, seed: number, length: number, count: number): Trial {
  const dice = new Dice(seed);
  const before = compose(kind, seed, length);
  const more = compose(kind, seed + 7919, 60_000);
  const source = (size: number): string => {
    const start = dice.below(more.length - size);
    return more.slice(start, start + size);
  };
  const after = EDITS[edits]?.(trace(before), dice, source) ?? trace(before);
  const places = placesOf(before.length, after);
  const cases = spans(before, dice, count).map((span) => ({
    ...span,
    ...quoteOf(before, span),
    truth: truthOf(span, places),
  }));
  return { kind, edits, before, after: after.text, cases };
}

/** Passages that begin and end with a word or a sign, not with white space, in text order. */
export function spans(text: string, dice: Dice, count: number): Span[] {
  const found: Span[] = [];
  while (found.length < count) {
    const start = dice.below(text.length - 300);
    const end = start + 5 + dice.below(296);
    if (text.slice(start, end).trim().length === end - start) found.push({ start, end });
  }
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Where each unit of the first text stands now, first and last (the replacement of one may be longer), or -1. */
interface Places {
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly kept: Uint8Array;
}

function placesOf(length: number, after: Traced): Places {
  const first = new Int32Array(length).fill(-1);
  const last = new Int32Array(length).fill(-1);
  const kept = new Uint8Array(length);
  after.from.forEach((from, at) => {
    if (from < 0) return;
    if ((first[from] ?? -1) < 0) first[from] = at;
    last[from] = at;
    if (after.kept[at]) kept[from] = 1;
  });
  return { first, last, kept };
}

/** A piece of a passage that stands further than this from the rest of it has been moved away from it. */
const APART = 400;
/** With less of it left than this a passage counts as deleted; with more than the other, it has to be found. */
const DELETED = 0.1;
const LEFT = 0.5;
/** With parts of it in two places, and so much of the larger one in the other, either is a fair answer. */
const TORN = 0.5;

function truthOf({ start, end }: Span, { first, last, kept }: Places): Truth {
  const units = Array.from({ length: end - start }, (_, i) => start + i)
    .filter((at) => (first[at] ?? -1) >= 0)
    .sort((a, b) => (first[a] ?? 0) - (first[b] ?? 0));
  const groups: { start: number; end: number; kept: number }[] = [];
  for (const at of units) {
    const place = { start: first[at] ?? 0, end: (last[at] ?? 0) + 1, kept: kept[at] ?? 0 };
    const group = groups.at(-1);
    if (group && place.start - group.end < APART) {
      group.end = Math.max(group.end, place.end);
      group.kept += place.kept;
    } else groups.push(place);
  }
  const best = groups.reduce((a, b) => (b.kept > a.kept ? b : a), { start: 0, end: 0, kept: 0 });
  const total = groups.reduce((sum, group) => sum + group.kept, 0);
  if (total < DELETED * (end - start)) return 'deleted';
  const isTorn = groups.some((group) => group !== best && group.kept >= TORN * best.kept);
  return isTorn || best.kept < LEFT * (end - start) ? 'partly' : { start: best.start, end: best.end };
}

/** How many annotations were found where they are, found elsewhere, and found although they were deleted. */
export interface Score {
  present: number;
  right: number;
  wrong: number;
  deleted: number;
  false: number;
}

export const noScore = (): Score => ({ present: 0, right: 0, wrong: 0, deleted: 0, false: 0 });

/** Judges one answer; right is an overlap of at least half of what the two cover together. */
export function judge(score: Score, truth: Truth, found: Span | undefined): void {
  if (truth === 'partly') return;
  if (truth === 'deleted') {
    score.deleted++;
    if (found) score.false++;
    return;
  }
  score.present++;
  if (!found) return;
  const shared = Math.min(truth.end, found.end) - Math.max(truth.start, found.start);
  const together = Math.max(truth.end, found.end) - Math.min(truth.start, found.start);
  if (shared >= together / 2) score.right++;
  else score.wrong++;
}
