import type { Annotation } from '../core/annotation.ts';
import type { Codebook } from '../core/label.ts';
import { fill } from '../core/problem.ts';
import type { About } from './sidecar.ts';
import { type Said, Terms } from './terms.ts';

/** One article with one set of annotations (of its shared sidecar, or of one annotator's own), as every format takes it. */
export interface Exportable {
  /** The article's path in this export: below the folder that all its projects share, with `/`. */
  readonly file: string;
  /** The project's root as seen from that same folder: empty, or a path that ends with `/`. Links into other articles start there. */
  readonly root: string;
  /** The sidecar's path in this export without its ending: `file`, or for one annotator's own `kharkiv.txt.ana`. */
  readonly stem: string;
  /** As core/text.ts means it. */
  readonly text: string;
  /** Of `text` as UTF-8. What the sidecar says may belong to an older text. */
  readonly sha256: string;
  readonly about: About;
  /** Whose own sidecar it is. */
  readonly annotator?: string | undefined;
  /** In the order of their file, looked up in `text`: UTF-16, with their states. */
  readonly annotations: readonly Annotation[];
  readonly codebook: Codebook;
}

/** The English sentence of each loss, a key of its translation like those of core/problem.ts. */
export const LOSSES = {
  'no-place': 'Written without a place: the words are not in the article as it is now.',
  'one-piece': 'Written as one piece, from its first word to its last: the format knows no fragments.',
  renamed: 'Written under another name, since the format does not allow "{0}": {1}.',
  'no-keys': 'Written without what the format cannot hold: {0}.',
  unplaced: 'Left out: the words are not in the article as it is now, and the format has no way to say so.',
  'control-character': 'Left out: its words begin or end with a control character, and the format cannot have that.',
  'only-space': 'Left out: there is nothing but white space in it.',
  trimmed: 'Written without the white space at its ends: the format cannot have that.',
  'other-space': 'Written with other white space between its lines: the format does not keep it.',
  pieces: 'Written as {0} pieces, one for each fragment and line: the format does not say that they belong together.',
  'one-label':
    'Left out: it shares words with a longer one or one that begins earlier, and the format has one label for each word.',
  'not-claim': 'Left out: it is no claim.',
  'no-verdict': 'Left out: the claim has no verdict, or only the one with which every claim begins.',
  incomplete: 'Written without what search engines demand: {0}.',
  'not-true':
    'Left out: read back, the exported place did not hold the annotated words. This is a fault in Newsmark; please report it.',
} as const;

type Code = keyof typeof LOSSES;

/** Losses of annotations that are not in the output at all. */
export const LEFT_OUT: ReadonlySet<Code> = new Set<Code>([
  'unplaced',
  'control-character',
  'only-space',
  'one-label',
  'not-claim',
  'no-verdict',
  'not-true',
]);

/** What an export could not say of one annotation. */
export interface Loss {
  readonly code: Code;
  readonly values: readonly string[];
  readonly file: string;
  readonly id: string;
}

export const lossSentence = (loss: Pick<Loss, 'code' | 'values'>): string => fill(LOSSES[loss.code], loss.values);

export interface Printed {
  /** What is added to the output for one article. */
  readonly chunk: string;
  /** Those that mean an annotation is left out are the only ones told of it. */
  readonly losses: readonly Loss[];
}

/** A way to write a format where there are several; the first value is meant unless a person says another one. */
export interface Choice {
  /** What the command line calls it: `unit` is `--unit`. */
  readonly name: string;
  /** Each with one line, for people who choose. */
  readonly values: readonly { readonly value: string; readonly description: string }[];
}

/** What was chosen, by the names of choices. What is missing is the first value. */
export type Choices = Readonly<Record<string, string>>;

/** A part of an output file. Parts with the same name follow one another. */
export interface Piece {
  /** A path below the export's folder, with `/`. */
  readonly name: string;
  /** Text is written as UTF-8. */
  readonly content: string | Uint8Array;
  /** No other piece of this file follows. The others are whole when the export ends. */
  readonly isWhole?: boolean;
}

