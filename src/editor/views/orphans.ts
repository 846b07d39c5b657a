import * as vscode from 'vscode';
import { nameOf } from '../../store/files.ts';
import type { Orphans } from '../orphans.ts';
import { diagnostic } from './problems.ts';

/** A problem on each sidecar whose article is not there. */
export function showOrphans(orphans: Orphans): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('newsmark.orphans');
  const draw = (): void => {
    collection.clear();
    for (const { sidecar, article } of orphans.found)
      collection.set(vscode.Uri.parse(sidecar, true), [
        diagnostic({ code: 'no-article', severity: 'warning', values: [nameOf(article)] }),
      ]);
  };
  draw();
  return vscode.Disposable.from(collection, orphans.onDidChange(draw));
}
