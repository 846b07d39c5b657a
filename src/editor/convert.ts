import * as vscode from 'vscode';
import type { Edit } from '../core/edit.ts';
import type { Span } from '../core/span.ts';
import { toText } from '../core/text.ts';
import type { TextSource } from '../store/page.ts';

// The one place where VS Code's positions and the house's offsets (UTF-16, LF text) meet.

export function toOffset(document: vscode.TextDocument, position: vscode.Position): number {
  const offset = document.offsetAt(position);
  // Behind CRLF every line so far has one character more than in the LF text.
  return document.eol === vscode.EndOfLine.CRLF ? offset - position.line : offset;
}

export const toSpan = (document: vscode.TextDocument, range: vscode.Range): Span => ({
  start: toOffset(document, range.start),
  end: toOffset(document, range.end),
});

export function toPosition(document: vscode.TextDocument, offset: number): vscode.Position {
  if (document.eol === vscode.EndOfLine.LF) return document.positionAt(offset);
  const starts = lineStarts(document);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return document.validatePosition(new vscode.Position(low, offset - (starts[low] ?? 0)));
}

export const toRange = (document: vscode.TextDocument, span: Span): vscode.Range =>
  new vscode.Range(toPosition(document, span.start), toPosition(document, span.end));

/** For CRLF documents: the offset in the LF text at which each line begins, for the version that was asked last. */
const starts = new WeakMap<vscode.TextDocument, { readonly version: number; readonly lines: readonly number[] }>();

function lineStarts(document: vscode.TextDocument): readonly number[] {
  const known = starts.get(document);
  if (known?.version === document.version) return known.lines;
  const lines = [0];
  for (let line = 1; line < document.lineCount; line++)
    lines.push((lines[line - 1] ?? 0) + document.lineAt(line - 1).text.length + 1);
  starts.set(document, { version: document.version, lines });
  return lines;
}

/**
 * What an event says happened to the text, as edits that follow one another. `eol` is the document's line end before
 * the event: the event's offsets still count it.
 */
export function toEdits(event: vscode.TextDocumentChangeEvent, eol: vscode.EndOfLine): Edit[] {
  const extra = eol === vscode.EndOfLine.CRLF ? 1 : 0;
  // VS Code gives the changes from the end of the text to its front, so that none moves another.
  return event.contentChanges.map(({ range, rangeOffset, rangeLength, text }) => ({
    start: rangeOffset - extra * range.start.line,
    end: rangeOffset + rangeLength - extra * range.end.line,
    text: text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text,
  }));
}

/** A document as the store sees it. */
export const textOf = (document: vscode.TextDocument): TextSource => ({
  text: () => toText(document.getText()),
  slice: (start, end) => toText(document.getText(toRange(document, { start, end }))),
  isDirty: () => document.isDirty,
});
