import { stat } from 'node:fs/promises';
import path from 'node:path';
import { glob, isDynamicPattern } from 'tinyglobby';
import { type Io, WrongUse } from './io.ts';

/**
 * The paths that are meant, absolute: a glob (`articles/**\/*.txt`, with `/`) stands for the files that it fits, sorted, as
 * where a shell takes it first; what is there by that very name is meant itself. Hidden files and folders must be named.
 * Rejects with `WrongUse` for a glob that fits nothing.
 */
export async function expanded(paths: readonly string[], { cwd }: Pick<Io, 'cwd'>): Promise<readonly string[]> {
  const found: string[] = [];
  for (const each of paths) {
    const file = path.resolve(cwd, each);
    const isGlob = isDynamicPattern(each) && !(await stat(file).catch(() => undefined));
    const files = isGlob
      ? await glob(each, { cwd, absolute: true, expandDirectories: false, ignore: NOWHERE })
      : [file];
    if (files.length === 0) throw new WrongUse(`There is no file that ${each} fits.`);
    found.push(...files.toSorted().map((name) => path.normalize(name)));
  }
  return found;
}

/** Folders that hold no articles of anybody's. */
const NOWHERE = ['**/node_modules/**', '**/.git/**'];
