import * as vscode from 'vscode';
import { COMMANDS, WALKTHROUGH } from '../ids.ts';
import { complain, inform, unlinked } from '../messages.ts';
import { register, type Tools } from '../register.ts';

/** The files of the folder `samples`, by their paths in it: in a browser the folders of an extension cannot be listed. */
const FILES = [
  'kharkiv.txt',
  'kharkiv.txt.newsmark.yaml',
  'pokrovsk.txt',
  'newsmark.yaml',
  'guidelines.md',
  '.vscode/settings.json',
] as const;

/** The one that is there to be tagged, and the one that shows what that looks like: this is in front. */
const ARTICLES = ['pokrovsk.txt', 'kharkiv.txt'] as const;

/** What the new folder is called, with a number where something of that name is there. */
const NAME = 'newsmark-samples';

/** Remembered for all windows: the copy that was made last and was not seen yet. */
const COPY = 'samples.copy';

interface Copy {
  /** URI of the folder. */
  readonly folder: string;
  /** Whether the walkthrough goes on beside the articles. */
  readonly guided: boolean;
}

/** Articles to try everything on: copies, so that nothing that anybody does with them matters. */
export function sampleCommands(tools: Tools, context: vscode.ExtensionContext): vscode.Disposable {
  void showFirst(context).catch((error: unknown) => tools.log.error(String(error)));
  return register(tools, { [COMMANDS.openSamples]: (argument) => openSamples(context, wishOf(argument)) });
}

/** What the command may be told: the folder to copy into (a URI), and whether the walkthrough asks for it. */
interface Wish {
  readonly folder?: vscode.Uri;
  readonly guided: boolean;
}

function wishOf(argument: unknown): Wish {
  if (typeof argument !== 'object' || argument === null) return { guided: false };
  const guided = 'guided' in argument && argument.guided === true;
  return 'folder' in argument && argument.folder instanceof vscode.Uri
    ? { folder: argument.folder, guided }
    : { guided };
}

async function openSamples(context: vscode.ExtensionContext, { folder, guided }: Wish): Promise<void> {
  const parent = folder ?? (isBrowserAlone() ? await shownFolder() : await chosenFolder());
  if (!parent) return;
  const copy = await copied(context.extensionUri, parent);
  if (!copy) return;
  if (vscode.workspace.getWorkspaceFolder(copy))
    await showArticles(copy, guided ? vscode.ViewColumn.Beside : undefined);
  else await openWindow(copy, guided, context.globalState);
}

/** Whether there are no folders but those that the browser was given: it has no dialog for others that lasts. */
const isBrowserAlone = (): boolean => vscode.env.uiKind === vscode.UIKind.Web && vscode.env.remoteName === undefined;

/** The folder that the window shows, asking among several. Undefined where there is none; then the person knows why. */
async function shownFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0)
    void inform(
      vscode.l10n.t(
        'In the browser the sample articles are copied into the folder that is open, and none is: open a folder first.',
      ),
    );
  if (folders.length < 2) return folders[0]?.uri;
  const placeHolder = vscode.l10n.t('Folder for the sample articles');
  return (await vscode.window.showWorkspaceFolderPick({ placeHolder }))?.uri;
}

async function chosenFolder(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: vscode.l10n.t('Copy Here'),
    title: vscode.l10n.t('Where to make a folder for the sample articles'),
  });
  return chosen?.[0];
}

/** Copies the samples into a new folder of the one given; undefined when that cannot be, and the person knows why. */
async function copied(extension: vscode.Uri, parent: vscode.Uri): Promise<vscode.Uri | undefined> {
  try {
    return await copy(vscode.Uri.joinPath(extension, 'samples'), parent);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    void complain(
      vscode.l10n.t(
        'The sample articles could not be copied into {0}. Choose a folder that can be written. ({1})',
        pathOf(parent),
        why,
      ),
    );
    return undefined;
  }
}

async function copy(samples: vscode.Uri, parent: vscode.Uri): Promise<vscode.Uri> {
  const read = async (path: string) =>
    [path, await vscode.workspace.fs.readFile(vscode.Uri.joinPath(samples, path))] as const;
  const contents = await Promise.all(FILES.map(read));
  const folder = await freeFolder(parent);
  for (const [path, bytes] of contents) {
    const target = vscode.Uri.joinPath(folder, path);
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(target, '..'));
    await vscode.workspace.fs.writeFile(target, bytes);
  }
  return folder;
}

/** A folder that is not there yet. */
async function freeFolder(parent: vscode.Uri): Promise<vscode.Uri> {
  for (let number = 1; ; number += 1) {
    const folder = vscode.Uri.joinPath(parent, number === 1 ? NAME : `${NAME}-${number}`);
    if (!(await exists(folder))) return folder;
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return false;
    throw error;
  }
}

/** Opens the copy: in this window when there is nothing in it that could be in the way, otherwise asks. */
async function openWindow(folder: vscode.Uri, guided: boolean, memory: vscode.Memento): Promise<void> {
  const hasFolder = vscode.workspace.name !== undefined;
  const isUsed = hasFolder || vscode.workspace.textDocuments.some(({ isDirty }) => isDirty);
  const isNew = isUsed ? await wantsNewWindow(folder) : false;
  if (isNew === undefined) return;
  await memory.update(COPY, { folder: folder.toString(), guided } satisfies Copy);
  // A walkthrough that is in front when a window without a folder is left comes again over what is opened in the next.
  if (guided && !hasFolder && !isNew) await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  await vscode.commands.executeCommand(
    'vscode.openFolder',
    folder,
    isNew ? { forceNewWindow: true } : { forceReuseWindow: true },
  );
}

/** Undefined when the person wants neither. */
async function wantsNewWindow(folder: vscode.Uri): Promise<boolean | undefined> {
  const [another, here] = [vscode.l10n.t('Open in New Window'), vscode.l10n.t('Open in This Window')];
  const chosen = await vscode.window.showInformationMessage(
    unlinked(vscode.l10n.t('The sample articles have been copied to {0}.', pathOf(folder))),
    { modal: true },
    another,
    here,
  );
  return chosen === undefined ? undefined : chosen === another;
}

/** Shows the articles where the window has been opened for them, once. */
async function showFirst({ globalState, extension }: vscode.ExtensionContext): Promise<void> {
  const copy = globalState.get<Copy>(COPY);
  const shown = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.toString() === copy?.folder);
  if (!copy || !shown) return;
  await globalState.update(COPY, undefined);
  await showArticles(shown.uri);
  if (!copy.guided) return;
  const step = { category: `${extension.id}#${WALKTHROUGH.id}`, step: WALKTHROUGH.afterSamples };
  const toSide = true;
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', step, toSide);
}

async function showArticles(folder: vscode.Uri, column?: vscode.ViewColumn): Promise<void> {
  let viewColumn = column ?? vscode.ViewColumn.Active;
  for (const name of ARTICLES) {
    const uri = vscode.Uri.joinPath(folder, name);
    const editor = await vscode.window.showTextDocument(uri, { preview: false, viewColumn });
    viewColumn = editor.viewColumn ?? viewColumn;
  }
}

/** Where something is, as people read it. */
const pathOf = (uri: vscode.Uri): string => (uri.scheme === 'file' ? uri.fsPath : uri.path);
