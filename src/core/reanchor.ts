import type { Annotation, Fragment } from './annotation.ts';
import { isSame } from './fold.ts';
import { wholeWords } from './meaning.ts';
import type { Sought } from './passage.ts';
import { find, isDescribed } from './quote.ts';
import { compare, type Revision } from './revision.ts';
import { type Found, search } from './search.ts';
import { type Span, trim } from './span.ts';

/** An annotation after the search. */
export interface Reanchored {
  /**
   * With the new places and without a state where its words were found; `changed` or `lost`, with its old place and
   * words, where they were not. The same value as before when nothing about it is new.
   */
  readonly annotation: Annotation;
  /** What was found for each fragment: of a changed one the passage that stands there now. */
  readonly found: readonly Found[];
}

/**
 * Finds annotations again in a text that was changed elsewhere, from what they remember: their words, what stood around
 * them, and their old places (docs/sidecar.md, "Finding the place again"). In slices: see `search`.
 *
 * Words that differ by more than white space and the shape of quotation marks and dashes are never taken over: such a
 * fragment is `changed` and keeps what it had until a person accepts what was found.
 */
export function* reanchor(annotations: readonly Annotation[], text: string): Generator<unknown, Reanchored[]> {
  const same = annotations.map((annotation) => unmoved(annotation, text));
  if (same.every((each) => each !== undefined)) return same;
  const found = yield* locate(
    annotations.map(({ target }) => target),
    text,
  );
  return annotations.map((annotation, i) => placed(annotation, found[i] ?? [], text));
}

/** An annotation of which all words stand where they stood, in a text in which nothing may have changed. */
function unmoved(annotation: Annotation, text: string): Reanchored | undefined {
  const { target } = annotation;
  for (const each of target) {
    const { start, end, exact, state } = each;
    if (state || start < 0 || exact === '' || text.slice(start, end) !== exact) return undefined;
    if (wholeWords(text, each, each) !== each) return undefined;
  }
  return { annotation, found: target.map((span): Found => ({ outcome: 'exact', span })) };
}

/** Words that are longer, with what stood around them, the search finds by itself (UTF-16 units). */
const SHORT = 64;
/** So many are looked at between two pauses. */
const SLICE = 16;

function* locate(groups: readonly (readonly Sought[])[], text: string): Generator<unknown, (readonly Found[])[]> {
  const found: (readonly Found[])[] = yield* search(text, groups);
  const absent = new Set<string>();
  let looked = 0;
  for (const [i, [sought, ...others]] of groups.entries()) {
    if (!sought || others.length > 0 || found[i]?.[0]?.outcome !== 'lost') continue;
    const words = sought.prefix + sought.exact + sought.suffix;
    if (words.length > SHORT || absent.has(words)) continue;
    const span = verbatim(sought, text);
    if (span) found[i] = [{ outcome: 'moved', span }];
    else absent.add(words);
    if (++looked % SLICE === 0) yield;
  }
  return found;
}

/**
 * What people write by hand has little or nothing around the words, too little for the search to be sure: where all that
 * is remembered stands word for word it is believed, the nearest of repeats.
 */
function verbatim({ prefix, exact, suffix, start }: Sought, text: string): Span | undefined {
  const whole = find(text, { exact: prefix + exact + suffix, prefix: '', suffix: '' }, start - prefix.length);
  if (!whole || exact.trim() === '') return undefined;
  return { start: whole.start + prefix.length, end: whole.start + prefix.length + exact.length };
}

/**
 * The same where the text is known in which the annotations stand: they are carried along its difference from the
 * present one, and only what has no place there is searched for, in what is new.
 */
export function* revise(
  annotations: readonly Annotation[],
  before: string,
  after: string,
): Generator<unknown, Reanchored[]> {
  const revision = yield* compare(before, after);
  const kept: (Found | undefined)[][] = [];
  for (const { target } of annotations) {
    kept.push(target.map((each) => carried(each, revision, before, after)));
    if (kept.length % SLICE === 0) yield;
  }
  // All are to be expected somewhere in the new text, so that those which were carried help to find the others.
  const groups = annotations.map(({ target }, i) =>
    target.map((each, j): Sought => {
      const span = kept[i]?.[j]?.span;
      if (span) return { ...each, ...span, exact: after.slice(span.start, span.end) };
      return stood(each, before) ? { ...each, start: revision.near(each.start) } : each;
    }),
  );
  const searched = yield* locate(groups, after);
  return annotations.map((annotation, i) => {
    const found = annotation.target.map(
      (each, j) => kept[i]?.[j] ?? (stood(each, before) ? anew(each, searched[i]?.[j], revision) : searched[i]?.[j]),
    );
    return placed(annotation, inOrder(found), after);
  });
}

