import { anchor, carry, fragment } from '../core/anchor.ts';
import type { Annotation, Fragment } from '../core/annotation.ts';
import { ID_BYTES, newId } from '../core/annotation.ts';
import { type Change, idOf, invert, type Step } from '../core/change.ts';
import { type Annotations, applyChange } from '../core/document.ts';
import type { Edit } from '../core/edit.ts';
import { merge } from '../core/merge.ts';
import { type Problem, sentence } from '../core/problem.ts';
import { trim } from '../core/span.ts';
import { same } from '../core/value.ts';
import { type Parsed, parse, print, type Sidecar } from '../formats/sidecar.ts';
import { type Removed, splice } from '../formats/splice.ts';
import { decode, decodeSource, placed, sha256, toSidecar } from './article.ts';
import { type Files, nameOf, sidecarOf } from './files.ts';
import type { Journal } from './journal.ts';
import { Live, type TextSource } from './live.ts';

/** Why annotations are other than before. */
export type Origin = 'opened' | 'closed' | 'person' | 'undo' | 'redo' | 'text' | 'disk' | 'saved';

export interface StoreEvent {
  readonly article: string;
  readonly origin: Origin;
}

/** Whether what was done stands in the sidecar; `waiting` until the article is saved, `failed` when the disk refused. */
export type Keeping = 'saved' | 'waiting' | 'failed';

/** What the store needs of the world around it. */
export interface World {
  readonly files: Files;
  readonly journal: Journal;
  readonly now: () => Date;
  readonly random: (bytes: number) => Uint8Array;
  /** The name of the person who annotates; undefined when it is not known. */
  readonly author: () => string | undefined;
}

/** An open article as views see it. */
export interface Article {
  readonly uri: string;
  /** In the order of the file, as they stand in the text now (UTF-16). */
  readonly annotations: Annotations;
  /** What is wrong with the sidecar's file. */
  readonly problems: readonly Problem[];
  /** The problem for which the sidecar is not written, and no annotation changed. */
  readonly refused?: Problem | undefined;
  readonly keeping: Keeping;
  /** What the disk said when a write failed. */
  readonly failure?: string | undefined;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** One step of undo, with the keys under which its places follow the text. */
interface Done {
  readonly change: Change;
  readonly keys: readonly string[];
}

class OpenArticle implements Article {
  readonly uri: string;
  readonly source: TextSource;
  readonly live = new Live();
  /** The order of the annotations. */
  ids: readonly string[] = [];
  /** The sidecar's file as it was last read or written; undefined when there is none. */
  file: string | undefined;
  /** What `file` says. */
  sidecar: Sidecar;
  problems: readonly Problem[] = [];
  /** Why the sidecar itself cannot be written. */
  broken: Problem | undefined;
  /** Why the article cannot be annotated in its editor. */
  foreign: Problem | undefined;
  /** Whether the journal could be asked what was done before. */
  recalled = false;
  /** Done, but not in the sidecar yet. */
  pending: readonly Change[] = [];
  failure: string | undefined;
  /** The article's files are being renamed: nothing is written under the old name. */
  moving = false;
  readonly undone: Done[] = [];
  readonly done: Done[] = [];
  readonly removed: Removed = new Map();
  /** Whether the text was edited since the sidecar was last written. */
  edited = false;
  /** Reading and writing of this article's files, one after the other. */
  queue: Promise<void> = Promise.resolve();
  #now: Annotations | undefined;

  constructor(uri: string, source: TextSource, foreign: Problem | undefined) {
    this.uri = uri;
    this.source = source;
    this.foreign = foreign;
    this.sidecar = { article: { file: nameOf(uri) }, annotations: [] };
  }

  get annotations(): Annotations {
    this.#now ??= this.ids.flatMap((id) => this.live.now(id) ?? []);
    return this.#now;
  }

  /** Something moved or changed: `annotations` is looked up again. */
  renew(): void {
    this.#now = undefined;
  }

  /** Knows these annotations from now on, those before no more. */
  replace(annotations: Annotations): void {
    const kept = new Set(annotations.map(({ id }) => id));
    for (const id of this.ids) if (!kept.has(id)) this.live.delete(id);
    for (const annotation of annotations) this.live.copy(annotation.id, annotation.id, annotation);
    this.ids = annotations.map(({ id }) => id);
    this.renew();
  }

  get refused(): Problem | undefined {
    return this.foreign ?? this.broken;
  }

