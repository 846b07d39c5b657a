import type { Annotation } from '../core/annotation.ts';
import type { Problem } from '../core/problem.ts';
import type { Exportable } from '../formats/exporter.ts';
import { type About, type Parsed, parse } from '../formats/sidecar.ts';
import { decode, decodeSource, placed, sha256 } from './article.ts';
import { type Files, nameOf, parentOf, relative } from './files.ts';
import type { Project } from './project.ts';

/** An article and one of its sidecars as they stand on the disk, read once and not followed. */
export interface Reading {
  readonly article: string;
  readonly sidecar: string;
  /** Undefined when there is no such article, or it cannot be read as text: `problems` says why. */
  readonly text?: string | undefined;
  /** The sidecar's bytes; undefined when there is no such file. */
  readonly bytes?: Uint8Array | undefined;
  /** Undefined when there is no such sidecar. Problems of the sidecar's file are in here. */
  readonly parsed?: Parsed | undefined;
  /** Looked up in the text (UTF-16); none without a text. */
  readonly annotations: readonly Annotation[];
  /** What is wrong with the article's file. */
  readonly problems: readonly Problem[];
}

/** Gives the text for which a sidecar was written, where that is known; `text` is the present one. */
export type OldText = (about: About, text: string) => Promise<string | undefined>;

/** Reads an article and a sidecar of it. Rejects when one of them is there but cannot be read. */
export async function readArticle(files: Files, article: string, sidecar: string, oldText?: OldText): Promise<Reading> {
  const [bytes, source] = await Promise.all([files.read(article), files.read(sidecar)]);
  const parsed = source && parseBytes(source, nameOf(article));
  const known = { article, sidecar, bytes: source, parsed };
  if (!bytes)
    return {
      ...known,
      annotations: [],
      problems: [{ code: 'no-article', severity: 'error', values: [nameOf(article)] }],
    };
  const { text, problems } = decode(bytes, parsed?.value?.article.encoding);
  const value = parsed?.value;
  if (text === undefined || !value) return { ...known, text, annotations: [], problems };
  const annotations = placed(value.annotations, text, await oldText?.(value.article, text));
  return { ...known, text, annotations, problems };
}

/** Why nothing can be done to an article that was read; undefined when something can. */
export function refusalOf({ text, parsed, problems }: Reading): Problem | undefined {
  if (parsed && !parsed.value) return parsed.problems[0];
  return text === undefined ? problems[0] : undefined;
}

function parseBytes(bytes: Uint8Array, file: string): Parsed {
  const source = decodeSource(bytes);
  if (source !== undefined) return parse(source, file);
  return {
    problems: [{ code: 'yaml-syntax', severity: 'error', values: ['The file is not UTF-8.'] }],
    places: new Map(),
  };
}

/**
 * What is exported of a reading, with paths that start at `base`; of an article without a sidecar that is its text.
 * Undefined when it has no text, or a sidecar that cannot be read. `digest`: a quicker way to the same as `sha256`, where there is one.
 */
export async function toExportable(
  reading: Reading,
  project: Project,
  base: string,
  digest: (text: string) => Promise<string> | string = sha256,
): Promise<Exportable | undefined> {
  const { article, text, annotations } = reading;
  const sidecar = reading.parsed ? reading.parsed.value : { article: { file: nameOf(article) }, annotator: undefined };
  const file = relative(base, article);
  if (text === undefined || !sidecar || file === undefined) return undefined;
  const root = relative(base, project.root);
  const own = ownPart(reading);
  return {
    file,
    root: root === undefined ? '' : `${root}/`,
    stem: file + own,
    text,
    sha256: await digest(text),
    about: sidecar.article,
    // An own sidecar that does not give the full name is told apart by the name in its file name.
    annotator: sidecar.annotator ?? (own.slice(1) || undefined),
    annotations,
    codebook: project.codebook,
  };
}

/** What an own sidecar's name adds to its article's: `.ana`. Empty for the shared one. */
const ownPart = ({ article, sidecar }: Pick<Reading, 'article' | 'sidecar'>): string =>
  nameOf(sidecar).slice(nameOf(article).length, -'.newsmark.yaml'.length);

/** The deepest folder that holds all of these folders: below it every article has one path. */
export function commonFolder(folders: readonly string[]): string | undefined {
  const [first, ...others] = folders;
  for (let common = first; common !== undefined; common = parentOf(common)) {
    const folder = common;
    if (others.every((other) => other === folder || relative(folder, other) !== undefined)) return folder;
  }
  return undefined;
}
