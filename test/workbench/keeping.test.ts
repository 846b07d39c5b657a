import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { expect, type Folder, test } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

const SIDECAR = 'pokrovsk.txt.newsmark.yaml';

interface Target {
  readonly exact: string;
  readonly start: number;
  readonly end: number;
  readonly state?: string;
}

/** What the sidecar says of the untagged sample: label, words, and whether they stand where it says. */
async function told(folder: Folder): Promise<string[]> {
  const source = await folder.text(SIDECAR);
  const text = [...((await folder.text('pokrovsk.txt')) ?? '')];
  const annotations: { label: string; target: Target[] }[] = source ? (parse(source)?.annotations ?? []) : [];
  return annotations.map(({ label, target: [target] }) => {
    const stands = text.slice(target?.start, target?.end).join('') === target?.exact;
    return `${label}: ${target?.exact}${target?.state ? ` (${target.state})` : stands ? '' : ' (elsewhere!)'}`;
  });
}

test.describe('an article with unsaved changes', () => {
  test.use({ editsArticles: true });

  test('brings text and annotations through a reload, and writes both when it is saved', async ({ vscode, folder }) => {
    await vscode.openFile('pokrovsk.txt');
    await vscode.editor.goTo(1);
    await vscode.page.keyboard.type('BREAKING: ');
    // All other words have their place by then.
    await vscode.editor.boxes('BREAKING: ');
    await vscode.editor.select('infighting and utter incompetence');
    await vscode.press('Control+;', 'c');
    await expect(vscode.statusItem('Claim 1')).toBeVisible();
    // VS Code stores unsaved text a second after it was typed; what it has not stored a reload cannot bring back.
    await expect.poll(() => vscode.isDirty('pokrovsk.txt')).toBe(true);
    await vscode.page.waitForTimeout(2000);
    await vscode.reload();
    await expect.poll(() => vscode.isDirty('pokrovsk.txt')).toBe(true);
    await vscode.editor.boxes('BREAKING: ');
    await vscode.editor.hover('infighting', 'Claim');
    expect(await told(folder)).toEqual([]);
    await vscode.press('Control+s');
    await expect.poll(() => told(folder)).toEqual(['claim: infighting and utter incompetence']);

    // A number that comes into the words asks for a look, seen as soon as it is saved.
    const line = async () => (await vscode.editor.paint('utter')).map(({ borderBottom }) => borderBottom);
    expect(await line()).toEqual([expect.stringContaining('solid')]);
    await vscode.editor.click('fighting and utter');
    await vscode.page.keyboard.type('7');
    await vscode.press('Control+s');
    await expect.poll(() => told(folder)).toEqual(['claim: infighting and utter incompetence (changed)']);
    await expect.poll(line).toEqual([expect.stringContaining('dashed')]);
  });

  test('keeps what was tagged when its text is not saved', async ({ vscode, folder }) => {
    const before = await folder.bytes('pokrovsk.txt');
    await vscode.openFile('pokrovsk.txt');
    await vscode.editor.goTo(1);
    await vscode.page.keyboard.type('BREAKING: ');
    // All other words have their place by then.
    await vscode.editor.boxes('BREAKING: ');
    await vscode.editor.select('infighting and utter incompetence');
    await vscode.press('Control+;', 'c');
    await expect(vscode.statusItem('Claim 1')).toBeVisible();
    await vscode.runCommand('View: Close Editor');
    await vscode.dialog('Do you want to save').getByRole('button', { name: "Don't Save" }).click();
    await expect.poll(() => told(folder)).toEqual(['claim: infighting and utter incompetence']);
    expect(await folder.bytes('pokrovsk.txt')).toEqual(before);
    await vscode.openFile('pokrovsk.txt');
    await vscode.editor.hover('infighting', 'Claim');
  });
});

test('two windows on one folder end with the work of both', async ({ vscode, folder }) => {
  await vscode.openFile('pokrovsk.txt');
  const other = await vscode.another();
  await other.openFile('pokrovsk.txt');
  await vscode.page.bringToFront();
  await vscode.editor.select('Bazalt Defence Plant');
  await vscode.press('Control+;', 's');
  await expect(vscode.statusItem('Source 1')).toBeVisible();
  // On the way back to the article a window looks again: its watcher may not have been up yet.
  await other.page.bringToFront();
  await other.openFile('kharkiv.txt');
  await other.openFile('pokrovsk.txt');
  await expect(other.statusItem('Source 1')).toBeVisible();
  await other.editor.select('Third Brigade Spartan unit');
  await other.press('Control+;', 's');
  await vscode.page.bringToFront();
  await vscode.openFile('kharkiv.txt');
  await vscode.openFile('pokrovsk.txt');
  await expect(vscode.statusItem('Source 2')).toBeVisible();
  await expect.poll(() => told(folder)).toEqual(['source: Third Brigade Spartan unit', 'source: Bazalt Defence Plant']);
});

