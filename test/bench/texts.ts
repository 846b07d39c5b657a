import { Dice } from '../property/dice.ts';

/**
 * The kinds of text that the benchmarks make. `bulletin` is in another script and of another build: it is there for a
 * last look at what was made by looking at the other three.
 */
export type Kind = 'prose' | 'speech' | 'code' | 'bulletin';

/** A text of that kind, of about `length` UTF-16 units (it ends with the paragraph that passes it). The seed says all. */
export function compose(kind: Kind, seed: number, length: number): string {
  const dice = new Dice(seed);
  const next = PARAGRAPHS[kind](dice);
  const parts: string[] = [];
  for (let size = 0; size < length; ) {
    const paragraph = next();
    parts.push(paragraph);
    size += paragraph.length + 2;
  }
  return `${parts.join('\n\n')}\n`;
}

const PARAGRAPHS: Readonly<Record<Kind, (dice: Dice) => () => string>> = {
  prose: (dice) => {
    const author = new Author(dice, LATIN);
    return () => repeat(1 + dice.below(4), () => author.reported()).join(' ');
  },
  speech: (dice) => {
    const author = new Author(dice, LATIN);
    return () => author.spoken();
  },
  code: (dice) => coder(dice),
  bulletin: (dice) => {
    const author = new Author(dice, CYRILLIC);
    return () => author.listed();
  },
};

function repeat<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make);
}

/** What words are built of, and the short ones that hold sentences together, the most frequent first. */
interface Script {
  readonly onsets: readonly string[];
  readonly vowels: readonly string[];
  readonly codas: readonly string[];
  readonly small: readonly string[];
}

const list = (words: string): readonly string[] => words.split(' ');

const LATIN: Script = {
  onsets: list('b br c ch cl d dr f fl g gr h j k l m n p pl pr qu r s sh sk sl st str t th tr v w'),
  vowels: list('a a e e e i i o o u ai ea ee io ou'),
  codas: ['', '', '', 'n', 'r', 's', 't', 'l', 'm', 'd', 'nd', 'nt', 'st', 'ck', 'ng', 'rm'],
  small: list(
    'the of and to a in that is was for on with he as it by at from his they be were are had not have which this but an has their or one we been more will would all who there when after also its two than into so could no if up over out about only some them can said other time new during before most where between these made then many such years while under against through because still any her she must never both now each without three',
  ),
};

const CYRILLIC: Script = {
  onsets: list('б в вр г д др ж з к кр л м н п пр р с ст т тр ф х ц ч ш'),
  vowels: list('а а е е и и о о о у ы ю я'),
  codas: ['', '', '', 'н', 'р', 'с', 'т', 'л', 'м', 'к', 'й', 'ть', 'ст'],
  small: list('и в не на с что по а как к из у за от о то для но он его до же при или во это все так бы был она их'),
};

/** Writes sentences from one vocabulary: ranks follow Zipf's law, as words in a language do. */
class Author {
  readonly #dice: Dice;
  readonly #script: Script;
  readonly #words: readonly string[];
  readonly #names: readonly string[];

  constructor(dice: Dice, script: Script) {
    this.#dice = dice;
    this.#script = script;
    this.#words = repeat(6000, () => this.#invent(1 + this.#size(3)));
    this.#names = repeat(60, () => capital(this.#invent(2 + dice.below(2))));
  }

  /** 0 to below `most`, small ones more often. */
  #size(most: number): number {
    return Math.floor(this.#dice.roll() ** 1.5 * most);
  }

  #one(items: readonly string[]): string {
    return items[this.#dice.below(items.length)] ?? '';
  }

  #invent(syllables: number): string {
    const { onsets, vowels, codas } = this.#script;
    return repeat(syllables, () => this.#one(onsets) + this.#one(vowels) + this.#one(codas)).join('');
  }

  /** An item by its rank, with a probability of about 1 / rank. */
  #ranked(items: readonly string[]): string {
    return items[Math.floor(items.length ** this.#dice.roll()) - 1] ?? items[0] ?? '';
  }

  #person(): string {
    const family = this.#ranked(this.#names);
    return this.#dice.chance(0.4) ? `${this.#ranked(this.#names)} ${family}` : family;
  }

