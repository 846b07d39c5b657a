import * as vscode from 'vscode';
import type { Annotation } from '../core/annotation.ts';
import { isReviewed } from '../core/annotation.ts';
import { isolated } from './words.ts';

const ANSWERS: ReadonlyMap<string, () => string> = new Map([
  ['accepted', () => vscode.l10n.t('accepted')],
  ['rejected', () => vscode.l10n.t('rejected')],
  ['open', () => vscode.l10n.t('open')],
]);

/** What a review says, for people; answers that Newsmark does not know as they are in the file. */
export const answerOf = (state: string): string => ANSWERS.get(state)?.() ?? state;

/** A review with who gave it, and whether the annotation is another one since. Undefined where there is none. */
export function reviewOf(annotation: Annotation): string | undefined {
  const { review } = annotation;
  if (!review) return undefined;
  const [state, by] = [answerOf(review.state), review.by === undefined ? undefined : isolated(review.by)];
  if (review.state === 'open' || isReviewed(annotation))
    return by === undefined ? vscode.l10n.t('review: {0}', state) : vscode.l10n.t('review: {0} by {1}', state, by);
  return by === undefined
    ? vscode.l10n.t('review: {0}, before the last change', state)
    : vscode.l10n.t('review: {0} by {1}, before the last change', state, by);
}
