import type { Annotation } from '../core/annotation.ts';
import { overlaps } from '../core/span.ts';
import type { Active, Articles, Reference } from './articles.ts';
import { toSpan } from './convert.ts';

/**
 * The annotation at hand: the one that was made, changed or gone to last. It is what commands mean among those at the
 * cursor, and where there is none at the cursor, for as long as that stays in a sentence of it.
 */
export class Hand {
  #last: Reference | undefined;

  take(reference: Reference): void {
    this.#last = reference;
  }

  /** Undefined when there is none at the cursor. */
  at(articles: Articles, shown: Active): Annotation | undefined {
    const last = this.#last;
    if (last?.article !== shown.article.uri) return undefined;
    const annotation = shown.article.annotations.find(({ id }) => id === last.id);
    const selected = toSpan(shown.document, shown.selection);
    const sentence = articles.sentenceAt(shown, selected.start);
    const isHere = annotation?.target.some(
      (each) => each.state !== 'lost' && (overlaps(each, selected) || (sentence && overlaps(each, sentence))),
    );
    return isHere ? annotation : undefined;
  }
}
