import * as vscode from 'vscode';
import { type Files, sidecarOf } from '../store/files.ts';
import { look } from '../store/past.ts';
import type { Articles } from './articles.ts';
import { textOf } from './convert.ts';

/** Shows the annotations of articles as they were once: in both sides of a difference, and in git's history. */
export function trackPast(articles: Articles, files: Files): vscode.Disposable {
  const { store } = articles;
  const shown = new Set<string>();
  const open = async (document: vscode.TextDocument): Promise<void> => {
    const present = presentOf(document.uri);
    if (!present || shown.has(document.uri.toString())) return;
    const project = await articles.projectFor(present);
    if (!project?.isArticle(present.toString()) || document.isClosed) return;
    const uri = document.uri.toString();
    const { version } = document;
    shown.add(uri);
    const [then, now] = await Promise.all([
      vscode.workspace.fs.readFile(sidecarThen(document.uri)).then(
        (bytes) => bytes,
        () => undefined,
      ),
      files.read(sidecarOf(present.toString())).catch(() => undefined),
    ]);
    if (document.isClosed || document.version !== version) return;
    articles.remember(uri, project);
    store.show(look(uri, textOf(document).text(), then, now));
  };
  const close = (document: vscode.TextDocument): void => {
    const uri = document.uri.toString();
    if (!shown.delete(uri)) return;
    articles.forget(uri);
    store.hide(uri);
  };
  for (const document of vscode.workspace.textDocuments) void open(document);
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument((document) => void open(document)),
    vscode.workspace.onDidCloseTextDocument(close),
    // What is shown of git's index changes when something is staged.
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (!shown.has(document.uri.toString())) return;
      close(document);
      void open(document);
    }),
  );
}

/** The file of which a document shows another state: those who show one keep the file's path. */
function presentOf({ scheme, path }: vscode.Uri): vscode.Uri | undefined {
  const { workspaceFolders = [] } = vscode.workspace;
  if (workspaceFolders.some(({ uri }) => uri.scheme === scheme) || scheme === 'untitled') return undefined;
  const folder = workspaceFolders.find(({ uri }) => path.startsWith(`${uri.path.replace(/\/$/, '')}/`));
  return folder?.uri.with({ path });
}

/** The sidecar of the same time. Git's own extension says the path once more in the query. */
function sidecarThen(uri: vscode.Uri): vscode.Uri {
  const ending = sidecarOf('');
  const path = uri.path + ending;
  try {
    const query: unknown = JSON.parse(uri.query);
    if (typeof query === 'object' && query !== null && 'path' in query && typeof query.path === 'string')
      return uri.with({ path, query: JSON.stringify({ ...query, path: query.path + ending }) });
  } catch {
    // Another way to say which state is meant: it is the same for the sidecar.
  }
  return uri.with({ path });
}
