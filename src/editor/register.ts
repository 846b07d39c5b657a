import * as vscode from 'vscode';
import type { Annotation } from '../core/annotation.ts';
import { quoted } from '../core/annotation.ts';
import type { Change } from '../core/change.ts';
import { titleOf } from '../core/label.ts';
import { EARLIER } from '../store/past.ts';
import { type Active, type Articles, isReference, type Shown } from './articles.ts';
import { focusArticle, isInArticle } from './focus.ts';
import type { Hand } from './hand.ts';
import { COMMANDS } from './ids.ts';
import { complain, inform } from './messages.ts';
import { Barred, tellBarred } from './trust.ts';
import { passOn } from './turn.ts';
import { iconless, plain, visible, wordsOf } from './words.ts';

/** What every command works with. */
export interface Tools {
  readonly articles: Articles;
  readonly hand: Hand;
  readonly log: vscode.LogOutputChannel;
}

/** Registers commands; one that fails says so once, in words, and puts the rest in the log. */
export function register(
  tools: Tools,
  commands: Readonly<Record<string, (...args: unknown[]) => unknown>>,
): vscode.Disposable {
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([id, run]) =>
      vscode.commands.registerCommand(id, async (...args: unknown[]) => {
        try {
          if (!isInArticle(args[0])) return await run(...args);
          await focusArticle(tools.articles);
          return await run();
        } catch (error) {
          tools.log.error(error instanceof Error ? error : String(error));
          if (error instanceof Barred) tellBarred(error.problem);
          else void complain(vscode.l10n.t('Newsmark: {0}', error instanceof Error ? error.message : String(error)));
          return undefined;
        }
      }),
    ),
  );
}

/** The article in the active editor, if it may be annotated; otherwise says why not. */
export async function writable({ articles }: Tools): Promise<Active | undefined> {
  // What is pressed in the first instant after opening an article is meant, too.
  await articles.ready();
  const shown = articles.active();
  if (!shown) {
    tellNoArticle();
    return undefined;
  }
  return maySay(shown) ? shown : undefined;
}

function tellNoArticle(): void {
  const document = vscode.window.activeTextEditor?.document;
  void inform(
    document?.isUntitled
      ? vscode.l10n.t('Save the article to a file first: its annotations are kept in a file beside it.')
      : vscode.l10n.t(
          'Open an article first. Articles are text files (.txt, .news, .article), or what "articles" in newsmark.yaml names.',
        ),
  );
}

/** Whether the article's annotations may be changed; otherwise says why not. */
export function maySay({ article }: Shown): boolean {
  if (!article.refused) return true;
  if (article.refused === EARLIER) {
    void inform(wordsOf(EARLIER));
    return false;
  }
  if (article.refused.code === 'untrusted') {
    tellBarred(article.refused);
    return false;
  }
  const open = vscode.l10n.t('Open Sidecar');
  const merge = vscode.l10n.t('Merge Annotations');
  const text = vscode.l10n.t(
    'This article cannot be annotated until its sidecar is mended. {0}',
    wordsOf(article.refused),
  );
  const buttons = article.refused.code === 'conflict-markers' ? [merge, open] : [open];
  void complain(text, ...buttons).then((chosen) => {
    if (chosen === open) void vscode.commands.executeCommand(COMMANDS.openSidecar, { article: article.uri });
    if (chosen === merge) void vscode.commands.executeCommand(COMMANDS.mergeAnnotations, { article: article.uri });
  });
  return false;
}

/** Whether the text still is the version in which words were selected; otherwise says so. */
export function isAsSelected({ document }: Shown, version: number): boolean {
  if (document.version === version) return true;
  say(vscode.l10n.t('The text has changed meanwhile: select the words again.'));
  return false;
}

/** The argument of keys that are pressed in the view: what is selected there is meant. */
export const SELECTED = 'selected';

/**
 * The annotation that a command is about: the one it was told, else the one at hand (see `Hand`), else the innermost at
 * the cursor, asking among equals.
 * `holds`: of those at the cursor only these are meant; `none` is said where there are none.
 */
