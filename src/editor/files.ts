import * as vscode from 'vscode';
import type { Files } from '../store/files.ts';
import { GuardedFiles } from '../store/guard.ts';

/** Files through VS Code, wherever they are. VS Code writes in place. */
const workspaceFiles: Files = {
  async read(uri) {
    try {
      return await vscode.workspace.fs.readFile(vscode.Uri.parse(uri, true));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  },
  async write(uri, bytes) {
    await vscode.workspace.fs.writeFile(vscode.Uri.parse(uri, true), bytes);
  },
  async delete(uri) {
    try {
      await vscode.workspace.fs.delete(vscode.Uri.parse(uri, true));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  },
  async list(folder) {
    try {
      const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.parse(folder, true));
      return entries.filter(([, type]) => type & vscode.FileType.File).map(([name]) => name);
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  },
};

const isMissing = (error: unknown): boolean => error instanceof vscode.FileSystemError && error.code === 'FileNotFound';

/** Takes `file:` URIs to `disk` where there is one, all others to VS Code, with copies in `folder` while they are written. */
export function filesOver(disk: Files | undefined, folder: string): Files {
  const guarded = new GuardedFiles(workspaceFiles, folder);
  const over = (uri: string): Files => (disk && uri.startsWith('file:') ? disk : guarded);
  return {
    read: (uri) => over(uri).read(uri),
    write: (uri, bytes) => over(uri).write(uri, bytes),
    delete: (uri) => over(uri).delete(uri),
    list: (folder) => over(folder).list(folder),
  };
}
