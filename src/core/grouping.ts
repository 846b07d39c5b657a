import type { Annotation, State } from './annotation.ts';
import { inTextOrder, isReviewed, state } from './annotation.ts';
import { isDisputed } from './conflict.ts';
import type { Codebook } from './label.ts';
import { byNeed, inOrder, outline, partition } from './outline.ts';
import { voicesIn } from './sources.ts';

/** What annotations of an article have in common where they are read together; `none`: the article alone. */
export const GROUPINGS = ['label', 'source', 'state', 'none'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** What the members of a group have in common. */
export type Kind =
  | { readonly state: State | 'conflict' | 'unreviewed' }
  /** The name of the label. */
  | { readonly label: string }
  /** What the review says. */
  | { readonly review: string }
  /** What the source is called (see `namesOf`). */
  | { readonly source: string }
  | { readonly apart: 'elsewhere' | 'unsourced' | 'all' };

/** Annotations that are read together. */
export interface Group {
  readonly kind: Kind;
  /** In text order; of a source its mentions come first, and of all those that need a look. Never empty. */
  readonly members: readonly Annotation[];
}

/**
 * Groups an article's annotations for reading. What is lost or changed comes first, and stands in no other group. Not
 * grouped, they are one group.
 */
export function group(annotations: readonly Annotation[], codebook: Codebook, grouping: Grouping): readonly Group[] {
  if (grouping === 'label') return outline(annotations, codebook);
  const sorted = annotations.toSorted(inTextOrder);
  const { lost, changed, found } = byNeed(sorted);
  const groups: readonly Group[] =
    grouping === 'none'
      ? [{ kind: { apart: 'all' }, members: [...lost, ...changed, ...found] }]
      : [
          { kind: { state: 'lost' }, members: lost },
          { kind: { state: 'changed' }, members: changed },
          ...(grouping === 'source' ? bySource(sorted, codebook) : byState(found)),
        ];
  return groups.filter(({ members }) => members.length > 0);
}

/** Annotations in text order by source. A source that is itself lost, or changed, still has what it said. */
function bySource(annotations: readonly Annotation[], codebook: Codebook): Group[] {
  const { voices, elsewhere, unsourced } = voicesIn(annotations, codebook);
  const found = (members: readonly Annotation[]): readonly Annotation[] =>
    members.some(state) ? members.filter((each) => !state(each)) : members;
  return [
    ...voices.map(
      ({ name, mentions, said }): Group => ({ kind: { source: name }, members: found([...mentions, ...said]) }),
    ),
    { kind: { apart: 'elsewhere' }, members: found(elsewhere) },
    { kind: { apart: 'unsourced' }, members: found(unsourced) },
  ];
}

/** What is to be done comes first: conflicts, then what nobody has reviewed; then what is accepted, rejected, and the rest by name. */
function byState(annotations: readonly Annotation[]): Group[] {
  const settled = annotations.filter((each) => !isDisputed(each));
  const reviews = partition(settled.filter(isReviewed), ({ review }) => review?.state ?? '');
  return [
    { kind: { state: 'conflict' }, members: annotations.filter(isDisputed) },
    { kind: { state: 'unreviewed' }, members: settled.filter((each) => !isReviewed(each)) },
    ...inOrder(reviews, ['accepted', 'rejected']).map(([review, members]): Group => ({ kind: { review }, members })),
  ];
}
