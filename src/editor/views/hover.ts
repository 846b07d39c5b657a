import * as vscode from 'vscode';
import type { Annotation } from '../../core/annotation.ts';
import { quoted, state } from '../../core/annotation.ts';
import { type Dispute, disputesOf } from '../../core/conflict.ts';
import type { Annotations } from '../../core/document.ts';
import { duplicates } from '../../core/duplicate.ts';
import { labelOf, roleOf, titleOf } from '../../core/label.ts';
import { rolesFrom, tiesTo, withId } from '../../core/link.ts';
import { wholeWords } from '../../core/meaning.ts';
import { EARLIER } from '../../store/past.ts';
import type { Articles, LinkReference, Reference, Shown } from '../articles.ts';
import { textOf, toRange } from '../convert.ts';
import { difference, type Piece } from '../difference.ts';
import { COMMANDS } from '../ids.ts';
import type { Others } from '../others.ts';
import { reviewOf } from '../reviews.ts';
import { briefOf, cut, escaped, isolated, short, when, wordsOf } from '../words.ts';

/** The commands that a hover may run: no others, whatever an article or a sidecar says. */
const ALLOWED = [
  COMMANDS.editNote,
  COMMANDS.changeLabel,
  COMMANDS.setAttribute,
  COMMANDS.remove,
  COMMANDS.link,
  COMMANDS.unlink,
  COMMANDS.followLink,
  COMMANDS.accept,
  COMMANDS.markLost,
  COMMANDS.keepMine,
  COMMANDS.keepTheirs,
  COMMANDS.mergeDuplicates,
];

export function provideHover(articles: Articles, others: Others): vscode.Disposable {
  return vscode.languages.registerHoverProvider('*', {
    provideHover: (document, position) => hoverAt(articles, others, document, position),
  });
}

