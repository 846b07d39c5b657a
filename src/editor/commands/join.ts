import * as vscode from 'vscode';
import { type Annotation, quoted } from '../../core/annotation.ts';
import { disputesOf } from '../../core/conflict.ts';
import type { Annotations } from '../../core/document.ts';
import { following, join } from '../../core/join.ts';
import { titleOf } from '../../core/label.ts';
import { labelName } from '../../core/outline.ts';
import { split } from '../../core/target.ts';
import { isReference, type Shown } from '../articles.ts';
import { textOf, toOffset } from '../convert.ts';
import { COMMANDS } from '../ids.ts';
import { meant, perform, register, say, type Tools } from '../register.ts';
import { editorOf, isTold, tellChanged, told } from '../replace.ts';
import { selectionOf, selectionsOf } from '../selection.ts';
import { short } from '../words.ts';

/** Two annotations of one, and one of two. */
export function joinCommands(tools: Tools): vscode.Disposable {
  return register(tools, {
    [COMMANDS.split]: (argument) => cut(tools, argument),
    [COMMANDS.join]: (argument, all) => unite(tools, argument, all),
  });
}

async function cut(tools: Tools, argument: unknown): Promise<void> {
  const found = await meant(tools, argument);
  if (!found) return;
  const { annotation, article, document } = found;
  const editor = editorOf(found);
  const offset = editor ? toOffset(document, selectionOf(editor).active) : 0;
  if (annotation.target.some((each) => each.state === 'changed' && each.start < offset && offset < each.end)) {
    tellChanged();
    return;
  }
  const halves = split(annotation, textOf(document).text(), offset, tools.articles.store.newId(article.uri));
  if (!halves) {
    say(vscode.l10n.t('Put the cursor into the annotation, where the second one shall begin.'));
    return;
  }
  const [first, second] = halves;
  if (isTold(found, first) || isTold(found, second)) return;
  const done = vscode.l10n.t('Split in two: {0} | {1}', short(quoted(first), 40), short(quoted(second), 40));
  await perform(tools, found, { steps: [{ before: annotation, after: first }, { after: second }] }, done);
}

async function unite(tools: Tools, argument: unknown, all: unknown): Promise<void> {
  const found = await meant(tools, argument);
  const members = found && membersOf(tools, found, argument, all);
  if (!members) return;
  if (members.some(({ target }) => target.some(({ state }) => state === 'changed'))) {
    tellChanged();
    return;
  }
  const { article, document } = found;
  const change = join(article.annotations, members, textOf(document).text());
  const gone = new Set(change.steps.flatMap(({ before, after }) => (before && !after ? [before.id] : [])));
  const [first] = members.filter(({ id }) => !gone.has(id));
  const after = first && (change.steps.find((step) => step.after?.id === first.id)?.after ?? first);
  if (!after) return;
  const left = article.annotations.filter(({ id }) => !gone.has(id));
  if (isTold(found, after, left)) return;
  const isOpen = disputesOf(after).length > members.reduce((sum, each) => sum + disputesOf(each).length, 0);
  const done = isOpen
    ? vscode.l10n.t('Joined. Where they differ the first one’s stands: Keep Mine or Keep Theirs decides.')
    : vscode.l10n.t('Joined. {0}', told(found, after, quoted(after)));
  if (await perform(tools, found, change, done)) tools.hand.take({ article: article.uri, id: after.id });
}

/** Those that are selected in the view, or stand at several cursors, or the one that is meant and the next of its label. */
function membersOf(
  { articles }: Tools,
  shown: Shown & { readonly annotation: Annotation },
  argument: unknown,
  all: unknown,
): Annotations | undefined {
  const { annotation, article, codebook } = shown;
  const title = titleOf(codebook, annotation.label);
  const editor = argument === undefined ? editorOf(shown) : undefined;
  const label = labelName(codebook, annotation);
  const isAlike = (each: Annotation): boolean => labelName(codebook, each) === label;
  const several: readonly (Annotation | undefined)[] =
    editor && selectionsOf(editor).length > 1
      ? selectionsOf(editor).map((selection) => articles.meant(shown, selection).find(isAlike))
      : Array.isArray(all) && all.length > 1
        ? all
            .filter(isReference)
            .map((each) => article.annotations.find(({ id }) => each.article === article.uri && each.id === id))
        : [];
  const chosen = [...new Set(several.flatMap((each) => each ?? []))];
  if (several.length > 0 && (chosen.length < 2 || !chosen.every(isAlike))) {
    say(vscode.l10n.t('Only annotations of the same label can be joined.'));
    return undefined;
  }
  if (chosen.length > 1) return chosen;
  const next = following(annotation, article.annotations, codebook);
  if (!next) say(vscode.l10n.t('No other {0} follows in this article.', title));
  return next && [annotation, next];
}
