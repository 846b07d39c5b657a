import * as vscode from 'vscode';
import type { Codebook } from '../core/label.ts';

/** Asks for a label of the codebook; gives its name. `present`: the one that there is now. */
export async function pickLabel(
  codebook: Codebook,
  placeHolder: string,
  present?: string,
): Promise<string | undefined> {
  const items = codebook.labels.map((label) => ({
    label: label.title,
    description: [label.key, label.name === present ? vscode.l10n.t('(now)') : ''].filter(Boolean).join(' '),
    detail: label.description ?? '',
    name: label.name,
  }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true });
  return picked?.name;
}
