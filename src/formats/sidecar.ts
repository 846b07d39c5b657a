import type { Annotation, AttributeValue, Fragment, Link, Review } from '../core/annotation.ts';
import { isId } from '../core/annotation.ts';
import type { Dispute } from '../core/conflict.ts';
import { type Place, type Problem, TYPES } from '../core/problem.ts';
import type { Extra } from '../core/value.ts';
import { ANNOTATION, FRAGMENT, readHead } from './canonical.ts';
import { type Item, readItems } from './items.ts';
import { KEY_LENGTH, remember, startOfList } from './layout.ts';
import { findMarkers } from './markers.ts';
import { checkVersion, count, FORMAT, Reader } from './reader.ts';
import { type Branch, branch, fromValue, printBranch, type Tree } from './tree.ts';
import { disputesIn, OF_ARTICLE, OF_ROOT } from './undecided.ts';
import { follow, isMap, isScalar, isSeq, type Node, nameOf, parseYaml, textOf } from './yaml.ts';

/** What the sidecar says of its article. `length` counts code points; `sha256` is of the text as UTF-8. */
export interface About {
  readonly file: string;
  readonly sha256?: string | undefined;
  readonly length?: number | undefined;
  readonly title?: string | undefined;
  readonly url?: string | undefined;
  readonly publisher?: string | undefined;
  readonly author?: string | undefined;
  readonly published?: string | undefined;
  readonly language?: string | undefined;
  readonly encoding?: string | undefined;
  readonly extra?: Extra | undefined;
}

/** A sidecar file as a value. All offsets count code points of the article's text, as in the file. */
export interface Sidecar {
  readonly article: About;
  readonly annotations: readonly Annotation[];
  /** The full name of the person whose own sidecar this is. */
  readonly annotator?: string | undefined;
  readonly extra?: Extra | undefined;
}

export interface Parsed {
  /** Undefined when the file must not be written: it does not parse, or is from a newer version. `problems` says why. */
  readonly value?: Sidecar | undefined;
  readonly problems: readonly Problem[];
  /** Where each annotation stands in the file. */
  readonly places: ReadonlyMap<string, Place>;
}

/**
 * Reads a sidecar (the twin of `print` and `splice`). An empty file is a sidecar without annotations. One with git's
 * marks of a conflict has that one problem.
 */
export function parse(source: string, file = ''): Parsed {
  const body = source.replace(/^\ufeff/, '');
  return parseByItems(body, file) ?? parseWhole(body, file);
}

function parseWhole(body: string, file: string): Parsed {
  const yaml = parseYaml(body);
  const markers = yaml.problems.length > 0 ? findMarkers(body) : undefined;
  if (!markers) return fromYaml(yaml, file);
  return { problems: [{ code: 'conflict-markers', severity: 'error', values: [], place: markers }], places: new Map() };
}

/**
 * The same as `fromYaml(parseYaml(body), file)`, in a fraction of the time, for a file whose annotations are mostly
 * written as `print` writes them: those are read one by one, and YAML's own parser reads the rest without them. Undefined
 * for other files.
 *
 * The parts can be read apart because each begins and ends where YAML's block structure does: a part that does not, as it
 * opens a bracket or a quotation mark, does not parse alone.
 */
export function parseByItems(body: string, file: string): Parsed | undefined {
  const source = toLf(body);
  const from = source === undefined ? undefined : startOfList(source);
  if (source === undefined || from === undefined) return undefined;
  const items = readItems(source, from, readItem);
  if (!items) return undefined;
  const frame = readFrame(source, from, items.starts.at(-1) ?? from, file);
  if (!frame) return undefined;
  const whole: Sidecar = { ...frame, annotations: items.annotations };
  // An item that could not be read stands between others that could.
  if (source === body && items.annotations.length === items.starts.length - 1)
    remember(whole, { source, starts: items.starts });
  return { value: whole, problems: items.problems, places: items.places };
}

/** What stands around the list of annotations that begins at `from` and ends at `to`. Undefined where it has a problem. */
function readFrame(source: string, from: number, to: number, file: string): Sidecar | undefined {
  const head = to === source.length ? readHead(source, from, ABOUT) : undefined;
  if (head) return defined({ article: { file, ...head.article }, annotations: [], annotator: head.annotator });
  const frame = source.slice(0, from) + source.slice(to);
  const yaml = parseYaml(frame);
  // A directive can say that this is another YAML.
  if (!yaml.document || yaml.problems.length > 0 || /^%/m.test(frame) || !isEmptyList(yaml.document.contents, from))
    return undefined;
  const { value, problems } = fromYaml(yaml, file);
  return problems.length > 0 ? undefined : value;
}

