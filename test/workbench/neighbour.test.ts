import path from 'node:path';
import { expect, test } from './fixtures.ts';

test.use({ neighbour: path.resolve(import.meta.dirname, '../fixtures/type-claimer') });

test('tagging mode works beside an extension that takes what is typed', async ({ vscode, folder }) => {
  await vscode.openFile('pokrovsk.txt');
  await expect(vscode.statusItem('no annotations')).toBeVisible();
  await expect(vscode.statusItem('claimer ready')).toBeVisible();
  await vscode.editor.click('A Russian tank was destroyed', 20);
  await vscode.page.keyboard.type('ab');
  await expect(vscode.statusItem('claimer typed ab')).toBeVisible();

  await vscode.press('Control+;', 'Control+;');
  await expect(vscode.statusItem(/^\s*Tagging$/)).toBeVisible();
  await vscode.press('c', 'j', 'q', 'k', 's');
  await expect(vscode.statusItem('Claim 1 · Source 1 · Quote 1')).toBeVisible();
  await expect(vscode.statusItem('claimer typed ab')).toBeVisible();

  // Which of two extensions gets a key with the same right to it cannot be said; the toggle key is ours alone.
  await vscode.press('Control+;', 'Control+;');
  await expect(vscode.statusItem(/^\s*Tagging$/)).toBeHidden();
  await vscode.page.keyboard.type('c');
  await expect(vscode.statusItem('claimer typed abc')).toBeVisible();
  expect(await folder.text('pokrovsk.txt.newsmark.yaml')).toContain('label: quote');
});
