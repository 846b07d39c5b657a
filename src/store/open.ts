import { anchor } from '../core/anchor.ts';
import type { Annotation } from '../core/annotation.ts';
import { type Change, idOf, invert, type Step } from '../core/change.ts';
import { type Annotations, applyChange, at } from '../core/document.ts';
import type { Edit } from '../core/edit.ts';
import { merge } from '../core/merge.ts';
import type { Problem } from '../core/problem.ts';
import type { Sidecar } from '../formats/sidecar.ts';
import type { Removed } from '../formats/splice.ts';
import { bare, type Written } from './article.ts';
import { nameOf } from './files.ts';
import { Live } from './live.ts';
import type { TextSource } from './page.ts';

/** Whether what was done stands in the sidecar; `waiting` until the article is saved, `failed` when the disk refused. */
export type Keeping = 'saved' | 'waiting' | 'failed';

/** An open article as views see it. */
export interface Article {
  readonly uri: string;
  /** In the order of the file, as they stand in the text now (UTF-16). */
  readonly annotations: Annotations;
  /** What is wrong with the sidecar's file. */
  readonly problems: readonly Problem[];
  /** The problem for which the sidecar is not written, and no annotation changed. */
  readonly refused?: Problem | undefined;
  /** The language that the sidecar gives, as a BCP 47 tag. */
  readonly language?: string | undefined;
  readonly keeping: Keeping;
  /** What the disk said when a write failed. */
  readonly failure?: string | undefined;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** The annotations over an offset (UTF-16), the innermost first. */
  at(offset: number): readonly Annotation[];
}

/** One step of undo, with the keys under which its places follow the text. */
export interface Done {
  readonly change: Change;
  readonly keys: readonly string[];
}

/** An open article with all that is done to it in memory. */
export class OpenArticle implements Article {
  readonly uri: string;
  readonly source: TextSource;
  readonly live = new Live();
  /** The order of the annotations. */
  ids: readonly string[] = [];
  /** The sidecar's file as it was last read or written; undefined when there is none. */
  file: string | undefined;
  /** What `file` says. */
  sidecar: Sidecar;
  /** The text of the article's file when `sidecar` was read or written. */
  saved = '';
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
  /** What was put, last, into a sidecar that somebody edits by hand; in the saved text. */
  handed: Annotations | undefined;
  /** Whether the sidecar was not written because somebody edits it by hand. */
  held = false;
  /** The article was closed while it was still being read. */
  dropped = false;
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
  #written: { readonly text: string; readonly items: Written } | undefined;
  /** By id its place among `ids`, for the ids that it was made of. */
  #order: { readonly ids: readonly string[]; readonly places: ReadonlyMap<string, number> } | undefined;
  #shadows = 0;

  constructor(uri: string, source: TextSource, foreign: Problem | undefined) {
    this.uri = uri;
    this.source = source;
    this.foreign = foreign;
    this.sidecar = { article: { file: nameOf(uri) }, annotations: [] };
  }

  get annotations(): Annotations {
    this.#now ??= this.ids.map((id) => this.live.now(id)).filter((annotation) => annotation !== undefined);
    return this.#now;
  }

