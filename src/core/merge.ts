import type { Annotation, Link } from './annotation.ts';
import { insert } from './document.ts';
import type { Value } from './value.ts';
import { same } from './value.ts';

/**
 * Three-way merge of the annotations of one article, by id and by field. Additions and changes of both sides are kept;
 * an edit beats a deletion; a field that both sides changed differently keeps ours, and theirs is put beside it in
 * `conflict`. The order is theirs, with our additions at their places in the text. Places (`start`, `end`, `prefix`,
 * `suffix`) are derived from the text and decide nothing.
 */
export function merge(
  base: readonly Annotation[],
  ours: readonly Annotation[],
  theirs: readonly Annotation[],
): readonly Annotation[] {
  const inBase = byId(base);
  const inOurs = byId(ours);
  const inTheirs = byId(theirs);
  const merged = theirs.flatMap((their): Annotation[] => {
    const our = inOurs.get(their.id);
    const old = inBase.get(their.id);
    if (our) return [mergeOne(old, our, their)];
    if (!old) return [their];
    return meansTheSame(old, their) ? [] : [withConflict(their, [{ field: 'annotation', deleted: 'ours' }])];
  });
  const left = ours.flatMap((our): Annotation[] => {
    if (inTheirs.has(our.id)) return [];
    const old = inBase.get(our.id);
    if (!old) return [our];
    return meansTheSame(old, our) ? [] : [withConflict(our, [{ field: 'annotation', deleted: 'theirs' }])];
  });
  return left.reduce<readonly Annotation[]>((all, annotation) => insert(all, annotation), merged);
}

const byId = (annotations: readonly Annotation[]) =>
  new Map(annotations.map((annotation) => [annotation.id, annotation]));

const words = (annotation: Annotation | undefined) => annotation?.target.map(({ exact, extra }) => ({ exact, extra }));

function meansTheSame(a: Annotation, b: Annotation): boolean {
  const bare = (annotation: Annotation) => ({ ...annotation, target: words(annotation) });
  return same(bare(a), bare(b));
}

const WHOLE = ['label', 'note', 'review', 'suggestedBy', 'by', 'created'] as const;

type Conflict = { readonly field: string | readonly string[]; readonly theirs?: Value; readonly deleted?: string };
type Pick3 = <T>(path: string | readonly string[], old: T, our: T, their: T) => T;

function mergeOne(base: Annotation | undefined, ours: Annotation, theirs: Annotation): Annotation {
  const conflicts: Conflict[] = [];
  const pick: Pick3 = (path, old, our, their) => {
    if (same(our, their) || same(old, their)) return our;
    if (same(old, our)) return their;
    conflicts.push(their === undefined ? { field: path } : { field: path, theirs: asValue(their) });
    return our;
  };
  const pickKeys = <T>(
    name: string | undefined,
    old: Readonly<Record<string, T>>,
    our: Readonly<Record<string, T>>,
    their: Readonly<Record<string, T>>,
  ) => {
    const keys = new Set([...Object.keys(their), ...Object.keys(our)]);
    return Object.fromEntries(
      [...keys].flatMap((key): [string, T][] => {
        const value = pick(name ? [name, key] : key, own(old, key), own(our, key), own(their, key));
        return value === undefined ? [] : [[key, value]];
      }),
    );
  };

  const sameWords = same(words(ours), words(theirs));
  // Of the same words the places count, so that those which only they have found anew are kept.
  const untouched = sameWords ? same(base?.target, ours.target) : same(words(base), words(ours));
  let merged: Annotation = {
    ...ours,
    target: untouched ? theirs.target : ours.target,
    attributes: pickKeys('attributes', base?.attributes ?? {}, ours.attributes, theirs.attributes),
    links: mergeLinks(base?.links ?? [], ours.links, theirs.links, pick),
  };
  if (!sameWords && !untouched && !same(words(base), words(theirs))) {
    // Places are left out: they count in other units here than in a file.
    conflicts.push({ field: 'target', theirs: asValue(theirs.target.map(({ start, end, ...rest }) => rest)) });
  }
  for (const field of WHOLE) {
    merged = { ...merged, [field]: pick(field, base?.[field], ours[field], theirs[field]) };
  }
  const later = (ours.modified ?? '') >= (theirs.modified ?? '') ? ours : theirs;
  merged = { ...merged, modified: later.modified, modifiedBy: later.modifiedBy };
  const extra = pickKeys(undefined, base?.extra ?? {}, ours.extra ?? {}, theirs.extra ?? {});
  merged = { ...merged, extra: some(extra), conflict: mergeConflicts(base?.conflict, ours.conflict, theirs.conflict) };
  return withConflict(merged, conflicts.map(asValue));
}

const some = <T extends object>(found: T): T | undefined => (Object.keys(found).length > 0 ? found : undefined);

/** What the record itself says: keys such as `constructor` are the users' words, too. */
const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** A set by role and `to`; `pick` chooses between the unknown keys of a link that both sides have. */
function mergeLinks(
  base: readonly Link[],
  ours: readonly Link[],
  theirs: readonly Link[],
  pick: Pick3,
): readonly Link[] {
  const find = (links: readonly Link[], { role, to }: Link) =>
    links.find((link) => link.role === role && link.to === to);
  const kept = ours.flatMap((link): Link[] => {
    const old = find(base, link);
    const their = find(theirs, link);
    if (!their) return old ? [] : [link];
    return [{ ...link, extra: pick(['links', link.role, link.to], old?.extra, link.extra, their.extra) }];
  });
  const fresh = theirs.filter((link) => !find(ours, link) && !find(base, link));
  return [...kept, ...fresh];
}

/** Three-way set: what either side added is there, what either side took away is gone. */
function mergeConflicts(
  base: Value | undefined,
  ours: Value | undefined,
  theirs: Value | undefined,
): Value | undefined {
  if (same(ours, theirs)) return ours;
  const has = (entries: readonly Value[], entry: Value) => entries.some((known) => same(known, entry));
  const kept = list(ours).filter((entry) => has(list(theirs), entry) || !has(list(base), entry));
  return some([...kept, ...list(theirs).filter((entry) => !has(list(ours), entry) && !has(list(base), entry))]);
}

/** Adds entries to an annotation's `conflict`; equal ones are kept once. */
function withConflict(annotation: Annotation, more: Value | undefined): Annotation {
  const before = list(annotation.conflict);
  const fresh = list(more).filter((entry) => !before.some((known) => same(known, entry)));
  return fresh.length === 0 ? annotation : { ...annotation, conflict: [...before, ...fresh] };
}

const list = (value: Value | undefined): readonly Value[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** A part of an annotation as the plain value that a file holds: absent keys are left out. */
function asValue(part: unknown): Value {
  if (Array.isArray(part)) return part.map(asValue);
  if (typeof part === 'object' && part !== null) {
    return Object.fromEntries(
      Object.entries(part).flatMap(([key, value]) => (value === undefined ? [] : [[key, asValue(value)]])),
    );
  }
  return typeof part === 'string' || typeof part === 'number' || typeof part === 'boolean' ? part : null;
}
