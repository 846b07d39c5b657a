import * as vscode from 'vscode';
import type { Annotation } from '../../core/annotation.ts';
import { quoted } from '../../core/annotation.ts';
import { type Change, changed, idOf } from '../../core/change.ts';
import { titleOf } from '../../core/label.ts';
import { QUIETLY } from '../articles.ts';
import { removalOf } from '../heir.ts';
import { COMMANDS } from '../ids.ts';
import { maySay, meant, perform, register, SELECTED, say, type Tools, writable } from '../register.ts';
import { short } from '../words.ts';

export function editCommands(tools: Tools): vscode.Disposable {
  return register(tools, {
    [COMMANDS.editNote]: (argument) => editNote(tools, argument),
    [COMMANDS.remove]: (argument, all) =>
      remove(tools, argument, argument === SELECTED ? tools.articles.selected() : all),
    [COMMANDS.undo]: () => travel(tools, 'undo'),
    [COMMANDS.redo]: () => travel(tools, 'redo'),
  });
}

/** A line end in the one-line box where notes are written. */
const LINE_END = '⏎';

async function editNote(tools: Tools, argument: unknown): Promise<void> {
  const found = await meant(tools, argument);
  if (!found) return;
  const { annotation } = found;
  const written = await vscode.window.showInputBox({
    title: short(quoted(annotation), 60),
    prompt: vscode.l10n.t('Note ({0} begins a new line)', LINE_END),
    value: (annotation.note ?? '').replaceAll('\n', LINE_END),
    validateInput: (text) =>
      /\p{Surrogate}/u.test(text) ? vscode.l10n.t('The note holds half a character that no file can keep.') : undefined,
  });
  if (written === undefined) return;
  const note = written.replaceAll(LINE_END, '\n').trim() || undefined;
  if (note === annotation.note) return;
  await perform(
    tools,
    found,
    changed(annotation, { ...annotation, note }),
    note ? vscode.l10n.t('Note saved.') : vscode.l10n.t('Note removed.'),
  );
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
