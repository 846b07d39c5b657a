import path from 'node:path';
import { test } from '../workbench/fixtures.ts';

const folder = path.resolve(import.meta.dirname, '../../docs/pictures');

const themes = { light: 'Light Modern', dark: 'Dark Modern', contrast: 'Dark High Contrast' } as const;

test.use({
  viewport: { width: 1280, height: 760 },
  settings: { 'editor.fontSize': 15, 'editor.lineHeight': 24, 'breadcrumbs.enabled': false },
});

for (const [name, theme] of Object.entries(themes)) {
  test(`the README's picture, ${name}`, async ({ vscode }) => {
    await vscode.setTheme(theme);
    await vscode.openFile('kharkiv.txt');
    await vscode.openView('Newsmark');
    await vscode.editor.goTo(9);
    await vscode.page.mouse.wheel(0, 0);
    await vscode.editor.boxes('A hasty retreat will inevitably');
    await vscode.editor.hover('A hasty retreat will', 'Quote');
    // The contrast picture is to look at, not to show.
    const file =
      name === 'contrast' ? path.resolve(folder, '../../test-results/contrast.png') : path.join(folder, `${name}.png`);
    await vscode.page.screenshot({ path: file, animations: 'disabled' });
  });
}
