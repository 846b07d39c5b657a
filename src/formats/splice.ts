import type { Problem } from '../core/problem.ts';
import { same } from '../core/value.ts';
import { layoutOf } from './layout.ts';
import { type Extent, endOf, endOfPair, isBlock, Lines, rangeOf } from './lines.ts';
import { patch } from './patch.ts';
import { fromYaml, parse, parseByItems, type Sidecar, toTree } from './sidecar.ts';
import { type Branch, equal, indent, isBranch, isList, printBranch, printItem, printPair, type Tree } from './tree.ts';
import {
  type Document,
  follow,
  isMap,
  isScalar,
  isSeq,
  type Node,
  nameOf,
  type Pair,
  parseYaml,
  textOf,
  type YAMLMap,
  type YAMLSeq,
} from './yaml.ts';

/**
 * Annotations that were taken out of a file, by id, as they stood there: given again, they come back with their comments.
 * `column` is that of their dash, `gap` what stood between them and the end of what was before them.
 */
export type Removed = Map<string, { readonly lines: readonly string[]; readonly column: number; readonly gap: string }>;

const UNWRITABLE: Problem = { code: 'unwritable', severity: 'error', values: [] };

/** The text that says what was wanted, or problems and nothing to write. */
export type Spliced =
  | { readonly text: string; readonly problems: readonly Problem[] }
  | { readonly text?: undefined; readonly problems: readonly Problem[] };

/**
 * Rewrites a sidecar's text so that it says what `wanted` says, and touches only the lines of what is said differently:
 * comments, unknown keys, indentation, quoting, line ends and byte order mark stay as they are, and so does whatever
 * could not be read. `removed` is added to and drawn from. `now`, the value that was read from the source or for which
 * it was written, saves reading it.
 *
 * The result was read back and says what was wanted; otherwise there are problems, and nothing to write.
 */
export function splice(source: string, wanted: Sidecar, removed: Removed = new Map(), now?: Sidecar): Spliced {
  const text = spliceByItems(source, wanted, removed, now);
  return text === undefined ? spliceWhole(source, wanted, removed) : { text, problems: [] };
}

/** What `spliceWhole` says, where it is enough to look at single annotations. */
export function spliceByItems(source: string, wanted: Sidecar, removed: Removed, now?: Sidecar): string | undefined {
  const mark = source.startsWith('\ufeff') ? '\ufeff' : '';
  const body = source.slice(mark.length);
  if (!body.endsWith('\n')) return undefined;
  const known = now && layoutOf(now, body) ? now : parseByItems(body, wanted.article.file)?.value;
  if (!known) return undefined;
  const text = orRefused(() =>
    patch(body, known, wanted, {
      item: restore,
      frame: (frame, bare) => spliceWhole(frame, bare, new Map()).text,
      removed: (id) => removed.get(id),
      remove: (id, lines) => removed.set(id, { lines, column: 2, gap: '' }),
    }),
  );
  return text === undefined ? undefined : mark + text;
}

/** Splices with the whole file before its eyes. */
export function spliceWhole(source: string, wanted: Sidecar, removed: Removed): Spliced {
  const mark = source.startsWith('\ufeff') ? '\ufeff' : '';
  const eol = source.includes('\r\n') ? '\r\n' : '\n';
  const ended = source === mark || source.endsWith('\n');
  // A last line without its end gets one for as long as this takes.
  const body = source.slice(mark.length) + (ended ? '' : eol);
  const yaml = parseYaml(body, true);
  const { value: now, problems } = fromYaml(yaml, wanted.article.file);
  if (!yaml.document || !now) return { problems };
  if (same(now, wanted)) return { text: source, problems: [] };
  for (const isCoarse of [false, true]) {
    const gone: Removed = new Map(removed);
    const splicer = new Splicer(new Lines(body, eol), yaml.document, gone, isCoarse);
    const whole = orRefused(() => splicer.rewrite(toTree(now), toTree(wanted)));
    const text = ended || !whole || /\n\r?\n$/.test(whole) ? whole : whole.replace(/\r?\n$/, '');
    const again = text === undefined ? undefined : parse(text, wanted.article.file);
    if (!again?.value || !same(again.value, wanted)) continue;
    for (const [id, lines] of gone) removed.set(id, lines);
    return { text: mark + text, problems: [] };
  }
  return { problems: [UNWRITABLE] };
}

