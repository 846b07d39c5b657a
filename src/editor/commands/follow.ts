import * as vscode from 'vscode';
import type { Annotation } from '../../core/annotation.ts';
import { roleOf } from '../../core/label.ts';
import { tiesTo } from '../../core/link.ts';
import { sidecarOf } from '../../store/files.ts';
import { isLinkReference, type Reference, type Shown } from '../articles.ts';
import { COMMANDS } from '../ids.ts';
import { inform } from '../messages.ts';
import type { Others } from '../others.ts';
import { meant, register, say, type Tools } from '../register.ts';
import { detail, wordsOf } from '../targets.ts';
import { plain, short, visible } from '../words.ts';

/** So many steps back are remembered. */
const MOST_STEPS = 100;

/** Where links were followed from, the last one at the end. */
type Trail = Reference[];

export function followCommands(tools: Tools, others: Others): vscode.Disposable {
  const trail: Trail = [];
  return register(tools, {
    [COMMANDS.followLink]: (argument) => follow(tools, others, trail, argument),
    [COMMANDS.showLinks]: (argument) => show(tools, others, trail, argument),
    [COMMANDS.goBack]: () => goBack(others, trail),
  });
}

type From = Shown & { readonly annotation: Annotation };

/** The other end of a link, as a line of a list: `end` is undefined when there is none, and then `to` says what the file does. */
interface Item extends vscode.QuickPickItem {
  readonly end?: Reference | undefined;
  readonly to?: string;
}

/** Goes to the other end of the link that the argument names; else of the only one from the annotation, or the one chosen. */
async function follow(tools: Tools, others: Others, trail: Trail, argument: unknown): Promise<void> {
  const from = await meantLinked(tools, argument);
  if (!from) return;
  if (isLinkReference(argument)) {
    await go(others, trail, from, await others.resolve(argument.article, argument.to), argument.to);
    return;
  }
  const out = await outgoing(others, from);
  const items = out.length > 0 ? out : incoming(from);
  const chosen =
    items.length > 1
      ? await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Where to?'), matchOnDetail: true })
      : items[0];
  if (chosen) await go(others, trail, from, chosen.end, chosen.to);
  else if (items.length === 0) say(vscode.l10n.t('This annotation has no links.'));
}

const meantLinked = (tools: Tools, argument: unknown): Promise<From | undefined> =>
  meant(
    tools,
    argument,
    (annotation, { article }) =>
      annotation.links.length > 0 || tiesTo(article.annotations, new Set([annotation.id])).length > 0,
    vscode.l10n.t('There are no links at the cursor.'),
  );

/** Lists all links of the annotation: those from it, those to it, and then those from other articles. */
async function show(tools: Tools, others: Others, trail: Trail, argument: unknown): Promise<void> {
  const from = await meant(tools, argument);
  if (!from) return;
  const search = new vscode.CancellationTokenSource();
  const pick = vscode.window.createQuickPick<Item>();
  pick.placeholder = vscode.l10n.t('Links of this annotation. Choose one to go there.');
  pick.matchOnDetail = true;
  pick.busy = true;
  const chosen = new Promise<Item | undefined>((resolve) => {
    pick.onDidAccept(() => {
      if (pick.selectedItems[0]) resolve(pick.selectedItems[0]);
    });
    pick.onDidHide(() => resolve(undefined));
  });
  pick.show();
  void fill(pick, others, from, search.token).catch((error) => {
    tools.log.error(String(error));
    pick.busy = false;
  });
  const item = await chosen;
  search.cancel();
  search.dispose();
  pick.dispose();
  if (item && 'end' in item) await go(others, trail, from, item.end, item.to);
}

async function fill(
  pick: vscode.QuickPick<Item>,
  others: Others,
  from: From,
  token: vscode.CancellationToken,
): Promise<void> {
  const here = [
    ...group(vscode.l10n.t('from here'), await outgoing(others, from)),
    ...group(vscode.l10n.t('to here'), incoming(from)),
  ];
  if (token.isCancellationRequested) return;
  pick.items = here;
  const linked = await others.linksTo({ article: from.article.uri, id: from.annotation.id }, token);
  const there = await Promise.all(
    linked.map(async ({ found, link }) => ({
      ...itemOf('$(arrow-left)', link.role, found.annotation, from),
      description: plain(await others.pathOf(found.article)),
      end: { article: found.article, id: found.annotation.id },
    })),
  );
  if (token.isCancellationRequested) return;
  pick.busy = false;
  const all = [...here, ...group(vscode.l10n.t('to here, from other articles'), there)];
  const active = pick.activeItems;
  pick.items = all.length > 0 ? all : [{ label: vscode.l10n.t('This annotation has no links.') }];
  if (active.length > 0) pick.activeItems = active;
}

const group = (label: string, items: readonly Item[]): Item[] =>
  items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];

const itemOf = (arrow: string, role: string, annotation: Annotation, { codebook }: From): Item => ({
  label: `${arrow} ${wordsOf(roleOf(codebook, role)?.title ?? role, annotation, codebook)}`,
  detail: plain(detail(annotation), 200),
});

async function outgoing(others: Others, from: From): Promise<Item[]> {
  const { article, annotation, codebook } = from;
  return Promise.all(
    annotation.links.map(async ({ role, to }): Promise<Item> => {
      const end = await others.resolve(article.uri, to);
      const found = end && (await others.find(end));
      if (!found) {
        const label = plain(`${roleOf(codebook, role)?.title ?? role}: ${to}`);
        return { label: `$(arrow-right) ${label}`, description: vscode.l10n.t('leads to nothing'), end: undefined, to };
      }
      const item = itemOf('$(arrow-right)', role, found.annotation, from);
      return { ...item, ...(end.article !== article.uri && { description: plain(to) }), end };
    }),
  );
}

function incoming(from: From): Item[] {
  const { article, annotation } = from;
  return tiesTo(article.annotations, new Set([annotation.id])).map((tie) => ({
    ...itemOf('$(arrow-left)', tie.link.role, tie.from, from),
    end: { article: article.uri, id: tie.from.id },
  }));
}

/** Shows the other end of a link in its article, and remembers the way back. */
async function go(
  others: Others,
  trail: Trail,
  { article, annotation }: From,
  end: Reference | undefined,
  to = '',
): Promise<void> {
  const found = end && (await others.find(end));
  if (!found) {
    void inform(vscode.l10n.t('The link leads to nothing: {0}', visible(short(to))));
    return;
  }
  trail.push({ article: article.uri, id: annotation.id });
  if (trail.length > MOST_STEPS) trail.shift();
  // What stands in an annotator's own sidecar is not shown in the article.
  if (found.sidecar === undefined || found.sidecar === sidecarOf(end.article))
    await vscode.commands.executeCommand(COMMANDS.reveal, end);
  else {
    const { line, column } = found.place ?? { line: 1, column: 1 };
    const at = new vscode.Position(line - 1, column - 1);
    const selection = new vscode.Range(at, at);
    await vscode.window.showTextDocument(vscode.Uri.parse(found.sidecar, true), { selection });
  }
}

/** Goes back to where a link was followed from; annotations that are gone since are passed over. */
async function goBack(others: Others, trail: Trail): Promise<void> {
  for (let last = trail.pop(); last; last = trail.pop()) {
    if (!(await others.find(last))) continue;
    await vscode.commands.executeCommand(COMMANDS.reveal, last);
    return;
  }
  say(vscode.l10n.t('No link was followed from anywhere.'));
}
