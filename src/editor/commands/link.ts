import * as vscode from 'vscode';
import { type Annotation, type Link, quoted } from '../../core/annotation.ts';
import { changed } from '../../core/change.ts';
import { roleOf, titleOf } from '../../core/label.ts';
import { candidates, connect, disconnect, isSameLink, nearest, rolesFrom } from '../../core/link.ts';
import { nameOf, sidecarOf } from '../../store/files.ts';
import { isLinkReference, type Shown } from '../articles.ts';
import { toPosition } from '../convert.ts';
import { counted } from '../counted.ts';
import { COMMANDS } from '../ids.ts';
import { inform } from '../messages.ts';
import type { Others } from '../others.ts';
import { Preview } from '../preview.ts';
import { meant, perform, register, say, type Tools, tellGone } from '../register.ts';
import { chooseTarget, type Offer, wordsOf } from '../targets.ts';
import { plain, short, visible } from '../words.ts';

export function linkCommands(tools: Tools, others: Others): vscode.Disposable {
  return register(tools, {
    [COMMANDS.link]: (argument) => link(tools, argument, (from) => choose(tools, others, from)),
    [COMMANDS.linkNearest]: (argument) => link(tools, argument, (from) => linkNearest(tools, from)),
    [COMMANDS.unlink]: (argument) => unlink(tools, others, argument),
  });
}

/** The annotation from which a link goes. */
type From = Shown & { readonly annotation: Annotation };

/** `make` makes a link from the annotation that is meant, if the codebook allows any. */
async function link(tools: Tools, argument: unknown, make: (from: From) => Promise<void>): Promise<void> {
  const from = await meant(
    tools,
    argument,
    ({ label }, { codebook }) => rolesFrom(codebook, label).length > 0,
    vscode.l10n.t('There is no annotation at the cursor from which the codebook allows a link.'),
  );
  if (!from) return;
  const { annotation, codebook } = from;
  if (rolesFrom(codebook, annotation.label).length === 0) {
    say(vscode.l10n.t('The codebook allows no link from this label: {0}', titleOf(codebook, annotation.label)));
    return;
  }
  await make(from);
}

/** The first of the list that *Link to…* shows: for a quote the source that stands nearest. */
async function linkNearest(tools: Tools, from: From): Promise<void> {
  const { annotation, article, codebook } = from;
  const [first] = candidates(codebook, annotation.label, nearest(article.annotations, annotation));
  const chosen = first && { role: first.role.name, to: first.annotation.id };
  if (!chosen) say(vscode.l10n.t('There is nothing in this article to which the codebook allows a link from here.'));
  else if (hasLink(annotation, chosen))
    say(vscode.l10n.t('Linked already: {0}', wordsOf(first.role.title, first.annotation, codebook)));
  else await toggle(tools, from, chosen, first.annotation);
}

async function choose(tools: Tools, others: Others, from: From): Promise<void> {
  const chosen = await chooseHere(from);
  if (chosen === 'more') await linkElsewhere(tools, others, from);
  else if (chosen && !from.article.annotations.some(({ id }) => id === chosen.annotation.id)) tellGone();
  else if (chosen) await toggle(tools, from, { role: chosen.role.name, to: chosen.annotation.id }, chosen.annotation);
}

function chooseHere({ document, article, codebook, annotation }: From): ReturnType<typeof chooseTarget> {
  const line = (each: Annotation): number => toPosition(document, each.target[0]?.start ?? 0).line;
  const here = line(annotation);
  const where = (each: Annotation): string => {
    const [there, place] = [line(each), vscode.l10n.t('line {0}', line(each) + 1)];
    if (there === here) return vscode.l10n.t('{0}, the same line', place);
    return there < here
      ? counted(here - there, '{1}, 1 line up', '{1}, {0} lines up', place)
      : counted(there - here, '{1}, 1 line down', '{1}, {0} lines down', place);
  };
  const preview = new Preview(document);
  const chosen = chooseTarget({
    ...offerFor(annotation),
    codebook,
    candidates: candidates(codebook, annotation.label, nearest(article.annotations, annotation)),
    to: ({ id }) => id,
    where,
    look: (each) => preview.show(each),
    more: vscode.l10n.t('In another article…'),
  });
  return chosen.finally(() => preview.dispose());
}

const offerFor = (annotation: Annotation): Pick<Offer, 'title' | 'links'> => ({
  title: vscode.l10n.t('Link “{0}”', visible(short(quoted(annotation), 60))),
  links: annotation.links,
});

