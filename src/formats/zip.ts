import { Deflate, Inflate, Zip, ZipDeflate } from 'fflate';

/** Archives of the same content are the same: what is in them has no time of its own. */
const NEVER = new Date(1980, 0, 1);

const utf8 = new TextEncoder();

/** Makes a ZIP archive file by file. Of what was added it keeps nothing but its name and size. */
export class Archive {
  readonly #zip = new Zip((error, data) => {
    if (error) throw error;
    this.#made.push(data);
  });
  #made: Uint8Array[] = [];

  /** The bytes that come next. `content`: its parts in order; `name`: a path with `/`. */
  add(name: string, content: Iterable<string | Uint8Array>): readonly Uint8Array[] {
    const file = new ZipDeflate(name);
    file.mtime = NEVER;
    this.#zip.add(file);
    for (const part of content) file.push(typeof part === 'string' ? utf8.encode(part) : part);
    file.push(new Uint8Array(0), true);
    return this.#take();
  }

  end(): readonly Uint8Array[] {
    this.#zip.end();
    return this.#take();
  }

  #take(): readonly Uint8Array[] {
    const made = this.#made;
    this.#made = [];
    return made;
  }
}

/** Text that waits for its turn, compressed. */
export class Waiting {
  readonly #parts: Uint8Array[] = [];
  readonly #deflate = new Deflate({ level: 1 }, (part) => this.#parts.push(part));
  isEmpty = true;

  add(text: string): void {
    if (text === '') return;
    this.isEmpty = false;
    this.#deflate.push(utf8.encode(text));
  }

  /** All of it as UTF-8, part by part. Nothing can be added any more. */
  *parts(): Iterable<Uint8Array> {
    this.#deflate.push(new Uint8Array(0), true);
    let made: Uint8Array[] = [];
    const inflate = new Inflate((part) => made.push(part));
    for (const part of this.#parts) {
      inflate.push(part);
      yield* made;
      made = [];
    }
  }
}

/** There is more in the archive than was asked for. */
export class TooBig extends Error {}

/**
 * The files of a ZIP archive that are wanted, by their paths in it. Nothing of an archive is written anywhere. Throws
 * `TooBig` as soon as they have more than `most` bytes, whatever the archive says of itself, and another error where it
 * is broken, encrypted or none.
 */
export function unpack(
  bytes: Uint8Array,
  most: number,
  isWanted: (name: string) => boolean,
): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  let left = most;
  for (const { name, method, data } of entriesOf(bytes)) {
    if (!isWanted(name)) continue;
    if (method !== STORED && method !== DEFLATED) throw new Error(`compression ${method}`);
    const content = inflated(data, method === DEFLATED, left);
    left -= content.length;
    files.set(name, content);
  }
  return files;
}

const STORED = 0;
const DEFLATED = 8;

/** So much is inflated at once, in bytes before. What comes of it has no more than a thousand times as many. */
const STEP = 16 * 1024;

/** fflate's own reader cannot be stopped, and a small file can keep it busy for minutes. */
function inflated(data: Uint8Array, isDeflated: boolean, most: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  const take = (part: Uint8Array): void => {
    size += part.length;
    if (size > most) throw new TooBig();
    parts.push(part);
  };
  if (isDeflated) {
    const inflate = new Inflate(take);
    for (let at = 0; at < data.length; at += STEP) inflate.push(data.subarray(at, at + STEP), at + STEP >= data.length);
  } else take(data);
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly data: Uint8Array;
}

/** What the directory at the end of an archive lists. Places beyond the archive make a RangeError. */
function* entriesOf(bytes: Uint8Array): Iterable<Entry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  // A comment of up to 64 KB may stand behind it.
  while (end >= 0 && end > bytes.length - 66_000 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) throw new Error('no ZIP archive');
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new Error('no entry of a ZIP archive');
    if (view.getUint16(at + 8, true) & 1) throw new Error('encrypted');
    const [size, offset] = [view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
    const [named, extra, comment] = [28, 30, 32].map((where) => view.getUint16(at + where, true));
    const from = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
    if (from + size > bytes.length) throw new RangeError('the archive is not whole');
    yield {
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + (named ?? 0))),
      method: view.getUint16(at + 10, true),
      data: bytes.subarray(from, from + size),
    };
    at += 46 + (named ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
}
