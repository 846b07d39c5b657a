import * as vscode from 'vscode';
import type { Annotation } from '../core/annotation.ts';
import type { Problem } from '../core/problem.ts';
import { parse } from '../formats/sidecar.ts';
import { decodeSource } from '../store/article.ts';
import { type Files, nameOf, parentOf } from '../store/files.ts';
import { NOT_UTF8 } from '../store/keeper.ts';
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
    const names = await namesBeside(sidecar);
    const owner = ownerOf(sidecar, (article) => names.includes(nameOf(article)));
    if (owner && (await isOf(owner.article, root, articles))) kept.push({ ...owner, sidecar });
  }
  return kept;
}

/** The article of a sidecar: as in the store, the one that is there; where none is, the one whose shared one it would be. */
export function ownerOf(sidecar: string, isThere: (article: string) => boolean): Omit<Kept, 'sidecar'> | undefined {
  const [shared, own] = candidates(sidecar);
  if (shared === undefined) return undefined;
  const isOwn = own !== undefined && !isThere(shared) && isThere(own);
  return isOwn ? { article: own, isShared: false } : { article: shared, isShared: true };
}

/**
 * The annotations of an article as the store has them where it is open, else as the sidecar does: there their places count
 * code points. A problem where it cannot be read, undefined where it is not there. Rejects when the disk refuses.
 */
export async function annotationsIn(
  { article, sidecar, isShared }: Kept,
  articles: Articles,
  files: Files,
): Promise<readonly Annotation[] | Problem | undefined> {
  if (isShared) await articles.ready(article);
  const open = isShared ? articles.store.get(article) : undefined;
  if (open) return open.refused ?? open.annotations;
  const bytes = await files.read(sidecar);
  if (!bytes) return undefined;
  const source = decodeSource(bytes);
  const { value, problems } = source === undefined ? { problems: [NOT_UTF8] } : parse(source);
  return value?.annotations ?? problems[0] ?? NOT_UTF8;
}

/** Whether a file is an article of the project with this root. */
async function isOf(article: string, root: string, articles: Articles): Promise<boolean> {
  const project = await articles.projectFor(vscode.Uri.parse(article, true));
  return project?.root === root && project.isArticle(article);
}
