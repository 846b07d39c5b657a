import type { Dice } from '../property/dice.ts';

/** A text of which each character knows where it came from. */
export interface Traced {
  readonly text: string;
  /** For each UTF-16 unit the offset in the first text that it came from, or whose place it took; -1 for none. */
  readonly from: Int32Array;
  /** For each UTF-16 unit 1 if it came from there, 0 if it is another in its place or new. */
  readonly kept: Uint8Array;
}

/** A text that nobody has edited. */
export const trace = (text: string): Traced => ({
  text,
  from: Int32Array.from({ length: text.length }, (_, i) => i),
  kept: new Uint8Array(text.length).fill(1),
});

/** New text for an edit, about so long, of the kind of the text that is edited. */
export type Source = (length: number) => string;

/** Changes a text. */
export type Edits = (text: Traced, dice: Dice, source: Source) => Traced;

/** Puts an edited text together from pieces of the text before. */
class Desk {
  readonly #before: Traced;
  readonly #text: string[] = [];
  readonly #from: number[] = [];
  readonly #kept: number[] = [];

  constructor(before: Traced) {
    this.#before = before;
  }

  keep(start: number, end: number): void {
    this.#text.push(this.#before.text.slice(start, end));
    for (let at = start; at < end; at++) {
      this.#from.push(this.#before.from[at] ?? -1);
      this.#kept.push(this.#before.kept[at] ?? 0);
    }
  }

  /** Puts other words in the place of a word: they count as standing there. */
  replace(start: number, end: number, text: string): void {
    this.#text.push(text);
    for (let i = 0; i < text.length; i++) {
      const at = start + Math.min(end - start - 1, Math.floor((i * (end - start)) / text.length));
      this.#from.push(this.#before.from[at] ?? -1);
      this.#kept.push(0);
    }
  }

  /** Writes the same in another way: what stands there counts as kept. */
  restyle(start: number, end: number, text: string): void {
    this.replace(start, end, text);
    this.#kept.fill(1, this.#kept.length - text.length);
  }

  insert(text: string): void {
    this.#text.push(text);
    for (let i = 0; i < text.length; i++) {
      this.#from.push(-1);
      this.#kept.push(0);
    }
  }

