import * as vscode from 'vscode';
import { added } from '../../core/change.ts';
import { titleOf } from '../../core/label.ts';
import type { Present } from '../../store/closed.ts';
import { textOf } from '../convert.ts';
import { counted } from '../counted.ts';
import { COMMANDS } from '../ids.ts';
import { choosePlaces } from '../places.ts';
import { Preview } from '../preview.ts';
import { perform, register, say, type Tools } from '../register.ts';
import { askSought, making, noneLeft, placesIn, titleFor } from '../sought.ts';

export function occurrenceCommands(tools: Tools): vscode.Disposable {
  return register(tools, {
    [COMMANDS.tagOccurrences]: (argument, options) => tagHere(tools, argument, options),
  });
}

/** Tags every occurrence in the article of words that are selected, or annotated, as far as the person wants it. */
async function tagHere(tools: Tools, argument: unknown, options: unknown): Promise<void> {
  const sought = await askSought(tools, argument, options);
  if (!sought) return;
  const { shown, words, label } = sought;
  const { article, document } = shown;
  const now = (): Present => ({ text: textOf(document).text(), annotations: article.annotations });
  const find = (ignoresCase: boolean) => placesIn(now(), { ...sought, ignoresCase });
  const title = titleOf(shown.codebook, label);
  const { fresh, tagged } = find(sought.ignoresCase);
  if (fresh.length === 0 && find(true).fresh.length === 0) {
    say(noneLeft(tagged, words, title));
    return;
  }
  const preview = new Preview(document);
  const chosen = await choosePlaces({
    ignoresCase: sought.ignoresCase,
    placeholder: vscode.l10n.t('Untick what shall not be tagged'),
    look: (ignoresCase) => {
      const { fresh: places, tagged: count } = find(ignoresCase);
      return [{ uri: article.uri, text: now().text, places, tagged: count }];
    },
    title: titleFor(sought, title),
    show: (place) => preview.show(place && { target: [place.span] }),
  });
  preview.dispose();
  const spans = chosen?.spans.get(article.uri);
  if (!chosen || !spans) return;
  const annotations = making(tools.articles.store, { ...sought, ignoresCase: chosen.ignoresCase }, spans)(now());
  const [count, left] = [annotations.length, spans.length - annotations.length];
  if (count === 0) {
    say(vscode.l10n.t('The text has changed meanwhile: nothing was tagged.'));
    return;
  }
  const done = counted(count, 'Tagged as {1}.', 'Tagged {0} passages as {1}.', title);
  const more = left > 0 ? ` ${vscode.l10n.t('Changed meanwhile, and not tagged: {0}.', left)}` : '';
  await perform(tools, shown, added(...annotations), done + more);
}