/** The bytes of the pieces of one file. */
export function contentOf(pieces: readonly Piece[]): Uint8Array {
  const encoder = new TextEncoder();
  const parts = pieces.map(({ content }) => (typeof content === 'string' ? encoder.encode(content) : content));
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/**
 * A format that annotations are exported to. An output file is `head`, then one chunk for each article with `between`
 * before all but the first, then `foot`: an export of any size goes through memory article by article.
 */
export interface Exporter {
  /** What the command line calls it. */
  readonly name: string;
  readonly title: string;
  /** One line, for people who choose. */
  readonly description: string;
  /** Of the output files, with its dot. */
  readonly extension: string;
  /** One output file for all articles, or one for each, in the articles' folders. */
  readonly per: 'export' | 'article';
  /** What the name of an article's output is made of, where that is not the article's whole name. */
  stemOf?(stem: string): string;
  readonly choices?: readonly Choice[];
  /** It has the labels and values of the articles, and none of their annotations. */
  readonly onlyTerms?: boolean;
  head?(choices?: Choices): string;
  readonly between?: string;
  readonly foot?: string;
  print(article: Exportable, choices?: Choices): Printed;
  /**
   * Reads a chunk back and slices the article's text in the format's own unit. Gives the ids of the annotations that
   * are missing from it, or whose place does not hold the annotated words. None of those that `print` left out.
   */
  untrue(chunk: string, article: Exportable, choices?: Choices): readonly string[];
  /** Whole files that stand beside the output of an article. */
  beside?(article: Exportable, choices?: Choices): readonly Piece[];
  /** Whole files about all articles, made when those have been written. */
  about?(terms: Terms, choices?: Choices): readonly Piece[];
  /** Makes the output of chunks where that is not their text in a row. */
  packed?(choices?: Choices): Packer;
}

/** Makes output files of chunks. */
export interface Packer {
  add(chunk: string, article: Exportable): readonly Piece[];
  end(terms: Terms): readonly Piece[];
}

/** The output file that an article's chunk belongs to: a path below the export's folder, with `/`. */
export const outputOf = (exporter: Exporter, article: Pick<Exportable, 'stem'>): string =>
  (exporter.per === 'export' ? 'annotations' : (exporter.stemOf?.(article.stem) ?? article.stem)) + exporter.extension;

export interface Exported extends Printed {
  readonly written: number;
}

/** Prints an article and reads the chunk back. An annotation for which it is not true is left out, with a loss that says so. */
export function exportArticle(exporter: Exporter, article: Exportable, choices: Choices = {}): Exported {
  const printed = exporter.print(article, choices);
  const leftOut = new Set(printed.losses.filter(({ code }) => LEFT_OUT.has(code)).map(({ id }) => id));
  const present = leftOut.size === 0 ? article : without(article, leftOut);
  const untrue = new Set(exporter.untrue(printed.chunk, present, choices));
  const written = present.annotations.length - untrue.size;
  if (untrue.size === 0) return { ...printed, written };
  const { chunk, losses } = exporter.print(without(article, untrue), choices);
  const told = [...untrue].map((id): Loss => ({ code: 'not-true', values: [], file: article.file, id }));
  return { chunk, losses: [...losses, ...told], written };
}

const without = (article: Exportable, ids: ReadonlySet<string>): Exportable => ({
  ...article,
  annotations: article.annotations.filter(({ id }) => !ids.has(id)),
});

/** What comes of one article: pieces that are to be written before the next one is added. */
export interface Added {
  readonly pieces: readonly Piece[];
  readonly losses: readonly Loss[];
  readonly written: number;
}

/** What a section of an export adds to it: its part of the one file for all articles, and what it knows of their terms. */
export interface Section {
  readonly content: Uint8Array;
  readonly terms: Said;
}

/** An export that goes on, or a section of one: that has no head, and no end. */
export class Export {
  readonly #exporter: Exporter;
  readonly #choices: Choices;
  readonly #packer: Packer | undefined;
  readonly #terms = new Terms();
  readonly #isSection: boolean;
  #isBegun = false;

  constructor(exporter: Exporter, choices: Choices = {}, isSection = false) {
    this.#exporter = exporter;
    this.#isSection = isSection;
    this.#choices = choices;
    this.#packer = exporter.packed?.(choices);
  }

  add(article: Exportable): Added {
    const exporter = this.#exporter;
    const { chunk, losses, written } = exportArticle(exporter, article, this.#choices);
    this.#terms.add(article);
    const beside = exporter.beside?.(article, this.#choices) ?? [];
    return { pieces: [...this.#piecesOf(chunk, article), ...beside], losses, written };
  }

  /** What a section knows of the terms of its articles. */
  get terms(): Said {
    return this.#terms.said;
  }

  /** The same as to add the articles of a section, whose whole files are written already. For formats without a packer. */
  join({ content, terms }: Section): readonly Piece[] {
    this.#terms.join(terms);
    if (content.length === 0) return [];
    const name = outputOf(this.#exporter, { stem: '' });
    return [
      { name, content: this.#lead() },
      { name, content },
    ];
  }

  /** What is left to be written when all articles were added. */
  end(): readonly Piece[] {
    const about = this.#exporter.about?.(this.#terms, this.#choices) ?? [];
    return [...(this.#packer?.end(this.#terms) ?? this.#last()), ...about];
  }

  #piecesOf(chunk: string, article: Exportable): readonly Piece[] {
    if (this.#packer) return this.#packer.add(chunk, article);
    const { foot = '', per } = this.#exporter;
    const name = outputOf(this.#exporter, article);
    if (per === 'article') return [{ name, content: this.#head + chunk + foot, isWhole: true }];
    return chunk === '' ? [] : [{ name, content: this.#lead() + chunk }];
  }

  get #head(): string {
    return this.#exporter.head?.(this.#choices) ?? '';
  }

  /** What stands before the next chunk. */
  #lead(): string {
    const { between = '' } = this.#exporter;
    const lead = this.#isBegun ? between : this.#isSection ? '' : this.#head;
    this.#isBegun = true;
    return lead;
  }

  #last(): readonly Piece[] {
    const { foot = '', per } = this.#exporter;
    if (per === 'article') return [];
    return [{ name: outputOf(this.#exporter, { stem: '' }), content: (this.#isBegun ? '' : this.#head) + foot }];
  }
}
