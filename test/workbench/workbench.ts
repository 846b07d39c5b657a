import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { type Settings, settingsFile, writeSettings } from '../vscode-host/settings.ts';
import { Editor } from './harness/editor.ts';
import { Note } from './harness/note.ts';
import { Quick } from './harness/quick.ts';

/** What a window needs to know of the server it belongs to. */
export interface Place {
  readonly url: string;
  readonly userData: string;
}

/** The names of VS Code's colour themes, and the class that the workbench has with each. */
export const THEMES = {
  'Dark Modern': 'vscode-theme-defaults-themes-dark_modern-json',
  'Light Modern': 'vscode-theme-defaults-themes-light_modern-json',
  'Dark 2026': 'vscode-theme-defaults-themes-2026-dark-json',
  'Light 2026': 'vscode-theme-defaults-themes-2026-light-json',
  'Dark High Contrast': 'vscode-theme-defaults-themes-hc_black-json',
  'Light High Contrast': 'vscode-theme-defaults-themes-hc_light-json',
} as const;

export type Theme = keyof typeof THEMES;

/** A person's eyes and hands for a window of VS Code. */
export class Workbench {
  readonly page: Page;
  readonly quick: Quick;
  readonly editor: Editor;
  readonly note: Note;
  readonly #place: Place;

  private constructor(page: Page, place: Place) {
    this.page = page;
    this.quick = new Quick(page);
    this.editor = new Editor(page);
    this.note = new Note(page);
    this.#place = place;
  }

  /** Opens a window in an empty page of a browser. */
  static async open(page: Page, place: Place): Promise<Workbench> {
    // The window asks before it is left with unsaved changes: let it go.
    page.on('dialog', (dialog) => dialog.accept());
    await page.goto(place.url);
    const workbench = new Workbench(page, place);
    await workbench.ready();
    return workbench;
  }

