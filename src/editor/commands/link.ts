import * as vscode from 'vscode';
import { type Annotation, type Link, quoted } from '../../core/annotation.ts';
import { changed } from '../../core/change.ts';
import type { Annotations } from '../../core/document.ts';
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
import { allMeant, type Several } from '../several.ts';
import { chooseTarget, type Offer, wordsOf } from '../targets.ts';
import { plain, short, visible } from '../words.ts';
import { connectAll, linkTo } from './connect.ts';

export function linkCommands(tools: Tools, others: Others): vscode.Disposable {
  return register(tools, {
    [COMMANDS.link]: (argument, all, options) =>
      link(tools, argument, all, (from) => {
        const to = endsIn(options);
        return to ? linkTo(tools, from, to) : choose(tools, others, from);
      }),
    [COMMANDS.linkNearest]: (argument) => link(tools, argument, undefined, (from) => linkNearest(tools, from)),
    [COMMANDS.unlink]: (argument) => unlink(tools, others, argument),
  });
}

/** The annotation from which a link goes; of several the first, and all of them. */
type From = Several & { readonly annotation: Annotation };

/** The ids of the annotations of which one is the other end. */
const endsIn = (options: unknown): readonly unknown[] | undefined =>
  typeof options === 'object' && options !== null && 'to' in options && Array.isArray(options.to)
    ? options.to
    : undefined;

/** `make` makes links from the annotations that are meant, as far as the codebook allows any from them. */
async function link(tools: Tools, argument: unknown, all: unknown, make: (from: From) => Promise<void>): Promise<void> {
  const found = await allMeant(
    tools,
    argument,
    all,
    ({ label }, { codebook }) => rolesFrom(codebook, label).length > 0,
    argument === undefined
      ? vscode.l10n.t('There is no annotation at the cursor from which the codebook allows a link.')
      : vscode.l10n.t('The codebook allows no link from these annotations.'),
  );
  const [annotation] = found?.annotations ?? [];
  if (!found || !annotation) return;
  const { codebook } = found;
  if (rolesFrom(codebook, annotation.label).length === 0) {
    say(vscode.l10n.t('The codebook allows no link from this label: {0}', titleOf(codebook, annotation.label)));
    return;
  }
  await make({ ...found, annotation });
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

function chooseHere(from: From): ReturnType<typeof chooseTarget> {
  const { document, article, codebook, annotation, annotations } = from;
  const left = article.annotations.filter((each) => !annotations.includes(each));
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
    ...offerFor(from),
    codebook,
    candidates: candidates(codebook, labelsOf(annotations), nearest(left, annotation)),
    to: ({ id }) => id,
    where,
    look: (each) => preview.show(each),
    more: vscode.l10n.t('In another article…'),
  });
  return chosen.finally(() => preview.dispose());
}

/** Of several no link is offered to be removed. */
const offerFor = ({ annotation, annotations: { length } }: From): Pick<Offer, 'title' | 'links'> =>
  length > 1
    ? { title: counted(length, 'Link 1 annotation', 'Link {0} annotations'), links: [] }
    : { title: vscode.l10n.t('Link “{0}”', visible(short(quoted(annotation), 60))), links: annotation.links };

const labelsOf = (annotations: Annotations): readonly string[] => [...new Set(annotations.map(({ label }) => label))];

/** Makes a link into another article, or removes it: first the article is asked for, then the annotation. */
async function linkElsewhere(tools: Tools, others: Others, from: From): Promise<void> {
  const { annotations, article, codebook } = from;
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
  const fitting = candidates(codebook, labelsOf(annotations), [...ends.keys()]);
  if (fitting.length === 0) {
    void inform(vscode.l10n.t('{0} has nothing to which the codebook allows a link from here.', path));
    return;
  }
  const to = (each: Annotation): string => ends.get(each)?.to ?? each.id;
  const where = (each: Annotation): string => ends.get(each)?.where ?? '';
  const chosen = await chooseTarget({ ...offerFor(from), codebook, candidates: fitting, to, where });
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
  if (from.annotations.length > 1)
    await connectAll(tools, from, new Map(from.annotations.map(({ id }) => [id, chosen])), words);
  else if (!present) tellGone();
  else if (hasLink(from.annotation, chosen)) await remove(tools, from, present, chosen, words);
  else if (hasLink(present, chosen)) say(vscode.l10n.t('Linked already: {0}', words));
  else await perform(tools, from, changed(present, connect(present, chosen)), vscode.l10n.t('Linked: {0}', words));
}

const hasLink = ({ links }: Annotation, link: Link): boolean => links.some((each) => isSameLink(each, link));

/** `words`: the link, for people. */
async function remove(tools: Tools, from: Shown, present: Annotation, link: Link, words: string): Promise<void> {
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

async function chooseLink(
  others: Others,
  { annotation, article, codebook }: Shown & { readonly annotation: Annotation },
): Promise<Link | undefined> {
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
