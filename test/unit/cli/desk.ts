import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Io } from '../../../src/cli/io.ts';
import { program } from '../../../src/cli/program.ts';
import { fragment } from '../../../src/core/anchor.ts';
import type { Annotation } from '../../../src/core/annotation.ts';
import { toText } from '../../../src/core/text.ts';
import { diskFiles } from '../../../src/disk/files.ts';
import { print } from '../../../src/formats/sidecar.ts';
import { sha256, toSidecar } from '../../../src/store/article.ts';

/** A temporary folder with files, removed after the test. Names are paths with `/`. */
export async function makeDesk(files: Readonly<Record<string, string>> = {}): Promise<Desk> {
  const folder = await mkdtemp(path.join(tmpdir(), 'newsmark-cli-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const desk = new Desk(folder);
  for (const [name, text] of Object.entries(files)) await desk.write(name, text);
  return desk;
}

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export class Desk {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  path(name: string): string {
    return path.join(this.folder, ...name.split('/'));
  }

  async write(name: string, text: string): Promise<void> {
    await mkdir(path.dirname(this.path(name)), { recursive: true });
    await writeFile(this.path(name), text);
  }

  read(name: string): Promise<string> {
    return readFile(this.path(name), 'utf8');
  }

  /** An article with a claim on each of the words (their first occurrence), ids a0, a1 … */
  async article(name: string, raw: string, words: readonly string[], more: Partial<Annotation> = {}): Promise<void> {
    await this.write(name, raw);
    await this.write(`${name}.newsmark.yaml`, await sidecarText(path.basename(name), raw, words, more));
  }

  /** All files below a folder, as paths with `/`. */
  async files(folder = ''): Promise<string[]> {
    const entries = await readdir(this.path(folder), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return files
      .map((entry) =>
        path.relative(this.path(folder), path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'),
      )
      .sort();
  }

  /** Runs a command in the folder. */
  async run(args: readonly string[], more: Partial<Io> = {}): Promise<Outcome> {
    let out = '';
    let err = '';
    const io: Io = {
      cwd: this.folder,
      files: diskFiles,
      out: async (text) => {
        out += text;
      },
      err: async (text) => {
        err += text;
      },
      input: async () => new Uint8Array(),
      self: [process.execPath, path.resolve(import.meta.dirname, '../../../src/cli/main.ts')],
      threads: 1,
      signal: new AbortController().signal,
      ...more,
    };
    const code = await program(args, io, async () => '1.2.3');
    return { code, out, err };
  }
}

export async function sidecarText(
  file: string,
  raw: string,
  words: readonly string[],
  more: Partial<Annotation> = {},
): Promise<string> {
  const text = toText(raw);
  const annotations = words.map((exact, i): Annotation => {
    const start = text.indexOf(exact);
    if (start < 0) throw new Error(`"${exact}" is not in the text`);
    return {
      id: `a${i}`,
      label: 'claim',
      target: [fragment(text, { start, end: start + exact.length })],
      attributes: {},
      links: [],
      ...more,
    };
  });
  return print(toSidecar({ article: { file }, annotations }, { file, sha256: await sha256(text) }, annotations, text));
}

export const lines = <T>(text: string): T[] =>
  text
    .split('\n')
    .slice(0, -1)
    .map((line): T => JSON.parse(line));