/** The source with line feeds only. Undefined where line ends are mixed. */
function toLf(source: string): string | undefined {
  if (!source.includes('\r')) return source;
  const text = source.replaceAll('\r\n', '\n');
  return text.includes('\r') || /(?:^|[^\r])\n/.test(source) ? undefined : text;
}

/** Whether the key behind whose line the list was taken out is one, and has nothing now. */
function isEmptyList(root: unknown, from: number): boolean {
  if (!isMap(root) || root.flow) return false;
  const pair = root.items.find(({ key }) => isScalar(key) && key.range?.[0] === from - KEY_LENGTH);
  return isScalar(pair?.value) && pair.value.source === '';
}

/** Reads an item that is written in some other way, alone. `after`: how the line behind it begins. */
function readItem(lines: string, after: string, ids: Set<string>, line: number): Item | undefined {
  // What anchors and aliases mean depends on all that stands before.
  if (/[^\p{L}\p{N}][&*]\S/u.test(lines)) return undefined;
  const yaml = parseYaml(`annotations:\n${lines}${after}`);
  if (!yaml.document || yaml.problems.length > 0) return undefined;
  const root = yaml.document.contents;
  const keys = isMap(root) ? root.items.map(nameOf).join() : '';
  const list =
    isMap(root) && keys === (after.startsWith('x') ? 'annotations,x' : 'annotations') && root.items[0]?.value;
  if (!isSeq(list) || list.flow || list.items.length !== (after.startsWith(' ') ? 2 : 1)) return undefined;
  const reader = new Reader(yaml.document, (node) => {
    const place = yaml.place(node);
    const { line: from, endLine: to } = place ?? {};
    return place && from && to ? { ...place, line: from + line - 2, endLine: to + line - 2 } : place;
  });
  const [node] = list.items;
  const annotation = readAnnotation(node, reader, ids);
  return { annotation, place: reader.place(node), problems: reader.problems };
}

/** What `parse` makes of the YAML that it has read. */
export function fromYaml(yaml: ReturnType<typeof parseYaml>, file = ''): Parsed {
  const nothing = new Map<string, Place>();
  if (!yaml.document || yaml.problems.length > 0) return { problems: yaml.problems, places: nothing };
  const root = follow(yaml.document.contents, yaml.document);
  if (root === null) return { value: { article: { file }, annotations: [] }, problems: [], places: nothing };
  const reader = new Reader(yaml.document, yaml.place);
  if (!isMap(root)) {
    if (isScalar(root) && root.value === null)
      return { value: { article: { file }, annotations: [] }, problems: [], places: nothing };
    reader.tell('not-a-mapping', root);
    return { problems: reader.problems, places: nothing };
  }
  const version = checkVersion(root, reader);
  if (!version) return { problems: reader.problems, places: nothing };
  const fields = reader.fields(root);
  const value: Sidecar = defined({
    article: readAbout(fields, reader, file),
    annotations: readAnnotations(fields, reader),
    annotator: reader.string(fields, 'annotator'),
    extra: reader.rest(fields, ['newsmark', 'article', 'annotations', 'annotator']),
  });
  tellDisputes(fields.get('conflict'), disputesIn(value, OF_ROOT), reader);
  const article = fields.get('article');
  if (isMap(article)) {
    const conflict = reader.fields(article).get('conflict');
    tellDisputes(conflict, disputesIn(value.article, OF_ARTICLE), reader);
  }
  if (reader.exhausted) return { problems: reader.problems, places: nothing };
  return { value, problems: reader.problems, places: reader.places };
}

/** Each at its entry of the `conflict`. */
function tellDisputes(conflict: unknown, disputes: readonly Dispute[], reader: Reader): void {
  for (const [i, { code, values }] of disputes.entries())
    reader.warn(code, isSeq(conflict) ? conflict.items[i] : conflict, ...values);
}

const ABOUT = ['file', 'sha256', 'length', ...OF_ARTICLE] as const;

