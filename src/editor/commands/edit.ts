import * as vscode from 'vscode';
import type { Annotation } from '../../core/annotation.ts';
import { type Change, idOf } from '../../core/change.ts';
import { titleOf } from '../../core/label.ts';
import { QUIETLY } from '../articles.ts';
import { counted } from '../counted.ts';
import { removalOf } from '../heir.ts';
import { COMMANDS } from '../ids.ts';
import { maySay, perform, register, say, type Tools, writable } from '../register.ts';
import { allMeant } from '../several.ts';

export function editCommands(tools: Tools): vscode.Disposable {
  return register(tools, {
    [COMMANDS.remove]: (argument, all) => remove(tools, argument, all),
    [COMMANDS.undo]: () => travel(tools, 'undo'),
    [COMMANDS.redo]: () => travel(tools, 'redo'),
  });
}

/** Removes the annotation that is meant, or all of several, and asks once about links to them. */
async function remove(tools: Tools, argument: unknown, all: unknown): Promise<void> {
  const found = await allMeant(tools, argument, all);
  if (!found) return;
  const { annotations, codebook } = found;
  const change = await removalOf(found, new Set(annotations.map(({ id }) => id)));
  if (!change) return;
  const [first, ...others] = annotations;
  const done =
    first && others.length === 0
      ? vscode.l10n.t('{0} removed.', titleOf(codebook, first.label))
      : counted(annotations.length, '1 annotation removed.', '{0} annotations removed.');
  await perform(tools, found, change, done);
}

async function travel(tools: Tools, direction: 'undo' | 'redo'): Promise<void> {
  const shown = await writable(tools);
  if (!shown || !maySay(shown)) return;
  const { uri } = shown.article;
  const { store } = tools.articles;
  let annotation: Annotation | undefined;
  let revealed: Thenable<unknown> | undefined;
  // At once, and not when it is written: a person who clicks elsewhere meanwhile wants to be there.
  const reveal = (change: Change): void => {
    annotation = firstLeft(change, shown.article.annotations);
    if (annotation)
      revealed = vscode.commands.executeCommand(COMMANDS.reveal, { article: uri, id: annotation.id }, QUIETLY);
  };
  const change = await (direction === 'undo' ? store.undo(uri, reveal) : store.redo(uri, reveal));
  if (!change) {
    say(
      direction === 'undo'
        ? vscode.l10n.t('There is no annotation change to undo.')
        : vscode.l10n.t('There is no annotation change to redo.'),
    );
    return;
  }
  await revealed;
  // One message with all of it: of two, a screen reader drops the first.
  const done =
    direction === 'undo' ? vscode.l10n.t('Annotation change undone.') : vscode.l10n.t('Annotation change redone.');
  say(annotation ? `${done} ${titleOf(shown.codebook, annotation.label)}` : done);
}

const firstLeft = (change: Change, annotations: readonly Annotation[]): Annotation | undefined => {
  const ids = new Set(change.steps.map(idOf));
  return annotations.find(({ id }) => ids.has(id));
};
