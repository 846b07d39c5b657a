import { expect, test } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

const WORDS = 'a massive fireball';

/** Removes the only annotation of the article. */
async function untag(vscode: Workbench): Promise<void> {
  await vscode.editor.click(WORDS);
  await vscode.press('Control+;', 'x');
  await expect(vscode.statusItem('no annotations')).toBeVisible();
}

test.beforeEach(async ({ vscode }) => {
  // A person does not wait until Newsmark is there either: what is pressed before is done when it is.
  await vscode.openFile('pokrovsk.txt');
});

test('the context menu, the lightbulb and the list of labels tag', async ({ vscode, folder }) => {
  await test.step('the context menu tags, and has the annotation at hand', async () => {
    const menu = async (item: string) => {
      const [box] = await vscode.editor.boxes(WORDS);
      await vscode.page.mouse.click(box.x + 20, box.y + box.height / 2, { button: 'right' });
      await vscode.page.getByRole('menuitem', { name: 'Newsmark' }).hover();
      await vscode.chooseInMenu(item);
    };
    await vscode.editor.select(WORDS);
    await menu('Tag as Source');
    await expect(vscode.statusItem('Source 1')).toBeVisible();
    await menu('Change Label');
    await vscode.quick.pick('Claim');
    await expect(vscode.statusItem('Claim 1')).toBeVisible();
    await expect(vscode.statusItem('Source')).toHaveCount(0);
    expect(await folder.text('pokrovsk.txt.newsmark.yaml')).toContain('label: claim');
    await untag(vscode);
  });

  await test.step('the lightbulb tags a selection', async () => {
    // VS Code asks for actions once: nothing can be offered before Newsmark is there.
    await expect(vscode.statusItem('no annotations')).toBeVisible();
    await vscode.editor.select(WORDS);
    await vscode.editor.element.locator('.codicon-gutter-lightbulb').click();
    await vscode.page.locator('.action-widget').getByText('Tag as Quote').click();
    await expect(vscode.statusItem('Quote 1')).toBeVisible();
    await untag(vscode);
  });

  await test.step('Tag as… offers the labels of the codebook', async () => {
    await vscode.editor.select(WORDS);
    await vscode.press('Control+;', 't');
    await vscode.quick.pick('Quote');
    await expect(vscode.statusItem('Quote 1')).toBeVisible();
  });
});

test('keys alone do all that can be done with an annotation', async ({ vscode, folder }) => {
  await test.step('note, label, undo, redo, remove', async () => {
    const sidecar = () => folder.text('pokrovsk.txt.newsmark.yaml');
    await vscode.editor.click(WORDS);
    await vscode.press('Control+;', 'c');
    await expect(vscode.statusItem('Claim 1')).toBeVisible();
    await vscode.press('Control+;', 'e');
    await vscode.note.write('first line\nsecond line');
    await expect.poll(sidecar).toContain('    note: |-\n      first line\n      second line\n');
    const withNote = await sidecar();
    await vscode.press('Control+;', 'l');
    await vscode.quick.row('Source').waitFor();
    await vscode.page.keyboard.type('sour');
    await vscode.press('Enter');
    await expect(vscode.statusItem('Source 1')).toBeVisible();
    await vscode.press('Control+;', 'u');
    await expect(vscode.statusItem('Claim 1')).toBeVisible();
    await expect.poll(sidecar).toBe(withNote);
    await vscode.press('Control+;', 'Shift+U');
    await expect(vscode.statusItem('Source 1')).toBeVisible();
    await vscode.press('Control+;', 'x');
    await expect(vscode.statusItem('no annotations')).toBeVisible();
    await vscode.press('Control+;', 'u', 'Control+;', 'u');
    await expect.poll(sidecar).toBe(withNote);
    await untag(vscode);
  });

  await test.step('word by word, by sentence, split and join, fragments', async () => {
    const says = (words: string) =>
      expect
        .poll(async () => {
          const source = await folder.text('pokrovsk.txt.newsmark.yaml');
          return Array.from(source?.matchAll(/exact: (.*)/g) ?? [], (found) => found[1]).join(' | ');
        })
        .toBe(words);
    await vscode.editor.select(WORDS);
    await vscode.press('Control+;', 'q');
    const steps = [
      [']', 'a massive fireball,'],
      ['[', WORDS],
      ['Shift+BracketLeft', `in ${WORDS}`],
      ['Shift+BracketRight', WORDS],
      ['Shift+ArrowDown', `${WORDS}, with no survivors reported from the crew.`],
      ['[', `${WORDS}, with no survivors reported from the crew`],
    ] as const;
    for (const [key, words] of steps) {
      await vscode.press('Control+;', key);
      await says(words);
    }
    await vscode.editor.select(WORDS);
    await vscode.press('Control+;', 'w');
    await says(WORDS);
    await vscode.editor.select('no survivors');
    await vscode.press('Control+;', 'a');
    await says(`${WORDS} | no survivors`);
    await vscode.press('Control+;', 'Shift+A');
    await says(WORDS);
    await vscode.editor.select('massive');
    await vscode.press('ArrowRight', 'Control+;', 'Shift+J');
    await says('a massive | fireball');
    await vscode.press('ArrowLeft', 'ArrowLeft', 'Control+;', 'j');
    await says(WORDS);
    await untag(vscode);
  });

  await test.step('the hover of the next annotation opens', async () => {
    await vscode.editor.select(WORDS);
    await vscode.press('Control+;', 'c');
    await expect(vscode.statusItem('Claim 1')).toBeVisible();
    await vscode.editor.goTo(1);
    await vscode.press('Control+;', 'n');
    await vscode.editor.selected(WORDS.length);
    await vscode.press('Control+k', 'Control+i');
    await expect(
      vscode.page.locator('.monaco-editor .monaco-hover:visible').filter({ hasText: 'Edit Note' }),
    ).toBeVisible();
  });
});

