import { type Annotation, isReviewed } from './annotation.ts';
import { type Annotations, neighbour } from './document.ts';
import { same } from './value.ts';

/** What a person can say of an annotation that is there: `open` takes an earlier answer back. */
export type Answer = 'accepted' | 'rejected' | 'open';

/** The annotation with an answer about it, who gives it and when not said yet (see `answered`). */
export function review(annotation: Annotation, state: Answer): Annotation {
  const extra = annotation.review?.extra;
  return { ...annotation, review: { state, ...(extra && { extra }) } };
}

/**
 * `after` with who has answered, and when (a time as in `Annotation`); undefined where `review` is not all that happened.
 * Whoever reviews does not annotate: the annotation's own time and author stay.
 */
export function answered(
  before: Annotation,
  after: Annotation,
  at: string,
  by: string | undefined,
): Annotation | undefined {
  const answer = after.review;
  if (!answer || answer.by !== undefined || answer.at !== undefined) return undefined;
  if (same(before.review, answer) || !same({ ...before, review: answer }, after)) return undefined;
  return { ...after, review: { ...answer, ...(by !== undefined && { by }), at } };
}

/**
 * The next annotation in the text that nobody has judged: behind `present` (an id), or, without one, from an offset
 * (UTF-16) on; round the end.
 */
export function nextToReview(annotations: Annotations, offset: number, present?: string): Annotation | undefined {
  const left = annotations.filter((each) => each.id === present || !isReviewed(each));
  const next = neighbour(left, offset, 'next', present);
  return next?.id === present ? undefined : next;
}
