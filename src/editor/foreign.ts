import * as vscode from 'vscode';
import { type Importer, type Read, type Saying, templateOf } from '../formats/importer.ts';
import { inputOf, labelHere } from '../store/arrival.ts';
import { type Brought, bring, type Meant } from '../store/bring.ts';
import { type Files, nameOf } from '../store/files.ts';
import { Shelves } from '../store/shelves.ts';
import type { Articles } from './articles.ts';
import { isolated, short } from './words.ts';
import { IGNORED } from './workspace.ts';

/** A file of another program. */
export interface ForeignFile {
  readonly uri: vscode.Uri;
  /** Its path below the folder that a person chose, else its name. */
  readonly name: string;
  /** That folder, else the one in which it lies. */
  readonly folder: vscode.Uri;
}

/** A file that was read. */
export interface ReadFile {
  readonly file: ForeignFile;
  readonly importer: Importer;
  readonly read: Read;
}

/** Why something was not imported, in the user's language. */
export const skipWords = (skip: Saying): string =>
  vscode.l10n.t(templateOf(skip), ...skip.values.map((value) => short(value)));

/** The files that were chosen, those in folders with them. */
export async function filesOf(
  chosen: readonly vscode.Uri[],
  isMeant: (name: string) => boolean,
): Promise<readonly ForeignFile[]> {
  const found: ForeignFile[] = [];
  for (const uri of chosen) {
    const { type } = await vscode.workspace.fs.stat(uri);
    const folder = vscode.Uri.joinPath(uri, '..');
    if (type & vscode.FileType.Directory) await walk(uri, uri, '', isMeant, found);
    else found.push({ uri, name: nameOf(uri.toString()), folder });
  }
  return found;
}

/** Folders are not nested deeper than this, but by a link that leads back. */
const DEEPEST = 30;

async function walk(
  root: vscode.Uri,
  folder: vscode.Uri,
  prefix: string,
  isMeant: (name: string) => boolean,
  found: ForeignFile[],
): Promise<void> {
  if (prefix.split('/').length > DEEPEST) return;
  for (const [name, type] of (await vscode.workspace.fs.readDirectory(folder)).sort()) {
    const uri = vscode.Uri.joinPath(folder, name);
    if (type & vscode.FileType.Directory) await walk(root, uri, `${prefix}${name}/`, isMeant, found);
    else if (isMeant(name)) found.push({ uri, name: prefix + name, folder: root });
  }
}

export async function readForeign(file: ForeignFile, importer: Importer, files: Files): Promise<ReadFile> {
  const input = await inputOf(file.uri.toString(), file.name, importer, files);
  const missing: Read = { broken: { code: 'unreadable', values: [file.name] } };
  return { file, importer, read: input ? importer.read(input) : missing };
}

/** The articles of folders, for files that do not name them. */
export const shelvesOf = (articles: Articles, files: Files): Shelves =>
  new Shelves(files, async (folder) => {
    const within = new vscode.RelativePattern(vscode.Uri.parse(folder, true), '**/*');
    const found: string[] = [];
    for (const uri of await vscode.workspace.findFiles(within, IGNORED))
      if ((await articles.projectFor(uri))?.isArticle(uri.toString())) found.push(uri.toString());
    return found.sort();
  });

/** Brings the annotations of one article in. `labels`: what theirs are called here; undefined for those that are left out. */
export function bringIn(
  meant: Meant,
  articles: Articles,
  files: Files,
  shelves: Shelves,
  labels: ReadonlyMap<string, string | undefined>,
): Promise<Brought> {
  return bring(meant, {
    files,
    shelves,
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    projectOf: async (uri) => {
      const project = await articles.projectFor(vscode.Uri.parse(uri, true));
      if (project) return project;
      throw new Error(vscode.l10n.t('{0} cannot be annotated.', isolated(nameOf(uri))));
    },
    change: async (uri, make, text) => {
      if (text !== undefined) await files.write(uri, new TextEncoder().encode(text));
      return articles.store.change(uri, make);
    },
    label: (name, { codebook }) => (labels.has(name) ? labels.get(name) : (labelHere(codebook, name) ?? name)),
  });
}
