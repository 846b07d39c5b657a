import * as vscode from 'vscode';
import { type Annotation, quoted } from '../../core/annotation.ts';
import { nearestFirst } from '../../core/document.ts';
import { overlaps, type Span, trim } from '../../core/span.ts';
import { include, resized, without } from '../../core/target.ts';
import { same } from '../../core/value.ts';
import type { Active } from '../articles.ts';
import { textOf, toSpan } from '../convert.ts';
import { COMMANDS } from '../ids.ts';
import { choose, isAsSelected, meant, register, say, type Tools, writable } from '../register.ts';
import { fragmentAt, replace, tellChanged, told } from '../replace.ts';

/** Which words belong to an annotation: what is selected comes to it, goes from it, or is all of it. */
export function fragmentCommands(tools: Tools): vscode.Disposable {
  return register(tools, {
    [COMMANDS.addFragment]: (argument) => add(tools, argument),
    [COMMANDS.removeFragment]: (argument) => removeOne(tools, argument),
    [COMMANDS.resize]: (argument) => resize(tools, argument),
  });
}

/** Joins what is selected to the annotation at hand, wherever that stands. */
async function add(tools: Tools, argument: unknown): Promise<void> {
  const shown = await writable(tools);
  if (!shown) return;
  const [first, ...others] = selected(shown);
  if (!first) {
    say(vscode.l10n.t('Select the words first that shall belong to the annotation, too.'));
    return;
  }
  const { article, document } = shown;
  const { version } = document;
  const annotation =
    argument === undefined
      ? (tools.hand.last(shown) ?? (await chooseNear(shown, article.annotations, first)))
      : await toldHere(tools, shown, argument);
  if (!annotation || !isAsSelected(shown, version)) return;
  const after = include(annotation, textOf(document).text(), [first, ...others]);
  if (after === annotation) say(vscode.l10n.t('These words belong to the annotation already.'));
  else if (annotation.target.some((each) => each.state === 'changed' && !after.target.includes(each))) tellChanged();
  else await replace(tools, shown, annotation, after, told(shown, after, quoted(after)));
}

/** The annotation that a command was told: it must be in the article where the words are selected. */
async function toldHere(tools: Tools, shown: Active, argument: unknown): Promise<Annotation | undefined> {
  const found = await meant(tools, argument);
  if (!found || found.document === shown.document) return found?.annotation;
  say(vscode.l10n.t('Select the words in the article of the annotation.'));
  return undefined;
}

async function chooseNear(
  shown: Active,
  annotations: readonly Annotation[],
  span: Span,
): Promise<Annotation | undefined> {
  const near = nearestFirst(annotations, span);
  if (near.length === 0) say(vscode.l10n.t('This article has no annotations yet.'));
  return near.length === 0 ? undefined : choose(near, shown);
}

async function removeOne(tools: Tools, argument: unknown): Promise<void> {
  const none = vscode.l10n.t(
    'There is no annotation of several fragments here. One that has a single fragment is taken away by Remove Annotation.',
  );
  const found = await meant(tools, argument, ({ target }) => target.length > 1, none);
  if (!found) return;
  const { annotation } = found;
  const index = annotation.target.length > 1 ? fragmentAt(found, annotation) : undefined;
  if (annotation.target.length === 1) say(none);
  else if (index === undefined) say(vscode.l10n.t('Put the cursor into the fragment that shall go.'));
  else {
    const after = without(annotation, index);
    await replace(tools, found, annotation, after, told(found, after, quoted(after)));
  }
}

/** Makes what is selected the words of an annotation: of the fragment there, or of the only one. */
async function resize(tools: Tools, argument: unknown): Promise<void> {
  const shown = await writable(tools);
  if (!shown) return;
  const [span] = selected(shown);
  if (!span) {
    say(vscode.l10n.t('Select the words first that the annotation shall stand for.'));
    return;
  }
  const { version } = shown.document;
  const annotation =
    argument === undefined ? await toResize(tools, shown, span) : await toldHere(tools, shown, argument);
  if (!annotation || !isAsSelected(shown, version)) return;
  const after = resized(annotation, textOf(shown.document).text(), span);
  if (!after)
    say(vscode.l10n.t('None of the fragments of this annotation is here. Add Fragment joins the words to it.'));
  else if (same(after, annotation)) say(vscode.l10n.t('The annotation stands there already.'));
  else await replace(tools, shown, annotation, after, told(shown, after, quoted(after)));
}

/** Of the annotations that have words in the selection the one at hand; otherwise the person says. Without any, as always. */
async function toResize(tools: Tools, shown: Active, span: Span): Promise<Annotation | undefined> {
  const here = shown.article.annotations.filter(({ target }) =>
    target.some((each) => each.state !== 'lost' && overlaps(each, span)),
  );
  const [first, ...others] = here;
  if (!first) return (await meant(tools, undefined))?.annotation;
  const atHand = tools.hand.last(shown);
  if (atHand && here.includes(atHand)) return atHand;
  return others.length === 0 ? first : choose(nearestFirst(here, span), shown);
}

/** What is selected, as people mean it; the first selection first. */
function selected({ document, selections }: Active): readonly Span[] {
  const text = textOf(document).text();
  return selections.flatMap((each) => (each.isEmpty ? [] : (trim(text, toSpan(document, each)) ?? [])));
}
