import * as vscode from 'vscode';
import { isBroken, type Project } from '../../store/project.ts';
import { press } from '../ahead.ts';
import { COMMANDS } from '../ids.ts';
import { warn } from '../messages.ts';
import { register, say, type Tools, writable } from '../register.ts';
import { visible } from '../words.ts';
import { movedByWord } from './word.ts';

/**
 * What single keys do while tagging. All of them run one command: VS Code holds the first run of each command back until
 * it knows that no extension is still to be started for it, so that the next key would overtake. `acts`: whether there is
 * an article to act on, as soon as that is known.
 */
export function keyCommands(tools: Tools, acts: () => Promise<boolean>): vscode.Disposable {
  const pressed = (argument: unknown): Promise<void> => {
    if (typeof argument !== 'string' && !isKey(argument)) return Promise.resolve();
    return press(typeof argument === 'string' ? argument : argument.text, async () => {
      if (await acts()) await (typeof argument === 'string' ? act(tools, argument) : follow(tools, argument.command));
    });
  };
  return register(tools, { [COMMANDS.pressKey]: pressed });
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

async function follow({ articles }: Tools, command: string): Promise<void> {
  if (movedByWord(articles, command)) return;
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
