import * as vscode from 'vscode';
import type { Annotation, Link } from '../../core/annotation.ts';
import { isReviewed, quoted, state } from '../../core/annotation.ts';
import { isDisputed } from '../../core/conflict.ts';
import type { Group, Kind } from '../../core/grouping.ts';
import { type Colour, labelOf, roleOf, titleOf } from '../../core/label.ts';
import { rolesFrom } from '../../core/link.ts';
import { SOURCE } from '../../core/sources.ts';
import { QUIETLY, type Reference, type Shown } from '../articles.ts';
import { toPosition } from '../convert.ts';
import { COMMANDS } from '../ids.ts';
import { answerOf, reviewOf } from '../reviews.ts';
import { cut, isolated, short, visible } from '../words.ts';
import { colours } from './decorations.ts';

/** VS Code knows a row by its node: it is the same one as long as the row stands for the same thing. */
export interface GroupNode {
  readonly key: string;
  group: Group;
  leaves: readonly AnnotationNode[];
}

/** An annotation in the view. It is a `Reference`, so that commands of the view know which one is meant. */
export interface AnnotationNode extends Reference {
  readonly key: string;
  readonly group: GroupNode;
  annotation: Annotation;
  /** Whether another one has the same words and label. */
  isDuplicate: boolean;
  /** The row as VS Code has it; undefined when it must be made anew. */
  item?: vscode.TreeItem | undefined;
  /** The line (from 0) that the row tells. */
  line: number;
}

export type Node = GroupNode | AnnotationNode;

export const isLeaf = (node: Node): node is AnnotationNode => 'annotation' in node;

/** An article, and its annotations by their ids. */
export interface Sheet extends Shown {
  readonly byId: ReadonlyMap<string, Annotation>;
}

/** So many UTF-16 units of the words are shown; fewer where a value stands behind them, which is to be seen, too. */
const [MOST, MOST_BEFORE_VALUE] = [120, 24];

