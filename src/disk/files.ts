import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, open, readdir, readFile, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Files } from '../store/files.ts';

/** Files on a disk, by `file:` URIs. */
export const diskFiles: Files = {
  async read(uri) {
    try {
      return await readFile(fileURLToPath(uri));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw withPath(error, fileURLToPath(uri));
    }
  },
  async write(uri, bytes) {
    const file = fileURLToPath(uri);
    await mkdir(path.dirname(file), { recursive: true });
    await replaceFile(file, bytes);
  },
  async delete(uri) {
    await rm(fileURLToPath(uri), { force: true });
  },
  async list(folder) {
    try {
      const entries = await readdir(fileURLToPath(folder), { withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  },
};

/**
 * Replaces a file as a whole, so that no reader and no crash sees half of it: a temporary file in the same folder,
 * flushed to the disk, read back, renamed over the old one. A symbolic link stays one; the file's mode is kept.
 */
export async function replaceFile(file: string, bytes: Uint8Array): Promise<void> {
  const target = await realpath(file).catch(() =>
    readlink(file).then(
      (to) => path.resolve(path.dirname(file), to),
      () => file,
    ),
  );
  const mode = await stat(target).then(
    ({ mode }) => mode & 0o7777,
    () => undefined,
  );
  // A name made of the file's own could be too long for the disk.
  const temporary = path.join(path.dirname(target), `.newsmark-${randomBytes(6).toString('hex')}.tmp`);
  try {
    const handle = await open(temporary, 'wx', mode ?? 0o666);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // The process's mask took bits away from the mode that was asked for.
    if (mode !== undefined) await chmod(temporary, mode);
    if (!(await readFile(temporary)).equals(bytes)) throw new Error(`What was written to ${file} cannot be read back.`);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw meant(error, temporary, file);
  }
}

/** What the system said of a file's temporary one, as it is to be told: nobody knows of that one. */
export function meant(error: unknown, temporary: string, file: string): unknown {
  if (error instanceof Error && 'syscall' in error)
    Object.assign(error, { path: file, message: error.message.replaceAll(temporary, file) });
  return error;
}

/**
 * The same for a program that does nothing else while it reads: of ten thousand small files each is read in a fifth of the
 * time that asking the system in the background takes.
 */
export const blockingFiles: Files = {
  ...diskFiles,
  async read(uri) {
    try {
      return readFileSync(fileURLToPath(uri));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw withPath(error, fileURLToPath(uri));
    }
  },
};

/** Node does not say which file it could not read once it was open, such as a folder. */
const withPath = (error: unknown, file: string): unknown =>
  error instanceof Error && !('path' in error) ? Object.assign(error, { path: file }) : error;

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
