import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from './fixtures.ts';

const FACTORY = 'Bazalt Defence Plant';

test('a source and its label are renamed with keys alone, and a name that the codebook lacks is asked for', async ({
  vscode,
  folder,
}) => {
  const sidecar = () => folder.text('pokrovsk.txt.newsmark.yaml');
  const title = (text: RegExp) => vscode.quick.widget.locator('.quick-input-titlebar').filter({ hasText: text });
  await vscode.openFile('pokrovsk.txt');
  await vscode.editor.select(FACTORY);
  await vscode.press('Control+;', 's');
  await expect(vscode.statusItem('Source 1')).toBeVisible();
  await vscode.press('Control+;', 'v');
  await vscode.quick.row('Entity').waitFor();
  await vscode.page.keyboard.type('Entity');
  await vscode.press('Enter');
  await title(/^Entity: /).waitFor();
  await vscode.page.keyboard.type('Bazalt');
  await vscode.quick.row('Bazalt').waitFor();
  await vscode.press('Enter');
  await expect.poll(sidecar).toContain('entity: Bazalt\n');

  await vscode.press('Control+;', 'F2');
  await title(/Rename “Bazalt”$/).waitFor();
  await vscode.page.keyboard.type('  ');
  const message = vscode.quick.widget.locator('.quick-input-message');
  await expect(message).toContainText('at least one character');
  await vscode.press('Enter');
  await vscode.page.keyboard.type('Bazalt Plant');
  await vscode.press('Enter');
  await title(/Rename “Bazalt” to “Bazalt Plant”/).waitFor();
  await expect(vscode.quick.rows).toHaveCount(1);
  await vscode.press('Enter');
  await expect.poll(sidecar).toContain('entity: Bazalt Plant\n');
  await vscode.press('Control+;', 'u');
  await expect.poll(sidecar).toContain('entity: Bazalt\n');

  const renameLabel = async (answer: RegExp): Promise<void> => {
    await vscode.quick.choose('F1', '>Newsmark: Rename Label', 'Newsmark: Rename Label…');
    await vscode.quick.row('source').waitFor();
    await vscode.press('Enter');
    await title(/Rename “source”$/).waitFor();
    await vscode.page.keyboard.type('speaker');
    await vscode.press('Enter');
    await vscode.quick.row(answer).click();
  };
  await renameLabel(/^Cancel$/);
  await expect(vscode.quick.widget).toBeHidden();
  await expect.poll(sidecar).toContain('label: source\n');
  await renameLabel(/^Rename all the same$/);
  await title(/Rename “source” to “speaker”/).waitFor();
  await vscode.press('Enter');
  await expect.poll(sidecar).toContain('label: speaker\n');
});

test('a sidecar that cannot be read is told by its name, and opened where it is broken', async ({ vscode, folder }) => {
  const broken = 'newsmark: 1\nannotations: [\n';
  await writeFile(path.join(folder.path, 'broken.txt.newsmark.yaml'), broken);
  await vscode.openFile('pokrovsk.txt');
  await vscode.press('Control+;', 'F2');
  await vscode.quick.row('Igor Girkin').click();
  await vscode.quick.widget.locator('.quick-input-message').filter({ hasText: 'The new name' }).waitFor();
  await vscode.quick.input.fill('Igor Strelkov');
  await vscode.press('Enter');
  await vscode.quick.row('kharkiv.txt').waitFor();
  await vscode.press('Enter');
  await expect.poll(() => folder.text('kharkiv.txt.newsmark.yaml')).toContain('entity: Igor Strelkov\n');
  const told = vscode.page.locator('.notification-toast').filter({ hasText: 'Not renamed' });
  await expect(told).toContainText('broken.txt.newsmark.yaml: ');
  await told.getByRole('button', { name: 'Open Sidecar' }).click();
  await expect(vscode.page.getByRole('tab', { name: /^broken\.txt\.newsmark\.yaml/ })).toBeVisible();
  expect(await folder.text('broken.txt.newsmark.yaml')).toBe(broken);
});
