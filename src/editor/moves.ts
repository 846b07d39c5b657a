import * as vscode from 'vscode';
import { type Files, nameOf, sidecarOf } from '../store/files.ts';
import type { Articles } from './articles.ts';
import { COMMANDS } from './ids.ts';
import { inform } from './messages.ts';
import { hashOf, type Orphans } from './orphans.ts';
import { barred } from './trust.ts';

/** An article that was renamed outside VS Code left its sidecar behind: when it is opened, that is offered once. */
export function offerMoves(articles: Articles, orphans: Orphans, files: Files): vscode.Disposable {
  const asked = new Set<string>();
  /** What VS Code renamed: the tracker takes those sidecars along. */
  const renamed = new Set<string>();
  const isOnItsWay = (uri: string): boolean => [...renamed].some((old) => uri === old || uri.startsWith(`${old}/`));
  const look = async (uri: string): Promise<void> => {
    if (await files.read(sidecarOf(uri))) return;
    const left = (await orphans.known()).filter(({ article }) => !isOnItsWay(article));
    const hash = left.length > 0 ? await hashOf(uri, files) : undefined;
    const orphan = hash === undefined ? undefined : left.find(({ sha256 }) => sha256 === hash);
    if (!orphan || asked.has(uri) || !articles.store.get(uri)) return;
    asked.add(uri);
    const move = vscode.l10n.t('Move Sidecar');
    const text = vscode.l10n.t(
      '{0} was written for the text of {1}, and has no article. Move it there?',
      nameOf(orphan.sidecar),
      nameOf(uri),
    );
    if ((await inform(text, move)) === move)
      await vscode.commands.executeCommand(COMMANDS.moveSidecar, { article: uri });
  };
  const lookQuietly = (uri: string): void => {
    if (articles.store.get(uri)?.annotations.length === 0 && !barred(uri)) look(uri).catch(() => {});
  };
  return vscode.Disposable.from(
    articles.store.onDidChange(({ article, origin }) => {
      if (origin === 'opened') lookQuietly(article);
    }),
    // What happens to files is told late, maybe after the article was opened.
    orphans.onDidChange(() => {
      for (const { uri } of articles.store.articles) lookQuietly(uri);
    }),
    vscode.workspace.onWillRenameFiles(({ files: going }) => {
      for (const { oldUri } of going) renamed.add(oldUri.toString());
    }),
  );
}
