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
  const sorted = annotations.toSorted(inTextOrder);
  const inState = (wanted: State, title: string): Group => ({
    kind: { state: wanted },
    title,
    members: sorted.filter((annotation) => state(annotation) === wanted),
  });
  const found = sorted.filter((annotation) => state(annotation) === undefined);
  const byLabel = new Map<string, Annotation[]>();
  for (const annotation of found) {
    const name = labelName(codebook, annotation);
    const group = byLabel.get(name);
    if (group) group.push(annotation);
    else byLabel.set(name, [annotation]);
  }
  const known = codebook.labels.map(({ name }) => name);
  const unknown = [...byLabel.keys()].filter((name) => !known.includes(name)).sort();
  const labels = [...known, ...unknown].map(
    (name): Group => ({ kind: { label: name }, title: titleOf(codebook, name), members: byLabel.get(name) ?? [] }),
  );
  return [inState('lost', 'Lost'), inState('changed', 'Changed'), ...labels].filter(
    ({ members }) => members.length > 0,
  );
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
