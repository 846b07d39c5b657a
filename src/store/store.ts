import { ID_BYTES, newId } from '../core/annotation.ts';
import type { Change } from '../core/change.ts';
import type { Annotations } from '../core/document.ts';
import type { Edit } from '../core/edit.ts';
import type { Problem } from '../core/problem.ts';
import { changeClosed, type Make, type Outcome } from './closed.ts';
import { sidecarOf } from './files.ts';
import { ignore, Keeper, timeOf, type World } from './keeper.ts';
import { type Article, OpenArticle } from './open.ts';
import type { TextSource } from './page.ts';
import { stamped } from './words.ts';

/** Why views look again. `keeping`: whether the sidecar says what was done is other than before. */
export type Origin = 'opening' | 'opened' | 'closed' | 'person' | 'undo' | 'redo' | 'text' | 'disk' | 'keeping';

export interface StoreEvent {
  readonly article: string;
  readonly origin: Origin;
}

/**
 * The open articles with their annotations: the only place with state. Writers call it, views listen to its one event.
 * A sidecar always describes its article as saved: what is done while the article has unsaved changes stays here and in
 * the journal until it is saved.
 */
export class Store {
  readonly #world: World;
  readonly #keeper: Keeper;
  readonly #articles = new Map<string, OpenArticle>();
  readonly #shown = new Map<string, Article>();
  readonly #listeners = new Set<(event: StoreEvent) => void>();
  /** Articles that are being taken in, and those of which the last work is being written. */
  readonly #opening = new Map<string, { readonly article: OpenArticle; readonly reading: Promise<void> }>();
  readonly #closing = new Map<string, Promise<void>>();

  constructor(world: World) {
    this.#world = world;
    this.#keeper = new Keeper(world, (article, origin) => this.#tell(article, origin));
  }

