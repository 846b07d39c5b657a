import * as vscode from 'vscode';
import type { Problem } from '../core/problem.ts';
import { nameOf } from '../store/files.ts';
import { inform } from './messages.ts';
import { wordsOf } from './words.ts';

/** Why a file is not written; undefined where it may be. In a window that is not trusted only what lies in its folders is. */
export const barred = (uri: string): Problem | undefined =>
  vscode.workspace.isTrusted || folderOf(uri) !== undefined ? undefined : because('untrusted', uri);

/** A file was not written, moved or removed because it must not be. */
export class Barred extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(wordsOf(problem));
    this.problem = problem;
  }
}

/** Rejects with `Barred` where a file must not be written, moved or removed: also where a link leads who knows where. */
export async function permit(uri: string): Promise<void> {
  const problem = barred(uri) ?? ((await isLinked(uri)) ? because('untrusted-link', uri) : undefined);
  if (problem) throw new Barred(problem);
}

/** Says why nothing was done, and leads to where the window can be trusted. */
export function tellBarred(problem: Problem): void {
  const manage = vscode.l10n.t('Manage Workspace Trust');
  void inform(wordsOf(problem), manage).then((chosen) => {
    if (chosen === manage) void vscode.commands.executeCommand('workbench.trust.manage');
  });
}

const because = (code: 'untrusted' | 'untrusted-link', uri: string): Problem => ({
  code,
  severity: 'warning',
  values: [nameOf(uri)],
});

/** The file itself, however it is written: VS Code would take `folder/../file` for one in the folder. */
const plainly = (uri: string): vscode.Uri => vscode.Uri.joinPath(vscode.Uri.parse(uri, true), '.');

const folderOf = (uri: string): vscode.Uri | undefined => vscode.workspace.getWorkspaceFolder(plainly(uri))?.uri;

/** Whether a file of an untrusted window is a symbolic link, or lies behind one that is in the folder of the window. */
async function isLinked(uri: string): Promise<boolean> {
  const folder = vscode.workspace.isTrusted ? undefined : folderOf(uri);
  let at = plainly(uri);
  for (let steps = folder ? depth(at) - depth(folder) : 0; steps > 0; steps -= 1) {
    if (await isLink(at)) return true;
    at = vscode.Uri.joinPath(at, '..');
  }
  return false;
}

const depth = ({ path }: vscode.Uri): number => path.split('/').filter((name) => name !== '').length;

const isLink = (uri: vscode.Uri): Thenable<boolean> =>
  vscode.workspace.fs.stat(uri).then(
    ({ type }) => (type & vscode.FileType.SymbolicLink) !== 0,
    // It is not there; or it cannot be looked at, and so it cannot be written either.
    () => false,
  );