  done(): Traced {
    return { text: this.#text.join(''), from: Int32Array.from(this.#from), kept: Uint8Array.from(this.#kept) };
  }
}

/** The pieces of a text that end with a match; together they are the text. */
function pieces(text: string, end: RegExp): { readonly start: number; readonly end: number }[] {
  const ends = [...Array.from(text.matchAll(end), (found) => found.index + found[0].length), text.length];
  return ends.map((each, i) => ({ start: ends[i - 1] ?? 0, end: each })).filter((each) => each.start < each.end);
}

const sentences = (text: string) => pieces(text, /[.!?;]["”’»)]*\s+|\n+/g);
const paragraphs = (text: string) => pieces(text, /\n\n+/g);

const LETTERS = 'abcdefghijklmnopqrstuvwxyz ';

const letter = (dice: Dice): string => LETTERS.charAt(dice.below(LETTERS.length));

/** That share of the characters is replaced, taken out or pushed aside by another. */
const characters =
  (share: number): Edits =>
  (before, dice) => {
    const desk = new Desk(before);
    for (let at = 0; at < before.text.length; at++) {
      const kind = dice.chance(share) ? dice.below(3) : 3;
      if (kind === 0) desk.replace(at, at + 1, letter(dice));
      if (kind === 1) desk.insert(letter(dice));
      if (kind === 1 || kind === 3) desk.keep(at, at + 1);
    }
    return desk.done();
  };

/** That share of the text is written anew, 20 to 200 characters at a time. */
const bursts =
  (share: number): Edits =>
  (before, dice, source) => {
    const desk = new Desk(before);
    for (let at = 0; at < before.text.length; ) {
      const size = 20 + dice.below(181);
      const next = Math.min(before.text.length, at + Math.round(2 * size * (1 / share - 1) * dice.roll()));
      desk.keep(at, next);
      at = Math.min(before.text.length, next + size);
      if (at > next) desk.insert(source(Math.round(size * (0.7 + 0.6 * dice.roll()))));
    }
    return desk.done();
  };

/** That share of the words are other words. */
const words =
  (share: number): Edits =>
  (before, dice, source) => {
    const desk = new Desk(before);
    const others = source(4000).match(/[\p{L}\p{N}]+/gu) ?? [];
    let at = 0;
    for (const found of before.text.matchAll(/[\p{L}\p{N}]+/gu)) {
      if (!dice.chance(share)) continue;
      desk.keep(at, found.index);
      at = found.index + found[0].length;
      desk.replace(found.index, at, others[dice.below(others.length)] ?? '');
    }
    desk.keep(at, before.text.length);
    return desk.done();
  };

const inserted =
  (share: number): Edits =>
  (before, dice, source) => {
    const desk = new Desk(before);
    for (const { start, end } of sentences(before.text)) {
      if (dice.chance(share)) desk.insert(`${source(30 + dice.below(200))} `);
      desk.keep(start, end);
    }
    return desk.done();
  };

const deleted =
  (share: number): Edits =>
  (before, dice) => {
    const desk = new Desk(before);
    for (const { start, end } of sentences(before.text)) if (!dice.chance(share)) desk.keep(start, end);
    return desk.done();
  };

/** That share of the paragraphs stands elsewhere. */
const moved =
  (share: number): Edits =>
  (before, dice) => {
    const desk = new Desk(before);
    const all = paragraphs(before.text).map((each) => ({ ...each, moves: dice.chance(share) }));
    const order = all.filter(({ moves }) => !moves);
    const movers = dice.shuffle(all.filter(({ moves }) => moves));
    for (const each of movers) order.splice(dice.below(order.length + 1), 0, each);
    for (const { start, end } of order) desk.keep(start, end);
    return desk.done();
  };

/** White space, dashes and quotation marks as another program writes them. */
const normalised: Edits = (before, dice) => {
  const desk = new Desk(before);
  const isWrapped = dice.chance(0.5);
  let at = 0;
  for (const { index, 0: found } of before.text.matchAll(/\s+|[“”„«»]|[‘’]|\s*[–—]\s*/gu)) {
    const instead = /[–—]/u.test(found)
      ? ' - '
      : /[“”„«»]/u.test(found)
        ? '"'
        : /[‘’]/u.test(found)
          ? "'"
          : found.includes('\n')
            ? '\n'
            : isWrapped && dice.chance(0.1)
              ? '\n'
              : dice.chance(0.05)
                ? '\u00a0'
                : ' ';
    desk.keep(at, index);
    at = index + found.length;
    desk.restyle(index, at, instead);
  }
  desk.keep(at, before.text.length);
  return desk.done();
};

/** For that share of the sentences a second one stands elsewhere: the first one is the true one. */
const duplicated =
  (share: number): Edits =>
  (before, dice) => {
    const desk = new Desk(before);
    const all = sentences(before.text);
    for (const { start, end } of all) {
      const other = all[dice.below(all.length)];
      if (other && dice.chance(share)) desk.insert(before.text.slice(other.start, other.end));
      desk.keep(start, end);
    }
    return desk.done();
  };

const each =
  (...all: readonly Edits[]): Edits =>
  (before, dice, source) =>
    all.reduce((text, edits) => edits(text, dice, source), before);

/** What happens to articles, in twelve kinds. */
export const EDITS: Readonly<Record<string, Edits>> = {
  'characters 5 %': characters(0.05),
  'characters 20 %': characters(0.2),
  'rewritten 5 %': bursts(0.05),
  'rewritten 20 %': bursts(0.2),
  'words 10 %': words(0.1),
  'words 30 %': words(0.3),
  'sentences inserted': inserted(0.15),
  'sentences deleted': deleted(0.15),
  'paragraphs moved': moved(0.3),
  normalised,
  'sentences duplicated': duplicated(0.2),
  mixed: each(inserted(0.05), deleted(0.05), moved(0.1), duplicated(0.05), words(0.05), normalised, characters(0.01)),
};
