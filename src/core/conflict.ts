import type { Annotation, Fragment, Link, Review } from './annotation.ts';
import { type Change, changed } from './change.ts';
import { type Annotations, removal } from './document.ts';
import { entries } from './pick.ts';
import type { Extra, Value } from './value.ts';
import { same, some } from './value.ts';

/**
 * The change that settles one entry of an annotation's `conflict` in favour of what stands in it now. Undefined when
 * there is no such annotation, or no such entry any more.
 */
export const keepMine = (annotations: Annotations, id: string, entry: Value): Change | undefined =>
  keep(annotations, id, entry, 'ours');

/**
 * The change that settles one entry of an annotation's `conflict` in favour of theirs. Words come without a place: they
 * are `lost` where ours stand until `anchor` has looked for them. Undefined also when the entry says nothing that can
 * be put into its field.
 */
export const keepTheirs = (annotations: Annotations, id: string, entry: Value): Change | undefined =>
  keep(annotations, id, entry, 'theirs');

function keep(annotations: Annotations, id: string, entry: Value, side: 'ours' | 'theirs'): Change | undefined {
  const before = annotations.find((annotation) => annotation.id === id);
  if (!before || !entries(before.conflict).some((each) => same(each, entry))) return undefined;
  const left = entries(before.conflict).filter((each) => !same(each, entry));
  const settled = { ...before, conflict: left.length > 0 ? left : undefined };
  const path = pathOf(entry);
  const deleted = isTable(entry) ? entry['deleted'] : undefined;
  if (deleted === side && path) {
    if (same(path, ['annotation'])) return removal(annotations, new Set([id]));
    return changed(before, { ...settled, links: settled.links.filter((link) => !leadsTo(link, path)) });
  }
  if (side === 'ours' || deleted !== undefined) return changed(before, settled);
  const after = path && put(settled, path, isTable(entry) ? entry['theirs'] : undefined);
  return after && changed(before, after);
}

/** The keys that lead to an entry's field. */
function pathOf(entry: Value): readonly string[] | undefined {
  const field = isTable(entry) ? entry['field'] : undefined;
  if (typeof field === 'string') return [field];
  return Array.isArray(field) && field.length > 0 && field.every(isText) ? field : undefined;
}

/** The annotation with another value (undefined: none) in the field; undefined where the value does not fit it. */
function put(annotation: Annotation, path: readonly string[], value: Value | undefined): Annotation | undefined {
  const [field = '', name, to, key] = path;
  if (path.length > 1) {
    if (field === 'attributes' && name !== undefined && path.length === 2) {
      if (value !== undefined && !isText(value) && !(Array.isArray(value) && value.every(isText))) return undefined;
      return { ...annotation, attributes: withKey(annotation.attributes, name, value) };
    }
    if (field !== 'links' || key === undefined) return undefined;
    const links = annotation.links.map((link) =>
      leadsTo(link, [field, name ?? '', to ?? '']) ? { ...link, extra: some(withKey(link.extra, key, value)) } : link,
    );
    return { ...annotation, links };
  }
  switch (field) {
    case 'label':
      return isText(value) ? { ...annotation, label: value } : undefined;
    case 'note':
    case 'suggestedBy':
    case 'by':
    case 'created':
      return value === undefined || isText(value) ? { ...annotation, [field]: value } : undefined;
    case 'review': {
      const review = value === undefined ? undefined : toReview(value);
      return value === undefined || review ? { ...annotation, review } : undefined;
    }
    case 'target': {
      const target = toTarget(value, annotation.target);
      return target && { ...annotation, target };
    }
    case 'annotation':
      return undefined;
    default:
      return { ...annotation, extra: some(withKey(annotation.extra, field, value)) };
  }
}

const leadsTo = (link: Link, [, role, to]: readonly string[]): boolean => link.role === role && link.to === to;

/** Built without assignment, so that `__proto__` is a key like any other. */
const withKey = <T>(table: Readonly<Record<string, T>> = {}, key: string, value: T | undefined): Record<string, T> =>
  Object.fromEntries([
    ...Object.entries(table).filter(([each]) => each !== key),
    ...(value === undefined ? [] : [[key, value] as const]),
  ]);

function toReview(value: Value): Review | undefined {
  if (!isTable(value)) return undefined;
  const { state, by, at, ...extra } = value;
  if (!isText(state) || !(by === undefined || isText(by)) || !(at === undefined || isText(at))) return undefined;
  return { state, by, at, extra: some(extra) };
}

/** Fragments of a conflict's words, `lost` where those of `present` stand. */
function toTarget(value: Value | undefined, present: readonly Fragment[]): readonly Fragment[] | undefined {
  const found = Array.isArray(value) ? value.map((each, i) => toFragment(each, present[i] ?? present.at(-1))) : [];
  const target = found.filter((each) => each !== undefined);
  return target.length > 0 && target.length === found.length ? target : undefined;
}

function toFragment(value: Value, present: Fragment | undefined): Fragment | undefined {
  if (!isTable(value)) return undefined;
  const { exact, prefix = '', suffix = '', state: _state, start: _start, end: _end, ...extra } = value;
  if (!isText(exact) || exact === '' || !isText(prefix) || !isText(suffix)) return undefined;
  const start = present?.start ?? 0;
  return { exact, prefix, suffix, start, end: present?.end ?? exact.length, state: 'lost', extra: some(extra) };
}

const isText = (value: unknown): value is string => typeof value === 'string';

const isTable = (value: Value | undefined): value is Extra =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
