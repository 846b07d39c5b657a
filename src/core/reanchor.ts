import type { Annotation, Fragment } from './annotation.ts';
import { isSame } from './fold.ts';
import { wholeWords } from './meaning.ts';
import { find, isDescribed } from './quote.ts';
import { compare, type Revision } from './revision.ts';
import { type Found, search } from './search.ts';
import { trim } from './span.ts';

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
export function* reanchor(annotations: readonly Annotation[], text: string): Generator<void, Reanchored[]> {
  const found = yield* search(
    text,
    annotations.map(({ target }) => target),
  );
  return annotations.map((annotation, i) => {
    const places = known(annotation, verbatim(annotation, found[i] ?? [], text), text);
    return placed(annotation, places, text);
  });
}

/** What is known to have changed stays where it was seen last, in the same surroundings, whatever was found elsewhere. */
const known = ({ target }: Annotation, found: readonly Found[], text: string): readonly Found[] =>
  found.map((each, i) => {
    const fragment = target[i];
    if (fragment?.state !== 'changed' || !isDescribed(text, fragment)) return each;
    const { start, end, exact } = fragment;
    const outcome = isSame(text.slice(start, end), exact) ? 'exact' : 'changed';
    return { outcome, span: { start, end } };
  });

/**
 * What people write by hand has little or nothing around the words, too little for the search to be sure: where all that
 * is remembered stands word for word it is believed, the nearest of repeats.
 */
function verbatim({ target }: Annotation, found: readonly Found[], text: string): readonly Found[] {
  const [fragment, ...others] = target;
  if (!fragment || others.length > 0 || found[0]?.outcome !== 'lost') return found;
  const { prefix, exact, suffix } = fragment;
  const whole = find(text, { exact: prefix + exact + suffix, prefix: '', suffix: '' }, fragment.start - prefix.length);
  if (!whole || exact.trim() === '') return found;
  const start = whole.start + prefix.length;
  return [{ outcome: 'moved', span: { start, end: start + exact.length } }];
}

/**
 * The same where the text is known in which the annotations stand: they are carried along its difference from the
 * present one, and only what has no place there is searched for.
 */
export function* revise(
  annotations: readonly Annotation[],
  before: string,
  after: string,
): Generator<unknown, Reanchored[]> {
  const revision = yield* compare(before, after);
  const searched = yield* reanchor(annotations, after);
  return annotations.map((annotation, i) => {
    const found = annotation.target.map((each): Found => carried(each, revision, before, after) ?? LOST);
    const other = searched[i];
    const isWhole = found.every(({ span }, j) => span && span.start >= (found[j - 1]?.span?.end ?? 0));
    return isWhole || !other ? placed(annotation, found, after) : other;
  });
}

const LOST: Found = { outcome: 'lost' };

/** What became of a fragment that stood in the old text. Undefined when it did not, or too little of it is left. */
function carried(fragment: Fragment, revision: Revision, before: string, after: string): Found | undefined {
  const { start, end, exact } = fragment;
  if (before.slice(start, end) !== exact) return undefined;
  const kept = revision.map(fragment);
  const span = kept && trim(after, kept);
  if (!span) return undefined;
  if (!isSame(after.slice(span.start, span.end), exact)) return { outcome: 'changed', span };
  return { outcome: span.start === start ? 'exact' : 'moved', span };
}

function placed(annotation: Annotation, all: readonly Found[], text: string): Reanchored {
  const found = all.map((each, i) => whole(each, annotation.target[i], text));
  const target = annotation.target.map((fragment, i) => place(fragment, found[i], text));
  const isNew = target.some((fragment, i) => fragment !== annotation.target[i]);
  return { annotation: isNew ? { ...annotation, target } : annotation, found };
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
