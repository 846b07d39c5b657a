import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';

/** The version of the package that a program file belongs to, by the nearest package.json above it. */
export async function versionOf(program: string): Promise<string> {
  for (let folder = path.dirname(await realpath(program)); ; folder = path.dirname(folder)) {
    const source = await readFile(path.join(folder, 'package.json'), 'utf8').catch(() => undefined);
    if (source !== undefined) {
      const { version }: { readonly version: string } = JSON.parse(source);
      return version;
    }
    if (folder === path.dirname(folder)) return 'unknown';
  }
}
