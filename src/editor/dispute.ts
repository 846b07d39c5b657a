import * as vscode from 'vscode';
import type { Dispute, Side } from '../core/conflict.ts';
import type { Place } from '../core/problem.ts';
import { short, visible } from './words.ts';

/** What a side has of what is undecided, in a few words; empty where nothing can be said of it. */
export function wordsFor({ deleted, isUsable, mine, theirs }: Dispute, side: Side): string {
  if (!isUsable) return '';
  const [removed, changed] = [vscode.l10n.t('removed'), vscode.l10n.t('changed')];
  if (deleted) return deleted === side ? removed : changed;
  const said = side === 'ours' ? mine : theirs;
  return said === undefined ? removed : visible(short(said, 40));
}

/** The field that it is about; undefined where it is about words, a link or the whole annotation. */
const fieldOf = ({ code, values }: Dispute): string | undefined =>
  code.startsWith('conflict-field') && values[0] !== undefined ? visible(short(values[0], 40)) : undefined;

/** What a command that keeps a side is called where it is offered for one of several conflicts. */
export function keepTitle(dispute: Dispute, side: Side): string {
  const words = wordsFor(dispute, side);
  const isMine = side === 'ours';
  if (words === '') return isMine ? vscode.l10n.t('Keep Mine') : vscode.l10n.t('Keep Theirs');
  const field = fieldOf(dispute);
  if (field === undefined)
    return isMine ? vscode.l10n.t('Keep Mine: {0}', words) : vscode.l10n.t('Keep Theirs: {0}', words);
  return isMine
    ? vscode.l10n.t('Keep Mine: {0} ({1})', words, field)
    : vscode.l10n.t('Keep Theirs: {0} ({1})', words, field);
}

/** Whether a range touches the lines of a place. */
export const isAt = (place: Place | undefined, { start, end }: vscode.Range): boolean =>
  place !== undefined && place.line - 1 <= end.line && start.line < (place.endLine ?? place.line);
