import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from './fixtures.ts';

test('the workspace lists articles, sources with what they said, and claims, and leads to them', async ({
  vscode,
  folder,
}) => {
  const { page } = vscode;
  const place = (name: string) => path.join(folder.path, name);
  await cp(place('kharkiv.txt'), place('again.txt'));
  const annotations = await readFile(place('kharkiv.txt.newsmark.yaml'), 'utf8');
  await writeFile(place('again.txt.newsmark.yaml'), annotations.replaceAll('kharkiv.txt', 'again.txt'));
  await vscode.openFile('pokrovsk.txt');
  await vscode.openView('Newsmark');
  const row = (text: string | RegExp) => vscode.treeItems.filter({ hasText: text });
  await expect(page.locator('.pane-header').filter({ hasText: 'Workspace' })).toContainText('2 of 3 annotated');
  await expect(row(/^again\.txt43 annotations/)).toBeVisible();
  await expect(row(/^pokrovsk\.txt/)).toBeVisible();

  // With keys alone: to the sources, to one of them, to what it said; the article opens at the words.
  await row(/^Sources/).click();
  await vscode.press('ArrowDown');
  await expect(row(/^Rybar2 articles/)).toBeVisible();
  await row(/^Rybar2 articles/).click();
  await row(/^Ukrainian formations/)
    .first()
    .waitFor();
  await vscode.press('ArrowDown', 'Enter');
  await expect(page.locator('.tab.active')).toContainText('again.txt');
  await vscode.editor.selected('Ukrainian formations have reached the border region near Belgorod'.length);

  // What another program does is seen at once, and so is it beside the names in the Explorer.
  await writeFile(place('pokrovsk.txt.newsmark.yaml'), 'newsmark: 1\nannotations: [');
  await expect(row(/^Cannot Be Read1/)).toBeVisible();
  await rm(place('pokrovsk.txt.newsmark.yaml'));
  await expect(row(/^Cannot Be Read/)).toHaveCount(0);
  await vscode.openView('Explorer');
  // VS Code draws the number behind the name with CSS.
  const badge = (name: string) =>
    vscode
      .treeItem(name)
      .locator('.monaco-icon-label')
      .first()
      .evaluate((label) =>
        [label, ...label.querySelectorAll('*')].map((each) => getComputedStyle(each, '::after').content),
      );
  await expect.poll(() => badge('again.txt')).toContain('"43"');
  expect(await badge('pokrovsk.txt')).not.toContain('"0"');

  // A claim is found a week later by some of its words.
  await vscode.press('Control+t');
  await page.keyboard.type('shattered thin');
  await vscode.quick
    .row(/has shattered the thin Russian lines/)
    .first()
    .waitFor();
  await vscode.press('Enter');
  const [line = ''] = (await readFile(place('kharkiv.txt'), 'utf8')).split('\n');
  await expect(vscode.editor.status).toContainText(`Ln 1, Col ${line.indexOf('has shattered') + 1}`);
});
