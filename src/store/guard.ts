import { sha256 } from './article.ts';
import { type Files, join } from './files.ts';

const ENDING = '.copy';

/**
 * Files on a disk that writes in place, where a crash or a failure in the middle leaves the front half of a file: before
 * each write a copy of what is to be written is put into a folder of our own. What is cut short is finished before it is
 * read again, at the next start, too.
 */
export class GuardedFiles implements Files {
  readonly #files: Files;
  readonly #folder: string;
  #recovering: Promise<void> | undefined;
  /** Where a write has failed, by file: what stood there, and what was to be written. */
  readonly #failed = new Map<string, { readonly before: Uint8Array | undefined; readonly wanted: Uint8Array }>();

  constructor(files: Files, folder: string) {
    this.#files = files;
    this.#folder = folder;
  }

  async read(uri: string): Promise<Uint8Array | undefined> {
    await this.#recovered();
    const failed = this.#failed.get(uri);
    const bytes = await this.#files.read(uri);
    // The file as it was can be the front of what was to be written: nothing was cut then.
    if (!failed || equal(bytes, failed.before) || !isCut(bytes, failed.wanted)) return bytes;
    await this.write(uri, failed.wanted);
    return failed.wanted.slice();
  }

  async write(uri: string, bytes: Uint8Array): Promise<void> {
    await this.#recovered();
    const copy = await this.#copyOf(uri);
    const failed = this.#failed.get(uri);
    const before = failed ? failed.before : await this.#files.read(uri);
    await this.#files.write(copy, pack(uri, bytes));
    try {
      await this.#files.write(uri, bytes);
    } catch (error) {
      this.#failed.set(uri, { before, wanted: bytes });
      throw error;
    }
    this.#failed.delete(uri);
    // What stays is found to be whole at the next start.
    await this.#files.delete(copy).catch(() => {});
  }

  async delete(uri: string): Promise<void> {
    await this.#files.delete(uri);
    if (this.#failed.delete(uri)) await this.#files.delete(await this.#copyOf(uri)).catch(() => {});
  }

  async #copyOf(uri: string): Promise<string> {
    return join(this.#folder, `${(await sha256(uri)).slice(0, 32)}${ENDING}`);
  }

  list(folder: string): Promise<readonly string[]> {
    return this.#files.list(folder);
  }

  /** Once, before anything is read or written; when that fails, at the next time. */
  async #recovered(): Promise<void> {
    this.#recovering ??= this.#recover();
    await this.#recovering.catch(() => {
      this.#recovering = undefined;
    });
  }

  async #recover(): Promise<void> {
    const names = (await this.#files.list(this.#folder)).filter((name) => name.endsWith(ENDING));
    // One that cannot be written now keeps its copy, and none of the others waiting.
    const done = await Promise.allSettled(names.map((name) => this.#finish(join(this.#folder, name))));
    for (const each of done) if (each.status === 'rejected') throw each.reason;
  }

  async #finish(copy: string): Promise<void> {
    const packed = await this.#files.read(copy);
    const { uri, bytes } = (packed && unpack(packed)) ?? {};
    if (uri !== undefined && bytes && isCut(await this.#files.read(uri), bytes)) await this.#files.write(uri, bytes);
    await this.#files.delete(copy);
  }
}

const equal = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === b || (a !== undefined && a.length === b?.length && a.every((byte, i) => byte === b[i]));

/** Whether a file is the front part of what was to be written, and not all of it. */
const isCut = (file: Uint8Array | undefined, bytes: Uint8Array): boolean =>
  file !== undefined && file.length < bytes.length && file.every((byte, i) => byte === bytes[i]);

/** The file's name and size, each on a line, and its bytes. */
function pack(uri: string, bytes: Uint8Array): Uint8Array {
  const head = new TextEncoder().encode(`${uri}\n${bytes.length}\n`);
  const packed = new Uint8Array(head.length + bytes.length);
  packed.set(head);
  packed.set(bytes, head.length);
  return packed;
}

/** The twin of `pack`. Undefined for a copy that was itself cut short. */
function unpack(packed: Uint8Array): { readonly uri: string; readonly bytes: Uint8Array } | undefined {
  const first = packed.indexOf(10);
  const second = packed.indexOf(10, first + 1);
  if (first < 0 || second < 0) return undefined;
  const [uri = '', size = ''] = new TextDecoder().decode(packed.subarray(0, second)).split('\n');
  const bytes = packed.subarray(second + 1);
  return bytes.length === Number(size) ? { uri, bytes } : undefined;
}
