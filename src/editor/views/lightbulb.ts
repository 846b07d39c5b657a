import * as vscode from 'vscode';
import { check, isOfMerge } from '../../core/check.ts';
import { disputesOf, isConflict } from '../../core/conflict.ts';
import { titleOf } from '../../core/label.ts';
import { rolesFrom } from '../../core/link.ts';
import type { Problem } from '../../core/problem.ts';
import { trim } from '../../core/span.ts';
import type { Articles, Shown } from '../articles.ts';
import { textOf, toOffset, toSpan } from '../convert.ts';
import { keepTitle } from '../dispute.ts';
import { COMMANDS } from '../ids.ts';
import { briefOf } from '../words.ts';
import { rangeOf } from './problems.ts';

/** Listed under "More Actions": the kinds that VS Code knows ("Rewrite" and the like) say that the text will change. */
const KIND = vscode.CodeActionKind.Empty.append('newsmark');

/** The lightbulb: tag what is selected, change the annotation at the cursor, decide what is undecided. */
export function provideActions(articles: Articles): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    '*',
    {
      provideCodeActions(document, range, { diagnostics }) {
        const shown = articles.of(document);
        if (!shown || shown.article.refused) return [];
        return [
          ...toDecide(shown, range, diagnostics),
          ...toSettle(shown, range, diagnostics),
          ...(range.isEmpty ? toChange(articles, shown, range) : toTag(shown, range)),
        ];
      },
    },
    { providedCodeActionKinds: [KIND, vscode.CodeActionKind.QuickFix] },
  );
}

export function make(title: string, command: string, argument: unknown, kind = KIND): vscode.CodeAction {
  const action = new vscode.CodeAction(title, kind);
  action.command = { command, title, arguments: [argument] };
  return action;
}

function toTag({ document, codebook }: Shown, range: vscode.Range): vscode.CodeAction[] {
  if (!trim(textOf(document).text(), toSpan(document, range))) return [];
  return codebook.labels.map(({ name, title }) => make(vscode.l10n.t('Tag as {0}', title), COMMANDS.tag, name));
}

function toChange(articles: Articles, shown: Shown, range: vscode.Range): vscode.CodeAction[] {
  const [innermost] = articles.at(shown, range.start);
  if (!innermost) return [];
  const reference = { article: shown.article.uri, id: innermost.id };
  const title = titleOf(shown.codebook, innermost.label);
  return [
    make(vscode.l10n.t('Edit Note of {0}', title), COMMANDS.editNote, reference),
    make(vscode.l10n.t('Change Label of {0}', title), COMMANDS.changeLabel, reference),
    ...(rolesFrom(shown.codebook, innermost.label).length > 0
      ? [make(vscode.l10n.t('Link {0} to…', title), COMMANDS.link, reference)]
      : []),
    make(vscode.l10n.t('Remove {0}', title), COMMANDS.remove, reference),
  ];
}

/** Quick fixes for what a merge left to decide. */
function toSettle(
  { document, article, codebook }: Shown,
  range: vscode.Range,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  const { start, end } = toSpan(document, range);
  const near = article.annotations.filter(({ target }) =>
    target.some((part) => part.start <= end && start <= (part.state === 'lost' ? part.start : part.end)),
  );
  const problems = new Map<string, Problem[]>();
  // Whatever is the same as one of these stands in its place.
  for (const problem of check(near, codebook))
    if (problem.id !== undefined && isOfMerge(problem))
      problems.set(problem.id, [...(problems.get(problem.id) ?? []), problem]);
  return near.flatMap((annotation) => {
    const here = (problems.get(annotation.id) ?? []).filter(
      (problem) => rangeOf(document, annotation, problem).intersection(range) !== undefined,
    );
    const reference = { article: article.uri, id: annotation.id };
    const fix = (
      title: string,
      command: string,
      argument: unknown,
      { code, values }: Pick<Problem, 'code' | 'values'>,
    ) => {
      const action = make(title, command, argument, vscode.CodeActionKind.QuickFix);
      action.diagnostics = diagnostics.filter((each) => each.message === briefOf({ code, values }));
      return action;
    };
    const disputes = here.some(isConflict) ? disputesOf(annotation) : [];
    return [
      ...disputes.flatMap((dispute) => {
        const argument = { ...reference, entry: dispute.entry };
        const mine = fix(keepTitle(dispute, 'ours'), COMMANDS.keepMine, argument, dispute);
        if (!dispute.isUsable) return [mine];
        return [mine, fix(keepTitle(dispute, 'theirs'), COMMANDS.keepTheirs, argument, dispute)];
      }),
      ...here
        .filter(({ code }) => code === 'duplicate')
        .map((problem) => fix(vscode.l10n.t('Merge Duplicates'), COMMANDS.mergeDuplicates, reference, problem)),
    ];
  });
}

/** Quick fixes for words that have changed or are lost. */
function toDecide(
  { document, article }: Shown,
  range: vscode.Range,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  const { start, end } = toSpan(document, range);
  const touched = article.annotations.filter(({ target }) =>
    target.some((part) =>
      part.state === 'lost'
        ? start <= part.start && part.start <= end
        : part.state && part.start <= end && start <= part.end,
    ),
  );
  return touched.flatMap(({ id, target }) => {
    const reference = { article: article.uri, id };
    const fix = (title: string, command: string): vscode.CodeAction => {
      const action = make(title, command, reference, vscode.CodeActionKind.QuickFix);
      const place = target.find(({ state }) => state)?.start;
      action.diagnostics = diagnostics.filter(
        ({ code, range: { start } }) => (code === 'lost' || code === 'changed') && toOffset(document, start) === place,
      );
      return action;
    };
    const isChanged = target.some(({ state }) => state === 'changed');
    return [
      ...(isChanged ? [fix(vscode.l10n.t('Accept Changed Words'), COMMANDS.accept)] : []),
      fix(vscode.l10n.t('Re-attach to Selection'), COMMANDS.reattach),
      ...(isChanged ? [fix(vscode.l10n.t('Mark as Lost'), COMMANDS.markLost)] : []),
      fix(vscode.l10n.t('Remove Annotation'), COMMANDS.remove),
    ];
  });
}
