import * as vscode from 'vscode';
import { titleOf } from '../../core/label.ts';
import { rolesFrom } from '../../core/link.ts';
import { trim } from '../../core/span.ts';
import type { Articles, Shown } from '../articles.ts';
import { textOf, toSpan } from '../convert.ts';
import { COMMANDS } from '../ids.ts';
import { KIND, make } from './action.ts';
import { fixes } from './fixes.ts';

/** The lightbulb: tag what is selected, change the annotation at the cursor, mend what is wrong with it. */
export function provideActions(articles: Articles): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    '*',
    {
      provideCodeActions(document, range, { diagnostics }) {
        const shown = articles.of(document);
        if (!shown || shown.article.refused) return [];
        return [
          ...fixes(articles, shown, range, diagnostics),
          ...(range.isEmpty ? toChange(articles, shown, range) : toTag(shown, range)),
        ];
      },
    },
    { providedCodeActionKinds: [KIND, vscode.CodeActionKind.QuickFix] },
  );
}

function toTag({ document, codebook }: Shown, range: vscode.Range): vscode.CodeAction[] {
  if (!trim(textOf(document).text(), toSpan(document, range))) return [];
  return codebook.labels.map(({ name, title }) => make(vscode.l10n.t('Tag as {0}', title), COMMANDS.tag, [name]));
}

function toChange(articles: Articles, shown: Shown, range: vscode.Range): vscode.CodeAction[] {
  const [innermost] = articles.at(shown, range.start);
  if (!innermost) return [];
  const reference = { article: shown.article.uri, id: innermost.id };
  const title = titleOf(shown.codebook, innermost.label);
  return [
    make(vscode.l10n.t('Edit Note of {0}', title), COMMANDS.editNote, [reference]),
    make(vscode.l10n.t('Change Label of {0}', title), COMMANDS.changeLabel, [reference]),
    ...(rolesFrom(shown.codebook, innermost.label).length > 0
      ? [make(vscode.l10n.t('Link {0} to…', title), COMMANDS.link, [reference])]
      : []),
    make(vscode.l10n.t('Remove {0}', title), COMMANDS.remove, [reference]),
  ];
}
