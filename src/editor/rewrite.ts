import * as vscode from 'vscode';

/** Edits a document so that it has this text, and saves nothing. False when it was not possible. */
export function rewrite(document: vscode.TextDocument, text: string): Thenable<boolean> {
  const before = document.getText();
  const { start, end } = changed(before, text);
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text.slice(start, text.length - (before.length - end)));
  return vscode.workspace.applyEdit(edit);
}

/** The lines of a text (UTF-16) that are others in the next one: no edit cuts a character, and cursors elsewhere stay where they are. */
function changed(before: string, after: string): { readonly start: number; readonly end: number } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  start = start === 0 ? 0 : before.lastIndexOf('\n', start - 1) + 1;
  let same = 0;
  while (same < most - start && before.at(-1 - same) === after.at(-1 - same)) same++;
  const line = before.indexOf('\n', before.length - same - 1) + 1;
  return { start, end: same === 0 || line === 0 ? before.length : line };
}
