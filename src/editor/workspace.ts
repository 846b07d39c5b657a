import * as vscode from 'vscode';
import { type Entry, entryOf } from '../core/entry.ts';
import type { Codebook } from '../core/label.ts';
import { parseAddress } from '../core/link.ts';
import type { Problem } from '../core/problem.ts';
import { same } from '../core/value.ts';
import { Corpus, type Digest } from '../store/corpus.ts';
import { articleOf, type Files, join, nameOf, parentOf, sidecarOf } from '../store/files.ts';
import { candidates } from '../store/orphan.ts';
import { CODEBOOK, type Project } from '../store/project.ts';
import { walk } from '../store/walk.ts';
import type { Articles } from './articles.ts';
import { annotationsIn, type Kept, ownerOf } from './sidecars.ts';
import { readable } from './titles.ts';
import { clip, wordsOf } from './words.ts';

/** So many sidecars are read at once. */
const WIDTH = 8;

/** Nobody keeps articles there. */
export const IGNORED = '**/{node_modules,.git}/**';

/** So long is waited for more to happen to files before they are looked at, in milliseconds. */
const PAUSE = 250;

/** While sidecars are read, what is known by then is told so often, in milliseconds. */
const BETWEEN = 500;

/** So much is kept of the words of an annotation, in UTF-16 units. */
const MOST_WORDS = 100;

/** Why what a sidecar says is not listed. */
export interface Unread {
  readonly sidecar: string;
  readonly article: string;
  readonly reason: string;
  readonly place?: Problem['place'];
}

/** How far the reading is: `stopped` by the person. */
export type Stage = 'idle' | 'reading' | 'stopped' | 'done';

/**
 * The annotations of all articles of the workspace. Nothing is read until somebody wants to know; then everything once,
 * in the background, and afterwards what happens to a file is read from that file.
 */
export class Workspace implements vscode.Disposable {
  readonly #articles: Articles;
  readonly #files: Files;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #unread = new Map<string, Unread>();
  /** By the URI of its file, each codebook that was last read by. */
  readonly #codebooks = new Map<string, Codebook>();
  /** What something happened to since it was looked at. */
  #touched = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #told = 0;
  #watching: vscode.Disposable | undefined;
  #reading: { readonly stop: vscode.CancellationTokenSource; readonly done: Promise<void> } | undefined;
  corpus = new Corpus();
  stage: Stage = 'idle';
  /** How many sidecars have been read, of how many. */
  progress = { read: 0, all: 0 };

  constructor(articles: Articles, files: Files) {
    this.#articles = articles;
    this.#files = files;
  }

