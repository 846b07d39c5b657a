import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Output, OutputFolder, OutsideError } from '../disk/output.ts';
import type { Piece } from '../formats/exporter.ts';
import { sidecarOf } from '../store/files.ts';
import type { Projects } from '../store/project.ts';
import { plain, toUri, WrongUse } from './io.ts';

/** Takes the pieces of an export. */
export interface Sink {
  write(piece: Piece): Promise<void>;
  /** All pieces were there. */
  commit(): Promise<void>;
  /** Nothing is left of what is not whole; old files stay. */
  abandon(): Promise<void>;
}

/** Files below a folder. Each replaces the old one of its name when it is whole. An article is never replaced. */
export class Outputs implements Sink {
  readonly #path: string;
  readonly #folder: OutputFolder;
  readonly #projects: Projects;
  readonly #open = new Map<string, Output>();
  /** How many files were written as a whole. */
  count = 0;

  constructor(folder: string, projects: Projects) {
    this.#path = folder;
    this.#folder = new OutputFolder(folder);
    this.#projects = projects;
  }

  /** Rejects with `WrongUse` where no such file is made, and with what the system refuses. */
  async write(piece: Piece): Promise<void> {
    const { name, content, isWhole } = piece;
    const output = this.#open.get(name) ?? (await this.#create(piece));
    if (!output) return;
    this.#open.set(name, output);
    output.write(content);
    if (isWhole) this.#commit(name, output);
  }

  async commit(): Promise<void> {
    for (const [name, output] of this.#open) this.#commit(name, output);
  }

  async abandon(): Promise<void> {
    for (const output of this.#open.values()) output.abandon();
  }

  #commit(name: string, output: Output): void {
    this.#open.delete(name);
    output.commit();
    this.count++;
  }

  /**
   * Undefined where the file has these very bytes: texts of articles that an earlier export has written stay as they are,
   * and are no reason to refuse the next one.
   */
  async #create({ name, content, isWhole }: Piece): Promise<Output | undefined> {
    const file = path.resolve(this.#path, ...name.split('/'));
    if (existsSync(file)) {
      if (isWhole && holds(file, content)) {
        this.count++;
        return undefined;
      }
      await this.#protect(file);
    }
    try {
      return this.#folder.open(name);
    } catch (error) {
      if (!(error instanceof OutsideError)) throw error;
      throw new WrongUse(`${plain(file)} cannot be written: a symbolic link leads out of ${plain(this.#path)}.`);
    }
  }

  /** An article is never written, whatever its name. */
  async #protect(file: string): Promise<void> {
    const uri = toUri(file);
    const project = await this.#projects.of(uri);
    if (!project.isArticle(uri) && !existsSync(sidecarOf(file))) return;
    throw new WrongUse(`${plain(file)} is an article, and an export would replace it. Say another folder with --out.`);
  }
}

/** One file that goes to standard output. */
export const standardOutput = (out: (text: string) => Promise<void>): Sink => ({
  write: ({ content }) =>
    out(typeof content === 'string' ? content : new TextDecoder('utf-8', { ignoreBOM: true }).decode(content)),
  commit: async () => undefined,
  abandon: async () => undefined,
});

function holds(file: string, content: string | Uint8Array): boolean {
  try {
    return readFileSync(file).equals(Buffer.from(content));
  } catch {
    return false;
  }
}
