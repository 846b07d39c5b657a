import * as vscode from 'vscode';
import type { State } from '../core/annotation.ts';
import type { Span } from '../core/span.ts';
import { toRange } from './convert.ts';

/** What can be shown: an annotation, or a place that may become one. */
interface Target {
  readonly target: readonly (Span & { readonly state?: State | undefined })[];
}

/** Shows annotations of an article while a list to choose from is open; when that is closed, all is as it was. */
export class Preview implements vscode.Disposable {
  readonly #editor: vscode.TextEditor | undefined;
  readonly #before: vscode.Position | undefined;
  // A frame in the colour of the focus is seen in every theme, also over the colours of annotations.
  readonly #style = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('editor.rangeHighlightBackground'),
    border: '1px solid',
    borderColor: new vscode.ThemeColor('focusBorder'),
    overviewRulerColor: new vscode.ThemeColor('focusBorder'),
  });

  constructor(document: vscode.TextDocument) {
    const active = vscode.window.activeTextEditor;
    const editors = active ? [active, ...vscode.window.visibleTextEditors] : vscode.window.visibleTextEditors;
    this.#editor = editors.find((editor) => editor.document === document);
    this.#before = this.#editor?.visibleRanges[0]?.start;
  }

  /** Undefined, and what is lost, shows nothing. */
  show(annotation: Target | undefined): void {
    const editor = this.#editor;
    if (!editor) return;
    const placed = annotation?.target.filter(({ state }) => state !== 'lost') ?? [];
    const ranges = placed.map((each) => toRange(editor.document, each));
    editor.setDecorations(this.#style, ranges);
    if (ranges[0]) editor.revealRange(ranges[0], vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  dispose(): void {
    this.#style.dispose();
    const [editor, before] = [this.#editor, this.#before];
    const isMoved = before && editor?.visibleRanges[0]?.start.isEqual(before) === false;
    if (editor && isMoved) editor.revealRange(new vscode.Range(before, before), vscode.TextEditorRevealType.AtTop);
  }
}
