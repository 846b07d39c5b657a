import type { Annotation, Fragment, Link, Review } from './annotation.ts';
import { type Change, changed } from './change.ts';
import { type Annotations, applyChange, changeTo, removal } from './document.ts';
import { entries } from './pick.ts';
import type { Code, Problem } from './problem.ts';
import { reanchor } from './reanchor.ts';
import type { Extra, Value } from './value.ts';
import { same, some } from './value.ts';
import { finish } from './work.ts';

/** Whose value of a field stays: `ours` stands in it now, `theirs` beside it under `conflict`. */
export type Side = 'ours' | 'theirs';

/** An entry of a `conflict`, for reading. */
export interface Dispute {
  readonly entry: Value;
  /** Its problem: what is wrong, in which field, with what either side has. */
  readonly code: Code;
  readonly values: readonly string[];
  /** What the field says for either side; undefined where that side has removed it, or nothing can be said. */
  readonly mine?: string | undefined;
  readonly theirs?: string | undefined;
  /** What the side has removed that has no value: the annotation, or a link. */
  readonly deleted?: Side | undefined;
  readonly isUsable: boolean;
}

/** Whether a problem is about an entry of a `conflict`. */
export const isConflict = ({ code }: Problem): boolean => /^conflict(?!-markers)/.test(code);

/** Whether a merge has left anything of it to decide. */
export const isDisputed = ({ conflict }: Annotation): boolean => entries(conflict).length > 0;

/** So many entries of one `conflict` are told at a time: to look at each, all are looked through. */
export const MOST_DISPUTES = 100;

/** What the first entries of an annotation's `conflict` are about, in their order (see `MOST_DISPUTES`). */
export const disputesOf = (annotation: Annotation): readonly Dispute[] =>
  disputed(annotation.conflict).map((entry) => {
    const path = pathOf(entry);
    const isUsable = path !== undefined && keepTheirs([annotation], annotation.id, entry) !== undefined;
    return dispute(entry, path && get(annotation, path), isUsable);
  });

export const disputed = (conflict: Value | undefined): readonly Value[] => entries(conflict).slice(0, MOST_DISPUTES);

/** What an entry is about. `mine` is the value that the field has now. */
export function dispute(entry: Value, mine: Value | undefined, isUsable: boolean): Dispute {
  const path = pathOf(entry);
  const { theirs, deleted } = isTable(entry) ? entry : {};
  const known = { entry, isUsable };
  if (!path || !isUsable) return { ...known, code: 'conflict', values: [] };
  if (deleted === 'ours' || deleted === 'theirs') {
    const [field, role = '', to = ''] = path;
    if (field === 'annotation') return { ...known, deleted, code: `conflict-annotation-${deleted}`, values: [] };
    return { ...known, deleted, code: `conflict-link-${deleted}`, values: [role, to] };
  }
  const [our, their] = [mine, theirs].map((value) => (value === undefined ? undefined : textOf(value)));
  const both = { ...known, mine: our, theirs: their };
  if (our === undefined && their === undefined) return { ...both, code: 'conflict', values: [] };
  const name = (path[0] === 'attributes' ? path.slice(1) : path).join(' ');
  if (same(path, ['target'])) return { ...both, code: 'conflict-words', values: [our ?? '', their ?? ''] };
  if (our !== undefined && their !== undefined) return { ...both, code: 'conflict-field', values: [name, our, their] };
  return our === undefined
    ? { ...both, code: 'conflict-field-ours', values: [name, their ?? ''] }
    : { ...both, code: 'conflict-field-theirs', values: [name, our] };
}

/** A value as one line for people: a review by its state and its author, words by what they are. */
function textOf(value: Value): string {
  if (Array.isArray(value)) {
    const isOfWords = value.every((each) => isTable(each) && isText(each['exact']));
    return value.map(textOf).join(isOfWords ? ' … ' : ', ');
  }
  if (!isTable(value)) return String(value);
  const { exact, state, by } = value;
  if (isText(exact)) return exact;
  return isText(state) ? [state, by].filter(isText).join(', ') : JSON.stringify(value);
}

/**
 * The change that settles entries of an annotation's `conflict` in favour of one side, in one step. Words that come back
 * are looked for in the text. Undefined when none of the entries is there any more, or says anything that can be put
 * into its field.
 */
export function settle(
  annotations: Annotations,
  id: string,
  chosen: readonly Value[],
  side: Side,
  text: string,
): Change | undefined {
  const after = chosen.reduce((all, entry) => {
    const change = keep(all, id, entry, side);
    return change ? applyChange(all, change) : all;
  }, annotations);
  const placed = after.map((annotation, i) => {
    const isNew = annotation.id === id && !same(annotation.target, find(annotations, id, i)?.target);
    return isNew ? look(annotation, text) : annotation;
  });
  const change = changeTo(annotations, placed);
  return change.steps.length > 0 ? change : undefined;
}

