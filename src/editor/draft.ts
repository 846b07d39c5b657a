import * as vscode from 'vscode';
import type { Draft } from '../store/keeper.ts';
import { rewrite } from './rewrite.ts';

/** A file as somebody edits it, and has not saved it yet. */
export function draft(uri: string): Draft | undefined {
  const document = vscode.workspace.textDocuments.find((each) => each.isDirty && each.uri.toString() === uri);
  if (!document) return undefined;
  const before = document.getText();
  const { version } = document;
  return {
    text: before,
    async replace(text) {
      if (document.isClosed || document.version !== version) return false;
      return rewrite(document, text);
    },
  };
}
