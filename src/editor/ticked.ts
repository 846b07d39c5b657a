import * as vscode from 'vscode';

/** What a list says beside its items. */
export interface Head {
  readonly title?: string;
  readonly placeHolder?: string;
  readonly matchOnDetail?: boolean;
}

/**
 * Asks which of these are meant: at first those with `picked`. Undefined when the person leaves it.
 *
 * VS Code's own `showQuickPick` opens the list before it has the items: an Enter that comes in between is an answer that
 * means none of them. This list opens with its items.
 */
export function chooseTicked<Item extends vscode.QuickPickItem>(
  items: readonly Item[],
  { title, placeHolder, matchOnDetail = false }: Head,
): Promise<readonly Item[] | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.canSelectMany = true;
  pick.title = title;
  pick.placeholder = placeHolder;
  pick.matchOnDetail = matchOnDetail;
  pick.items = items;
  pick.selectedItems = items.filter(({ picked }) => picked);
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.selectedItems);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
