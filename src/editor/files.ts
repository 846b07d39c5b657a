import * as vscode from 'vscode';
import { type Files, join, relative } from '../store/files.ts';
import { GuardedFiles } from '../store/guard.ts';
import { permit } from './trust.ts';

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

/**
 * Takes `file:` URIs to `disk` where there is one, all others to VS Code, and refuses to change what must not be changed
 * (see `permit`). `storage` is the folder that VS Code gave us: what lies there is always ours, also copies of other files
 * while they are written.
 */
export function filesOver(disk: Files | undefined, storage: string): Files {
  // What a crash has cut short is finished at the next start: maybe in a window that is not trusted.
  const guarded = new GuardedFiles(refusing(workspaceFiles, storage), join(storage, 'writing'));
  return refusing(either(disk, guarded), storage);
}

/** The same files for what a person has chosen in a dialog to be written: nothing is refused, nor finished after a crash. */
export const chosenOver = (disk: Files | undefined): Files => either(disk, workspaceFiles);

function refusing(files: Files, storage: string): Files {
  const pass = async (uri: string): Promise<void> => {
    if (relative(storage, uri) === undefined) await permit(uri);
  };
  return {
    read: (uri) => files.read(uri),
    write: async (uri, bytes) => {
      await pass(uri);
      await files.write(uri, bytes);
    },
    delete: async (uri) => {
      await pass(uri);
      await files.delete(uri);
    },
    list: (folder) => files.list(folder),
  };
}

function either(disk: Files | undefined, others: Files): Files {
  const over = (uri: string): Files => (disk && uri.startsWith('file:') ? disk : others);
  return {
    read: (uri) => over(uri).read(uri),
    write: (uri, bytes) => over(uri).write(uri, bytes),
    delete: (uri) => over(uri).delete(uri),
    list: (folder) => over(folder).list(folder),
  };
}
