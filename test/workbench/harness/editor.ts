import { expect, type Locator, type Page } from '@playwright/test';
import {
  type Box,
  findAdded,
  findOverview,
  findPaint,
  findStyled,
  findText,
  type Paint,
  type Styled,
} from './screen.ts';

/** The active text editor, as a person sees it. Texts must be on the screen: `goTo` scrolls. */
export class Editor {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get element(): Locator {
    return this.#page.locator('.editor-group-container.active .monaco-editor').first();
  }

  /** Waits for the text and gives its boxes on the screen, one for each visual line that it covers. */
  async boxes(text: string): Promise<readonly [Box, ...Box[]]> {
    const handle = await this.#page.waitForFunction(findText, text).catch((error: unknown) => {
      throw new Error(`The editor does not show ${JSON.stringify(text)}`, { cause: error });
    });
    const [first, ...rest] = (await handle.jsonValue()) ?? [];
    if (!first) {
      throw new Error('An empty text has no place on the screen.');
    }
    return [first, ...rest];
  }

  /** Scrolls to a place of the file and puts the cursor there; both count from 1. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.#page.keyboard.press('Control+G');
    const input = this.#page.locator('.quick-input-widget:visible .quick-input-box input');
    await input.fill(`:${line}:${column}`);
    await this.#page.keyboard.press('Enter');
    await expect(this.status).toContainText(`Ln ${line}, Col ${column}`);
  }

  /** Puts the cursor before the text, or so many characters into it, with one click. */
  async click(text: string, offset = 0): Promise<void> {
    const [box] = offset === 0 ? await this.boxes(text) : await this.boxes(text.slice(offset));
    await this.#page.mouse.click(box.x + 1, middle(box));
    await this.#rest();
    // Else what is said of the selection before could be taken for what comes next.
    await expect(this.status).not.toContainText('selected');
  }

  /** Selects from the start of a text to its own end, or to the end of another, by dragging the mouse. */
  async select(text: string, to = text): Promise<void> {
    const [start] = await this.boxes(text);
    const end = (await this.boxes(to)).at(-1) ?? start;
    await this.#page.mouse.move(start.x + 1, middle(start));
    await this.#page.mouse.down();
    await this.#page.mouse.move((start.x + end.x + end.width) / 2, (middle(start) + middle(end)) / 2, { steps: 4 });
    await this.#page.mouse.move(end.x + end.width - 1, middle(end), { steps: 4 });
    await this.#page.mouse.up();
    await this.#rest();
    await this.selected(to === text ? characters(text) : undefined);
  }

  /** Takes the mouse off the text, for a hover that it brings takes the next Escape. */
  async #rest(): Promise<void> {
    const bar = await this.#page.locator('.part.statusbar').boundingBox();
    if (bar) await this.#page.mouse.move(bar.x + bar.width / 2, bar.y + bar.height / 2);
  }

  /** Selects the same with the keyboard: a click at the start, then Shift and an arrow for each character. */
  async selectWithKeys(text: string): Promise<void> {
    await this.click(text);
    for (let i = characters(text); i > 0; i -= 1) {
      await this.#page.keyboard.press('Shift+ArrowRight');
    }
    await this.selected(characters(text));
  }

  /** Selects from the start of a text to the end of another with a click and a click with Shift. */
  async selectWithClicks(from: string, to: string): Promise<void> {
    await this.click(from);
    const end = (await this.boxes(to)).at(-1);
    if (end) {
      await this.#page.keyboard.down('Shift');
      await this.#page.mouse.click(end.x + end.width - 1, middle(end));
      await this.#page.keyboard.up('Shift');
      await this.#rest();
    }
    await this.selected();
  }

  /** Waits until the status bar says that so many characters are selected, or that some are. */
  async selected(count?: number): Promise<void> {
    await expect(this.status).toContainText(count === undefined ? /\(\d+ selected\)/ : `(${count} selected)`);
  }

  /** The place of the cursor and the size of the selection, in the status bar. */
  get status(): Locator {
    return this.#page.locator('#status\\.editor\\.selection');
  }

  /**
   * Rests the mouse on the text until the hover says what is wanted, and gives the hover. The editor asks for a hover once
   * each time the mouse comes to rest: when the answer was not ready then, the mouse has to leave and come back.
   */
  async hover(text: string, wanted: string | RegExp): Promise<Locator> {
    // Tooltips of buttons and rows are hovers too: .workbench-hover.
    const hover = this.#page
      .locator('.monaco-editor .monaco-hover:not(.workbench-hover):visible')
      .filter({ hasText: wanted })
      .first();
    const editor = await this.element.boundingBox();
    for (let attempt = 1; ; attempt += 1) {
      if (editor) {
        await this.#page.mouse.move(editor.x + editor.width / 2, editor.y + editor.height - 8);
      }
      const [box] = await this.boxes(text);
      await this.#page.mouse.move(box.x + 4, middle(box));
      await this.#page.mouse.move(box.x + 8, middle(box));
      try {
        await hover.waitFor({ timeout: 2500 });
        return hover;
      } catch (error) {
        if (attempt === 5) {
          throw error;
        }
      }
    }
  }

  /** Clicks a link inside the hover of a text. */
  async clickInHover(text: string, wanted: string | RegExp, link: string | RegExp): Promise<void> {
    const hover = await this.hover(text, wanted);
    await hover.locator('a').filter({ hasText: link }).first().click();
  }

  /** What extensions paint behind a text, or anywhere on the screen. */
  async paint(text?: string): Promise<Paint[]> {
    return (await this.#painted(text)).filter(({ outline }) => !isDrawn(outline));
  }

  /** The outlines that extensions draw round a text, or anywhere on the screen. */
  async outlines(text?: string): Promise<string[]> {
    return (await this.#painted(text)).map(({ outline }) => outline).filter(isDrawn);
  }

  async #painted(text?: string): Promise<Paint[]> {
    return this.#over(text, await this.#page.evaluate(findPaint));
  }

  /** What extensions style in a text, or anywhere on the screen. */
  async styled(text?: string): Promise<Styled[]> {
    return this.#over(text, await this.#page.evaluate(findStyled));
  }

  /** The texts that extensions put between the letters of the file. */
  added(): Promise<string[]> {
    return this.#page.evaluate(findAdded);
  }

  /** The colours of the marks beside the scroll bar, as `#rrggbb`. */
  overview(): Promise<string[]> {
    return this.#page.evaluate(findOverview);
  }

  /** The colours that letters on the screen have, as `#rrggbb`. */
  async letterColours(): Promise<string[]> {
    const colours = await this.element
      .locator('.view-line span span')
      .evaluateAll((spans) => spans.map((span) => getComputedStyle(span).color));
    return [...new Set(colours.map(toHex))];
  }

  /** The icons that extensions put in the margin. */
  get gutter(): Locator {
    return this.element.locator('.glyph-margin-widgets [class*="ced-"]');
  }

  async #over<T extends Box>(text: string | undefined, found: readonly T[]): Promise<T[]> {
    const boxes = text === undefined ? undefined : await this.boxes(text);
    return found.filter((box) => boxes?.some((other) => overlap(box, other)) ?? true);
  }
}

/** `rgb(1, 2, 3)` as `#010203`. */
const toHex = (css: string): string =>
  `#${(css.match(/\d+/g) ?? [])
    .slice(0, 3)
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join('')}`;

const isDrawn = (line: string): boolean => !/\bnone\b/.test(line);

function middle(box: Box): number {
  return box.y + box.height / 2;
}

/** Whether two boxes share more than an edge; the painted boxes are up to a pixel wider than their text. */
function overlap(a: Box, b: Box): boolean {
  const edge = 2;
  return (
    Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > edge &&
    Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > edge
  );
}

/** How many steps of the cursor a text takes, which is what the status bar counts. */
function characters(text: string): number {
  return [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].length;
}
