import type { Annotation } from './annotation.ts';
import type { Span } from './span.ts';

/** An annotation with those that stand wholly inside it. */
export interface Nested {
  readonly annotation: Annotation;
  /** From its first fragment to the end of its last one; what is lost has no place. */
  readonly span: Span;
  readonly children: readonly Nested[];
}

/** Deeper than this nothing is nested: who draws the tree may go down it step by step. */
const DEEPEST = 50;

/**
 * The annotations that stand in the text as a tree, in text order: each is below the last one before it that it stands
 * wholly inside; of equals the first in the file is the outer one. Those that only cross stand beside one another.
 */
export function nest(annotations: readonly Annotation[]): readonly Nested[] {
  const found = annotations
    .flatMap((annotation) => {
      const span = spanOf(annotation);
      return span ? { annotation, span, children: [] as Nested[], depth: 0 } : [];
    })
    .sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  const roots: Nested[] = [];
  // Those that may still hold another one, each wholly inside the one before it or crossing its end.
  const open: (typeof found)[number][] = [];
  for (const each of found) {
    while ((open.at(-1)?.span.end ?? Infinity) <= each.span.start) open.pop();
    const parent = open.findLast(({ span, depth }) => span.end >= each.span.end && depth < DEEPEST);
    each.depth = parent ? parent.depth + 1 : 0;
    (parent?.children ?? roots).push(each);
    open.push(each);
  }
  return roots;
}

function spanOf({ target }: Annotation): Span | undefined {
  const present = target.filter(({ state }) => state !== 'lost');
  if (present.length === 0) return undefined;
  return {
    start: Math.min(...present.map(({ start }) => start)),
    end: Math.max(...present.map(({ end }) => end)),
  };
}
