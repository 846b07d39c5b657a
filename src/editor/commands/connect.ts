import * as vscode from 'vscode';
import type { Annotation, Link } from '../../core/annotation.ts';
import { changeTo } from '../../core/document.ts';
import { type Codebook, type Role, titleOf } from '../../core/label.ts';
import { connect, nearest, rolesBetween } from '../../core/link.ts';
import type { Shown } from '../articles.ts';
import { counted } from '../counted.ts';
import { inform } from '../messages.ts';
import { perform, say, type Tools, tellGone } from '../register.ts';
import type { Several } from '../several.ts';
import { wordsOf } from '../targets.ts';
import { plain } from '../words.ts';

/**
 * Links each annotation to the nearest of those with these ids to which the codebook allows a link from it, in a role that
 * is allowed for all of them; where there are several such roles the person chooses. What may not be linked stays as it is.
 */
export async function linkTo(tools: Tools, from: Several, ids: readonly unknown[]): Promise<void> {
  const { codebook, article, annotations } = from;
  const ends = article.annotations.filter(({ id }) => ids.includes(id));
  const pairs = annotations.flatMap((each) => {
    const fits = ({ label }: Annotation): boolean => rolesBetween(codebook, each.label, label).length > 0;
    const end = nearest(ends, each).find(fits);
    return end ? [{ each, end }] : [];
  });
  const roles = codebook.roles.filter((role) =>
    pairs.every(({ each, end }) => rolesBetween(codebook, each.label, end.label).includes(role)),
  );
  const [first] = pairs;
  if (!first || roles.length === 0) {
    tellForbidden(codebook, annotations[0], ends[0]);
    return;
  }
  const role = roles.length === 1 ? roles[0] : await chooseRole(roles, first.end, codebook);
  if (!role) return;
  const present = new Set(article.annotations.map(({ id }) => id));
  const left = pairs.filter(({ end }) => present.has(end.id));
  const links = new Map(left.map(({ each, end }) => [each.id, { role: role.name, to: end.id }]));
  await connectAll(tools, from, links, wordsOf(role.title, first.end, codebook));
}

function tellForbidden(codebook: Codebook, from: Annotation | undefined, to: Annotation | undefined): void {
  if (!from || !to) tellGone();
  else {
    const [one, other] = [titleOf(codebook, from.label), titleOf(codebook, to.label)];
    void inform(vscode.l10n.t('The codebook allows no link from {0} to {1}.', plain(one), plain(other)));
  }
}

async function chooseRole(roles: readonly Role[], end: Annotation, codebook: Codebook): Promise<Role | undefined> {
  const items = roles.map((role) => ({ label: wordsOf(role.title, end, codebook), role }));
  return (await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('In which role?') }))?.role;
}

/** Makes links in one step. `links`: by the id of the annotation from which each goes; `words`: one of them, for people. */
export async function connectAll(
  tools: Tools,
  shown: Shown,
  links: ReadonlyMap<string, Link>,
  words: string,
): Promise<void> {
  const present = shown.article.annotations.filter(({ id }) => links.has(id));
  const after = present.map((each) => {
    const link = links.get(each.id);
    return link ? connect(each, link) : each;
  });
  const change = changeTo(present, after);
  const count = change.steps.length;
  if (present.length === 0) tellGone();
  else if (count === 0) say(vscode.l10n.t('Linked already: {0}', words));
  else {
    const done = vscode.l10n.t('Linked: {0}', words);
    const many = counted(count, '1 annotation changed.', '{0} annotations changed.');
    await perform(tools, shown, change, count === 1 ? done : `${done}. ${many}`);
  }
}
