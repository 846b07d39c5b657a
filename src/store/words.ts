import { anchor, fragment } from '../core/anchor.ts';
import type { Annotation, Fragment } from '../core/annotation.ts';
import type { Change, Step } from '../core/change.ts';
import { isSame } from '../core/fold.ts';
import { alters, wholeWords } from '../core/meaning.ts';
import { describe, isDescribed } from '../core/quote.ts';
import { type Span, trim } from '../core/span.ts';
import { CodePoints } from '../core/text.ts';
import { same } from '../core/value.ts';
import type { Live } from './live.ts';
import type { OpenArticle } from './open.ts';

/** What edits did to words inside annotations becomes what they say, now that the article is saved. */
export function settleWords(article: OpenArticle, time: string, author: string | undefined): void {
  const { live } = article;
  const text = article.source.text();
  const isSeen = seenIn(article);
  const written = article.writtenIn(text);
  for (const followed of article.annotations) {
    if (written.has(followed)) continue;
    const told = live.told(followed.id);
    // What the file gave as lost has no place to follow: its words may have come back anywhere.
    const annotation = live.stood(followed.id) ? followed : anchor(followed, text);
    if (!told || (same(words(told), words(annotation)) && !isLoose(annotation, told, text))) continue;
    const all = annotation.target.map((each, i) => {
      const next = judged(trimmed(each, told.target[i], text), told, i, text);
      return next.state === 'changed' && isSeen(annotation.id, i) ? { ...next, ...around(text, next) } : next;
    });
    const target = all.some((each) => each.state === 'changed') ? (asBefore(annotation, live, text) ?? all) : all;
    const next = { ...annotation, target };
    if (same(exacts(told), exacts(next))) {
      if (!same(told.target.map(unplaced), target.map(unplaced))) live.settle(annotation.id, next);
      continue;
    }
    // Words that undo brought back were not modified, if nothing else was.
    const known = live.toldWith(annotation.id, next.target);
    const before = { ...next, modified: known?.modified, modifiedBy: known?.modifiedBy };
    const isBack = known && same({ ...known, target: next.target }, before);
    live.settle(annotation.id, isBack ? before : modified(next, time, author));
  }
  article.renew();
}

/** What an annotation says of its text, without its places. */
export const words = (annotation: Annotation) =>
  annotation.target.map(({ exact, state: each }) => ({ exact, state: each }));

const exacts = (annotation: Annotation) => annotation.target.map(({ exact }) => exact);

/** The words that stand there, where the annotation had just these before, and was otherwise what it is now. */
function asBefore(annotation: Annotation, live: Live, text: string): readonly Fragment[] | undefined {
  const plain = annotation.target.map((each): Fragment => {
    const { state: _state, ...rest } = each;
    return trimmed({ ...rest, exact: text.slice(each.start, each.end) }, undefined, text);
  });
  const earlier = live.toldWith(annotation.id, plain);
  if (!earlier || [...plain, ...earlier.target].some((each) => each.state)) return undefined;
  const bare = ({ target: _target, modified: _modified, modifiedBy: _modifiedBy, ...rest }: Annotation) => rest;
  return same(bare(earlier), bare(annotation)) ? plain : undefined;
}

/** Whether words that are as they were told, or changed already, must be looked at all the same. */
const isLoose = ({ target }: Annotation, told: Annotation, text: string): boolean =>
  target.some((each, i) => each.state === 'changed' || wholeWords(text, each, told.target[i] ?? each) !== each);

/** Says of a fragment that has changed whether its place is known for sure: the file says what stood around it there. */
function seenIn({ sidecar, saved }: OpenArticle): (id: string, index: number) => boolean {
  let seen: Map<string, readonly boolean[]> | undefined;
  const look = (): Map<string, readonly boolean[]> => {
    const points = new CodePoints(saved);
    return new Map(
      sidecar.annotations.map(({ id, target }) => [
        id,
        target.map((each) => each.state === 'changed' && isDescribed(saved, { ...each, ...points.spanToUtf16(each) })),
      ]),
    );
  };
  return (id, index) => {
    seen ??= look();
    return seen.get(id)?.[index] ?? false;
  };
}

function around(text: string, span: Span): Pick<Fragment, 'prefix' | 'suffix'> {
  const { prefix, suffix } = describe(text, span);
  return { prefix, suffix };
}

const unplaced = ({ exact, prefix, suffix, state: each }: Fragment) => ({ exact, prefix, suffix, state: each });

/** A fragment with the words that may stand in a file: without white space at its ends, no grapheme cut. Lost, with the words that it had, where nothing is left. */
function trimmed(each: Fragment, told: Fragment | undefined, text: string): Fragment {
  if (each.state === 'lost') return each;
  const span = trim(text, each);
  if (span && each.state) return { ...each, ...span };
  return span ? { ...each, ...fragment(text, span) } : { ...each, exact: told?.exact ?? each.exact, state: 'lost' };
}

/**
 * A fragment whose words were edited, measured by those that were told: `changed`, with these, until a person accepts
 * where they may mean something else now, or where somebody has judged the annotation.
 */
function judged(each: Fragment, told: Annotation, index: number, text: string): Fragment {
  const before = told.target[index];
  if (!before || before.state === 'lost' || each.state === 'lost') return each;
  const { exact, prefix, suffix } = before;
  const now = text.slice(each.start, each.end);
  if (isSame(exact, now)) {
    const isWhole = wholeWords(text, each, before) === each;
    const { state: _state, ...plain } = each;
    return isWhole ? { ...plain, exact: now } : { ...each, exact, prefix, suffix, state: 'changed' };
  }
  const isJudged = told.review !== undefined || told.attributes['verdict'] !== undefined;
  return before.state || isJudged || alters(exact, now) ? { ...each, exact, state: 'changed' } : each;
}

/** The annotation with who changed it last, and when. */
export function modified(annotation: Annotation, time: string, author: string | undefined): Annotation {
  const { modifiedBy: _modifiedBy, ...rest } = annotation;
  return { ...rest, modified: time, ...(author !== undefined && author !== annotation.by && { modifiedBy: author }) };
}

/** The change with who made it, and when, in all that it adds or changes. */
export const stamped = ({ steps }: Change, time: string, author: string | undefined): Change => ({
  steps: steps.map((step): Step => {
    if (!step.after) return step;
    return {
      ...step,
      after: step.before ? modified(step.after, time, author) : { ...step.after, by: author, created: time },
    };
  }),
});
