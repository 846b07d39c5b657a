import * as vscode from 'vscode';
import { type Span, trim } from '../../core/span.ts';
import { type Edge, grow, growSentence, shrink, shrinkSentence } from '../../core/step.ts';
import { moved, placed, roomOf } from '../../core/target.ts';
import { paragraphs } from '../../language/paragraphs.ts';
import type { Shown } from '../articles.ts';
import { textOf } from '../convert.ts';
import { COMMANDS } from '../ids.ts';
import { meant, register, say, type Tools } from '../register.ts';
import { follow, fragmentAt, replace, tellChanged, told } from '../replace.ts';

/** Moves one edge of an annotation, step by step. */
export function resizeCommands(tools: Tools): vscode.Disposable {
  const noRoom = vscode.l10n.t('There is no other word here: the paragraph ends, or another fragment begins.');
  const noWord = vscode.l10n.t('There is only one word left.');
  const byWord =
    (edge: Edge): Step =>
    ({ text, span, room }) =>
      grow(text, span, edge, room(paragraphAt(text, edge === 'end' ? span.end - 1 : span.start)));
  const sentences = (shown: Shown): readonly Span[] => tools.articles.sentencesOf(shown);
  return register(tools, {
    [COMMANDS.growEnd]: (argument) => move(tools, argument, 'end', byWord('end'), noRoom),
    [COMMANDS.growStart]: (argument) => move(tools, argument, 'start', byWord('start'), noRoom),
    [COMMANDS.shrinkEnd]: (argument) =>
      move(tools, argument, 'end', ({ text, span }) => shrink(text, span, 'end'), noWord),
    [COMMANDS.shrinkStart]: (argument) =>
      move(tools, argument, 'start', ({ text, span }) => shrink(text, span, 'start'), noWord),
    [COMMANDS.growSentence]: (argument) =>
      move(
        tools,
        argument,
        'end',
        ({ text, span, room, shown }) => growSentence(span, sentences(shown), room({ start: 0, end: text.length })),
        vscode.l10n.t('There is no other sentence here: the article ends, or another fragment begins.'),
      ),
    [COMMANDS.shrinkSentence]: (argument) =>
      move(
        tools,
        argument,
        'end',
        ({ span, shown }) => shrinkSentence(span, sentences(shown)),
        vscode.l10n.t('No whole sentence would be left.'),
      ),
  });
}

/** What a fragment becomes; undefined where it cannot. `room` gives how much of a span it may take. */
type Step = (from: {
  readonly text: string;
  readonly span: Span;
  readonly room: (within: Span) => Span;
  readonly shown: Shown;
}) => Span | undefined;

/** Moves an edge of the fragment at the cursor; else that of the annotation. `none` is said where that cannot be. */
async function move(tools: Tools, argument: unknown, edge: Edge, step: Step, none: string): Promise<void> {
  const found = await meant(tools, argument);
  if (!found) return;
  const { annotation, document } = found;
  const index = fragmentAt(found, annotation) ?? placed(annotation).at(edge === 'end' ? -1 : 0)?.index;
  const before = annotation.target[index ?? -1];
  if (index === undefined || !before) {
    say(vscode.l10n.t('The words of this annotation are lost: re-attach it to others first.'));
    return;
  }
  if (before.state === 'changed') {
    tellChanged();
    return;
  }
  const text = textOf(document).text();
  const room = (within: Span): Span => roomOf(annotation, index, within);
  // Edits that are not saved yet can have left white space at its ends.
  const span = step({ text, span: trim(text, before) ?? before, room, shown: found });
  if (!span) {
    say(none);
    return;
  }
  const after = moved(annotation, index, text, span);
  const words = text.slice(span.start, span.end);
  if (await replace(tools, found, annotation, after, told(found, after, words))) follow(found, before, span);
}

/** The paragraph at an offset. */
const paragraphAt = (text: string, offset: number): Span =>
  paragraphs(text).find(({ start, end }) => start <= offset && offset < end) ?? { start: offset, end: offset };
