import { expect, test } from './fixtures.ts';

const [QUOTE, FACTORY, UNIT] = ['a massive fireball', 'Bazalt Defence Plant', 'Third Brigade Spartan unit'];
const CLAIM = 'The same day, another newly built weapons facility';

test('links with keys alone: found by typing, followed, gone back from, and moved when their end is removed', async ({
  vscode,
  folder,
}) => {
  const sidecar = () => folder.text('pokrovsk.txt.newsmark.yaml');
  await vscode.openFile('pokrovsk.txt');
  for (const [words, key, count] of [
    [FACTORY, 's', 'Source 1'],
    [UNIT, 's', 'Source 2'],
    [QUOTE, 'q', 'Source 2 · Quote 1'],
  ] as const) {
    await vscode.editor.select(words);
    await vscode.press('Control+;', key);
    await expect(vscode.statusItem(count)).toBeVisible();
  }
  await vscode.press('Control+;', 'r');
  await vscode.quick.row(/said by Source: Third Brigade/).waitFor();
  await vscode.page.keyboard.type('bazalt');
  await expect(vscode.quick.row(/Third Brigade/)).toHaveCount(0);
  await vscode.press('Enter');
  await expect.poll(sidecar).toContain('    links:\n      - role: source\n');
  await vscode.press('Control+;', 'o');
  await vscode.editor.selected(FACTORY.length);
  await vscode.press('Control+;', 'b');
  await vscode.editor.selected(QUOTE.length);
  await vscode.press('Control+;', 'i');
  await vscode.quick.row(/said by Source: Bazalt/).waitFor();
  await vscode.press('Enter');
  await vscode.editor.selected(FACTORY.length);
  await vscode.press('Control+;', 'x');
  await vscode.quick.pick('Move the link to…');
  await vscode.quick.pick(/Third Brigade/);
  await expect(vscode.statusItem('Source 1 · Quote 1')).toBeVisible();
  await expect.poll(sidecar).toContain('    links:\n      - role: source\n');

  await test.step('what is typed filters, and leaves the order: what is linked comes last', async () => {
    await vscode.editor.select(CLAIM);
    await vscode.press('Control+;', 'c');
    await expect(vscode.statusItem('Claim 1 · Source 1 · Quote 1')).toBeVisible();
    await vscode.editor.click(QUOTE, 3);
    await vscode.press('Control+;', 'r');
    await vscode.quick.row(/supports Claim/).waitFor();
    await vscode.page.keyboard.type('i');
    const labels = () => vscode.quick.rows.locator('.label-name').allTextContents();
    await expect
      .poll(async () => (await labels()).map((label) => label.split(/ \w+:/)[0]))
      .toEqual(['supports', 'contradicts', 'said by', 'In another article…']);
  });
});
