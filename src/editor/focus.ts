import * as vscode from 'vscode';
import { type Articles, activeEditor } from './articles.ts';

/**
 * What links outside of editors (the walkthrough, the empty view) give their command as its only argument: the article
 * that is seen is meant, and has the focus before the command runs.
 */
interface InArticle {
  readonly inArticle: true;
}

export const isInArticle = (argument: unknown): argument is InArticle =>
  typeof argument === 'object' && argument !== null && 'inArticle' in argument && argument.inArticle === true;

/** Gives the focus to the active editor, or, where none is one of text, to the first in which an article is seen. */
export async function focusArticle(articles: Articles): Promise<void> {
  const { visibleTextEditors, tabGroups } = vscode.window;
  const editor = activeEditor() ?? visibleTextEditors.find(({ document }) => articles.of(document));
  if (!editor) return;
  // VS Code goes on calling an editor active for a while when another group has become so.
  if (editor.viewColumn === tabGroups.activeTabGroup.viewColumn)
    await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
  else await vscode.window.showTextDocument(editor.document, editor.viewColumn);
}
