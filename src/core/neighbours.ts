import { type Candidate, Pattern, type Sought } from './passage.ts';

/** Support (see `Candidate`) that a place must have, its neighbours' included, before it is believed. */
const NEEDED = 14;
/** How much support comes from a neighbour that has moved by the same distance. */
const NEIGHBOURS = 18;
/** How much speaks against a place when its neighbours agree on another. */
const AGAINST = 26;
/** A place with so much support needs no neighbours. */
const SURE = 24;
/** A place is sure when it has so much more support than the second best. */
const MARGIN = 8;
/** At first it must be clear of the second best by this share of its support, too: a copy may have changed less. */
const CLEAR = 0.3;

/** Beyond this share of difference a place is not believed. */
const MOST_CHANGED = 0.5;
/** The same, when it has moved about as far as its neighbours. */
const MOST_CHANGED_THERE = 0.56;
/** The same, when what stood on either side is still there, and what the surroundings must say for that. */
const MOST_CHANGED_BETWEEN = 0.6;
const BETWEEN = 24;

/** For one passage no more places than these are compared unit by unit, so that the work for it is bounded. */
const MOST_LOOKED = 12;
/** Candidates that begin this near to one another are one. */
const SAME = 8;
/** Shifts that differ by 2 to this power say nothing of one another; neighbours at this distance say half as much. */
const UNLIKE = 9;
const DISTANCE = 5000;

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
  #pattern: Pattern | undefined;
  readonly #looked: number[] = [];

  constructor(sought: Sought) {
    this.sought = sought;
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

/** Decides by what a passage says itself and by what its neighbours, one or two that are sure, say of it. */
export function weigh(item: Item, neighbours: readonly Item[]): void {
  const [best, second] = item.candidates
    .map((candidate) => ({ candidate, said: said(item, candidate, neighbours) }))
    .filter(
      ({ candidate, said }) =>
        isLikely(candidate) || (candidate.changed <= MOST_CHANGED_THERE && said >= NEIGHBOURS / 3),
    )
    .map(({ candidate, said }) => ({ candidate, value: candidate.support + said }))
    .sort((a, b) => b.value - a.value);
  item.pick = best && best.value >= NEEDED ? best.candidate : undefined;
  item.isSure = item.pick !== undefined && (best?.value ?? 0) - (second?.value ?? 0) >= MARGIN / 2;
}

/** What the neighbours say of a place: for it when one has moved as far, against it when they agree on another. */
function said(item: Item, candidate: Candidate, [left, right]: readonly Item[]): number {
  const shift = candidate.start - item.sought.start;
  const agreement = Math.max(agrees(item, shift, left), agrees(item, shift, right));
  if (agreement > 0 || !left || !right) return NEIGHBOURS * agreement;
  return -AGAINST * agrees(left, left.shift, right);
}

/** From 1, when the neighbour has moved just as far, to 0; the further away it was, the less it says. */
function agrees(item: Item, shift: number, neighbour: Item | undefined): number {
  if (!neighbour) return 0;
  const apart = Math.abs(item.sought.start - neighbour.sought.start);
  const differ = Math.abs(shift - neighbour.shift);
  return (1 - Math.min(1, Math.log2(1 + differ) / UNLIKE)) / (1 + apart / DISTANCE);
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
