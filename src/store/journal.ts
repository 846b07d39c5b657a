import type { Annotation, Fragment } from '../core/annotation.ts';
import type { Change, Step } from '../core/change.ts';
import { sha256 } from './article.ts';
import { type Files, join } from './files.ts';

/** What was done to one article's annotations and does not stand in its sidecar yet. */
export interface Entry {
  readonly article: string;
  readonly changes: readonly Change[];
}

/**
 * Acknowledged work that is not in its sidecar yet (the article has unsaved changes, the disk refused, the window died),
 * kept in a folder of its own: for each window one file for each article, gone as soon as the sidecar holds everything.
 * Windows share the folder, and none writes over what another one remembers: who reads it takes it over.
 */
export class Journal {
  readonly #files: Files;
  readonly #folder: string;
  /** What tells the files of this window from those of others. */
  readonly #session = crypto.randomUUID();
  /**
   * The files, by article, of which all is known here, with what they said: they go when this window has remembered it, or
   * needs it no more.
   */
  readonly #known = new Map<string, Map<string, string>>();

  constructor(files: Files, folder: string) {
    this.#files = files;
    this.#folder = folder;
  }

  /** What this window and those before have remembered of an article. */
  async read(article: string): Promise<readonly Change[]> {
    const key = await keyOf(article);
    const names = (await this.#files.list(this.#folder)).filter(
      (name) => name.startsWith(key) && name.endsWith(ENDING),
    );
    const files = await Promise.all(
      names.map(async (name) => ({ name, bytes: await this.#files.read(join(this.#folder, name)) })),
    );
    const entries = files.flatMap(({ name, bytes }) => {
      const entry = bytes && parse(bytes);
      if (!bytes || (entry && entry.article !== article)) return [];
      this.#knownOf(article).set(name, textOf(bytes));
      return entry ?? [];
    });
    return joined(entries.map(({ changes }) => changes));
  }

  /** The articles that something is remembered of. Entries that cannot be read are passed over. */
  async articles(): Promise<readonly string[]> {
    const names = (await this.#files.list(this.#folder)).filter((name) => name.endsWith(ENDING));
    const entries = names.map(async (name) => {
      const bytes = await this.#files.read(join(this.#folder, name)).catch(() => undefined);
      return bytes && parse(bytes)?.article;
    });
    return [...new Set(await Promise.all(entries))].filter((article) => article !== undefined);
  }

  /** Remembers the changes in place of those that this window knows of; without any, forgets the article. */
  async write(article: string, changes: readonly Change[]): Promise<void> {
    const own = `${await keyOf(article)}-${this.#session}${ENDING}`;
    const known = this.#knownOf(article);
    if (changes.length > 0) {
      const text = JSON.stringify({ article, changes } satisfies Entry);
      known.set(own, text);
      await this.#files.write(join(this.#folder, own), new TextEncoder().encode(text));
    }
    for (const [name, text] of known) {
      if (name === own && changes.length > 0) continue;
      const uri = join(this.#folder, name);
      // A window that lives has remembered more meanwhile: that is known to nobody else.
      const bytes = name === own ? undefined : await this.#files.read(uri);
      if (!bytes || textOf(bytes) === text) await this.#files.delete(uri);
      known.delete(name);
    }
  }

  #knownOf(article: string): Map<string, string> {
    const known = this.#known.get(article) ?? new Map<string, string>();
    this.#known.set(article, known);
    return known;
  }
}

const ENDING = '.json';

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const keyOf = async (article: string): Promise<string> => (await sha256(article)).slice(0, 32);

/** A window that died while it took something over has left it twice: the longest says all of it, in its order. */
function joined(entries: readonly (readonly Change[])[]): Change[] {
  const seen = new Set<string>();
  return [...entries]
    .sort((a, b) => b.length - a.length)
    .flatMap((changes) => {
      const fresh = changes.filter((change) => !seen.has(JSON.stringify(change)));
      for (const change of fresh) seen.add(JSON.stringify(change));
      return fresh;
    });
}

/** An entry as it was written by this program; undefined for anything else (half a file, another version's). */
export function parse(bytes: Uint8Array): Entry | undefined {
  try {
    const entry: unknown = JSON.parse(textOf(bytes));
    return isEntry(entry) ? entry : undefined;
  } catch {
    return undefined;
  }
}

const isEntry = (value: unknown): value is Entry =>
  isObject(value) && typeof value['article'] === 'string' && isListOf(value['changes'], isChange);

const isChange = (value: unknown): value is Change => isObject(value) && isListOf(value['steps'], isStep);

const isStep = (value: unknown): value is Step =>
  isObject(value) &&
  (value['before'] !== undefined || value['after'] !== undefined) &&
  [value['before'], value['after']].every((each) => each === undefined || isAnnotation(each));

/** As much of an annotation as the program relies upon. */
const isAnnotation = (value: unknown): value is Annotation =>
  isObject(value) &&
  typeof value['id'] === 'string' &&
  typeof value['label'] === 'string' &&
  isListOf(value['target'], isFragment) &&
  isObject(value['attributes']) &&
  Array.isArray(value['links']);

const isFragment = (value: unknown): value is Fragment =>
  isObject(value) &&
  ['exact', 'prefix', 'suffix'].every((key) => typeof value[key] === 'string') &&
  ['start', 'end'].every((key) => Number.isSafeInteger(value[key]));

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isListOf = <T>(value: unknown, is: (each: unknown) => each is T): value is T[] =>
  Array.isArray(value) && value.length > 0 && value.every(is);