/** The annotation at an index, or at another one because some before it are gone. */
const find = (annotations: Annotations, id: string, index: number): Annotation | undefined =>
  annotations[index]?.id === id ? annotations[index] : annotations.find((annotation) => annotation.id === id);

/** The annotation where its words stand now, or words like them, or lost. */
function look(annotation: Annotation, text: string): Annotation {
  const sought = { ...annotation, target: annotation.target.map(({ state: _state, ...each }) => each) };
  const [{ annotation: placed, found } = { annotation, found: [] }] = finish(reanchor([sought], text));
  const target = placed.target.map((each, i) => (each.state === 'changed' ? { ...each, ...found[i]?.span } : each));
  return { ...placed, target };
}

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

function keep(annotations: Annotations, id: string, entry: Value, side: Side): Change | undefined {
  const before = annotations.find((annotation) => annotation.id === id);
  if (!before || !entries(before.conflict).some((each) => same(each, entry))) return undefined;
  const left = entries(before.conflict).filter((each) => !same(each, entry));
  const settled = { ...before, conflict: left.length > 0 ? left : undefined };
  const path = pathOf(entry);
  const deleted = isTable(entry) ? entry['deleted'] : undefined;
  const isWhole = path !== undefined && isRemovable(path);
  if (isWhole && deleted === side) {
    if (path[0] === 'annotation') return removal(annotations, new Set([id]));
    return changed(before, { ...settled, links: settled.links.filter((link) => !leadsTo(link, path)) });
  }
  if (side === 'ours' || (isWhole && deleted === 'ours')) return changed(before, settled);
  if (!path || deleted !== undefined) return undefined;
  const after = put(settled, path, isTable(entry) ? entry['theirs'] : undefined);
  return after && changed(before, after);
}

/** Whether a path leads to what a side can have removed as a whole: the annotation, or a link. */
const isRemovable = (path: readonly string[]): boolean =>
  (path[0] === 'annotation' && path.length === 1) || (path[0] === 'links' && path.length === 3);

/** The keys that lead to an entry's field. */
export function pathOf(entry: Value): readonly string[] | undefined {
  const field = isTable(entry) ? entry['field'] : undefined;
  if (typeof field === 'string') return [field];
  return Array.isArray(field) && field.length > 0 && field.every(isText) ? field : undefined;
}

/** What a field of the annotation says now, as a file has it. */
function get(annotation: Annotation, path: readonly string[]): Value | undefined {
  const [field = '', name = '', to, key] = path;
  if (path.length > 1) {
    if (field === 'attributes') return own(annotation.attributes, name);
    const link = annotation.links.find((each) => each.role === name && each.to === to);
    return key === undefined ? undefined : own(link?.extra, key);
  }
  switch (field) {
    case 'label':
    case 'note':
    case 'suggestedBy':
    case 'by':
    case 'created':
      return annotation[field];
    case 'review': {
      const { state, by, extra } = annotation.review ?? {};
      return state === undefined ? undefined : { ...extra, state, ...(by !== undefined && { by }) };
    }
    case 'target':
      return annotation.target.map(({ exact }) => ({ exact }));
    default:
      return own(annotation.extra, field);
  }
}

/** What the table itself says: keys such as `constructor` are the users' words, too. */
export const own = <T>(table: Readonly<Record<string, T>> = {}, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

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
    default:
      if (OWN.has(field)) return undefined;
      return { ...annotation, extra: some(withKey(annotation.extra, field, value)) };
  }
}

/** Keys of an annotation that are no field that an entry can be about as a whole. */
const OWN: ReadonlySet<string> = new Set([
  'annotation',
  'id',
  'attributes',
  'links',
  'modified',
  'modifiedBy',
  'conflict',
]);

const leadsTo = (link: Link, [, role, to]: readonly string[]): boolean => link.role === role && link.to === to;

/** Built without assignment, so that `__proto__` is a key like any other. */
export const withKey = <T>(
  table: Readonly<Record<string, T>> = {},
  key: string,
  value: T | undefined,
): Record<string, T> =>
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
  const { start, end } = present ?? { start: 0, end: 0 };
  // A place of which nothing is left is none that a file may have.
  const last = end > start ? end : start + exact.length;
  return { exact, prefix, suffix, start, end: last, state: 'lost', extra: some(extra) };
}

const isText = (value: unknown): value is string => typeof value === 'string';

const isTable = (value: Value | undefined): value is Extra =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
