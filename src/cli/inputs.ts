import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Importer } from '../formats/importer.ts';
import { IMPORTERS, importerFor, importerOf } from '../formats/importers.ts';
import type { Args } from './command.ts';
import { expanded } from './globs.ts';
import { type Io, STANDARD_INPUT, toUri, WrongUse } from './io.ts';

/** A file that is to be imported. */
export interface Input {
  readonly importer: Importer;
  readonly uri: string;
  /** Its path below what was named, with `/`. */
  readonly name: string;
  /** The URI of the folder where the paths in it start. */
  readonly folder: string;
  /** It is standard input, and no file has the URI. */
  readonly isStandard?: true;
}

/** The files that are meant, in order. */
export async function inputsOf(
  { format, into }: Args['values'],
  paths: readonly string[],
  { cwd }: Io,
): Promise<readonly Input[]> {
  const given = typeof format === 'string' ? importerOf(format) : undefined;
  if (typeof format === 'string' && !given)
    throw new WrongUse(
      `There is no format "${format}" to import. Formats: ${IMPORTERS.map(({ name }) => name).join(', ')}.`,
    );
  const target = typeof into === 'string' ? path.resolve(cwd, into) : undefined;
  if (target !== undefined && !(await stat(target).catch(() => undefined))?.isDirectory())
    throw new WrongUse(`There is no folder ${into}.`);
  const found: Input[] = [];
  const piped = paths.filter((each) => each === STANDARD_INPUT);
  if (piped.length > 1) throw new WrongUse('Standard input can be read only once.');
  if (piped.length === 1) {
    if (!given) throw new WrongUse('Say of which format standard input is: --format FORMAT.');
    const uri = toUri(path.join(cwd, STANDARD_INPUT));
    found.push({ importer: given, uri, name: STANDARD_INPUT, folder: toUri(target ?? cwd), isStandard: true });
  }
  const named = paths.filter((each) => each !== STANDARD_INPUT);
  for (const file of await expanded(named, { cwd })) {
    const each = path.relative(cwd, file);
    const stats = await stat(file).catch(() => undefined);
    if (!stats) throw new WrongUse(`There is no file or folder ${each}.`);
    const names = stats.isDirectory() ? await filesIn(file) : [file];
    const before = found.length;
    for (const name of names) {
      const importer = importerFor(name, given && [given]);
      const meant = importer ?? (stats.isDirectory() ? undefined : given);
      if (!meant) continue;
      const root = stats.isDirectory() ? file : path.dirname(file);
      const below = path.relative(root, name).replaceAll(path.sep, '/');
      found.push({ importer: meant, uri: toUri(name), name: below, folder: toUri(target ?? root) });
    }
    if (found.length === before)
      throw new WrongUse(
        stats.isDirectory()
          ? `There is no file to import in ${each}.`
          : `Say of which format ${each} is: --format FORMAT.`,
      );
  }
  return found;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
