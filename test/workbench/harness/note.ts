import { expect, type Locator, type Page } from '@playwright/test';

/** The editor in which a note is written, below its annotation. */
export class Note {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get element(): Locator {
    return this.#page.locator('.review-widget:visible');
  }

  /** Waits until the note is open with this text, line by line, and has the focus. */
  async opened(...lines: readonly string[]): Promise<void> {
    await this.element.locator('.edit-textarea .monaco-editor.focused').waitFor();
    // The editor draws spaces that do not break, and keeps no order among its lines.
    const drawn = async () =>
      (await this.element.locator('.edit-textarea .view-line').allTextContents()).map((line) =>
        line.replaceAll('\u00a0', ' '),
      );
    await expect.poll(drawn).toEqual(expect.arrayContaining([...lines]));
  }

  async closed(): Promise<void> {
    await expect(this.element).toHaveCount(0);
  }

  /** Writes a whole note as a person does who begins with an empty one, and saves it with keys. */
  async write(text: string): Promise<void> {
    await this.opened('');
    await this.#page.keyboard.type(text);
    await this.#page.keyboard.press('Control+Enter');
    await this.closed();
  }
}
