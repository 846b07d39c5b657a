import { readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from './fixtures.ts';

test.use({
  trust: true,
  settings: {
    'security.workspace.trust.enabled': true,
    'security.workspace.trust.startupPrompt': 'never',
    'security.workspace.trust.banner': 'never',
  },
});

const TEXT = 'The bridge was destroyed on Monday. Nobody has claimed it.\n';
const SIDECAR = `newsmark: 1
article:
  file: outside.txt
annotations:
  - id: a1
    label: claim
    target:
      - exact: The bridge was destroyed on Monday.
        start: 0
        end: 35
`;

test('in a window that is not trusted nothing outside of its folder is written, until it is', async ({
  vscode,
  folder,
}) => {
  // Beside the folder, and removed with it.
  const beside = (name: string): string => path.join(path.dirname(folder.path), name);
  const text = (name: string): Promise<string | undefined> => readFile(beside(name), 'utf8').catch(() => undefined);
  await writeFile(beside('outside.txt'), TEXT);
  await writeFile(beside('outside.txt.newsmark.yaml'), SIDECAR);
  await writeFile(path.join(folder.path, 'linked.txt'), TEXT);
  await symlink(beside('elsewhere.yaml'), path.join(folder.path, 'linked.txt.newsmark.yaml'));
  const restricted = vscode.statusItem('Restricted Mode');
  await expect(restricted).toBeVisible();

  await vscode.openFile('pokrovsk.txt');
  await vscode.editor.select('A Russian war blogger');
  await vscode.press('Control+;', 's');
  await expect.poll(() => folder.text('pokrovsk.txt.newsmark.yaml')).toContain('exact: A Russian war blogger');

  // A link in the folder does not lead out of it.
  await vscode.openFile('linked.txt');
  await vscode.editor.select('Nobody has claimed it.');
  await vscode.press('Control+;', 'c');
  await expect(vscode.notification('linked.txt.newsmark.yaml is a symbolic link')).toBeVisible();

  await vscode.runCommand('File: Open File...');
  // It begins in the folder, and takes nothing in before that.
  await vscode.quick.row('linked.txt').waitFor();
  await vscode.quick.input.fill(beside('outside.txt'));
  await vscode.quick.row('outside.txt').waitFor();
  await vscode.quick.widget.getByRole('button', { name: 'OK' }).click();
  await expect(vscode.statusItem('Claim 1')).toHaveAttribute('aria-label', /outside\.txt lies outside of its folders/);
  expect(await vscode.editor.paint('The bridge was destroyed')).not.toEqual([]);
  const hover = await vscode.editor.hover('destroyed on Monday', 'outside.txt lies outside of its folders');
  await expect(hover.locator('a')).toHaveCount(0);
  await vscode.editor.select('Nobody has claimed it.');
  await vscode.press('Control+;', 'c');
  const why = vscode.notification('outside.txt lies outside of its folders');
  await expect(why).toBeVisible();
  expect(await text('outside.txt.newsmark.yaml')).toBe(SIDECAR);
  expect(await text('elsewhere.yaml')).toBeUndefined();

  await why.getByRole('button', { name: 'Manage Workspace Trust' }).click();
  const manager = vscode.page.getByRole('dialog', { name: 'Workspace Trust' });
  await manager.getByRole('button', { name: 'Trust', exact: true }).click();
  await expect(restricted).toBeHidden();
  await expect.poll(() => text('elsewhere.yaml')).toContain('exact: Nobody has claimed it.');
  await manager.getByRole('button', { name: 'Close' }).click();
  await vscode.editor.select('Nobody has claimed it.');
  await vscode.press('Control+;', 'c');
  await expect(vscode.statusItem('Claim 2')).toBeVisible();
  await expect.poll(() => text('outside.txt.newsmark.yaml')).toContain('exact: Nobody has claimed it.');
});
