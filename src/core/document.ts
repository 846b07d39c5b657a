import type { Annotation } from './annotation.ts';
import { extent, inTextOrder, size } from './annotation.ts';
import type { Change, Step } from './change.ts';
import { idOf, patch } from './change.ts';
import { redirect } from './link.ts';
import type { Span } from './span.ts';
import { countBelow } from './text.ts';
import { same } from './value.ts';

/** The annotations of one article, in the order of their file. */
export type Annotations = readonly Annotation[];

/**
 * The annotations after a change. A step whose annotation is already there (or already gone) does nothing, so that a
 * change may be applied again after a crash.
 */
export function applyChange(annotations: Annotations, { steps }: Change): Annotations {
  const fresh = steps.flatMap(({ before, after, previous }) =>
    after && !before && previous === undefined ? [after] : [],
  );
  // Thousands at once, one by one, would freeze the window.
  return fresh.length === steps.length && fresh.length > 1
    ? insertAll(annotations, fresh)
    : steps.reduce(applyStep, annotations);
}

function applyStep(annotations: Annotations, step: Step): Annotations {
  const { before, after, previous } = step;
  const index = annotations.findIndex((annotation) => annotation.id === idOf(step));
  const present = annotations[index];
  if (after && before) return present ? annotations.with(index, patch(present, before, after)) : annotations;
  if (after) return present ? annotations : insert(annotations, after, previous);
  return present ? annotations.toSpliced(index, 1) : annotations;
}

/**
 * Puts a new annotation behind the one named `previous` (null: at the front); without it, or when that one is gone,
 * before the first that starts later. The order of the others is theirs and stays.
 */
export function insert(annotations: Annotations, annotation: Annotation, previous?: string | null): Annotations {
  if (previous === null) return [annotation, ...annotations];
  const neighbour = annotations.findIndex(({ id }) => id === previous);
  if (neighbour >= 0) return annotations.toSpliced(neighbour + 1, 0, annotation);
  const { start } = extent(annotation);
  const index = annotations.findIndex((other) => extent(other).start > start);
  return annotations.toSpliced(index < 0 ? annotations.length : index, 0, annotation);
}

/**
 * Takes annotations away, and with them the links of others that lead to them, in one step. Unknown ids are passed over.
 * With `heir`, another annotation's id, the links lead there from now on.
 */
export function removal(annotations: Annotations, ids: ReadonlySet<string>, heir?: string): Change {
  const left = annotations.filter(({ id }) => !ids.has(id));
  return changeTo(
    annotations,
    left.map((annotation) => {
      const links =
        heir === undefined ? annotation.links.filter(({ to }) => !ids.has(to)) : redirect(annotation, ids, heir);
      return same(links, annotation.links) ? annotation : { ...annotation, links };
    }),
  );
}

/** What inserting one after the other gives, those that are there already left out. */
function insertAll(annotations: Annotations, fresh: Annotations): Annotations {
  const starts = annotations.map((each) => extent(each).start);
  // The first that starts later than some place is the first up to which any does.
  for (let i = 1; i < starts.length; i++) starts[i] = Math.max(starts[i] ?? 0, starts[i - 1] ?? 0);
  const known = new Set(annotations.map(({ id }) => id));
  const gaps = new Map<number, Annotation[]>();
  for (const annotation of fresh) {
    if (known.has(annotation.id)) continue;
    known.add(annotation.id);
    const { start } = extent(annotation);
    const gap = countBelow(starts.length, (i) => (starts[i] ?? 0) <= start);
    const before = gaps.get(gap) ?? [];
    const last = before.at(-1);
    if (last && extent(last).start > start) gaps.set(gap, [...insert(before, annotation)]);
    else {
      before.push(annotation);
      gaps.set(gap, before);
    }
  }
  const all: Annotation[] = [];
  for (let i = 0; i <= annotations.length; i++) {
    for (const each of gaps.get(i) ?? []) all.push(each);
    const present = annotations[i];
    if (present) all.push(present);
  }
  return all;
}

/** The change that leads to a list in which some annotations say something else, and some are gone. */
export function changeTo(before: Annotations, after: Annotations): Change {
  const left = new Map(after.map((annotation) => [annotation.id, annotation]));
  const steps = before.flatMap((annotation, index): Step[] => {
    const next = left.get(annotation.id);
    if (!next) return [{ before: annotation, previous: before[index - 1]?.id ?? null }];
    return same(next, annotation) ? [] : [{ before: annotation, after: next }];
  });
  // From the end to the front, so that taking them back finds each one's neighbour in its place again.
  return { steps: steps.reverse() };
}

/** The annotations over an offset (UTF-16), the innermost first: the shortest, of equals the later one in the file. */
export function at(annotations: Annotations, offset: number): Annotation[] {
  const found = annotations.filter(({ target }) =>
    target.some(({ start, end, state }) => state !== 'lost' && start <= offset && offset < end),
  );
  return found.reverse().sort((a, b) => size(a) - size(b));
}

/**
 * The next annotation in text order behind `present` (an id), or the last before it; without one, the next that starts
 * at `offset` (UTF-16) or behind it, or the last that starts before it. Round the end if there is none.
 */
export function neighbour(
  annotations: Annotations,
  offset: number,
  direction: 'next' | 'previous',
  present?: string,
): Annotation | undefined {
  const placed = annotations.filter(({ target }) => target[0]?.state !== 'lost').toSorted(inTextOrder);
  const index = placed.findIndex(({ id }) => id === present);
  if (direction === 'next') {
    const next = index < 0 ? placed.find((annotation) => extent(annotation).start >= offset) : placed[index + 1];
    return next ?? placed[0];
  }
  const previous = index < 0 ? placed.findLast((annotation) => extent(annotation).start < offset) : placed[index - 1];
  return previous ?? placed.at(-1);
}

/** The annotations that stand in the text, the nearest to a span first; of equals the first in the text. */
export function nearestFirst(annotations: Annotations, { start, end }: Span): Annotation[] {
  const distance = ({ target }: Annotation): number =>
    Math.min(
      ...target.map((each) => (each.state === 'lost' ? Infinity : Math.max(each.start - end, start - each.end, 0))),
    );
  return annotations
    .map((annotation) => ({ annotation, away: distance(annotation) }))
    .filter(({ away }) => away < Infinity)
    .sort((a, b) => a.away - b.away || inTextOrder(a.annotation, b.annotation))
    .map(({ annotation }) => annotation);
}
