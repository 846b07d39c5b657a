import { expect } from 'vitest';
import { fragment } from '../../../src/core/anchor.ts';
import type { Annotation } from '../../../src/core/annotation.ts';
import { added } from '../../../src/core/change.ts';
import { applyEdits, type Edit } from '../../../src/core/edit.ts';
import type { Problem } from '../../../src/core/problem.ts';
import type { Span } from '../../../src/core/span.ts';
import { toText } from '../../../src/core/text.ts';
import { parse, print, type Sidecar } from '../../../src/formats/sidecar.ts';
import { sha256, toSidecar } from '../../../src/store/article.ts';
import { type Files, sidecarOf } from '../../../src/store/files.ts';
import { Journal } from '../../../src/store/journal.ts';
import type { Draft } from '../../../src/store/keeper.ts';
import type { Article } from '../../../src/store/open.ts';
import type { TextSource } from '../../../src/store/page.ts';
import { Store, type StoreEvent } from '../../../src/store/store.ts';
import { Texts } from '../../../src/store/texts.ts';
import { Memory } from './memory.ts';

export const ARTICLE = 'memory:/news/a.txt';
export const SIDECAR = sidecarOf(ARTICLE);
export const JOURNAL = 'memory:/journal';

/** A window: a store over a disk, with editors in which articles are open. */
export class Desk {
  readonly files: Memory;
  readonly store: Store;
  readonly events: StoreEvent[] = [];
  author: string | undefined = 'ana';
  /** Files that somebody edits by hand and has not saved, with their texts. */
  readonly drafts = new Map<string, string>();
  /** Of what they were made, where that is known. */
  readonly bases = new Map<string, string>();
  /** Where old texts of articles are kept. */
  readonly shelf: Memory;
  readonly #over: (files: Files) => Files;
  /** The clock: seconds past nine in the evening. */
  seconds = 0;
  static #ids = 0;

  /** `over`: the files as the store sees them, where that is another thing than the disk. */
  constructor(files = new Memory(), shelf = new Memory(), over: (files: Files) => Files = (same) => same) {
    this.files = files;
    this.shelf = shelf;
    this.#over = over;
    const seen = over(files);
    this.store = new Store({
      files: seen,
      journal: new Journal(seen, JOURNAL),
      now: () => new Date(Date.UTC(2026, 10, 21, 21, 0, this.seconds, 678)),
      random: (bytes) => {
        const id = Desk.#ids++;
        return Uint8Array.from({ length: bytes }, (_, i) => (i < 2 ? 0 : Math.floor(id / 32 ** (bytes - 1 - i)) % 32));
      },
      author: () => this.author,
      texts: new Texts(this.shelf, 'memory:/texts', () => new Date()),
      draft: (uri) => this.#draft(uri),
    });
    this.store.onDidChange((event) => this.events.push(event));
  }

