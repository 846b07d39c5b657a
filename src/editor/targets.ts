import * as vscode from 'vscode';
import type { Annotation, Link } from '../core/annotation.ts';
import { quoted } from '../core/annotation.ts';
import { type Codebook, titleOf } from '../core/label.ts';
import { type Candidate, isSameLink, list } from '../core/link.ts';
import { plain } from './words.ts';

/** So many candidates of each role are listed: with 10,000 in each of three, VS Code took over two seconds to show them. */
const MOST_OF_ROLE = 500;

/** What there is to choose from for a link. */
export interface Offer {
  readonly title: string;
  readonly codebook: Codebook;
  /** The links that there are: to choose one again means to remove it. */
  readonly links: readonly Link[];
  readonly candidates: readonly Candidate[];
  /** How a link names an annotation. */
  readonly to: (annotation: Annotation) => string;
  /** Where an annotation stands, for people. */
  readonly where: (annotation: Annotation) => string;
  /** Is told what is in focus, while the list is open. */
  readonly look?: (annotation: Annotation | undefined) => void;
  /** What is offered besides, at the end. */
  readonly more?: string;
}

interface Item extends vscode.QuickPickItem {
  readonly candidate?: Candidate;
}

/** Asks for one of the candidates; `more` for what is offered besides. Undefined when the person leaves it. */
export function chooseTarget(offer: Offer): Promise<Candidate | 'more' | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = offer.title;
  pick.placeholder = vscode.l10n.t('Link to… (type words to filter)');
  pick.matchOnDetail = true;
  // VS Code has this, though not in its published API yet: else what is typed puts the roles in the order of the alphabet.
  Object.assign(pick, { sortByLabel: false });
  const isLong = fill(pick, offer);
  const parts = vscode.Disposable.from(
    pick,
    pick.onDidChangeActive(([item]) => offer.look?.(item?.candidate?.annotation)),
    // Of a list that was cut, what was typed brings others than those that are shown.
    pick.onDidChangeValue(() => {
      if (isLong) fill(pick, offer);
    }),
  );
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const [item] = pick.selectedItems;
      if (!item) return;
      resolve(item.candidate ?? 'more');
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      parts.dispose();
    });
    pick.show();
  });
}

/** Lists what fits what was typed, and turns to the first that is not linked. Gives whether there is more than is listed. */
function fill(pick: vscode.QuickPick<Item>, offer: Offer): boolean {
  const typed = pick.value.toLowerCase().split(/\s+/);
  const isMeant = ({ role, annotation }: Candidate): boolean => {
    const told = [role.title, titleOf(offer.codebook, annotation.label), quoted(annotation), detail(annotation)];
    const text = told.join(' ').toLowerCase();
    return typed.every((word) => text.includes(word));
  };
  const listings = list(offer.candidates, MOST_OF_ROLE, isMeant);
  const items = listings.flatMap(({ role, listed, count }): Item[] => {
    const heading =
      count > MOST_OF_ROLE
        ? vscode.l10n.t('{0}: {1} of {2}, type words to find others', role.title, listed.length, count)
        : role.title;
    const free = listed.filter((candidate) => !isLinked(candidate, offer));
    return free.length === 0 ? [] : [separator(heading), ...free.map((candidate) => itemOf(candidate, offer))];
  });
  const first = items.find(({ candidate }) => candidate);
  // Behind the others: whoever filters and presses Enter means to link.
  const linked = listings.flatMap(({ listed }) => listed.filter((candidate) => isLinked(candidate, offer)));
  if (linked.length > 0)
    items.push(
      separator(vscode.l10n.t('Linked: choose one to remove the link')),
      ...linked.map((each): Item => ({ ...itemOf(each, offer), iconPath: new vscode.ThemeIcon('trash') })),
    );
  if (offer.more !== undefined) items.push(separator(''), { label: offer.more, alwaysShow: true });
  pick.items = items;
  if (first) pick.activeItems = [first];
  // VS Code tells only of what the person turns to.
  offer.look?.(first?.candidate?.annotation);
  return listings.some(({ count }) => count > MOST_OF_ROLE);
}

const separator = (label: string): Item => ({ label: plain(label, 200), kind: vscode.QuickPickItemKind.Separator });

const isLinked = ({ role, annotation }: Candidate, { links, to }: Offer): boolean =>
  links.some((each) => isSameLink(each, { role: role.name, to: to(annotation) }));

const itemOf = ({ role, annotation }: Candidate, { codebook, where }: Offer): Item => ({
  candidate: { role, annotation },
  label: wordsOf(role.title, annotation, codebook),
  description: where(annotation),
  detail: plain(detail(annotation), 200),
});

/** A link as a line of a list: its role, the label of what it leads to, and the words. */
export const wordsOf = (role: string, annotation: Annotation, codebook: Codebook): string =>
  vscode.l10n.t(
    '{0} {1}: {2}',
    plain(role),
    plain(titleOf(codebook, annotation.label)),
    plain(quoted(annotation), 200),
  );

/** The entity and the like, and the note. */
export const detail = ({ attributes, note }: Annotation): string =>
  [...Object.values(attributes).flat(), note].filter(Boolean).join(' · ');
