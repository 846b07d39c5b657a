import * as vscode from 'vscode';
import type { Stages } from '../formats/mend.ts';
import { decodeSource } from '../store/article.ts';

/** What is used of version 1 of the API of VS Code's own git extension. */
interface GitExtension {
  getAPI(version: 1): {
    readonly state: 'uninitialized' | 'initialized';
    readonly onDidChangeState: vscode.Event<'uninitialized' | 'initialized'>;
    getRepository(uri: vscode.Uri): Repository | null;
  };
}

interface Repository {
  buffer(ref: string, path: string): Promise<Uint8Array>;
}

/** The stages that git's index has of a file. Undefined when there is no git, or it has not all that is needed. */
export async function stagesOf(uri: vscode.Uri): Promise<Stages | undefined> {
  try {
    const repository = await repositoryOf(uri);
    if (!repository) return undefined;
    const read = async (stage: 1 | 2 | 3) => decodeSource(await repository.buffer(`:${stage}`, uri.fsPath));
    const [ours, theirs] = [await read(2), await read(3)];
    // Both sides may have added the file.
    const base = await read(1).catch(() => undefined);
    return ours === undefined || theirs === undefined ? undefined : { base, ours, theirs };
  } catch {
    // Git is turned off, or has nothing to say of the file.
    return undefined;
  }
}

async function repositoryOf(uri: vscode.Uri): Promise<Repository | null | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  const api = (await extension?.activate())?.getAPI(1);
  if (!api) return undefined;
  if (api.state === 'uninitialized')
    await new Promise<void>((resolve) => {
      const listening = api.onDidChangeState(() => {
        listening.dispose();
        resolve();
      });
    });
  return api.getRepository(uri);
}
