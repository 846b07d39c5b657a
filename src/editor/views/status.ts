import * as vscode from 'vscode';
import { counts } from '../../core/outline.ts';
import { sidecarOf } from '../../store/files.ts';
import { EARLIER } from '../../store/past.ts';
import type { Articles, Shown } from '../articles.ts';
import { draft } from '../draft.ts';
import { CONTEXTS, VIEWS } from '../ids.ts';
import { plain, wordsOf } from '../words.ts';

/** The counts of the article in the active editor, and whether all of it is saved; with them the keys' conditions. */
export function showStatus(articles: Articles): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('newsmark.status', vscode.StatusBarAlignment.Left, 10);
  item.name = 'Newsmark';
  item.command = `${VIEWS.article}.focus`;
  const contexts = new Contexts();
  const draw = (): void => {
    const shown = articles.active();
    const { activeTextEditor } = vscode.window;
    const active = activeTextEditor?.document.uri.toString() ?? '';
    // Keys that are pressed in a note do not mean the article around it.
    const isHere = shown !== undefined && shown.editor === activeTextEditor;
    contexts.set(CONTEXTS.isArticle, isHere || articles.store.isOpening(active));
    contexts.set(CONTEXTS.canUndo, shown?.article.canUndo ?? false);
    contexts.set(CONTEXTS.canRedo, shown?.article.canRedo ?? false);
    contexts.set(CONTEXTS.onAnnotation, shown !== undefined && articles.meant(shown, shown.selection).length > 0);
    if (!shown) {
      item.hide();
      return;
    }
    const { text, label, tooltip } = words(shown);
    item.text = text;
    item.tooltip = tooltip;
    item.accessibilityInformation = { label };
    item.backgroundColor =
      shown.article.keeping === 'failed' || (shown.article.refused && shown.article.refused !== EARLIER)
        ? new vscode.ThemeColor('statusBarItem.warningBackground')
        : undefined;
    item.show();
  };
  draw();
  return vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(draw),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      const shown = articles.active();
      if (shown?.editor === textEditor)
        contexts.set(CONTEXTS.onAnnotation, articles.meant(shown, shown.selection).length > 0);
    }),
    articles.store.onDidChange(draw),
  );
}

/** Context keys, sent only when they change. */
class Contexts {
  readonly #values = new Map<string, boolean>();

  set(key: string, value: boolean): void {
    if (this.#values.get(key) === value) return;
    this.#values.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}

function words({ document, article, codebook }: Shown): {
  readonly text: string;
  readonly label: string;
  readonly tooltip: string;
} {
  const some = counts(article.annotations, codebook).filter(({ count }) => count > 0);
  const none =
    article.refused && article.refused !== EARLIER
      ? vscode.l10n.t('cannot be annotated')
      : vscode.l10n.t('no annotations');
  const list = some.map(({ title, count }) => `${plain(title)} ${count}`).join(' · ') || none;
  const { icon, text } = keeping(article, document);
  return {
    text: `${icon} ${list}`,
    label: vscode.l10n.t('Newsmark: {0}. {1}', list, text),
    tooltip: vscode.l10n.t('Annotations of this article: {0}\n{1}', list, text),
  };
}

function keeping(
  article: Shown['article'],
  document: vscode.TextDocument,
): { readonly icon: string; readonly text: string } {
  if (article.refused === EARLIER) return { icon: '$(history)', text: wordsOf(EARLIER) };
  if (article.refused) return { icon: '$(warning)', text: wordsOf(article.refused) };
  if (article.keeping === 'failed')
    return {
      icon: '$(warning)',
      text: vscode.l10n.t(
        'The sidecar could not be written: {0} Your work is kept and written with the next change or save.',
        article.failure ?? '',
      ),
    };
  if (article.keeping === 'waiting') return { icon: '$(bookmark)…', text: reason(document) };
  return { icon: '$(bookmark)', text: vscode.l10n.t('All annotations are saved.') };
}

/** What the sidecar waits for. */
function reason(document: vscode.TextDocument): string {
  if (document.isDirty) return vscode.l10n.t('Waiting: the sidecar is written when the article is saved.');
  if (draft(sidecarOf(document.uri.toString())))
    return vscode.l10n.t('Waiting: the sidecar has unsaved changes in an editor. Save them there.');
  return vscode.l10n.t('The sidecar is being written.');
}
