import * as vscode from 'vscode';
import { state } from '../../core/annotation.ts';
import { type Dispute, disputesOf, type Side, settle } from '../../core/conflict.ts';
import { same } from '../../core/value.ts';
import { settleSource, undecided } from '../../formats/settle.ts';
import { articleOf, nameOf } from '../../store/files.ts';
import { textOf } from '../convert.ts';
import { isAt, keepTitle, wordsFor } from '../dispute.ts';
import { COMMANDS } from '../ids.ts';
import { inform } from '../messages.ts';
import { meant, perform, register, say, type Tools } from '../register.ts';
import { rewrite } from '../rewrite.ts';
import { chooseTicked } from '../ticked.ts';
import { permit } from '../trust.ts';
import { briefOf } from '../words.ts';

/** What two people changed differently: one of them stays. */
export function conflictCommands(tools: Tools): vscode.Disposable {
  return register(tools, {
    [COMMANDS.keepMine]: (argument) => keep(tools, argument, 'ours'),
    [COMMANDS.keepTheirs]: (argument) => keep(tools, argument, 'theirs'),
  });
}

function keep(tools: Tools, argument: unknown, side: Side): Promise<void> {
  const active = vscode.window.activeTextEditor?.document;
  const sidecar = argument === undefined ? active?.uri.toString() : under(argument, 'sidecar');
  return typeof sidecar === 'string' && articleOf(sidecar) !== undefined
    ? keepInSidecar(vscode.Uri.parse(sidecar, true), argument, side)
    : keepInArticle(tools, argument, side);
}

/** Settles the entry that the argument names, or those that the person chooses, in one step of undo. */
async function keepInArticle(tools: Tools, argument: unknown, side: Side): Promise<void> {
  const none = vscode.l10n.t('There is no conflict in an annotation at the cursor.');
  const found = await meant(tools, argument, (annotation) => disputesOf(annotation).length > 0, none);
  if (!found) return;
  const { annotation, article, document } = found;
  const chosen = await choose(disputesOf(annotation), under(argument, 'entry'), side);
  if (!chosen) return;
  const entries = chosen.map(({ entry }) => entry);
  const change = settle(article.annotations, annotation.id, entries, side, textOf(document).text());
  if (!change) {
    tellUnusable(side);
    return;
  }
  if (!(await perform(tools, found, change, doneWords(side)))) return;
  const after = article.annotations.find(({ id }) => id === annotation.id);
  if (after && state(after) !== state(annotation)) sayState(after);
}

const doneWords = (side: Side): string =>
  side === 'ours' ? vscode.l10n.t('Mine is kept.') : vscode.l10n.t('Theirs is kept.');

function sayState(after: Parameters<typeof state>[0]): void {
  const outcome = state(after);
  if (outcome === 'lost') say(vscode.l10n.t('Theirs is kept. Its words are not in the article: it is lost.'));
  if (outcome === 'changed') say(vscode.l10n.t('Theirs is kept. Its words stand in the article in another form.'));
}

function tellUnusable(side: Side): void {
  void inform(
    side === 'ours'
      ? vscode.l10n.t('This conflict has been settled meanwhile.')
      : vscode.l10n.t('What they have here cannot be taken over. Keep mine, or edit the sidecar.'),
  );
}

/**
 * A conflict that is none of an annotation's is settled in the sidecar's own editor, as if the person had edited it:
 * VS Code undoes it, and the person saves it.
 */
async function keepInSidecar(uri: vscode.Uri, argument: unknown, side: Side): Promise<void> {
  await permit(uri.toString());
  const { document, selection } = await vscode.window.showTextDocument(uri);
  const source = document.getText();
  const entry = under(argument, 'entry');
  const part = under(argument, 'part');
  const all = undecided(source).filter((each) => entry === undefined || each.part === part);
  const here = entry === undefined ? all.filter(({ place }) => isAt(place, selection)) : [];
  const among = here.length > 0 ? here : all;
  const disputes = among.map(({ dispute }) => dispute);
  const chosen = disputes.length > 0 ? await choose(disputes, entry, side) : undefined;
  if (disputes.length === 0) tellNothing(uri);
  if (!chosen) return;
  // It may have been edited, or read anew, while the person chose.
  const present = document.getText();
  const after = among
    .filter(({ dispute }) => chosen.includes(dispute))
    .reduce((text, { part: of, dispute }) => settleSource(text, of, dispute.entry, side) ?? text, present);
  if (after === present) tellUnusable(side);
  else if (await rewrite(document, after)) say(vscode.l10n.t('{0} Save the sidecar.', doneWords(side)));
}

const tellNothing = (uri: vscode.Uri): void =>
  say(
    vscode.l10n.t(
      'Nothing is undecided about the article in {0}. Conflicts of annotations are decided in the article.',
      nameOf(uri.toString()),
    ),
  );

/** The dispute that is named, or the only one, or those that the person picks. Undefined when nothing is to be done. */
async function choose(
  disputes: readonly Dispute[],
  entry: unknown,
  side: Side,
): Promise<readonly Dispute[] | undefined> {
  if (entry !== undefined || disputes.length < 2) {
    const named = entry === undefined ? disputes : disputes.filter((each) => same(each.entry, entry));
    if (named.length === 0) say(vscode.l10n.t('This conflict has been settled meanwhile.'));
    return named.length > 0 ? named : undefined;
  }
  const items = disputes
    .filter(({ isUsable }) => isUsable || side === 'ours')
    .map((dispute) => ({
      label: keepTitle(dispute, side),
      description: side === 'ours' ? wordsFor(dispute, 'theirs') : wordsFor(dispute, 'ours'),
      detail: briefOf(dispute),
      picked: true,
      dispute,
    }));
  const picked = await chooseTicked(items, {
    placeHolder: side === 'ours' ? vscode.l10n.t('Keep mine of which?') : vscode.l10n.t('Keep theirs of which?'),
  });
  return picked && picked.length > 0 ? picked.map(({ dispute }) => dispute) : undefined;
}

/** What an argument that came from elsewhere has under a key. */
const under = (argument: unknown, key: string): unknown =>
  typeof argument === 'object' && argument !== null
    ? Object.entries(argument).find(([name]) => name === key)?.[1]
    : undefined;
