import * as vscode from 'vscode';

/** Listed under "More Actions": the kinds that VS Code knows ("Rewrite" and the like) say that the text will change. */
export const KIND = vscode.CodeActionKind.Empty.append('newsmark');

/** What the lightbulb offers: a command with its arguments. */
export function make(title: string, command: string, given: readonly unknown[], kind = KIND): vscode.CodeAction {
  const action = new vscode.CodeAction(title, kind);
  action.command = { command, title, arguments: [...given] };
  return action;
}
