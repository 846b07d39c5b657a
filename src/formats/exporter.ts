import type { Annotation } from '../core/annotation.ts';
import type { Codebook } from '../core/label.ts';
import { fill } from '../core/problem.ts';
import type { About } from './sidecar.ts';

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
  'no-keys': 'Written without what the format cannot hold: {0}.',
  'not-true':
    'Left out: read back, the exported place did not hold the annotated words. This is a fault in Newsmark; please report it.',
} as const;

/** What an export could not say of one annotation. */
export interface Loss {
  readonly code: keyof typeof LOSSES;
  readonly values: readonly string[];
  readonly file: string;
  readonly id: string;
}

export const lossSentence = (loss: Pick<Loss, 'code' | 'values'>): string => fill(LOSSES[loss.code], loss.values);

export interface Printed {
  /** What is added to the output for one article. */
  readonly chunk: string;
  readonly losses: readonly Loss[];
}

/**
 * A format that annotations are exported to. An output file is `head` and then one chunk for each article, so that an
 * export of any size goes through memory article by article.
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
  readonly head: string;
  print(article: Exportable): Printed;
  /**
   * Reads a chunk back and slices the article's text in the format's own unit. Gives the ids of the annotations that
   * are missing from it, or whose place does not hold the annotated words.
   */
  untrue(chunk: string, article: Exportable): readonly string[];
}

/** The output file that an article's chunk belongs to: a path below the export's folder, with `/`. */
export const outputOf = (exporter: Exporter, article: Pick<Exportable, 'stem'>): string =>
  (exporter.per === 'export' ? 'annotations' : article.stem) + exporter.extension;

export interface Exported extends Printed {
  readonly written: number;
}

/** Prints an article and reads the chunk back. An annotation for which it is not true is left out, with a loss that says so. */
export function exportArticle(exporter: Exporter, article: Exportable): Exported {
  const printed = exporter.print(article);
  const untrue = new Set(exporter.untrue(printed.chunk, article));
  if (untrue.size === 0) return { ...printed, written: article.annotations.length };
  const annotations = article.annotations.filter(({ id }) => !untrue.has(id));
  const { chunk, losses } = exporter.print({ ...article, annotations });
  const leftOut = [...untrue].map((id): Loss => ({ code: 'not-true', values: [], file: article.file, id }));
  return { chunk, losses: [...losses, ...leftOut], written: annotations.length };
}