  #draft(uri: string): Draft | undefined {
    const before = this.drafts.get(uri);
    if (before === undefined) return undefined;
    return {
      text: before,
      base: this.bases.get(uri),
      replace: async (text) => {
        if (this.drafts.get(uri) !== before) return false;
        this.drafts.set(uri, text);
        return true;
      },
    };
  }

  /** Another window over the same disk: this one is never heard of again. */
  restart(): Desk {
    const desk = new Desk(this.files, this.shelf, this.#over);
    desk.author = this.author;
    desk.seconds = this.seconds;
    return desk;
  }

  /** Opens the article; `buffer` is unsaved text that VS Code has brought back. */
  async open(buffer?: string, uri = ARTICLE, foreign?: Problem): Promise<Editor> {
    const editor = new Editor(this, uri, buffer);
    await this.store.open(uri, editor, foreign);
    editor.asked = 0;
    return editor;
  }

  get article(): Article {
    return this.at(ARTICLE);
  }

  at(uri: string): Article {
    const article = this.store.get(uri);
    if (!article) throw new Error(`${uri} is not open`);
    return article;
  }

  annotation(id: string, uri = ARTICLE): Annotation {
    const found = this.at(uri).annotations.find((each) => each.id === id);
    if (!found) throw new Error(`${id} is not there`);
    return found;
  }

  // --- the disk ---

  /** Puts an article on the disk with a sidecar of what is marked in brackets: `[no] was [said]` is a0, a1. */
  async put(marked: string, more: readonly Partial<Annotation>[] = []): Promise<void> {
    const { text, spans } = unmark(marked);
    this.files.put(ARTICLE, text);
    const annotations = spans.map(
      (span, i): Annotation => ({
        id: `a${i}`,
        label: 'claim',
        target: [fragment(text, span)],
        attributes: {},
        links: [],
        by: 'ben',
        created: '2026-11-20T09:00:00Z',
        ...more[i],
      }),
    );
    const empty = { article: { file: 'a.txt' }, annotations: [] };
    this.files.put(SIDECAR, print(toSidecar(empty, { file: 'a.txt', sha256: await sha256(text) }, annotations, text)));
  }

  onDisk(uri = ARTICLE): string {
    return toText(this.files.text(uri) ?? '');
  }

  sidecar(uri = ARTICLE): Sidecar | undefined {
    const source = this.files.text(sidecarOf(uri));
    if (source === undefined) return undefined;
    const { value, problems } = parse(source);
    expect(problems).toEqual([]);
    return value;
  }

  /** What the journal holds: the number of its entries. */
  get waiting(): number {
    return this.files.names.filter((name) => name.startsWith(JOURNAL)).length;
  }

  /** The sidecar is lawful: each place that it gives is right in the article as it is on the disk, in code points. */
  async lawful(uri = ARTICLE): Promise<void> {
    const sidecar = this.sidecar(uri);
    const points = [...this.onDisk(uri)];
    expect(sidecar?.article.length).toBe(points.length);
    expect(sidecar?.article.sha256).toBe(await sha256(this.onDisk(uri)));
    for (const { target } of sidecar?.annotations ?? []) {
      for (const { start, end, exact, prefix, suffix, state } of target) {
        if (state) continue;
        expect(points.slice(start, end).join('')).toBe(exact);
        expect(exact).toBe(exact.trim());
        expect(points.slice(0, start).join('').endsWith(prefix)).toBe(true);
        expect(points.slice(end).join('').startsWith(suffix)).toBe(true);
      }
    }
  }

  /** What the file says: label and words, with a state in front of those that have one. */
  get written(): string[] | undefined {
    return this.sidecar()?.annotations.map(say);
  }

  /** What views show. */
  get shown(): string[] {
    return this.article.annotations.map(say);
  }

  /** Someone else changes the sidecar's file. */
  async write(change: (source: string) => string): Promise<void> {
    this.files.put(SIDECAR, change(this.files.text(SIDECAR) ?? ''));
    await this.store.reread(ARTICLE);
  }
}

const say = ({ label, target }: Annotation): string =>
  `${label} ${target.map(({ exact, state }) => (state ? `${state}: ${exact}` : exact)).join(' … ')}`;

/** Takes the brackets away and says what they held. */
export function unmark(marked: string): { readonly text: string; readonly spans: readonly Span[] } {
  const spans: Span[] = [];
  let text = '';
  let start = 0;
  for (const character of marked) {
    if (character === '[') start = text.length;
    else if (character === ']') spans.push({ start, end: text.length });
    else text += character;
  }
  return { text, spans };
}

/** The text with brackets round what is annotated and found. */
export function mark(text: string, annotations: readonly Annotation[]): string {
  const borders = annotations
    .flatMap(({ target }) => target)
    .filter(({ state }) => !state)
    .flatMap(({ start, end }) => [
      { at: start, sign: '[' },
      { at: end, sign: ']' },
    ]);
  return borders
    .toSorted((a, b) => b.at - a.at || (a.sign < b.sign ? -1 : 1))
    .reduce((all, { at, sign }) => all.slice(0, at) + sign + all.slice(at), text);
}

