import type { Annotation } from './annotation.ts';
import { alike } from './fold.ts';
import type { Codebook } from './label.ts';
import { labelName } from './outline.ts';
import { isBoundary, type Span } from './span.ts';
import { UNSPACED } from './step.ts';

/** Longer words (UTF-16 units) are not looked for. */
export const MOST_UNITS = 1000;

/** What is looked for. */
export interface Wanted {
  readonly words: string;
  readonly ignoresCase: boolean;
}

/** A place where the words stand. `isWithin`: an annotation of the label reaches over it, and over more. */
export interface Occurrence extends Span {
  readonly isWithin: boolean;
}

/**
 * Where words stand in a text: in order, never two over one another, and never a part of a longer word or number.
 * White space and the shapes of quotation marks and dashes are folded (see fold.ts). None for words that are longer than
 * `MOST_UNITS`, or empty.
 */
export function occurrences(text: string, { words, ignoresCase }: Wanted): Span[] {
  const sought = words.trim();
  if (sought === '' || sought.length > MOST_UNITS) return [];
  const pattern = new RegExp(patternOf(sought), ignoresCase ? 'giu' : 'gu');
  const found: Span[] = [];
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const span = { start: match.index, end: pattern.lastIndex };
    if (!continues(text, span.start) && (!continues(text, span.end) || isMarked(text, span.end))) found.push(span);
    // Another one may begin within it.
    else pattern.lastIndex = span.start + ((text.codePointAt(span.start) ?? 0) > 0xffff ? 2 : 1);
  }
  return found;
}

const SPACES = new RegExp(`[${alike(' ')}]+`, 'gu');

const patternOf = (words: string): string =>
  Array.from(words.replace(SPACES, ' '), (one) => {
    const hex = Array.from(alike(one), (each) => `\\u{${each.codePointAt(0)?.toString(16)}}`).join('');
    return one === ' ' ? `[${hex}]+` : `[${hex}]`;
  }).join('');

/** What comes before a place and what comes behind it, where both together are a piece of one word or number. */
const JOINS: readonly (readonly [RegExp, RegExp])[] = [
  [/[\p{L}\p{M}\p{N}\p{Pc}]$/u, /^[\p{L}\p{M}\p{N}\p{Pc}]/u],
  [/\p{Nd}$/u, /^[.,]\p{Nd}/u],
  [/\p{Nd}[.,]$/u, /^\p{Nd}/u],
  // An abbreviation: "U.S." in "U.S.A."
  [/\p{L}\.$/u, /^\p{L}/u],
];
const UNSPACED_BEFORE = new RegExp(`[${UNSPACED}]$`, 'u');
const UNSPACED_BEHIND = new RegExp(`^[${UNSPACED}]`, 'u');

/** The particles of Korean, which stand at their word without a space: two at most, and "들" for several. */
const PARTICLES =
  /^들?(?:(?:은|는|이|가|을|를|의|에게|에서|에|께서|께|한테|와|과|도|으로|로|만|까지|부터|보다|이라고|라고|처럼|조차|마저|이나|나|이며|이다|이었다|였다){1,2}|들)(?!\p{sc=Hangul})/u;

/** Whether a Korean word ends at a place, and only particles come behind it. */
const isMarked = (text: string, offset: number): boolean =>
  /\p{L}$/u.test(text.slice(Math.max(0, offset - 2), offset)) &&
  isBoundary(text, offset) &&
  PARTICLES.test(text.slice(offset, offset + 12));

/** Whether a word, a number or a grapheme goes on over a place. An apostrophe or a hyphen parts words. */
function continues(text: string, offset: number): boolean {
  const [before, behind] = [text.slice(Math.max(0, offset - 6), offset), text.slice(offset, offset + 6)];
  if (before === '' || behind === '') return false;
  if (!isBoundary(text, offset)) return true;
  if (UNSPACED_BEFORE.test(before) || UNSPACED_BEHIND.test(behind)) return false;
  return JOINS.some(([end, start]) => end.test(before) && start.test(behind));
}

/**
 * Of places in text order those that have no annotation of the label (its present name) of their own, and the number of
 * those that have one, also under an earlier name. All count UTF-16 units of the same text.
 */
export function untagged(
  places: readonly Span[],
  annotations: readonly Annotation[],
  label: string,
  codebook: Codebook,
): { readonly fresh: readonly Occurrence[]; readonly tagged: number } {
  const same = annotations.filter((each) => labelName(codebook, each) === label);
  const own = new Set(
    same.flatMap(({ target: [first, second] }) => (first && !first.state && !second ? [keyOf(first)] : [])),
  );
  const fragments = same.flatMap(({ target }) => target.filter(({ state }) => state !== 'lost'));
  fragments.sort((a, b) => a.start - b.start);
  let next = 0;
  let reach = -1;
  const fresh: Occurrence[] = [];
  for (const { start, end } of places) {
    for (let each = fragments[next]; each && each.start <= start; each = fragments[++next])
      reach = Math.max(reach, each.end);
    if (!own.has(keyOf({ start, end }))) fresh.push({ start, end, isWithin: reach >= end });
  }
  return { fresh, tagged: places.length - fresh.length };
}

/** Two places are the same one when their keys are. */
export const keyOf = ({ start, end }: Span): string => `${start} ${end}`;
