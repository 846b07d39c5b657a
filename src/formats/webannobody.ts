import type { Skip } from './importer.ts';
import { clip } from './importer.ts';
import { type Layer, layerOf } from './webannolayers.ts';
import { MARK, unescapeText } from './webannotext.ts';

/** A token, or a part of one. */
export interface Row {
  /** `1-2`, or `1-2.1`. */
  readonly name: string;
  readonly begin: number;
  readonly end: number;
  /** Those of the token. */
  readonly words: string;
  /** From the fourth on. */
  readonly cells: readonly string[];
  /** From 1. */
  readonly line: number;
}

/** A sentence, where it begins by the place of its first token. */
export interface Sentence {
  readonly begin: number;
  readonly text: string;
}

/** What the lines of a file are. */
export interface Body {
  readonly layers: readonly Layer[];
  readonly rows: readonly Row[];
  /** What stands in lines that only Newsmark writes. */
  readonly marks: readonly { readonly said: object; readonly line: number }[];
  /** Undefined where the places of its sentences are none. */
  readonly text: string | undefined;
  /** In the file's order. */
  readonly sentences: readonly Sentence[];
  readonly skipped: readonly Skip[];
}

/** So many spaces between sentences make no text. */
const MOST_SPACES = 10_000_000;

/** Puts the text of an article together of those of its sentences, as INCEpTION does, and closer where Newsmark says how. */
class Builder {
  readonly #parts: string[] = [];
  #length = 0;
  #spaces = 0;
  #isWhole = true;

  /** `before`: what stands between the last sentence and this one, where that is known. */
  add(sentence: string, begin: number, before: string | undefined): void {
    const gap = before ?? (this.#length === 0 || this.#length === begin ? '' : '\n');
    this.#put(gap);
    const missing = begin - this.#length;
    this.#spaces += missing;
    if (missing < 0 || this.#spaces > MOST_SPACES) this.#isWhole = false;
    else this.#put(' '.repeat(missing));
    this.#put(sentence);
  }

  text(after: string): string | undefined {
    return this.#isWhole ? this.#parts.join('') + after : undefined;
  }

  #put(text: string): void {
    this.#parts.push(text);
    this.#length += text.length;
  }
}

/** Reads the lines behind the first. */
export function bodyOf(lines: readonly string[]): Body {
  const layers = lines.flatMap((line) => layerOf(line) ?? []);
  const width = layers.reduce((sum, { columns }) => sum + columns.length, 0);
  const rows: Row[] = [];
  const marks: Body['marks'][number][] = [];
  const skipped: Skip[] = [];
  const builder = new Builder();
  const sentences: Sentence[] = [];
  let sentence: string[] = [];
  let before: string | undefined;
  let after = '\n';
  for (const [i, line] of lines.entries()) {
    if (line.startsWith('#Text=')) sentence.push(unescapeText(line.slice('#Text='.length)));
    else if (line.startsWith(MARK)) {
      const said = jsonOf(line.slice(MARK.length));
      if (said && 'before' in said && typeof said.before === 'string') before = said.before;
      else if (said && 'after' in said && typeof said.after === 'string') after = said.after;
      else if (said) marks.push({ said, line: i + 1 });
      else skipped.push({ code: 'bad-line', values: [clip(line)], line: i + 1 });
    } else if (line !== '' && !line.startsWith('#')) {
      const row = rowOf(line, i + 1);
      if (row && sentence.length > 0) {
        const text = sentence.join('\n');
        // Mostly it begins with its first token.
        const begin = row.begin - Math.max(0, text.indexOf(row.words));
        sentences.push({ begin, text });
        builder.add(text, begin, before);
        sentence = [];
        before = undefined;
      }
      const there = row && wordsAt(row, sentences.at(-1));
      if (!row || row.cells.length < width) skipped.push({ code: 'bad-line', values: [clip(line)], line: i + 1 });
      else if (there !== undefined && there !== row.words)
        skipped.push({ code: 'other-words', values: [clip(there), clip(row.words)], line: i + 1 });
      else rows.push(row);
    }
  }
  return { layers, rows, marks, text: builder.text(after), sentences, skipped };
}

/** What stands in a sentence at the place of a token of it. Undefined where there is no sentence. */
const wordsAt = ({ begin, end }: Row, sentence: Sentence | undefined): string | undefined =>
  sentence?.text.slice(Math.max(0, begin - sentence.begin), Math.max(0, end - sentence.begin));

function rowOf(line: string, number: number): Row | undefined {
  const [name = '', place = '', words = '', ...cells] = line.split('\t');
  const [, begin, end] = /^(\d{1,15})-(\d{1,15})$/.exec(place) ?? [];
  if (!/^\d+-\d+(\.\d+)?$/.test(name) || begin === undefined || end === undefined) return undefined;
  return { name, begin: Number(begin), end: Number(end), words: unescapeText(words), cells, line: number };
}

function jsonOf(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
