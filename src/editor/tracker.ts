import * as vscode from 'vscode';
import type { Problem } from '../core/problem.ts';
import { articleOf, isSidecarOf } from '../store/files.ts';
import type { Articles } from './articles.ts';
import { textOf, toEdits } from './convert.ts';
import { complain } from './messages.ts';
import { barred, permit } from './trust.ts';

/** Tells the store what happens to documents and files: opened, edited, saved, closed, changed on disk. */
export function trackDocuments(articles: Articles): vscode.Disposable {
  const { store } = articles;
  const eols = new Map<string, vscode.EndOfLine>();
  const dirty = new Set<string>();

  const open = async (document: vscode.TextDocument): Promise<void> => {
    const uri = document.uri.toString();
    if (store.get(uri) || articles.isOpening(uri)) return;
    await articles.opens(uri, async () => {
      const project = await articles.projectOf(document);
      if (!project?.isArticle(uri) || document.isClosed) return;
      if (document.isDirty) dirty.add(uri);
      eols.set(uri, document.eol);
      await store.open(uri, textOf(document), barred(uri) ?? foreignEncoding(document));
      if (document.isClosed) close(document);
    });
    // Closed while it was read, and perhaps opened again.
    const again = document.isClosed ? articles.document(uri) : undefined;
    if (again) await open(again);
  };

  const close = (document: vscode.TextDocument): void => {
    const uri = document.uri.toString();
    eols.delete(uri);
    dirty.delete(uri);
    articles.forget(uri);
    void store.close(uri);
  };

  const change = (event: vscode.TextDocumentChangeEvent): void => {
    const { document } = event;
    const uri = document.uri.toString();
    const eol = eols.get(uri);
    if (eol === undefined) {
      // A sidecar whose unsaved changes were discarded: what waited for them goes into the file.
      if (!document.isDirty) reread(document.uri);
      return;
    }
    eols.set(uri, document.eol);
    store.edited(uri, toEdits(event, eol), event.reason !== undefined);
    if (document.isDirty) dirty.add(uri);
    // VS Code tells of a save and of a revert by an event without changes: the article is as on disk again.
    else if (dirty.delete(uri)) void store.settled(uri);
  };

  const sidecars = vscode.workspace.createFileSystemWatcher('**/*.newsmark.yaml');
  const reread = (sidecar: vscode.Uri) => {
    const article = articleOf(sidecar.toString());
    if (article) void store.reread(article);
  };
  const look = (editor: vscode.TextEditor | undefined) => {
    if (editor) void store.reread(editor.document.uri.toString());
  };
  const codebooks = vscode.workspace.createFileSystemWatcher('**/newsmark.yaml');
  const reopen = async () => {
    articles.forgetProjects();
    for (const document of vscode.workspace.textDocuments) {
      const project = await articles.projectOf(document);
      const uri = document.uri.toString();
      if (store.get(uri) && !project?.isArticle(uri)) close(document);
      else if (store.get(uri)) store.refresh(uri);
      else await open(document);
    }
  };
  /** What may be written is other than before: articles that may be annotated now, or may not any more, are taken in anew. */
  const admit = async () => {
    for (const document of vscode.workspace.textDocuments) {
      const uri = document.uri.toString();
      await articles.ready(uri);
      const article = store.get(uri);
      const isBarred = article?.refused?.code === 'untrusted';
      if (!article || !eols.has(uri)) continue;
      if (isBarred === (barred(uri) !== undefined)) {
        // Its sidecar may have been behind a link.
        void store.reread(uri);
        continue;
      }
      close(document);
      await open(document);
    }
    recover();
  };

  for (const document of vscode.workspace.textDocuments) void open(document);
  // VS Code brings unsaved text back when its tab is shown: what was done to it waits for that.
  const unsaved = new Set(
    vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.filter(({ isDirty }) => isDirty).map(uriOf)),
  );
  const recover = () =>
    void store.recover((uri) => unsaved.has(uri) || articles.isOpening(uri) || barred(uri) !== undefined);
  recover();
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument((document) => void open(document)),
    vscode.workspace.onDidChangeTextDocument(change),
    vscode.workspace.onDidSaveTextDocument((document) => {
      reread(document.uri);
      dirty.delete(document.uri.toString());
      void store.settled(document.uri.toString());
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      reread(document.uri);
      close(document);
    }),
    // What a watcher misses (it is not up yet, a folder came or went as a whole) is seen on the way back to an article.
    vscode.window.onDidChangeActiveTextEditor(look),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) for (const editor of vscode.window.visibleTextEditors) look(editor);
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(admit),
    vscode.workspace.onDidChangeWorkspaceFolders(admit),
    sidecars,
    sidecars.onDidCreate(reread),
    sidecars.onDidChange(reread),
    sidecars.onDidDelete(reread),
    codebooks,
    codebooks.onDidCreate(reopen),
    codebooks.onDidChange(reopen),
    codebooks.onDidDelete(reopen),
  );
}

