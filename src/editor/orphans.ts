import * as vscode from 'vscode';
import { same } from '../core/value.ts';
import { decode, sha256 } from '../store/article.ts';
import { type Files, nameOf } from '../store/files.ts';
import { candidates, type Orphan, orphansAmong } from '../store/orphan.ts';
import type { Articles } from './articles.ts';

/** A folder that cannot be searched now is looked at the next time. */
const ignore = (): void => {};

/** So many files of a workspace are looked at. */
const MOST_FILES = 2000;

/** So long is waited for more to happen to files before they are looked at, in milliseconds. */
const PAUSE = 300;

/** The sidecars of the workspace, as far as they are looked at. */
export async function findSidecars(): Promise<readonly string[]> {
  const found = await vscode.workspace.findFiles('**/*.newsmark.yaml', undefined, MOST_FILES);
  return found.map((uri) => uri.toString());
}

/** The hash of a file's text. Undefined when there is no such file, or it is no text. */
export async function hashOf(uri: string, files: Files): Promise<string | undefined> {
  const bytes = await files.read(uri).catch(() => undefined);
  const text = bytes && decode(bytes).text;
  return text ? sha256(text) : undefined;
}

/** The sidecars of the workspace whose article is not there. */
export class Orphans implements vscode.Disposable {
  readonly #files: Files;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #subscriptions: vscode.Disposable;
  /** All that can be articles of sidecars, there or not. */
  #articles: ReadonlySet<string> = new Set();
  #found: readonly Orphan[] = [];
  #looking: Promise<void>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(files: Files) {
    this.#files = files;
    this.#looking = this.#look().catch(ignore);
    const sidecars = vscode.workspace.createFileSystemWatcher('**/*.newsmark.yaml');
    const all = vscode.workspace.createFileSystemWatcher('**/*', false, true, false);
    const lookAt = (uri: vscode.Uri): void => {
      if (this.#articles.has(uri.toString())) this.#lookSoon();
    };
    const lookAgain = (uri: vscode.Uri): void => {
      if (this.#found.some(({ sidecar }) => sidecar === uri.toString())) this.#lookSoon();
    };
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      sidecars,
      sidecars.onDidCreate(() => this.#lookSoon()),
      sidecars.onDidDelete(() => this.#lookSoon()),
      sidecars.onDidChange(lookAgain),
      all,
      all.onDidCreate(lookAt),
      all.onDidDelete(lookAt),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#lookSoon()),
    );
  }

  get found(): readonly Orphan[] {
    return this.#found;
  }

  /** Looks now, and gives what there is. */
  async look(): Promise<readonly Orphan[]> {
    this.#looking = this.#looking.then(() => this.#look()).catch(ignore);
    await this.#looking;
    return this.#found;
  }

  /** What was found when it was looked last. */
  async known(): Promise<readonly Orphan[]> {
    await this.#looking;
    return this.#found;
  }

  #lookSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.look(), PAUSE);
  }

  async #look(): Promise<void> {
    const sidecars = await findSidecars();
    this.#articles = new Set(sidecars.flatMap((each) => candidates(each)).filter((each) => each !== undefined));
    const found = await orphansAmong(sidecars, this.#files);
    const isNew = !same(found, this.#found);
    this.#found = found;
    if (isNew) this.#changed.fire();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }
}

/** The articles without a sidecar that have the text for which an orphan was written: the open ones first. */
export async function articlesFor(
  { article: old, sidecar, sha256: hash }: Orphan,
  articles: Articles,
  files: Files,
): Promise<readonly string[]> {
  if (hash === undefined) return [];
  const open = articles.store.articles.map(({ uri }) => uri);
  const fits = async (uri: string): Promise<boolean> => {
    const isFree = (await files.read(uri + sidecar.slice(old.length)).catch(() => undefined)) === undefined;
    return isFree && (await hashOf(uri, files)) === hash;
  };
  const found = new Set<string>();
  for (const uri of open) if (await fits(uri)) found.add(uri);
  // A renamed article mostly keeps the ending of its name.
  const ending = /\.[^.]+$/.exec(nameOf(old))?.[0] ?? '';
  for (const uri of await vscode.workspace.findFiles(`**/*${ending}`, undefined, MOST_FILES)) {
    const name = uri.toString();
    if (found.has(name) || open.includes(name)) continue;
    if ((await articles.projectFor(uri))?.isArticle(name) && (await fits(name))) found.add(name);
  }
  return [...found];
}
