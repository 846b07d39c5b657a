import * as vscode from 'vscode';
import type { AttributeValue } from '../../core/annotation.ts';
import { take } from '../ahead.ts';
import { chooseTicked } from '../ticked.ts';
import { plain } from '../words.ts';
import type { Workspace } from '../workspace.ts';

/** `chosen`: undefined for none. */
export type Picked = 'cancelled' | { readonly chosen: AttributeValue | undefined };

export interface Question {
  readonly title: string;
  /** What is set now. */
  readonly present?: string | undefined;
  /** What is in focus at first where nothing is set. */
  readonly first?: string | undefined;
  /** Whether there is something to take away. */
  readonly isSet: boolean;
}

interface Item extends vscode.QuickPickItem {
  readonly value: string | undefined;
}

const none = (description = ''): Item => ({ label: vscode.l10n.t('None'), description, value: undefined });

const item = (value: string, { present }: Question, digit = ''): Item => {
  const now = value === present ? vscode.l10n.t('(now)') : '';
  return { label: plain(value), description: [digit, now].filter(Boolean).join(' '), value };
};

/** Shows the list until one is chosen, by Enter or by what `choose` gets, or the person leaves it. */
function ask(pick: vscode.QuickPick<Item>, items: readonly Item[], { title, present, first }: Question): Asking {
  pick.title = title;
  pick.items = items;
  const now = items.find(({ value }) => value === (present ?? first));
  if (now) pick.activeItems = [now];
  let result: Picked = 'cancelled';
  let close = (): void => {};
  const picked = new Promise<Picked>((resolve) => {
    close = () => {
      resolve(result);
      pick.dispose();
    };
  });
  pick.onDidHide(close);
  const choose = (chosen: Item | undefined): boolean => {
    if (!chosen) return false;
    result = { chosen: chosen.value };
    pick.hide();
    return true;
  };
  pick.onDidAccept(() => choose(pick.activeItems[0]));
  return { picked, choose, close };
}

interface Asking {
  readonly picked: Promise<Picked>;
  /** True when there was one to choose. */
  readonly choose: (item: Item | undefined) => boolean;
  /** Ends it: with what was chosen, if anything. */
  readonly close: () => void;
}

/** One of the codebook's values. */
export async function pickOne(values: readonly string[], question: Question, typed?: string): Promise<Picked> {
  const numbered = values.map((value, i) => item(value, question, digitOf(values, i)));
  return (await pickByDigit(question.isSet ? [...numbered, none('0')] : numbered, question, typed)).picked;
}

/**
 * One of items whose descriptions begin with a digit, as far as there are digits: that chooses at once, letters filter.
 * `typed`: what was typed ahead; `rest`: what was typed behind the digit, before the list was gone.
 */
export async function pickByDigit(
  items: readonly Item[],
  question: Question,
  typed = '',
): Promise<{ readonly picked: Picked; readonly rest: string }> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.placeholder = vscode.l10n.t('Press a digit, or type to filter');
  const { picked, choose, close } = ask(pick, items, question);
  let [isChosen, rest] = [false, ''];
  // What comes behind the digit is not for this list.
  const byDigit = (text = ''): boolean => {
    const meant = !isChosen && /^\d/.test(text) && items.find((each) => each.description?.startsWith(text.charAt(0)));
    if (meant) isChosen = choose(meant);
    return meant !== false && meant !== undefined;
  };
  // The digit may have come before the box had the keys.
  let own = 0;
  pick.onDidChangeValue((text) => {
    if (byDigit(text)) own = 1;
    if (isChosen) rest = text.slice(own);
  });
  if (byDigit(typed)) rest = typed.slice(1);
  const release = take(byDigit);
  // A digit was there before the list: that would only get in the way of the next keys.
  if (isChosen) close();
  else pick.show();
  return { picked: await picked.finally(release), rest };
}

/** Values that are digits themselves are chosen by them, others by their number, as far as there are digits. */
function digitOf(values: readonly string[], index: number): string | undefined {
  const isDigit = (value: string): boolean => /^[1-9]$/.test(value);
  return values.every(isDigit) ? values[index] : numberOf(index);
}

/** The digit of an item, by its place in the list. */
export const numberOf = (index: number): string | undefined => (index < 9 ? String(index + 1) : undefined);

/**
 * Free text: what is typed, or one of the values of this article. `workspace`: the names that sources have in other
 * articles are offered as well, as soon as these have been read.
 */
export function pickText(
  here: readonly string[],
  workspace: Workspace | undefined,
  question: Question,
): Promise<Picked> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.placeholder = vscode.l10n.t('Choose one, or type another');
  const offer = (): readonly Item[] => {
    const elsewhere = workspace?.corpus.groups('entity').map(({ name }) => name) ?? [];
    const known = [...new Set([...here, ...elsewhere.filter(Boolean).sort()])].map((value) => item(value, question));
    return question.isSet ? [...known, none()] : known;
  };
  let offered = offer();
  const fill = (): void => {
    const text = pick.value.trim();
    const isNew = text !== '' && !offered.some(({ value }) => value === text);
    const typed = { label: plain(text), description: vscode.l10n.t('(new)'), value: text, alwaysShow: true };
    pick.items = isNew ? [typed, ...offered] : offered;
  };
  const { picked } = ask(pick, offered, question);
  pick.onDidChangeValue(fill);
  const fillAgain = (): void => {
    const [active] = pick.activeItems;
    offered = offer();
    pick.busy = false;
    fill();
    const same = pick.items.find(({ value }) => value === active?.value);
    if (same) pick.activeItems = [same];
  };
  let isOver = false;
  pick.onDidHide(() => {
    isOver = true;
  });
  if (workspace && workspace.stage !== 'done') {
    pick.busy = true;
    void workspace
      .ready()
      .catch(() => {})
      .then(() => {
        if (!isOver) fillAgain();
      });
  }
  pick.show();
  return picked;
}

/** Any of the values. */
export async function pickSeveral(
  title: string,
  values: readonly string[],
  present: readonly string[],
): Promise<Picked> {
  const items = [...new Set(values)].map((value) => ({
    label: plain(value),
    value,
    picked: present.includes(value),
  }));
  const picked = await chooseTicked(items, { title });
  if (!picked) return 'cancelled';
  return { chosen: picked.length === 0 ? undefined : picked.map(({ value }) => value) };
}
