import * as vscode from 'vscode';
import { Articles } from '../../src/editor/articles.ts';
import type { Files } from '../../src/store/files.ts';
import { Journal } from '../../src/store/journal.ts';
import { Projects } from '../../src/store/project.ts';
import { Store } from '../../src/store/store.ts';
import { Texts } from '../../src/store/texts.ts';

/** Articles of which none is open, beside those of the extension that runs; what they keep goes into a folder. */
export function closedArticles(files: Files, folder: vscode.Uri, author?: string): Articles {
  const place = (name: string): string => vscode.Uri.joinPath(folder, name).toString();
  const now = (): Date => new Date();
  const store = new Store({
    files,
    journal: new Journal(files, place('journal')),
    now,
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    texts: new Texts(files, place('texts'), now),
    draft: () => undefined,
    author: () => author,
  });
  return new Articles(store, new Projects(files));
}
