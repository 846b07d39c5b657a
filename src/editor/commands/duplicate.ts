import * as vscode from 'vscode';
import { quoted } from '../../core/annotation.ts';
import type { Annotations } from '../../core/document.ts';
import { duplicates, mergeDuplicates } from '../../core/duplicate.ts';
import { titleOf } from '../../core/label.ts';
import { isReference, type Shown } from '../articles.ts';
import { counted } from '../counted.ts';
import { COMMANDS } from '../ids.ts';
import { maySay, perform, register, SELECTED, say, type Tools, writable } from '../register.ts';
import { chooseTicked } from '../ticked.ts';
import { short } from '../words.ts';

/** The same words under the same label twice: one of them takes over what the other says. */
export function duplicateCommands(tools: Tools): vscode.Disposable {
  return register(tools, { [COMMANDS.mergeDuplicates]: (argument) => merge(tools, argument) });
}

async function merge(tools: Tools, argument: unknown): Promise<void> {
  const reference = argument === SELECTED ? tools.articles.selected()[0] : argument;
  if (isReference(reference)) {
    const shown = known(tools, reference.article);
    const mine = shown && groupsOf(shown).filter((group) => group.some(({ id }) => id === reference.id));
    if (mine) await mergeGroups(tools, shown, mine);
    return;
  }
  const active = await writable(tools);
  const chosen = active && (await choose(tools, active, groupsOf(active)));
  if (chosen) await mergeGroups(tools, active, chosen);
}

const groupsOf = ({ article, codebook }: Shown): readonly Annotations[] => duplicates(article.annotations, codebook);

async function mergeGroups(tools: Tools, shown: Shown, chosen: readonly Annotations[]): Promise<void> {
  if (chosen.length === 0) {
    say(vscode.l10n.t('There are no duplicates here: no words stand under the same label twice.'));
    return;
  }
  const gone = chosen.reduce((sum, { length }) => sum + length - 1, 0);
  const done = counted(gone, 'Merged: 1 duplicate is gone.', 'Merged: {0} duplicates are gone.');
  await perform(tools, shown, mergeDuplicates(shown.article.annotations, chosen), done);
}

function known({ articles }: Tools, uri: string): Shown | undefined {
  vscode.commands.executeCommand('editor.action.hideHover').then(undefined, () => {});
  const document = articles.document(uri);
  const shown = document && articles.of(document);
  return shown && maySay(shown) ? shown : undefined;
}

/** Those at the cursor; where there are none, those of the article that the person picks. */
async function choose(
  { articles }: Tools,
  shown: NonNullable<ReturnType<Tools['articles']['active']>>,
  groups: readonly Annotations[],
): Promise<readonly Annotations[] | undefined> {
  const here = new Set(articles.meant(shown, shown.selection).map(({ id }) => id));
  const atCursor = groups.filter((group) => group.some(({ id }) => here.has(id)));
  if (atCursor.length > 0 || groups.length === 0) return atCursor;
  const items = groups.map((group) => ({
    label: group[0] ? short(quoted(group[0])) : '',
    description: group[0] ? titleOf(shown.codebook, group[0].label) : '',
    picked: true,
    group,
  }));
  const picked = await chooseTicked(items, {
    placeHolder: vscode.l10n.t('Which duplicates shall be merged?'),
  });
  return picked && picked.length > 0 ? picked.map(({ group }) => group) : undefined;
}
