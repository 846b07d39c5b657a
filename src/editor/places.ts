import * as vscode from 'vscode';
import { Lines } from '../core/line.ts';
import { keyOf, type Occurrence } from '../core/occurrence.ts';
import type { Span } from '../core/span.ts';
import { counted } from './counted.ts';
import { plain } from './words.ts';

/** So many places are listed: VS Code needs long for many more. */
export const MOST_LISTED = 1000;

/** So much of the text (UTF-16 units) is shown on either side of a place. */
const AROUND = 40;

/** An article with the places to choose from, in order. */
export interface Sheet {
  readonly uri: string;
  readonly text: string;
  readonly places: readonly Occurrence[];
  /** So many others are tagged already. */
  readonly tagged: number;
  /** Its name above its places; undefined where only one article is asked about. */
  readonly heading?: string;
}

/** A place of an article. */
export interface Place {
  readonly uri: string;
  readonly span: Span;
}

export interface Question {
  readonly ignoresCase: boolean;
  readonly placeholder: string;
  /** Looks for the places anew. */
  readonly look: (ignoresCase: boolean) => readonly Sheet[];
  /** What is done, for the list's title. */
  readonly title: string;
  /** Is told what is in focus, while the list is open. */
  readonly show: (place: Place | undefined) => void;
}

/** What was chosen: the ticked places of each article, in order. */
export interface Chosen {
  readonly ignoresCase: boolean;
  readonly spans: ReadonlyMap<string, readonly Span[]>;
}

interface Item extends vscode.QuickPickItem {
  readonly place?: Place;
  readonly isWithin?: boolean;
}

/**
 * Asks which of many places are meant: all are ticked, but those within an annotation of the same label. A button
 * ignores case, or minds it. Undefined when the person leaves it.
 */
export function choosePlaces(question: Question): Promise<Chosen | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  const ticks = new Map<string, boolean>();
  let { ignoresCase } = question;
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.placeholder = question.placeholder;
  const fill = (): void => {
    const sheets = question.look(ignoresCase);
    const items = list(sheets);
    pick.title = titled(question.title, ignoresCase, items.filter(({ place }) => place).length, sheets);
    const tooltip = ignoresCase ? vscode.l10n.t('Mind Case') : vscode.l10n.t('Ignore Case');
    pick.buttons = [{ iconPath: new vscode.ThemeIcon(ignoresCase ? 'case-sensitive' : 'text-size'), tooltip }];
    pick.items = items;
    pick.selectedItems = items.filter(({ place, isWithin }) => place && (ticks.get(nameOf(place)) ?? !isWithin));
  };
  const parts = vscode.Disposable.from(
    pick,
    pick.onDidChangeActive(([item]) => question.show(item?.place)),
    pick.onDidTriggerButton(() => {
      // What a person ticked, or did not, stays so.
      const ticked = new Set(pick.selectedItems);
      for (const item of pick.items) if (item.place) ticks.set(nameOf(item.place), ticked.has(item));
      ignoresCase = !ignoresCase;
      fill();
    }),
  );
  fill();
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      resolve({ ignoresCase, spans: spansOf(pick.items, new Set(pick.selectedItems)) });
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      parts.dispose();
    });
    pick.show();
  });
}

function titled(what: string, ignoresCase: boolean, listed: number, sheets: readonly Sheet[]): string {
  const sum = (count: (sheet: Sheet) => number): number => sheets.reduce((all, sheet) => all + count(sheet), 0);
  const [count, tagged] = [sum(({ places }) => places.length), sum((sheet) => sheet.tagged)];
  const how = ignoresCase ? vscode.l10n.t('in any case') : vscode.l10n.t('in this case');
  const all = counted(count, '1 place', '{0} places');
  const some = vscode.l10n.t('the first {0} of {1} places: do it again for the others', listed, count);
  const done = tagged > 0 ? vscode.l10n.t('tagged already: {0}', tagged) : '';
  return [what, how, listed < count ? some : all, done].filter(Boolean).join(' · ');
}

const nameOf = ({ uri, span }: Place): string => `${keyOf(span)} ${uri}`;

function list(sheets: readonly Sheet[]): Item[] {
  const items: Item[] = [];
  let left = MOST_LISTED;
  for (const { uri, text, places, heading } of sheets) {
    const listed = places.slice(0, left);
    left -= listed.length;
    if (listed.length === 0) continue;
    const lines = new Lines(text);
    if (heading !== undefined) items.push({ label: plain(heading, 200), kind: vscode.QuickPickItemKind.Separator });
    for (const { start, end, isWithin } of listed) {
      const line = vscode.l10n.t('line {0}', lines.at(start).line);
      items.push({
        label: surroundings(text, { start, end }),
        description: isWithin ? vscode.l10n.t('{0}, within an annotation of this label', line) : line,
        place: { uri, span: { start, end } },
        isWithin,
      });
    }
  }
  return items;
}

function surroundings(text: string, { start, end }: Span): string {
  const before = text.slice(Math.max(0, start - AROUND), start).replace(/^[\udc00-\udfff]/, '');
  const behind = text.slice(end, end + AROUND).replace(/[\ud800-\udbff]$/, '');
  return `…${plain(`${before}${text.slice(start, Math.min(end, start + 200))}${behind}`, 400)}…`;
}

function spansOf(items: readonly Item[], ticked: ReadonlySet<Item>): ReadonlyMap<string, readonly Span[]> {
  const spans = new Map<string, Span[]>();
  for (const item of items) {
    if (!item.place || !ticked.has(item)) continue;
    const { uri, span } = item.place;
    spans.set(uri, [...(spans.get(uri) ?? []), span]);
  }
  return spans;
}
