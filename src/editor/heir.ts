import * as vscode from 'vscode';
import type { Change } from '../core/change.ts';
import { removal } from '../core/document.ts';
import { roleOf } from '../core/label.ts';
import { type Candidate, heirs, nearest, tiesTo } from '../core/link.ts';
import type { Shown } from './articles.ts';
import { toPosition } from './convert.ts';
import { counted } from './counted.ts';
import { Preview } from './preview.ts';
import { chooseTarget } from './targets.ts';

/**
 * The change that removes annotations. Where others are linked to these, the person is asked what becomes of the links:
 * undefined when nothing shall be removed after all.
 */
export async function removalOf(shown: Shown, ids: ReadonlySet<string>): Promise<Change | undefined> {
  const { annotations } = shown.article;
  const count = tiesTo(annotations, ids).length;
  if (count === 0) return removal(annotations, ids);
  const takers = heirs(shown.codebook, annotations, ids);
  const links = counted(count, 'Remove the 1 link that leads there, too', 'Remove the {0} links that lead there, too');
  const move = counted(count, 'Move the link to…', 'Move the links to…');
  const cancel = vscode.l10n.t('Cancel');
  const answers = takers.length > 0 ? [links, move, cancel] : [links, cancel];
  const placeHolder = vscode.l10n.t('Other annotations are linked to what is removed.');
  const answer = await vscode.window.showQuickPick(answers, { placeHolder });
  // What is there now counts: while the question stood there, others may have changed it.
  if (answer === links) return removal(shown.article.annotations, ids);
  const heir = answer === move ? await chooseHeir(shown, ids) : undefined;
  return heir && removal(shown.article.annotations, ids, heir.annotation.id);
}

async function chooseHeir(
  { document, article, codebook }: Shown,
  ids: ReadonlySet<string>,
): Promise<Candidate | undefined> {
  const [gone, tie] = [article.annotations.find(({ id }) => ids.has(id)), tiesTo(article.annotations, ids)[0]];
  const role = tie && roleOf(codebook, tie.link.role);
  if (!gone || !role) return undefined;
  const preview = new Preview(document);
  const chosen = await chooseTarget({
    title: vscode.l10n.t('Where shall the links lead?'),
    codebook,
    links: [],
    candidates: heirs(codebook, nearest(article.annotations, gone), ids).map((annotation) => ({ role, annotation })),
    to: ({ id }) => id,
    where: ({ target }) => vscode.l10n.t('line {0}', toPosition(document, target[0]?.start ?? 0).line + 1),
    look: (annotation) => preview.show(annotation),
  });
  preview.dispose();
  return chosen === 'more' ? undefined : chosen;
}