  get unread(): readonly Unread[] {
    return [...this.#unread.values()].sort((a, b) => (a.sidecar < b.sidecar ? -1 : 1));
  }

  /** Whether what the article's shared sidecar says is not listed. */
  isUnread(article: string): boolean {
    return this.#unread.has(sidecarOf(article));
  }

  /** Resolves when everything has been read; begins with that if nobody has yet. Rejects when the disk refuses. */
  async ready(): Promise<void> {
    if (this.stage === 'idle') this.read();
    // It may have been begun anew meanwhile.
    let last: unknown;
    do {
      last = this.#reading;
      await this.#reading?.done;
    } while (last !== this.#reading);
  }

  /** Reads everything anew. */
  read(): void {
    this.#reading?.stop.cancel();
    this.#watching ??= this.#watch();
    const stop = new vscode.CancellationTokenSource();
    const before = this.#reading?.done.catch(() => {}) ?? Promise.resolve();
    this.corpus = new Corpus();
    this.#unread.clear();
    this.#touched.clear();
    this.stage = 'reading';
    this.progress = { read: 0, all: 0 };
    const done = before.then(() => this.#readAll(stop.token));
    // It is told to those who wait for it.
    done.catch(() => {});
    this.#reading = { stop, done };
    this.#tell();
  }

  /** What has been read until now is kept. */
  stop(): void {
    this.#reading?.stop.cancel();
  }

  async #readAll(token: vscode.CancellationToken): Promise<void> {
    const { corpus } = this;
    try {
      const kept = await this.#list(corpus, token);
      this.progress = { read: 0, all: kept.length };
      this.#tell();
      const take = async (each: Kept): Promise<void> => {
        await this.#take(corpus, each);
        this.progress = { ...this.progress, read: this.progress.read + 1 };
        if (Date.now() - this.#told > BETWEEN) this.#tell();
      };
      await walk(kept, WIDTH, take, () => token.isCancellationRequested);
    } finally {
      if (corpus === this.corpus) {
        this.stage = token.isCancellationRequested ? 'stopped' : 'done';
        this.#tell();
      }
    }
  }

  /** Takes all articles into the corpus, and gives their sidecars. */
  async #list(corpus: Corpus, token: vscode.CancellationToken): Promise<readonly Kept[]> {
    const found = await vscode.workspace.findFiles('**/*', IGNORED, undefined, token);
    const uris = found.map(String).sort();
    const all = new Set(uris);
    const kept: Kept[] = [];
    for (const uri of uris) {
      const owner = articleOf(uri) && ownerOf(uri, (article) => all.has(article));
      if (owner) {
        if (await this.#projectOf(owner.article)) kept.push({ ...owner, sidecar: uri });
      } else await this.#add(corpus, uri);
    }
    // What is open may not be in a file yet.
    for (const { uri } of this.#articles.store.articles)
      if (!all.has(sidecarOf(uri)) && vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri, true)))
        kept.push({ article: uri, sidecar: sidecarOf(uri), isShared: true });
    return kept;
  }

  /** The project of an article; undefined for other files. */
  async #projectOf(uri: string): Promise<Project | undefined> {
    const project = await this.#articles.projectFor(vscode.Uri.parse(uri, true));
    if (project?.file !== undefined) this.#codebooks.set(project.file, project.codebook);
    return project?.isArticle(uri) ? project : undefined;
  }

  async #take(corpus: Corpus, kept: Kept): Promise<void> {
    const { article, sidecar } = kept;
    const found = await this.#read(kept);
    if (found && 'reason' in found) this.#unread.set(sidecar, { ...found, article, sidecar });
    else this.#unread.delete(sidecar);
    if (found && 'entries' in found) corpus.put({ ...kept, ...found });
    else corpus.delete(sidecar);
  }