  at(offset: number): readonly Annotation[] {
    if (this.#order?.ids !== this.ids)
      this.#order = { ids: this.ids, places: new Map(this.ids.map((id, place) => [id, place])) };
    const { places } = this.#order;
    const found = this.live.at(offset).filter((id) => places.has(id));
    const inOrder = found.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
    return at(
      inOrder.flatMap((id) => this.live.now(id) ?? []),
      offset,
    );
  }

  /** What was written for the text, or not found in it: it needs no second look as long as that stays the same. */
  writtenIn(text: string): Written {
    if (this.#written?.text !== text) this.#written = { text, items: new WeakMap() };
    return this.#written.items;
  }

  /**
   * These were written as `sidecar` has them now: that stands around their words for the next window, so it does for
   * this one, which may have been told of them in another text. Not for what somebody changed meanwhile.
   */
  surround(annotations: Annotations): void {
    for (const [i, { id, target }] of this.sidecar.annotations.entries())
      if (annotations[i]?.id === id && this.live.now(id) === annotations[i]) this.live.surround(id, target);
    this.renew();
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

  get language(): string | undefined {
    return this.sidecar.article.language;
  }

  get keeping(): Keeping {
    if (this.failure !== undefined) return 'failed';
    const isMoving = this.edited && this.ids.length > 0 && (this.held || this.source.isDirty());
    return this.pending.length > 0 || isMoving ? 'waiting' : 'saved';
  }

  get canUndo(): boolean {
    return this.done.length > 0;
  }

  get canRedo(): boolean {
    return this.undone.length > 0;
  }

  /** The text was edited (see `Store.edited`). True when an annotation has other words now, or is lost, or found again. */
  edit(edits: readonly Edit[], isUndo: boolean): boolean {
    const touched = this.live.edit(edits, this.source, isUndo);
    this.edited = true;
    this.renew();
    return touched.size > 0;
  }

  /** Takes the last step back, or does it again: gives what was done, or undefined when there was nothing to do. */
  travel(direction: 'undo' | 'redo'): Change | undefined {
    const [from, to] = direction === 'undo' ? [this.done, this.undone] : [this.undone, this.done];
    const last = from.pop();
    if (!last) return undefined;
    const steps = last.change.steps.map((step, i): Step => {
      const [before, after] = [`${last.keys[i]}<`, `${last.keys[i]}>`].map((key) => this.live.now(key));
      return { before, after, previous: step.previous };
    });
    const change = { steps: invert({ steps }).steps.map((step) => this.rebase(step)) };
    const shadows = last.keys.map((key) => `${key}${direction === 'undo' ? '<' : '>'}`).reverse();
    to.push(this.perform(change, shadows));
    for (const key of last.keys) this.forget(key);
    this.pending = [...this.pending, change];
    return change;
  }

  /** Does what a person asked for. */
  act(change: Change): void {
    // Whoever works under the old name still has it: the renaming was given up.
    this.moving = false;
    this.done.push(this.perform(change));
    for (const { keys } of this.undone.splice(0)) for (const key of keys) this.forget(key);
    this.pending = [...this.pending, change];
  }

  /** Does again what a window that died had done: before that, the journal is not written. */
  recall(changes: readonly Change[]): void {
    this.recalled = true;
    const since = this.pending;
    this.pending = [];
    this.replay(changes);
    this.pending = [...this.pending, ...since];
  }

  /** Does again what was done to an article in another window, or under another name. */
  replay(changes: readonly Change[]): void {
    const text = this.source.text();
    for (const change of changes) {
      const steps = change.steps.map(
        ({ before, after, previous }): Step =>
          this.rebase({
            before: before && bare(anchor(before, text), text),
            after: after && bare(anchor(after, text), text),
            previous,
          }),
      );
      this.perform({ steps });
      this.pending = [...this.pending, change];
    }
  }

  /** The step as it is done to an annotation that may have become another one since: what else happened to it stays. */
  rebase(step: Step): Step {
    const { before, after, previous } = step;
    const present = this.annotations.find(({ id }) => id === idOf(step));
    if (!present || !before) return step;
    if (!after) return { before: present, previous };
    const [merged = present] = merge([before], [after], [present]);
    const isTheirs = present.modified !== before.modified;
    const { modified: time, modifiedBy } = isTheirs ? present : after;
    return { before: present, after: { ...merged, modified: time, modifiedBy }, previous };
  }

  forget(key: string): void {
    this.live.delete(`${key}<`);
    this.live.delete(`${key}>`);
  }

  /**
   * Applies a change, and lets the places that undo will need follow the text from now on. `shadows`: the keys under
   * which what comes with each step has followed it so far.
   */
  perform(change: Change, shadows: readonly string[] = []): Done {
    const { live } = this;
    const after = applyChange(this.annotations, change);
    const ids = new Set(change.steps.map(idOf));
    const byId = new Map(after.filter(({ id }) => ids.has(id)).map((annotation) => [annotation.id, annotation]));
    const keys = change.steps.map(() => `#${this.#shadows++}`);
    for (const [i, step] of change.steps.entries()) {
      const id = idOf(step);
      if (step.before) live.copy(id, `${keys[i]}<`, step.before);
      const next = byId.get(id);
      if (!next) live.delete(id);
      else live.copy(step.before ? id : (shadows[i] ?? id), id, next);
      if (step.after) live.copy(id, `${keys[i]}>`, step.after);
    }
    this.ids = after.map(({ id }) => id);
    this.renew();
    return { change, keys };
  }
}