test.describe('a sidecar', () => {
  const broken = 'newsmark: 1\nannotations:\n  - id: abc\n    id: def\n';

  // Before the window is opened: VS Code does not see what comes in its first second.
  test.beforeEach(async ({ folder }) => {
    await copyFile(path.join(folder.path, 'pokrovsk.txt'), path.join(folder.path, 'broken.txt'));
    await writeFile(path.join(folder.path, 'broken.txt.newsmark.yaml'), broken);
  });

  test('that cannot be read or written', async ({ vscode, folder }) => {
    await test.step('is told of once when it cannot be written, and written when it can be', async () => {
      await vscode.openFile('pokrovsk.txt');
      await expect(vscode.statusItem('no annotations')).toBeVisible();
      // What no disk lets be replaced by a file.
      await mkdir(path.join(folder.path, SIDECAR, 'in the way'), { recursive: true });
      await vscode.editor.select('hopeless');
      await vscode.press('Control+;', 'c');
      await vscode.notification('could not be written').waitFor();
      await vscode.editor.select('Bazalt Defence Plant');
      await vscode.press('Control+;', 's');
      await expect(vscode.statusItem('Claim 1 · Source 1')).toBeVisible();
      await expect(vscode.notification('could not be written')).toHaveCount(1);
      await rm(path.join(folder.path, SIDECAR), { recursive: true });
      await vscode.answerNotification('could not be written', 'Try Again');
      await expect.poll(() => told(folder)).toEqual(['claim: hopeless', 'source: Bazalt Defence Plant']);
    });

    await test.step('is shown and never written when it cannot be read', async () => {
      await vscode.openFile('broken.txt');
      await vscode.editor.select('hopeless');
      await vscode.runCommand('Newsmark: Tag as Claim');
      await vscode.answerNotification('cannot be annotated until its sidecar is mended', 'Open Sidecar');
      await expect(vscode.tab('broken.txt.newsmark.yaml')).toHaveAttribute('aria-selected', 'true');
      await expect(vscode.editor.status).toContainText('Ln 4');
      expect(await folder.text('broken.txt.newsmark.yaml')).toBe(broken);
    });
  });
});

