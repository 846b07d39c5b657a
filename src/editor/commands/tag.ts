import * as vscode from 'vscode';
import { fragment } from '../../core/anchor.ts';
import type { Annotation } from '../../core/annotation.ts';
import { added, changed } from '../../core/change.ts';
import { type Codebook, titleOf } from '../../core/label.ts';
import { type Span, trim } from '../../core/span.ts';
import { same } from '../../core/value.ts';
import type { Active, Shown } from '../articles.ts';
import { textOf, toOffset, toSpan } from '../convert.ts';
import { COMMANDS } from '../ids.ts';
import { meant, perform, register, say, type Tools, writable } from '../register.ts';
import { select } from '../selection.ts';

export function tagCommands(tools: Tools): vscode.Disposable {
  /** The label that was given last. */
  let last: string | undefined;
  const tagAs = (wanted: string | undefined, options?: unknown): Promise<void> =>
    tag(tools, wanted, (shown, label) => {
      last = label;
      if (collapses(options))
        select(shown.editor, ...shown.selections.map(({ start }) => new vscode.Selection(start, start)));
    });
  return register(tools, {
    [COMMANDS.tagClaim]: () => tagAs('claim'),
    [COMMANDS.tagSource]: () => tagAs('source'),
    [COMMANDS.tagQuote]: () => tagAs('quote'),
    [COMMANDS.tag]: (label, options) => tagAs(typeof label === 'string' ? label : undefined, options),
    [COMMANDS.repeatTag]: (options) =>
      last === undefined ? say(vscode.l10n.t('There is no label to repeat yet.')) : tagAs(last, options),
    [COMMANDS.changeLabel]: (argument) => changeLabel(tools, argument),
  });
}

/** Whether the cursor goes to the beginning of what was tagged: in tagging mode its sentence is what comes next. */
const collapses = (options: unknown): boolean =>
  typeof options === 'object' && options !== null && 'collapse' in options && options.collapse === true;

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
  const text = textOf(shown.document).text();
  const spans = distinct(shown.selections.flatMap((selection) => spanOf(tools, shown, text, selection) ?? []));
  if (spans.length === 0) {
    say(vscode.l10n.t('There is no text to tag here.'));
    return;
  }
  const label = wanted ?? (await pickLabel(shown.codebook, vscode.l10n.t('Tag as')));
  if (label === undefined) return;
  told(shown, label);
  const title = titleOf(shown.codebook, label);
  const fresh = spans.filter((span) => !isTagged(shown, span, label));
  if (fresh.length === 0) {
    say(vscode.l10n.t('This is tagged as {0} already.', title));
    return;
  }
  const ids = new Set<string>();
  while (ids.size < fresh.length) ids.add(tools.articles.store.newId(shown.article.uri));
  const annotations = [...ids].map((id, i): Annotation => {
    const span = fresh[i] ?? { start: 0, end: 0 };
    return { id, label, target: [fragment(text, span)], attributes: {}, links: [] };
  });
  const done =
    fresh.length === 1
      ? vscode.l10n.t('Tagged as {0}.', title)
      : vscode.l10n.t('Tagged {0} passages as {1}.', fresh.length, title);
  await perform(tools, shown, added(...annotations), done);
}

function spanOf({ articles }: Tools, shown: Shown, text: string, selection: vscode.Selection): Span | undefined {
  return selection.isEmpty
    ? articles.sentenceAt(shown, toOffset(shown.document, selection.active))
    : trim(text, toSpan(shown.document, selection));
}

const distinct = (spans: readonly Span[]): Span[] =>
  spans.filter((span, i) => spans.findIndex((other) => same(other, span)) === i);

const isTagged = ({ article }: Shown, { start, end }: Span, label: string): boolean =>
  article.annotations.some(
    (each) =>
      each.label === label &&
      each.target.length === 1 &&
      same(
        each.target.map((part) => [part.start, part.end, part.state]),
        [[start, end, undefined]],
      ),
  );

async function changeLabel(tools: Tools, argument: unknown): Promise<void> {
  const found = await meant(tools, argument);
  if (!found) return;
  const { annotation, codebook } = found;
  const label = await pickLabel(codebook, vscode.l10n.t('Change label to'), annotation.label);
  if (label === undefined || label === annotation.label) return;
  await perform(
    tools,
    found,
    changed(annotation, { ...annotation, label }),
    vscode.l10n.t('Now a {0}.', titleOf(codebook, label)),
  );
}

async function pickLabel(codebook: Codebook, placeHolder: string, present?: string): Promise<string | undefined> {
  const items = codebook.labels.map((label) => ({
    label: label.title,
    description: [label.key, label.name === present ? vscode.l10n.t('(now)') : ''].filter(Boolean).join(' '),
    detail: label.description ?? '',
    name: label.name,
  }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true });
  return picked?.name;
}
