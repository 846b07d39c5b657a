import * as vscode from 'vscode';
import { GROUPINGS, type Grouping } from '../core/grouping.ts';
import { CONTEXTS } from './ids.ts';

const KEY = 'grouping';

/** How a person wants to see the annotations of an article listed: grouped by what, and which of them. */
export class Listing implements vscode.Disposable {
  readonly #memento: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #grouping: Grouping;
  #filter = '';

  /** `memento` keeps the grouping for the next window. */
  constructor(memento: vscode.Memento) {
    this.#memento = memento;
    this.#grouping = GROUPINGS.find((each) => each === memento.get(KEY)) ?? 'label';
    this.#tell();
  }

  get grouping(): Grouping {
    return this.#grouping;
  }

  /** What was typed, without white space around it; '' for all. */
  get filter(): string {
    return this.#filter;
  }

  groupBy(grouping: Grouping): void {
    this.#grouping = grouping;
    void this.#memento.update(KEY, grouping);
    this.#tell();
  }

  filterBy(typed: string): void {
    if (typed.trim() === this.#filter) return;
    this.#filter = typed.trim();
    this.#tell();
  }

  #tell(): void {
    void vscode.commands.executeCommand('setContext', CONTEXTS.grouping, this.#grouping);
    void vscode.commands.executeCommand('setContext', CONTEXTS.isFiltered, this.#filter !== '');
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
