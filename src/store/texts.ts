import { sha256 } from './article.ts';
import { type Files, join } from './files.ts';

/** All texts together take at most so many bytes, compressed. */
const MOST_BYTES = 50_000_000;
/** Longer texts (UTF-16 units) are not kept. */
const MOST_UNITS = 20_000_000;
/** A text that is used again counts as new after so many seconds: not each use is written down. */
const FRESH = 86_400;

/** A kept text, as the name of its file tells it. */
interface Kept {
  readonly name: string;
  /** When it was used last, in seconds. */
  readonly used: number;
  /** Compressed. */
  readonly size: number;
}

/**
 * Texts of articles for which sidecars were written, by their SHA-256: with the old text at hand, annotations are found
 * again in the new one more surely than by their words alone. They are a help and nothing else: any of them may be gone.
 * A file's name tells all of it (`used-size-hash.deflate`), so that there is no index that could be wrong; of many, those
 * that were used longest ago go first.
 */
export class Texts {
  readonly #files: Files;
  readonly #folder: string;
  readonly #now: () => Date;
  readonly #most: number;
  #kept: Promise<Map<string, Kept>> | undefined;

  constructor(files: Files, folder: string, now: () => Date, most = MOST_BYTES) {
    this.#files = files;
    this.#folder = folder;
    this.#now = now;
    this.#most = most;
  }

  /** The text with that hash; undefined when it is not known, or its file is damaged. */
  async get(hash: string): Promise<string | undefined> {
    try {
      const kept = (await this.#list()).get(hash);
      const bytes = kept && (await this.#files.read(join(this.#folder, kept.name)));
      const text = bytes && new TextDecoder('utf-8', { ignoreBOM: true }).decode(await inflated(bytes));
      return text !== undefined && (await sha256(text)) === hash ? text : undefined;
    } catch {
      this.#kept = undefined;
      return undefined;
    }
  }

  /** Keeps a text. That it cannot be kept does no harm. */
  async keep(hash: string, text: string): Promise<void> {
    try {
      const list = await this.#list();
      const known = list.get(hash);
      const used = Math.floor(this.#now().getTime() / 1000);
      if ((known && used - known.used < FRESH) || text.length > MOST_UNITS) return;
      const bytes = await deflated(new TextEncoder().encode(text));
      const kept = { name: `${used}-${bytes.length}-${hash}${ENDING}`, used, size: bytes.length };
      if (kept.size > this.#most) return;
      await this.#files.write(join(this.#folder, kept.name), bytes);
      list.delete(hash);
      list.set(hash, kept);
      if (known) await this.#files.delete(join(this.#folder, known.name));
      await this.#shrink(list);
    } catch {
      // What is there now, the next one looks for itself.
      this.#kept = undefined;
    }
  }

  async #shrink(list: Map<string, Kept>): Promise<void> {
    let sum = 0;
    for (const { size } of list.values()) sum += size;
    for (const [hash, { name, size }] of [...list].sort(([, a], [, b]) => a.used - b.used)) {
      if (sum <= this.#most) return;
      sum -= size;
      list.delete(hash);
      await this.#files.delete(join(this.#folder, name));
    }
  }

  #list(): Promise<Map<string, Kept>> {
    this.#kept ??= this.#files.list(this.#folder).then(
      (names) =>
        new Map(
          names.flatMap((name) => {
            const [, used, size, hash] = NAME.exec(name) ?? [];
            return hash === undefined ? [] : [[hash, { name, used: Number(used), size: Number(size) }] as const];
          }),
        ),
    );
    return this.#kept;
  }
}

const ENDING = '.deflate';
const NAME = /^(\d{1,12})-(\d{1,12})-([0-9a-f]{64})\.deflate$/;

const deflated = (bytes: Uint8Array): Promise<Uint8Array> => through(bytes, new CompressionStream('deflate-raw'));

const inflated = (bytes: Uint8Array): Promise<Uint8Array> => through(bytes, new DecompressionStream('deflate-raw'));

async function through(bytes: Uint8Array, stream: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const { body } = new Response(bytes.slice());
  if (!body) return new Uint8Array();
  return new Uint8Array(await new Response(body.pipeThrough(stream)).arrayBuffer());
}
