import * as vscode from 'vscode';
import type { Articles } from '../articles.ts';
import type { Hand } from '../hand.ts';
import { Later } from '../later.ts';
import type { Listing } from '../listing.ts';
import { isLeaf, type Node } from './row.ts';
import type { Rows } from './rows.ts';

/** Why the cursor is looked at; of several the first. */
const WHYS = ['regrouped', 'cursor', 'changed'] as const;
type Why = (typeof WHYS)[number];

/**
 * Selects the row of the annotation that commands mean at the cursor, while the view can be seen. Not while a person works
 * in the view: what is selected there stays until the cursor goes to another annotation.
 */
export function followCursor(
  view: vscode.TreeView<Node>,
  rows: Rows,
  articles: Articles,
  hand: Hand,
  listing: Listing,
): vscode.Disposable {
  /** The annotation at the cursor, when that was last looked at. */
  let last: string | undefined;
  /** What was selected here, and not by the person. */
  let revealed: string | undefined;
  let isInView = false;
  const look = (why: Why): void => {
    const shown = view.visible ? articles.active() : undefined;
    const annotation = shown && (hand.meant(articles, shown) ?? articles.meant(shown, shown.selection)[0]);
    if (shown?.article.uri !== rows.uri || !annotation) last = undefined;
    else if (annotation.id !== last || why === 'regrouped') {
      const row = why === 'changed' && isInView ? undefined : rows.find(annotation.id);
      if (!row) return;
      last = row.id;
      if (why !== 'regrouped' && articles.selected().some(({ id }) => id === row.id)) return;
      revealed = row.id;
      // A row that VS Code does not have yet, or no more, is no row to show.
      view.reveal(row, { select: true, focus: false }).then(undefined, () => {});
    }
  };
  const later = new Later<Why>((all) => look(WHYS.find((why) => all.has(why)) ?? 'changed'));
  return vscode.Disposable.from(
    later,
    vscode.window.onDidChangeTextEditorSelection(() => later.ask('cursor')),
    vscode.window.onDidChangeActiveTextEditor(() => later.ask('cursor')),
    view.onDidChangeVisibility(() => later.ask('cursor')),
    view.onDidChangeSelection(({ selection: [first, ...others] }) => {
      isInView = !(first && isLeaf(first) && first.id === revealed && others.length === 0);
      revealed = undefined;
    }),
    listing.onDidChange(() => later.ask('regrouped')),
    articles.store.onDidChange(({ origin }) => {
      if (origin !== 'keeping') later.ask('changed');
    }),
  );
}