function readAbout(fields: ReadonlyMap<string, unknown>, reader: Reader, file: string): About {
  const node = fields.get('article');
  if (!isMap(node)) {
    if (node !== undefined && !(isScalar(node) && node.value === null))
      reader.tell('wrong-type', node, 'article', TYPES.map);
    return { file };
  }
  const inner = reader.fields(node);
  const said = ABOUT.map((key) => [
    key,
    key === 'length'
      ? count(inner.get(key))
      : key === 'published'
        ? reader.time(inner, key)
        : reader.string(inner, key),
  ]);
  return defined({ file, ...defined(Object.fromEntries(said)), extra: reader.rest(inner, ABOUT) });
}

function readAnnotations(fields: ReadonlyMap<string, unknown>, reader: Reader): Annotation[] {
  const list = fields.get('annotations');
  if (list === undefined || list === null || (isScalar(list) && list.value === null)) return [];
  if (!isSeq(list)) {
    reader.tell('wrong-type', list, 'annotations', TYPES.list);
    return [];
  }
  const ids = new Set<string>();
  return reader.items(list).flatMap((node, index): Annotation[] => {
    const annotation = readAnnotation(node, reader, ids);
    if (!annotation) return [];
    const place = reader.place(list.items[index]);
    reader.places.set(annotation.id, place ?? { line: 1, column: 1 });
    return [annotation];
  });
}

/**
 * One annotation, or undefined (with a problem) where it lacks what every annotation must have, or has an id of `ids`: it
 * is then left alone. Adds its id to `ids`, also when the rest cannot be read: which of two is meant is a person's to say.
 */
function readAnnotation(node: unknown, reader: Reader, ids: Set<string>): Annotation | undefined {
  if (!isMap(node)) {
    reader.tell('wrong-type', node, 'annotations', TYPES.annotations);
    return undefined;
  }
  const fields = reader.fields(node);
  const id = reader.string(fields, 'id');
  if (id !== undefined && ids.has(id)) {
    reader.tell('duplicate-id', fields.get('id'), id);
    return undefined;
  }
  if (id !== undefined) ids.add(id);
  const label = reader.string(fields, 'label');
  if (id === undefined || label === undefined) {
    reader.tell('missing-key', node, id === undefined ? 'id' : 'label');
    return undefined;
  }
  if (!isId(id)) {
    reader.tell('bad-id', fields.get('id'), id);
    return undefined;
  }
  const target = readTarget(fields.get('target'), node, reader);
  if (!target) return undefined;
  const conflict = fields.get('conflict');
  return defined({
    id,
    label,
    target,
    attributes: readAttributes(fields.get('attributes'), reader),
    note: text(reader.string(fields, 'note')),
    links: readLinks(fields.get('links'), reader),
    review: readReview(fields.get('review'), reader),
    suggestedBy: reader.string(fields, 'suggestedBy'),
    modified: reader.time(fields, 'modified'),
    modifiedBy: reader.string(fields, 'modifiedBy'),
    by: reader.string(fields, 'by'),
    created: reader.time(fields, 'created'),
    conflict: conflict === undefined ? undefined : reader.value(conflict),
    extra: reader.rest(fields, [...ANNOTATION, 'conflict']),
  });
}

function readTarget(node: unknown, owner: Node, reader: Reader): Fragment[] | undefined {
  const fragments = isSeq(node) ? reader.items(node).map((item) => readFragment(item, reader)) : [];
  if (fragments.length === 0 || fragments.includes(undefined)) {
    reader.tell('bad-target', node ?? owner);
    return undefined;
  }
  const target = fragments.filter((fragment) => fragment !== undefined);
  // The places of those that were lost or changed belong to an older text, and say nothing of the others.
  const found = target.filter(({ state }) => !state);
  if (found.some((fragment, i) => fragment.start < (found[i - 1]?.end ?? 0))) {
    reader.tell('bad-order', node);
    return undefined;
  }
  return target;
}

function readFragment(node: unknown, reader: Reader): Fragment | undefined {
  if (!isMap(node)) return undefined;
  const fields = reader.fields(node);
  const exact = reader.string(fields, 'exact');
  const start = count(fields.get('start'));
  const end = count(fields.get('end'));
  if (!exact || start === undefined || end === undefined || start >= end) return undefined;
  const state = reader.string(fields, 'state');
  return defined<Fragment>({
    exact,
    prefix: reader.string(fields, 'prefix') ?? '',
    suffix: reader.string(fields, 'suffix') ?? '',
    start,
    end,
    state: state === 'changed' || state === 'lost' ? state : undefined,
    extra: reader.rest(fields, FRAGMENT),
  });
}

