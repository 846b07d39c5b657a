import { fragment } from '../../../src/core/anchor.ts';
import type { Annotation } from '../../../src/core/annotation.ts';
import { applyEdits, type Edit } from '../../../src/core/edit.ts';
import { Live } from '../../../src/store/live.ts';
import type { TextSource } from '../../../src/store/page.ts';
import { compose, mark, unmark } from './desk.ts';

/** A text with annotations that follow it: `One [two] three.` has one, a0. In pictures, what is lost has no brackets. */
export class Sheet implements TextSource {
  readonly live = new Live();
  ids: readonly string[] = [];
  buffer: string;
  /** How often the text was asked for. */
  asked = 0;
  /** The ids that the last edit is said to have changed. */
  touched: readonly string[] = [];
  #done: { readonly before: string; readonly edits: readonly Edit[] }[] = [];
  #undone: { readonly before: string; readonly edits: readonly Edit[] }[] = [];

  constructor(marked: string) {
    const { text, spans } = unmark(marked);
    this.buffer = text;
    this.follow(spans.map((span, i) => annotated(`a${i}`, text, [span])));
  }

  follow(annotations: readonly Annotation[]): this {
    for (const annotation of annotations) this.live.set(annotation.id, annotation);
    this.ids = [...this.ids, ...annotations.map(({ id }) => id)];
    return this;
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
    return this.#done.length > 0;
  }

  get annotations(): Annotation[] {
    return this.ids.flatMap((id) => this.live.now(id) ?? []);
  }

  get picture(): string {
    return mark(this.buffer, this.annotations);
  }

  /** What each annotation says: its words, or that it is lost. */
  get words(): string[] {
    return this.annotations.map(({ target }) =>
      target.map(({ exact, state }) => (state ? `${state}: ${exact}` : exact)).join(' … '),
    );
  }

  /** One event with edits that follow one another. */
  edit(...edits: readonly Edit[]): this {
    this.#done.push({ before: this.buffer, edits });
    this.#undone = [];
    return this.#change(edits, false);
  }

  /** Puts a text in the place of words. */
  replace(words: string, text: string): this {
    return this.edit({ ...this.#find(words), text });
  }

  before(words: string, text: string): this {
    const { start } = this.#find(words);
    return this.edit({ start, end: start, text });
  }

  behind(words: string, text: string): this {
    const { end } = this.#find(words);
    return this.edit({ start: end, end, text });
  }

  /** Takes the last characters of words away, one event each. */
  backspace(words: string, count: number): this {
    const { end } = this.#find(words);
    for (let i = 1; i <= count; i++) this.edit({ start: end - i, end: end - i + 1, text: '' });
    return this;
  }

  /** Takes steps back, as one event or (`singly`) one after the other. `tells`: the editor says that it is undo. */
  undo(steps = 1, tells = true): this {
    const undone = this.#done.splice(-steps);
    this.#undone.push(...undone.toReversed());
    const [first] = undone;
    if (!first) throw new Error('There is nothing to undo');
    const edits = undone.flatMap((each) => each.edits);
    return this.#change(compose(first.before, edits).backward, tells);
  }

  redo(steps = 1, tells = true): this {
    const redone = this.#undone.splice(-steps).toReversed();
    this.#done.push(...redone);
    const edits = redone.flatMap((each) => each.edits);
    return this.#change(compose(this.buffer, edits).forward, tells);
  }

  get depth(): number {
    return this.#done.length;
  }

  /** The article was saved: what the annotations say now is what they are told to say. */
  settle(): this {
    for (const id of this.ids) {
      const now = this.live.now(id);
      if (!now || now === this.live.told(id)) continue;
      const target = now.target.map((each) => (each.state ? each : fragment(this.buffer, each)));
      this.live.settle(id, { ...now, target });
    }
    return this;
  }

  #find(words: string): { readonly start: number; readonly end: number } {
    const start = this.buffer.indexOf(words);
    if (start < 0) throw new Error(`"${words}" is not in the text`);
    return { start, end: start + words.length };
  }

  #change(edits: readonly Edit[], isUndo: boolean): this {
    this.buffer = applyEdits(this.buffer, edits);
    this.asked = 0;
    this.touched = [...this.live.edit(edits, this, isUndo)];
    return this;
  }
}

/** A claim on spans of a text. */
export const annotated = (
  id: string,
  text: string,
  spans: readonly { readonly start: number; readonly end: number }[],
): Annotation => ({
  id,
  label: 'claim',
  target: spans.map((span) => fragment(text, span)),
  attributes: {},
  links: [],
});
