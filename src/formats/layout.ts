/**
 * Where a file's annotations stand, if its list of them is written as `print` writes lists: `annotations:` on a line of
 * its own, and each item's dash in the third column. The file is then its head (up to the end of that line), its items,
 * and its tail.
 */
export interface Layout {
  /** The file's text: line feeds only, no byte order mark. */
  readonly source: string;
  /**
   * Where the lines begin that hold the dashes, and last where the list ends: one more than there are annotations. What
   * stands between two of them, also comments and blank lines, is one annotation's.
   */
  readonly starts: readonly number[];
}

// What a value was read from, or written as, is a fact about it: it stays true, and goes with the value.
const layouts = new WeakMap<object, Layout>();

/** Remembers what just this value, which never changes, was read from or written as. */
export function remember(value: object, layout: Layout): void {
  layouts.set(value, layout);
}

/** The layout of a file, if it is known that the file says just this value. */
export function layoutOf(value: object, source: string): Layout | undefined {
  const layout = layouts.get(value);
  return layout?.source === source ? layout : undefined;
}

const KEY = 'annotations:\n';
export const KEY_LENGTH = KEY.length;

/** Where the list begins, behind the first line that is its key. Undefined if there is no such line. */
export function startOfList(source: string): number | undefined {
  if (source.startsWith(KEY)) return KEY_LENGTH;
  const found = source.indexOf(`\n${KEY}`);
  return found < 0 ? undefined : found + 1 + KEY_LENGTH;
}

/** Whether the line beginning there is the first one of an item. */
export const isDash = (source: string, at: number): boolean => source.startsWith('  - ', at);

/** Whether the line beginning there is blank, or a comment no deeper than the dashes: it says nothing of the item before. */
export const isBetween = (source: string, at: number): boolean =>
  source.startsWith('\n', at) ||
  source.startsWith('#', at) ||
  source.startsWith(' #', at) ||
  source.startsWith('  #', at);

/** Whether the list ends there: something else than blanks and comments begins in the first column, or nothing is left. */
export function endsList(source: string, at: number): boolean {
  const first = source.charAt(at);
  return first !== ' ' && first !== '#' && first !== '\n';
}

/** Behind the line that begins there. */
export function nextLine(source: string, at: number): number {
  const end = source.indexOf('\n', at);
  return end < 0 ? source.length : end + 1;
}
