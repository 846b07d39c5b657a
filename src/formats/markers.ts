import type { Place } from '../core/problem.ts';

/** What stood in a file before git could not merge it. */
export interface Sides {
  readonly ours: string;
  readonly theirs: string;
}

/** A line of git's marks. */
const MARK = /^(<{7,}|\|{7,}|={7,}|>{7,})(?: .*)?\r?\n?$/;

/** The first line at which git's marks of a conflict begin. Undefined when there is none. */
export function findMarkers(source: string): Place | undefined {
  const text = source.replace(/^\ufeff/, '');
  const found = /^<{7,}(?: .*)?\r?$/m.exec(text);
  if (!found) return undefined;
  const line = text.slice(0, found.index).split('\n').length;
  return { line, column: 1, endLine: line, endColumn: found[0].trimEnd().length + 1 };
}

/**
 * Both sides of a file with git's marks (in the style `merge`, `diff3` or `zdiff3`, with marks of any length). Undefined
 * when there are no marks, or they do not fit together.
 */
export function sidesOf(source: string): Sides | undefined {
  const sides = { ours: '', theirs: '' };
  let part: 'both' | 'ours' | 'base' | 'theirs' = 'both';
  let length = 0;
  let found = false;
  for (const line of source.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const mark = MARK.exec(line)?.[1];
    const kind = mark !== undefined && (part === 'both' || mark.length === length) ? mark[0] : undefined;
    if (part === 'both' && kind === '<') {
      part = 'ours';
      length = mark?.length ?? 0;
      found = true;
    } else if (part === 'ours' && kind === '|') part = 'base';
    else if ((part === 'ours' || part === 'base') && kind === '=') part = 'theirs';
    else if (part === 'theirs' && kind === '>') part = 'both';
    else if (kind === '<' || (kind === '>' && part !== 'both')) return undefined;
    else {
      if (part === 'both' || part === 'ours') sides.ours += line;
      if (part === 'both' || part === 'theirs') sides.theirs += line;
    }
  }
  return found && part === 'both' ? sides : undefined;
}

/** Whether every line but git's marks stands in one of the texts too: then nobody wrote it after git did. */
export function isMadeOf(source: string, ...texts: readonly string[]): boolean {
  const known = new Set(texts.flatMap(linesOf));
  return linesOf(source).every((line) => known.has(line) || MARK.test(line));
}

const linesOf = (text: string): readonly string[] => text.replace(/^\ufeff/, '').split(/\r?\n/);
