import * as vscode from 'vscode';
import type { Annotation } from '../../core/annotation.ts';
import { quoted, state } from '../../core/annotation.ts';
import { changed } from '../../core/change.ts';
import { accept, lose, reattach, tidy } from '../../core/decide.ts';
import { overlaps, trim } from '../../core/span.ts';
import { same } from '../../core/value.ts';
import type { Shown } from '../articles.ts';
import { textOf, toSpan } from '../convert.ts';
import { counted } from '../counted.ts';
import { COMMANDS } from '../ids.ts';
import { inform } from '../messages.ts';
import { isAsSelected, meant, perform, register, say, type Tools, writable } from '../register.ts';
import { short } from '../words.ts';

/** What is to be done about annotations whose words have changed, are lost, or begin or end with white space. */
export function decideCommands(tools: Tools): vscode.Disposable {
  return register(tools, {
    [COMMANDS.accept]: (argument) => acceptOne(tools, argument),
    [COMMANDS.acceptAll]: () => acceptAll(tools),
    [COMMANDS.reattach]: (argument) => attach(tools, argument),
    [COMMANDS.markLost]: (argument) => giveUp(tools, argument),
    [COMMANDS.trim]: (argument) => trimOne(tools, argument),
  });
}

async function acceptOne(tools: Tools, argument: unknown): Promise<void> {
  const found = await meant(tools, argument);
  if (!found) return;
  const after = accept(found.annotation, textOf(found.document).text());
  if (after)
    await perform(tools, found, changed(found.annotation, after), vscode.l10n.t('The new words are accepted.'));
  else say(vscode.l10n.t('The words of this annotation have not changed.'));
}

async function acceptAll(tools: Tools): Promise<void> {
  const shown = await writable(tools);
  if (!shown) return;
  const text = textOf(shown.document).text();
  const steps = shown.article.annotations.flatMap((before) => {
    const after = accept(before, text);
    return after ? [{ before, after }] : [];
  });
  if (steps.length === 0) say(vscode.l10n.t('No words of annotations have changed.'));
  else {
    const done = counted(steps.length, 'New words of 1 annotation accepted.', 'New words of {0} annotations accepted.');
    await perform(tools, shown, { steps }, done);
  }
}

/** Puts an annotation on what is selected in the editor; several selections make a discontinuous one. */
async function attach(tools: Tools, argument: unknown): Promise<void> {
  const shown = await writable(tools);
  if (!shown) return;
  const { version } = shown.document;
  const text = textOf(shown.document).text();
  const spans = shown.selections
    .flatMap((selection) => (selection.isEmpty ? [] : (trim(text, toSpan(shown.document, selection)) ?? [])))
    .sort((a, b) => a.start - b.start);
  if (spans.length === 0 || spans.some((span, i) => overlaps(span, spans[i - 1] ?? { start: -1, end: -1 }))) {
    void inform(vscode.l10n.t('Select the words first that the annotation shall stand for, then re-attach it.'));
    return;
  }
  const annotation = argument === undefined ? await choose(shown) : (await meant(tools, argument))?.annotation;
  if (!annotation || !isAsSelected(shown, version)) return;
  const after = reattach(annotation, text, spans);
  if (same(after, annotation)) say(vscode.l10n.t('The annotation stands there already.'));
  else await perform(tools, shown, changed(annotation, after), vscode.l10n.t('Re-attached.'));
}

/** Which annotation goes to the selection: those that have no sure place come first. */
async function choose({ article }: Shown): Promise<Annotation | undefined> {
  const words = { lost: vscode.l10n.t('lost'), changed: vscode.l10n.t('changed') };
  const items = article.annotations.map((annotation) => {
    const outcome = state(annotation);
    return {
      label: short(quoted(annotation)),
      description: outcome ? words[outcome] : '',
      detail: annotation.note ?? '',
      rank: outcome === 'lost' ? 0 : outcome === 'changed' ? 1 : 2,
      annotation,
    };
  });
  const picked = await vscode.window.showQuickPick(
    items.sort((a, b) => a.rank - b.rank),
    { placeHolder: vscode.l10n.t('Which annotation goes to the selection?'), matchOnDetail: true },
  );
  return picked?.annotation;
}

async function giveUp(tools: Tools, argument: unknown): Promise<void> {
  const found = await meant(tools, argument);
  if (!found) return;
  const { annotation } = found;
  if (annotation.target.every((each) => each.state === 'lost')) say(vscode.l10n.t('This annotation is lost already.'));
  else await perform(tools, found, changed(annotation, lose(annotation)), vscode.l10n.t('Marked as lost.'));
}

async function trimOne(tools: Tools, argument: unknown): Promise<void> {
  const found = await meant(tools, argument);
  if (!found) return;
  const after = tidy(found.annotation, textOf(found.document).text());
  if (after) await perform(tools, found, changed(found.annotation, after), vscode.l10n.t('White space trimmed.'));
  else say(vscode.l10n.t('There is no white space at the ends of this annotation.'));
}
