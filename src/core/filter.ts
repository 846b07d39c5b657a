import type { Annotation } from './annotation.ts';
import { quoted } from './annotation.ts';
import { type Codebook, titleOf } from './label.ts';

/** Text as it is compared: without case and accents. */
const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();

/**
 * Finds annotations by what people read of them: words, label, values of attributes, note, and who wrote it. What it
 * has read of an annotation it keeps, so that each letter that is typed is answered at once.
 */
export class Finder {
  readonly #codebook: Codebook;
  readonly #texts = new WeakMap<Annotation, string>();

  constructor(codebook: Codebook) {
    this.#codebook = codebook;
  }

  /** Those in which every word of what was typed stands, wherever; all where nothing was typed. In their order. */
  find(annotations: readonly Annotation[], typed: string): readonly Annotation[] {
    const words = folded(typed).split(/\s+/).filter(Boolean);
    if (words.length === 0) return annotations;
    return annotations.filter((annotation) => {
      const text = this.#textOf(annotation);
      return words.every((word) => text.includes(word));
    });
  }

  #textOf(annotation: Annotation): string {
    const known = this.#texts.get(annotation);
    if (known !== undefined) return known;
    const { label, attributes, note, by, modifiedBy, review } = annotation;
    const title = titleOf(this.#codebook, label);
    const fields = [quoted(annotation), title, label, Object.values(attributes), note, by, modifiedBy, review?.by];
    // No word goes over a line.
    const text = folded(
      fields
        .flat()
        .filter((field) => field !== undefined)
        .join('\n'),
    );
    this.#texts.set(annotation, text);
    return text;
  }
}
