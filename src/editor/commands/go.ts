import * as vscode from 'vscode';
import type { Annotation } from '../../core/annotation.ts';
import { state } from '../../core/annotation.ts';
import { neighbour } from '../../core/document.ts';
import { titleOf } from '../../core/label.ts';
import { sidecarOf } from '../../store/files.ts';
import { isReference, type Shown } from '../articles.ts';
import { toOffset, toRange } from '../convert.ts';
import { COMMANDS } from '../ids.ts';
import { register, SELECTED, say, type Tools } from '../register.ts';
import { select as setSelection } from '../selection.ts';
import { short } from '../words.ts';

export function goCommands(tools: Tools): vscode.Disposable {
  return register(tools, {
    [COMMANDS.next]: () => step(tools, 'next'),
    [COMMANDS.previous]: () => step(tools, 'previous'),
    [COMMANDS.reveal]: (argument, options) => reveal(tools, argument, options),
    [COMMANDS.openSidecar]: (argument) => openSidecar(tools, argument),
  });
}

function step(tools: Tools, direction: 'next' | 'previous'): void {
  const shown = tools.articles.active();
  if (!shown) return;
  const offset = toOffset(shown.document, shown.selection.start);
  // Several may begin at one place: from the one at hand the way goes on.
  const hand = tools.hand.at(tools.articles, shown);
  const present = hand && tools.articles.meant(shown, shown.selection).includes(hand) ? hand.id : undefined;
  const annotation = neighbour(shown.article.annotations, offset, direction, present);
  if (annotation) {
    select(tools, shown.editor, shown, annotation);
    tell(shown, annotation);
  } else say(vscode.l10n.t('This article has no annotations yet.'));
}

/**
 * Selects the annotation's words: its first fragment, which every reader of the screen then says. The cursor is at the
 * front, so that it stands in the annotation, for the hover and for every command.
 */
export function select(
  { hand }: Tools,
  editor: vscode.TextEditor,
  { document, article }: Shown,
  annotation: Annotation,
): void {
  const [first] = annotation.target;
  if (!first) return;
  hand.take({ article: article.uri, id: annotation.id });
  const range = toRange(document, first);
  setSelection(editor, new vscode.Selection(range.end, range.start));
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Of the annotation what the selected words do not say. */
function tell({ codebook }: Shown, annotation: Annotation): void {
  const { label, attributes, note } = annotation;
  const isChanged = state(annotation) === 'changed';
  const values = Object.values(attributes).map((value) => short([value].flat().join(', '), 40));
  const head = [titleOf(codebook, label), ...values, isChanged && vscode.l10n.t('changed')].filter(Boolean).join(' · ');
  say([head, short(note ?? '', 40)].filter(Boolean).join(': '));
}

/** Shows an annotation in its article; `quiet` leaves the focus where it is, and the telling to who asks. */
async function reveal(tools: Tools, argument: unknown, options: unknown): Promise<void> {
  const reference = argument === SELECTED ? tools.articles.selected()[0] : argument;
  if (!isReference(reference)) return;
  const uri = vscode.Uri.parse(reference.article, true);
  const preserveFocus = typeof options === 'object' && options !== null && 'quiet' in options && options.quiet === true;
  const editor = await vscode.window.showTextDocument(uri, { preserveFocus });
  await tools.articles.ready(reference.article);
  const shown = tools.articles.of(editor.document);
  const annotation = shown?.article.annotations.find(({ id }) => id === reference.id);
  if (!shown || !annotation) return;
  if (state(annotation) === 'lost') say(vscode.l10n.t('The words of this annotation are no longer in the article.'));
  else {
    select(tools, editor, shown, annotation);
    if (!preserveFocus) tell(shown, annotation);
  }
}

async function openSidecar(tools: Tools, argument: unknown): Promise<void> {
  const told =
    typeof argument === 'object' && argument !== null && 'article' in argument ? String(argument.article) : undefined;
  const article = told ?? tools.articles.active()?.article.uri;
  if (article === undefined) return;
  const uri = vscode.Uri.parse(sidecarOf(article), true);
  const isThere = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    say(vscode.l10n.t('This article has no sidecar yet: the first annotation makes it.'));
    return;
  }
  const problem = tools.articles.store.get(article)?.refused?.place;
  const position = new vscode.Position((problem?.line ?? 1) - 1, (problem?.column ?? 1) - 1);
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(position, position) });
}