test('the view is worked in with the mouse and with keys', async ({ vscode, folder }) => {
  await test.step('it leads to the words, and its buttons change them', async () => {
    await vscode.editor.select(WORDS);
    await vscode.press('Control+;', 'c');
    // What is done next must not overtake the command.
    await expect(vscode.statusItem('Claim 1')).toBeVisible();
    await vscode.editor.goTo(1);
    await vscode.openView('Newsmark');
    await vscode.treeItem(WORDS).click();
    await expect(vscode.page.getByText('Reading annotations')).toHaveCount(0);
    await vscode.editor.selected(WORDS.length);
    await vscode.treeItem(WORDS).hover();
    await vscode.treeItem(WORDS).getByRole('button', { name: 'Edit Note' }).click();
    await vscode.note.write('seen by whom?');
    await expect(vscode.treeItem(WORDS)).toContainText('seen by whom?');
    await vscode.treeItem(WORDS).hover();
    await vscode.treeItem(WORDS).getByRole('button', { name: 'Remove Annotation' }).click();
    await expect(vscode.page.getByText('Nothing is tagged yet.')).toBeVisible();
  });

  await test.step('its keys mean the row that has the focus, and never the words of the article', async () => {
    const before = await folder.bytes('pokrovsk.txt');
    for (const [words, key, count] of [
      [WORDS, 'c', 'Claim 1'],
      ['Bazalt Defence Plant', 's', 'Claim 1 · Source 1'],
      ['Third Brigade Spartan unit', 's', 'Claim 1 · Source 2'],
    ] as const) {
      await vscode.editor.select(words);
      await vscode.press('Control+;', key);
      // The next selection must not overtake the command.
      await expect(vscode.statusItem(count)).toBeVisible();
    }
    await vscode.openView('Newsmark');
    const row = (text: string) => vscode.treeItem(text);
    // A click leads to the words, and leaves the keys to the view.
    await row('Third Brigade').click();
    await vscode.editor.selected('Third Brigade Spartan unit'.length);
    await vscode.press('ArrowDown', 'F2');
    await vscode.note.write('a factory');
    await expect(row('Bazalt')).toContainText('a factory');
    await expect(vscode.page.getByRole('tree', { name: 'This Article' })).toBeFocused();
    await vscode.press('Delete');
    await expect(vscode.statusItem('Claim 1 · Source 1')).toBeVisible();
    await expect(row('Bazalt')).toHaveCount(0);
    await expect(row('Third Brigade')).toBeVisible();
    // Several at once, as one step.
    await row(WORDS).click();
    await row('Third Brigade').click({ modifiers: ['ControlOrMeta'] });
    await vscode.press('Delete');
    await expect(vscode.page.getByText('Nothing is tagged yet.')).toBeVisible();
    await vscode.runCommand('Newsmark: Undo Annotation Change');
    await expect(vscode.statusItem('Claim 1 · Source 1')).toBeVisible();
    // Enter goes on into the article.
    await row(WORDS).click();
    await vscode.press('Enter');
    await expect(vscode.editor.element).toHaveClass(/focused/);
    await vscode.press('Control+;', 'l');
    await vscode.quick.pick('Quote');
    await expect(vscode.statusItem('Source 1 · Quote 1')).toBeVisible();
    expect(await vscode.isDirty('pokrovsk.txt')).toBe(false);
    expect(await folder.bytes('pokrovsk.txt')).toEqual(before);
  });
});

test('what is tagged is seen', async ({ vscode }) => {
  await vscode.openFile('kharkiv.txt');
  await expect(vscode.statusItem('Claim 23')).toBeVisible();

  await test.step('highlights differ by colour and by line, in every kind of theme', async () => {
    for (const theme of ['Light Modern', 'Dark Modern', 'Dark High Contrast', 'Light High Contrast'] as const) {
      await vscode.setTheme(theme);
      const looks = async (words: string) => {
        const paint = await vscode.editor.paint(words);
        return paint.map(({ background, borderBottom }) => `${background} ${borderBottom}`);
      };
      const all = async () => [
        await looks('A surprise offensive'),
        await looks('Other reports'),
        await looks('Fabricated reports of success'),
      ];
      // VS Code takes a theme before the decorations have its colours.
      await expect
        .poll(async () => (await all()).map((found) => found.map((look) => /solid|dotted|dashed/.exec(look)?.[0])))
        .toEqual([['solid'], ['dotted'], ['dashed']]);
      expect(new Set((await all()).flat()).size).toBe(3);
      expect(await vscode.editor.paint('This is no way to run a war.')).toEqual([]);
    }
    expect((await vscode.editor.overview()).length).toBeGreaterThanOrEqual(3);
  });

  await test.step('each fragment of a discontinuous quote is painted, and what stands between is not', async () => {
    await vscode.editor.goTo(8);
    await expect.poll(async () => (await vscode.editor.paint('in equipment and munitions')).length).toBeGreaterThan(0);
    expect((await vscode.editor.paint('in people')).length).toBe(1);
    expect(await vscode.editor.paint('most sensitive of all')).toEqual([]);
  });
});
