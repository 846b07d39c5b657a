import * as vscode from 'vscode';
import { articleOf } from '../../store/files.ts';
import type { Articles } from '../articles.ts';

/** Text that is no file of a person's work: what VS Code prints, and its settings. */
const ASIDE: ReadonlySet<string> = new Set(['output', 'vscode-userdata']);

/**
 * The article that people look at: that of the editor in front, also while its sidecar is there instead, or the focus is
 * in a panel or in a comment. Any other file means none; what is no file at all (settings, a page of an extension) leaves
 * it at `before`. URIs.
 */
export function articleInFront({ store }: Articles, before: string | undefined): string | undefined {
  const { all, activeTabGroup } = vscode.window.tabGroups;
  if (all.every(({ tabs }) => tabs.length === 0)) return undefined;
  // What lies over the editors, as the settings do, is in no group.
  const uri = uriOf(activeTabGroup.activeTab?.input);
  const found = uri && !ASIDE.has(uri.scheme) ? [uri.toString(), articleOf(uri.toString())] : [before];
  return found.find((each) => each !== undefined && store.get(each));
}

/** The file in front, while it is being read; then it is not known yet whether it is an article. */
export function isReading({ store }: Articles): boolean {
  const uri = uriOf(vscode.window.tabGroups.activeTabGroup.activeTab?.input);
  return uri !== undefined && store.isOpening(uri.toString());
}

function uriOf(input: unknown): vscode.Uri | undefined {
  if (input instanceof vscode.TabInputTextDiff) return input.modified;
  const isOfFile =
    input instanceof vscode.TabInputText ||
    input instanceof vscode.TabInputCustom ||
    input instanceof vscode.TabInputNotebook;
  return isOfFile ? input.uri : undefined;
}