export function groupItem({ key, group: { kind, members } }: GroupNode, sheet: Sheet): vscode.TreeItem {
  const words = visible(short(titleOfGroup(kind, sheet)));
  const item = new vscode.TreeItem(words, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `${sheet.article.uri} ${key}`;
  item.description = String(members.length);
  item.contextValue = 'group';
  item.accessibilityInformation = { label: vscode.l10n.t('{0}, {1}', words, members.length) };
  return item;
}

function titleOfGroup(kind: Kind, { codebook }: Sheet): string {
  if ('label' in kind) return titleOf(codebook, kind.label);
  if ('source' in kind) return kind.source;
  if ('review' in kind) return REVIEWS.get(kind.review)?.() ?? kind.review;
  return 'state' in kind ? STATES[kind.state]() : APART[kind.apart]();
}

const STATES = {
  lost: () => vscode.l10n.t('Lost'),
  changed: () => vscode.l10n.t('Changed'),
  conflict: () => vscode.l10n.t('Conflicts'),
  unreviewed: () => vscode.l10n.t('Not Reviewed'),
} as const;

const REVIEWS: ReadonlyMap<string, () => string> = new Map([
  ['accepted', () => vscode.l10n.t('Accepted')],
  ['rejected', () => vscode.l10n.t('Rejected')],
]);

const APART = {
  elsewhere: () => vscode.l10n.t('Source in Another Article'),
  unsourced: () => vscode.l10n.t('No Source'),
  all: () => '',
} as const;

export function annotationItem(node: AnnotationNode, sheet: Sheet): vscode.TreeItem {
  const { key, annotation, article, id, isDuplicate, line } = node;
  const { codebook } = sheet;
  const hasConflict = isDisputed(annotation);
  const undecided = [hasConflict && vscode.l10n.t('conflict'), isDuplicate && vscode.l10n.t('duplicate')];
  const values = [...valuesOf(node, sheet), ...undecided].filter((value) => value !== false);
  const item = new vscode.TreeItem(visible(short(quoted(annotation), values.length > 0 ? MOST_BEFORE_VALUE : MOST)));
  item.id = `${article} ${key}`;
  const isLinkable = rolesFrom(codebook, annotation.label).length > 0;
  const context = ['annotation', state(annotation), hasConflict && 'conflict', isDuplicate && 'duplicate'];
  item.contextValue = [...context, isLinkable && 'linkable'].filter(Boolean).join(' ');
  // The focus stays in the view, as it does in the Explorer: Delete means the annotation then, and not its words.
  item.command = {
    command: COMMANDS.reveal,
    title: vscode.l10n.t('Show in Article'),
    arguments: [{ article, id } satisfies Reference, QUIETLY],
  };
  const links = linksOf(sheet, linksToTell(node), 2, 30);
  item.description = [...values, ...links, visible(short(annotation.note ?? '', 60))].filter(Boolean).join(' · ');
  item.iconPath = icon(annotation, labelOf(codebook, annotation.label)?.colour ?? 'grey', hasConflict);
  item.tooltip = tooltip(annotation, sheet, values);
  const outcome = state(annotation);
  const told = [
    visible(titleOf(codebook, annotation.label)),
    visible(short(quoted(annotation), MOST)),
    // What is seen by the icon.
    outcome && STATES[outcome](),
    item.description,
  ];
  const review = isReviewed(annotation) ? visible(answerOf(annotation.review?.state ?? '')) : '';
  const label = [...told, review, vscode.l10n.t('line {0}', line + 1)].filter(Boolean).join(', ');
  item.accessibilityInformation = { label };
  return item;
}

/** What there is no room for in the row: more of the words, the note and the links. */
function tooltip(annotation: Annotation, sheet: Sheet, values: readonly string[]): string {
  const title = visible(titleOf(sheet.codebook, annotation.label));
  const parts = [
    [title, visible(short(quoted(annotation), 400))].join('\n'),
    values.join(', '),
    visible(reviewOf(annotation) ?? ''),
    isolated(cut(annotation.note?.trim() ?? '')),
    linksOf(sheet, annotation.links, 10, 100).join('\n'),
  ];
  return parts.filter(Boolean).join('\n\n');
}

/** The line (from 0) in which an annotation begins. */
export const lineOf = ({ target: [first] }: Annotation, { document }: Shown): number =>
  toPosition(document, first?.start ?? 0).line;

/** The verdict and the like, in the codebook's order, then what it does not have. An entity that is read there anyway is left out. */
function valuesOf({ annotation, group: { group } }: AnnotationNode, { codebook }: Sheet): string[] {
  const { label, attributes } = annotation;
  const names = (labelOf(codebook, label)?.attributes ?? []).map(({ name }) => name);
  const known = names.filter((name) => Object.hasOwn(attributes, name));
  const others = Object.keys(attributes).filter((name) => !names.includes(name));
  const read = new Set(['', short(quoted(annotation), 40), 'source' in group.kind ? short(group.kind.source, 40) : '']);
  return [...known, ...others]
    .map((name) => short([attributes[name] ?? []].flat().join(', '), 40))
    .filter((value) => !read.has(value))
    .map(visible);
}

/** Who said it need not be told below the source. */
const linksToTell = ({ annotation, group }: AnnotationNode): readonly Link[] =>
  'source' in group.group.kind ? annotation.links.filter(({ role }) => role !== SOURCE) : annotation.links;

/** Links, at most so many, with the first words of what they lead to. */
const linksOf = ({ byId, codebook }: Sheet, links: readonly Link[], most: number, length: number): string[] =>
  links.slice(0, most).map(({ role, to }) => {
    const target = byId.get(to);
    return `${short(roleOf(codebook, role)?.title ?? role, 40)} ${short(target ? quoted(target) : to, length)}`;
  });

function icon(annotation: Annotation, colour: Colour, hasConflict: boolean): vscode.ThemeIcon | vscode.Uri {
  const warning = new vscode.ThemeColor('list.warningForeground');
  const outcome = state(annotation);
  if (outcome) return new vscode.ThemeIcon(outcome === 'lost' ? 'question' : 'warning', warning);
  if (hasConflict) return new vscode.ThemeIcon('git-merge', warning);
  return dot(colour, isReviewed(annotation) ? ANSWERS.get(annotation.review?.state ?? '') : undefined);
}

/** How a row tells what was reviewed: by a codicon, which is a ring with a mark, and the path of that in 16 × 16. */
interface Answer {
  readonly codicon: string;
  readonly mark: string;
}

const ANSWERS: ReadonlyMap<string, Answer> = new Map([
  ['accepted', { codicon: 'pass', mark: 'M5.5 8l2 2 3.5-4' }],
  ['rejected', { codicon: 'error', mark: 'M6 6l4 4m0-4l-4 4' }],
]);

/** A dot in the colour of a label, or a ring with what a review says. */
export function dot(colour: Colour, answer?: Answer): vscode.ThemeIcon | vscode.Uri {
  const { line } = colours(colour);
  if (typeof line !== 'string') return new vscode.ThemeIcon(answer?.codicon ?? 'circle-filled', line);
  // A colour of the user's own (`#rrggbb`), which a ThemeIcon cannot have: as large as the others.
  const shape = answer
    ? `<g fill="none" stroke="${line}"><circle cx="8" cy="8" r="6"/><path d="${answer.mark}"/></g>`
    : `<circle cx="8" cy="8" r="4" fill="${line}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">${shape}</svg>`;
  return vscode.Uri.from({ scheme: 'data', path: `image/svg+xml;base64,${btoa(svg)}` });
}
