import picomatch from 'picomatch/posix.js';

/** Files that stand beside articles without being any, whatever the globs say. */
const NEVER =
  /(^|\/)(readme|licen[cs]e|changelog|contributing|notice|copying|authors|requirements|cmakelists|robots)(\.[^/]*)?$/i;

/** Folders that no person keeps articles in. */
const NOWHERE = /(^|\/)(node_modules|\.git)\//;

/** A test for which files are articles: paths relative to the project's root, with `/`. */
export function matcher(globs: readonly string[]): (path: string) => boolean {
  const matches = picomatch([...globs], { dot: false, maxLength: 4096 });
  return (path) => matches(path) && !NEVER.test(path) && !NOWHERE.test(path);
}
