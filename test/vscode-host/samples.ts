// Tests work on a copy of the samples, and prove afterwards that the articles in it kept every byte.
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';

export const samples = path.resolve(import.meta.dirname, '../../samples');

/** The bytes of each article below a folder by its path from there. */
export type Articles = ReadonlyMap<string, Buffer>;

export async function readArticles(folder: string): Promise<Articles> {
  const articles = new Map<string, Buffer>();
  for await (const name of glob('**/*.txt', { cwd: folder })) {
    articles.set(name, await readFile(path.join(folder, name)));
  }
  return articles;
}

/** The articles that are gone or have other bytes now; new ones do not count. */
export function changedArticles(before: Articles, after: Articles): string[] {
  return [...before].filter(([name, bytes]) => !after.get(name)?.equals(bytes)).map(([name]) => name);
}
