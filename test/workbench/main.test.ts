import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { expect, test } from './fixtures.ts';

const CLAIM = 'A Russian tank was destroyed in a massive fireball, with no survivors reported from the crew.';
const SOURCE = 'Dmitry Peskov';
const QUOTE =
  'He sarcastically stated that “the only connection between the right and left hand is through dodging your own side’s fire.”';

interface Target {
  readonly exact: string;
  readonly prefix?: string;
  readonly suffix?: string;
  readonly start: number;
  readonly end: number;
}

interface Sidecar {
  readonly article: { readonly file: string; readonly sha256: string; readonly length: number };
  readonly annotations: readonly {
    readonly id: string;
    readonly label: string;
    readonly note?: string;
    readonly target: readonly Target[];
  }[];
}

test('the main job: tag, hover, close, come back, export', async ({ vscode, folder }) => {
  const article = (await folder.bytes('pokrovsk.txt')) ?? Buffer.alloc(0);
  // As Python reads it: these are code points, as in the file.
  const text = [...article.toString('utf8')];
  const sidecar = async () => parse((await folder.text('pokrovsk.txt.newsmark.yaml')) ?? '') as Sidecar;

  await test.step('a claim, with the mouse and the palette', async () => {
    await vscode.openFile('pokrovsk.txt');
    await expect(vscode.statusItem('no annotations')).toBeVisible();
    await vscode.editor.select(CLAIM);
    await vscode.runCommand('Newsmark: Tag as Claim');
    await expect(vscode.statusItem('Claim 1')).toBeVisible();
    await expect.poll(async () => (await vscode.editor.paint(CLAIM)).length).toBeGreaterThan(0);
  });

  await test.step('a source, with the keyboard alone', async () => {
    await vscode.press('Control+f');
    await vscode.page.keyboard.type(SOURCE);
    await vscode.press('Escape');
    await vscode.editor.selected(SOURCE.length);
    await vscode.press('Control+;', 's');
    await expect(vscode.statusItem('Source 1')).toBeVisible();
  });

  await test.step('a quote, with the cursor in its sentence', async () => {
    await vscode.editor.click('dodging your own');
    await vscode.press('Control+;', 'q');
    await expect(vscode.statusItem('Quote 1')).toBeVisible();
  });

  await test.step('a note, from the hover', async () => {
    await vscode.editor.clickInHover('A Russian tank was', 'Claim', 'Edit Note');
    await vscode.note.write('Which unit says so?');
  });

  const seen = async (window: typeof vscode) => {
    await expect(window.statusItem('Claim 1 · Source 1 · Quote 1')).toBeVisible();
    await expect(await window.editor.hover('A Russian tank was', 'Which unit says so?')).toContainText('Claim');
    await expect(await window.editor.hover(SOURCE, 'Source')).toBeVisible();
    await expect(await window.editor.hover('He sarcastically', 'Quote')).toBeVisible();
  };
  await test.step('each is there to hover', () => seen(vscode));

  const before = await folder.bytes('pokrovsk.txt.newsmark.yaml');
  const again = await vscode.reopen();
  await test.step('a new window shows the same', async () => {
    await again.openFile('pokrovsk.txt');
    await seen(again);
    expect(await folder.bytes('pokrovsk.txt.newsmark.yaml')).toEqual(before);
  });

  await test.step('the sidecar says what was done', async () => {
    const { article: about, annotations } = await sidecar();
    expect(about.file).toBe('pokrovsk.txt');
    expect(about.length).toBe(text.length);
    const found = annotations.map(({ label, note, target }) => [label, note, target.map(({ exact }) => exact)]);
    expect(found).toEqual([
      ['quote', undefined, [QUOTE]],
      ['claim', 'Which unit says so?', [CLAIM]],
      ['source', undefined, [SOURCE]],
    ]);
    for (const { exact, start, end, prefix, suffix } of annotations.flatMap(({ target }) => target)) {
      expect(text.slice(start, end).join('')).toBe(exact);
      expect(text.slice(Math.max(0, start - 32), start).join('')).toBe(prefix);
      expect(text.slice(end, end + 32).join('')).toBe(suffix);
    }
  });

  await test.step('JSONL in the folder', async () => {
    await again.runCommand('Newsmark: Export Annotations…');
    await again.quick.pick('This article');
    await again.quick.pick('JSON Lines');
    await expect(again.quick.input).toHaveValue(/samples\/?$/);
    await again.page.getByRole('button', { name: 'Export Here' }).click();
    await expect(again.notification('Exported: 3 annotations')).toBeVisible();
    const lines = (await readFile(path.join(folder.path, 'annotations.jsonl'), 'utf8')).trimEnd().split('\n');
    const records = lines.map(
      (line): { id: string; file: string; label: string; exact: string; start: number; end: number; note?: string } =>
        JSON.parse(line),
    );
    const { annotations } = await sidecar();
    expect(records.map(({ id, label, note, file }) => ({ id, label, note, file }))).toEqual(
      annotations.map(({ id, label, note }) => ({ id, label, note, file: 'pokrovsk.txt' })),
    );
    for (const { start, end, exact } of records) expect(text.slice(start, end).join('')).toBe(exact);
  });

  expect((await readdir(folder.path)).sort()).toEqual(
    [
      '.vscode',
      'annotations.jsonl',
      'guidelines.md',
      'kharkiv.txt',
      'kharkiv.txt.newsmark.yaml',
      'newsmark.yaml',
      'pokrovsk.txt',
      'pokrovsk.txt.newsmark.yaml',
    ].sort(),
  );
});