export async function meant(
  tools: Tools,
  argument: unknown,
  holds: (annotation: Annotation, shown: Shown) => boolean = () => true,
  none = vscode.l10n.t('There is no annotation at the cursor.'),
): Promise<(Shown & { readonly annotation: Annotation }) | undefined> {
  const { articles } = tools;
  if (argument === SELECTED) {
    const [first] = articles.selected();
    return first && meant(tools, first, holds, none);
  }
  if (isReference(argument)) {
    // A hover whose action was followed would go on showing what was before.
    vscode.commands.executeCommand('editor.action.hideHover').then(undefined, () => {});
    const document = articles.document(argument.article);
    const shown = document && articles.of(document);
    const annotation = shown?.article.annotations.find(({ id }) => id === argument.id);
    if (shown && annotation) return maySay(shown) ? { ...shown, annotation } : undefined;
    if (shown) tellGone();
    else tellClosed();
    return undefined;
  }
  const shown = await writable(tools);
  if (!shown) return undefined;
  const atCursor = articles.meant(shown, shown.selection);
  const atHand = tools.hand.meant(articles, shown);
  if (atHand && holds(atHand, shown)) return { ...shown, annotation: atHand };
  const found = atCursor.filter((annotation) => holds(annotation, shown));
  const [innermost] = found;
  if (!innermost) {
    say(none);
    return undefined;
  }
  const equals = found.filter((each) => quoted(each) === quoted(innermost));
  const annotation = equals.length === 1 ? innermost : await choose(equals, shown);
  return annotation && { ...shown, annotation };
}

/** Asks which of several annotations is meant, in the order given; gives it as it is when that is answered. */
export async function choose(
  annotations: readonly Annotation[],
  { article, codebook }: Shown,
): Promise<Annotation | undefined> {
  const picked = await vscode.window.showQuickPick(
    annotations.map((annotation) => ({
      label: plain(titleOf(codebook, annotation.label)),
      description: plain(quoted(annotation)),
      detail: plain(annotation.note ?? ''),
      annotation,
    })),
    { placeHolder: vscode.l10n.t('Which annotation?') },
  );
  const present = picked && article.annotations.find(({ id }) => id === picked.annotation.id);
  if (picked && !present) tellGone();
  return present;
}

/** Does it, and says so in the status bar for a moment; without `done` that is left to who asks. */
export async function perform(
  { articles, hand }: Tools,
  shown: Shown,
  change: Change,
  done?: string,
): Promise<boolean> {
  const applied = articles.store.apply(shown.article.uri, change);
  // Before it is written: the next key may come sooner.
  const made = change.steps.findLast(({ after }) => after)?.after;
  if (made) hand.take({ article: shown.article.uri, id: made.id });
  passOn();
  const ok = await applied;
  if (ok) {
    if (done !== undefined) say(done);
  } else if (!articles.store.get(shown.article.uri)) tellClosed();
  else if (maySay(shown)) tellGone();
  return ok;
}

/** What a person meant, and looked at a moment ago, was removed meanwhile. */
export const tellGone = (): void => say(vscode.l10n.t('This annotation is not there any more.'));

/** What a person meant stands in an article that was closed meanwhile. */
const tellClosed = (): void => say(vscode.l10n.t('The article is not open any more.'));

/** Success is quiet: a few seconds in the status bar, and a notification where a screen reader would miss that. */
export function say(text: string): void {
  vscode.window.setStatusBarMessage(iconless(visible(text)), 4000);
  if (isSpoken()) void inform(text);
}

/** Whether the screen is read aloud, as far as an extension can know. */
export const isSpoken = (): boolean => vscode.workspace.getConfiguration('editor').get('accessibilitySupport') === 'on';

/** What is selected in the Explorer, as it tells a command of its menu: the row that was clicked, and all of them. */
export const chosenIn = (uri: unknown, uris: unknown): readonly vscode.Uri[] =>
  (Array.isArray(uris) && uris.length > 0 ? uris : [uri]).filter((each) => each instanceof vscode.Uri);