  /** What is to be listed of a sidecar, or why nothing is. */
  async #read(
    kept: Kept,
  ): Promise<Pick<Digest, 'codebook' | 'entries'> | Pick<Unread, 'reason' | 'place'> | undefined> {
    try {
      const project = await this.#projectOf(kept.article);
      const found = project && (await annotationsIn(kept, this.#articles, this.#files));
      if (!found) return undefined;
      if ('code' in found) return { reason: wordsOf(found), place: found.place };
      const { root } = project;
      const codebook = readable(project.codebook);
      const brief = (words: string): string => clip(words, MOST_WORDS);
      return { codebook, entries: found.map((each) => resolved(entryOf(each, codebook, brief), root)) };
    } catch (error) {
      return { reason: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Looks again at what something happened to. */
  async #lookAgain(): Promise<void> {
    await this.#reading?.done.catch(() => {});
    const { corpus } = this;
    const [before, unread] = [corpus.version, this.unread];
    const touched = this.#touched;
    this.#touched = new Set();
    const names = new Map<string, Promise<readonly string[]>>();
    const isThere = async (uri: string): Promise<boolean> => {
      const folder = parentOf(uri) ?? uri;
      const listed = names.get(folder) ?? this.#files.list(folder).catch(() => []);
      names.set(folder, listed);
      return (await listed).includes(nameOf(uri));
    };
    const look = async (uri: string): Promise<void> => {
      const beside = new Set<string>();
      for (const each of candidates(uri)) if (each !== undefined && (await isThere(each))) beside.add(each);
      const owner = ownerOf(uri, (article) => beside.has(article));
      if (owner) await this.#take(corpus, { ...owner, sidecar: uri });
      else if (await isThere(uri)) await this.#add(corpus, uri);
      else if (await isFolder(uri)) await this.#lookInto(uri);
      else this.#forget(corpus, uri);
    };
    await walk(touched, WIDTH, look, () => corpus !== this.corpus);
    // Rows that VS Code reads anew are not there for a moment.
    const isOther = corpus.version !== before || !same(unread, this.unread);
    if (corpus === this.corpus && isOther) this.#tell();
  }

  async #add(corpus: Corpus, uri: string): Promise<void> {
    if (await this.#projectOf(uri)) corpus.add(uri);
  }

  /** A folder has come: of what was in it from the beginning VS Code tells nothing. */
  async #lookInto(folder: string): Promise<void> {
    const within = new vscode.RelativePattern(vscode.Uri.parse(folder, true), '**/*');
    const found = (await vscode.workspace.findFiles(within, IGNORED)).map(String);
    const codebook = found.find((uri) => nameOf(uri) === CODEBOOK);
    if (codebook !== undefined) await this.#readByOther(codebook);
    for (const uri of found) this.#touch(uri);
  }

  /** A file or a folder is gone. */
  #forget(corpus: Corpus, uri: string): void {
    corpus.remove(uri);
    corpus.clear(uri);
    for (const sidecar of [...this.#unread.keys()]) if (sidecar.startsWith(`${uri}/`)) this.#unread.delete(sidecar);
  }

  /** By another codebook than before other files are articles, and other names are present ones. */
  async #readByOther(codebook: string): Promise<void> {
    const before = this.#codebooks.get(codebook);
    this.#articles.forgetProjects();
    const project = await this.#articles.projectFor(
      vscode.Uri.joinPath(vscode.Uri.parse(codebook, true), '../article'),
    );
    // Of a file that was written a while ago, or written again as it was, VS Code tells, too.
    if (project?.file !== codebook || !same(before, project.codebook)) this.read();
  }

  #touch(uri: string): void {
    this.#touched.add(uri);
    this.#lookSoon();
  }

  #lookSoon(): void {
    this.#timer ??= setTimeout(async () => {
      await this.#lookAgain();
      this.#timer = undefined;
      if (this.#touched.size > 0) this.#lookSoon();
    }, PAUSE);
  }

  #watch(): vscode.Disposable {
    const sidecars = vscode.workspace.createFileSystemWatcher('**/*.newsmark.yaml');
    const all = vscode.workspace.createFileSystemWatcher('**/*', false, true, false);
    const codebooks = vscode.workspace.createFileSystemWatcher(`**/${CODEBOOK}`);
    const touch = (uri: vscode.Uri): void => this.#touch(uri.toString());
    const read = (uri: vscode.Uri): void => void this.#readByOther(uri.toString());
    return vscode.Disposable.from(
      sidecars,
      sidecars.onDidChange(touch),
      all,
      all.onDidCreate(touch),
      all.onDidDelete(touch),
      codebooks,
      codebooks.onDidChange(read),
      codebooks.onDidCreate(read),
      codebooks.onDidDelete(read),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.read()),
      // What is typed is in the sidecar when the article is saved.
      this.#articles.store.onDidChange(({ article, origin }) => {
        if (origin !== 'text') this.#touch(sidecarOf(article));
        if (origin === 'opened') this.#touch(article);
      }),
    );
  }

  #tell(): void {
    this.#told = Date.now();
    this.#changed.fire();
  }

  dispose(): void {
    this.stop();
    clearTimeout(this.#timer);
    this.#watching?.dispose();
    this.#changed.dispose();
  }
}

/** The entry with the URIs of other articles in its links, instead of their paths below the project's root. */
function resolved(entry: Entry, root: string): Entry {
  if (!entry.to.some((to) => to.includes('#'))) return entry;
  const to = entry.to.map((each) => {
    const { path, id } = parseAddress(each) ?? {};
    return path === undefined ? each : `${path.split('/').reduce(join, root)}#${id}`;
  });
  return { ...entry, to };
}

const isFolder = (uri: string): Promise<boolean> =>
  Promise.resolve(vscode.workspace.fs.stat(vscode.Uri.parse(uri, true))).then(
    ({ type }) => (type & vscode.FileType.Directory) !== 0,
    () => false,
  );
