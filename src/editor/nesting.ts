import * as vscode from 'vscode';
import type { Articles } from './articles.ts';

/** Remembered for a workspace: the person does not want to be asked. */
const DECLINED = 'nesting.declined';

/**
 * The Explorer can show a sidecar under its article, but not until it is told to: the first time that a workspace gets
 * a sidecar it is offered, and what is chosen is a setting of the workspace.
 */
export function offerNesting(articles: Articles, memory: vscode.Memento): vscode.Disposable {
  let asked = false;
  return articles.store.onDidChange(({ article, origin }) => {
    const known = articles.store.get(article);
    if (asked || origin !== 'person' || !known || !isWanted(vscode.Uri.parse(article, true), memory)) return;
    asked = true;
    void offer(memory);
  });
}

function isWanted(article: vscode.Uri, memory: vscode.Memento): boolean {
  if (memory.get(DECLINED) === true || !vscode.workspace.getWorkspaceFolder(article)) return false;
  return vscode.workspace.getConfiguration('explorer.fileNesting').get('enabled') !== true;
}

async function offer(memory: vscode.Memento): Promise<void> {
  const [yes, no] = [vscode.l10n.t('Nest Sidecars'), vscode.l10n.t('Don’t Ask Again')];
  const question = vscode.l10n.t(
    'The annotations are kept in a sidecar file beside the article. Show it under its article in the Explorer of this workspace?',
  );
  const chosen = await vscode.window.showInformationMessage(question, yes, no);
  if (chosen === no) await memory.update(DECLINED, true);
  if (chosen !== yes) return;
  const settings = vscode.workspace.getConfiguration('explorer.fileNesting');
  await settings.update('enabled', true, vscode.ConfigurationTarget.Workspace);
  await settings.update('expand', false, vscode.ConfigurationTarget.Workspace);
}
