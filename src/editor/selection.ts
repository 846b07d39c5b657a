import * as vscode from 'vscode';

/**
 * Selections that were set here and that VS Code has not confirmed yet. Until it has, it tells of earlier ones, and a key
 * that is pressed meanwhile means the new one: keys come faster than that.
 */
const sent = new WeakMap<vscode.TextEditor, (readonly vscode.Selection[])[]>();

export function select(editor: vscode.TextEditor, ...selections: readonly vscode.Selection[]): void {
  const isThere = isSame(selectionsOf(editor), selections);
  editor.selections = selections;
  if (!isThere) sent.set(editor, [...(sent.get(editor) ?? []), selections]);
}

/** What is selected in an editor, the last that was set here included. */
export const selectionsOf = (editor: vscode.TextEditor): readonly vscode.Selection[] =>
  sent.get(editor)?.at(-1) ?? editor.selections;

/** The first of them. */
export const selectionOf = (editor: vscode.TextEditor): vscode.Selection => selectionsOf(editor)[0] ?? editor.selection;

/** Listens to what VS Code confirms. */
export function trackSelections(): vscode.Disposable {
  return vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections, kind }) => {
    const waiting = sent.get(textEditor);
    if (!waiting) return;
    const index = waiting.findIndex((each) => isSame(each, selections));
    // VS Code also tells of an earlier one again, when the editor gets the focus back.
    if (index < 0 && !BY_HAND.has(kind)) return;
    // Those before it may never be told of.
    const left = index < 0 ? [] : waiting.slice(index + 1);
    if (left.length > 0) sent.set(textEditor, left);
    else sent.delete(textEditor);
  });
}

/** What a person selects later than that holds. */
const BY_HAND: ReadonlySet<vscode.TextEditorSelectionChangeKind | undefined> = new Set([
  vscode.TextEditorSelectionChangeKind.Keyboard,
  vscode.TextEditorSelectionChangeKind.Mouse,
]);

const isSame = (a: readonly vscode.Selection[], b: readonly vscode.Selection[]): boolean =>
  a.length === b.length && a.every((each, i) => b[i]?.anchor.isEqual(each.anchor) && b[i]?.active.isEqual(each.active));
