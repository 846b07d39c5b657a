import { type Edit, type Replacement, undone } from './edit.ts';
import { FARTHEST } from './extents.ts';
import type { Span } from './span.ts';
import { includes } from './span.ts';
import { Spans } from './spans.ts';

/**
 * Many spans that follow one text while it is edited. Each belongs to a key; a key may have several (the fragments of
 * one annotation), which keep their order. What an edit costs grows with what it reaches, and with the logarithm of how
 * many spans there are.
 */
export class Tracked<Key = string> {
  readonly #spans = new Spans();
  readonly #owners = new Map<Key, Owner<Key>>();
  /** By the number of a span. */
  readonly #ownerOf: Owner<Key>[] = [];
  /** Spans beyond any text, as a damaged sidecar may have them: they stay as they are. */
  readonly #beyond = new Map<Key, readonly Span[]>();

  set(key: Key, spans: readonly Span[]): void {
    this.delete(key);
    if (spans.some(({ end }) => end > FARTHEST)) {
      this.#beyond.set(key, spans);
      return;
    }
    const owner = { key, numbers: spans.map((span) => this.#spans.add(span)) };
    this.#owners.set(key, owner);
    for (const number of owner.numbers) this.#ownerOf[number] = owner;
  }

  delete(key: Key): void {
    for (const number of this.#owners.get(key)?.numbers ?? []) this.#spans.remove(number);
    this.#owners.delete(key);
    this.#beyond.delete(key);
  }

  /** Where the key's spans are now. A span whose characters are all gone is empty. Undefined for a key not known. */
  get(key: Key): readonly Span[] | undefined {
    return this.#owners.get(key)?.numbers.map((number) => this.#spans.get(number)) ?? this.#beyond.get(key);
  }

  /** The keys that have a span over the character at `offset` (UTF-16), in no particular order. */
  at(offset: number): Key[] {
    const found: Key[] = [];
    this.#spans.near(offset, offset, (number, start, end) => {
      const owner = this.#ownerOf[number];
      if (owner && includes({ start, end }, offset)) found.push(owner.key);
    });
    return found.length > 1 ? [...new Set(found)] : found;
  }

  /** The keys that have a span, maybe an empty one, over a place or touching it. */
  near({ start, end }: Span): Set<Key> {
    const found = new Set<Key>();
    this.#spans.near(start, end, (number) => {
      const owner = this.#ownerOf[number];
      if (owner) found.add(owner.key);
    });
    return found;
  }

  /** Moves all spans through edits that follow one another. */
  move(edits: readonly Replacement[]): void {
    for (const edit of edits) this.#spans.edit(edit, () => {});
  }

  /**
   * Moves all spans through edits that follow one another. Gives the keys whose text an edit reached into, and those
   * of empty spans where text came or went beside them, with all their spans as they were before.
   */
  edit(edits: readonly Edit[]): ReadonlyMap<Key, readonly Span[]> {
    const touched = new Map<Key, readonly Span[]>();
    for (let index = 0; index < edits.length; index++) this.#edit(edits, index, touched);
    return touched;
  }

  #edit(edits: readonly Edit[], index: number, touched: Map<Key, readonly Span[]>): void {
    const edit = edits[index];
    if (!edit) return;
    const reached: Reached[] = [];
    this.#spans.edit(edit, (number, start, end) => {
      reached.push({ number, start, end });
    });
    let places: ReadonlyMap<number, Span> | undefined;
    for (const { number, start, end } of reached) {
      const owner = this.#ownerOf[number];
      if (!owner || touched.has(owner.key)) continue;
      let spans: readonly Span[] = [{ start, end }];
      if (owner.numbers.length > 1) {
        places ??= new Map(reached.map((each) => [each.number, { start: each.start, end: each.end }]));
        const known = places;
        // Taken back, an edit brings those to their place that it did not reach.
        spans = owner.numbers.map((each) => known.get(each) ?? undone(this.#spans.get(each), [edit]));
      }
      // None of the edits before has reached any of them.
      touched.set(owner.key, index > 0 ? spans.map((span) => undone(span, edits.slice(0, index))) : spans);
    }
  }
}

/** A key and the numbers of its spans. */
interface Owner<Key> {
  readonly key: Key;
  readonly numbers: readonly number[];
}

/** A span that an edit reached, as it was before. */
interface Reached extends Span {
  readonly number: number;
}