/** Makes a link into another article, or removes it: first the article is asked for, then the annotation. */
async function linkElsewhere(tools: Tools, others: Others, from: From): Promise<void> {
  const { annotation, article, codebook } = from;
  const other = await chooseArticle(others, article.uri);
  if (other === undefined) return;
  const path = await others.pathOf(other);
  const ends = new Map<Annotation, { readonly to: string; readonly where: string }>();
  for (const { annotation: each, sidecar } of await others.annotationsOf(other)) {
    const to = await others.address(article.uri, { article: other, id: each.id });
    const isShared = sidecar === undefined || sidecar === sidecarOf(other);
    const where = isShared ? path : vscode.l10n.t('{0}, in {1}', path, nameOf(sidecar));
    if (to !== undefined) ends.set(each, { to, where: `${plain(where, 100)}  ${plain(surroundings(each), 120)}` });
  }
  const fitting = candidates(codebook, annotation.label, [...ends.keys()]);
  if (fitting.length === 0) {
    void inform(vscode.l10n.t('{0} has nothing to which the codebook allows a link from here.', path));
    return;
  }
  const to = (each: Annotation): string => ends.get(each)?.to ?? each.id;
  const where = (each: Annotation): string => ends.get(each)?.where ?? '';
  const chosen = await chooseTarget({ ...offerFor(annotation), codebook, candidates: fitting, to, where });
  if (chosen && chosen !== 'more')
    await toggle(tools, from, { role: chosen.role.name, to: to(chosen.annotation) }, chosen.annotation);
}

/** What stands around the words of an annotation whose article is not shown: “he” alone says nothing. */
const surroundings = ({ target: [first] }: Annotation): string =>
  first ? `…${first.prefix}${first.exact}${first.suffix}…` : '';

async function chooseArticle(others: Others, article: string): Promise<string | undefined> {
  const search = new vscode.CancellationTokenSource();
  const items = async (): Promise<(vscode.QuickPickItem & { readonly uri: string })[]> => {
    const found = await others.near(article, search.token);
    return Promise.all(found.map(async (uri) => ({ label: plain(await others.pathOf(uri), 200), uri })));
  };
  const placeHolder = vscode.l10n.t('In which article? Those with annotations are listed, the nearest first.');
  try {
    return (await vscode.window.showQuickPick(items(), { placeHolder }))?.uri;
  } finally {
    // Who leaves the list waits for no search.
    search.cancel();
    search.dispose();
  }
}

/** Makes a link, or removes it where the person saw that it was made already. What happened meanwhile stays. */
async function toggle(tools: Tools, from: From, chosen: Link, end: Annotation): Promise<void> {
  const present = from.article.annotations.find(({ id }) => id === from.annotation.id);
  const words = wordsOf(roleOf(from.codebook, chosen.role)?.title ?? chosen.role, end, from.codebook);
  if (!present) tellGone();
  else if (hasLink(from.annotation, chosen)) await remove(tools, from, present, chosen, words);
  else if (hasLink(present, chosen)) say(vscode.l10n.t('Linked already: {0}', words));
  else await perform(tools, from, changed(present, connect(present, chosen)), vscode.l10n.t('Linked: {0}', words));
}

const hasLink = ({ links }: Annotation, link: Link): boolean => links.some((each) => isSameLink(each, link));

/** `words`: the link, for people. */
async function remove(tools: Tools, from: From, present: Annotation, link: Link, words: string): Promise<void> {
  if (!hasLink(present, link)) say(vscode.l10n.t('This link is not there any more.'));
  else
    await perform(tools, from, changed(present, disconnect(present, link)), vscode.l10n.t('Link removed: {0}', words));
}

/** Removes the link that the argument names, else one that is chosen. */
async function unlink(tools: Tools, others: Others, argument: unknown): Promise<void> {
  const none = vscode.l10n.t('There is no link from the annotation at the cursor.');
  const from = await meant(tools, argument, ({ links }) => links.length > 0, none);
  if (!from) return;
  const { annotation } = from;
  if (annotation.links.length === 0) {
    say(vscode.l10n.t('This annotation has no links.'));
    return;
  }
  const chosen = isLinkReference(argument) ? { role: argument.role, to: argument.to } : await chooseLink(others, from);
  if (!chosen) return;
  const present = from.article.annotations.find(({ id }) => id === annotation.id);
  const role = roleOf(from.codebook, chosen.role)?.title ?? chosen.role;
  if (present) await remove(tools, from, present, chosen, plain(role));
  else tellGone();
}

async function chooseLink(others: Others, { annotation, article, codebook }: From): Promise<Link | undefined> {
  const items = annotation.links.map(async (each) => {
    const end = await others.resolve(article.uri, each.to);
    const found = end && (await others.find(end));
    const role = roleOf(codebook, each.role)?.title ?? each.role;
    return found
      ? {
          label: wordsOf(role, found.annotation, codebook),
          description: end.article === article.uri ? '' : plain(each.to),
          link: each,
        }
      : { label: plain(`${role}: ${each.to}`), description: vscode.l10n.t('leads to nothing'), link: each };
  });
  const picked = await vscode.window.showQuickPick(Promise.all(items), {
    placeHolder: vscode.l10n.t('Which link is to be removed?'),
  });
  return picked?.link;
}
