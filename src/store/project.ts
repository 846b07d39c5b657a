import { BUILT_IN, type Codebook } from '../core/label.ts';
import type { Problem } from '../core/problem.ts';
import { parseCodebook } from '../formats/codebook.ts';
import { matcher } from '../formats/globs.ts';
import { decodeSource } from './article.ts';
import { type Files, join, parentOf, relative } from './files.ts';

/** The file that holds a project's codebook, at the project's root. */
export const CODEBOOK = 'newsmark.yaml';

/** Where an article belongs and by which codebook it is annotated. */
export interface Project {
  /** URI of the project's root, without a slash at its end. */
  readonly root: string;
  readonly codebook: Codebook;
  /** URI of the codebook's file; undefined when the built-in codebook serves because there is none. */
  readonly file?: string | undefined;
  readonly problems: readonly Problem[];
  /** Whether a file of the project is an article, by the codebook's globs. */
  readonly isArticle: (uri: string) => boolean;
}

/** Whether the codebook has errors, and another one stands in for it: the last that could be used, or the built-in one. */
export const isBroken = ({ problems }: Pick<Project, 'problems'>): boolean =>
  problems.some(({ severity }) => severity === 'error');

/** Projects by the folders in which they were looked for. Remembers, until told that a codebook changed. */
export class Projects {
  readonly #files: Files;
  readonly #found = new Map<string, Promise<Project>>();
  /** The last codebook of each file that could be used. */
  readonly #good = new Map<string, Codebook>();

  constructor(files: Files) {
    this.#files = files;
  }

  /**
   * The project of an article: of the nearest folder upwards that has a codebook, else of `fallback` (the workspace
   * folder), else of the article's own folder.
   */
  of(article: string, fallback?: string): Promise<Project> {
    const folder = parentOf(article) ?? article;
    const key = `${folder}\n${fallback ?? ''}`;
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    const looked = this.#look(folder, fallback);
    this.#found.set(key, looked);
    return looked;
  }

  /** Some codebook was made, changed or removed: everything is looked for again. */
  forget(): void {
    this.#found.clear();
  }

  async #look(folder: string, fallback: string | undefined): Promise<Project> {
    for (let at: string | undefined = folder; at !== undefined; at = parentOf(at)) {
      const file = join(at, CODEBOOK);
      const bytes = await this.#files.read(file).catch(() => undefined);
      if (bytes) return this.#read(at, file, bytes);
    }
    return project(fallback ?? folder, BUILT_IN, []);
  }

  #read(root: string, file: string, bytes: Uint8Array): Project {
    const source = decodeSource(bytes);
    const parsed = source === undefined ? { problems: [INVALID] } : parseCodebook(source);
    if (parsed.value) this.#good.set(file, parsed.value);
    return project(root, parsed.value ?? this.#good.get(file) ?? BUILT_IN, parsed.problems, file);
  }
}

const INVALID: Problem = { code: 'yaml-syntax', severity: 'error', values: ['The file is not UTF-8.'] };

function project(root: string, codebook: Codebook, problems: readonly Problem[], file?: string): Project {
  const matches = matcher(codebook.articles);
  return {
    root,
    codebook,
    file,
    problems,
    isArticle: (uri) => {
      const path = relative(root, uri);
      return path !== undefined && matches(path);
    },
  };
}
