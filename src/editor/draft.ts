import * as vscode from 'vscode';
import type { Draft } from '../store/keeper.ts';

/** A file as somebody edits it, and has not saved it yet. */
export function draft(uri: string): Draft | undefined {
  const document = vscode.workspace.textDocuments.find((each) => each.isDirty && each.uri.toString() === uri);
  if (!document) return undefined;
  const before = document.getText();
  const { version } = document;
  return {
    text: before,
    async replace(text) {
      if (document.isClosed || document.version !== version) return false;
      const { start, end } = changed(before, text);
      const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, range, text.slice(start, text.length - (before.length - end)));
      return vscode.workspace.applyEdit(edit);
    },
  };
}

/** The lines of a text (UTF-16) that are others in the next one: so that cursors elsewhere stay where they are. */
function changed(before: string, after: string): { readonly start: number; readonly end: number } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  start = before.lastIndexOf('\n', start - 1) + 1;
  let same = 0;
  while (same < most - start && before.at(-1 - same) === after.at(-1 - same)) same++;
  const line = before.indexOf('\n', before.length - same - 1) + 1;
  return { start, end: same === 0 || line === 0 ? before.length : line };
}
