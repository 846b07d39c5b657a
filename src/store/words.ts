import type { Annotation, Fragment } from '../core/annotation.ts';
import type { Change, Step } from '../core/change.ts';
import { isSame } from '../core/fold.ts';
import { alters, wholeWords } from '../core/meaning.ts';
import { describe } from '../core/quote.ts';
import { answered } from '../core/review.ts';
import type { Span } from '../core/span.ts';
import { same } from '../core/value.ts';
import { trimmed } from './article.ts';
import type { Live } from './live.ts';
import type { OpenArticle } from './open.ts';

/** What edits did to words inside annotations becomes what they say, now that the article is saved. */
export function settleWords(article: OpenArticle, time: string, author: string | undefined): void {
  const { live } = article;
  const text = article.source.text();
  const isEdited = text !== article.saved;
  const written = article.writtenIn(text);
  for (const annotation of article.annotations) {
    if (written.has(annotation)) continue;
    const told = live.told(annotation.id);
    if (!told || (same(words(told), words(annotation)) && !isLoose(annotation, told, text))) continue;
    const all = annotation.target.map((each, i) => {
      const next = judged(trimmed(each, told.target[i], text), told, i, text);
      return isEdited && isOther(next, text) ? { ...next, ...around(text, next) } : next;
    });
    const target = all.some((each) => each.state === 'changed') ? (asBefore(annotation, live, text) ?? all) : all;
    const next = { ...annotation, target };
    if (same(exacts(told), exacts(next))) {
      if (!same(live.placed(annotation.id)?.target, target)) live.settle(annotation.id, next);
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

/**
 * Whether other words stand where a fragment is that has changed. Followed through edits, its place is told by what stands
 * around it now; as long as its own words stand, what stood around them before tells more: it says that they are parts
 * of longer ones now.
 */
const isOther = ({ state: each, start, end, exact }: Fragment, text: string): boolean =>
  each === 'changed' && !isSame(exact, text.slice(start, end));

function around(text: string, span: Span): Pick<Fragment, 'prefix' | 'suffix'> {
  const { prefix, suffix } = describe(text, span);
  return { prefix, suffix };
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

/** The change with who made it, and when, in all that it adds or changes; what comes from elsewhere keeps what it says of that. */
export const stamped = ({ steps, isDated }: Change, time: string, author: string | undefined): Change => ({
  steps: steps.map((step): Step => {
    const { before, after } = step;
    if (!after || (isDated && (!before || before.modified !== after.modified))) return step;
    if (!before) return { ...step, after: { ...after, by: author, created: time } };
    return {
      ...step,
      after: (isDated ? undefined : answered(before, after, time, author)) ?? modified(after, time, author),
    };
  }),
});
