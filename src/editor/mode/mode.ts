import * as vscode from 'vscode';
import { COMMANDS, CONTEXTS } from '../ids.ts';
import { complain } from '../messages.ts';
import { register, say, type Tools, writable } from '../register.ts';
import { select } from '../selection.ts';
import { barred } from '../trust.ts';
import { cursorCommands } from './cursor.ts';
import { Frame } from './frame.ts';
import { keyCommands } from './keys.ts';
import { isActive, Lock, unlock } from './lock.ts';
import { sheetCommand } from './sheet.ts';

/**
 * Tagging mode: articles are locked, and single keys tag. `memento` keeps it over a restart of the extension host;
 * `extension` knows the keys that hold outside of the mode.
 */
export function tagMode(
  tools: Tools,
  memento: vscode.Memento,
  extension: vscode.Extension<unknown>,
): vscode.Disposable {
  const mode = new Mode(tools, memento);
  return vscode.Disposable.from(
    mode,
    cursorCommands(tools),
    keyCommands(tools, () => mode.acts()),
    sheetCommand(tools, extension, () => mode.isOn),
    register(tools, {
      [COMMANDS.toggleTaggingMode]: (argument) =>
        argument === LEAVE ? mode.leave() : mode.toggle(argument === LOCKED),
    }),
    vscode.window.onDidChangeActiveTextEditor(() => mode.look()),
    vscode.window.tabGroups.onDidChangeTabs(() => mode.look()),
    vscode.window.onDidChangeTextEditorSelection(() => mode.draw()),
    tools.articles.store.onDidChange(() => mode.look()),
  );
}

/** What outlives the extension host: in this session of VS Code. */
interface Kept {
  readonly session: string;
  readonly isOn: boolean;
  readonly locked: readonly string[];
}

const KEY = 'tagging';
/** What the key binding says that has locked the article before: what is typed until the host answers gets nowhere. */
const LOCKED = 'locked';
/** What Esc says: pressed once more than it takes, before VS Code knows that the mode is left, it must not begin it again. */
const LEAVE = 'leave';

class Mode {
  readonly #tools: Tools;
  readonly #memento: vscode.Memento;
  readonly #lock: Lock;
  readonly #frame: Frame;
  readonly #item = vscode.window.createStatusBarItem('newsmark.mode', vscode.StatusBarAlignment.Left, 11);
  #isOn: boolean;
  /** One after the other: what is active changes faster than it is locked. */
  #queue: Promise<void> = Promise.resolve();
  /** The article whose keys act now: it is locked. */
  #ready: string | undefined;

  constructor(tools: Tools, memento: vscode.Memento) {
    this.#tools = tools;
    this.#memento = memento;
    const kept = memento.get<Kept>(KEY);
    const same = kept?.session === vscode.env.sessionId ? kept : undefined;
    this.#isOn = same?.isOn ?? false;
    this.#lock = new Lock(same?.locked ?? [], () => this.#keep());
    this.#frame = new Frame(tools.articles);
    this.#item.name = vscode.l10n.t('Newsmark tagging mode');
    this.#item.command = COMMANDS.toggleTaggingMode;
    this.#tell();
    void this.look();
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  dispose(): void {
    this.#item.dispose();
    this.#frame.dispose();
  }

  /** Resolves when the article in the active editor is locked, or free again. `isLocked`: it was not, and is now. */
  async toggle(isLocked: boolean): Promise<void> {
    const wasDirty = this.#tools.articles.active()?.document.isDirty;
    if (this.#isOn || !(await this.#mayLock())) {
      if (isLocked) await unlock();
      await this.leave();
      return;
    }
    this.#set(true);
    await this.look();
    say(
      wasDirty
        ? vscode.l10n.t('Tagging mode. Your changes to the article have been saved. ? lists the keys.')
        : vscode.l10n.t('Tagging mode. ? lists the keys.'),
    );
  }

  async leave(): Promise<void> {
    if (!this.#isOn) return;
    const shown = this.#tools.articles.active();
    // What is typed next must not replace the words that were selected.
    if (shown) select(shown.editor, ...shown.selections.map(({ active }) => new vscode.Selection(active, active)));
    this.#set(false);
    await this.look();
    say(vscode.l10n.t('Tagging mode left.'));
  }

  /** Locks the article in the active editor, or sets it free. */
  look(): Promise<void> {
    this.#queue = this.#queue.then(() => this.#look()).catch((error: unknown) => this.#tools.log.error(String(error)));
    return this.#queue;
  }

  async #look(): Promise<void> {
    const shown = this.#tools.articles.active();
    const uri = shown?.article.uri;
    if (shown && this.#isOn && this.#ready !== uri) {
      const isReady =
        isActive(shown.article.uri) && (await saved(shown.document)) && (await this.#lock.lock(shown.document));
      this.#ready = isReady ? uri : undefined;
    } else if (!this.#isOn) {
      this.#ready = undefined;
      const document = vscode.window.activeTextEditor?.document;
      if (document) await this.#lock.free(document);
    }
    this.draw();
  }

  /** Whether keys act on the article in the active editor; says so where they do not. */
  async acts(): Promise<boolean> {
    await this.#queue;
    if (!this.#acts) {
      await this.#tools.articles.ready();
      await this.look();
    }
    if (!this.#acts) say(waits());
    return this.#acts;
  }

  get #acts(): boolean {
    const uri = this.#tools.articles.active()?.article.uri;
    return this.#isOn && uri !== undefined && uri === this.#ready;
  }

  draw(): void {
    const acts = this.#acts;
    if (acts) this.#frame.draw();
    else this.#frame.clear();
    const text = vscode.l10n.t('Tagging mode: single keys tag, the article is locked. ? lists the keys, Esc leaves.');
    this.#item.text = acts ? `$(edit) ${vscode.l10n.t('Tagging')}` : `$(circle-slash) ${vscode.l10n.t('Tagging')}`;
    this.#item.tooltip = acts ? text : waits();
    this.#item.accessibilityInformation = { label: acts ? text : waits() };
  }

  /** An article with unsaved changes is saved first: locked, it could not be. */
  async #mayLock(): Promise<boolean> {
    const shown = await writable(this.#tools);
    if (!shown) return false;
    const { document, article } = shown;
    const why = !isActive(article.uri)
      ? vscode.l10n.t('Tagging mode needs the article in an editor of its own, not in a comparison.')
      : (await saved(document))
        ? undefined
        : vscode.l10n.t('Tagging mode locks the article, and so needs it saved; it could not be saved.');
    if (why !== undefined) void complain(why);
    return why === undefined;
  }

  #set(isOn: boolean): void {
    this.#isOn = isOn;
    this.#keep();
    this.#tell();
  }

  #keep(): void {
    const kept: Kept = { session: vscode.env.sessionId, isOn: this.#isOn, locked: this.#lock.locked };
    void this.#memento.update(KEY, kept);
  }

  #tell(): void {
    void vscode.commands.executeCommand('setContext', CONTEXTS.tagging, this.#isOn);
    if (this.#isOn) this.#item.show();
    else this.#item.hide();
  }
}

const waits = (): string => vscode.l10n.t('Tagging mode waits: no article that can be tagged is in front.');

/** Saves what is not saved, where that may be done without having been asked for. */
const saved = async (document: vscode.TextDocument): Promise<boolean> =>
  !document.isDirty || (!barred(document.uri.toString()) && (await document.save()));
