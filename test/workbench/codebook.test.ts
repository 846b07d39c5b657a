import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { expect, test } from './fixtures.ts';

const CODEBOOK = `newsmark: 1
labels:
  rumour:
    title: Rumour
    key: m
    attributes:
      channel: { values: [Telegram, radio, street], key: f }
  denial:
    title: Denial
    key: d
articles: ["**/*.txt"]
`;
const BEFORE = 'The blogger said the problem';
const AFTER = 'arrogance overrides operational';

test("a codebook's own keys, in two editors side by side", async ({ vscode, folder }) => {
  await writeFile(path.join(folder.path, 'newsmark.yaml'), CODEBOOK);
  await vscode.openFile('pokrovsk.txt');
  await expect(vscode.statusItem('no annotations')).toBeVisible();
  await vscode.runCommand('View: Split Editor Right');
  await expect(vscode.page.locator('.editor-group-container')).toHaveCount(2);
  await vscode.editor.click(AFTER);
  await vscode.press('Control+;', 'Control+;');
  await expect(vscode.statusItem(/^\s*Tagging$/)).toBeVisible();

  await test.step('keys of labels and attributes act in the right one', async () => {
    await vscode.press('m');
    await expect(vscode.statusItem('Rumour 1')).toBeVisible();
    await vscode.press('f', '2');
    await expect.poll(() => folder.text('pokrovsk.txt.newsmark.yaml')).toContain('channel: radio');
    expect(await vscode.editor.paint(AFTER)).not.toEqual([]);
  });

  await test.step('the left one shows it, and is locked, too', async () => {
    await vscode.press('Control+1');
    expect(await vscode.editor.paint(AFTER)).not.toEqual([]);
    await vscode.editor.click(BEFORE);
    await vscode.press('d');
    await expect(vscode.statusItem('Rumour 1 · Denial 1')).toBeVisible();
    // Said when it is written: it would take the place of what the next key says.
    await expect(vscode.statusItem('Tagged as Denial.')).toBeVisible();
    await vscode.press('c');
    await expect(vscode.statusItem('The key c does nothing here.')).toBeVisible();
    expect(await vscode.isDirty('pokrovsk.txt')).toBe(false);
  });

  await test.step('with errors in it the codebook is as before, and a key that does nothing leads to them', async () => {
    await vscode.watching(folder.path);
    await writeFile(path.join(folder.path, 'newsmark.yaml'), `${CODEBOOK}labels:\n  doubt: { key: w }\n`);
    await expect(vscode.page.locator('#status\\.problems')).toHaveAttribute('aria-label', /Errors: 1/);
    await vscode.press('w');
    await vscode.answerNotification('The key w does nothing: newsmark.yaml has errors', 'Open Codebook');
    await expect(vscode.tab('newsmark.yaml')).toHaveAttribute('aria-selected', 'true');
    await expect(vscode.editor.status).toContainText('Ln 12, Col 1');
    await vscode.press('Control+W');
    // The codebook is no article: keys act when one is in front again.
    await expect(vscode.statusItem('Rumour 1 · Denial 1')).toBeVisible();
    const actions = vscode.page.locator('.editor-group-container.active .editor-actions');
    await expect(actions.getByRole('button', { name: /^Next Annotation/ })).toBeVisible();
    await vscode.press('Control+2');
    await vscode.editor.click(AFTER);
    await expect(actions.getByRole('button', { name: /^Next Annotation/ })).toBeVisible();
    await vscode.press('d');
    await expect(vscode.statusItem('Rumour 1 · Denial 2')).toBeVisible();
    await vscode.press('u');
    await expect(vscode.statusItem('Rumour 1 · Denial 1')).toBeVisible();
    await writeFile(path.join(folder.path, 'newsmark.yaml'), CODEBOOK);
    await expect(vscode.page.locator('#status\\.problems')).toHaveAttribute('aria-label', /No Problems/);
  });

  await vscode.press('Control+2', 'Escape');
  await expect(vscode.statusItem(/^\s*Tagging$/)).toBeHidden();
  const { annotations } = parse((await folder.text('pokrovsk.txt.newsmark.yaml')) ?? '');
  expect(annotations.map(({ label, attributes }: Record<string, unknown>) => [label, attributes])).toEqual([
    ['denial', undefined],
    ['rumour', { channel: 'radio' }],
  ]);
});
