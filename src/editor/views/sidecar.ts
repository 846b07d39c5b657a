import * as vscode from 'vscode';
import { findMarkers } from '../../formats/markers.ts';
import { undecided } from '../../formats/settle.ts';
import { isAt, keepTitle } from '../dispute.ts';
import { COMMANDS } from '../ids.ts';
import { barred } from '../trust.ts';
import { briefOf } from '../words.ts';
import { make } from './action.ts';

/** Quick fixes in a sidecar's own editor: its marks of git's, its lost article, and conflicts that are no annotation's. */
export function provideSidecarActions(): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    { pattern: '**/*.newsmark.yaml' },
    {
      provideCodeActions(document, range, { diagnostics }) {
        const sidecar = document.uri.toString();
        // One side of a diff, or an older version, is only to be read.
        if (!vscode.workspace.fs.isWritableFileSystem(document.uri.scheme) || barred(sidecar)) return [];
        const fix = (title: string, command: string, argument: object, holds: (each: vscode.Diagnostic) => boolean) => {
          const action = make(title, command, [{ sidecar, ...argument }], vscode.CodeActionKind.QuickFix);
          action.diagnostics = diagnostics.filter((each) => each.source === 'Newsmark' && holds(each));
          return action;
        };
        const source = document.getText();
        if (findMarkers(source))
          return [fix(vscode.l10n.t('Merge Annotations'), COMMANDS.mergeAnnotations, {}, isOf('conflict-markers'))];
        const isOrphan = diagnostics.some(isOf('no-article'));
        return [
          ...(isOrphan ? [fix(vscode.l10n.t('Move Sidecar'), COMMANDS.moveSidecar, {}, isOf('no-article'))] : []),
          ...toSettle(source, range, fix),
        ];
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}

const isOf =
  (code: string) =>
  (each: vscode.Diagnostic): boolean =>
    each.code === code;

function toSettle(
  source: string,
  range: vscode.Range,
  fix: (
    title: string,
    command: string,
    argument: object,
    holds: (each: vscode.Diagnostic) => boolean,
  ) => vscode.CodeAction,
): vscode.CodeAction[] {
  // Each movement of the cursor asks, and reading a file of thousands of annotations takes a while.
  if (!source.includes('conflict')) return [];
  const here = undecided(source).filter(({ place }) => isAt(place, range));
  return here.flatMap(({ part, dispute }) => {
    const argument = { part, entry: dispute.entry };
    const isIts = ({ message }: vscode.Diagnostic): boolean => message === briefOf(dispute);
    const mine = fix(keepTitle(dispute, 'ours'), COMMANDS.keepMine, argument, isIts);
    if (!dispute.isUsable) return [mine];
    return [mine, fix(keepTitle(dispute, 'theirs'), COMMANDS.keepTheirs, argument, isIts)];
  });
}