/** The hover at a place: all annotations there, the innermost first. */
export async function hoverAt(
  articles: Articles,
  others: Others,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Hover | undefined> {
  const shown = articles.of(document);
  const found = shown ? articles.at(shown, position) : [];
  const [innermost] = found;
  if (!shown || !innermost) return undefined;
  const part = innermost.target.find((each) => toRange(document, each).contains(position));
  return new vscode.Hover(
    await Promise.all(found.map((annotation) => describe(annotation, shown, found, others))),
    part && toRange(document, part),
  );
}

/** Everything about one annotation among those found at a place, as Markdown in which only our own commands can be followed. */
async function describe(
  annotation: Annotation,
  shown: Shown,
  found: Annotations,
  others: Others,
): Promise<vscode.MarkdownString> {
  const paragraphs = [
    headline(annotation, shown),
    ...guideline(annotation, shown),
    ...warning(annotation, shown),
    ...conflicts(annotation),
    ...(annotation.note === undefined ? [] : [escaped(isolated(cut(annotation.note.trim())))]),
    ...(await linksOf(annotation, shown, others)),
    ...history(annotation),
    onlyToRead(shown) ?? actions(annotation, shown, found),
  ];
  const markdown = new vscode.MarkdownString(paragraphs.join('\n\n'), true);
  markdown.isTrusted = { enabledCommands: ALLOWED };
  return markdown;
}

/** Why there is nothing to be done about any annotation of the article. */
function onlyToRead({ article: { refused } }: Shown): string | undefined {
  const icon = refused === EARLIER ? 'history' : refused?.code === 'untrusted' ? 'workspace-untrusted' : undefined;
  return refused && icon && `$(${icon}) ${escaped(wordsOf(refused))}`;
}

/** What the label means, as long as nothing of one's own has been said. */
function guideline({ label, note, attributes }: Annotation, { codebook }: Shown): string[] {
  const description = labelOf(codebook, label)?.description;
  return description === undefined || note !== undefined || Object.keys(attributes).length > 0
    ? []
    : [escaped(isolated(description))];
}

/** What became of words that have changed: those that went are struck out, those that came are bold. */
function warning(annotation: Annotation, { document }: Shown): string[] {
  return annotation.target.flatMap((part) => {
    if (part.state !== 'changed') return [];
    const text = textOf(document);
    const { start, end } = wholeWords(text.text(), part, part);
    const pieces = difference(part.exact, text.slice(start, end));
    return [
      `$(warning) ${escaped(vscode.l10n.t('The words have changed:'))} ${apart(pieces.map(mark).join('').replaceAll('~~**', '~~ **'))}`,
    ];
  });
}

/** What both sides of a merge have, where it could not be decided. */
function conflicts(annotation: Annotation): string[] {
  const disputes = disputesOf(annotation);
  const told = disputes.slice(0, MOST_CONFLICTS).map(contested);
  const more = disputes.length - told.length;
  return more > 0 ? [...told, escaped(vscode.l10n.t('Other conflicts here: {0}', more))] : told;
}

function contested({ code, values, mine, theirs }: Dispute): string {
  if (mine === undefined || theirs === undefined) return `$(git-merge) ${escaped(briefOf({ code, values }))}`;
  const field = code === 'conflict-words' ? vscode.l10n.t('words') : (values[0] ?? '');
  const sides = [
    [vscode.l10n.t('mine'), mine],
    [vscode.l10n.t('theirs'), theirs],
  ].map(([whose = '', value = '']) => `${escaped(whose)}: **${escaped(short(value, MOST_SIDE))}**`);
  return `$(git-merge) ${[escaped(short(field, 40)), ...sides].join(' · ')}`;
}

const MOST_CONFLICTS = 5;
/** So much of either side's value is shown, in UTF-16 units. */
const MOST_SIDE = 300;

/** Markdown with a direction of its own (see `isolated`), told by references: beside letters, its stars would be stars. */
const apart = (markdown: string): string =>
  isolated(markdown).replace(/[\u2068\u2069]/g, (mark) => `&#${mark.charCodeAt(0)};`);

function mark({ text, kind }: Piece): string {
  const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(cut(text)) ?? [];
  if (kind === 'same' || words === '') return escaped(before + words + after);
  const sign = kind === 'gone' ? '~~' : '**';
  return `${escaped(before)}${sign}${escaped(words)}${sign}${escaped(after)}`;
}

function headline(annotation: Annotation, { codebook }: Shown): string {
  const label = labelOf(codebook, annotation.label);
  const attributes = Object.entries(annotation.attributes).map(([name, value]) => {
    const title = label?.attributes.find((attribute) => attribute.name === name)?.title ?? name;
    return `${escaped(title.toLowerCase())}: **${escaped(isolated(cut(typeof value === 'string' ? value : value.join(', '))))}**`;
  });
  return [`**${escaped(titleOf(codebook, annotation.label))}**`, ...attributes].join(' · ');
}

/** The links from an annotation and to it, in its article: each goes to its other end, and can be removed. */
async function linksOf(annotation: Annotation, { article, codebook }: Shown, others: Others): Promise<string[]> {
  const title = (role: string): string => roleOf(codebook, role)?.title ?? role;
  const { id } = annotation;
  const out = annotation.links.slice(0, MOST_LINKS).map(async ({ role, to }) => {
    const reference = { article: article.uri, id, role, to };
    const end = withId(article.annotations, to) ?? (await endOf(others, reference));
    return `$(arrow-right) ${escaped(title(role))}: ${link(end, reference, reference)}`;
  });
  const back = tiesTo(article.annotations, new Set([id])).map((tie) => {
    const { role, to } = tie.link;
    const [there, here] = [
      { article: article.uri, id, role, to: tie.from.id },
      { article: article.uri, id: tie.from.id, role, to },
    ];
    return `$(arrow-left) ${link(tie.from, there, here, ` ${escaped(vscode.l10n.t('({0} this)', title(role)))}`)}`;
  });
  const all = [...(await Promise.all(out)), ...back];
  return all.length === 0 ? [] : [all.slice(0, MOST_LINKS).join('  \n')];
}

const MOST_LINKS = 20;

/** The end of a link in another article. Undefined when it is not there. */
async function endOf(others: Others, { article, to }: LinkReference): Promise<Annotation | undefined> {
  const reference = await others.resolve(article, to);
  return reference && (await others.find(reference))?.annotation;
}

/** The other end of a link, with its role if that stands behind, and what removes it. `there` leads to that end, `here` says where the link stands. */
function link(end: Annotation | undefined, there: LinkReference, here: LinkReference, role = ''): string {
  const path = there.to.includes('#') ? ` (${escaped(short(there.to.slice(0, there.to.lastIndexOf('#')), 60))})` : '';
  const text = end
    ? command(COMMANDS.followLink, there, escaped(short(quoted(end), 60))) + path
    : `${escaped(short(there.to, 120))} _(${escaped(vscode.l10n.t('leads to nothing'))})_`;
  const remove = command(COMMANDS.unlink, here, '$(close)', vscode.l10n.t('Remove Link'));
  return `${text}${role} ${remove}`;
}

function history(annotation: Annotation): string[] {
  const { created, modified } = annotation;
  const parts: string[] = [];
  const [by, modifiedBy] = [annotation.by, annotation.modifiedBy].map((name) => name && isolated(cut(name)));
  if (by !== undefined && created !== undefined) parts.push(vscode.l10n.t('{0}, {1}', by, when(created)));
  else if (by !== undefined || created !== undefined) parts.push(by ?? when(created ?? ''));
  if (modified !== undefined)
    parts.push(
      modifiedBy === undefined
        ? vscode.l10n.t('changed {0}', when(modified))
        : vscode.l10n.t('changed {0} by {1}', when(modified), modifiedBy),
    );
  const review = reviewOf(annotation);
  if (review !== undefined) parts.push(review);
  return parts.length === 0 ? [] : [`_${escaped(parts.join(' · '))}_`];
}

/** `found`: those at the same place, among them its duplicates. */
function actions(annotation: Annotation, { article, codebook }: Shown, found: Annotations): string {
  const { id } = annotation;
  const reference = { article: article.uri, id };
  const disputes = disputesOf(annotation);
  const isTwin = duplicates(found, codebook).some((group) => group.some((each) => each.id === id));
  return [
    ...(state(annotation) === 'changed'
      ? [
          command(COMMANDS.accept, reference, `$(check) ${escaped(vscode.l10n.t('Accept'))}`),
          command(COMMANDS.markLost, reference, `$(question) ${escaped(vscode.l10n.t('Mark as Lost'))}`),
        ]
      : []),
    ...(disputes.length > 0
      ? [command(COMMANDS.keepMine, reference, `$(check) ${escaped(vscode.l10n.t('Keep Mine'))}`)]
      : []),
    ...(disputes.some(({ isUsable }) => isUsable)
      ? [command(COMMANDS.keepTheirs, reference, `$(check) ${escaped(vscode.l10n.t('Keep Theirs'))}`)]
      : []),
    ...(isTwin
      ? [command(COMMANDS.mergeDuplicates, reference, `$(combine) ${escaped(vscode.l10n.t('Merge Duplicates'))}`)]
      : []),
    command(COMMANDS.editNote, reference, `$(edit) ${escaped(vscode.l10n.t('Edit Note'))}`),
    command(COMMANDS.changeLabel, reference, `$(tag) ${escaped(vscode.l10n.t('Change Label'))}`),
    ...(labelOf(codebook, annotation.label)?.attributes.length
      ? [command(COMMANDS.setAttribute, reference, `$(symbol-property) ${escaped(vscode.l10n.t('Attribute'))}`)]
      : []),
    ...(rolesFrom(codebook, annotation.label).length > 0
      ? [command(COMMANDS.link, reference, `$(link) ${escaped(vscode.l10n.t('Link'))}`)]
      : []),
    command(COMMANDS.remove, reference, `$(trash) ${escaped(vscode.l10n.t('Remove'))}`),
  ].join('&nbsp;&nbsp;&nbsp;');
}

/** `title`: what is said of a link that is only an icon; plain words of ours. */
function command(id: string, reference: Reference, text: string, title?: string): string {
  const target = `command:${id}?${encodeURIComponent(JSON.stringify([reference])).replace(/[()']/g, percent)}`;
  return `[${text}](${target}${title === undefined ? '' : ` "${escaped(title)}"`})`;
}

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16)}`;
