import { Aligner } from './align.ts';
import { isSame, Page } from './fold.ts';
import { Grams } from './grams.ts';
import { choose, Item, settle, untangle } from './neighbours.ts';
import type { Sought } from './passage.ts';
import { places, probeAll, probeNear } from './places.ts';
import { Rarity } from './rarity.ts';
import { type Span, trim } from './span.ts';

/** What became of a passage (docs/sidecar.md, "Finding the place again"), and where it stands now unless it is lost. */
export type Found =
  | { readonly outcome: 'exact' | 'moved' | 'changed'; readonly span: Span }
  | { readonly outcome: 'lost'; readonly span?: undefined };

const LOST: Found = { outcome: 'lost' };

/** At each step at most so many places are compared unit by unit, and of what is only glimpsed so many in all. */
const MOST_NEW = 5;
const MOST_CANDIDATES = 12;
/** With fewer hits (see `places`) a place is not worth a look. */
const FEWEST_HITS = 3;
/** For one passage in so many UTF-16 units of text it is not worth while to read all of the text first. */
const FEW = 50_000;
/** Found in passing, without a look at the whole text, a place needs this share of what speaks for an unchanged one. */
const PLAIN = 0.75;
/** The same, when the places of all its pieces have been compared. */
const PASSABLE = 0.45;
/** So many UTF-16 units beside them the words of a passage are looked for once more. */
const BESIDE = 8;
/** After so many passages the search gives way. */
const SLICE = 64;

/**
 * Looks for passages in a text that has changed, all at once, so that those that were neighbours help one another. The
 * passages of a group, those of a discontinuous annotation, keep their order and are not found over one another. The
 * answers stand where the questions stood.
 *
 * It gives way every few milliseconds: go on with `next()`, or drop it. Time grows with the length of the text (read
 * once, and not at all when only few are to be found) and, for each passage, with the logarithm of that length: however
 * often its words stand in the text, a bounded number of places is looked at, and of a long passage both ends only.
 */
export function* search(text: string, groups: readonly (readonly Sought[])[]): Generator<unknown, Found[][]> {
  if (groups.every((group) => group.every((each) => stands(text, each)))) {
    return groups.map((group) => group.map(({ start, exact }) => exactly(start, exact)));
  }
  const all = groups.map((group) => group.map((each) => new Item(each)));
  const order = all.flat().sort((a, b) => a.sought.start - b.sought.start);
  const open = order.filter((each) => !stays(text, each));
  // Words that are nothing but white space, in a file that somebody wrote, are nowhere.
  const sensible = order.filter(({ sought }) => sought.exact.trim() !== '');
  if (open.length > 0 && text !== '') yield* locate(new Page(text), sensible);
  for (const group of all) untangle(group);
  return all.map((group) => group.map((each) => outcome(text, each)));
}

/** Whether the words stand where they stood. */
const stands = (text: string, { start, exact }: Sought): boolean =>
  exact !== '' && start >= 0 && text.slice(start, start + exact.length) === exact;

const exactly = (start: number, exact: string): Found => ({
  outcome: 'exact',
  span: { start, end: start + exact.length },
});

/** The same, for one that takes part in the search: the others may go by it. */
function stays(text: string, each: Item): boolean {
  const { start, exact } = each.sought;
  if (!stands(text, each.sought)) return false;
  each.isFixed = each.isSure = true;
  each.pick = { start, end: start + exact.length, support: Number.POSITIVE_INFINITY, context: 0, changed: 0 };
  return true;
}

/** Finds the places of what does not stand where it stood. */
function* locate(page: Page, order: readonly Item[]): Generator<unknown, void> {
  const aligner = new Aligner();
  let grams: Grams | undefined;
  let glimpses = 1 + page.text.length / FEW;
  let last: Item | undefined;
  for (const [i, each] of order.entries()) {
    if (i % SLICE === SLICE - 1) yield;
    if (!each.isSure && !isExpected(page, each, last, aligner)) {
      if (!grams && glimpses-- >= 1) glimpse(page, each, aligner);
      if (!each.isSure) {
        grams ??= yield* Grams.read(page.units);
        look(page, each, last?.shift ?? 0, grams, aligner);
        settle(each);
      }
    }
    if (each.isSure) last = each;
  }
  if (!grams) return;
  yield* around(page, order, grams, aligner);
  const rarity = yield* Rarity.of(page.text);
  for (const [i, each] of order.entries()) {
    if (i % SLICE === SLICE - 1) yield;
    if (!each.isFixed) each.telling = rarity.share(each.pattern.words);
  }
  yield* choose(order);
}

/** Looks for what is not sure where it would be if it had moved as far as the next one on either side that is placed. */
function* around(page: Page, order: readonly Item[], grams: Grams, aligner: Aligner): Generator<unknown, void> {
  for (const direction of [order, order.toReversed()]) {
    let last: Item | undefined;
    for (const [i, each] of direction.entries()) {
      if (i % SLICE === SLICE - 1) yield;
      if (last && !each.isSure) look(page, each, last.shift, grams, aligner);
      if (each.isSure) last = each;
    }
  }
}

/** Whether a passage plainly stands where it should when it has moved as far as the one before it. */
function isExpected(page: Page, each: Item, last: Item | undefined, aligner: Aligner): boolean {
  if (!last) return false;
  const { sought, pattern } = each;
  const candidate = pattern.around(page, sought.start + last.shift - sought.prefix.length, aligner);
  each.add(candidate);
  if (candidate.support < PLAIN * pattern.best) return false;
  each.pick = candidate;
  each.isSure = true;
  return true;
}

/** Compares the places where a passage may be, that has moved by about `shift`. */
function look(page: Page, each: Item, shift: number, grams: Grams, aligner: Aligner): void {
  const { pattern, sought } = each;
  const near = sought.start + shift - sought.prefix.length;
  const found = places(pattern, grams, near).slice(0, MOST_NEW);
  const most = found[0]?.hits ?? 0;
  for (const { at, hits } of found) {
    if (hits < Math.max(FEWEST_HITS, most / 2)) return;
    if (each.isNew(at)) each.add(pattern.around(page, at, aligner));
  }
}

/** Looks for one passage without a look at the whole text first: near its old place, then by its longer pieces. */
function glimpse(page: Page, each: Item, aligner: Aligner): void {
  const { pattern } = each;
  for (const probe of [probeNear, probeAll]) {
    for (const place of probe(page.text, pattern)) {
      if (each.candidates.length >= MOST_CANDIDATES) return;
      const candidate = pattern.around(page, place, aligner);
      each.add(candidate);
      if (candidate.support < PLAIN * pattern.best) continue;
      settle(each);
      if (each.isSure) return;
    }
    if ((each.candidates[0]?.support ?? 0) >= PASSABLE * pattern.best) settle(each);
    if (each.isSure) return;
  }
}

function outcome(text: string, { pick, isFixed, sought }: Item): Found {
  if (isFixed) return exactly(sought.start, sought.exact);
  const span = pick && (toTheLetter(text, pick, sought.exact) ?? trim(text, pick));
  if (!span) return LOST;
  return { outcome: isSame(text.slice(span.start, span.end), sought.exact) ? 'moved' : 'changed', span };
}

/** The words themselves, where they stand to the letter within what the comparison found, or a few units beside it. */
function toTheLetter(text: string, { start, end }: Span, exact: string): Span | undefined {
  const from = Math.max(0, start - BESIDE);
  const at = exact.trim() === '' ? -1 : text.slice(from, Math.max(end, start + exact.length) + BESIDE).indexOf(exact);
  return at < 0 ? undefined : { start: from + at, end: from + at + exact.length };
}
