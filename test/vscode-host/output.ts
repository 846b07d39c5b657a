import { closeSync, existsSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A file that the extension host prints into, copied to a stream while it grows. */
export class Output {
  readonly file: string;
  readonly #descriptor: number;
  readonly #timer: NodeJS.Timeout;
  readonly #write: (bytes: Uint8Array) => void;

  constructor(write: (bytes: Uint8Array) => void) {
    this.#write = write;
    this.file = path.join(mkdtempSync(path.join(tmpdir(), 'newsmark-output-')), 'tests.log');
    writeFileSync(this.file, '');
    this.#descriptor = openSync(this.file, 'r');
    this.#timer = setInterval(() => this.copy(), 50);
    this.#timer.unref();
  }

  /** Whether the tests came to their end, passed or failed: see `tests.ts`. */
  get finished(): boolean {
    return existsSync(`${this.file}.finished`);
  }

  /** Copies what has been printed since the last time. */
  copy(): void {
    const bytes = Buffer.alloc(65_536);
    for (let size = this.#read(bytes); size > 0; size = this.#read(bytes)) {
      this.#write(Uint8Array.from(bytes.subarray(0, size)));
    }
  }

  /** Copies the rest, and removes the file. */
  close(): void {
    clearInterval(this.#timer);
    this.copy();
    closeSync(this.#descriptor);
    rmSync(path.dirname(this.file), { recursive: true, force: true });
  }

  #read(bytes: Buffer): number {
    return readSync(this.#descriptor, bytes, 0, bytes.length, null);
  }
}
