import type { Locator, Page } from '@playwright/test';

/** The box at the top of the window: command palette, Quick Open, quick picks and input boxes. */
export class Quick {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get widget(): Locator {
    return this.#page.locator('.quick-input-widget:visible');
  }

  get input(): Locator {
    return this.widget.locator('.quick-input-box input');
  }

  get rows(): Locator {
    return this.widget.locator('.monaco-list-row');
  }

  /** The row with this label; a text must be the whole label. */
  row(label: string | RegExp): Locator {
    const name = this.#page.locator('.label-name').getByText(label, { exact: true });
    return this.rows.filter({ has: name }).first();
  }

  /**
   * Opens the box with a key, types, and clicks the row with the label. The list does not follow what is registered
   * after it was opened, so it is closed and opened again until the row is there.
   */
  async choose(key: string, typed: string, label: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      await this.#page.keyboard.press(key);
      await this.input.fill(typed);
      try {
        await this.row(label).click({ timeout: attempt < 5 ? 2000 : 15_000 });
        return;
      } catch (error) {
        if (attempt >= 5) {
          throw error;
        }
        await this.close();
      }
    }
  }

  /**
   * Opens a file by its whole name. With Enter, and not by a click: rows that are found later move the others from under
   * the mouse.
   */
  async goToFile(name: string): Promise<void> {
    await this.#page.keyboard.press('Control+P');
    await this.input.fill(name);
    const label = this.#page.locator('.label-name').getByText(name, { exact: true });
    await this.widget.locator('.monaco-list-row.focused').filter({ has: label }).waitFor();
    await this.#page.keyboard.press('Enter');
  }

  /** Clicks a row of the quick pick that is open. */
  async pick(label: string | RegExp): Promise<void> {
    await this.row(label).click();
  }

  /** Ticks rows of a quick pick where many can be chosen, and accepts. */
  async pickMany(labels: readonly (string | RegExp)[]): Promise<void> {
    for (const label of labels) {
      await this.row(label).click();
    }
    await this.#page.keyboard.press('Enter');
    await this.widget.waitFor({ state: 'hidden' });
  }

  /** Answers an input box: waits for its prompt, so that the text cannot land in the quick pick before it. */
  async answer(prompt: string | RegExp, text: string): Promise<void> {
    await this.widget.locator('.quick-input-message').filter({ hasText: prompt }).waitFor();
    await this.input.fill(text);
    await this.#page.keyboard.press('Enter');
    await this.widget.waitFor({ state: 'hidden' });
  }

  async close(): Promise<void> {
    await this.#page.keyboard.press('Escape');
    await this.widget.waitFor({ state: 'hidden' });
  }
}