/** Takes sidecars along when articles are renamed, moved or deleted in VS Code. */
export function trackFiles(articles: Articles): vscode.Disposable {
  const { store } = articles;
  /** The file itself, known or not, and the known articles in it where it is a folder. */
  const under = (uri: vscode.Uri): string[] => {
    const name = uri.toString();
    return [name, ...store.articles.map((article) => article.uri).filter((each) => each.startsWith(`${name}/`))];
  };
  return vscode.Disposable.from(
    // Nothing is written under the old name from here on.
    vscode.workspace.onWillRenameFiles((event) => {
      event.waitUntil(Promise.all(event.files.flatMap(({ oldUri }) => under(oldUri).map((uri) => store.moving(uri)))));
    }),
    // Afterwards, and not as a part of the renaming: VS Code would ask the person about it each time. A sidecar that is
    // moved with its article anyway (nested under it in the Explorer) is not there any more.
    vscode.workspace.onDidRenameFiles(async ({ files }) => {
      for (const { oldUri, newUri } of files) {
        const moved = (uri: string) => newUri.toString() + uri.slice(oldUri.toString().length);
        for (const sidecar of await sidecarsOf(oldUri))
          await rename(sidecar, vscode.Uri.parse(moved(sidecar.toString()), true));
        for (const uri of under(oldUri)) {
          await store.moved(uri, moved(uri));
          await store.reread(moved(uri));
        }
      }
    }),
    // As a part of the deletion, so that undoing it brings back both.
    vscode.workspace.onWillDeleteFiles((event) => {
      const going = new Set(event.files.map((uri) => uri.toString()));
      event.waitUntil(
        (async () => {
          const edit = new vscode.WorkspaceEdit();
          for (const uri of event.files) {
            for (const sidecar of await sidecarsOf(uri)) {
              if (!going.has(sidecar.toString()) && !barred(sidecar.toString()))
                edit.deleteFile(sidecar, { ignoreIfNotExists: true });
            }
          }
          return edit;
        })(),
      );
    }),
  );
}

const uriOf = ({ input }: vscode.Tab): string | undefined =>
  input instanceof vscode.TabInputText ? input.uri.toString() : undefined;

async function rename(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  try {
    await permit(from.toString());
    await permit(to.toString());
    await vscode.workspace.fs.rename(from, to, { overwrite: false });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const text = vscode.l10n.t('The sidecar {0} could not be moved along with its article. {1}', from.path, reason);
    void complain(text);
  }
}

/** The shared sidecar of an article and the annotators' own ones. None for a folder: its sidecars move with it. */
async function sidecarsOf(article: vscode.Uri): Promise<vscode.Uri[]> {
  const folder = vscode.Uri.joinPath(article, '..');
  const entries = await vscode.workspace.fs.readDirectory(folder).then(
    (found) => found,
    () => [],
  );
  const names = entries.filter(([, type]) => type & vscode.FileType.File).map(([name]) => name);
  const own = article.path.slice(article.path.lastIndexOf('/') + 1);
  return names.filter((name) => isSidecarOf(own, name, names)).map((name) => vscode.Uri.joinPath(folder, name));
}

/** An editor that reads the article otherwise than its sidecar would misplace every annotation: it is not annotated. */
function foreignEncoding({ encoding }: vscode.TextDocument): Problem | undefined {
  return encoding === 'utf8' || encoding === 'utf8bom'
    ? undefined
    : { code: 'unknown-encoding', severity: 'error', values: [encoding] };
}
