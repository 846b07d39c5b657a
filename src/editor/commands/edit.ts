import * as vscode from 'vscode';
import type { Annotation } from '../../core/annotation.ts';
import { type Change, idOf } from '../../core/change.ts';
import { titleOf } from '../../core/label.ts';
import { QUIETLY } from '../articles.ts';
import { removalOf } from '../heir.ts';
import { COMMANDS } from '../ids.ts';
import { maySay, meant, perform, register, SELECTED, say, type Tools, writable } from '../register.ts';

export function editCommands(tools: Tools): vscode.Disposable {
  return register(tools, {
    [COMMANDS.remove]: (argument, all) =>
      remove(tools, argument, argument === SELECTED ? tools.articles.selected() : all),
    [COMMANDS.undo]: () => travel(tools, 'undo'),
    [COMMANDS.redo]: () => travel(tools, 'redo'),
  });
}

/** Removes the annotation that is meant, or with several selected in the view all of them, and asks once about links to them. */
async function remove(tools: Tools, argument: unknown, all: unknown): Promise<void> {
  const found = await meant(tools, argument);
  if (!found) return;
  const others = Array.isArray(all)
    ? all.flatMap((each: unknown) =>
        typeof each === 'object' && each !== null && 'id' in each ? [String(each.id)] : [],
      )
    : [];
  const ids = new Set([found.annotation.id, ...others]);
  const change = await removalOf(found, ids);
  if (!change) return;
  const title = titleOf(found.codebook, found.annotation.label);
  const done =
    ids.size === 1 ? vscode.l10n.t('{0} removed.', title) : vscode.l10n.t('{0} annotations removed.', ids.size);
  await perform(tools, found, change, done);
}

async function travel(tools: Tools, direction: 'undo' | 'redo'): Promise<void> {
  const shown = await writable(tools);
  if (!shown || !maySay(shown)) return;
  const change = await (direction === 'undo'
    ? tools.articles.store.undo(shown.article.uri)
    : tools.articles.store.redo(shown.article.uri));
  if (!change) {
    say(
      direction === 'undo'
        ? vscode.l10n.t('There is no annotation change to undo.')
        : vscode.l10n.t('There is no annotation change to redo.'),
    );
    return;
  }
  say(direction === 'undo' ? vscode.l10n.t('Annotation change undone.') : vscode.l10n.t('Annotation change redone.'));
  const annotation = firstLeft(change, shown.article.annotations);
  if (annotation)
    await vscode.commands.executeCommand(COMMANDS.reveal, { article: shown.article.uri, id: annotation.id }, QUIETLY);
}

const firstLeft = (change: Change, annotations: readonly Annotation[]): Annotation | undefined => {
  const ids = new Set(change.steps.map(idOf));
  return annotations.find(({ id }) => ids.has(id));
};
