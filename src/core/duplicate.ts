import type { Annotation, Fragment, Link, Review } from './annotation.ts';
import type { Change } from './change.ts';
import { type Annotations, changeTo } from './document.ts';
import type { Codebook } from './label.ts';
import { labelName } from './outline.ts';
import { entries, mergeConflicts, Picker } from './pick.ts';
import type { Value } from './value.ts';
import { same, some } from './value.ts';

/** Annotations that have the same label and exactly the same target, in the order of the file; each group has two or more. */
export function duplicates(annotations: Annotations, codebook: Codebook): readonly Annotations[] {
  // Where only one begins there is nothing to compare, and nearly all are alone. In most files they stand in order already.
  const sorted = annotations.toSorted((a, b) => startOf(a) - startOf(b));
  const starts = sorted.map(startOf);
  const together = new Set(sorted.filter((_, i) => starts[i] === starts[i - 1] || starts[i] === starts[i + 1]));
  if (together.size === 0) return [];
  const groups = new Map<string, Annotation[]>();
  for (const annotation of annotations) {
    if (!together.has(annotation)) continue;
    const key = keyOf(annotation, codebook);
    const group = groups.get(key);
    if (group) group.push(annotation);
    else groups.set(key, [annotation]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

const startOf = ({ target: [first] }: Annotation): number => first?.start ?? 0;

/** Whether another annotation has the label and exactly the target of this one. */
export function hasTwin(annotation: Annotation, annotations: Annotations, codebook: Codebook): boolean {
  const [key, start] = [keyOf(annotation, codebook), annotation.target[0]?.start];
  return annotations.some(
    (other) => other.id !== annotation.id && other.target[0]?.start === start && keyOf(other, codebook) === key,
  );
}

function keyOf(annotation: Annotation, codebook: Codebook): string {
  const words = annotation.target.map(({ start, end, exact, state }) => [start, end, exact, state]);
  return JSON.stringify([labelName(codebook, annotation), words]);
}

/**
 * The change that makes one annotation of each group: the first stays, and takes over what the others say and it does
 * not. Notes are joined; of reviews the later stays, of the times of creation the earlier. What cannot be united stands
 * under `conflict` with the first one's value in its place. Links that led to the others lead to the first.
 */
export function mergeDuplicates(annotations: Annotations, groups: readonly Annotations[]): Change {
  return changeTo(annotations, groups.reduce(mergeGroup, annotations));
}

/** The annotations with one for all of a group, which have the same label and target. */
export function mergeGroup(annotations: Annotations, group: Annotations): Annotations {
  const [id = '', ...others] = group.map((annotation) => annotation.id);
  const gone = new Set(others);
  const byId = new Map(annotations.map((annotation) => [annotation.id, redirected(annotation, gone, id)]));
  const members = group.flatMap((annotation) => byId.get(annotation.id) ?? []);
  const [first] = members;
  if (!first) return annotations;
  byId.set(id, members.slice(1).reduce(unite, first));
  return annotations.flatMap((annotation) => (gone.has(annotation.id) ? [] : (byId.get(annotation.id) ?? [])));
}

const WHOLE = ['suggestedBy', 'by'] as const;

/** Both as one, with the first one's id and label. */
function unite(first: Annotation, other: Annotation): Annotation {
  const picker = new Picker();
  let united: Annotation = {
    ...first,
    target: uniteTarget(first, other, picker),
    attributes: picker.keys(['attributes'], undefined, first.attributes, other.attributes),
    note: uniteNotes(first.note, other.note),
    links: uniteLinks([...first.links, ...other.links], picker),
    review: uniteReviews(first.review, other.review, picker),
    created: [first.created, other.created].filter((time) => time !== undefined).sort()[0],
  };
  for (const field of WHOLE)
    united = { ...united, [field]: picker.pick([field], undefined, first[field], other[field]) };
  const extra = some(picker.keys<Value>([], undefined, first.extra, other.extra));
  return { ...united, extra, conflict: mergeConflicts(undefined, first.conflict, other.conflict, picker.conflicts) };
}

function uniteNotes(first: string | undefined, other: string | undefined): string | undefined {
  if (!first || !other) return first || other;
  const isIn = `\n\n${first}\n\n`.includes(`\n\n${other}\n\n`);
  return isIn ? first : `${first}\n\n${other}`;
}

/** The later review; the other one is a conflict, if it says anything else. */
function uniteReviews(first: Review | undefined, other: Review | undefined, picker: Picker): Review | undefined {
  if (!first || !other) return first ?? other;
  const [later, earlier] = (other.at ?? '') > (first.at ?? '') ? [other, first] : [first, other];
  return picker.pick<Review | undefined>(['review'], undefined, later, earlier, (review) => {
    const { extra, ...rest } = review ?? {};
    return { ...rest, ...extra };
  });
}

/** The places are the same; of unknown keys those of both, or as a conflict all words with theirs. */
function uniteTarget(first: Annotation, other: Annotation, picker: Picker): readonly Fragment[] {
  const extras = new Picker();
  const target = first.target.map((each, i): Fragment => {
    const extra = some(extras.keys<Value>([], undefined, each.extra, other.target[i]?.extra));
    return same(extra, each.extra) ? each : { ...each, extra };
  });
  if (extras.conflicts.length === 0) return target;
  const written = other.target.map(({ start: _start, end: _end, extra, ...rest }) => ({ ...rest, ...extra }));
  return picker.pick<readonly Fragment[]>(['target'], [], target, other.target, () => written);
}

/** Of links with the same role and end one; of their unknown keys those of both. */
function uniteLinks(links: readonly Link[], picker: Picker): readonly Link[] {
  const united = new Map<string, Link>();
  for (const link of links) {
    const { role, to } = link;
    const name = JSON.stringify([role, to]);
    const known = united.get(name);
    const extra = known && some(picker.keys<Value>(['links', role, to], undefined, known.extra, link.extra));
    united.set(name, known ? { ...known, extra } : link);
  }
  return [...united.values()];
}

/**
 * The annotation with its links, and what its conflicts say of links, led to another id. A link between the two is
 * gone, if it says no more than that.
 */
function redirected(annotation: Annotation, gone: ReadonlySet<string>, id: string): Annotation {
  const led = (to: string): string => (gone.has(to) ? id : to);
  const isNew = annotation.links.some(({ to }) => gone.has(to));
  const isOne = gone.has(annotation.id) || annotation.id === id;
  const conflict = entries(annotation.conflict).map((entry) => withPath(entry, led));
  const isOld = same(conflict, entries(annotation.conflict));
  if (!isNew && isOld && !isOne) return annotation;
  const picker = new Picker();
  const links = uniteLinks(
    annotation.links
      .filter(({ to, extra }) => extra !== undefined || !isOne || to === annotation.id || led(to) !== id)
      .map((link) => ({ ...link, to: led(link.to) })),
    picker,
  );
  return {
    ...annotation,
    links,
    conflict: mergeConflicts(undefined, isOld ? annotation.conflict : conflict, undefined, picker.conflicts),
  };
}

/** An entry about a link that leads to another id. */
function withPath(entry: Value, led: (to: string) => string): Value {
  if (typeof entry !== 'object' || entry === null || !('field' in entry)) return entry;
  const { field } = entry;
  if (!Array.isArray(field) || field[0] !== 'links' || typeof field[2] !== 'string') return entry;
  return { ...entry, field: field.with(2, led(field[2])) };
}
