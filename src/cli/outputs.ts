import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { Output, OutsideError } from '../disk/output.ts';
import type { Piece } from '../formats/exporter.ts';
import { sidecarOf } from '../store/files.ts';
import type { Projects } from '../store/project.ts';
import { reason, toUri, WrongUse } from './io.ts';

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
  readonly #folder: string;
  readonly #projects: Projects;
  readonly #open = new Map<string, Output>();
  /** How many files were written as a whole. */
  count = 0;

  constructor(folder: string, projects: Projects) {
    this.#folder = folder;
    this.#projects = projects;
  }

  /** Rejects with `WrongUse` where the file cannot be made. */
  async write(piece: Piece): Promise<void> {
    const { name, content, isWhole } = piece;
    const known = this.#open.get(name);
    if (!known && (await this.#isThere(piece))) return;
    const output = known ?? (await this.#create(name));
    this.#open.set(name, output);
    await output.write(content);
    if (isWhole) await this.#commit(name, output);
  }

  async commit(): Promise<void> {
    for (const [name, output] of this.#open) await this.#commit(name, output);
  }

  async abandon(): Promise<void> {
    for (const output of this.#open.values()) await output.abandon();
  }

  async #commit(name: string, output: Output): Promise<void> {
    this.#open.delete(name);
    await output.commit();
    this.count++;
  }

  /** Texts of articles that an earlier export has written stay as they are, and are no reason to refuse the next one. */
  async #isThere({ name, content, isWhole }: Piece): Promise<boolean> {
    if (!isWhole) return false;
    const present = await readFile(this.#fileOf(name)).catch(() => undefined);
    if (!present?.equals(Buffer.from(content))) return false;
    this.count++;
    return true;
  }

  #fileOf(name: string): string {
    return path.resolve(this.#folder, ...name.split('/'));
  }

  async #create(name: string): Promise<Output> {
    const file = this.#fileOf(name);
    await this.#protect(file);
    return Output.open(this.#folder, name).catch((error: unknown) => {
      throw new WrongUse(
        `${file} cannot be written: ${error instanceof OutsideError ? `a symbolic link leads out of ${this.#folder}` : reason(error)}.`,
      );
    });
  }

  /** An article is never written, whatever its name. */
  async #protect(file: string): Promise<void> {
    const uri = toUri(file);
    if (!(await exists(file))) return;
    const project = await this.#projects.of(uri);
    if (!project.isArticle(uri) && !(await exists(`${sidecarOf(file)}`))) return;
    throw new WrongUse(`${file} is an article, and an export would replace it. Say another folder with --out.`);
  }
}

/** One file that goes to standard output. */
export const standardOutput = (out: (text: string) => Promise<void>): Sink => ({
  write: ({ content }) => out(typeof content === 'string' ? content : new TextDecoder().decode(content)),
  commit: async () => undefined,
  abandon: async () => undefined,
});

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
