import type { Value } from '../core/value.ts';
import { printBlock, printString } from './scalar.ts';

/** What a file shall hold, keys in the order in which they are printed. */
export type Tree = string | number | boolean | null | readonly Tree[] | Branch;
export type Branch = ReadonlyMap<string, Tree>;

export const isBranch = (tree: Tree | undefined): tree is Branch => tree instanceof Map;
export const isList = (tree: Tree | undefined): tree is readonly Tree[] => Array.isArray(tree);

/** A branch without the keys that have nothing to say: no value, an empty list, an empty branch. */
export function branch(...entries: readonly (readonly [string, Tree | undefined])[]): Branch {
  return new Map(
    entries.flatMap(([key, tree]): [string, Tree][] => (tree === undefined || isEmpty(tree) ? [] : [[key, tree]])),
  );
}

const isEmpty = (tree: Tree): boolean => (isList(tree) && tree.length === 0) || (isBranch(tree) && tree.size === 0);

/** Whether two trees hold the same; the order of keys does not matter. */
export function equal(a: Tree | undefined, b: Tree | undefined): boolean {
  if (isList(a)) return isList(b) && a.length === b.length && a.every((each, i) => equal(each, b[i]));
  if (isBranch(a))
    return isBranch(b) && a.size === b.size && [...a].every(([key, each]) => b.has(key) && equal(each, b.get(key)));
  return Object.is(a, b);
}

/** A plain value as a tree: unknown keys, which keep their empty lists. */
export function fromValue(value: Value): Tree {
  if (Array.isArray(value)) return value.map(fromValue);
  if (typeof value === 'object' && value !== null)
    return new Map(Object.entries(value).map(([key, each]) => [key, fromValue(each)]));
  return value as string | number | boolean | null;
}

/**
 * The lines of `key: value`, the first without indentation, the others indented by two columns for each level below it.
 * Only `note` may become a literal block, and none does where `blocks` is false.
 */
export function printPair(key: string, tree: Tree, blocks = true): string[] {
  const name = printString(key);
  if (isList(tree)) return tree.length === 0 ? [`${name}: []`] : [`${name}:`, ...indent(tree.flatMap(printItem))];
  if (isBranch(tree)) return tree.size === 0 ? [`${name}: {}`] : [`${name}:`, ...indent(printBranch(tree))];
  const block = blocks && key === 'note' && typeof tree === 'string' ? printBlock(tree) : undefined;
  if (!block) return [`${name}: ${printScalar(tree)}`];
  const [header, ...lines] = block;
  return [`${name}: ${header}`, ...indent(lines)];
}

/** The lines of a list item, the first beginning with its dash. */
export function printItem(tree: Tree): string[] {
  const lines =
    isBranch(tree) && tree.size > 0
      ? printBranch(tree)
      : isList(tree) && tree.length > 0
        ? tree.flatMap(printItem)
        : [printScalar(tree)];
  return lines.map((line, i) => (i === 0 ? `- ${line}` : line && `  ${line}`));
}

export const printBranch = (tree: Branch): string[] => [...tree].flatMap(([key, each]) => printPair(key, each));

function printScalar(tree: Tree): string {
  if (isList(tree)) return '[]';
  if (isBranch(tree)) return '{}';
  if (typeof tree === 'string') return printString(tree);
  return typeof tree === 'number' ? printNumber(tree) : String(tree);
}

function printNumber(number: number): string {
  if (Number.isNaN(number)) return '.nan';
  if (!Number.isFinite(number)) return number > 0 ? '.inf' : '-.inf';
  return Object.is(number, -0) ? '-0.0' : String(number);
}

export const indent = (lines: readonly string[], columns = 2): string[] =>
  lines.map((line) => line && ' '.repeat(columns) + line);
