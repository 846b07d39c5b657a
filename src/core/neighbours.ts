import { type Candidate, Pattern, type Sought } from './passage.ts';
import { bounded } from './quote.ts';

/** Support (see `Candidate`) that a place must have before it is believed. */
const NEEDED = 9;
/** Support in a text like prose, by how much of a passage tells something there: phrases that come again and again tell little. */
const WORTH = { least: -0.1, growth: 1.4 };
/** What it takes from the support when a passage has not moved as far as the one before it, and of the weaker one's. */
const APART = 8;
const APART_SHARE = 0.2;
/** The same, when it stands in front of that one now. */
const BACK = 5;
/** Shifts that differ by 2 to this power say nothing of one another. */
const UNLIKE = 11;
/** So many ways to place the passages are followed at a time, and those that are so much worse than the best are not. */
const MOST_WAYS = 16;
const BEHIND = 60;
/** More than so much support makes no difference. */
const ENOUGH = 300;

/** A place with so much support is clear by itself. */
const SURE = 24;
/** It has so much more than the second best, at least this share of it: a copy may have changed less. */
const MARGIN = 8;
const CLEAR = 0.3;

/** Beyond this share of difference a place is not believed. */
const MOST_CHANGED = 0.5;
/** The same, when what stood on either side is still there, and what the surroundings must say for that. */
const MOST_CHANGED_BETWEEN = 0.6;
const BETWEEN = 24;
/** What it takes from the support to be beyond the first, where the second is not reached. */
const DOUBTFUL = 6;

/** For one passage no more places than these are compared unit by unit, so that the work for it is bounded. */
const MOST_LOOKED = 12;
/** Candidates that begin this near to one another are one. */
const SAME = 8;

/** After so many passages the choice gives way. */
const SLICE = 64;

/** One passage on its way, with the places where it may be, the best first. */
export class Item {
  readonly sought: Sought;
  candidates: Candidate[] = [];
  /** Where it is believed to be. */
  pick: Candidate | undefined;
  /** Whether the others may go by it. */
  isSure = false;
  /** Whether it stands where it stood: not to be asked again. */
  isFixed = false;
  /** The share of the passage that tells something in the text (see `Rarity`). */
  telling = 1;
  #pattern: Pattern | undefined;
  readonly #looked: number[] = [];

  constructor(sought: Sought) {
    this.sought = bounded(sought);
  }

  get pattern(): Pattern {
    this.#pattern ??= new Pattern(this.sought);
    return this.#pattern;
  }

  /** How far it has moved. */
  get shift(): number {
    return (this.pick ?? this.sought).start - this.sought.start;
  }

  /** Whether a place, where the passage begins with its surroundings, is still to be looked at. From now on it was. */
  isNew(place: number): boolean {
    if (this.#looked.length >= MOST_LOOKED) return false;
    if (this.#looked.some((other) => Math.abs(other - place) < SAME)) return false;
    this.#looked.push(place);
    return true;
  }

  add(candidate: Candidate): void {
    if (candidate.support <= 0) return;
    const same = this.candidates.findIndex((other) => Math.abs(other.start - candidate.start) < SAME);
    const other = this.candidates[same];
    if (!other) this.candidates.push(candidate);
    else if (candidate.support > other.support) this.candidates[same] = candidate;
    this.candidates.sort((a, b) => b.support - a.support);
  }
}

const isLikely = ({ changed, context }: Candidate): boolean =>
  changed <= (context >= BETWEEN ? MOST_CHANGED_BETWEEN : MOST_CHANGED);

/** Decides by what a passage says itself, when it speaks clearly. */
export function settle(item: Item): void {
  const [best, second] = item.candidates;
  item.pick = best && isLikely(best) && best.support >= SURE ? best : undefined;
  if (!best || !item.pick) return;
  item.isSure = best.support - (second?.support ?? 0) >= Math.max(MARGIN, CLEAR * best.support);
}

/** A way to place the passages so far: the last of them that was placed, where, and the way to those before it. */
interface Way {
  readonly item: Item;
  readonly place: Candidate;
  readonly support: number;
  readonly total: number;
  readonly before: Way | undefined;
}

/**
 * Decides about all passages, which are in text order, together: so that what speaks for their places, less what speaks
 * against each that has not moved as far as the one before it, is most. (The best way through a trellis: A. Viterbi,
 * "Error bounds for convolutional codes", 1967, with a beam.)
 */
export function* choose(order: readonly Item[]): Generator<void, void> {
  let ways: readonly Way[] = [];
  for (const [i, item] of order.entries()) {
    if (i % SLICE === SLICE - 1) yield;
    const places = item.isFixed && item.pick ? [item.pick] : item.candidates;
    const next = places.flatMap((place) => extend(ways, item, place) ?? []);
    if (next.length > 0) ways = [...ways, ...next].sort((a, b) => b.total - a.total).slice(0, MOST_WAYS);
    if (!item.isFixed) item.pick = undefined;
  }
  for (let way = ways[0]; way; way = way.before) way.item.pick = way.place;
}

/** The best way to this place of a passage; undefined when it is no good one. */
function extend(ways: readonly Way[], item: Item, place: Candidate): Way | undefined {
  const support = Math.min(ENOUGH, place.support) * (item.isFixed ? 1 : WORTH.least + WORTH.growth * item.telling);
  if (place.changed > MOST_CHANGED_BETWEEN) return undefined;
  const gain = support - NEEDED - (isLikely(place) ? 0 : DOUBTFUL);
  let best: Way = { item, place, support, total: gain, before: undefined };
  for (const before of ways) {
    const total = before.total + gain - against(before, item, place, support);
    if (total > best.total) best = { item, place, support, total, before };
  }
  return best.total > Math.max(0, (ways[0]?.total ?? 0) - BEHIND) ? best : undefined;
}

/** What speaks against a place, after the one before it. */
function against({ item, place, support }: Way, next: Item, there: Candidate, its: number): number {
  const differ = there.start - next.sought.start - (place.start - item.sought.start);
  if (differ === 0) return 0;
  const share = Math.min(1, Math.log2(1 + Math.abs(differ)) / UNLIKE) ** 2;
  return share * (APART + APART_SHARE * Math.min(support, its)) + (there.start < place.start ? BACK : 0);
}

/**
 * Passages of one group, in the order that they had, must not be found in another order or over one another. When they
 * are, the one with most support stands, and the others take the best of their places that fits, or none.
 */
export function untangle(group: readonly Item[]): void {
  if (group.length < 2 || isOrdered(group)) return;
  const ranks = new Map(group.map((item, i) => [item, i]));
  const placed: (Candidate | undefined)[] = group.map(() => undefined);
  const lead = group.toSorted((a, b) => (b.pick?.support ?? 0) - (a.pick?.support ?? 0));
  for (const item of lead) {
    const rank = ranks.get(item) ?? 0;
    const before = placed.findLast((other, i) => i < rank && other)?.end ?? 0;
    const behind = placed.find((other, i) => i > rank && other)?.start ?? Number.POSITIVE_INFINITY;
    const fits = ({ start, end }: Candidate) => start >= before && end <= behind;
    const others =
      item.pick && !item.isFixed ? item.candidates.filter((each) => isLikely(each) && each.support >= NEEDED) : [];
    item.pick = [...(item.pick ? [item.pick] : []), ...others].find(fits);
    placed[rank] = item.pick;
  }
}

function isOrdered(group: readonly Item[]): boolean {
  const found = group.flatMap(({ pick }) => (pick ? [pick] : []));
  return found.every((place, i) => place.start >= (found[i - 1]?.end ?? 0));
}
