import type { Edit } from '../../src/core/edit.ts';
import type { Span } from '../../src/core/span.ts';

/** A character that knows to which spans it belongs. */
interface Character {
  owners: readonly number[];
}

/**
 * The rules of docs/tracking.md, stated without any arithmetic of borders: a text in which each character knows to which
 * spans it belongs. A span is where its characters are. One that has lost all of them waits behind the character that
 * stood before them, or the nearest one before that which is left.
 */
export class Characters {
  #text: Character[];
  /** How many characters each span has. */
  readonly #sizes: number[] = [];
  /** Behind which characters spans wait that have none; undefined for the beginning of the text. */
  readonly #waiting = new Map<number, Character | undefined>();

  constructor(length: number) {
    this.#text = Array.from({ length }, () => ({ owners: [] }));
  }

  get length(): number {
    return this.#text.length;
  }

  add({ start, end }: Span): number {
    const span = this.#sizes.length;
    this.#sizes.push(end - start);
    if (start === end) this.#waiting.set(span, this.#text[start - 1]);
    for (const character of this.#text.slice(start, end)) character.owners = [...character.owners, span];
    return span;
  }

  /** Puts new characters in the place of others, and gives the spans to which one of either belongs, or that wait there. */
  edit({ start, end, text }: Edit): Set<number> {
    const before = this.#text[start - 1];
    const gone = this.#text.slice(start, end);
    const touched = new Set(gone.flatMap(({ owners }) => owners));
    const here = new Set<Character | undefined>([before, ...gone]);
    for (const [span, character] of this.#waiting) {
      if (!here.has(character)) continue;
      touched.add(span);
      this.#waiting.set(span, before);
    }
    const owners = this.#ownersOf(start, gone);
    for (const owner of owners) touched.add(owner);
    const fresh = Array.from({ length: text.length }, (): Character => ({ owners }));
    this.#text = [...this.#text.slice(0, start), ...fresh, ...this.#text.slice(end)];
    for (const owner of gone.flatMap((each) => each.owners)) this.#sizes[owner] = (this.#sizes[owner] ?? 0) - 1;
    for (const owner of owners) this.#sizes[owner] = (this.#sizes[owner] ?? 0) + text.length;
    for (const owner of touched) if (this.#sizes[owner] === 0) this.#waiting.set(owner, before);
    return touched;
  }

  /** To which spans what comes at a place belongs: to those that have all that went, and more; where nothing went, the characters on both sides. */
  #ownersOf(start: number, gone: readonly Character[]): readonly number[] {
    const [first, ...others] = gone.length > 0 ? gone : this.#text.slice(Math.max(0, start - 1), start + 1);
    if (!first || (gone.length === 0 && others.length === 0)) return [];
    const common = first.owners.filter((owner) => others.every(({ owners }) => owners.includes(owner)));
    return gone.length > 0 ? common.filter((owner) => (this.#sizes[owner] ?? 0) > gone.length) : common;
  }

  /** Where all spans are now. */
  get spans(): readonly Span[] {
    const firsts: (number | undefined)[] = [];
    const places = new Map<Character | undefined, number>([[undefined, 0]]);
    for (const [i, character] of this.#text.entries()) {
      for (const owner of character.owners) firsts[owner] ??= i;
      places.set(character, i + 1);
    }
    return this.#sizes.map((size, span): Span => {
      const start = (size > 0 ? firsts[span] : places.get(this.#waiting.get(span))) ?? 0;
      return { start, end: start + size };
    });
  }
}
