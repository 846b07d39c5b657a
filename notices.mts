import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * The licences of the packages that are in bundles, as these demand: each with its own text, or with what its manifest
 * says where it brings none. `inputs`: the files that were bundled, relative to `root`.
 */
export async function notices(inputs: Iterable<string>, root: string): Promise<string> {
  const folders = new Set(
    [...inputs].flatMap((file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []),
  );
  const entries = await Promise.all([...folders].sort().map((folder) => noticeOf(path.join(root, folder))));
  return `Newsmark is bundled with these packages.\n\n${entries.join('\n')}`;
}

async function noticeOf(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((each) => /^licen[cs]e(\.\w+)?$/i.test(each));
  const text = file === undefined ? '' : `${(await readFile(path.join(folder, file), 'utf8')).trim()}\n`;
  return `${'-'.repeat(72)}\n${name} ${version} (${license})\n\n${text}`;
}
