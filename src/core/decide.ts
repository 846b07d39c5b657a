import { fragment } from './anchor.ts';
import type { Annotation, Fragment } from './annotation.ts';
import { wholeWords } from './meaning.ts';
import { type Span, trim } from './span.ts';

// What a person decides about an annotation whose words have changed, or are lost (see `State`).

/**
 * The annotation with the words that stand now where its own have changed. Undefined when none have changed, or nothing
 * but white space stands there. Fragments that are lost stay so.
 */
export function accept(annotation: Annotation, text: string): Annotation | undefined {
  if (!annotation.target.some(({ state }) => state === 'changed')) return undefined;
  const target = annotation.target.map((each): Fragment | undefined => {
    if (each.state !== 'changed') return each;
    const span = trim(text, wholeWords(text, each, each));
    return span && withWords(each, fragment(text, span));
  });
  const found = target.filter((each) => each !== undefined);
  return found.length === target.length ? { ...annotation, target: found } : undefined;
}

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

/** What else is known of a fragment stays when it has other words. */
const withWords = (before: Fragment | undefined, fresh: Fragment): Fragment =>
  before?.extra === undefined ? fresh : { ...fresh, extra: before.extra };
