import { type Span, trim } from '../core/span.ts';
import { segments } from './elsewhere.ts';
import { boundaries } from './english.ts';
import { paragraphs } from './paragraphs.ts';

/** So much of a paragraph tells its script, in UTF-16 code units. */
const TELLING = 200;

/** From here on (UTF-16) one character says as much as several letters, and Latin names weigh less beside it. */
const [FIRST_CJK, LETTERS_OF_CJK] = [0x2e80, 3];

/**
 * The sentences of articles. It remembers those of each paragraph, so that after an edit only what was edited is looked
 * at again; one for each article.
 */
export class Sentences {
  #text: string | undefined;
  #language: string | undefined;
  #paragraphs: readonly Span[] = [];
  #known = new Map<string, readonly Span[]>();
  #all: readonly Span[] | undefined;

  /**
   * All sentences of a text (UTF-16, LF), in order, without white space at their ends; none overlaps another.
   * `language`: a BCP 47 tag; without one, what is written in Latin letters is taken for English.
   */
  of(text: string, language?: string): readonly Span[] {
    this.#look(text, language);
    if (this.#all) return this.#all;
    const known = new Map<string, readonly Span[]>();
    const found: Span[] = [];
    for (const { start, end } of this.#paragraphs) {
      const paragraph = text.slice(start, end);
      const inside = known.get(paragraph) ?? this.#known.get(paragraph) ?? split(paragraph, language);
      known.set(paragraph, inside);
      for (const each of inside) found.push({ start: start + each.start, end: start + each.end });
    }
    this.#known = known;
    this.#all = found;
    return found;
  }

  /** The sentence at an offset, or the one before it where it stands between two. Undefined on an empty line. */
  at(text: string, offset: number, language?: string): Span | undefined {
    this.#look(text, language);
    const around = this.#paragraphs.find(({ start, end }) => start <= offset && offset <= end);
    if (!around) return undefined;
    const paragraph = text.slice(around.start, around.end);
    const inside = this.#known.get(paragraph) ?? split(paragraph, language);
    this.#known.set(paragraph, inside);
    const found = inside.findLast(({ start }) => around.start + start <= offset) ?? inside[0];
    return found && { start: around.start + found.start, end: around.start + found.end };
  }

  #look(text: string, language: string | undefined): void {
    if (text === this.#text && language === this.#language) return;
    if (language !== this.#language) this.#known.clear();
    this.#language = language;
    this.#all = undefined;
    this.#text = text;
    this.#paragraphs = paragraphs(text);
  }
}

function split(paragraph: string, language: string | undefined): Span[] {
  const found: Span[] = [];
  let start = 0;
  const add = (end: number): void => {
    const sentence = trim(paragraph, { start, end });
    if (sentence) found.push(sentence);
    start = end;
  };
  for (const end of ends(paragraph, language)) add(end);
  add(paragraph.length);
  return found;
}

const ends = (paragraph: string, language: string | undefined): readonly number[] =>
  isEnglish(paragraph, language) ? boundaries(paragraph) : segments(paragraph, language);

function isEnglish(paragraph: string, language: string | undefined): boolean {
  if (language !== undefined) return /^en(?:-|$)/i.test(language);
  let latin = 0;
  for (let i = 0; i < paragraph.length && i < TELLING; i++) {
    const unit = paragraph.charCodeAt(i);
    if ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a) latin++;
    else if (unit >= 0x370 && (unit < 0x2000 || unit > 0x206f)) latin -= unit < FIRST_CJK ? 1 : LETTERS_OF_CJK;
  }
  return latin >= 0;
}
