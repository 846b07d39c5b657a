import type { Problem } from '../core/problem.ts';
import { same } from '../core/value.ts';
import { parse, type Sidecar, toTree } from './sidecar.ts';
import { type Branch, equal, indent, isBranch, isList, printItem, printPair, type Tree } from './tree.ts';
import {
  type Document,
  follow,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  keyOf,
  type Node,
  type Pair,
  parseYaml,
  type YAMLMap,
  type YAMLSeq,
} from './yaml.ts';

/** Annotations that were taken out of a file, by id, as they stood there: given again, they come back with their comments. */
export type Removed = Map<string, { readonly lines: readonly string[]; readonly column: number }>;

/**
 * Rewrites a sidecar's text so that it says what `wanted` says, and touches only the lines of what is said differently:
 * comments, unknown keys, indentation, quoting, line ends and byte order mark stay as they are, and so does whatever
 * could not be read. `removed` is added to and drawn from.
 *
 * The result was read back and says what was wanted; otherwise there are problems, and nothing to write.
 */
export function splice(
  source: string,
  wanted: Sidecar,
  removed: Removed = new Map(),
):
  | { readonly text: string; readonly problems: readonly Problem[] }
  | { readonly text?: undefined; readonly problems: readonly Problem[] } {
  const mark = source.startsWith('\ufeff') ? '\ufeff' : '';
  const body = source.slice(mark.length);
  const now = parse(body, wanted.article.file);
  if (!now.value) return { problems: now.problems };
  if (same(now.value, wanted)) return { text: source, problems: [] };
  const text = mark + rewrite(body, now.value, wanted, removed);
  const again = parse(text, wanted.article.file);
  if (!again.value || !same(again.value, wanted))
    return { problems: [{ code: 'unwritable', severity: 'error', values: [] }] };
  return { text, problems: [] };
}

function rewrite(body: string, now: Sidecar, wanted: Sidecar, removed: Removed): string {
  const { document } = parseYaml(body);
  const root = document?.contents;
  const eol = body.includes('\r\n') ? '\r\n' : '\n';
  if (document && isMap(root) && !root.flow) {
    const splicer = new Splicer(body, eol, document, removed);
    splicer.branch(root, toTree(now), toTree(wanted), []);
    return splicer.text();
  }
  // Nothing but comments, which stay on top; or a root in braces, which is printed anew.
  const head = isMap(root) ? '' : body;
  return [
    head && !head.endsWith('\n') ? head + eol : head,
    ...[...toTree(wanted)].flatMap((pair) => printPair(...pair)).map((line) => line + eol),
  ].join('');
}

/** Where a part stands: `from` its first character, `to` behind the end of its last line. */
interface Extent {
  readonly from: number;
  readonly to: number;
}

class Splicer {
  readonly #source: string;
  readonly #eol: string;
  readonly #document: Document;
  readonly #removed: Removed;
  readonly #cuts: (Extent & { readonly text: string })[] = [];

  constructor(source: string, eol: string, document: Document, removed: Removed) {
    this.#source = source;
    this.#eol = eol;
    this.#document = document;
    this.#removed = removed;
  }

  /** The source with all cuts made; those at one place in the order in which they were asked for. */
  text(): string {
    const parts: string[] = [];
    let at = 0;
    for (const cut of this.#cuts.toSorted((a, b) => a.from - b.from)) {
      parts.push(this.#source.slice(at, cut.from), cut.text);
      at = Math.max(at, cut.to);
    }
    parts.push(this.#source.slice(at));
    return parts.join('');
  }

  #cut(from: number, to: number, text: string): void {
    const unended = from === to && from === this.#source.length && from > 0 && !this.#source.endsWith('\n');
    this.#cuts.push({ from, to, text: unended ? this.#eol + text : text });
  }

  /** Makes a block mapping that says `now` say `wanted`. `path` are the keys that lead to it; an item of a list has the key ''. */
  branch(map: YAMLMap, now: Branch, wanted: Branch, path: readonly string[]): void {
    const column = this.#columnOf(map);
    const pairs = new Map(map.items.map((pair) => [keyOf(pair as Pair) ?? '', pair as Pair]));
    for (const [key, tree] of now) {
      const pair = pairs.get(key);
      if (pair && !wanted.has(key)) this.#removePair(pair, tree, [...path, key]);
    }
    const first = pairs.values().next().value;
    let after = first ? this.#lineStart(this.#extent(first).from) : 0;
    for (const [key, tree] of wanted) {
      const pair = pairs.get(key);
      if (!pair) this.#cut(after, after, ' '.repeat(column) + this.#lines(printPair(key, tree), column));
      else if (!equal(now.get(key), tree)) this.#changePair(pair, key, now.get(key), tree, [...path, key]);
      if (pair) after = this.#extent(pair).to;
    }
  }

  #removePair(pair: Pair, now: Tree | undefined, path: readonly string[]): void {
    // With the last annotation gone the key stays, and so do comments between the annotations that belong to nobody.
    if (isAnnotations(path) && isSeq(pair.value) && !pair.value.flow) {
      this.#items(pair.value, [], path, isList(now) ? now : []);
      return;
    }
    const extent = this.#extent(pair);
    this.#cut(this.#lineStart(extent.from), extent.to, '');
  }

