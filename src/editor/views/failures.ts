import * as vscode from 'vscode';
import { sidecarOf } from '../../store/files.ts';
import type { Articles } from '../articles.ts';

/** Says once when a sidecar cannot be written; from then on the status bar does, until it is written again. */
export function tellFailures(articles: Articles): vscode.Disposable {
  const told = new Set<string>();
  return articles.store.onDidChange(({ article: uri }) => {
    const article = articles.store.get(uri);
    if (article?.keeping !== 'failed') told.delete(uri);
    else if (!told.has(uri)) {
      told.add(uri);
      void tell(articles, uri, article.failure ?? '');
    }
  });
}

async function tell(articles: Articles, uri: string, failure: string): Promise<void> {
  const again = vscode.l10n.t('Try Again');
  const sidecar = vscode.workspace.asRelativePath(vscode.Uri.parse(sidecarOf(uri), true));
  const text = vscode.l10n.t(
    '{0} could not be written: {1} Your work is kept, and written with the next change or save.',
    sidecar,
    failure,
  );
  if ((await vscode.window.showErrorMessage(text, again)) === again) await articles.store.reread(uri);
}
