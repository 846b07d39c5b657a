import * as vscode from 'vscode';
import { added } from '../../core/change.ts';
import { titleOf } from '../../core/label.ts';
import { occurrences } from '../../core/occurrence.ts';
import { decode } from '../../store/article.ts';
import type { Present } from '../../store/closed.ts';
import { type Files, nameOf, relative, sidecarOf } from '../../store/files.ts';
import { readArticle, refusalOf } from '../../store/reading.ts';
import type { Articles } from '../articles.ts';
import { type Batch, batch, tellFailed } from '../batch.ts';
import { textOf } from '../convert.ts';
import { countArticles, counted } from '../counted.ts';
import { COMMANDS } from '../ids.ts';
import { type Chosen, choosePlaces, MOST_LISTED, type Sheet } from '../places.ts';
import { Preview } from '../preview.ts';
import { register, say, type Tools } from '../register.ts';
import { askSought, making, noneLeft, placesIn, type Sought, titleFor } from '../sought.ts';
import { barred } from '../trust.ts';
import { short, visible, wordsOf } from '../words.ts';

export function everywhereCommands(tools: Tools, files: Files): vscode.Disposable {
  return register(tools, {
    [COMMANDS.tagOccurrencesInWorkspace]: (argument, options) => tagEverywhere(tools, files, argument, options),
  });
}

/**
 * Tags every occurrence in all articles of the project, whether they are open or not, as far as the person wants it.
 * What an article cannot get is told, with the reason.
 */
async function tagEverywhere(tools: Tools, files: Files, argument: unknown, options: unknown): Promise<void> {
  const sought = await askSought(tools, argument, options);
  if (!sought) return;
  const found = await search(tools, files, sought);
  if (found.isCancelled) return;
  const chosen = await choose(
    sought,
    found.done.flatMap((each) => each ?? []),
  );
  const tagged = chosen && (await tag(tools, sought, chosen));
  if (tagged) {
    const [passages, left] = [sum(tagged.done, ({ count }) => count), sum(tagged.done, (each) => each.left)];
    const articles = tagged.done.filter(({ count }) => count > 0).length;
    const title = titleOf(sought.shown.codebook, sought.label);
    const many = [counted(passages, '1 passage', '{0} passages'), countArticles(articles)].join(', ');
    const done = vscode.l10n.t('Tagged as {0}: {1}.', title, many);
    say(left > 0 ? `${done} ${vscode.l10n.t('Changed meanwhile, and not tagged: {0}.', left)}` : done);
  }
  tellFailed(tools, [...found.failed, ...(tagged?.failed ?? [])]);
}

/** An article in which the words stand, in whatever case. */
interface Found {
  readonly uri: string;
  readonly path: string;
  readonly present: Present;
}

/** Looks through the articles of the project, that in the editor first, until there is more than can be listed. */
async function search(tools: Tools, files: Files, sought: Sought): Promise<Batch<Found | undefined>> {
  const { articles } = tools;
  const here = sought.shown.article.uri;
  const root = (await articles.projectFor(sought.shown.document.uri))?.root ?? '';
  const within = new vscode.RelativePattern(vscode.Uri.parse(root, true), '**/*');
  const all = await vscode.workspace.findFiles(within, '**/{node_modules,.git}/**');
  const uris: string[] = [];
  for (const uri of all) {
    const project = uri.toString() === here ? undefined : await articles.projectFor(uri);
    if (project?.root === root && project.isArticle(uri.toString())) uris.push(uri.toString());
  }
  const isMeant = (text: string): boolean => occurrences(text, { ...sought, ignoresCase: true }).length > 0;
  let count = 0;
  return batch(
    vscode.l10n.t('Looking for “{0}” in all articles', visible(short(sought.words, 60))),
    [here, ...uris.sort()],
    async (uri) => {
      const present = count > MOST_LISTED ? undefined : await read(articles, files, uri, isMeant);
      if (!present) return undefined;
      count += placesIn(present, sought).fresh.length;
      return { uri, path: relative(root, uri) ?? nameOf(uri), present };
    },
  );
}

/** An article as its editor has it, else as it is on disk. Undefined where it is no text, or its text is not meant. */
async function read(
  articles: Articles,
  files: Files,
  uri: string,
  isMeant: (text: string) => boolean,
): Promise<Present | undefined> {
  const document = articles.document(uri);
  const article = document && articles.store.get(uri);
  if (article) {
    const text = textOf(document).text();
    if (!isMeant(text)) return undefined;
    if (article.refused) throw new Error(wordsOf(article.refused));
    return { text, annotations: article.annotations };
  }
  const bytes = await files.read(uri);
  const text = bytes && decode(bytes).text;
  if (text === undefined || !isMeant(text)) return undefined;
  const reading = await readArticle(files, uri, sidecarOf(uri));
  const refused = barred(uri) ?? refusalOf(reading);
  if (refused) throw new Error(wordsOf(refused));
  return { text: reading.text ?? '', annotations: reading.annotations };
}

async function choose(sought: Sought, found: readonly Found[]): Promise<Chosen | undefined> {
  const { shown, words, label, ignoresCase } = sought;
  const look = (ignores: boolean): readonly Sheet[] =>
    found.map(({ uri, path, present }) => {
      const { fresh: places, tagged } = placesIn(present, { ...sought, ignoresCase: ignores });
      return { uri, heading: path, text: present.text, places, tagged };
    });
  const title = titleOf(shown.codebook, label);
  if (look(true).every(({ places }) => places.length === 0)) {
    const tagged = sum(look(ignoresCase), (sheet) => sheet.tagged);
    say(noneLeft(tagged, words, title));
    return undefined;
  }
  const preview = new Preview(shown.document);
  const chosen = await choosePlaces({
    ignoresCase,
    placeholder: vscode.l10n.t('Untick what shall not be tagged. In articles that are not open it cannot be undone.'),
    look,
    title: titleFor(sought, title),
    show: (place) => preview.show(place?.uri === shown.article.uri ? { target: [place.span] } : undefined),
  });
  preview.dispose();
  return chosen;
}

/** So many annotations an article got; so many places are none to be tagged any more. */
interface Tagged {
  readonly count: number;
  readonly left: number;
}

function tag({ articles: { store } }: Tools, sought: Sought, { ignoresCase, spans }: Chosen): Promise<Batch<Tagged>> {
  const title = vscode.l10n.t('Tagging “{0}”', visible(short(sought.words, 60)));
  return batch(title, [...spans.keys()], async (uri) => {
    const places = spans.get(uri) ?? [];
    let count = 0;
    const { isChanged, refused } = await store.change(uri, (present) => {
      const annotations = making(store, { ...sought, ignoresCase }, places)(present);
      count = annotations.length;
      if (count === 0) throw new Error(vscode.l10n.t('Its text, or its annotations, have changed meanwhile.'));
      return added(...annotations);
    });
    if (refused) throw new Error(wordsOf(refused));
    return isChanged ? { count, left: places.length - count } : { count: 0, left: places.length };
  });
}

const sum = <T>(all: readonly T[], count: (each: T) => number): number =>
  all.reduce((total, each) => total + count(each), 0);