/** One step of undo in the editor. */
interface Step {
  readonly before: string;
  readonly edits: readonly Edit[];
}

/** A document in an editor as VS Code has it: unsaved text beside the file, undo and redo. */
export class Editor implements TextSource {
  readonly desk: Desk;
  readonly uri: string;
  buffer: string;
  eol = '\n';
  mark = '';
  /** How often the whole text or a part of it was asked for. */
  asked = 0;
  /** Whether the editor says of an event that it was undo or redo. */
  tellsUndo = true;
  #dirty: boolean;
  #done: Step[] = [];
  #undone: Step[] = [];
  /** How many steps were done when it was saved; undefined when that cannot be reached any more. */
  #savedAt: number | undefined;

  constructor(desk: Desk, uri: string, buffer: string | undefined) {
    this.desk = desk;
    this.uri = uri;
    const file = desk.files.text(uri) ?? '';
    this.mark = file.startsWith('\ufeff') ? '\ufeff' : '';
    this.eol = file.includes('\r\n') ? '\r\n' : '\n';
    this.buffer = buffer ?? toText(file);
    this.#dirty = buffer !== undefined && buffer !== toText(file);
    this.#savedAt = this.#dirty ? undefined : 0;
  }

  text(): string {
    this.asked++;
    return this.buffer;
  }

  slice(start: number, end: number): string {
    this.asked++;
    return this.buffer.slice(start, end);
  }

  isDirty(): boolean {
    return this.#dirty;
  }

  /** The text as it stands here, with brackets round what is annotated. */
  get picture(): string {
    return mark(this.buffer, this.desk.at(this.uri).annotations);
  }

  /** Where words stand; of several the one with this number. */
  find(words: string, number = 0): Span {
    let start = this.buffer.indexOf(words);
    for (let i = 0; i < number && start >= 0; i++) start = this.buffer.indexOf(words, start + 1);
    if (start < 0) throw new Error(`"${words}" is not in the text`);
    return { start, end: start + words.length };
  }

  tag(words: string, label = 'claim', number = 0): Promise<boolean> {
    return this.tagAt(this.find(words, number), label);
  }

  tagAt(span: Span, label = 'claim'): Promise<boolean> {
    const annotation: Annotation = {
      id: this.desk.store.newId(this.uri),
      label,
      target: [fragment(this.buffer, span)],
      attributes: {},
      links: [],
    };
    return this.desk.store.apply(this.uri, added(annotation));
  }

  // --- editing ---

  /** One event with edits that follow one another. */
  edit(...edits: readonly Edit[]): void {
    this.#done.push({ before: this.buffer, edits });
    this.#undone = [];
    if (this.#savedAt !== undefined && this.#savedAt >= this.#done.length) this.#savedAt = undefined;
    this.#change(edits, true, false);
  }

  /** Puts `text` in the place of words, before them, or behind them. */
  replace(words: string, text: string): void {
    this.edit({ ...this.find(words), text });
  }

  before(words: string, text: string): void {
    const { start } = this.find(words);
    this.edit({ start, end: start, text });
  }

  behind(words: string, text: string): void {
    const { end } = this.find(words);
    this.edit({ start: end, end, text });
  }

  /** Types letter by letter: VS Code tells of each, and undoes them as one. */
  typeBehind(words: string, text: string): void {
    let at = this.find(words).end;
    for (const letter of text) {
      this.edit({ start: at, end: at, text: letter });
      at += letter.length;
    }
  }

  undo(steps = 1): void {
    const undone = this.#done.splice(this.#done.length - steps);
    const [first] = undone;
    if (!first) return;
    this.#undone.push(...undone.toReversed());
    const { backward } = compose(
      first.before,
      undone.flatMap(({ edits }) => edits),
    );
    this.#change(backward, this.#done.length !== this.#savedAt, true);
  }

  redo(steps = 1): void {
    const redone = this.#undone.splice(this.#undone.length - steps).toReversed();
    if (redone.length === 0) return;
    const { forward } = compose(
      this.buffer,
      redone.flatMap(({ edits }) => edits),
    );
    this.#done.push(...redone);
    this.#change(forward, this.#done.length !== this.#savedAt, true);
  }

  get depth(): number {
    return this.#done.length;
  }

  #change(edits: readonly Edit[], dirty: boolean, isUndo: boolean): void {
    this.buffer = applyEdits(this.buffer, edits);
    const was = this.#dirty;
    this.#dirty = dirty;
    this.desk.store.edited(this.uri, edits, this.tellsUndo && isUndo);
    if (was && !dirty) void this.desk.store.settled(this.uri);
  }

