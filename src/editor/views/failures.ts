import * as vscode from 'vscode';
import { sidecarOf } from '../../store/files.ts';
import type { Articles } from '../articles.ts';
import { complain } from '../messages.ts';

/** So long after a failure it is tried again, in milliseconds. */
const PAUSE = 15_000;

/** Says once when a sidecar cannot be written, and tries again; from then on the status bar says so, until it is written. */
export function tellFailures(articles: Articles): vscode.Disposable {
  const told = new Set<string>();
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const retry = (uri: string): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      void articles.store.reread(uri).then(() => {
        if (told.has(uri)) retry(uri);
      });
    }, PAUSE);
    timers.add(timer);
  };
  const listening = articles.store.onDidChange(({ article: uri }) => {
    const article = articles.store.get(uri);
    if (article?.keeping !== 'failed') told.delete(uri);
    else if (!told.has(uri)) {
      told.add(uri);
      retry(uri);
      void tell(articles, uri, article.failure ?? '');
    }
  });
  return new vscode.Disposable(() => {
    listening.dispose();
    for (const timer of timers) clearTimeout(timer);
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
  if ((await complain(text, again)) === again) await articles.store.reread(uri);
}
