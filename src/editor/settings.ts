import * as vscode from 'vscode';
import { SETTINGS } from './ids.ts';

/** The name that stands with annotations as `by`; undefined when the person gave none. Never taken from a workspace. */
export function annotator(): string | undefined {
  const name = vscode.workspace.getConfiguration().inspect<string>(SETTINGS.annotator)?.globalValue?.trim();
  return name ? name : undefined;
}

/** How annotations are shown in the text. */
export type Highlights = 'both' | 'background' | 'underline';

export function highlights(): Highlights {
  const value = vscode.workspace.getConfiguration().get(SETTINGS.highlights);
  return value === 'background' || value === 'underline' ? value : 'both';
}

/** Whether verdicts and notes are told at the ends of lines. */
export const hints = (): boolean => vscode.workspace.getConfiguration().get(SETTINGS.hints) === true;