  /** Waits until the window is drawn and Newsmark's icon is in the activity bar. */
  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor();
    await this.viewTab('Newsmark').waitFor();
  }

  /**
   * Waits until the window sees what other programs do in its folder: VS Code does not say when it watches, and never
   * learns what came before that. The Explorer must be open.
   */
  async watching(folder: string): Promise<void> {
    const sign = path.join(folder, 'sign');
    const row = this.page.locator('.explorer-folders-view').getByRole('treeitem', { name: 'sign', exact: true });
    await expect(async () => {
      await rm(sign, { force: true });
      await writeFile(sign, '');
      await expect(row).toBeVisible({ timeout: 1000 });
    }).toPass();
    await rm(sign);
    await expect(row).toHaveCount(0);
  }

  /** Runs "Reload Window": VS Code stores what it has to, and the window is loaded again. */
  async reload(): Promise<void> {
    await Promise.all([this.page.waitForEvent('load'), this.runCommand('Developer: Reload Window')]);
    await this.ready();
  }

  /** Closes the window as a person closes a tab of the browser. */
  async close(): Promise<void> {
    await Promise.all([this.page.waitForEvent('close'), this.page.close({ runBeforeUnload: true })]);
  }

  /** Takes the window away without a warning, as a crash of the browser does. */
  async kill(): Promise<void> {
    await this.page.close();
  }

  /** Another window on the same folder, in the same browser and with the same user data. */
  async another(): Promise<Workbench> {
    return Workbench.open(await this.page.context().newPage(), this.#place);
  }

  /** Closes the window and opens a new one on the same folder. */
  async reopen(): Promise<Workbench> {
    const context = this.page.context();
    await this.close();
    return Workbench.open(await context.newPage(), this.#place);
  }

  /**
   * Presses a key, or keys one after the other: `press('Control+K', 'm')`. Before those that begin with `Control+;` it waits
   * until no box is open: what was answered there may be in a file before the box is gone, and it would take them.
   */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      if (key === 'Control+;') await expect(this.quick.widget).toHaveCount(0);
      await this.page.keyboard.press(key);
    }
  }

  /** Runs a command by its whole title in the command palette. */
  async runCommand(title: string): Promise<void> {
    await this.quick.choose('F1', `>${title}`, title);
  }

  /** Opens a file of the folder by its name and waits until its text is on the screen. */
  async openFile(name: string): Promise<void> {
    await this.quick.goToFile(name);
    await expect(this.tab(name)).toHaveAttribute('aria-selected', 'true');
    await this.editor.element.locator('.view-line').first().waitFor();
  }

  tab(name: string): Locator {
    return this.page.locator(`.editor-group-container.active .tab[data-resource-name="${name}"]`);
  }

  /** Whether the file of a tab has changes that are not saved. */
  async isDirty(name: string): Promise<boolean> {
    return /\bdirty\b/.test((await this.tab(name).getAttribute('class')) ?? '');
  }

  /** The icon of a view container. */
  viewTab(title: string): Locator {
    return this.page.locator('.part.activitybar').getByRole('tab', { name: title });
  }

  /** Shows a view container in the side bar. */
  async openView(title: string): Promise<void> {
    const tab = this.viewTab(title);
    if ((await tab.getAttribute('aria-selected')) !== 'true') {
      await tab.click();
    }
    await this.page.locator('.part.sidebar .composite.title').filter({ hasText: title }).waitFor();
  }

  /** The rows of the trees in the side bar, as they are drawn. */
  get treeItems(): Locator {
    return this.page.locator('.part.sidebar').getByRole('treeitem');
  }

  treeItem(text: string | RegExp): Locator {
    return this.treeItems.filter({ hasText: text }).first();
  }

  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast').filter({ hasText: text });
  }

  /**
   * A message that a screen reader reads out. Not its notification: when several come in a second, VS Code draws only the
   * first of them.
   */
  spoken(message: string): Locator {
    return this.page.locator('.monaco-alert').getByText(`Info: ${message}`, { exact: true });
  }

  /** Clicks a button of a notification. */
  async answerNotification(text: string | RegExp, button: string): Promise<void> {
    await this.notification(text).getByRole('button', { name: button }).click();
  }

  /** A dialog in the middle of the window; its buttons are `getByRole('button')` in it. */
  dialog(text: string | RegExp): Locator {
    return this.page.locator('.monaco-dialog-box').filter({ hasText: text });
  }

  /**
   * Chooses from the menu that is open, by how the item begins. With Enter: a menu takes no click in the first tenth of a
   * second, so that none is meant for what was there before.
   */
  async chooseInMenu(item: string): Promise<void> {
    const begins = new RegExp(`^${item}`);
    const wanted = this.page.getByRole('menuitem', { name: begins });
    await wanted.hover();
    await expect(this.page.locator('.action-item.focused').filter({ hasText: begins })).toBeVisible();
    await this.press('Enter');
    await expect(wanted).toHaveCount(0);
  }

  statusItem(text: string | RegExp): Locator {
    return this.page.locator('.part.statusbar .statusbar-item').filter({ hasText: text });
  }

  /** Changes the person's settings, those given, and loads the window again: VS Code reads the file only then. */
  async changeSettings(change: Settings): Promise<void> {
    const { userData } = this.#place;
    const settings: Settings = JSON.parse(await readFile(settingsFile(userData), 'utf8'));
    await writeSettings(userData, { ...settings, ...change });
    await this.reload();
  }

  /** Chooses a colour theme as a person does. */
  async setTheme(theme: Theme): Promise<void> {
    await this.runCommand('Preferences: Color Theme');
    await this.quick.input.fill(theme);
    await this.quick.pick(theme);
    await this.page.locator(`.monaco-workbench.${THEMES[theme]}`).waitFor();
    await this.quick.widget.waitFor({ state: 'hidden' });
  }

  /** Colours of the theme, by the names of VS Code's CSS variables without `--vscode-`; those that it has. */
  async colours(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = await this.page.locator('.monaco-workbench').evaluate((element, all) => {
      const style = getComputedStyle(element);
      return all.map((name) => [name, style.getPropertyValue(`--vscode-${name}`)] as const);
    }, names);
    return new Map(found.filter(([, value]) => value !== ''));
  }

  /** Puts a picture of the window into test-results. */
  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: `test-results/${name}.png` });
  }
}
