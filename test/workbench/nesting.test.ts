import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from './fixtures.ts';

// A folder without settings: before the window is opened, VS Code does not see what comes in its first second.
test.beforeEach(async ({ folder }) => {
  await rm(path.join(folder.path, '.vscode'), { recursive: true });
  await mkdir(path.join(folder.path, '.vscode'));
  await writeFile(path.join(folder.path, '.vscode', 'settings.json'), '{\n  // mine\n  "editor.fontSize": 14\n}\n');
});

test('offers once to nest sidecars, and writes the setting beside what is there', async ({ vscode, folder }) => {
  await vscode.openFile('pokrovsk.txt');
  const nested = vscode.page
    .locator('.explorer-folders-view')
    .getByRole('treeitem', { name: 'kharkiv.txt.newsmark.yaml' });
  await expect(nested).toBeVisible();
  await vscode.editor.select('Dmitry Peskov');
  await vscode.press('Control+;', 's');
  await vscode.answerNotification('Show it under its article', 'Nest Sidecars');
  await expect(nested).toBeHidden();
  const settings = await folder.text('.vscode/settings.json');
  expect(settings).toContain('// mine');
  expect(settings).toContain('"explorer.fileNesting.enabled": true');
  await vscode.editor.click('spokesperson');
  await vscode.press('Control+;', 'c');
  await expect(vscode.statusItem('Claim 1')).toBeVisible();
  await expect(vscode.notification('Show it under its article')).toHaveCount(0);
});
