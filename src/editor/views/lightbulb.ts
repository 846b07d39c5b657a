import * as vscode from 'vscode';
import { titleOf } from '../../core/label.ts';
import { trim } from '../../core/span.ts';
import type { Articles, Shown } from '../articles.ts';
import { textOf, toOffset, toSpan } from '../convert.ts';
import { COMMANDS } from '../ids.ts';

/** Listed under "More Actions": the kinds that VS Code knows ("Rewrite" and the like) say that the text will change. */
const KIND = vscode.CodeActionKind.Empty.append('newsmark');

/** The lightbulb: tag what is selected, change the annotation at the cursor, decide about changed and lost words. */
export function provideActions(articles: Articles): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    '*',
    {
      provideCodeActions(document, range, { diagnostics }) {
        const shown = articles.of(document);
        if (!shown || shown.article.refused) return [];
        return [
          ...toDecide(shown, range, diagnostics),
          ...(range.isEmpty ? toChange(articles, shown, range) : toTag(shown, range)),
        ];
      },
    },
    { providedCodeActionKinds: [KIND, vscode.CodeActionKind.QuickFix] },
  );
}

function make(title: string, command: string, argument: unknown, kind = KIND): vscode.CodeAction {
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
    make(vscode.l10n.t('Remove {0}', title), COMMANDS.remove, reference),
  ];
}

/** Quick fixes for the problems that views/problems.ts shows. */
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
      action.diagnostics = diagnostics.filter((each) => toOffset(document, each.range.start) === place);
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
