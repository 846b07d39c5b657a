import * as vscode from 'vscode';
import { articleOf } from '../store/files.ts';
import type { Draft } from '../store/keeper.ts';
import { rewrite } from './rewrite.ts';

/** Of sidecars that are open: the text that the editor had last without unsaved changes. */
const clean = new WeakMap<vscode.TextDocument, string>();

/** Remembers of what unsaved changes of sidecars are made. */
export function trackDrafts(): vscode.Disposable {
  const look = (document: vscode.TextDocument): void => {
    if (!document.isDirty && articleOf(document.uri.toString()) !== undefined) clean.set(document, document.getText());
  };
  vscode.workspace.textDocuments.forEach(look);
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidSaveTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document }) => look(document)),
  );
}

/** A file as somebody edits it, and has not saved it yet. */
export function draft(uri: string): Draft | undefined {
  const document = vscode.workspace.textDocuments.find((each) => each.isDirty && each.uri.toString() === uri);
  if (!document) return undefined;
  const { version } = document;
  return {
    text: document.getText(),
    base: clean.get(document),
    async replace(text) {
      if (document.isClosed || document.version !== version) return false;
      return rewrite(document, text);
    },
  };
}