function readAttributes(node: unknown, reader: Reader): Record<string, AttributeValue> {
  if (node === undefined || (isScalar(node) && node.value === null)) return {};
  if (!isMap(node)) {
    reader.tell('wrong-type', node, 'attributes', TYPES.map);
    return {};
  }
  return Object.fromEntries(
    [...reader.fields(node)].flatMap(([key, value]): [string, AttributeValue][] => {
      if (isScalar(value)) return value.value === null ? [] : [[key, textOf(value) ?? '']];
      const items = isSeq(value) ? reader.items(value) : undefined;
      if (items?.every(isScalar)) return [[key, items.map((item) => textOf(item) ?? '')]];
      reader.tell('wrong-type', value, key, TYPES.someTexts);
      return [];
    }),
  );
}

function readLinks(node: unknown, reader: Reader): Link[] {
  if (node === undefined || (isScalar(node) && node.value === null)) return [];
  if (!isSeq(node)) {
    reader.tell('wrong-type', node, 'links', TYPES.list);
    return [];
  }
  return reader.items(node).flatMap((item, index): Link[] => {
    const fields = isMap(item) ? reader.fields(item) : new Map<string, unknown>();
    const role = reader.string(fields, 'role');
    const to = reader.string(fields, 'to');
    if (to?.includes('#') && !isInside(to)) reader.tell('outside-project', fields.get('to'), to);
    if (role && to) return [defined({ role, to, extra: reader.rest(fields, ['role', 'to']) })];
    reader.tell('missing-key', node.items[index], role ? 'to' : 'role');
    return [];
  });
}

/** Whether a path leads to a file below the folder that it starts from. */
export const isInside = (path: string): boolean =>
  !/^([a-z]+:|[/\\])/i.test(path) && !path.split(/[/\\]/).includes('..');

function readReview(node: unknown, reader: Reader): Review | undefined {
  if (node === undefined || (isScalar(node) && node.value === null)) return undefined;
  const fields = isMap(node) ? reader.fields(node) : undefined;
  const state = fields && reader.string(fields, 'state');
  if (!fields || !state) {
    reader.tell('wrong-type', node, 'review', TYPES.review);
    return undefined;
  }
  return defined({
    state,
    by: reader.string(fields, 'by'),
    at: reader.time(fields, 'at'),
    extra: reader.rest(fields, ['state', 'by', 'at']),
  });
}

/** The same object without the keys that have no value. */
function defined<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}

/** The sidecar as the nested keys and values of its file, in the file's order; what is empty is left out. */
export function toTree(sidecar: Sidecar): Branch {
  const { article, annotator, annotations, extra } = sidecar;
  return known(
    extra,
    ['newsmark', FORMAT],
    ['article', known(article.extra, ...ABOUT.map((key) => [key, article[key]] as const))],
    ['annotator', annotator],
    ['annotations', annotations.map(annotationTree)],
  );
}

/** One annotation as the nested keys and values of its item. */
export function annotationTree(annotation: Annotation): Branch {
  const { attributes, review, conflict, extra } = annotation;
  return known(
    conflict === undefined ? extra : { conflict, ...extra },
    ['id', annotation.id],
    ['label', annotation.label],
    ['target', annotation.target.map(fragmentTree)],
    ['attributes', new Map(Object.entries(attributes))],
    ['note', text(annotation.note)],
    ['links', annotation.links.map((link) => known(link.extra, ['role', link.role], ['to', link.to]))],
    ['review', review && known(review.extra, ['state', review.state], ['by', review.by], ['at', review.at])],
    ['suggestedBy', annotation.suggestedBy],
    ['modified', annotation.modified],
    ['modifiedBy', annotation.modifiedBy],
    ['by', annotation.by],
    ['created', annotation.created],
  );
}

const fragmentTree = (fragment: Fragment): Branch =>
  known(fragment.extra, ...FRAGMENT.map((key) => [key, text(fragment[key])] as const));

/** The keys that the program knows, without those that have nothing to say, and then the others, as they are. */
const known = (extra: Extra | undefined, ...entries: readonly (readonly [string, Tree | undefined])[]): Branch =>
  new Map([
    ...branch(...entries),
    ...Object.entries(extra ?? {}).map(([key, value]) => [key, fromValue(value)] as const),
  ]);

const text = <T>(value: T | ''): T | undefined => (value === '' ? undefined : value);

/** A new sidecar file (LF, no byte order mark). */
export const print = (sidecar: Sidecar): string => `${printBranch(toTree(sidecar)).join('\n')}\n`;