  // --- saving ---

  async save(): Promise<void> {
    this.desk.files.put(this.uri, this.mark + this.buffer.replaceAll('\n', this.eol));
    this.#dirty = false;
    this.#savedAt = this.#done.length;
    await this.desk.store.settled(this.uri);
  }

  /** Takes the file's text, as VS Code does when it changed or changes are discarded: one edit of whole lines. */
  async reload(): Promise<void> {
    const was = this.#dirty;
    const file = this.desk.onDisk(this.uri);
    const edit = lineDifference(this.buffer, file);
    this.buffer = file;
    this.#dirty = false;
    this.#done = [];
    this.#undone = [];
    this.#savedAt = 0;
    if (edit) this.desk.store.edited(this.uri, [edit]);
    if (was) await this.desk.store.settled(this.uri);
  }

  /** Closes and does not save: VS Code says that the text is not dirty while it still has the unsaved changes. */
  async discard(): Promise<void> {
    this.#dirty = false;
    await Promise.all([this.desk.store.settled(this.uri), this.desk.store.close(this.uri)]);
  }

  close(): Promise<void> {
    return this.desk.store.close(this.uri);
  }
}

/** The edit of whole lines that turns `before` into `after`. */
function lineDifference(before: string, after: string): Edit | undefined {
  if (before === after) return undefined;
  const old = before.split('\n');
  const fresh = after.split('\n');
  let head = 0;
  while (head < Math.min(old.length, fresh.length) && old[head] === fresh[head]) head++;
  let tail = 0;
  while (
    tail < Math.min(old.length, fresh.length) - head &&
    old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]
  )
    tail++;
  const lengthOf = (lines: readonly string[]) => lines.join('\n').length;
  const start = Math.min(before.length, after.length, lengthOf(old.slice(0, head)) + (head > 0 ? 1 : 0));
  const rest = Math.min(
    before.length - start,
    after.length - start,
    lengthOf(old.slice(old.length - tail)) + (tail > 0 ? 1 : 0),
  );
  return { start, end: before.length - rest, text: after.slice(start, after.length - rest) };
}

/**
 * Many edits as one event, as VS Code makes it of what it undoes and redoes together: only what was typed goes, only
 * what was deleted comes, from the end of the text to its front.
 */
export function compose(
  before: string,
  edits: readonly Edit[],
): { readonly forward: readonly Edit[]; readonly backward: readonly Edit[] } {
  // For each character of the text whence it comes: an offset in `before`, or nothing.
  let origins: (number | undefined)[] = Array.from({ length: before.length }, (_, i) => i);
  for (const { start, end, text } of edits)
    origins = [
      ...origins.slice(0, start),
      ...Array.from({ length: text.length }, () => undefined),
      ...origins.slice(end),
    ];
  const after = applyEdits(before, edits);
  const forward: Edit[] = [];
  const backward: Edit[] = [];
  let old = 0;
  let from = 0;
  for (let at = 0; at <= origins.length; at++) {
    const origin = at === origins.length ? before.length : origins[at];
    if (origin === undefined) continue;
    if (origin > old || at > from) {
      forward.unshift({ start: old, end: origin, text: after.slice(from, at) });
      backward.unshift({ start: from, end: at, text: before.slice(old, origin) });
    }
    old = origin + 1;
    from = at + 1;
  }
  return { forward, backward };
}
