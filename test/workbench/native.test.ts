import { expect, test } from './fixtures.ts';

const [QUOTE, FACTORY] = ['a massive fireball', 'Bazalt Defence Plant'];

test('what is tagged is in the Outline, the breadcrumbs and Go to Symbol; the bars above and below lead to it', async ({
  vscode,
}) => {
  const symbol = (words: string) => vscode.treeItem(words).locator('.codicon');
  const button = (name: RegExp) => vscode.page.locator('.editor-actions').getByRole('button', { name });
  await vscode.openFile('pokrovsk.txt');
  await expect(vscode.statusItem('no annotations')).toBeVisible();
  await vscode.runCommand('Explorer: Focus on Outline View');
  await vscode.editor.select(FACTORY);
  await vscode.press('Control+;', 's');
  await expect(symbol(FACTORY)).toHaveClass(/codicon-symbol-interface/);
  await vscode.editor.select(QUOTE);
  await vscode.press('Control+;', 'q');
  await expect(symbol(QUOTE)).toHaveClass(/codicon-symbol-string/);
  await expect(vscode.treeItem(QUOTE)).toContainText('Quote');
  await expect(vscode.page.locator('.monaco-breadcrumbs')).toContainText(QUOTE);

  await vscode.press('Control+Shift+O');
  await vscode.page.keyboard.type('bazalt');
  await vscode.quick.row(FACTORY).waitFor();
  await vscode.press('Enter');
  await expect.poll(() => vscode.editor.outlines(FACTORY)).not.toEqual([]);

  for (const words of [FACTORY, QUOTE]) {
    await button(/^Next Annotation/).click();
    await vscode.editor.selected(words.length);
  }
  await button(/^Previous Annotation/).click();
  await vscode.editor.selected(FACTORY.length);
  await vscode.press('Control+;', 'x');
  await expect(vscode.treeItem(FACTORY)).toHaveCount(0);
  await expect(vscode.treeItem(QUOTE)).toBeVisible();
  await button(/^Toggle Tagging Mode/).click();
  await expect(vscode.statusItem(/^\s*Tagging$/)).toBeVisible();
  await vscode.statusItem('Quote 1').click();
  await expect(vscode.page.locator('.part.sidebar .composite.title')).toContainText('Newsmark');
  await vscode.openFile('guidelines.md');
  await expect(button(/^Next Annotation/)).toHaveCount(0);
});

test('a quick fix in Problems mends what is wrong, in the sidecar', async ({ vscode, folder }) => {
  const problem = vscode.page
    .locator('.markers-panel')
    .getByRole('treeitem')
    .filter({ hasText: 'no link to a source' });
  await vscode.openFile('pokrovsk.txt');
  await expect(vscode.statusItem('no annotations')).toBeVisible();
  await vscode.editor.select(FACTORY);
  await vscode.press('Control+;', 's');
  // VS Code sends the first call of a command a little later than what is selected next.
  await expect(vscode.statusItem('Source 1')).toBeVisible();
  await vscode.editor.select(QUOTE);
  await vscode.press('Control+;', 'q');
  await vscode.runCommand('Problems: Focus on Problems View');
  await expect(problem).toContainText(`This quote has no link to a source. “${QUOTE}”`);
  await problem.click();
  // The row has a lightbulb when VS Code knows the fixes; a key before that does nothing.
  await expect(problem.locator('[class*="codicon-light"]')).toBeVisible();
  await vscode.press('Control+.');
  // With Enter: a menu takes no click in the first tenth of a second.
  const fix = vscode.page.getByRole('menuitem', { name: `Link to “${FACTORY}”` });
  await fix.waitFor();
  await vscode.press('ArrowDown');
  await expect(vscode.page.locator('.action-item.focused').filter({ hasText: FACTORY })).toBeVisible();
  await vscode.press('Enter');
  await expect(fix).toHaveCount(0);
  await expect.poll(() => folder.text('pokrovsk.txt.newsmark.yaml')).toContain('    links:\n      - role: source\n');
  await expect(problem).toHaveCount(0);
});
