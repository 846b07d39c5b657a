import { expect, test } from './fixtures.ts';

test('shows an article and the icon of Newsmark', async ({ vscode }) => {
  await vscode.openFile('kharkiv.txt');
  await vscode.editor.boxes('A surprise offensive in Kharkiv Oblast');
  await expect(vscode.viewTab('Newsmark')).toBeVisible();
});
