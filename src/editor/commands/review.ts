import * as vscode from 'vscode';
import { type Annotation, isReviewed } from '../../core/annotation.ts';
import { changeTo } from '../../core/document.ts';
import { type Answer, nextToReview, review } from '../../core/review.ts';
import type { Active, Shown } from '../articles.ts';
import { toOffset } from '../convert.ts';
import { counted } from '../counted.ts';
import { COMMANDS } from '../ids.ts';
import { isSpoken, perform, register, say, type Tools, writable } from '../register.ts';
import { allMeant } from '../several.ts';
import { select } from './go.ts';

/** What one person says of what another has annotated. */
export function reviewCommands(tools: Tools): vscode.Disposable {
  return register(tools, {
    [COMMANDS.reviewAccept]: (argument, all) => answer(tools, 'accepted', argument, all),
    [COMMANDS.reviewReject]: (argument, all) => answer(tools, 'rejected', argument, all),
    [COMMANDS.reviewReopen]: (argument, all) => answer(tools, 'open', argument, all),
  });
}

/**
 * Answers, and goes on to the next annotation without an answer where the one at the cursor was meant; where there is
 * none at the cursor, it only goes there.
 */
async function answer(tools: Tools, state: Answer, argument: unknown, all: unknown): Promise<void> {
  const isHere = argument === undefined && state !== 'open';
  const active = isHere ? await writable(tools) : undefined;
  if (isHere && !active) return;
  if (active && !isAtAny(tools, active)) return goOn(tools, active);
  const found = await allMeant(tools, argument, all);
  if (!found) return;
  const { annotations, article } = found;
  const change = changeTo(
    annotations,
    annotations.map((each) => (isNew(each, state) ? review(each, state) : each)),
  );
  const done = change.steps.length === 0 || perform(tools, found, change);
  // Before it is written: the next key may come sooner, and is about the next one.
  const [first, ...others] = annotations;
  const next = first && others.length === 0 ? nextToReview(article.annotations, 0, first.id) : undefined;
  if (next && active?.article === article) show(tools, active, next);
  // One message with all of it: of two, a screen reader drops the first.
  if (await done) say(`${told(state, annotations.length)} ${leftToReview(found)}`);
}

const isAtAny = ({ articles, hand }: Tools, active: Active): boolean =>
  hand.meant(articles, active) !== undefined ||
  active.selections.some((selection) => articles.meant(active, selection).length > 0);

function goOn(tools: Tools, active: Active): void {
  const { article, document, selection } = active;
  const next = nextToReview(article.annotations, toOffset(document, selection.active));
  if (next) show(tools, active, next);
  say(leftToReview(active));
}

/** Who judges an annotation has to see what there is to judge. */
function show(tools: Tools, active: Active, annotation: Annotation): void {
  select(tools, active.editor, active, annotation);
  // A hover would be read instead of the words.
  if (!isSpoken()) void vscode.commands.executeCommand('editor.action.showHover', { focus: 'noAutoFocus' });
}

/** An answer that was given before the annotation was changed is given anew. */
const isNew = (annotation: Annotation, state: Answer): boolean => {
  const present = annotation.review?.state ?? 'open';
  return present !== state || (state !== 'open' && !isReviewed(annotation));
};

function told(state: Answer, count: number): string {
  switch (state) {
    case 'accepted':
      return counted(count, 'Annotation accepted.', '{0} annotations accepted.');
    case 'rejected':
      return counted(count, 'Annotation rejected.', '{0} annotations rejected.');
    case 'open':
      return counted(count, 'Review taken back.', '{0} reviews taken back.');
  }
}

function leftToReview({ article }: Shown): string {
  const left = article.annotations.filter((each) => !isReviewed(each)).length;
  if (left > 0) return counted(left, '1 is left to review.', '{0} are left to review.');
  return article.annotations.length > 0
    ? vscode.l10n.t('All annotations of this article are reviewed.')
    : vscode.l10n.t('This article has no annotations yet.');
}
