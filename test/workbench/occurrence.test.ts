import { expect, test } from './fixtures.ts';

test('tags every occurrence with keys; the button ignores case, and what was unticked stays so', async ({ vscode }) => {
  await vscode.openFile('pokrovsk.txt');
  await vscode.editor.select('The');
  await vscode.press('Control+;', 'Shift+t');
  await vscode.quick.pick('Source');
  await expect(vscode.page.getByText('in this case · 5 places')).toBeVisible();
  await vscode.press('ArrowDown', 'Space');
  await vscode.page.getByRole('button', { name: 'Ignore Case' }).click();
  await expect(vscode.page.getByText('in any case · 27 places')).toBeVisible();
  await vscode.press('Enter');
  await expect(vscode.statusItem('Source 26')).toBeVisible();
});
