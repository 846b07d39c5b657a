import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from './fixtures.ts';

const TEXT = '😀 Smith said no.\nThe bridge fell.\n';
const ANN = 'T1\tPerson 2 7\tSmith\nT2\tquote 13 15\tno\nR1\tsource Arg1:T2 Arg2:T1\n#1\tAnnotatorNotes T2\tcheck\n';

/** A task of Label Studio, as far as this test looks at it. */
interface Task {
  readonly data: { readonly text: string };
  readonly annotations: readonly [{ readonly result: { type: string; value?: { text: string; labels: string[] } }[] }];
}

test('what brat has comes in, is changed, goes to Label Studio, and comes back', async ({ vscode, folder }) => {
  const sidecar = async () => (await folder.text('brat/desk.txt.newsmark.yaml')) ?? '';
  const chooseFile = async (...name: readonly string[]) => {
    await vscode.runCommand('Newsmark: Import Annotations…');
    await expect(vscode.quick.input).toHaveValue(/samples\/?$/);
    await vscode.quick.input.fill(path.join(folder.path, ...name));
    await vscode.quick.rows.filter({ hasText: name.at(-1) ?? '' }).click();
  };
  await mkdir(path.join(folder.path, 'brat'));
  await writeFile(path.join(folder.path, 'brat', 'desk.txt'), TEXT);
  await writeFile(path.join(folder.path, 'brat', 'desk.ann'), ANN);

  await test.step('brat', async () => {
    await chooseFile('brat', 'desk.ann');
    await vscode.quick.row('brat').click();
    await vscode.quick.widget.locator('.quick-input-titlebar').filter({ hasText: 'Import “Person”' }).waitFor();
    await vscode.quick.row('Source').click();
    await expect(vscode.notification('Imported: 2 added, 0 changed, 0 known already.')).toBeVisible();
    await vscode.answerNotification('Imported: 2 added', 'Open');
    await expect(vscode.statusItem('Source 1 · Quote 1')).toBeVisible();
    await expect(await vscode.editor.hover('Smith', 'Source')).toBeVisible();
    expect(await sidecar()).toContain('id: T1\n    label: source\n');
  });

  await test.step('changed', async () => {
    await vscode.editor.select('no');
    await vscode.quick.choose('F1', '>Newsmark: Change Label', 'Newsmark: Change Label');
    await vscode.quick.row('Claim').click();
    await expect.poll(sidecar).toContain('id: T2\n    label: claim\n');
  });

  await test.step('Label Studio, and another label there', async () => {
    await vscode.runCommand('Newsmark: Export Annotations…');
    await vscode.quick.pick('This article');
    await vscode.quick.pick('Label Studio');
    await expect(vscode.quick.input).toHaveValue(/samples\/?$/);
    await vscode.page.getByRole('button', { name: 'Export Here' }).click();
    await expect(vscode.notification('Exported: 2 annotations')).toBeVisible();
    const file = path.join(folder.path, 'annotations.label-studio.json');
    const tasks: [Task] = JSON.parse(await readFile(file, 'utf8'));
    const [{ data, annotations }] = tasks;
    expect(data.text).toBe(TEXT);
    const regions = annotations[0].result.filter(({ type }) => type === 'labels');
    expect(regions.map(({ value }) => [value?.text, value?.labels])).toEqual([
      ['Smith', ['source']],
      ['no', ['claim']],
    ]);
    for (const { value } of annotations[0].result) if (value?.labels?.[0] === 'claim') value.labels = ['quote'];
    await writeFile(file, JSON.stringify(tasks));
  });

  await test.step('and back', async () => {
    const before = await sidecar();
    await chooseFile('annotations.label-studio.json');
    await vscode.quick.row('samples').click();
    await expect.poll(sidecar).toContain('id: T2\n    label: quote\n');
    const unstamped = (source: string) => source.replace(/^ *modified: .*\n/gm, '');
    expect(unstamped(await sidecar())).toBe(unstamped(before).replace('label: claim', 'label: quote'));
    expect(await folder.text('brat/desk.txt')).toBe(TEXT);
    await vscode.press('Control+;', 'u');
    await expect.poll(sidecar).toContain('id: T2\n    label: claim\n');
  });

  await test.step('a folder goes out from its menu in the Explorer, and what was chosen last comes first', async () => {
    await vscode.openView('Explorer');
    await vscode.treeItem(/^brat$/).click({ button: 'right' });
    await vscode.chooseInMenu('Export Annotations…');
    await expect(vscode.quick.rows.first()).toContainText('Label Studio');
    await expect(vscode.quick.rows.first()).toContainText('chosen last');
    await vscode.quick.pick('JSON Lines');
    await expect(vscode.quick.input).toHaveValue(/samples\/?$/);
    await vscode.page.getByRole('button', { name: 'Export Here' }).click();
    await expect(vscode.notification('Exported: 2 annotations (annotations.jsonl)')).toBeVisible();
    expect((await folder.text('annotations.jsonl'))?.match(/"file":"brat\/desk.txt"/g)).toHaveLength(2);
  });

  await test.step('formats that give nothing before their end are written, too', async () => {
    for (const [format, told, file] of [
      ['Parquet', 'Exported: 2 annotations (annotations.parquet).', 'annotations.parquet'],
      ['REFI-QDA codebook', 'Exported: only the labels (annotations.qdc).', 'annotations.qdc'],
    ] as const) {
      await vscode.treeItem(/^brat$/).click({ button: 'right' });
      await vscode.chooseInMenu('Export Annotations…');
      await vscode.quick.input.fill(format);
      await expect(vscode.quick.rows.first()).toContainText(format);
      await vscode.page.keyboard.press('Enter');
      await expect(vscode.quick.input).toHaveValue(/samples\/?$/);
      await vscode.page.getByRole('button', { name: 'Export Here' }).click();
      // Not drawn: VS Code draws three notifications in a second, and this is one of more.
      await expect(vscode.spoken(told)).toBeAttached();
      expect((await folder.bytes(file))?.length).toBeGreaterThan(100);
    }
  });
});