test.describe('in the Explorer', () => {
  test.use({ settings: { 'explorer.confirmDragAndDrop': false, 'explorer.confirmDelete': false } });

  // Before the window is opened: VS Code does not see what comes in its first second.
  test.beforeEach(async ({ folder }) => {
    await mkdir(path.join(folder.path, 'archive'));
    for (const name of ['march.txt', 'may.txt']) {
      await copyFile(path.join(folder.path, 'kharkiv.txt'), path.join(folder.path, name));
      await copyFile(
        path.join(folder.path, 'kharkiv.txt.newsmark.yaml'),
        path.join(folder.path, `${name}.newsmark.yaml`),
      );
    }
  });
  // One of the articles is moved away.
  test.use({ editsArticles: true });

  const row = (vscode: Workbench, name: string) =>
    vscode.page.locator('.explorer-folders-view').getByRole('treeitem', { name, exact: false }).first();

  /**
   * An article in the open folder `archive` that has its sidecar under it: then the Explorer has seen both. While it reads
   * a folder again it loses what is dragged.
   */
  const inArchive = (vscode: Workbench, name: string) =>
    vscode.page
      .locator('.explorer-folders-view [role="treeitem"][aria-level="2"][aria-expanded]')
      .and(vscode.page.getByRole('treeitem', { name }));

  /** Opens an article, and goes to it in the Explorer: by then its rows stand still. */
  async function show(vscode: Workbench, name: string): Promise<void> {
    await vscode.openFile(name);
    await vscode.press('Control+Shift+E');
    await expect(row(vscode, name)).toHaveAttribute('aria-selected', 'true');
  }

  test('an article is copied and moved with its sidecar, nested as it is', async ({ vscode, folder }) => {
    await test.step('a copy is offered the annotations of the first one', async () => {
      // Open before anything is copied to it: VS Code may open it then, and a click would close it.
      await row(vscode, 'archive').click();
      await expect(row(vscode, 'archive')).toHaveAttribute('aria-expanded', 'true');
      // Collapsed, the Explorer itself would copy the sidecar that is nested under the article.
      await show(vscode, 'kharkiv.txt');
      await vscode.press('ArrowRight');
      await row(vscode, 'kharkiv.txt.newsmark.yaml').waitFor();
      await vscode.page.keyboard.down('Control');
      await row(vscode, 'kharkiv.txt').dragTo(row(vscode, 'archive'));
      await vscode.page.keyboard.up('Control');
      await vscode.answerNotification('kharkiv.txt has the same text as', 'Copy Annotations');
      const sidecar = await folder.bytes('kharkiv.txt.newsmark.yaml');
      await expect.poll(() => folder.bytes('archive/kharkiv.txt.newsmark.yaml')).toEqual(sidecar);
      await inArchive(vscode, 'kharkiv.txt').waitFor();
    });

    for (const [nest, name] of [
      ['collapsed', 'march.txt'],
      ['expanded', 'may.txt'],
    ] as const) {
      await test.step(`one whose sidecar is nested, ${nest}, moves with it and without a question`, async () => {
        const article = await folder.bytes(name);
        const sidecar = await folder.bytes(`${name}.newsmark.yaml`);
        await show(vscode, name);
        if (nest === 'expanded') {
          await vscode.press('ArrowRight');
          await row(vscode, `${name}.newsmark.yaml`).waitFor();
        }
        await row(vscode, name).dragTo(row(vscode, 'archive'));
        await expect.poll(() => folder.bytes(`archive/${name}.newsmark.yaml`)).toEqual(sidecar);
        await expect.poll(() => folder.bytes(`${name}.newsmark.yaml`)).toBeUndefined();
        expect(await folder.bytes(`archive/${name}`)).toEqual(article);
        expect(await folder.bytes(name)).toBeUndefined();
        await expect(vscode.statusItem('Claim 23 · Source 11 · Quote 9')).toBeVisible();
        await expect(vscode.page.locator('.monaco-dialog-box')).toHaveCount(0);
        await inArchive(vscode, name).waitFor();
      });
    }
  });

  test('an article is renamed and deleted with its sidecar, and finds the one it left behind', async ({
    vscode,
    folder,
  }) => {
    await test.step('renamed and deleted in the Explorer', async () => {
      await show(vscode, 'march.txt');
      await vscode.press('F2');
      await vscode.page.locator('.explorer-folders-view input').fill('april.txt');
      await vscode.press('Enter');
      await expect
        .poll(() => folder.bytes('april.txt.newsmark.yaml'))
        .toEqual(await folder.bytes('kharkiv.txt.newsmark.yaml'));
      await expect.poll(() => folder.bytes('march.txt.newsmark.yaml')).toBeUndefined();
      await expect(vscode.statusItem('Claim 23 · Source 11 · Quote 9')).toBeVisible();
      await expect(vscode.notification('Move it there?')).toHaveCount(0);
      await show(vscode, 'april.txt');
      await vscode.press('Delete');
      await expect.poll(() => folder.bytes('april.txt.newsmark.yaml')).toBeUndefined();
      expect(await folder.bytes('april.txt')).toBeUndefined();
      await expect(vscode.page.locator('.monaco-dialog-box')).toHaveCount(0);
    });

    await test.step('renamed elsewhere it is offered the sidecar that it left behind', async () => {
      const sidecar = await folder.bytes('kharkiv.txt.newsmark.yaml');
      await vscode.watching(folder.path);
      // The one with the same text that was copied for the other tests is no orphan.
      await rename(path.join(folder.path, 'kharkiv.txt'), path.join(folder.path, 'june.txt'));
      // Quick Open does not look for new files in a window where it knows the old ones.
      await row(vscode, 'june.txt').click();
      await expect(vscode.tab('june.txt')).toHaveAttribute('aria-selected', 'true');
      await vscode.answerNotification('kharkiv.txt.newsmark.yaml was written for the text of june.txt', 'Move Sidecar');
      await expect(vscode.statusItem('Claim 23 · Source 11 · Quote 9')).toBeVisible();
      expect(await folder.bytes('june.txt.newsmark.yaml')).toEqual(sidecar);
      expect(await folder.bytes('kharkiv.txt.newsmark.yaml')).toBeUndefined();
    });
  });
});
