import * as vscode from 'vscode';
import type { Grouping } from '../../core/grouping.ts';
import { COMMANDS, VIEWS } from '../ids.ts';
import type { Listing } from '../listing.ts';
import { register, type Tools } from '../register.ts';

/** How the view lists annotations. A menu has no check marks of ours: what is so already has a command of its own, with one. */
export function listingCommands(tools: Tools, listing: Listing): vscode.Disposable {
  const by = (grouping: Grouping) => (): void => listing.groupBy(grouping);
  return register(tools, {
    [COMMANDS.groupByLabel]: by('label'),
    [COMMANDS.groupedByLabel]: by('label'),
    [COMMANDS.groupBySource]: by('source'),
    [COMMANDS.groupedBySource]: by('source'),
    [COMMANDS.groupByState]: by('state'),
    [COMMANDS.groupedByState]: by('state'),
    [COMMANDS.ungroup]: by('none'),
    [COMMANDS.ungrouped]: by('none'),
    [COMMANDS.filter]: () => filter(listing),
    [COMMANDS.clearFilter]: () => listing.filterBy(''),
  });
}

/** Filters by what is typed, letter by letter. What was typed holds on when the box is closed, so that one can go into the list. */
async function filter(listing: Listing): Promise<void> {
  await vscode.commands.executeCommand(`${VIEWS.article}.focus`);
  const box = vscode.window.createInputBox();
  box.title = vscode.l10n.t('Filter Annotations');
  box.placeholder = vscode.l10n.t('Words, label, verdict, note or author');
  // Of a prompt VS Code says that Escape cancels.
  box.validationMessage = {
    message: vscode.l10n.t('Annotations with all these words are listed, also when this box is closed.'),
    severity: vscode.InputBoxValidationSeverity.Info,
  };
  box.value = listing.filter;
  box.valueSelection = [0, box.value.length];
  box.buttons = [{ iconPath: new vscode.ThemeIcon('clear-all'), tooltip: vscode.l10n.t('Clear Filter') }];
  const parts = vscode.Disposable.from(
    box,
    box.onDidChangeValue((typed) => listing.filterBy(typed)),
    box.onDidTriggerButton(() => {
      box.value = '';
      listing.filterBy('');
    }),
    box.onDidAccept(() => box.hide()),
    box.onDidHide(() => parts.dispose()),
  );
  box.show();
}
