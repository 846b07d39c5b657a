import * as vscode from 'vscode';
import type { Codebook } from '../../core/label.ts';
import { COMMANDS } from '../ids.ts';
import { register, type Tools } from '../register.ts';
import { plain } from '../words.ts';
import { type Chord, chordsOf } from './chords.ts';

/** The list of all keys: in tagging mode the single ones first. `isOn`: whether the mode is. */
export function sheetCommand(
  tools: Tools,
  extension: vscode.Extension<unknown>,
  isOn: () => boolean,
): vscode.Disposable {
  const chords = chordsOf(extension.packageJSON);
  const codebook = (): Codebook | undefined => tools.articles.active()?.codebook;
  return register(tools, {
    [COMMANDS.listKeys]: () =>
      isOn()
        ? list(vscode.l10n.t('Keys of tagging mode'), inMode(codebook(), chords))
        : listChords(chords, extension.id),
  });
}

interface Row {
  readonly keys: string;
  readonly what: string;
  readonly command: string;
  readonly args?: readonly unknown[];
}

/** Rows below their heading. */
type Group = readonly [heading: string, rows: readonly Row[]];

const row = (keys: string, what: string, command: string, ...args: readonly unknown[]): Row => ({
  keys,
  what,
  command,
  args,
});

/** Shows all keys, with what they do; the one that is chosen does it. */
async function list(title: string, groups: readonly Group[]): Promise<void> {
  const items = groups.flatMap(([label, rows]): (vscode.QuickPickItem & { readonly row?: Row })[] => [
    { label, kind: vscode.QuickPickItemKind.Separator },
    ...rows.map((each) => ({ label: plain(each.what), description: each.keys, row: each })),
  ]);
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('Choose one to do it. On a Mac Cmd stands for Ctrl.'),
    matchOnDescription: true,
  });
  if (chosen?.row) await vscode.commands.executeCommand(chosen.row.command, ...(chosen.row.args ?? []));
}

const toRow = ({ keys, title, command }: Chord): Row => row(keys, title, command);

const isMode = ({ command }: Chord): boolean => command === COMMANDS.toggleTaggingMode;

/** What holds wherever the focus is in an article. */
function listChords(chords: readonly Chord[], extension: string): Promise<void> {
  const { t } = vscode.l10n;
  // VS Code's own list has those that the person has changed.
  const own = row('', t('Change Keys…'), 'workbench.action.openGlobalKeybindings', `@ext:${extension}`);
  return list(t('Keys of Newsmark'), [
    [t('With single keys'), chords.filter(isMode).map(toRow)],
    [t('In an article'), chords.filter((chord) => !isMode(chord)).map(toRow)],
    [t('All keys'), [own]],
  ]);
}

/** Single keys, then the chords of what they do not do. */
function inMode(codebook: Codebook | undefined, chords: readonly Chord[]): readonly Group[] {
  const { t } = vscode.l10n;
  const single: readonly Group[] = [
    [t('Codebook'), [...codebookRows(codebook), row('.', t('Repeat the last label'), COMMANDS.repeatTag)]],
    [t('Move'), moveRows()],
    [t('Annotation at hand'), handRows()],
    [t('Mode'), [row('Esc', t('Leave tagging mode'), COMMANDS.toggleTaggingMode)]],
  ];
  const named = new Set(single.flatMap(([, rows]) => rows.map(({ command }) => command)));
  return [...single, [t('In the mode and elsewhere'), chords.filter(({ command }) => !named.has(command)).map(toRow)]];
}

function codebookRows(codebook: Codebook | undefined): readonly Row[] {
  const { t } = vscode.l10n;
  const labels = (codebook?.labels ?? []).flatMap(({ key, title, name }) =>
    key ? [row(key, t('Tag as {0}', title), COMMANDS.tag, name)] : [],
  );
  const attributes = (codebook?.labels ?? []).flatMap(({ title, attributes: its }) =>
    its.flatMap((each) =>
      each.key
        ? [row(each.key, t('{0} of a {1}', each.title, title), COMMANDS.setAttribute, undefined, { key: each.key })]
        : [],
    ),
  );
  return [...labels, ...attributes];
}

function moveRows(): readonly Row[] {
  const { t } = vscode.l10n;
  return [
    row('j ↓', t('Next sentence'), COMMANDS.nextSentence),
    row('k ↑', t('Previous sentence'), COMMANDS.previousSentence),
    row('J ⇧↓', t('Extend by the next sentence'), COMMANDS.extendToNextSentence),
    row('K ⇧↑', t('Extend by the previous sentence'), COMMANDS.extendToPreviousSentence),
    row('h', t('Word to the left'), 'cursorWordStartLeft'),
    row('l', t('Word to the right'), 'cursorWordStartRight'),
    row('H', t('Select the word to the left'), 'cursorWordStartLeftSelect'),
    row('L', t('Select the word to the right'), 'cursorWordEndRightSelect'),
    row('n', t('Next annotation'), COMMANDS.next),
    row('p', t('Previous annotation'), COMMANDS.previous),
  ];
}

function handRows(): readonly Row[] {
  const { t } = vscode.l10n;
  return [
    row('e', t('Edit its note'), COMMANDS.editNote),
    row(';', t('Set an attribute'), COMMANDS.setAttribute),
    row('r', t('Link it, or remove a link'), COMMANDS.link),
    row('R', t('Link it to the nearest, mostly its source'), COMMANDS.linkNearest),
    row('⏎', t('Go along its link'), COMMANDS.followLink),
    row('⌫', t('Go back from where a link led'), COMMANDS.goBack),
    row('Y', t('Accept it in review'), COMMANDS.reviewAccept),
    row('N', t('Reject it in review'), COMMANDS.reviewReject),
    row(']', t('Grow its end by a word'), COMMANDS.growEnd),
    row('[', t('Shrink its end by a word'), COMMANDS.shrinkEnd),
    row('{', t('Grow its start by a word'), COMMANDS.growStart),
    row('}', t('Shrink its start by a word'), COMMANDS.shrinkStart),
    row('=', t('Grow it by a sentence'), COMMANDS.growSentence),
    row('-', t('Shrink it by a sentence'), COMMANDS.shrinkSentence),
    row('\\', t('Put it on the selected words'), COMMANDS.resize),
    row("'", t('Add the selected words to it'), COMMANDS.addFragment),
    row('x', t('Remove it'), COMMANDS.remove),
    row('u', t('Undo'), COMMANDS.undo),
    row('U', t('Redo'), COMMANDS.redo),
  ];
}