const LOST: Found = { outcome: 'lost' };

const stood = ({ start, end, exact }: Fragment, before: string): boolean => before.slice(start, end) === exact;

/** What was found of a fragment that was taken out of the old text: not what stood there beside it, however alike. */
function anew(fragment: Fragment, found: Found | undefined, revision: Revision): Found {
  if (!found?.span || !revision.isNew(found.span, fragment)) return LOST;
  return found.outcome === 'exact' && found.span.start !== fragment.start ? { ...found, outcome: 'moved' } : found;
}

/** Of fragments in another order than they had, or over one another, the longest is believed, and what fits to it. */
function inOrder(found: readonly (Found | undefined)[]): Found[] {
  const spans = found.map((each) => each?.span ?? { start: 0, end: 0 });
  const size = (i: number): number => (spans[i]?.end ?? 0) - (spans[i]?.start ?? 0);
  const follows = (i: number, j: number): boolean => (spans[i]?.end ?? 0) <= (spans[j]?.start ?? 0);
  const kept: number[] = [];
  for (const i of [...found.keys()].sort((a, b) => size(b) - size(a)))
    if (size(i) > 0 && kept.every((j) => (i < j ? follows(i, j) : follows(j, i)))) kept.push(i);
  return found.map((each, i) => (each && kept.includes(i) ? each : LOST));
}

/** What became of a fragment that stood in the old text. Undefined when it did not, or too little of it is left. */
function carried(fragment: Fragment, revision: Revision, before: string, after: string): Found | undefined {
  const { start, exact } = fragment;
  if (!stood(fragment, before)) return undefined;
  const kept = revision.map(fragment);
  const span = kept && trim(after, kept);
  if (!span) return undefined;
  const whole = isSame(after.slice(span.start, span.end), exact) ? span : beside(after, span, exact);
  if (!whole) return { outcome: 'changed', span };
  return { outcome: whole.start === start ? 'exact' : 'moved', span: whole };
}

/**
 * The words where they stand whole at an end of what became of them: what was put in begins or ends as they do, and the
 * difference cannot tell whether it stands beside them or within.
 */
function beside(text: string, { start, end }: Span, exact: string): Span | undefined {
  const passage = text.slice(start, end);
  if (passage.startsWith(exact)) return { start, end: start + exact.length };
  return passage.endsWith(exact) ? { start: end - exact.length, end } : undefined;
}

function placed(annotation: Annotation, all: readonly Found[], text: string): Reanchored {
  const at = annotation.target.map((fragment, i) => known(fragment, text) ?? all[i] ?? LOST);
  const wide = at.map((each, i) => whole(each, annotation.target[i], text));
  // Two fragments can have become parts of one word.
  const isWide = wide.every(({ span }, i) => !span || span.start >= (wide[i - 1]?.span?.end ?? 0));
  const found = isWide
    ? wide
    : wide.map((each, i): Found => (each.span && at[i]?.span ? { outcome: each.outcome, span: at[i].span } : each));
  const target = annotation.target.map((fragment, i) => place(fragment, found[i], text));
  const isNew = target.some((fragment, i) => fragment !== annotation.target[i]);
  return { annotation: isNew ? { ...annotation, target } : annotation, found };
}

/** What is known to have changed is where it was seen last, in the same surroundings, whatever was found elsewhere. */
function known(fragment: Fragment, text: string): Found | undefined {
  if (fragment.state !== 'changed' || !isDescribed(text, fragment)) return undefined;
  const { start, end, exact } = fragment;
  return { outcome: isSame(text.slice(start, end), exact) ? 'exact' : 'changed', span: { start, end } };
}

/** Words that are the beginning or end of other ones now have changed. */
function whole(found: Found, fragment: Fragment | undefined, text: string): Found {
  if (!found.span || !fragment) return found;
  const span = wholeWords(text, found.span, fragment);
  return span === found.span ? found : { outcome: 'changed', span };
}

function place(fragment: Fragment, found: Found | undefined, text: string): Fragment {
  if (!found?.span || found.outcome === 'changed') {
    const state = found?.span ? 'changed' : 'lost';
    return fragment.state === state ? fragment : { ...fragment, state };
  }
  const { start, end } = found.span;
  const exact = text.slice(start, end);
  if (!fragment.state && fragment.start === start && fragment.end === end && fragment.exact === exact) return fragment;
  const { state: _state, ...rest } = fragment;
  // The file's promise: the words are those that stand there, to the last space and quotation mark.
  return { ...rest, exact, start, end };
}
