import * as vscode from 'vscode';
import { titleOf } from '../../core/label.ts';
import { trim } from '../../core/span.ts';
import type { Articles } from '../articles.ts';
import { textOf, toSpan } from '../convert.ts';
import { COMMANDS } from '../ids.ts';

/** Listed under "More Actions": the kinds that VS Code knows ("Rewrite", "Quick Fix") say that the text will change. */
const KIND = vscode.CodeActionKind.Empty.append('newsmark');

/** The lightbulb: tag what is selected, or change the annotation at the cursor. */
export function provideActions(articles: Articles): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    '*',
    {
      provideCodeActions(document, range) {
        const shown = articles.of(document);
        if (!shown || shown.article.refused) return [];
        const make = (title: string, command: string, ...args: unknown[]): vscode.CodeAction => {
          const action = new vscode.CodeAction(title, KIND);
          action.command = { command, title, arguments: args };
          return action;
        };
        if (!range.isEmpty) {
          if (!trim(textOf(document).text(), toSpan(document, range))) return [];
          return shown.codebook.labels.map(({ name, title }) =>
            make(vscode.l10n.t('Tag as {0}', title), COMMANDS.tag, name),
          );
        }
        const [innermost] = articles.at(shown, range.start);
        if (!innermost) return [];
        const reference = { article: shown.article.uri, id: innermost.id };
        const title = titleOf(shown.codebook, innermost.label);
        return [
          make(vscode.l10n.t('Edit Note of {0}', title), COMMANDS.editNote, reference),
          make(vscode.l10n.t('Change Label of {0}', title), COMMANDS.changeLabel, reference),
          make(vscode.l10n.t('Remove {0}', title), COMMANDS.remove, reference),
        ];
      },
    },
    { providedCodeActionKinds: [KIND] },
  );
}
