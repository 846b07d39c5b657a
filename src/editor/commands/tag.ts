import * as vscode from 'vscode';
import { added } from '../../core/change.ts';
import { changeTo } from '../../core/document.ts';
import { hasTwin } from '../../core/duplicate.ts';
import { titleOf } from '../../core/label.ts';
import { type Span, trim } from '../../core/span.ts';
import { same } from '../../core/value.ts';
import type { Active, Shown } from '../articles.ts';
import { textOf, toOffset, toPosition, toSpan } from '../convert.ts';
import { counted } from '../counted.ts';
import { COMMANDS } from '../ids.ts';
import { pickLabel } from '../label.ts';
import { make } from '../make.ts';
import { isAsSelected, perform, register, say, type Tools, writable } from '../register.ts';
import { select } from '../selection.ts';
import { allMeant } from '../several.ts';

export function tagCommands(tools: Tools): vscode.Disposable {
  /** The label that was given last. */
  let last: string | undefined;
  const tagAs = (wanted: string | undefined, options?: unknown): Promise<void> =>
    tag(tools, wanted, (shown, label) => {
      last = label;
      if (collapses(options)) select(shown.editor, ...shown.selections.map((each) => collapsed(tools, shown, each)));
    });
  return register(tools, {
    [COMMANDS.tagClaim]: () => tagAs('claim'),
    [COMMANDS.tagSource]: () => tagAs('source'),
    [COMMANDS.tagQuote]: () => tagAs('quote'),
    [COMMANDS.tag]: (label, options) => tagAs(typeof label === 'string' ? label : undefined, options),
    [COMMANDS.repeatTag]: (options) =>
      last === undefined ? say(vscode.l10n.t('There is no label to repeat yet.')) : tagAs(last, options),
    [COMMANDS.changeLabel]: (argument, all) => changeLabel(tools, argument, all),
  });
}

/** Whether what was selected is so no longer: in tagging mode its sentence, or the last of several, is what comes next. */
const collapses = (options: unknown): boolean =>
  typeof options === 'object' && options !== null && 'collapse' in options && options.collapse === true;

/** The cursor at the beginning of what was selected, or of its last sentence: still in what was tagged. */
function collapsed({ articles }: Tools, shown: Active, { start, end, isEmpty }: vscode.Selection): vscode.Selection {
  const last = isEmpty ? undefined : articles.sentenceAt(shown, toOffset(shown.document, end) - 1);
  const begin = last && toPosition(shown.document, last.start);
  const place = begin?.isAfter(start) ? begin : start;
  return new vscode.Selection(place, place);
}

/**
 * Tags what is selected, or the sentence at the cursor; with several cursors each of them, as one step. `told` gets
 * the label before anything is written: the next key may come sooner.
 */
async function tag(
  tools: Tools,
  wanted: string | undefined,
  told: (shown: Active, label: string) => void,
): Promise<void> {
  const shown = await writable(tools);
  if (!shown) return;
  const { version } = shown.document;
  const text = textOf(shown.document).text();
  const spans = distinct(shown.selections.flatMap((selection) => spanOf(tools, shown, text, selection) ?? []));
  if (spans.length === 0) {
    say(vscode.l10n.t('There is no text to tag here.'));
    return;
  }
  const label = wanted ?? (await pickLabel(shown.codebook, vscode.l10n.t('Tag as')));
  if (label === undefined || !isAsSelected(shown, version)) return;
  told(shown, label);
  const title = titleOf(shown.codebook, label);
  const { annotations } = shown.article;
  const made = make(tools.articles.store, { text, annotations }, spans, label);
  const fresh = made.filter((each) => !hasTwin(each, annotations, shown.codebook));
  if (fresh.length === 0) {
    say(vscode.l10n.t('This is tagged as {0} already.', title));
    return;
  }
  const done = counted(fresh.length, 'Tagged as {1}.', 'Tagged {0} passages as {1}.', title);
  await perform(tools, shown, added(...fresh), done);
}

function spanOf({ articles }: Tools, shown: Shown, text: string, selection: vscode.Selection): Span | undefined {
  return selection.isEmpty
    ? articles.sentenceAt(shown, toOffset(shown.document, selection.active))
    : trim(text, toSpan(shown.document, selection));
}

const distinct = (spans: readonly Span[]): Span[] =>
  spans.filter((span, i) => spans.findIndex((other) => same(other, span)) === i);

/** Gives the annotation that is meant, or all of several, another label. */
async function changeLabel(tools: Tools, argument: unknown, all: unknown): Promise<void> {
  const found = await allMeant(tools, argument, all);
  if (!found) return;
  const { annotations, codebook } = found;
  const [present, ...others] = new Set(annotations.map((each) => each.label));
  const placeHolder = counted(annotations.length, 'Change label to', 'Change label of {0} annotations to');
  const label = await pickLabel(codebook, placeHolder, others.length === 0 ? present : undefined);
  if (label === undefined) return;
  const change = changeTo(
    annotations,
    annotations.map((each) => ({ ...each, label })),
  );
  const count = change.steps.length;
  if (count === 0) return;
  const title = titleOf(codebook, label);
  const done =
    annotations.length === 1
      ? vscode.l10n.t('Now a {0}.', title)
      : counted(count, 'Label changed to {1} in 1 annotation.', 'Label changed to {1} in {0} annotations.', title);
  await perform(tools, found, change, done);
}
