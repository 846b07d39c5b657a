import type { Dirent, Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { articleOf, nameOf, sidecarOf } from '../store/files.ts';
import { CODEBOOK, type Project, type Projects } from '../store/project.ts';
import { commonFolder } from '../store/reading.ts';
import { expanded } from './globs.ts';
import { count, type Io, plain, shown, toPath, toUri, WrongUse } from './io.ts';

/** A sidecar that was named or found, and its article, which may be missing. */
export interface Source {
  readonly article: string;
  readonly sidecar: string;
  readonly project: Project;
  /** One annotator's own sidecar, not the shared one. */
  readonly own: boolean;
  /** Whether it was named, not found in a folder. */
  readonly named: boolean;
  /** Whether the codebook counts the article as one. */
  readonly isArticle: boolean;
}

export interface Sources {
  /** By path; each sidecar once. */
  readonly sources: readonly Source[];
  /** The articles by path, with sidecar or without: those that were named, and what the codebooks count as such in folders. */
  readonly articles: readonly string[];
  /** Those of them of which no sidecar is taken, as sources whose sidecar is not there. */
  readonly bare: readonly Source[];
  /** The projects of the sources and of codebooks that were named or found. */
  readonly projects: readonly Project[];
  /** Named files that have nothing to read. */
  readonly empty: readonly string[];
}

const OWN = /^(.+)\.[a-z0-9-]{1,32}$/;
const isSidecar = (name: string): boolean => articleOf(`/${name}`) !== undefined;

/** Finds what the paths stand for: articles, their sidecars, or folders of them, or globs. Rejects with `WrongUse` for a path that is not there. */
export async function findSources(paths: readonly string[], projects: Projects, io: Io): Promise<Sources> {
  const search = new Search(projects, io);
  for (const each of await expanded(paths, io)) await search.take(each);
  return search.result();
}

/**
 * What an export or a list takes: the shared sidecars of articles, and every sidecar that was named. Own sidecars are
 * never summed with the shared one unasked.
 */
export const isTaken = ({ named, own, isArticle }: Source): boolean => named || (isArticle && !own);

export const bySidecar = (a: Source, b: Source): number => (a.sidecar < b.sidecar ? -1 : 1);

/** The folder at which an export's paths start: below it lie all projects of the sources. */
export const baseOf = (sources: readonly Source[]): string =>
  commonFolder([...new Set(sources.map(({ project }) => project.root))]) ?? '';

/** Tells what is not taken, and how it could be; empty when there is nothing to tell. */
export function passedOver({ sources, empty }: Sources, cwd: string): string {
  const names = (uris: readonly string[]) =>
    `${uris
      .slice(0, 5)
      .map((uri) => plain(shown(uri, cwd)))
      .join(', ')}${uris.length > 5 ? ' …' : ''}`;
  const own = sources.filter((source) => !isTaken(source) && source.own).map(({ sidecar }) => sidecar);
  const other = sources.filter((source) => !isTaken(source) && !source.own).map(({ sidecar }) => sidecar);
  return [
    own.length > 0
      ? `Passed over ${count(own.length, 'sidecar')} of single annotators (name them to take them): ${names(own)}\n`
      : '',
    other.length > 0
      ? `Passed over ${count(other.length, 'sidecar')} of files that the codebook does not count as articles (name them to take them): ${names(other)}\n`
      : '',
    empty.length > 0 ? `Without annotations: ${names(empty)}\n` : '',
  ].join('');
}

class Search {
  readonly #projects: Projects;
  readonly #io: Io;
  readonly #sources = new Map<string, Source>();
  readonly #found = new Set<Project>();
  readonly #empty: string[] = [];
  readonly #articles = new Map<string, Project>();
  /** Real paths of the folders that were walked: a symbolic link does not lead into one again. */
  readonly #walked = new Set<string>();

  constructor(projects: Projects, io: Io) {
    this.#projects = projects;
    this.#io = io;
  }

  result(): Sources {
    const sources = [...this.#sources.values()].sort(bySidecar);
    const articles = [...this.#articles.keys()].sort();
    return { sources, articles, bare: this.#bare(sources), projects: [...this.#found], empty: this.#empty };
  }

  #bare(sources: readonly Source[]): readonly Source[] {
    const known = new Set(sources.filter(isTaken).map(({ article }) => article));
    return [...this.#articles]
      .filter(([article]) => !known.has(article))
      .map(([article, project]) => ({
        article,
        sidecar: sidecarOf(article),
        project,
        own: false,
        named: false,
        isArticle: true,
      }));
  }

  async take(file: string): Promise<void> {
    const name = path.basename(file);
    const stats = await statOf(file);
    if (stats?.isDirectory()) {
      const fallback = await this.#fallback(file, file);
      await this.#walk(file, fallback);
      return;
    }
    const uri = toUri(file);
    const fallback = await this.#fallback(path.dirname(file), path.dirname(file));
    if (stats && name === CODEBOOK) {
      this.#found.add(await this.#projects.of(uri, fallback));
    } else if (stats && isSidecar(name)) {
      await this.#sidecar(
        uri,
        fallback,
        true,
        async (sibling) => (await statOf(path.join(path.dirname(file), sibling)))?.isFile() ?? false,
      );
    } else if ((await statOf(toPath(sidecarOf(uri))))?.isFile()) {
      await this.#add({ article: uri, sidecar: sidecarOf(uri), own: false, named: true }, fallback);
    } else if (stats) {
      this.#empty.push(uri);
      this.#articles.set(uri, await this.#projects.of(uri, fallback));
    } else {
      throw new WrongUse(`There is no file or folder ${file}.`);
    }
  }

  async #walk(folder: string, fallback: string): Promise<void> {
    const links: string[] = [];
    await this.#visit(folder, fallback, links);
    // Last, so that what lies in the folder itself goes by its own path.
    for (let link = links.shift(); link !== undefined; link = links.shift()) await this.#visit(link, fallback, links);
  }

  async #visit(folder: string, fallback: string, links: string[]): Promise<void> {
    const real = await realpath(folder);
    if (this.#walked.has(real)) return;
    this.#walked.add(real);
    const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
    const files = new Set<string>();
    const folders: string[] = [];
    for (const entry of entries) {
      const kind = await kindOf(entry, path.join(folder, entry.name));
      if (kind === 'file') files.add(entry.name);
      if (kind === 'folder' && !isSkipped(entry.name))
        (entry.isSymbolicLink() ? links : folders).push(path.join(folder, entry.name));
    }
    for (const name of files) {
      const uri = toUri(path.join(folder, name));
      if (name === CODEBOOK) this.#found.add(await this.#projects.of(uri, fallback));
      else if (isSidecar(name)) await this.#sidecar(uri, fallback, false, async (sibling) => files.has(sibling));
      else {
        const project = await this.#projects.of(uri, fallback);
        if (project.isArticle(uri)) this.#articles.set(uri, project);
      }
    }
    for (const each of folders) await this.#visit(each, fallback, links);
  }

  /** `kharkiv.txt.ana.newsmark.yaml` is that of an article `kharkiv.txt.ana` if there is one, else one of `kharkiv.txt`. */
  async #sidecar(
    sidecar: string,
    fallback: string,
    named: boolean,
    isFile: (name: string) => Promise<boolean>,
  ): Promise<void> {
    const article = articleOf(sidecar) ?? sidecar;
    const shared = OWN.exec(nameOf(article))?.[1];
    const own = shared !== undefined && !(await isFile(nameOf(article))) && (await isFile(shared));
    await this.#add(
      { article: own ? article.slice(0, article.lastIndexOf('.')) : article, sidecar, own, named },
      fallback,
    );
  }

  async #add(found: Omit<Source, 'project' | 'isArticle'>, fallback: string): Promise<void> {
    const project = await this.#projects.of(found.article, fallback);
    this.#found.add(project);
    if (found.named) this.#articles.set(found.article, project);
    const named = found.named || (this.#sources.get(found.sidecar)?.named ?? false);
    this.#sources.set(found.sidecar, { ...found, named, project, isArticle: project.isArticle(found.article) });
  }

  /** The root of a project without codebook: git's, else the present folder, else the folder that was named. */
  async #fallback(folder: string, named: string): Promise<string> {
    if (await statOf(path.join(folder, '.git'))) return toUri(folder);
    const parent = path.dirname(folder);
    if (parent !== folder) return this.#fallback(parent, named);
    const way = path.relative(this.#io.cwd, named);
    return toUri(way.startsWith('..') || path.isAbsolute(way) ? named : this.#io.cwd);
  }
}

/** Folders that hold no articles of anybody's. */
const isSkipped = (name: string): boolean => name === 'node_modules' || name === '.git';

const statOf = (file: string): Promise<Stats | undefined> => stat(file).catch(() => undefined);

/** What an entry of a folder is, or leads to; undefined for what is neither, and for a link into nowhere. */
async function kindOf(entry: Dirent, file: string): Promise<'file' | 'folder' | undefined> {
  const found = entry.isSymbolicLink() ? await statOf(file) : entry;
  return found?.isFile() ? 'file' : found?.isDirectory() ? 'folder' : undefined;
}
