import type { Codebook } from '../core/label.ts';
import { labelOf } from '../core/label.ts';
import { toText } from '../core/text.ts';
import { clip, type ForeignArticle, type Importer, type Input, type Skip } from '../formats/importer.ts';
import { bratName } from '../formats/standoff.ts';
import { decode } from './article.ts';
import { type Files, join, nameOf, relative } from './files.ts';
import type { Shelves } from './shelves.ts';

/** Reads a file that is to be imported, with those beside it that belong to it. Undefined when it is not there. */
export async function inputOf(
  uri: string,
  name: string,
  { extensions, beside = [] }: Importer,
  files: Files,
): Promise<Input | undefined> {
  const bytes = await files.read(uri);
  if (!bytes) return undefined;
  const ending = extensions.find((each) => uri.toLowerCase().endsWith(each)) ?? '';
  const stem = uri.slice(0, uri.length - ending.length);
  const found = new Map<string, Uint8Array>();
  for (const each of beside) {
    const other = await files.read(stem + each);
    if (other) found.set(each, other);
  }
  return { name, bytes, beside: found };
}

/** Where an article of another program is here. */
export interface Arrival {
  readonly uri: string;
  /** Its text, where there is no such article yet, and one is made. */
  readonly text?: string | undefined;
}

/** Where to look for articles. All are URIs. */
export interface Places {
  /** The file that is imported. */
  readonly file: string;
  /** Where its paths start. */
  readonly folder: string;
  /** The file's name says nothing of the article: it has several, or is none. */
  readonly isNameless?: boolean | undefined;
  /** The only article that is meant, whatever the file says. */
  readonly article?: string | undefined;
}

/**
 * Finds the article that annotations belong to: by its path in the file below the folder; where the file gives none, by
 * the text that came along, or else by its address, where one article has that; else by the file's own name without its
 * ending (`a.txt.cas.json` is about `a.txt`), if it is about one article only. One that is not there is made of the text
 * that came along. A path never leaves the folder.
 */
export async function arrive(
  { file, text: along = '', about }: ForeignArticle,
  { article, file: own, folder, isNameless }: Places,
  endings: readonly string[],
  files: Files,
  shelves: Shelves,
): Promise<Arrival | Skip> {
  if (article !== undefined) return { uri: article };
  const text = toText(along).trim() === '' ? undefined : along;
  if (file !== undefined) return arriveAt(file, folder, text, files);
  const url = text === undefined ? about?.url : undefined;
  const path = bareName(nameOf(own), endings);
  const uri = below(folder, path);
  const known = await recognize(text, url, folder, uri, shelves);
  if (known) return known;
  if (url !== undefined && (isNameless || (uri !== undefined && (await shelves.hasOther(uri, url)))))
    return { code: 'other-address', values: [clip(url)] };
  if (isNameless) return { code: 'nameless', values: [] };
  const found = await arriveAt(path, folder, text, files);
  return url !== undefined && 'code' in found && found.code === 'no-such-article'
    ? { code: 'no-such-address', values: [clip(url), path] }
    : found;
}

/** The article of a path below a folder, or the text that it is made of. */
async function arriveAt(path: string, folder: string, text: string | undefined, files: Files): Promise<Arrival | Skip> {
  const uri = below(folder, path);
  if (uri === undefined) return { code: 'bad-path', values: [path] };
  if (await files.read(uri)) return { uri };
  return text === undefined ? { code: 'no-such-article', values: [path] } : { uri, text };
}

/** Whether of several articles in a file more than one has no path: then the file's name is no article's. */
export const areNameless = (articles: readonly ForeignArticle[]): boolean =>
  articles.filter(({ file }) => file === undefined).length > 1;

/** The article with this text or this address; where there are several, the one of them that is called as the file is. */
async function recognize(
  text: string | undefined,
  url: string | undefined,
  folder: string,
  named: string | undefined,
  shelves: Shelves,
): Promise<Arrival | Skip | undefined> {
  const byText = text === undefined ? [] : await shelves.withText(folder, text);
  const found = url === undefined ? byText : await shelves.withAddress(folder, url);
  const [first, ...others] = found;
  if (first === undefined) return undefined;
  if (others.length === 0) return { uri: first };
  if (named !== undefined && found.includes(named)) return { uri: named };
  const names = clip(found.map((uri) => relative(folder, uri) ?? uri).join(', '));
  return url === undefined
    ? { code: 'several-texts', values: [names] }
    : { code: 'several-addresses', values: [clip(url), names] };
}

/** A file below a folder; undefined for a path that is none, or leads elsewhere. */
export function below(folder: string, path: string): string | undefined {
  const names = path.split('/');
  const isName = (name: string): boolean =>
    name !== '' && name !== '.' && name !== '..' && !/[\\:\p{Cc}\p{Surrogate}]/u.test(name);
  return names.length > 0 && names.every(isName) ? names.reduce(join, folder) : undefined;
}

function bareName(name: string, endings: readonly string[]): string {
  const ending = endings.find((each) => name.toLowerCase().endsWith(each));
  const bare = ending === undefined ? name : name.slice(0, -ending.length);
  return bare.includes('.') ? bare : `${bare}.txt`;
}

/** The label of the codebook that a name of theirs stands for: the same, an earlier one, or one that differs in how it is written. */
export function labelHere(codebook: Codebook, name: string): string | undefined {
  const known = labelOf(codebook, name);
  if (known) return known.name;
  const folded = name.toLowerCase();
  const alike = codebook.labels.filter(
    (label) =>
      label.name.toLowerCase() === folded || label.title.toLowerCase() === folded || bratName(label.name) === name,
  );
  return alike.length === 1 ? alike[0]?.name : undefined;
}

/** Whether a file that is not there may be made as an article. Its text must be text. */
export const isArticleText = (text: string): boolean => decode(new TextEncoder().encode(text)).text !== undefined;