/** What `printString` throws at is no bug here: an escape in the file, or an import, can hold half of a surrogate pair. */
function orRefused<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** An item of a block list: its node, its dash, its lines, and by what it is told apart. */
interface Item extends Extent {
  readonly node: Node;
  readonly name: string;
  readonly gap: string;
}

/** Gathers what has to be cut out of a source, and put in there. */
export class Splicer {
  readonly #lines: Lines;
  readonly #document: Document;
  readonly #removed: Removed;
  readonly #isCoarse: boolean;
  readonly #cuts: (Extent & { readonly text: string })[] = [];
  #refused = false;

  /** `isCoarse`: a value within an annotation that changes is printed anew as a whole, and not key by key. */
  constructor(lines: Lines, document: Document, removed: Removed, isCoarse = false) {
    this.#lines = lines;
    this.#document = document;
    this.#removed = removed;
    this.#isCoarse = isCoarse;
  }

  /** The annotations of a block list with their lines. */
  annotations(): (Extent & { readonly name: string; readonly lines: string[]; column: number; gap: string })[] {
    const map = this.#document.contents;
    const list = isMap(map) ? map.items.find((pair) => nameOf(pair) === 'annotations')?.value : undefined;
    if (!isSeq(list) || !isBlock(list)) return [];
    const column = this.#lines.columnAt(this.#dashes(list)[0] ?? 0);
    return this.#itemsOf(list, ['annotations']).map(({ name, from, to, gap }) => ({
      name,
      from,
      to,
      lines: this.#linesOf(from, to),
      column,
      gap,
    }));
  }

  /** The parts of the source that say more than `now`: annotations, and other keys of the file. */
  unread(now: Branch): string[] {
    const map = this.#document.contents;
    if (!isMap(map)) return this.#isRead(map, now) ? [] : [this.#lines.source];
    const annotations = now.get('annotations');
    const trees = new Map(
      isList(annotations) ? annotations.map((tree) => [isBranch(tree) && tree.get('id'), tree]) : [],
    );
    return map.items.flatMap((pair) => {
      const name = nameOf(pair);
      const { key, value } = pair;
      if (name !== 'annotations' || !isSeq(value) || !isBlock(value)) {
        return this.#isRead(value, now.get(name)) ? [] : [this.#lines.source.slice(rangeOf(key)[0], endOf(value))];
      }
      return this.#itemsOf(value, ['annotations']).flatMap(({ node, name: id, from, to }) => {
        const tree = trees.get(id);
        // The second of an id is not the one that was read.
        trees.delete(id);
        return this.#isRead(node, tree) ? [] : [this.#lines.source.slice(from, to)];
      });
    });
  }

  /** The lines of an extent, without their ends. */
  #linesOf(from: number, to: number): string[] {
    return this.#lines.source
      .slice(from, to)
      .replace(/\r?\n$/, '')
      .split(/\r?\n/);
  }

  /** The source that says `wanted` instead of `now`. Undefined where more would have to be touched than may be. */
  rewrite(now: Branch, wanted: Branch): string | undefined {
    const map = this.#document.contents;
    if (!isMap(map)) return this.#lines.source + this.#lines.join(printBranch(wanted), 0);
    if (!map.flow) this.#branch(map, now, wanted, []);
    else if (this.#isRead(map, now)) {
      const [from, to] = rangeOf(map);
      const end = this.#lines.lineEnd(to);
      this.#cut(from, end, this.#lines.join([...this.#lines.comments(from, end), ...printBranch(wanted)], 0));
    } else this.#refused = true;
    return this.#refused ? undefined : this.#text();
  }

  /**
   * The source with all cuts made: what is put in at one place in the order in which it was asked for, and before what is
   * cut out there. Undefined where two of them overlap.
   */
  #text(): string | undefined {
    const parts: string[] = [];
    let at = 0;
    for (const cut of this.#cuts.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
      if (cut.from < at) return undefined;
      parts.push(this.#lines.source.slice(at, cut.from), cut.text);
      at = cut.to;
    }
    parts.push(this.#lines.source.slice(at));
    return parts.join('');
  }

  /** Makes a block mapping that says `now` say `wanted`. `path` are the keys that lead to it; an item of a list has the key ''. */
  #branch(map: YAMLMap, now: Branch, wanted: Branch, path: readonly string[]): void {
    const column = this.#lines.columnAt(rangeOf(map)[0]);
    const pairs = new Map(map.items.map((pair) => [nameOf(pair), pair]));
    const gone = map.items.filter((pair) => now.has(nameOf(pair)) && !wanted.has(nameOf(pair)));
    const moved = this.#moveUp(map, gone, now);
    for (const pair of gone) {
      const key = nameOf(pair);
      if (!moved.has(pair)) this.#removePair(pair, now.get(key), [...path, key]);
    }
    let after = this.#beforeFirst(map);
    for (const [key, tree] of wanted) {
      const pair = pairs.get(key);
      if (equal(now.get(key), tree)) {
        // The file says it, or says nothing and means it.
      } else if (pair) this.#changePair(pair, key, now.get(key), tree, [...path, key]);
      else {
        const lines = this.#printPair(key, tree, after, column);
        this.#cut(after, after, ' '.repeat(column) + this.#lines.join(lines, column));
      }
      if (pair) after = this.#lines.extent(pair).to;
    }
  }

  /** Where a pair goes that comes before all others: behind the first one where that stands on a dash's line. */
  #beforeFirst(map: YAMLMap): number {
    const [first] = map.items;
    if (!first) return 0;
    const { from, to } = this.#lines.extent(first);
    return this.#lines.startsLine(from) ? this.#lines.lineStart(from) : to;
  }

  #removePair(pair: Pair, now: Tree | undefined, path: readonly string[]): void {
    const { value } = pair;
    const isRead = this.#isRead(value, now);
    // With the last annotation gone the key stays. What could not be read is nobody's to take away.
    const partly = isAnnotations(path) || !isRead;
    if (partly && isList(now) && isSeq(value) && isBlock(value) && this.#items(value, [], path, now)) return;
    if (!isRead && isBranch(now) && isMap(value) && this.#lines.isOwnLines(value)) {
      this.#branch(value, now, new Map(), path);
      return;
    }
    if (!isRead) this.#refused = true;
    const { from, to } = this.#lines.extent(pair);
    this.#cut(this.#lines.lineStart(from), to, this.#lines.kept(from, to, this.#lines.columnAt(from)));
  }

  /**
   * Where the first pair stands behind a dash and is to go, it goes, with those that follow it and go, too; and the next
   * one moves up, unless there are comments between the two. Gives the pairs that are gone so.
   */
  #moveUp(map: YAMLMap, gone: readonly Pair[], now: Branch): ReadonlySet<Pair> {
    const [first] = map.items;
    const next = map.items.find((pair) => !gone.includes(pair));
    if (!first || first === next || this.#lines.startsLine(rangeOf(first.key)[0])) return new Set();
    const run = map.items.slice(0, next ? map.items.indexOf(next) : undefined);
    const last = run.at(-1) ?? first;
    if (!next || !run.every((pair) => this.#isRead(pair.value, now.get(nameOf(pair))))) this.#refused = true;
    const [from] = rangeOf(first.key);
    const { to } = this.#lines.extent(last);
    const [start] = rangeOf(next?.key);
    const kept = this.#lines.kept(from, to, this.#lines.columnAt(from));
    if (kept !== '') this.#cut(from, to, kept.trimStart());
    else if (this.#lines.source.slice(to, start).trim() === '') this.#cut(from, start, '');
    else this.#cut(this.#lines.source.slice(0, from).trimEnd().length, to, this.#lines.eol);
    return new Set(run);
  }

  #changePair(pair: Pair, key: string, now: Tree | undefined, wanted: Tree, path: readonly string[]): void {
    const { value } = pair;
    const isFine = !(this.#isCoarse && isValue(path));
    // An empty mapping has to be said: a key with nothing behind it means none.
    const isLeft = isBranch(wanted) && (wanted.size > 0 || !this.#isRead(value, now));
    if (isFine && isLeft && isBranch(now) && isMap(value) && this.#lines.isOwnLines(value)) {
      this.#branch(value, now, wanted, path);
      return;
    }
    const before = isList(now) ? now : [];
    if (isFine && isList(wanted) && isSeq(value) && isBlock(value) && this.#items(value, wanted, path, before)) return;
    const from = rangeOf(pair.key)[0];
    if (isAnnotations(path) && isList(wanted) && isScalar(value) && value.source === '') {
      this.#insertAll(this.#lines.lineEnd(rangeOf(pair.key)[1]), wanted);
      return;
    }
    const to = this.#lines.lineEnd(endOfPair(pair));
    // A scalar gives way to a scalar whatever it was; all else has to be said anew in full.
    const single = isScalar(value) && !isList(wanted) && !isBranch(wanted);
    if (!single && !this.#isRead(value, now)) this.#refused = true;
    const column = this.#lines.columnAt(from);
    const lines =
      isAnnotations(path) && isList(wanted) && isSeq(value)
        ? [`${key}:`, ...this.#unfolded(value, wanted, before)]
        : this.#printPair(key, wanted, to, column);
    this.#cut(from, to, this.#lines.joinKept(lines, column, column, from, to));
  }

  /** The annotations of a list in brackets as items of a block list; those that stay the same as they stand there. */
  #unfolded(list: YAMLSeq, wanted: readonly Tree[], now: readonly Tree[]): string[] {
    const before = new Map(now.map((tree, index) => [nameOfTree(tree, index, ['annotations']), tree]));
    const items = new Map(
      list.items.map((item) => [isMap(item) ? textIn(item, 'id', this.#document) : undefined, item]),
    );
    return wanted.flatMap((tree, index) => {
      const name = nameOfTree(tree, index, ['annotations']);
      const [from, to] = rangeOf(items.get(name));
      const lines = this.#lines.source.slice(from, to).split(/\r?\n/);
      return indent(
        to > from && lines.length === 1 && equal(before.get(name), tree) ? [`- ${lines[0]}`] : printItem(tree),
      );
    });
  }

  /** The lines of a pair that is put in at `offset`: no literal block where a comment would become a part of it. */
  #printPair(key: string, tree: Tree, offset: number, column: number): string[] {
    const below = /^(?:[^\S\n]*\n)*( *)#/.exec(this.#lines.source.slice(offset, offset + 4096))?.[1];
    return printPair(key, tree, below === undefined || below.length <= column);
  }

  // --- lists ---

  /** Puts in annotations where there was none: those that once stood here come back as they were. */
  #insertAll(offset: number, wanted: readonly Tree[]): void {
    const column = this.#removed.values().next().value?.column ?? 2;
    let after = offset;
    wanted.forEach((tree, index) => {
      after = this.#insert(after, tree, nameOfTree(tree, index, ['annotations']), column, this.#removed);
    });
  }

  /**
   * Puts in a list's item and gives the place: one that once stood here as far behind `offset` as it did then, a new
   * one at `fresh`.
   */
  #insert(offset: number, tree: Tree, name: string, column: number, removed: Removed, fresh = offset): number {
    const before = removed.get(name);
    const at = before && this.#lines.source.startsWith(before.gap, offset) ? offset + before.gap.length : fresh;
    const lines =
      before && isBranch(tree)
        ? shift(restore(before.lines, tree), column - before.column)
        : indent(printItem(tree), column);
    this.#cut(at, at, lines.map((line) => line + this.#lines.eol).join(''));
    return at;
  }

  /**
   * Makes a block list say what is wanted, item by item. False when its items cannot be told apart or have changed
   * places: the list is then printed anew. Annotations change places with their lines.
   */
  #items(list: YAMLSeq, wanted: readonly Tree[], path: readonly string[], now: readonly Tree[]): boolean {
    const items = this.#itemsOf(list, path);
    const [first] = items;
    if (!first) return false;
    const inFile = new Map<string, Item>();
    for (const item of items) if (!inFile.has(item.name)) inFile.set(item.name, item);
    const before = new Map(now.map((tree, index) => [nameOfTree(tree, index, path), tree]));
    const names = wanted.map((tree, index) => nameOfTree(tree, index, path));
    if (new Set(names).size < names.length || (isTarget(path) && wanted.length !== items.length)) return false;
    const staying = inOrder(names.flatMap((name) => inFile.get(name) ?? []));
    if (!isAnnotations(path) && names.some((name) => inFile.has(name) && !staying.has(name))) return false;

    const column = this.#lines.columnAt(this.#dashes(list)[0] ?? 0);
    const moved: Removed = new Map(isAnnotations(path) ? this.#removed : []);
    for (const [name, { from, to, gap }] of inFile) {
      // What was not read (no id, an id for the second time) is nobody's to take away.
      if (staying.has(name) || !before.has(name)) continue;
      if (isAnnotations(path)) {
        const gone = {
          lines: this.#linesOf(from, to),
          column,
          gap,
        };
        moved.set(name, gone);
        if (!names.includes(name)) this.#removed.set(name, gone);
      }
      this.#cut(from, to, isAnnotations(path) ? '' : this.#lines.kept(from, to, column));
    }
    let after = first.from - first.gap.length;
    let fresh = first.from;
    wanted.forEach((tree, index) => {
      const name = names[index] ?? '';
      const item = staying.has(name) ? inFile.get(name) : undefined;
      if (!item) after = this.#insert(after, tree, name, column, moved, fresh);
      else if (!equal(before.get(name), tree)) this.#changeItem(item, before.get(name), tree, path);
      if (item) after = item.to;
      fresh = after;
    });
    return true;
  }

  /** The items of a block list with their lines: comments directly above belong to them, and deeper ones directly below. */
  #itemsOf(list: YAMLSeq, path: readonly string[]): Item[] {
    const dashes = this.#dashes(list);
    const column = this.#lines.columnAt(dashes[0] ?? 0);
    const items: Item[] = [];
    let end = this.#lines.lineStart(dashes[0] ?? 0);
    while (end > 0 && this.#lines.isBetween(this.#lines.lineStart(end - 1))) end = this.#lines.lineStart(end - 1);
    for (const [index, each] of list.items.entries()) {
      const node = each as Node;
      const dash = dashes[index];
      if (dash === undefined || !this.#lines.startsLine(dash)) return [];
      let from = this.#lines.lineStart(dash);
      while (from > end && this.#lines.commentColumn(this.#lines.lineStart(from - 1)) !== undefined)
        from = this.#lines.lineStart(from - 1);
      const to = this.#lines.deeperComments(this.#lines.lineEnd(Math.max(endOf(node), dash + 1)), column);
      const name = nameOfNode(follow(node, this.#document), index, path, this.#document);
      items.push({ node, name, from, to, gap: this.#lines.source.slice(end, from) });
      end = to;
    }
    return items;
  }

  #dashes(list: YAMLSeq): number[] {
    const token = list.srcToken;
    if (token?.type !== 'block-seq') return [];
    return token.items.flatMap(({ start }) => start.find(({ type }) => type === 'seq-item-ind')?.offset ?? []);
  }

  #changeItem({ node }: Item, now: Tree | undefined, wanted: Tree, path: readonly string[]): void {
    const [from] = rangeOf(node);
    const before = this.#lines.source.slice(this.#lines.lineStart(from), from).trim();
    if (isMap(node) && isBlock(node) && isBranch(now) && isBranch(wanted) && (before === '-' || before === '')) {
      this.#branch(node, now, wanted, [...path, '']);
      return;
    }
    if (!isScalar(node) && !this.#isRead(node, now)) this.#refused = true;
    const [first = '', ...more] = printItem(wanted);
    const inner = this.#lines.columnAt(from);
    const to = this.#lines.lineEnd(endOf(node));
    this.#cut(from, to, this.#lines.joinKept([first.slice(2), ...more], inner - 2, inner, from, to));
  }

  // --- what is kept ---

  /** Whether the file says there no more than `now` does: then it can be printed anew without a loss. */
  #isRead(node: unknown, now: Tree | undefined): boolean {
    const found = follow(node, this.#document);
    if (isMap(found)) {
      return found.items.every((pair) => this.#isRead(pair.value, isBranch(now) ? now.get(nameOf(pair)) : undefined));
    }
    if (isSeq(found)) {
      const items = isList(now) ? now : [];
      return found.items.length === items.length && found.items.every((item, i) => this.#isRead(item, items[i]));
    }
    if (!isScalar(found) || found.value === null || found.value === '') return true;
    if (typeof now === 'number' && Number.isInteger(now)) return Number.isSafeInteger(now);
    return now !== undefined && !isList(now) && !isBranch(now);
  }

  #cut(from: number, to: number, text: string): void {
    this.#cuts.push({ from, to, text });
  }
}

const isAnnotations = (path: readonly string[]): boolean => path.length === 1 && path[0] === 'annotations';
/** Whether the keys lead to a value of an annotation, of the article, or to another key of the file. */
const isValue = ([first, ...rest]: readonly string[]): boolean =>
  rest.length > (first === 'annotations' ? 1 : first === 'article' ? 0 : -1);
const isTarget = (path: readonly string[]): boolean => path.at(-1) === 'target';
const isLinks = (path: readonly string[]): boolean => path.at(-1) === 'links';

/** By what the items of a list are told apart: annotations by id, links by role and target, all others by their number. */
function nameOfNode(node: unknown, index: number, path: readonly string[], document: Document): string {
  const text = (key: string) => (isMap(node) ? textIn(node, key, document) : undefined);
  if (isAnnotations(path)) return text('id') ?? '';
  return isLinks(path) ? `${text('role')} ${text('to')}` : String(index);
}

function textIn(map: YAMLMap, key: string, document: Document): string | undefined {
  const value = follow(map.items.findLast((pair) => nameOf(pair) === key)?.value, document);
  return isScalar(value) ? textOf(value) : undefined;
}

function nameOfTree(tree: Tree, index: number, path: readonly string[]): string {
  if (isAnnotations(path) && isBranch(tree)) return String(tree.get('id'));
  return isLinks(path) && isBranch(tree) ? `${tree.get('role')} ${tree.get('to')}` : String(index);
}

/** The names of items that may stay where they are: each behind those before it. */
function inOrder(items: readonly Item[]): Set<string> {
  const staying = new Set<string>();
  let end = -1;
  for (const { name, from } of items) {
    if (from < end) continue;
    staying.add(name);
    end = from;
  }
  return staying;
}

/** The lines moved to the right by so many columns; to the left by negative ones, as far as there is white space. */
const shift = (lines: readonly string[], columns: number): string[] =>
  columns >= 0 ? indent(lines, columns) : lines.map((line) => line.slice(Math.min(-columns, line.search(/[^ ]|$/))));

/** The lines of a removed annotation as they were, changed where something else is wanted now and that can be done. */
function restore(before: readonly string[], tree: Branch): readonly string[] {
  const source = `newsmark: 1\nannotations:\n${before.join('\n')}\n`;
  const yaml = parseYaml(source, true);
  const now = fromYaml(yaml).value;
  if (!yaml.document || !now || now.annotations[0]?.id !== tree.get('id')) return before;
  const said = toTree(now);
  const text = new Splicer(new Lines(source, '\n'), yaml.document, new Map()).rewrite(
    said,
    new Map(said).set('annotations', [tree]),
  );
  return text?.replace(/\n$/, '').split('\n').slice(2) ?? before;
}