  #number(): string {
    const below = (count: number): number => this.#dice.below(count);
    return this.#dice.pick(
      String(2 + below(90)),
      String(1950 + below(80)),
      `${1 + below(99)},${String(below(1000)).padStart(3, '0')}`,
      `${below(100)}.${below(10)} per cent`,
      `${1 + below(28)} ${this.#dice.pick('January', 'March', 'June', 'October')}`,
    );
  }

  #word(): string {
    const roll = this.#dice.roll();
    if (roll < 0.46) return this.#ranked(this.#script.small);
    if (roll < 0.93) return this.#ranked(this.#words);
    return roll < 0.975 ? this.#person() : this.#number();
  }

  /** How many words a sentence has: log-normal, about 20 on average, as in newspapers. */
  #length(): number {
    const normal = Math.sqrt(-2 * Math.log(1 - this.#dice.roll())) * Math.cos(2 * Math.PI * this.#dice.roll());
    return Math.max(3, Math.min(60, Math.round(Math.exp(2.85 + 0.5 * normal))));
  }

  /** Words with commas and dashes between them, without an end. */
  clause(count = this.#length()): string {
    const words = repeat(count, () => this.#word());
    return words.reduce((line, word, i) => {
      const roll = i > 2 && i < count - 2 ? this.#dice.roll() : 1;
      return `${line}${roll < 0.06 ? ', ' : roll < 0.07 ? ' — ' : ' '}${word}`;
    });
  }

  sentence(): string {
    return `${capital(this.clause())}${this.#dice.pick('.', '.', '.', '.', '.', '.', '.', '.', '.', '?')}`;
  }

  /** A sentence of a report, with somebody's words in some. */
  reported(): string {
    const roll = this.#dice.roll();
    if (roll < 0.72) return this.sentence();
    if (roll < 0.84) return `“${capital(this.clause())},” said ${this.#person()}.`;
    if (roll < 0.92) return `${this.#person()} said: “${this.sentence()}”`;
    return `“${capital(this.clause(8))},” ${this.#person()} told ${this.#person()}. “${this.sentence()}”`;
  }

  /** A paragraph of a speech: openings that come again and again, and now and then a short sentence twice. */
  spoken(): string {
    const opening = capital(this.clause(2 + this.#dice.below(3)));
    const sentences = repeat(2 + this.#dice.below(5), () =>
      this.#dice.chance(0.45) ? `${opening} ${this.clause()}.` : this.sentence(),
    );
    if (this.#dice.chance(0.15)) {
      const refrain = `${capital(this.clause(3 + this.#dice.below(4)))}.`;
      sentences.splice(1, 0, refrain);
      sentences.push(refrain);
    }
    if (this.#dice.chance(0.1)) sentences.push('Thank you very much. Thank you.');
    return sentences.join(' ');
  }

  /** An entry of a bulletin: a dated head and short lines. */
  listed(): string {
    const place = this.#ranked(this.#names);
    const head = `${1 + this.#dice.below(28)}.${1 + this.#dice.below(12)}.20${10 + this.#dice.below(16)} — ${place}`;
    const lines = repeat(2 + this.#dice.below(6), () =>
      this.#dice.chance(0.3)
        ? `• ${this.#ranked(this.#words)}: ${this.#number()}; ${this.#ranked(this.#words)}: ${this.#number()}`
        : `«${capital(this.clause(4 + this.#dice.below(14)))}» (${this.#person()}).`,
    );
    return [head, ...lines].join('\n');
  }
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Writes functions that are much alike, as programs are: a few patterns, copied, with other names in them. */
function coder(dice: Dice): () => string {
  const verbs = list('get set add find load save read write open close count parse print check update remove');
  const nouns = list('user item name page list file line node edge value index table event order price report');
  const types = list('number string boolean void Item[] Report');
  const one = (items: readonly string[]): string => items[dice.below(items.length)] ?? '';
  const name = (): string => one(verbs) + capital(one(nouns)) + (dice.chance(0.4) ? capital(one(nouns)) : '');
  const line = (of: string): string =>
    dice.pick(
      `  const ${one(nouns)} = this.${name()}(${of}.${one(nouns)}, ${dice.below(12)});`,
      `  if (${of}.${one(nouns)} === undefined) return ${dice.pick('undefined', 'false', '0', '[]')};`,
      `  if (!${of}.${one(nouns)}) throw new Error('no ${one(nouns)} in ${of}');`,
      `  for (const ${one(nouns)} of ${of}.${one(nouns)}s) {\n    ${name()}(${one(nouns)});\n  }`,
      `  return ${of}.${one(nouns)};`,
      `  this.${one(nouns)}s.push(${of});`,
      `  // ${capital(one(verbs))} the ${one(nouns)} before the ${one(nouns)}.`,
    );
  const written: string[] = [];
  return () => {
    const earlier = written[dice.below(written.length)];
    const copied = earlier !== undefined && dice.chance(0.2);
    const of = one(nouns);
    const block = copied
      ? earlier.replace(/\w+(?=\()/g, (called) => (dice.chance(0.5) ? name() : called))
      : [
          `export function ${name()}(${of}: ${capital(of)}): ${one(types)} {`,
          ...repeat(2 + dice.below(9), () => line(of)),
          '}',
        ].join('\n');
    written.push(block);
    return block;
  };
}