  onDidChange(listener: (event: StoreEvent) => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  #tell(article: Article, origin: Origin): void {
    for (const listener of this.#listeners) listener({ article: article.uri, origin });
  }

  get(uri: string): Article | undefined {
    return this.#articles.get(uri) ?? this.#shown.get(uri);
  }

  /** Shows what is only looked at: nothing is done to it, and it is not among `articles`. */
  show(article: Article): void {
    this.#shown.set(article.uri, article);
    this.#tell(article, 'opened');
  }

  hide(uri: string): void {
    const article = this.#shown.get(uri);
    if (article && this.#shown.delete(uri)) this.#tell(article, 'closed');
  }

  /** All that are open to be annotated. */
  get articles(): readonly Article[] {
    return [...this.#articles.values()];
  }

  newId(uri: string): string {
    return this.newIds(this.#articles.get(uri)?.annotations ?? [], 1)[0] ?? '';
  }

  /** So many ids that no annotation among these has. */
  newIds(annotations: Annotations, count: number): readonly string[] {
    const taken = new Set(annotations.map(({ id }) => id));
    const ids: string[] = [];
    while (ids.length < count) {
      const id = newId(this.#world.random(ID_BYTES));
      if (taken.has(id)) continue;
      taken.add(id);
      ids.push(id);
    }
    return ids;
  }

  /**
   * Takes an article in: its sidecar, and what the journal still holds of it. Resolves when views can show it. `foreign`
   * says why it cannot be annotated where it is open.
   */
  async open(uri: string, source: TextSource, foreign?: Problem): Promise<void> {
    const article = new OpenArticle(uri, source, foreign);
    const reading = this.#load(article);
    this.#opening.set(uri, { article, reading });
    this.#tell(article, 'opening');
    article.queue = reading.then(ignore, ignore);
    try {
      await reading;
    } catch (error) {
      if (!article.dropped) throw error;
    } finally {
      if (this.#opening.get(uri)?.article === article) this.#opening.delete(uri);
    }
    if (article.dropped) return this.#tell(article, 'closed');
    // It may have been saved while it was read.
    if (article.pending.length > 0 || (article.edited && !source.isDirty())) await this.#keeper.keep(article);
  }

  /** Whether an article is being taken in, and not known yet. */
  isOpening(uri: string): boolean {
    return this.#opening.has(uri) && !this.#articles.has(uri);
  }

  async #load(article: OpenArticle): Promise<void> {
    await this.#closing.get(article.uri);
    await this.#keeper.load(article);
    if (article.dropped) return;
    this.#articles.set(article.uri, article);
    this.#tell(article, 'opened');
  }

  /**
   * The article is no longer shown. What waits for a save that will not come is written for the text on disk; what is
   * still being read is given up.
   */
  async close(uri: string): Promise<void> {
    const article = this.#articles.get(uri);
    if (!article) {
      const opening = this.#opening.get(uri)?.article;
      if (opening) opening.dropped = true;
      return;
    }
    this.#articles.delete(uri);
    this.#tell(article, 'closed');
    const keeping = article.pending.length > 0 || article.held ? this.#keeper.keep(article, 'closed') : article.queue;
    this.#closing.set(uri, keeping);
    await keeping;
    if (this.#closing.get(uri) === keeping) this.#closing.delete(uri);
  }

  /** The rules by which the article is read changed: views look again. */
  refresh(uri: string): void {
    const article = this.#articles.get(uri);
    if (article) this.#tell(article, 'opened');
  }

  /**
   * The text was edited: edits follow one another and count UTF-16 units of the LF text. `isUndo`: they undo or redo
   * what was done before.
   */
  edited(uri: string, edits: readonly Edit[], isUndo = false): void {
    const article = this.#articles.get(uri);
    if (!article || edits.length === 0) return;
    const { keeping } = article;
    // VS Code edits an article without unsaved changes when its file has changed. (Of typing it tells that later.)
    const isReload = !article.source.isDirty();
    if (article.edit(edits, isUndo)) this.#tell(article, 'text');
    else if (article.keeping !== keeping) this.#tell(article, 'keeping');
    if (isReload)
      void this.#keeper.attempt(article, async () => {
        if (await this.#keeper.reunite(article)) this.#tell(article, 'disk');
      });
  }

  /** The article has no unsaved changes any more: it was saved, or they were discarded. */
  async settled(uri: string): Promise<void> {
    const article = this.#articles.get(uri);
    if (article?.edited || article?.pending.length) await this.#keeper.keep(article, 'settled');
  }

  /** The sidecar's file may have changed. */
  async reread(uri: string): Promise<void> {
    const article = this.#articles.get(uri);
    if (!article) return;
    await this.#keeper.attempt(article, async () => {
      if (await this.#keeper.merge(article)) this.#tell(article, 'disk');
      // What waited for a sidecar that could not be read or written.
      if (article.pending.length > 0 || article.held) await this.#keeper.secure(article);
    });
  }

  /** Replaces an article's sidecar by other means than a change, when nothing else is at it, and reads it then. */
  async replacing(uri: string, work: () => Promise<void>): Promise<void> {
    const article = this.#articles.get(uri);
    if (!article) return work();
    const done = article.queue.then(work);
    article.queue = done.catch(ignore);
    await done;
    await this.reread(uri);
  }

  /**
   * Does what a person asked for, at once; resolves when it is safe on disk, in the sidecar or in the journal. What else
   * happened to an annotation since the person was asked stays. False when nothing was done: the sidecar is not to be
   * written (see `refused`), or the article, or all that the change is about, is not there any more.
   */
  async apply(uri: string, change: Change): Promise<boolean> {
    const article = this.#articles.get(uri);
    if (!article || article.refused) return false;
    const present = rebased(article, change);
    if (present.steps.length === 0) return false;
    article.act(stamped(present, timeOf(this.#world), this.#world.author()));
    this.#tell(article, 'person');
    await this.#keeper.keep(article);
    return true;
  }

  /**
   * Changes an article that may be open or not: what is to be done is asked for when its turn comes. Resolves as `apply`
   * does for an open one, and for a closed one when it is in its sidecar; rejects when that cannot be written. Who opens
   * the article meanwhile waits for it.
   */
  async change(uri: string, make: Make): Promise<Outcome> {
    const opening = this.#opening.get(uri);
    if (opening) await opening.reading.catch(ignore);
    const article = this.#articles.get(uri);
    if (article) {
      const change = make({ text: article.source.text(), annotations: article.annotations });
      return { isChanged: await this.apply(uri, change), refused: article.refused };
    }
    const before = this.#closing.get(uri) ?? Promise.resolve();
    const work = before.then(() => changeClosed(this.#world, uri, sidecarOf(uri), make));
    const closing = work.then(ignore, ignore);
    this.#closing.set(uri, closing);
    await closing;
    if (this.#closing.get(uri) === closing) this.#closing.delete(uri);
    return work;
  }

  /** An article is about to get another name: what is done until `moved` waits in the journal. */
  async moving(uri: string): Promise<void> {
    const article = this.#articles.get(uri);
    if (!article) return;
    await this.idle(uri);
    article.moving = true;
  }

  /** An article has another name now: what waited under the old one goes on under the new one. */
  async moved(from: string, to: string): Promise<void> {
    await this.close(from);
    await Promise.all([this.#closing.get(from), this.#opening.get(to)?.reading.catch(ignore)]);
    const { journal } = this.#world;
    const changes = await journal.read(from);
    if (changes.length === 0) return;
    const article = this.#articles.get(to);
    if (article) {
      article.replay(changes);
      this.#tell(article, 'disk');
      await this.#keeper.keep(article);
    } else {
      await journal.write(to, changes);
    }
    await journal.write(from, []);
  }

  /**
   * Takes the last change back: gives what was done, when that is safe on disk, or undefined when there was nothing to
   * take back. `done` is told at once.
   */
  undo(uri: string, done: (change: Change) => void = ignore): Promise<Change | undefined> {
    return this.#travel(uri, 'undo', done);
  }

  /** Does again what was taken back last. */
  redo(uri: string, done: (change: Change) => void = ignore): Promise<Change | undefined> {
    return this.#travel(uri, 'redo', done);
  }

  async #travel(uri: string, direction: 'undo' | 'redo', done: (change: Change) => void): Promise<Change | undefined> {
    const article = this.#articles.get(uri);
    const change = article?.refused ? undefined : article?.travel(direction);
    if (!article || !change) return undefined;
    this.#tell(article, direction);
    done(change);
    await this.#keeper.keep(article);
    return change;
  }

  /**
   * Does what a window that died left undone for articles that are not open: what is in the journal goes into their
   * sidecars. An article that is gone, or `skipped`, keeps its journal until it is opened.
   */
  async recover(skipped: (uri: string) => boolean): Promise<void> {
    for (const uri of await this.#world.journal.articles()) {
      if (this.#articles.has(uri) || this.#opening.has(uri) || skipped(uri)) continue;
      // Who opens the article meanwhile waits for this, as for the last work of a window before.
      const work = this.#recoverOne(uri).catch(ignore);
      this.#closing.set(uri, work);
      await work;
      if (this.#closing.get(uri) === work) this.#closing.delete(uri);
    }
  }

  async #recoverOne(uri: string): Promise<void> {
    const text = await this.#keeper.textOf(uri);
    if (text === undefined) return;
    const article = new OpenArticle(uri, onDisk(text), undefined);
    await this.#keeper.load(article);
    if (article.pending.length > 0) await this.#keeper.keep(article);
  }

  /** Resolves when everything that was asked of an article's files is done. */
  async idle(uri?: string): Promise<void> {
    const open = [...this.#articles].map(([name, { queue }]) => [name, queue] as const);
    await Promise.all([...open, ...this.#closing].map(([name, work]) => (uri ?? name) === name && work));
  }
}

/** A change as it is done to an article now: without the steps whose annotations are gone. */
function rebased(article: OpenArticle, change: Change): Change {
  // What is added meets nothing, and thousands may be.
  if (change.steps.every(({ before }) => !before)) return change;
  const present = new Map(article.annotations.map((annotation) => [annotation.id, annotation]));
  const steps = change.steps.flatMap((step) => {
    const now = step.before && present.get(step.before.id);
    if (step.before && !now) return [];
    return now === step.before ? [step] : [article.rebase(step)];
  });
  return { ...change, steps };
}

/** An article that no editor shows. */
const onDisk = (text: string): TextSource => ({
  text: () => text,
  slice: (start, end) => text.slice(start, end),
  isDirty: () => false,
});
