import * as vscode from 'vscode';
import { type Files, nameOf, parentOf } from '../store/files.ts';
import { candidates } from '../store/orphan.ts';
import type { Project } from '../store/project.ts';
import type { Articles } from './articles.ts';

/** Annotations of a project that are kept together. All files are URIs. */
export interface Kept {
  readonly article: string;
  readonly sidecar: string;
  /** Whether it is the article's shared sidecar, which an open article has in the store. */
  readonly isShared: boolean;
}

/** All sidecars of a project: shared and annotators' own ones, and those whose article is gone. Hidden files count, too. */
export async function sidecarsOf(
  { root }: Project,
  articles: Articles,
  files: Files,
  token: vscode.CancellationToken,
): Promise<readonly Kept[]> {
  const within = new vscode.RelativePattern(vscode.Uri.parse(root, true), '**/*.newsmark.yaml');
  const found = await vscode.workspace.findFiles(within, null, undefined, token);
  const listed = new Map<string, Promise<readonly string[]>>();
  const namesBeside = (sidecar: string): Promise<readonly string[]> => {
    const folder = parentOf(sidecar) ?? sidecar;
    const names = listed.get(folder) ?? files.list(folder).catch(() => []);
    listed.set(folder, names);
    return names;
  };
  const kept: Kept[] = [];
  for (const sidecar of found.map(String).sort()) {
    if (token.isCancellationRequested) break;
    const owner = ownerOf(sidecar, await namesBeside(sidecar));
    if (owner && (await isOf(owner.article, root, articles))) kept.push({ ...owner, sidecar });
  }
  return kept;
}

/** The article of a sidecar: as in the store, the one that is there; where none is, the one whose shared one it would be. */
function ownerOf(sidecar: string, names: readonly string[]): Omit<Kept, 'sidecar'> | undefined {
  const [shared, own] = candidates(sidecar);
  if (shared === undefined) return undefined;
  const isOwn = own !== undefined && !names.includes(nameOf(shared)) && names.includes(nameOf(own));
  return isOwn ? { article: own, isShared: false } : { article: shared, isShared: true };
}

/** Whether a file is an article of the project with this root. */
async function isOf(article: string, root: string, articles: Articles): Promise<boolean> {
  const project = await articles.projectFor(vscode.Uri.parse(article, true));
  return project?.root === root && project.isArticle(article);
}
