import { glob, mkdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { Host } from './install.ts';
import { run } from './process.ts';

/**
 * Makes an extension's source folder look installed in an empty extensions folder. A server that finds no list of
 * extensions there takes in the folders it finds, so this must be done before it starts.
 */
export async function linkExtension(source: string, extensions: string): Promise<void> {
  const manifest: { publisher: string; name: string; version: string } = JSON.parse(
    await readFile(path.join(source, 'package.json'), 'utf8'),
  );
  await mkdir(extensions, { recursive: true });
  const link = path.join(extensions, `${manifest.publisher}.${manifest.name}-${manifest.version}`);
  await symlink(path.resolve(source), link, 'junction');
}

/** Makes a folder of VS Code's built-in extensions with those only that run nothing: languages and themes. */
export async function linkBuiltIns(host: Host, folder: string): Promise<void> {
  const all = path.join(host.code, 'extensions');
  await mkdir(folder, { recursive: true });
  for await (const name of glob('*/package.json', { cwd: all })) {
    const manifest: { main?: string; browser?: string } = JSON.parse(await readFile(path.join(all, name), 'utf8'));
    const extension = path.dirname(name);
    if (manifest.main === undefined && manifest.browser === undefined) {
      await symlink(path.join(all, extension), path.join(folder, extension), 'junction');
    }
  }
}

/** Bundles the extension as it is in the source now. */
export async function buildExtension(source: string): Promise<void> {
  const built = await run(process.execPath, ['build.mts'], { cwd: source });
  if (built.code !== 0) {
    throw new Error(`The extension could not be built:\n${built.output}`);
  }
}
