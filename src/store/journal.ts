import type { Change } from '../core/change.ts';
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
    return parse(bytes)?.changes ?? [];
  }

  /** Remembers the changes in place of those before; without any, forgets the article. */
  async write(article: string, changes: readonly Change[]): Promise<void> {
    const file = await this.#fileOf(article);
    if (changes.length > 0) {
      this.#written.add(article);
      await this.#files.write(file, new TextEncoder().encode(JSON.stringify({ article, changes } satisfies Entry)));
    } else if (this.#written.delete(article)) {
      await this.#files.delete(file);
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
  typeof value === 'object' &&
  value !== null &&
  'article' in value &&
  typeof value.article === 'string' &&
  'changes' in value &&
  Array.isArray(value.changes);