  #changePair(pair: Pair, key: string, now: Tree | undefined, wanted: Tree, path: readonly string[]): void {
    const { value } = pair;
    if (isBranch(wanted) && isBranch(now) && isBlock(value) && isMap(value) && this.#startsLine(value)) {
      this.branch(value, now, wanted, path);
      return;
    }
    if (isList(wanted) && isBlock(value) && isSeq(value) && this.#items(value, wanted, path, isList(now) ? now : []))
      return;
    const { from, to } = this.#extent(pair);
    const column = this.#columnAt(from);
    const lines = isAnnotations(path) && isList(wanted) ? this.#freshList(key, wanted) : printPair(key, wanted);
    this.#cut(from, to, this.#lines(lines, column, this.#remark(pair)));
  }

  /** The list of annotations where there was none: those that once stood here come back as they were. */
  #freshList(key: string, wanted: readonly Tree[]): string[] {
    const column = this.#removed.values().next().value?.column ?? 2;
    return [
      `${key}:`,
      ...wanted.flatMap((tree) =>
        indent(isBranch(tree) ? this.#newItem(tree, String(tree.get('id')), true) : printItem(tree), column),
      ),
    ];
  }

  /**
   * Makes a block list say what is wanted, item by item. False when its items cannot be told apart or change places:
   * the list is then printed anew.
   */
  #items(list: YAMLSeq, wanted: readonly Tree[], path: readonly string[], now: readonly Tree[]): boolean {
    const nodes = list.items.map((item, index) => ({
      item: item as Node,
      name: nameOfNode(follow(item, this.#document), index, path),
    }));
    const seen = new Map<string, Node>();
    for (const { item, name } of nodes) if (name !== undefined && !seen.has(name)) seen.set(name, item);
    const before = new Map(now.map((tree, index) => [nameOfTree(tree, index, path), tree]));
    const names = wanted.map((tree, index) => nameOfTree(tree, index, path));
    const inFile = [...seen.keys()].filter((name) => names.includes(name));
    const wantedSet = new Set(names);
    if (
      wantedSet.size < names.length ||
      !same(
        inFile,
        names.filter((name) => seen.has(name)),
      )
    )
      return false;
    if (isTarget(path) && wanted.length !== nodes.length) return false;

    const column = this.#columnOf(list);
    for (const [name, item] of seen) {
      // What was not read (no id, an id for the second time) is nobody's to take away.
      if (wantedSet.has(name) || !before.has(name)) continue;
      const extent = this.#itemExtent(item, column);
      if (isAnnotations(path))
        this.#removed.set(name, { lines: dedent(this.#source.slice(extent.from, extent.to), column), column });
      this.#cut(extent.from, extent.to, '');
    }
    const [firstNode] = nodes;
    let after = firstNode ? this.#itemExtent(firstNode.item, column).from : this.#lineEnd(this.#source.length);
    wanted.forEach((tree, index) => {
      const name = names[index] ?? '';
      const item = seen.get(name);
      if (!item) {
        const lines = indent(this.#newItem(tree, name, isAnnotations(path)), column);
        this.#cut(after, after, lines.map((line) => line + this.#eol).join(''));
        return;
      }
      const old = before.get(name);
      if (!equal(old, tree)) this.#changeItem(item, old, tree, column, path);
      after = this.#itemExtent(item, column).to;
    });
    return true;
  }

  #changeItem(item: Node, now: Tree | undefined, wanted: Tree, column: number, path: readonly string[]): void {
    if (isMap(item) && isBlock(item) && isBranch(now) && isBranch(wanted) && this.#startsItem(item)) {
      this.branch(item, now, wanted, [...path, '']);
      return;
    }
    const [first = '', ...more] = printItem(wanted);
    const from = rangeOf(item)?.[0] ?? 0;
    this.#cut(from, this.#itemExtent(item, column).to, this.#lines([first.slice(2), ...more], column));
  }

  #newItem(tree: Tree, name: string, isAnnotation: boolean): string[] {
    const before = isAnnotation && isBranch(tree) ? this.#removed.get(name)?.lines : undefined;
    return before && isBranch(tree) ? restore(before, tree, name) : printItem(tree);
  }

  // --- what stands where ---

  /** The pair with the comments that stand deeper than its key directly below it. */
  #extent(pair: Pair): Extent {
    const from = rangeOf(pair.key)?.[0] ?? 0;
    const end = this.#lineEnd(Math.max(rangeOf(pair.value)?.[1] ?? 0, rangeOf(pair.key)?.[1] ?? 0));
    const single = isScalar(pair.value) || isAlias(pair.value);
    return { from, to: single ? end : this.#deeperComments(end, this.#columnAt(from)) };
  }

