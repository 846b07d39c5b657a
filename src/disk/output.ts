import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { meant } from './files.ts';

/** Why an output file was not opened. */
export class OutsideError extends Error {}

/**
 * A folder that a program which does nothing else meanwhile writes into: asking the system in the background takes several
 * times as long. Folders are made as needed, and looked at once each.
 */
export class OutputFolder {
  readonly #folder: string;
  /** Folders that are there, and of which no symbolic link leads elsewhere. */
  readonly #known = new Set<string>();

  constructor(folder: string) {
    this.#folder = path.resolve(folder);
  }

  /**
   * `name` is a path below the folder, with `/`. Throws an `OutsideError` where it, or a symbolic link on it, leads out of
   * the folder.
   */
  open(name: string): Output {
    const file = path.resolve(this.#folder, ...name.split('/'));
    if (!isInside(this.#folder, file)) throw new OutsideError(`${name} leads out of ${this.#folder}`);
    const within = path.dirname(file);
    if (!this.#known.has(within)) this.#make(within, name);
    return new Output(file);
  }

  #make(within: string, name: string): void {
    mkdirSync(this.#folder, { recursive: true });
    const root = realpathSync(this.#folder);
    // Of a path through a symbolic link that leads elsewhere not even a folder may be made.
    const existing = deepest(within);
    if (existing !== root && !isInside(root, existing)) throw new OutsideError(`${name} leads out of ${this.#folder}`);
    mkdirSync(within, { recursive: true });
    this.#known.add(within);
  }
}

/** So much is put together before it is written: a call of the system for each line would be most of the work. */
const MOST_WAITING = 1 << 18;

/**
 * A file that is written piece by piece and replaces the one of its name as a whole, when all of it is there: see
 * `replaceFile`. Unlike that one it replaces a symbolic link by a file, so that nothing outside its folder is written; and
 * it does not wait until the disk has it all: what was exported can be exported again. What the system refuses is thrown as
 * an error of the file itself.
 */
export class Output {
  readonly #file: string;
  readonly #temporary: string;
  readonly #handle: number;
  /** What waits to be written, and how much it is. */
  #waiting: (string | Uint8Array)[] = [];
  #size = 0;
  #isOpen = true;

  /** The file's folder is there. */
  constructor(file: string) {
    this.#file = file;
    // A name made of the file's own could be too long for the disk.
    this.#temporary = path.join(path.dirname(file), `.newsmark-${randomBytes(6).toString('hex')}.tmp`);
    this.#handle = this.#try(() => openSync(this.#temporary, 'wx', 0o666));
  }

  /** Adds to it; text as UTF-8. */
  write(content: string | Uint8Array): void {
    this.#waiting.push(content);
    this.#size += content.length;
    if (this.#size >= MOST_WAITING) this.#flush();
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#size = 0;
    const texts = waiting.every((each) => typeof each === 'string') ? waiting.join('') : undefined;
    const bytes = texts ?? Buffer.concat(waiting.map((each) => Buffer.from(each)));
    this.#try(() => writeFileSync(this.#handle, bytes));
  }

  /** The output is whole: it replaces the file. */
  commit(): void {
    try {
      this.#flush();
      this.#close();
      this.#try(() => renameSync(this.#temporary, this.#file));
    } catch (error) {
      this.abandon();
      throw error;
    }
  }

  /** Nothing is left of the output; the old file stays. */
  abandon(): void {
    this.#close();
    rmSync(this.#temporary, { force: true });
  }

  #try<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      throw meant(error, this.#temporary, this.#file);
    }
  }

  #close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.#handle);
  }
}

/** The real path of a folder, or of the deepest one above it that there is. */
function deepest(folder: string): string {
  try {
    return realpathSync(folder);
  } catch (error) {
    const parent = path.dirname(folder);
    if (parent === folder) throw error;
    return deepest(parent);
  }
}

/** Whether the file lies below the folder; both are absolute paths. */
export function isInside(folder: string, file: string): boolean {
  const way = path.relative(folder, file);
  return way !== '' && way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}
