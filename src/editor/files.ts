import * as vscode from 'vscode';
import type { Files } from '../store/files.ts';

/**
 * Files through VS Code, wherever they are. VS Code writes in place, so a crash in the middle can leave half a file: on
 * a disk of one's own the desktop uses disk/files.ts.
 */
export const workspaceFiles: Files = {
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

/** Takes `file:` URIs to `disk` where there is one, all others to VS Code. */
export function filesOver(disk: Files | undefined): Files {
  if (!disk) return workspaceFiles;
  const over = (uri: string): Files => (uri.startsWith('file:') ? disk : workspaceFiles);
  return {
    read: (uri) => over(uri).read(uri),
    write: (uri, bytes) => over(uri).write(uri, bytes),
    delete: (uri) => over(uri).delete(uri),
    list: (folder) => over(folder).list(folder),
  };
}
