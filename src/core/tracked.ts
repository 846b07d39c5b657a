import type { Edit } from './edit.ts';
import { follow } from './edit.ts';
import type { Span } from './span.ts';
import { includes } from './span.ts';

/**
 * Many spans that follow one text while it is edited. Each belongs to a key; a key may have several (the fragments of
 * one annotation), which keep their order.
 */
export class Tracked {
  readonly #spans = new Map<string, readonly Span[]>();

  set(key: string, spans: readonly Span[]): void {
    this.#spans.set(key, spans);
  }

  delete(key: string): void {
    this.#spans.delete(key);
  }

  /** Where the key's spans are now. A span whose characters are all gone is empty. Undefined for a key not known. */
  get(key: string): readonly Span[] | undefined {
    return this.#spans.get(key);
  }

  /** Where all spans are now, by key: what `edit` does later is not seen in it. */
  all(): ReadonlyMap<string, readonly Span[]> {
    return new Map(this.#spans);
  }

  /** The keys that have a span over the character at `offset` (UTF-16). */
  at(offset: number): string[] {
    return [...this.#spans].filter(([, spans]) => spans.some((span) => includes(span, offset))).map(([key]) => key);
  }

  /**
   * Moves all spans through edits that follow one another. Gives the keys whose text an edit reached into, and those
   * of empty spans where text came or went beside them.
   */
  edit(edits: readonly Edit[]): Set<string> {
    const touched = new Set<string>();
    for (const edit of edits) {
      for (const [key, spans] of this.#spans) {
        const moved = spans.map((span) => follow(span, edit));
        if (moved.some((span) => span.touched)) touched.add(key);
        this.#spans.set(key, moved);
      }
    }
    return touched;
  }
}
