import type { Annotation } from '../core/annotation.ts';
import type { Place, Problem } from '../core/problem.ts';
import { readCanonical } from './canonical.ts';
import { endsList, isBetween, isDash, nextLine } from './layout.ts';

/** What stands in one item of a list of annotations. */
export interface Item {
  /** Undefined, with a problem, where it is none. */
  readonly annotation: Annotation | undefined;
  readonly place: Place | undefined;
  readonly problems: readonly Problem[];
}

/** What stands in a list of annotations. */
export interface Items {
  readonly annotations: readonly Annotation[];
  readonly problems: readonly Problem[];
  readonly places: ReadonlyMap<string, Place>;
  /** Where the items' first lines begin, and where the list ends. */
  readonly starts: readonly number[];
}

/**
 * Reads one item in any hand: its lines, how the line behind them begins, the ids so far (it adds its own), and the
 * number of its first line. Undefined where it cannot be read without the others.
 */
type ReadItem = (lines: string, after: string, ids: Set<string>, line: number) => Item | undefined;

/** So many items more than those as `print` writes them may be in another hand: then a file is quicker read as a whole. */
const MOST_OTHERS = 8;

/** So many characters are read item by item; other files must be smaller (`MOST_MEGABYTES`), as they take more memory. */
export const MOST_CHARACTERS = 128 * 1024 * 1024;

/** Reads the list that begins at `from`, item by item. Undefined where that cannot be done safely, or makes nothing quicker. */
export function readItems(source: string, from: number, readItem: ReadItem): Items | undefined {
  if (source.length > MOST_CHARACTERS) return undefined;
  const annotations: Annotation[] = [];
  const problems: Problem[] = [];
  const places = new Map<string, Place>();
  const starts: number[] = [];
  const ids = new Set<string>();
  let others = 0;
  let line = linesIn(source, 0, from) + 1;
  let at = from;
  for (;;) {
    while (isBetween(source, at)) {
      at = nextLine(source, at);
      line++;
    }
    if (endsList(source, at)) break;
    if (!isDash(source, at)) return undefined;
    starts.push(at);
    const found = readCanonical(source, at);
    if (found && endsItem(source, found.to) && !ids.has(found.annotation.id)) {
      const { annotation, to } = found;
      const endLine = line + linesIn(source, at, to);
      ids.add(annotation.id);
      annotations.push(annotation);
      places.set(annotation.id, { line, column: DASH, endLine, endColumn: 1 });
      line = endLine;
      at = to;
      continue;
    }
    others++;
    if (others > MOST_OTHERS + starts.length / 2) return undefined;
    const to = endOfItem(source, at);
    const item = readItem(source.slice(at, to), after(source, to), ids, line);
    if (!item) return undefined;
    for (const problem of item.problems) problems.push(problem);
    if (item.annotation) {
      annotations.push(item.annotation);
      places.set(item.annotation.id, item.place ?? { line: 1, column: 1 });
    }
    line += linesIn(source, at, to);
    at = to;
  }
  starts.push(at);
  return { annotations, problems, places, starts };
}

/** The column behind a dash, from one. */
const DASH = 5;

const endsItem = (source: string, at: number): boolean =>
  isDash(source, at) || isBetween(source, at) || endsList(source, at);

/** Where the item ends whose first line begins there, with the comments and blank lines below it. */
function endOfItem(source: string, from: number): number {
  let at = nextLine(source, from);
  while (!isDash(source, at) && !endsList(source, at)) at = nextLine(source, at);
  return at;
}

/** How the line that ends an item begins. */
function after(source: string, at: number): string {
  if (at >= source.length) return '';
  return isDash(source, at) ? '  - ' : 'x: ';
}

function linesIn(source: string, from: number, to: number): number {
  let lines = 0;
  for (let at = source.indexOf('\n', from); at >= 0 && at < to; at = source.indexOf('\n', at + 1)) lines++;
  return lines;
}
