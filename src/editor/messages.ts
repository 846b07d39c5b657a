import * as vscode from 'vscode';
import { visible } from './words.ts';

/** VS Code makes a link of `[text](target)` in a message, also one that runs a command: words from files must not. */
export const unlinked = (text: string): string => visible(text).replaceAll('](', '] (');

/** Tells something; gives the button that was pressed. */
export const inform = (text: string, ...buttons: readonly string[]): Thenable<string | undefined> =>
  vscode.window.showInformationMessage(unlinked(text), ...buttons);

/** Tells what may be wrong. */
export const warn = (text: string, ...buttons: readonly string[]): Thenable<string | undefined> =>
  vscode.window.showWarningMessage(unlinked(text), ...buttons);

/** Tells what went wrong. */
export const complain = (text: string, ...buttons: readonly string[]): Thenable<string | undefined> =>
  vscode.window.showErrorMessage(unlinked(text), ...buttons);
