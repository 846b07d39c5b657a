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
 * kept in a folder of its own: one file for each article, gone as soon as the sidecar holds everything.
 */
export class Journal {
  readonly #files: Files;
  readonly #folder: string;
  readonly #written = new Set<string>();

  constructor(files: Files, folder: string) {
    this.#files = files;
    this.#folder = folder;
  }

  async read(article: string): Promise<readonly Change[]> {
    const bytes = await this.#files.read(await this.#fileOf(article));
    if (!bytes) return [];
    this.#written.add(article);
    const entry = parse(bytes);
    return entry?.article === article ? entry.changes : [];
  }

  /** The articles that something is remembered of. Entries that cannot be read are passed over. */
  async articles(): Promise<readonly string[]> {
    const names = (await this.#files.list(this.#folder)).filter((name) => name.endsWith('.json'));
    const entries = names.map(async (name) => {
      const bytes = await this.#files.read(join(this.#folder, name)).catch(() => undefined);
      return bytes && parse(bytes)?.article;
    });
    return (await Promise.all(entries)).filter((article) => article !== undefined);
  }

  /** Remembers the changes in place of those before; without any, forgets the article. */
  async write(article: string, changes: readonly Change[]): Promise<void> {
    const file = await this.#fileOf(article);
    if (changes.length > 0) {
      this.#written.add(article);
      await this.#files.write(file, new TextEncoder().encode(JSON.stringify({ article, changes } satisfies Entry)));
    } else if (this.#written.has(article)) {
      await this.#files.delete(file);
      this.#written.delete(article);
    }
  }

  async #fileOf(article: string): Promise<string> {
    return join(this.#folder, `${(await sha256(article)).slice(0, 32)}.json`);
  }
}

/** An entry as it was written by this program; undefined for anything else (half a file, another version's). */
export function parse(bytes: Uint8Array): Entry | undefined {
  try {
    const entry: unknown = JSON.parse(new TextDecoder().decode(bytes));
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
