import { fragment } from './anchor.ts';
import type { Annotation, Fragment } from './annotation.ts';
import { wholeWords } from './meaning.ts';
import { type Span, trim } from './span.ts';

// What a person decides about an annotation whose words have changed, or are lost (see `State`), or are not as they should be.

/**
 * The annotation with the words that stand now where its own have changed. Undefined when none have changed, or nothing
 * but white space stands there. Fragments that are lost stay so.
 */
export function accept(annotation: Annotation, text: string): Annotation | undefined {
  if (!annotation.target.some(({ state }) => state === 'changed')) return undefined;
  const accepted = (place: (each: Fragment) => Span): readonly Fragment[] | undefined => {
    const target = annotation.target.flatMap((each): Fragment[] => {
      if (each.state !== 'changed') return [each];
      const span = trim(text, place(each));
      return span ? [withWords(each, fragment(text, span))] : [];
    });
    return target.length === annotation.target.length && isInOrder(target) ? target : undefined;
  };
  // Two fragments can have become parts of one word.
  const target = accepted((each) => wholeWords(text, each, each)) ?? accepted((each) => each);
  return target && { ...annotation, target };
}

/** Whether the fragments that have a place do not overlap, and follow one another. */
const isInOrder = (target: readonly Fragment[]): boolean => {
  const placed = target.filter(({ state }) => state !== 'lost');
  return placed.every(({ start }, i) => start >= (placed[i - 1]?.end ?? 0));
};

/** The annotation of other words: the spans must be trimmed, in text order, without overlap, at least one. */
export function reattach(annotation: Annotation, text: string, spans: readonly Span[]): Annotation {
  const target = spans.map((span, i) => withWords(annotation.target[i], fragment(text, span)));
  return { ...annotation, target };
}

/** The annotation without a place in the text, with the words that it had. */
export const lose = (annotation: Annotation): Annotation => ({
  ...annotation,
  target: annotation.target.map((each) => ({ ...each, state: 'lost' })),
});

/** The annotation without white space at either end of its words. Undefined where there is none, or nothing else. */
export function tidy(annotation: Annotation, text: string): Annotation | undefined {
  const target = annotation.target.map((each) => {
    const span = each.state === undefined && each.exact !== each.exact.trim() ? trim(text, each) : undefined;
    return span ? withWords(each, fragment(text, span)) : each;
  });
  return target.every((each, i) => each === annotation.target[i]) ? undefined : { ...annotation, target };
}

/** What else is known of a fragment stays when it has other words. */
export const withWords = (before: Fragment | undefined, fresh: Fragment): Fragment =>
  before?.extra === undefined ? fresh : { ...fresh, extra: before.extra };
