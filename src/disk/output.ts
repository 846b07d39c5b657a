import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, realpath, rename, rm } from 'node:fs/promises';
import path from 'node:path';

/** Why an output file was not opened. */
export class OutsideError extends Error {}

/** So much is put together before it is written: a call of the system for each line would be most of the work. */
const MOST_WAITING = 1 << 18;

/**
 * A file that is written piece by piece and replaces the one of its name as a whole, when all of it is there: see
 * `replaceFile`. Unlike that one it replaces a symbolic link by a file, so that nothing outside its folder is written; and
 * it does not wait until the disk has it all: what was exported can be exported again.
 */
export class Output {
  readonly #file: string;
  readonly #temporary: string;
  readonly #handle: FileHandle;
  /** What waits to be written, and how much it is. */
  #waiting: (string | Uint8Array)[] = [];
  #size = 0;

  private constructor(file: string, temporary: string, handle: FileHandle) {
    this.#file = file;
    this.#temporary = temporary;
    this.#handle = handle;
  }

  /**
   * `name` is a path below `folder`, with `/`; folders are made as needed. Rejects with an `OutsideError` where the path,
   * or a symbolic link on it, leads out of the folder.
   */
  static async open(folder: string, name: string): Promise<Output> {
    const file = path.resolve(folder, ...name.split('/'));
    if (!isInside(path.resolve(folder), file)) throw new OutsideError(`${name} leads out of ${folder}`);
    await mkdir(folder, { recursive: true });
    const root = await realpath(folder);
    // Of a path through a symbolic link that leads elsewhere not even a folder may be made.
    const existing = await deepest(path.dirname(file));
    if (existing !== root && !isInside(root, existing)) throw new OutsideError(`${name} leads out of ${folder}`);
    await mkdir(path.dirname(file), { recursive: true });
    const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
    return new Output(file, temporary, await open(temporary, 'wx', 0o666));
  }

  /** Adds to it; text as UTF-8. Resolves when there is room for more. */
  async write(content: string | Uint8Array): Promise<void> {
    this.#waiting.push(content);
    this.#size += content.length;
    if (this.#size >= MOST_WAITING) await this.#flush();
  }

  async #flush(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#size = 0;
    await this.#handle.writeFile(Buffer.concat(waiting.map((each) => Buffer.from(each))));
  }

  /** The output is whole: it replaces the file. */
  async commit(): Promise<void> {
    try {
      await this.#flush();
      await this.#handle.close();
      await rename(this.#temporary, this.#file);
    } catch (error) {
      await this.abandon();
      throw error;
    }
  }

  /** Nothing is left of the output; the old file stays. */
  async abandon(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await rm(this.#temporary, { force: true });
  }
}

/** The real path of a folder, or of the deepest one above it that there is. */
async function deepest(folder: string): Promise<string> {
  try {
    return await realpath(folder);
  } catch (error) {
    const parent = path.dirname(folder);
    if (parent === folder) throw error;
    return deepest(parent);
  }
}

function isInside(folder: string, file: string): boolean {
  const way = path.relative(folder, file);
  return way !== '' && way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}
