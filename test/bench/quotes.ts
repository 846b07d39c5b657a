import approximate, { type Match } from 'approx-string-match';
import DiffMatchPatch from 'diff-match-patch';
import type { Span } from '../../src/core/span.ts';
import type { Case } from './cases.ts';

/** How others find a passage in a text that has changed. */
export type Finder = (text: string, sought: Case) => Span | undefined;

/** As Apache Annotator's text quote selector: the first place where the words stand between the same surroundings, or at all. */
export const exactly: Finder = (text, { prefix, exact, suffix }) => {
  const around = text.indexOf(prefix + exact + suffix);
  const start = around >= 0 ? around + prefix.length : text.indexOf(exact);
  return start >= 0 ? { start, end: start + exact.length } : undefined;
};

/**
 * Hypothesis' rule (hypothesis/client, src/annotator/anchoring/match-quote.ts): all verbatim hits, else those with the
 * fewest errors, at most 256 or half of the quote; of these the one with the best sum of 50 for the quote, 20 for the
 * prefix, 20 for the suffix and 2 for the old place.
 */
export const byQuote: Finder = (text, { prefix, exact, suffix, start }) => {
  const score = (found: Match): number =>
    50 * (1 - found.errors / exact.length) +
    20 * likeness(text.slice(Math.max(0, found.start - prefix.length), found.start), prefix) +
    20 * likeness(text.slice(found.end, found.end + suffix.length), suffix) +
    2 * (1 - Math.abs(found.start - start) / text.length);
  const scored = matches(text, exact, Math.min(256, exact.length / 2)).map((found) => ({ found, score: score(found) }));
  return scored.sort((a, b) => b.score - a.score)[0]?.found;
};

function matches(text: string, pattern: string, most: number): Match[] {
  const found: Match[] = [];
  for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1)) {
    found.push({ start: at, end: at + pattern.length, errors: 0 });
  }
  return found.length > 0 ? found : approximate(text, pattern, most);
}

function likeness(text: string, pattern: string): number {
  if (pattern === '') return 1;
  if (text === '') return 0;
  return 1 - (matches(text, pattern, pattern.length)[0]?.errors ?? pattern.length) / pattern.length;
}

/** What diff-match-patch can look for at once. */
const SLICE = 32;

/**
 * The method of dom-anchor-text-quote 4.0.2: diff-match-patch looks for the prefix, else for the suffix, then for the
 * words in slices of 32 characters, each behind the one before it.
 */
export const bySlices: Finder = (text, { prefix, exact, suffix, start: hint }) => {
  const search = new DiffMatchPatch();
  search.Match_Distance = text.length * 2;
  const find = (pattern: string, near: number): number => search.match_main(text, pattern, near);
  let place = hint;
  const before = prefix === '' ? -1 : find(prefix.slice(-SLICE), place);
  if (before >= 0) place = before + Math.min(SLICE, prefix.length);
  else if (suffix !== '') {
    const behind = find(suffix.slice(0, SLICE), place + exact.length);
    if (behind >= 0) place = behind - exact.length;
  }
  const slices = exact.match(/[\s\S]{1,32}/g) ?? [];
  let [start, end] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [i, slice] of slices.entries()) {
    const at = find(slice, place);
    if (at < 0) return undefined;
    if (i === 0) search.Match_Distance = 64;
    start = Math.min(start, at);
    end = Math.max(end, at + slice.length);
    place = at + slice.length;
  }
  return { start, end };
};