  get keeping(): Keeping {
    return this.failure !== undefined ? 'failed' : this.pending.length > 0 ? 'waiting' : 'saved';
  }

  get canUndo(): boolean {
    return this.done.length > 0;
  }

  get canRedo(): boolean {
    return this.undone.length > 0;
  }
}

/**
 * The open articles with their annotations: the only place with state. Writers call it, views listen to its one event.
 * A sidecar always describes its article as saved: what is done while the article has unsaved changes stays here and in
 * the journal until it is saved.
 */
export class Store {
  readonly #world: World;
  readonly #articles = new Map<string, OpenArticle>();
  readonly #listeners = new Set<(event: StoreEvent) => void>();
  /** Articles that are being taken in, and those of which the last work is being written. */
  readonly #opening = new Map<string, Promise<void>>();
  readonly #closing = new Map<string, Promise<void>>();
  #shadows = 0;

  constructor(world: World) {
    this.#world = world;
  }

  onDidChange(listener: (event: StoreEvent) => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  #tell(article: OpenArticle, origin: Origin): void {
    for (const listener of this.#listeners) listener({ article: article.uri, origin });
  }

  get(uri: string): Article | undefined {
    return this.#articles.get(uri);
  }

  get articles(): readonly Article[] {
    return [...this.#articles.values()];
  }

  newId(uri: string): string {
    const taken = new Set(this.#articles.get(uri)?.ids);
    for (;;) {
      const id = newId(this.#world.random(ID_BYTES));
      if (!taken.has(id)) return id;
    }
  }

  /**
   * Takes an article in: its sidecar, and what the journal still holds of it. Resolves when views can show it. `foreign`
   * says why it cannot be annotated where it is open.
   */
  async open(uri: string, source: TextSource, foreign?: Problem): Promise<void> {
    const article = new OpenArticle(uri, source, foreign);
    const reading = this.#load(article);
    this.#opening.set(uri, reading);
    article.queue = reading.then(ignore, ignore);
    try {
      await reading;
    } finally {
      this.#opening.delete(uri);
    }
    // It may have been saved while it was read.
    if (article.pending.length > 0 || (article.edited && !source.isDirty())) await this.#keep(article);
  }

  /** What cannot be read now is read with the next action, save or look at the sidecar: nothing is written before. */
  async #load(article: OpenArticle): Promise<void> {
    await this.#closing.get(article.uri);
    const { files, journal } = this.#world;
    const failed = (error: unknown): undefined => {
      article.failure = sentenceOf(error);
    };
    const [bytes, onDisk, changes] = await Promise.all([
      files.read(sidecarOf(article.uri)).catch(failed),
      this.#onDisk(article).catch(failed),
      journal.read(article.uri).catch(failed),
    ]);
    this.#take(article, bytes && decodeSource(bytes), bytes !== undefined);
    if (onDisk && onDisk.text === undefined) article.foreign ??= onDisk.problems[0];
    const text = article.source.text();
    const saved = article.foreign ? text : (onDisk?.text ?? text);
    article.replace(carry(placed(article.sidecar.annotations, saved), saved, text));
    article.edited = saved !== text;
    if (changes) this.#recall(article, changes);
    this.#articles.set(article.uri, article);
    this.#tell(article, 'opened');
  }

  /** Takes in what the sidecar's file says now. False when it cannot be used: the annotations known so far stay. */
  #take(article: OpenArticle, source: string | undefined, exists: boolean): boolean {
    article.file = source;
    if (!exists) {
      article.sidecar = { article: { file: nameOf(article.uri) }, annotations: [] };
      article.problems = [];
      article.broken = undefined;
      return true;
    }
    const parsed: Pick<Parsed, 'value' | 'problems'> =
      source === undefined ? { problems: [NOT_UTF8] } : parse(source, nameOf(article.uri));
    article.problems = parsed.problems;
    article.broken = parsed.value ? refusal(parsed.value) : parsed.problems[0];
    if (parsed.value) article.sidecar = parsed.value;
    return parsed.value !== undefined;
  }

  /** Does again what a window that died had done: before that, the journal is not written. */
  #recall(article: OpenArticle, changes: readonly Change[]): void {
    article.recalled = true;
    const since = article.pending;
    article.pending = [];
    this.#replay(article, changes);
    article.pending = [...article.pending, ...since];
  }

  /** Does again what was done to an article in another window, or under another name. */
  #replay(article: OpenArticle, changes: readonly Change[]): void {
    const text = article.source.text();
    for (const change of changes) {
      const steps = change.steps.map(
        ({ before, after, previous }): Step =>
          this.#rebase(article, {
            before: before && anchor(before, text),
            after: after && anchor(after, text),
            previous,
          }),
      );
      this.#perform(article, { steps });
      article.pending = [...article.pending, change];
    }
  }

  /** The step as it is done to an annotation that may have become another one since: what else happened to it stays. */
  #rebase(article: OpenArticle, step: Step): Step {
    const { before, after, previous } = step;
    const present = article.annotations.find(({ id }) => id === idOf(step));
    if (!present || !before) return step;
    if (!after) return { before: present, previous };
    const [merged = present] = merge([before], [after], [present]);
    const isTheirs = present.modified !== before.modified;
    const { modified: time, modifiedBy } = isTheirs ? present : after;
    return { before: present, after: { ...merged, modified: time, modifiedBy }, previous };
  }

  /** The article is no longer shown. What waits for a save that will not come is written for the text on disk. */
  async close(uri: string): Promise<void> {
    const article = this.#articles.get(uri);
    if (!article) return;
    this.#articles.delete(uri);
    this.#tell(article, 'closed');
    const keeping = article.pending.length > 0 ? this.#keep(article, 'closed') : article.queue;
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
    const touched = article.live.edit(edits, article.source, isUndo);
    article.edited = true;
    article.renew();
    if (touched.size > 0) this.#tell(article, 'text');
  }

  /** The article has no unsaved changes any more: it was saved, or they were discarded. */
  async settled(uri: string): Promise<void> {
    const article = this.#articles.get(uri);
    if (article?.edited || article?.pending.length) await this.#keep(article, 'settled');
  }

  /** The sidecar's file may have changed. */
  async reread(uri: string): Promise<void> {
    const article = this.#articles.get(uri);
    if (!article) return;
    await this.#attempt(article, async () => {
      if (await this.#merge(article)) this.#tell(article, 'disk');
      // What waited for a sidecar that could not be read or written.
      if (article.pending.length > 0 && !article.source.isDirty()) await this.#write(article);
    });
  }

  /**
   * Does what a person asked for, at once; resolves when it is safe on disk, in the sidecar or in the journal. False when
   * the sidecar is not to be written (see `refused`): nothing was done.
   */
  async apply(uri: string, change: Change): Promise<boolean> {
    const article = this.#articles.get(uri);
    if (!article || article.refused || change.steps.length === 0) return false;
    // Whoever works under the old name still has it: the renaming was given up.
    article.moving = false;
    const stamped = this.#stamp(change);
    article.done.push(this.#perform(article, stamped));
    for (const { keys } of article.undone.splice(0)) for (const key of keys) this.#forget(article, key);
    article.pending = [...article.pending, stamped];
    this.#tell(article, 'person');
    await this.#keep(article);
    return true;
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
    await Promise.all([this.#closing.get(from), this.#opening.get(to)?.catch(ignore)]);
    const { journal } = this.#world;
    const changes = await journal.read(from);
    if (changes.length === 0) return;
    const article = this.#articles.get(to);
    if (article) {
      this.#replay(article, changes);
      this.#tell(article, 'disk');
      await this.#keep(article);
    } else {
      await journal.write(to, changes);
    }
    await journal.write(from, []);
  }

  undo(uri: string): Promise<Change | undefined> {
    return this.#travel(uri, 'undo');
  }

  redo(uri: string): Promise<Change | undefined> {
    return this.#travel(uri, 'redo');
  }

  /** Takes the last step back, or does it again: gives what was done, or undefined when there was nothing to do. */
  async #travel(uri: string, direction: 'undo' | 'redo'): Promise<Change | undefined> {
    const article = this.#articles.get(uri);
    if (!article || article.refused) return undefined;
    const [from, to] = direction === 'undo' ? [article.done, article.undone] : [article.undone, article.done];
    const last = from.pop();
    if (!last) return undefined;
    const steps = last.change.steps.map((step, i): Step => {
      const [before, after] = [`${last.keys[i]}<`, `${last.keys[i]}>`].map((key) => article.live.now(key));
      return { before, after, previous: step.previous };
    });
    const change = { steps: invert({ steps }).steps.map((step) => this.#rebase(article, step)) };
    const shadows = last.keys.map((key) => `${key}${direction === 'undo' ? '<' : '>'}`).reverse();
    to.push(this.#perform(article, change, shadows));
    for (const key of last.keys) this.#forget(article, key);
    article.pending = [...article.pending, change];
    this.#tell(article, direction);
    await this.#keep(article);
    return change;
  }

  #forget(article: OpenArticle, key: string): void {
    article.live.delete(`${key}<`);
    article.live.delete(`${key}>`);
  }

  /**
   * Applies a change, and lets the places that undo will need follow the text from now on. `shadows`: the keys under
   * which what comes with each step has followed it so far.
   */
  #perform(article: OpenArticle, change: Change, shadows: readonly string[] = []): Done {
    const { live } = article;
    const after = applyChange(article.annotations, change);
    const keys = change.steps.map(() => `#${this.#shadows++}`);
    for (const [i, step] of change.steps.entries()) {
      const id = idOf(step);
      if (step.before) live.copy(id, `${keys[i]}<`, step.before);
      const next = after.find((annotation) => annotation.id === id);
      if (!next) live.delete(id);
      else live.copy(step.before ? id : (shadows[i] ?? id), id, next);
      if (step.after) live.copy(id, `${keys[i]}>`, step.after);
    }
    article.ids = after.map(({ id }) => id);
    article.renew();
    return { change, keys };
  }

  #stamp({ steps }: Change): Change {
    const time = this.#time();
    const author = this.#world.author();
    return {
      steps: steps.map((step): Step => {
        if (!step.after) return step;
        return {
          ...step,
          after: step.before ? modified(step.after, time, author) : { ...step.after, by: author, created: time },
        };
      }),
    };
  }

  #time = (): string =>
    this.#world
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z');

  // --- keeping ---

  /** Resolves when everything that was asked of an article's files is done. */
  async idle(uri?: string): Promise<void> {
    const open = [...this.#articles].map(([name, { queue }]) => [name, queue] as const);
    await Promise.all([...open, ...this.#closing].map(([name, work]) => (uri ?? name) === name && work));
  }

  #enqueue(article: OpenArticle, work: () => Promise<void>): Promise<void> {
    const result = article.queue.then(work);
    article.queue = result.catch(ignore);
    return result;
  }

  /** Makes sure that nothing done is lost: in the sidecar where the article is saved, else in the journal. */
  #keep(article: OpenArticle, when?: 'settled' | 'closed'): Promise<void> {
    return this.#attempt(
      article,
      async () => {
        const failure = await this.#journal(article).then(ignore, sentenceOf);
        // By the time that its turn comes, the person may be typing again.
        if (when === 'closed' || !article.source.isDirty()) await this.#write(article);
        // What stands in the sidecar needs no journal.
        if (failure !== undefined && article.pending.length > 0) throw new Error(failure);
      },
      when === 'settled',
    );
  }

  async #journal(article: OpenArticle): Promise<void> {
    const { journal } = this.#world;
    if (!article.recalled) this.#recall(article, await journal.read(article.uri));
    await journal.write(article.uri, article.pending);
  }

  /** Works on an article's files, one work after the other, and remembers what the disk said against it. */
  #attempt(article: OpenArticle, work: () => Promise<void>, always = false): Promise<void> {
    return this.#enqueue(article, async () => {
      const { keeping, failure } = article;
      try {
        await work();
        article.failure = undefined;
      } catch (error) {
        article.failure = sentenceOf(error);
      }
      if (always || article.keeping !== keeping || article.failure !== failure) this.#tell(article, 'saved');
    });
  }

  /** Brings the sidecar's file up to date with the article as it is on disk. */
  async #write(article: OpenArticle): Promise<void> {
    if (article.moving) return;
    const saved = (await this.#onDisk(article))?.text;
    if (saved === undefined) return;
    if (await this.#merge(article)) this.#tell(article, 'disk');
    if (article.refused) return;
    const about = { file: nameOf(article.uri), sha256: await sha256(saved) };
    const text = article.source.text();
    if (text === saved) this.#settleWords(article, text);
    const pending = article.pending;
    const annotations = text === saved ? article.annotations : carry(this.#asTold(article), text, saved);
    if (annotations.length === 0 && article.file === undefined) return this.#written(article, pending);
    const wanted = toSidecar(article.sidecar, about, annotations, saved);
    const file = same(wanted, article.sidecar) ? article.file : this.#print(article, wanted);
    if (file !== undefined && file !== article.file)
      await this.#world.files.write(sidecarOf(article.uri), new TextEncoder().encode(file));
    article.file = file;
    article.sidecar = wanted;
    article.edited = article.source.text() !== saved;
    await this.#written(article, pending);
  }

  async #written(article: OpenArticle, pending: readonly Change[]): Promise<void> {
    article.pending = article.pending.slice(pending.length);
    // What was written already may be done again: that the journal still has it does no harm.
    await this.#world.journal.write(article.uri, article.pending).catch(ignore);
  }

  #print(article: OpenArticle, wanted: Sidecar): string {
    if (article.file === undefined) return print(wanted);
    const { text, problems } = splice(article.file, wanted, article.removed);
    if (text === undefined) throw new Refusal(problems);
    return text;
  }

  /** What edits did to words inside annotations becomes what they say, now that it is saved. */
  #settleWords(article: OpenArticle, text: string): void {
    const time = this.#time();
    for (const followed of article.annotations) {
      const { live } = article;
      const told = live.told(followed.id);
      // What the file gave as lost has no place to follow: its words may have come back anywhere.
      const annotation = live.stood(followed.id) ? followed : anchor(followed, text);
      if (!told || same(words(told), words(annotation))) continue;
      const next = { ...annotation, target: annotation.target.map((each, i) => trimmed(each, told.target[i], text)) };
      if (same(exacts(told), exacts(next))) {
        live.settle(annotation.id, next);
        continue;
      }
      // Words that undo brought back were not modified, if nothing else was.
      const known = live.toldWith(annotation.id, next.target);
      const before = { ...next, modified: known?.modified, modifiedBy: known?.modifiedBy };
      const isBack = known && same({ ...known, target: next.target }, before);
      live.settle(annotation.id, isBack ? before : modified(next, time, this.#world.author()));
    }
    article.renew();
  }

  #asTold(article: OpenArticle): Annotations {
    return article.ids.flatMap((id) => article.live.placed(id) ?? []);
  }

  /** Takes in what someone else wrote to the sidecar since it was last read. True when there was something. */
  async #merge(article: OpenArticle): Promise<boolean> {
    const bytes = await this.#world.files.read(sidecarOf(article.uri));
    const source = bytes && decodeSource(bytes);
    if (source === article.file && (bytes === undefined) === (article.file === undefined)) return false;
    const onDisk = article.foreign ? undefined : (await this.#onDisk(article))?.text;
    const base = article.sidecar.annotations;
    if (!this.#take(article, source, bytes !== undefined)) return true;
    const text = article.source.text();
    const saved = onDisk ?? text;
    const located = (annotations: Annotations) => carry(placed(annotations, saved), saved, text);
    article.replace(merge(located(base), article.annotations, located(article.sidecar.annotations)));
    return true;
  }

  /** The article's file as text. Undefined when there is no such file. */
  async #onDisk(article: OpenArticle): Promise<ReturnType<typeof decode> | undefined> {
    const bytes = await this.#world.files.read(article.uri);
    return bytes && decode(bytes);
  }
}

