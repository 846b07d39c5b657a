import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { expect, test } from '../workbench/fixtures.ts';
import type { Theme } from '../workbench/workbench.ts';

// npm run gallery: every view in all default kinds of theme, as it is and at twice the size, into test-results/gallery.

const gallery = path.resolve(import.meta.dirname, '../../test-results/gallery');

const THEMES: Readonly<Record<string, Theme>> = {
  light: 'Light Modern',
  dark: 'Dark Modern',
  'high-contrast': 'Dark High Contrast',
  'high-contrast-light': 'Light High Contrast',
};

/** A browser shows a page at twice the size in a window that is half as large for it. */
const SIZES = {
  1: { width: 1280, height: 800 },
  2: { width: 720, height: 480 },
} as const;

test.setTimeout(90_000);
test.describe.configure({ retries: 0 });

for (const [zoom, viewport] of Object.entries(SIZES)) {
  test.describe(`zoom ${zoom}`, () => {
    test.use({ viewport, deviceScaleFactor: Number(zoom), settings: { 'newsmark.hints': true } });
    for (const [name, theme] of Object.entries(THEMES)) {
      test(`gallery: ${name}`, async ({ vscode, folder }) => {
        const { page } = vscode;
        const shoot = (what: string) =>
          page.screenshot({ path: path.join(gallery, `${what}-${name}-${zoom}.png`), animations: 'disabled' });
        const place = (file: string) => path.join(folder.path, file);
        const pane = (title: string): Locator => page.locator('.pane-header').filter({ hasText: title });

        // Something lost, something changed, a conflict, and an article whose sidecar cannot be read.
        await cp(place('kharkiv.txt'), place('second.txt'));
        const sidecar = await readFile(place('kharkiv.txt.newsmark.yaml'), 'utf8');
        await writeFile(
          place('second.txt.newsmark.yaml'),
          sidecar
            .replace('kharkiv.txt', 'second.txt')
            .replace(/exact: Sieverodonetsk is falling\./, 'exact: Nothing of this kind stands here'),
        );
        await cp(place('pokrovsk.txt'), place('broken.txt'));
        await writeFile(place('broken.txt.newsmark.yaml'), 'newsmark: 1\nannotations: [');

        await vscode.setTheme(theme);
        await vscode.openFile('kharkiv.txt');
        await expect(vscode.statusItem(/Claim 23/)).toBeVisible();
        await shoot('article');
        await vscode.editor.hover('Other reports', 'Source');
        await shoot('hover');
        await vscode.openView('Newsmark');
        await expect(vscode.treeItem(/^Claim/)).toBeVisible();
        await shoot('this-article');
        await pane('This Article').click();
        await vscode.treeItem(/^Sources/).click();
        // Rows for which there is no room are not in the page.
        if (zoom === '1') {
          await vscode.treeItem(/^Rybar/).click();
          await vscode.treeItem(/^Claims/).click();
        }
        await shoot('workspace');
        await vscode.openFile('second.txt');
        await vscode.runCommand('View: Focus Problems');
        await page.locator('.markers-panel').getByText('Nothing of this kind').first().waitFor();
        await shoot('problems');
        await vscode.press('Control+j');
        await vscode.openFile('pokrovsk.txt');
        await vscode.press('Control+Home', 'Control+;', 'Control+;');
        await expect(vscode.statusItem(/Tagging$/)).toBeVisible();
        await vscode.press('c');
        await expect(vscode.statusItem(/Claim 1/)).toBeVisible();
        await vscode.press('j');
        await shoot('tagging-mode');
        await vscode.press('Shift+Slash');
        await vscode.quick.rows.first().waitFor();
        await shoot('keys');
        await vscode.press('Escape', 'k', 'v');
        await vscode.quick.rows.first().waitFor();
        await shoot('verdict');
        await vscode.press('Escape', 'e');
        await page.locator('.review-widget').waitFor();
        await page.keyboard.type('Who says so?\nAsk the desk.');
        await shoot('note');
        await vscode.press('Escape');
        await page.locator('.review-widget').waitFor({ state: 'detached' });
        await vscode.press('Control+;', 'Control+;');
        await expect(vscode.statusItem(/Tagging$/)).toBeHidden();
        await vscode.openFile('kharkiv.txt');
        await vscode.press('Control+Home', 'Control+;', 'r');
        await vscode.quick.rows.first().waitFor();
        await shoot('link');
        await vscode.press('Escape', 'Control+Shift+O');
        await vscode.quick.rows.first().waitFor();
        await shoot('symbols');
        await vscode.press('Escape');
        await vscode.runCommand('Welcome: Open Walkthrough...');
        await vscode.quick.pick(/First Steps with Newsmark/);
        await page.locator('.gettingStartedContainer .getting-started-step').first().waitFor();
        await shoot('first-steps');
      });
    }
  });
}
