import * as vscode from 'vscode';
import { type Stop, stopFrom } from '../../core/step.ts';
import type { Articles } from '../articles.ts';
import { textOf, toOffset, toPosition } from '../convert.ts';
import { select } from '../selection.ts';

/** What the keys for words do, by VS Code's names. */
const MOVES: ReadonlyMap<string, { readonly to: Stop; readonly selects: boolean }> = new Map([
  ['cursorWordStartLeft', { to: 'start before', selects: false }],
  ['cursorWordStartRight', { to: 'start behind', selects: false }],
  ['cursorWordStartLeftSelect', { to: 'start before', selects: true }],
  ['cursorWordEndRightSelect', { to: 'end behind', selects: true }],
]);

/**
 * Moves by a word where words have no spaces between them: VS Code takes a whole Chinese sentence for one, unless it has
 * been set up for the language. False for other commands, and where VS Code does well.
 */
export function movedByWord(articles: Articles, command: string): boolean {
  const [move, shown] = [MOVES.get(command), articles.active()];
  if (!move || !shown) return false;
  const { document, editor } = shown;
  const text = textOf(document).text();
  const moved = shown.selections.map(({ anchor, active }) => {
    const stop = stopFrom(text, toOffset(document, active), move.to);
    if (stop === undefined) return undefined;
    const place = toPosition(document, stop);
    return new vscode.Selection(move.selects ? anchor : place, place);
  });
  const selections = moved.filter((each) => each !== undefined);
  const [first] = selections;
  if (!first || selections.length < moved.length) return false;
  select(editor, ...selections);
  editor.revealRange(new vscode.Range(first.active, first.active));
  return true;
}
