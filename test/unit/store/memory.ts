import { type Files, relative } from '../../../src/store/files.ts';

/** One thing that was asked of the files. */
export interface Call {
  readonly kind: 'read' | 'write' | 'delete' | 'list';
  readonly uri: string;
}

type Meant = (call: Call) => boolean;

/** Files in memory that fail when they are told to, and answer late when they are told to. */
export class Memory implements Files {
  readonly #files = new Map<string, Uint8Array>();
  readonly #failing = new Set<Meant>();
  readonly #tearing = new Set<Meant>();
  readonly #held = new Set<{ readonly meant: Meant; readonly released: Promise<void> }>();
  /** Everything that was asked, in order. */
  calls: Call[] = [];

  async read(uri: string): Promise<Uint8Array | undefined> {
    await this.#answer({ kind: 'read', uri });
    return this.#files.get(uri)?.slice();
  }

  async write(uri: string, bytes: Uint8Array): Promise<void> {
    const copy = bytes.slice();
    for (const meant of this.#tearing) {
      if (!meant({ kind: 'write', uri })) continue;
      this.#files.set(uri, copy.subarray(0, copy.length / 2));
      throw new Error('The disk is full.');
    }
    await this.#answer({ kind: 'write', uri });
    this.#files.set(uri, copy);
  }

  async delete(uri: string): Promise<void> {
    await this.#answer({ kind: 'delete', uri });
    this.#files.delete(uri);
  }

  async list(folder: string): Promise<readonly string[]> {
    await this.#answer({ kind: 'list', uri: folder });
    const names = this.names.flatMap((uri) => relative(folder, uri) ?? []);
    return names.filter((name) => !name.includes('/'));
  }

  /** Makes what is meant reject, until the function that it gives is called. */
  fail(meant: Meant): () => void {
    this.#failing.add(meant);
    return () => this.#failing.delete(meant);
  }

  /** Makes writes write the front half and reject, until the function that it gives is called. */
  tear(meant: Meant): () => void {
    this.#tearing.add(meant);
    return () => this.#tearing.delete(meant);
  }

  /** Makes what is meant wait, until the function that it gives is called. */
  hold(meant: Meant): () => void {
    let release = (): void => {};
    const held = { meant, released: new Promise<void>((resolve) => (release = resolve)) };
    this.#held.add(held);
    return () => {
      this.#held.delete(held);
      release();
    };
  }

  // --- what stands on the disk, for tests: never late, never failing ---

  get names(): string[] {
    return [...this.#files.keys()].sort();
  }

  bytes(uri: string): Uint8Array | undefined {
    return this.#files.get(uri);
  }

  text(uri: string): string | undefined {
    const bytes = this.#files.get(uri);
    return bytes && new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  }

  put(uri: string, content: string | Uint8Array): void {
    this.#files.set(uri, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  }

  remove(uri: string): void {
    this.#files.delete(uri);
  }

  move(from: string, to: string): void {
    const bytes = this.#files.get(from);
    if (!bytes) return;
    this.#files.delete(from);
    this.#files.set(to, bytes);
  }

  async #answer(call: Call): Promise<void> {
    this.calls.push(call);
    for (const { meant, released } of this.#held) if (meant(call)) await released;
    // No answer of a disk comes in the same turn.
    await Promise.resolve();
    for (const meant of this.#failing) if (meant(call)) throw new Error(`The disk refused to ${call.kind}.`);
  }
}
