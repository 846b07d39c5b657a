import * as vscode from 'vscode';
import { counts } from '../../core/outline.ts';
import { overlaps, type Span } from '../../core/span.ts';
import type { Active } from '../articles.ts';
import { toOffset, toPosition, toRange, toSpan } from '../convert.ts';
import { COMMANDS } from '../ids.ts';
import { isSpoken, register, say, type Tools } from '../register.ts';
import { select } from '../selection.ts';

/** Moves from sentence to sentence, and over several of them. */
export function cursorCommands(tools: Tools): vscode.Disposable {
  const moving = (move: (shown: Active, sentences: readonly Span[]) => void) => () => {
    const shown = tools.articles.active();
    if (!shown) return;
    const sentences = tools.articles.sentencesOf(shown);
    if (sentences.length > 0) move(shown, sentences);
    else say(vscode.l10n.t('This article has no sentences.'));
  };
  return register(tools, {
    [COMMANDS.nextSentence]: moving((shown, sentences) => step(shown, sentences, 1)),
    [COMMANDS.previousSentence]: moving((shown, sentences) => step(shown, sentences, -1)),
    [COMMANDS.extendToNextSentence]: moving((shown, sentences) => extend(shown, sentences, 1)),
    [COMMANDS.extendToPreviousSentence]: moving((shown, sentences) => extend(shown, sentences, -1)),
  });
}

/** The sentence that holds an offset, or the last before it: its index, -1 before the first. */
const indexAt = (sentences: readonly Span[], offset: number): number =>
  sentences.findLastIndex(({ start }) => start <= offset);

/** The cursor goes to the beginning of the sentence behind or before what is selected. */
function step(shown: Active, sentences: readonly Span[], direction: 1 | -1): void {
  const selected = toSpan(shown.document, shown.selection);
  const isEmpty = selected.start === selected.end;
  const present = direction === 1 && !isEmpty ? selected.end - 1 : selected.start;
  const index = indexAt(sentences, present) + direction;
  const sentence = sentences[index];
  if (sentence) show(shown, sentence);
  else
    say(direction === 1 ? vscode.l10n.t('This is the last sentence.') : vscode.l10n.t('This is the first sentence.'));
}

/**
 * Readers of the screen say what is selected, and hear what is tagged in it; for others the frame shows it, and marks stay
 * visible.
 */
function show(shown: Active, sentence: Span): void {
  const { document, editor } = shown;
  const { start, end } = toRange(document, sentence);
  if (isSpoken()) tellWithin(shown, sentence);
  select(editor, isSpoken() ? new vscode.Selection(end, start) : new vscode.Selection(start, start));
  editor.revealRange(new vscode.Range(start, end), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

function tellWithin({ article, codebook }: Active, sentence: Span): void {
  const within = article.annotations.filter(({ target }) =>
    target.some((each) => each.state !== 'lost' && overlaps(each, sentence)),
  );
  const found = counts(within, codebook).filter(({ count }) => count > 0);
  if (found.length > 0) say(found.map(({ title, count }) => `${title} ${count}`).join(' · '));
}

/** The selection grows by a sentence, or shrinks, when it had grown to the other side: as with Shift and an arrow. */
function extend(shown: Active, sentences: readonly Span[], direction: 1 | -1): void {
  const { document, editor } = shown;
  const { anchor, active, isEmpty } = shown.selection;
  const isBack = !isEmpty && active.isBefore(anchor);
  const within = (position: vscode.Position, isEnd: boolean): number =>
    Math.max(0, indexAt(sentences, toOffset(document, position) - (isEnd ? 1 : 0)));
  const fixed = within(anchor, isBack);
  const moved = within(active, !isBack && !isEmpty) + direction;
  const [from, to] = [sentences[fixed], sentences[moved]];
  if (!from || !to) {
    say(direction === 1 ? vscode.l10n.t('This is the last sentence.') : vscode.l10n.t('This is the first sentence.'));
    return;
  }
  const at = (offset: number): vscode.Position => toPosition(document, offset);
  select(
    editor,
    moved < fixed ? new vscode.Selection(at(from.end), at(to.start)) : new vscode.Selection(at(from.start), at(to.end)),
  );
  editor.revealRange(toRange(document, to), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
