import * as vscode from 'vscode';
import type { Annotation } from '../core/annotation.ts';
import { type Attribute, type Codebook, labelOf, titleOf } from '../core/label.ts';
import { type Kind, keyOf, type Term, termsOf } from '../core/rename.ts';
import { countAnnotations } from './counted.ts';
import type { Survey } from './names.ts';
import { say } from './register.ts';
import { plain } from './words.ts';

interface TermItem extends vscode.QuickPickItem {
  readonly term?: Term;
}

/** The entity of the source at the cursor is meant at once; else it is chosen from all, those at the cursor first. */
export async function chooseTerm(
  kind: Kind,
  { totals }: Survey,
  codebook: Codebook,
  annotation: Annotation | undefined,
): Promise<Term | undefined> {
  const near = annotation ? termsOf(annotation, kind, codebook).filter((term) => totals.has(keyOf(term))) : [];
  if (kind === 'entity' && near.length === 1) return near[0];
  if (totals.size === 0) {
    say(NOTHING[kind]());
    return undefined;
  }
  const isNear = new Set(near.map(keyOf));
  const others = [...totals.values()].filter(({ term }) => !isNear.has(keyOf(term)));
  const item = (term: Term): TermItem => ({
    label: plain(term.name),
    description: described(term, totals.get(keyOf(term))?.count ?? 0, codebook),
    term,
  });
  const items = [
    ...(near.length > 0 ? [heading(vscode.l10n.t('At the cursor'))] : []),
    ...near.map(item),
    ...groups(
      others.map(({ term }) => term),
      codebook,
    ).flatMap(([title, terms]) => [heading(title), ...terms.map(item)]),
  ];
  const picked = await vscode.window.showQuickPick(items, { placeHolder: QUESTION[kind](), matchOnDescription: true });
  return picked?.term;
}

const heading = (label: string): TermItem => ({ label: plain(label), kind: vscode.QuickPickItemKind.Separator });

const NOTHING: Readonly<Record<Kind, () => string>> = {
  entity: () => vscode.l10n.t('No source has an entity yet: “Set Attribute…” gives it one.'),
  label: () => vscode.l10n.t('There are no annotations to rename a label in.'),
  value: () => vscode.l10n.t('No annotation has an attribute yet.'),
};

const QUESTION: Readonly<Record<Kind, () => string>> = {
  entity: () => vscode.l10n.t('Which source is to be renamed?'),
  label: () => vscode.l10n.t('Which label is to be renamed?'),
  value: () => vscode.l10n.t('Which value is to be renamed?'),
};

/** The terms in the order of their names, below what they belong to: earlier names of labels come first. */
function groups(terms: readonly Term[], codebook: Codebook): readonly (readonly [string, readonly Term[]])[] {
  const { compare } = new Intl.Collator();
  const byTitle = new Map<string, Term[]>();
  const sorted = terms.toSorted((a, b) => rank(a, codebook) - rank(b, codebook) || compare(a.name, b.name));
  for (const term of sorted) {
    const title = groupOf(term, codebook);
    const group = byTitle.get(title);
    if (group) group.push(term);
    else byTitle.set(title, [term]);
  }
  return [...byTitle];
}

const isEarlier = ({ attribute, name }: Term, codebook: Codebook): boolean =>
  attribute === undefined && presentName({ name }, codebook) !== name;

const rank = (term: Term, codebook: Codebook): number => {
  if (isEarlier(term, codebook)) return -1;
  return term.label === undefined ? 0 : codebook.labels.findIndex(({ name }) => name === term.label) + 1;
};

function groupOf(term: Term, codebook: Codebook): string {
  const { label, attribute } = term;
  if (attribute === undefined)
    return isEarlier(term, codebook) ? vscode.l10n.t('Earlier names') : vscode.l10n.t('Labels');
  if (label === undefined) return vscode.l10n.t('Sources');
  return `${titleOf(codebook, label)} · ${attributeOf(term, codebook)?.title ?? attribute}`;
}

/** The codebook's attribute whose value a term is. */
export const attributeOf = ({ label, attribute }: Term, codebook: Codebook): Attribute | undefined =>
  labelOf(codebook, label ?? '')?.attributes.find(({ name }) => name === attribute);

function described(term: Term, count: number, codebook: Codebook): string {
  const number = countAnnotations(count);
  if (term.attribute !== undefined) return term.label === undefined ? number : `${groupOf(term, codebook)} · ${number}`;
  const label = labelOf(codebook, term.name);
  if (!label) return vscode.l10n.t('{0} · not in the codebook', number);
  return label.name === term.name ? number : vscode.l10n.t('{0} · now called {1}', number, plain(label.name));
}

/** What a term is called in the codebook now: a label's present name for an earlier one. */
export const presentName = ({ attribute, name }: Term, codebook: Codebook): string =>
  attribute === undefined ? (labelOf(codebook, name)?.name ?? name) : name;
