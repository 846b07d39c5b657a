import * as vscode from 'vscode';
import type { Annotation } from '../core/annotation.ts';
import { changed } from '../core/change.ts';
import { hasTwin } from '../core/duplicate.ts';
import { titleOf } from '../core/label.ts';
import { overlaps, type Span } from '../core/span.ts';
import { placed } from '../core/target.ts';
import type { Shown } from './articles.ts';
import { toRange, toSpan } from './convert.ts';
import { perform, say, type Tools } from './register.ts';
import { select, selectionOf } from './selection.ts';
import { ends } from './words.ts';

/** Gives an annotation other words, unless its label stands on just these already: then it says so. */
export async function replace(
  tools: Tools,
  shown: Shown,
  before: Annotation,
  after: Annotation,
  done: string,
): Promise<boolean> {
  return !isTold(shown, after) && perform(tools, shown, changed(before, after), done);
}

/** Whether `among` others an annotation of this label stands on just these words already; if so, it is said. */
export function isTold({ article, codebook }: Shown, annotation: Annotation, among = article.annotations): boolean {
  const isTwin = hasTwin(annotation, among, codebook);
  if (isTwin) say(vscode.l10n.t('This is tagged as {0} already.', titleOf(codebook, annotation.label)));
  return isTwin;
}

/** Words that have changed, and that nobody has accepted, are not made an annotation's own by the way: it is said. */
export const tellChanged = (): void =>
  say(vscode.l10n.t('The words here have changed: accept them or re-attach the annotation first.'));

/** How the words of an annotation are told, both of their ends. */
export const told = ({ codebook }: Shown, { label }: Annotation, words: string): string =>
  vscode.l10n.t('{0}: {1}', titleOf(codebook, label), ends(words));

/** The editor that shows an article; the one that has the focus, if it does. */
export const editorOf = ({ document }: Shown): vscode.TextEditor | undefined =>
  [vscode.window.activeTextEditor, ...vscode.window.visibleTextEditors].find((each) => each?.document === document);

/** The number of the fragment that the selection is over, or in, or right behind. Undefined where there is none. */
export function fragmentAt(shown: Shown, annotation: Annotation): number | undefined {
  const editor = editorOf(shown);
  if (!editor) return undefined;
  const selected = toSpan(shown.document, selectionOf(editor));
  const all = placed(annotation);
  const over = { start: selected.start, end: Math.max(selected.end, selected.start + 1) };
  const found =
    all.find(({ each }) => overlaps(each, over)) ??
    all.find(({ each }) => each.end === selected.start && selected.start === selected.end);
  return found?.index;
}

/** Selects a fragment's new words where its old ones were selected. */
export function follow(shown: Shown, before: Span, after: Span): void {
  const editor = editorOf(shown);
  const selection = editor && selectionOf(editor);
  if (!editor || !selection?.isEqual(toRange(shown.document, before))) return;
  const { start, end } = toRange(shown.document, after);
  select(editor, selection.isReversed ? new vscode.Selection(end, start) : new vscode.Selection(start, end));
  const moved = after.start === before.start ? end : start;
  editor.revealRange(new vscode.Range(moved, moved));
}
