import picomatch from 'picomatch/posix.js';

/** Files that stand beside articles without being any, whatever the globs say. */
const NEVER =
  /(^|\/)(readme|licen[cs]e|changelog|contributing|notice|copying|authors|requirements|cmakelists|robots)(\.[^/]*)?$/i;

/** Folders that no person keeps articles in. */
const NOWHERE = /(^|\/)(node_modules|\.git)\//;

const many = (glob: string, wildcard: RegExp): number => glob.match(wildcard)?.length ?? 0;

/**
 * Whether a text is a glob that no path can keep busy: the matcher is a regular expression, which takes a power of the
 * path's length for each further `*`, and for repeated groups more than that.
 */
export const isGlob = (glob: string): boolean =>
  glob !== '' &&
  glob.length <= 1024 &&
  !/[()]|[\]}][+?]/.test(glob) &&
  many(glob, /\{/g) <= 4 &&
  many(glob, /\*{2,}/g) <= 3 &&
  glob.split('/').every((part) => many(part, /\*+/g) <= 3);

/** A test for which files are articles: paths relative to the project's root, with `/`. What is no glob is left out. */
export function matcher(globs: readonly string[]): (path: string) => boolean {
  const matches = picomatch(globs.filter(isGlob), { dot: false });
  return (path) => matches(path) && !NEVER.test(path) && !NOWHERE.test(path);
}
