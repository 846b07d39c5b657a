import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from './fixtures.ts';

// A folder without settings: before the window is opened, VS Code does not see what comes in its first second.
test.beforeEach(async ({ folder }) => {
  await rm(path.join(folder.path, '.vscode'), { recursive: true });
  await mkdir(path.join(folder.path, '.vscode'));
  await writeFile(path.join(folder.path, '.vscode', 'settings.json'), '{\n  // mine\n  "editor.fontSize": 14\n}\n');
});

test('offers once to set the workspace up, and writes settings beside those that are there', async ({
  vscode,
  folder,
}) => {
  const language = vscode.page.locator('#status\\.editor\\.mode');
  const nested = vscode.page
    .locator('.explorer-folders-view')
    .getByRole('treeitem', { name: 'kharkiv.txt.newsmark.yaml' });
  await vscode.openFile('pokrovsk.txt');
  await expect(language).toHaveText('Plain Text');
  await expect(nested).toBeVisible();
  await vscode.editor.select('A Russian war blogger');
  await vscode.press('Control+;', 's');
  await vscode.answerNotification('Set up this workspace', 'Set Up');
  await expect(nested).toBeHidden();
  await expect(language).toHaveText('News Article');
  const settings = await folder.text('.vscode/settings.json');
  expect(settings).toContain('// mine');
  expect(settings).toContain('"explorer.fileNesting.enabled": true');
  expect(settings).toContain('"*.txt": "news"');
  // The end of the first line is on the screen now, and the article is annotated as before.
  await expect(vscode.statusItem('Source 1')).toBeVisible();
  await vscode.editor.click('infighting and utter incompetence');
  await vscode.press('Control+;', 'c');
  await expect(vscode.statusItem('Claim 1 · Source 1')).toBeVisible();
  await expect(vscode.notification('Set up this workspace')).toHaveCount(0);
});
