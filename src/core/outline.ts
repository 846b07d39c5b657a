import type { Annotation, State } from './annotation.ts';
import { inTextOrder, state } from './annotation.ts';
import type { Codebook } from './label.ts';
import { labelOf, titleOf } from './label.ts';

/** Annotations that are read together: those that need a look come first, then a group for each label. */
export interface Group {
  /** The state that the members share, or the name of their label. */
  readonly kind: { readonly state: State } | { readonly label: string };
  readonly title: string;
  /** In text order. Never empty. */
  readonly members: readonly Annotation[];
}

/** Groups an article's annotations for reading; labels in the codebook's order, then those that it lacks by name. */
export function outline(annotations: readonly Annotation[], codebook: Codebook): Group[] {
  const { lost, changed, found } = byNeed(annotations);
  const names = new Map<string, string>();
  const byLabel = partition(found, (annotation) => {
    const name = names.get(annotation.label) ?? labelName(codebook, annotation);
    names.set(annotation.label, name);
    return name;
  });
  const known = codebook.labels.map(({ name }) => name);
  const labels = inOrder(byLabel, known).map(
    ([name, members]): Group => ({ kind: { label: name }, title: titleOf(codebook, name), members }),
  );
  const states: readonly Group[] = [
    { kind: { state: 'lost' }, title: 'Lost', members: lost },
    { kind: { state: 'changed' }, title: 'Changed', members: changed },
  ];
  return [...states, ...labels].filter(({ members }) => members.length > 0);
}

/** Annotations by whether they need a look, in text order. */
export function byNeed(
  annotations: readonly Annotation[],
): Readonly<Record<'lost' | 'changed' | 'found', readonly Annotation[]>> {
  const sorted = annotations.toSorted(inTextOrder);
  const [lost, changed, found]: [Annotation[], Annotation[], Annotation[]] = [[], [], []];
  for (const annotation of sorted) {
    const outcome = state(annotation);
    (outcome === 'lost' ? lost : outcome === 'changed' ? changed : found).push(annotation);
  }
  return { lost, changed, found };
}

/** Annotations that have a key in common, in their order. */
export function partition(
  annotations: readonly Annotation[],
  keyOf: (annotation: Annotation) => string,
): ReadonlyMap<string, readonly Annotation[]> {
  const parts = new Map<string, Annotation[]>();
  for (const annotation of annotations) {
    const key = keyOf(annotation);
    const part = parts.get(key);
    if (part) part.push(annotation);
    else parts.set(key, [annotation]);
  }
  return parts;
}

/** Parts by their keys: those that are known, in their order, then the others by name. */
export function inOrder(
  parts: ReadonlyMap<string, readonly Annotation[]>,
  known: readonly string[],
): (readonly [string, readonly Annotation[]])[] {
  const others = [...parts.keys()].filter((key) => !known.includes(key)).sort();
  return [...known, ...others].map((key) => [key, parts.get(key) ?? []]);
}

/** The label's present name, also where the annotation still has an earlier one. */
export const labelName = (codebook: Codebook, annotation: Annotation): string =>
  labelOf(codebook, annotation.label)?.name ?? annotation.label;

/** How many annotations each label has: the labels of the codebook in its order, then the others by name. */
export function counts(
  annotations: readonly Annotation[],
  codebook: Codebook,
): { readonly label: string; readonly title: string; readonly count: number }[] {
  const tally = new Map(codebook.labels.map(({ name }) => [name, 0]));
  for (const annotation of annotations) {
    const name = labelName(codebook, annotation);
    tally.set(name, (tally.get(name) ?? 0) + 1);
  }
  const known = codebook.labels.length;
  const sorted = [...[...tally].slice(0, known), ...[...tally].slice(known).sort(([a], [b]) => (a < b ? -1 : 1))];
  return sorted.map(([label, count]) => ({ label, title: titleOf(codebook, label), count }));
}