  /** The item's lines with the comments that belong to it: those directly above its dash, and the deeper ones below. */
  #itemExtent(item: Node, column: number): Extent {
    const range = rangeOf(item);
    let from = this.#lineStart(this.#source.lastIndexOf('-', (range?.[0] ?? 1) - 1));
    for (
      let above = this.#lineStart(from - 1);
      from > 0 && this.#commentColumn(above) === column;
      above = this.#lineStart(from - 1)
    )
      from = above;
    return { from, to: this.#deeperComments(this.#lineEnd(range?.[1] ?? 0), column) };
  }

  #deeperComments(from: number, column: number): number {
    let end = from;
    while (end < this.#source.length && (this.#commentColumn(end) ?? -1) > column) end = this.#lineEnd(end + 1);
    return end;
  }

  /** The column of the comment that the line beginning at `offset` consists of; undefined when it is no comment line. */
  #commentColumn(offset: number): number | undefined {
    let at = offset;
    while (this.#source[at] === ' ') at++;
    return this.#source[at] === '#' ? at - offset : undefined;
  }

  /** The comment on the pair's first line, with the white space before it. */
  #remark(pair: Pair): string {
    const single = isScalar(pair.value) || isAlias(pair.value);
    const from = (single ? rangeOf(pair.value)?.[1] : undefined) ?? rangeOf(pair.key)?.[1] ?? 0;
    const line = this.#source.slice(from, this.#lineEnd(from)).trimEnd();
    return /^:?(\s+#.*)$/.exec(line)?.[1] ?? '';
  }

  /** Whether a nested mapping begins a line (not behind an anchor or a tag). */
  #startsLine(map: YAMLMap): boolean {
    const start = rangeOf(map)?.[0] ?? 0;
    return this.#source.slice(this.#lineStart(start), start).trim() === '';
  }

  #startsItem(map: YAMLMap): boolean {
    const start = rangeOf(map)?.[0] ?? 0;
    return this.#source.slice(this.#lineStart(start), start).trim() === '-';
  }

  #columnOf(node: Node): number {
    return this.#columnAt(rangeOf(node)?.[0] ?? 0);
  }

  #columnAt(offset: number): number {
    return offset - this.#lineStart(offset);
  }

  #lineStart(offset: number): number {
    return offset <= 0 ? 0 : this.#source.lastIndexOf('\n', offset - 1) + 1;
  }

  /** Behind the end of the line that holds the character before `offset`. */
  #lineEnd(offset: number): number {
    if (offset > 0 && this.#source[offset - 1] === '\n') return offset;
    const found = this.#source.indexOf('\n', offset);
    return found < 0 ? this.#source.length : found + 1;
  }

  #lines([first = '', ...more]: readonly string[], column: number, remark = ''): string {
    return [first + remark, ...indent(more, column)].map((line) => line + this.#eol).join('');
  }
}

const rangeOf = (node: unknown): readonly [number, number, number] | undefined =>
  (node as Node | null | undefined)?.range ?? undefined;

const isBlock = (node: unknown): boolean => (isMap(node) || isSeq(node)) && !node.flow && node.items.length > 0;

const isAnnotations = (path: readonly string[]): boolean => path.length === 1 && path[0] === 'annotations';
const isTarget = (path: readonly string[]): boolean => path.at(-1) === 'target';
const isLinks = (path: readonly string[]): boolean => path.at(-1) === 'links';

/** By what the items of a list are told apart: annotations by id, links by role and target, all others by their number. */
function nameOfNode(node: unknown, index: number, path: readonly string[]): string | undefined {
  const text = (key: string) => (isMap(node) && node.has(key) ? String(node.get(key)) : undefined);
  if (isAnnotations(path)) return text('id');
  return isLinks(path) ? `${text('role')} ${text('to')}` : String(index);
}

function nameOfTree(tree: Tree, index: number, path: readonly string[]): string {
  if (isAnnotations(path) && isBranch(tree)) return String(tree.get('id'));
  return isLinks(path) && isBranch(tree) ? `${tree.get('role')} ${tree.get('to')}` : String(index);
}

/** The lines without their line ends and without the indentation of a list at `column`. */
const dedent = (text: string, column: number): string[] =>
  text
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line) => line.slice(Math.min(column, line.length - line.trimStart().length)));

/** The lines of a removed annotation as they were, changed where something else is wanted now. */
function restore(before: readonly string[], tree: Branch, name: string): string[] {
  const source = `newsmark: 1\nannotations:\n${before.join('\n')}\n`;
  const now = parse(source).value;
  const { document } = parseYaml(source);
  const root = document?.contents;
  if (!document || !now || !isMap(root) || now.annotations[0]?.id !== name) return printItem(tree);
  const splicer = new Splicer(source, '\n', document, new Map());
  splicer.branch(root, toTree(now), new Map(toTree(now)).set('annotations', [tree]), []);
  return splicer.text().replace(/\n$/, '').split('\n').slice(2);
}
