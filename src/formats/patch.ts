import type { Annotation } from '../core/annotation.ts';
import { same } from '../core/value.ts';
import { readCanonical } from './canonical.ts';
import { isBetween, type Layout, layoutOf, nextLine, remember, startOfList } from './layout.ts';
import { annotationTree, parse, type Sidecar } from './sidecar.ts';
import { type Branch, indent, isBranch, isList, printItem, type Tree } from './tree.ts';

/** What is done to the annotation at an index of a list: it is changed, taken out, or one is put in before it. */
interface Step {
  readonly index: number;
  readonly before?: Annotation | undefined;
  readonly after?: Annotation | undefined;
}

/** How the parts are rewritten that are not written as `print` writes them. Both answers are read back here. */
export interface Rewriting {
  /** The lines of one item, changed so that they say the tree. */
  item(lines: readonly string[], tree: Branch): readonly string[];
  /** A file without annotations, changed so that it says what is wanted. */
  frame(source: string, wanted: Sidecar): string | undefined;
  /** The lines and the column of an annotation that once was taken out. */
  removed(id: string): { readonly lines: readonly string[]; readonly column: number } | undefined;
  /** Told of each annotation that is taken out, when all is done. */
  remove(id: string, lines: readonly string[]): void;
}

/**
 * The text that says `wanted` instead of `now`, with only the lines of changed annotations read and written. Undefined
 * where the layout of `source` is not known, or more than single annotations and the article's keys is changed: then the
 * whole file has to be looked at.
 *
 * What was written is read back, and the rest need not be: a file with a layout is read item by item (`readItems`), and
 * what an item says depends on nothing but its own lines and on the ids of the others. The lines of all others are in
 * the new text as they were when `now` was read from them; those that are new are read here, alone, and must be one item
 * that ends where they end and says what is wanted; and a new id must not be one that is there. The head and the tail
 * are read without the items, here as there.
 */
export function patch(source: string, now: Sidecar, wanted: Sidecar, rewriting: Rewriting): string | undefined {
  const layout = layoutOf(now, source);
  const from = startOfList(source);
  const steps = differences(now.annotations, wanted.annotations);
  if (!layout || from === undefined || !steps || !sameBeside(now, wanted)) return undefined;
  // The first annotation and the last one change what stands behind the list's key.
  if (steps.length > 0 && (now.annotations.length === 0 || wanted.annotations.length === 0)) return undefined;
  const end = layout.starts.at(-1) ?? source.length;
  const isSameArticle = same(now.article, wanted.article);
  if (isSameArticle && steps.length === 0) {
    remember(wanted, layout);
    return source;
  }
  const head = isSameArticle
    ? source.slice(0, from)
    : newHead(source.slice(0, from), source.slice(end), wanted, rewriting);
  if (head === undefined) return undefined;

  // The engine keeps such a sum as its parts until somebody reads it: nothing is copied here.
  let text = head;
  const starts: number[] = [];
  const gone: [string, string][] = [];
  let shift = head.length - from;
  let at = from;
  let index = 0;
  for (const step of steps) {
    const start = startAt(layout, step.index);
    const stop = step.before ? startAt(layout, step.index + 1) : start;
    if (!(step.before && step.after) && !isSimple(layout, step, from)) return undefined;
    const before = source.slice(start, stop);
    const after = step.after ? newItem(before, step.before, step.after, rewriting) : '';
    if (after === undefined) return undefined;
    for (; index < step.index; index++) starts.push(startAt(layout, index) + shift);
    if (step.after) starts.push(start + shift);
    else if (step.before) gone.push([step.before.id, before]);
    if (step.before) index++;
    text += source.slice(at, start) + after;
    shift += after.length - before.length;
    at = stop;
  }
  for (; index < layout.starts.length; index++) starts.push(startAt(layout, index) + shift);
  text += source.slice(at);
  for (const [id, lines] of gone) rewriting.remove(id, linesOf(lines));
  remember(wanted, { source: text, starts });
  return text;
}

const startAt = ({ source, starts }: Layout, index: number): number => starts[index] ?? source.length;

const linesOf = (text: string): string[] => text.replace(/\n$/, '').split('\n');

/** Whether the same is said of everything but the article and the annotations. */
function sameBeside(now: Sidecar, wanted: Sidecar): boolean {
  const rest = ({ article: _article, annotations: _annotations, ...others }: Sidecar) => others;
  return same(rest(now), rest(wanted));
}

