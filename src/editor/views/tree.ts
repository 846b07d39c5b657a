import * as vscode from 'vscode';
import { troubleOf } from '../../core/entry.ts';
import { nameOf } from '../../store/files.ts';
import type { Articles, Reference, Shown } from '../articles.ts';
import { counted } from '../counted.ts';
import type { Hand } from '../hand.ts';
import { CONTEXTS, VIEWS } from '../ids.ts';
import { Later, Rest } from '../later.ts';
import type { Listing } from '../listing.ts';
import { isSpoken, say } from '../register.ts';
import { short, visible, wordsOf } from '../words.ts';
import { linkByDragging } from './drag.ts';
import { followCursor } from './follow.ts';
import { articleInFront, isReading } from './front.ts';
import { isLeaf, type Node } from './row.ts';
import { Rows } from './rows.ts';

/** The annotations of the article that people look at. */
export function showTree(articles: Articles, hand: Hand, listing: Listing): vscode.Disposable {
  const rows = new Rows(listing);
  const view = vscode.window.createTreeView<Node>(VIEWS.article, {
    treeDataProvider: rows,
    canSelectMany: true,
    showCollapseAll: true,
    dragAndDropController: linkByDragging(rows),
  });
  // As VS Code told it last: while rows are read again, `view.selection` lacks them.
  let selected: readonly Reference[] = [];
  articles.selected = () => selected;
  let uri: string | undefined;
  let isListed: boolean | undefined;
  const look = (): void => {
    uri = articleInFront(articles, uri);
    const document = uri === undefined ? undefined : articles.document(uri);
    const shown = document && articles.of(document);
    if (isListed !== (shown !== undefined)) {
      isListed = shown !== undefined;
      void vscode.commands.executeCommand('setContext', CONTEXTS.isListed, isListed);
    }
    // What cannot be seen waits: each tag would cost time for nothing.
    if (view.visible) rows.show(shown);
    tell(view, {
      description: shown ? described(shown, listing, rows) : '',
      message: isReading(articles) ? vscode.l10n.t('Reading annotations…') : shown ? message(shown, listing, rows) : '',
      count: shown?.article.annotations.filter(troubleOf).length ?? 0,
    });
  };
  look();
  const later = new Later<undefined>(look);
  // Who sees the list shrink needs no words for it.
  const rest = new Rest<undefined>(() => {
    if (isSpoken() && listing.filter !== '' && view.description !== undefined) say(view.description);
  });
  return vscode.Disposable.from(
    view,
    rows,
    later,
    rest,
    view.onDidChangeSelection(({ selection }) => {
      selected = selection.filter(isLeaf);
    }),
    view.onDidChangeVisibility(look),
    vscode.window.onDidChangeActiveTextEditor(look),
    vscode.window.tabGroups.onDidChangeTabs(look),
    vscode.window.tabGroups.onDidChangeTabGroups(look),
    listing.onDidChange(() => {
      later.ask(undefined);
      rest.ask(undefined);
    }),
    articles.store.onDidChange(({ article }) => {
      if (article === uri || article === articleInFront(articles, uri) || isReading(articles)) later.ask(undefined);
    }),
    followCursor(view, rows, articles, hand, listing),
  );
}

/** Which article it is, and which part of it is listed. */
function described({ article }: Shown, { filter }: Listing, { count }: Rows): string {
  const name = visible(nameOf(article.uri));
  const all = article.annotations.length;
  return filter === '' ? name : vscode.l10n.t('“{0}”: {1} of {2} · {3}', visible(short(filter, 30)), count, all, name);
}

function message({ article }: Shown, { filter }: Listing, { count }: Rows): string {
  if (article.refused) return wordsOf(article.refused);
  if (filter === '' || count > 0) return '';
  const typed = visible(short(filter, 60));
  return vscode.l10n.t('No annotation has “{0}”. “Clear Filter” in the title of this view shows all of them.', typed);
}

/** What VS Code is told again makes it draw the title again, and an open menu there would close. */
function tell(
  view: vscode.TreeView<Node>,
  { description, message, count }: { readonly description: string; readonly message: string; readonly count: number },
): void {
  if (view.description !== description) view.description = description;
  if (view.message !== message) view.message = message;
  if ((view.badge?.value ?? 0) !== count) view.badge = badge(count);
}

/** At the view's icon: what somebody has to look at. How many annotations there are is in the status bar. */
function badge(count: number): vscode.ViewBadge | undefined {
  if (count === 0) return undefined;
  return { value: count, tooltip: counted(count, '1 annotation to look at', '{0} annotations to look at') };
}
