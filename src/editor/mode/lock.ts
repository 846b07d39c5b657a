import * as vscode from 'vscode';

/**
 * Keeps articles from being edited by accident, with VS Code's own *Set Active Editor Read-only in Session*. That command
 * is about the editor that is active when it runs, and the window remembers it for as long as it lives: so an article is
 * locked when it becomes active, and set free when it is active again after the mode was left.
 */
export class Lock {
  readonly #locked: Set<string>;
  readonly #remember: () => void;

  /** `locked`: what an extension host before this one has locked in the same window; `remember` is told of each change. */
  constructor(locked: readonly string[], remember: () => void) {
    this.#locked = new Set(locked);
    this.#remember = remember;
  }

  get locked(): readonly string[] {
    return [...this.#locked];
  }

  /** Locks the article of the active editor. False when that is no longer the active one. */
  async lock(document: vscode.TextDocument): Promise<boolean> {
    const uri = document.uri.toString();
    if (!isActive(uri)) return false;
    // Before: should the host end meanwhile, the lock is known all the same.
    this.#locked.add(uri);
    this.#remember();
    await vscode.commands.executeCommand('workbench.action.files.setActiveEditorReadonlyInSession');
    return isActive(uri);
  }

  /** Sets the article of the active editor free, if it was locked. */
  async free(document: vscode.TextDocument): Promise<void> {
    const uri = document.uri.toString();
    if (!this.#locked.has(uri) || !isActive(uri)) return;
    await unlock();
    if (!isActive(uri)) return;
    this.#locked.delete(uri);
    this.#remember();
  }
}

/** Whether the active tab is an editor of this file, and not a comparison or something else that shows it. */
export function isActive(uri: string): boolean {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText && input.uri.toString() === uri;
}

/** Sets the file in the active editor free. */
export const unlock = (): Thenable<void> =>
  vscode.commands.executeCommand('workbench.action.files.resetActiveEditorReadonlyInSession');
