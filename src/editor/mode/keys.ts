import * as vscode from 'vscode';
import { isBroken, type Project } from '../../store/project.ts';
import { press } from '../ahead.ts';
import { COMMANDS } from '../ids.ts';
import { warn } from '../messages.ts';
import { register, say, type Tools, writable } from '../register.ts';
import { visible } from '../words.ts';

/**
 * What single keys do while tagging. All of them run one command: VS Code holds the first run of each command back until
 * it knows that no extension is still to be started for it, so that the next key would overtake. `acts`: whether there is
 * an article to act on, as soon as that is known.
 */
export function keyCommands(tools: Tools, acts: () => Promise<boolean>): vscode.Disposable {
  const pressed = (argument: unknown): Promise<void> => {
    if (typeof argument !== 'string' && !isKey(argument)) return Promise.resolve();
    return press(typeof argument === 'string' ? argument : argument.text, async () => {
      if (await acts()) await (typeof argument === 'string' ? act(tools, argument) : follow(argument.command));
    });
  };
  return register(tools, { [COMMANDS.pressKey]: pressed, [COMMANDS.listKeys]: () => list(tools) });
}

/** A key that means a command, whatever the codebook says; `text` is what it types elsewhere, if anything. */
interface Key {
  readonly command: string;
  readonly text?: string;
}

const isKey = (value: unknown): value is Key =>
  typeof value === 'object' && value !== null && 'command' in value && typeof value.command === 'string';

/** After a tag the sentence of what was tagged is in the frame again. */
const COLLAPSE = { collapse: true } as const;

async function follow(command: string): Promise<void> {
  if (command === COMMANDS.repeatTag) await vscode.commands.executeCommand(command, COLLAPSE);
  else await vscode.commands.executeCommand(command);
}

/** Does what the codebook has the key for: tags, or asks for an attribute. */
async function act(tools: Tools, key: string): Promise<void> {
  const shown = await writable(tools);
  if (!shown) return;
  const { labels } = shown.codebook;
  const label = labels.find((each) => each.key === key);
  if (label) await vscode.commands.executeCommand(COMMANDS.tag, label.name, COLLAPSE);
  else if (labels.some(({ attributes }) => attributes.some((each) => each.key === key)))
    await vscode.commands.executeCommand(COMMANDS.setAttribute, undefined, { key });
  else tellNothing(key.trim() || vscode.l10n.t('Space'), tools.articles.projectOfOpen(shown.article.uri));
}

/** That a key does nothing, and why, where that may be the codebook's fault. */
function tellNothing(key: string, project: Project | undefined): void {
  if (project?.file === undefined || !isBroken(project)) {
    say(vscode.l10n.t('The key {0} does nothing here. ? lists the keys.', key));
    return;
  }
  const uri = vscode.Uri.parse(project.file, true);
  const path = visible(vscode.workspace.asRelativePath(uri));
  const text = vscode.l10n.t(
    'The key {0} does nothing: {1} has errors, and what it says counts only when they are mended.',
    key,
    path,
  );
  const open = vscode.l10n.t('Open Codebook');
  void warn(text, open).then((chosen) => {
    if (chosen === open) void vscode.window.showTextDocument(uri, { selection: firstError(project) });
  });
}

function firstError({ problems }: Project): vscode.Range {
  const { line, column } = problems.find(({ severity }) => severity === 'error')?.place ?? { line: 1, column: 1 };
  return new vscode.Range(line - 1, column - 1, line - 1, column - 1);
}

interface Row {
  readonly keys: string;
  readonly what: string;
  readonly command: string;
  readonly args?: readonly unknown[];
}

/** All keys, with what they do; the one that is chosen does it. */
async function list(tools: Tools): Promise<void> {
  const codebook = tools.articles.active()?.codebook;
  const { t } = vscode.l10n;
  const row = (keys: string, what: string, command: string, ...args: readonly unknown[]): Row => ({
    keys,
    what,
    command,
    args,
  });
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
  const groups: readonly (readonly [string, readonly Row[]])[] = [
    [t('Codebook'), [...labels, ...attributes, row('.', t('Repeat the last label'), COMMANDS.repeatTag)]],
    [
      t('Move'),
      [
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
      ],
    ],
    [
      t('Annotation at hand'),
      [
        row('e', t('Edit its note'), COMMANDS.editNote),
        row(';', t('Set an attribute'), COMMANDS.setAttribute),
        row('r', t('Link it, or remove a link'), COMMANDS.link),
        row('R', t('Link it to the nearest, mostly its source'), COMMANDS.linkNearest),
        row('⏎', t('Go along its link'), COMMANDS.followLink),
        row('⌫', t('Go back from where a link led'), COMMANDS.goBack),
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
      ],
    ],
    [t('Mode'), [row('Esc', t('Leave tagging mode'), COMMANDS.toggleTaggingMode)]],
  ];
  const items = groups.flatMap(([label, rows]): (vscode.QuickPickItem & { readonly row?: Row })[] => [
    { label, kind: vscode.QuickPickItemKind.Separator },
    ...rows.map((each) => ({ label: each.what, description: each.keys, row: each })),
  ]);
  const chosen = await vscode.window.showQuickPick(items, {
    title: t('Keys of tagging mode'),
    placeHolder: t('Choose one to do it'),
    matchOnDescription: true,
  });
  if (chosen?.row) await vscode.commands.executeCommand(chosen.row.command, ...(chosen.row.args ?? []));
}
