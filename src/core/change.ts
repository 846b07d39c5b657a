import type { Annotation } from './annotation.ts';
import { same } from './value.ts';

/**
 * What happened to one annotation: without `before` it was added, without `after` removed, with both changed (the ids
 * are equal). `previous` is the id that stood before it in the file, so that a removed one returns to its place; null
 * for the first one.
 */
export interface Step {
  readonly before?: Annotation | undefined;
  readonly after?: Annotation | undefined;
  readonly previous?: string | null | undefined;
}

/** One action of a person, however many annotations it reached: one step of undo. */
export interface Change {
  readonly steps: readonly Step[];
  /** The annotations that are added say who made them and when, as far as that is known: they come from elsewhere. */
  readonly isDated?: boolean;
}

export const added = (...annotations: readonly Annotation[]): Change => ({
  steps: annotations.map((after) => ({ after })),
});

export const changed = (before: Annotation, after: Annotation): Change => ({ steps: [{ before, after }] });

/** The change that takes this one back. */
export function invert(change: Change): Change {
  return {
    steps: change.steps.map(({ before, after, previous }) => ({ before: after, after: before, previous })).reverse(),
  };
}

export const idOf = (step: Step): string => step.after?.id ?? step.before?.id ?? '';

/** The changed fields of `before` → `after` put upon `present`; what else happened to `present` stays. */
export function patch(present: Annotation, before: Annotation, after: Annotation): Annotation {
  const fields = Object.keys({ ...before, ...after }) as (keyof Annotation)[];
  const changes = fields.filter((field) => !same(before[field], after[field])).map((field) => [field, after[field]]);
  return { ...present, ...Object.fromEntries(changes) };
}
