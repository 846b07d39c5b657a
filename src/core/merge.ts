import type { Annotation, Fragment, Link, Review } from './annotation.ts';
import { insert } from './document.ts';
import { mergeConflicts, Picker } from './pick.ts';
import type { Extra } from './value.ts';
import { same, some } from './value.ts';

/**
 * Three-way merge of the annotations of one article, by id and by field. Additions and changes of both sides are kept;
 * an edit beats a deletion; a field that both sides changed differently keeps ours, and theirs is put beside it in
 * `conflict`. Places (`start`, `end`, `prefix`, `suffix`, `state`) are derived from the text and decide nothing: ours
 * are taken where both sides have new ones. Of `modified` that both changed the later one wins.
 *
 * The order is that of the side that changed it (ours, where both did), else of the one that added (theirs, where both
 * did); what only the other has goes to its place in the text.
 */
export function merge(
  base: readonly Annotation[],
  ours: readonly Annotation[],
  theirs: readonly Annotation[],
): readonly Annotation[] {
  const inBase = byId(base);
  const inOurs = byId(ours);
  const inTheirs = byId(theirs);
  const decide = (id: string): Annotation | undefined => {
    const [old, our, their] = [inBase.get(id), inOurs.get(id), inTheirs.get(id)];
    if (our && their) return mergeOne(old, our, their);
    const left = our ?? their;
    if (!left || (old && meansTheSame(old, left))) return undefined;
    return old ? undeleted(left, our ? 'theirs' : 'ours') : left;
  };
  const decided = new Map([...inOurs.keys(), ...inTheirs.keys()].map((id) => [id, decide(id)]));
  const merged = (side: readonly Annotation[]) => side.flatMap(({ id }) => decided.get(id) ?? []);
  const kept = base.filter(({ id }) => decided.get(id));
  const isOurs = isMoved(kept, ours) || !(isMoved(kept, theirs) || theirs.some(({ id }) => !inBase.has(id)));
  const [first, second, inFirst] = isOurs ? [ours, theirs, inOurs] : [theirs, ours, inTheirs];
  return merged(second.filter(({ id }) => !inFirst.has(id))).reduce<readonly Annotation[]>(
    (all, annotation) => insert(all, annotation),
    merged(first),
  );
}

const byId = (annotations: readonly Annotation[]) =>
  new Map(annotations.map((annotation) => [annotation.id, annotation]));

/** Whether a side has those that it has of the base in another order. Those that do not stay say nothing. */
function isMoved(base: readonly Annotation[], side: readonly Annotation[]): boolean {
  const [inBase, inSide] = [byId(base), byId(side)];
  const before = base.flatMap(({ id }) => (inSide.has(id) ? [id] : []));
  return !same(
    before,
    side.flatMap(({ id }) => (inBase.has(id) ? [id] : [])),
  );
}

const words = (annotation: Annotation | undefined) => annotation?.target.map(({ exact, extra }) => ({ exact, extra }));

function meansTheSame(a: Annotation, b: Annotation): boolean {
  const bare = (annotation: Annotation) => ({ ...annotation, target: words(annotation) });
  return same(bare(a), bare(b));
}

/** What one side took away and the other, `left`, changed. */
function undeleted(left: Annotation, by: 'ours' | 'theirs'): Annotation {
  const picker = new Picker();
  picker.deleted(['annotation'], by);
  return { ...left, conflict: mergeConflicts(undefined, left.conflict, left.conflict, picker.conflicts) };
}

const WHOLE = ['label', 'note', 'suggestedBy', 'by', 'created'] as const;

function mergeOne(base: Annotation | undefined, ours: Annotation, theirs: Annotation): Annotation {
  const picker = new Picker();
  let merged: Annotation = {
    ...ours,
    ...stamp(base, ours, theirs),
    target: mergeTarget(base, ours, theirs, picker),
    attributes: picker.keys(['attributes'], base?.attributes, ours.attributes, theirs.attributes),
    links: mergeLinks(base?.links ?? [], ours.links, theirs.links, picker),
    review: picker.pick<Review | undefined>(['review'], base?.review, ours.review, theirs.review, written),
  };
  for (const field of WHOLE) {
    merged = { ...merged, [field]: picker.pick([field], base?.[field], ours[field], theirs[field]) };
  }
  const extra = some(picker.keys([], base?.extra, ours.extra, theirs.extra));
  const conflict = mergeConflicts(base?.conflict, ours.conflict, theirs.conflict, picker.conflicts);
  return { ...merged, extra, conflict };
}

/** A part as it stands in a file, its unknown keys among the others. */
const written = (part: { readonly extra?: Extra | undefined } | undefined) => {
  const { extra, ...rest } = part ?? {};
  return { ...rest, ...extra };
};

function mergeTarget(
  base: Annotation | undefined,
  ours: Annotation,
  theirs: Annotation,
  picker: Picker,
): readonly Fragment[] {
  const [old, our, their] = [words(base), words(ours), words(theirs)];
  // Of the same words the places count, so that those which only they have found anew are kept.
  if (same(our, their)) return same(base?.target, ours.target) ? theirs.target : ours.target;
  if (same(old, our)) return theirs.target;
  if (same(old, their)) return ours.target;
  // Places are left out: they count in other units here than in a file, and are looked up anew.
  const found = theirs.target.map(({ start, end, ...rest }) => written(rest));
  picker.pick<unknown>(['target'], undefined, our, found);
  return ours.target;
}

/** When it was changed last, and by whom: two keys that go together. */
function stamp(base: Annotation | undefined, ours: Annotation, theirs: Annotation) {
  const [old, our, their] = [base, ours, theirs].map((each) => ({
    modified: each?.modified,
    modifiedBy: each?.modifiedBy,
  }));
  if (base && same(old, our)) return their;
  if (base && same(old, their)) return our;
  const rank = (each: typeof our) => `${each?.modified ?? ''} ${each?.modifiedBy ?? ''}`;
  return rank(our) >= rank(their) ? our : their;
}

/** A link with what it is told apart by: role, `to`, and the how-manieth of that kind it is. */
type Named = readonly [name: string, link: Link];

function named(links: readonly Link[]): readonly Named[] {
  const seen = new Map<string, number>();
  return links.map((link) => {
    const kind = JSON.stringify([link.role, link.to]);
    const number = seen.get(kind) ?? 0;
    seen.set(kind, number + 1);
    return [`${number} ${kind}`, link];
  });
}

/** A set by role and `to`, in our order; of a link that both sides have, unknown keys are picked one by one. */
function mergeLinks(
  base: readonly Link[],
  ours: readonly Link[],
  theirs: readonly Link[],
  picker: Picker,
): readonly Link[] {
  if (same(base, ours)) return theirs;
  if (same(base, theirs)) return ours;
  const [inBase, inOurs, inTheirs] = [base, ours, theirs].map((links) => new Map(named(links)));
  const decide = ([name, { role, to }]: Named): readonly Link[] => {
    const [old, our, their] = [inBase?.get(name), inOurs?.get(name), inTheirs?.get(name)];
    const path = ['links', role, to];
    if (our && their) return [{ ...our, extra: some(picker.keys(path, old?.extra, our.extra, their.extra)) }];
    const left = our ?? their;
    if (!left || same(old, left)) return [];
    if (old) picker.deleted(path, our ? 'theirs' : 'ours');
    return [left];
  };
  const fresh = named(theirs).filter(([name]) => !inOurs?.has(name));
  return [...named(ours), ...fresh].flatMap(decide);
}