/** A sidecar that could not be rewritten faithfully. */
class Refusal extends Error {
  constructor(problems: readonly Problem[]) {
    super(problems.map(sentence).join(' '));
  }
}

const NOT_UTF8: Problem = { code: 'yaml-syntax', severity: 'error', values: ['The file is not UTF-8.'] };

/** Why a sidecar that was understood is not written all the same. */
const refusal = ({ article: { encoding } }: Sidecar): Problem | undefined =>
  encoding === undefined || encoding.toLowerCase() === 'utf-8'
    ? undefined
    : { code: 'unknown-encoding', severity: 'error', values: [encoding] };

const words = (annotation: Annotation) => annotation.target.map(({ exact, state: each }) => ({ exact, state: each }));

const exacts = (annotation: Annotation) => annotation.target.map(({ exact }) => exact);

/** A fragment with the words that may stand in a file: without white space at its ends, no grapheme cut. Lost, with the words that it had, where nothing is left. */
function trimmed(each: Fragment, told: Fragment | undefined, text: string): Fragment {
  if (each.state) return each;
  const span = trim(text, each);
  return span ? { ...each, ...fragment(text, span) } : { ...each, exact: told?.exact ?? each.exact, state: 'lost' };
}

function modified(annotation: Annotation, time: string, author: string | undefined): Annotation {
  const { modifiedBy: _modifiedBy, ...rest } = annotation;
  return { ...rest, modified: time, ...(author !== undefined && author !== annotation.by && { modifiedBy: author }) };
}

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const ignore = (): void => {};
