import * as vscode from 'vscode';
import type { Articles } from '../articles.ts';
import { toOffset, toRange } from '../convert.ts';

/** Draws a frame round the sentence that a key would tag: the one at the cursor, unless something is selected. */
export class Frame {
  readonly #articles: Articles;
  readonly #type = vscode.window.createTextEditorDecorationType({
    borderColor: new vscode.ThemeColor('newsmark.sentenceFrame'),
    borderStyle: 'solid',
    borderWidth: '1px',
    borderRadius: '2px',
    backgroundColor: new vscode.ThemeColor('newsmark.sentenceBackground'),
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  #editor: vscode.TextEditor | undefined;

  constructor(articles: Articles) {
    this.#articles = articles;
  }

  dispose(): void {
    this.#type.dispose();
  }

  draw(): void {
    const shown = this.#articles.active();
    if (this.#editor !== shown?.editor) this.clear();
    if (!shown) return;
    const sentences = shown.selections.flatMap((selection) =>
      selection.isEmpty ? (this.#articles.sentenceAt(shown, toOffset(shown.document, selection.active)) ?? []) : [],
    );
    shown.editor.setDecorations(
      this.#type,
      sentences.map((sentence) => toRange(shown.document, sentence)),
    );
    this.#editor = shown.editor;
  }

  clear(): void {
    this.#editor?.setDecorations(this.#type, []);
    this.#editor = undefined;
  }
}