/** What has to be done to a list, in its order. Undefined where annotations change places, or have an id together. */
function differences(now: readonly Annotation[], wanted: readonly Annotation[]): Step[] | undefined {
  const steps: Step[] = [];
  let ids: { readonly now: ReadonlySet<string>; readonly wanted: ReadonlySet<string> } | undefined;
  let index = 0;
  for (let next = 0; index < now.length || next < wanted.length; ) {
    const before = now[index];
    const after = wanted[next];
    if (before && (before === after || before.id === after?.id)) {
      if (after && before !== after && !same(before, after)) steps.push({ index, before, after });
      index++;
      next++;
      continue;
    }
    if (!ids) {
      ids = { now: new Set(now.map(({ id }) => id)), wanted: new Set(wanted.map(({ id }) => id)) };
      if (ids.wanted.size < wanted.length) return undefined;
    }
    if (before && !ids.wanted.has(before.id)) steps.push({ index: index++, before });
    else if (after && !ids.now.has(after.id)) steps.push({ index, after: wanted[next++] });
    else return undefined;
  }
  return steps;
}

/** Whether no comment and no blank line stands around an item that is taken out, or where one is put in. */
function isSimple(layout: Layout, { index, before }: Step, from: number): boolean {
  const ends = (at: number) => at === from || !isRemark(layout.source, layout.source.lastIndexOf('\n', at - 2) + 1);
  return (
    (index > 0 || startAt(layout, 0) === from) &&
    ends(startAt(layout, index)) &&
    (!before || ends(startAt(layout, index + 1)))
  );
}

/** Whether the line that begins there is blank, or a comment of any depth, or may be one. */
const isRemark = (source: string, at: number): boolean => /^\s*(?:#|$)/.test(source.slice(at, nextLine(source, at)));

/** The lines that say `after`, made of those that said `before`, if there were any. Undefined if they do not. */
function newItem(
  lines: string,
  before: Annotation | undefined,
  after: Annotation,
  rewriting: Rewriting,
): string | undefined {
  const tree = annotationTree(after);
  const text = before ? changedItem(lines, annotationTree(before), tree, rewriting) : addedItem(after, tree, rewriting);
  return text !== undefined && says(text, after) ? text : undefined;
}

function changedItem(lines: string, now: Branch, wanted: Branch, rewriting: Rewriting): string {
  const printed = itemText(now);
  // Lines that say something in another order keep it.
  if (lines.startsWith(printed) && isGap(lines, printed.length) && isInOrder(now, wanted))
    return itemText(wanted) + lines.slice(printed.length);
  return rewriting.item(linesOf(lines), wanted).join('\n').concat('\n');
}

function addedItem({ id }: Annotation, tree: Branch, rewriting: Rewriting): string | undefined {
  const removed = rewriting.removed(id);
  if (!removed) return itemText(tree);
  return removed.column === 2 ? rewriting.item(removed.lines, tree).join('\n').concat('\n') : undefined;
}

const itemText = (tree: Branch): string => `${indent(printItem(tree)).join('\n')}\n`;

/** Whether nothing but blank lines and comments that are no deeper than dashes stand from there on. */
function isGap(text: string, from: number): boolean {
  let at = from;
  while (at < text.length && isBetween(text, at)) at = nextLine(text, at);
  return at >= text.length;
}

/** Whether the keys that both have stand in the same order in both, also in their values. */
function isInOrder(now: Tree | undefined, wanted: Tree | undefined): boolean {
  if (isBranch(now) && isBranch(wanted)) {
    const both = [...now.keys()].filter((key) => wanted.has(key));
    const inWanted = [...wanted.keys()].filter((key) => now.has(key));
    return both.every((key, i) => key === inWanted[i] && isInOrder(now.get(key), wanted.get(key)));
  }
  if (isList(now) && isList(wanted)) {
    const paired = now.length === wanted.length || ![...now, ...wanted].some((each) => isBranch(each) && each.size > 2);
    return paired && now.every((each, i) => isInOrder(each, wanted[i]));
  }
  return true;
}

/** Whether lines are one item, and say this. */
function says(lines: string, annotation: Annotation): boolean {
  const quick = readCanonical(lines, 0);
  if (quick && isGap(lines, quick.to)) return same(quick.annotation, annotation);
  const source = `newsmark: 1\nannotations:\n${lines}`;
  const { value } = parse(source);
  return value !== undefined && layoutOf(value, source)?.starts.length === 2 && same(value.annotations, [annotation]);
}

/** The lines before the first item that say of the article what is wanted. Undefined if that cannot be done in them. */
function newHead(head: string, tail: string, wanted: Sidecar, rewriting: Rewriting): string | undefined {
  const bare = { ...wanted, annotations: [] };
  const text = rewriting.frame(head + tail, bare);
  if (text === undefined || !text.endsWith(tail)) return undefined;
  const found = text.slice(0, text.length - tail.length);
  const { value } = parse(text, wanted.article.file);
  const isHead = value && layoutOf(value, text)?.starts[0] === found.length && same(value, bare);
  return isHead && startOfList(found) === found.length ? found : undefined;
}
