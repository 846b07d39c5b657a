import { parse } from 'yaml';
import { expect, test } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

const TANK = 'A Russian tank was destroyed in a massive fireball, with no survivors reported from the crew.';
const ASSAULT = 'The assault was described by eyewitnesses as uncoordinated and poorly executed.';
const STRIKES = 'Meanwhile, Ukrainian strikes continue to target key Russian military infrastructure.';

const MODE = /^\s*Tagging$/;
/** Behind the name stands a lock then, which is a letter of VS Code's own font, and otherwise a number or nothing. */
const isLocked = (vscode: Workbench, name: string): Promise<boolean> =>
  vscode
    .tab(name)
    .locator('.tab-label')
    .evaluate((label) => /\p{Co}/u.test(getComputedStyle(label, '::after').content));

/** The article is locked at once; that keys are meant for the mode VS Code is told later. */
async function begun(vscode: Workbench, name: string): Promise<void> {
  await expect(vscode.statusItem(MODE)).toBeVisible();
  await expect.poll(() => isLocked(vscode, name)).toBe(true);
}

/** What a sidecar says, as far as it can be foreseen. */
const said = (sidecar: string | undefined): unknown =>
  parse(sidecar ?? '')?.annotations.map(
    ({ label, target, attributes }: { label: string; target: { exact: string }[]; attributes?: object }) => ({
      label,
      exact: target.map(({ exact }) => exact),
      ...(attributes && { attributes }),
    }),
  );

test('single keys tag, and the article is locked', async ({ vscode, folder }) => {
  const sidecar = () => folder.text('pokrovsk.txt.newsmark.yaml').then(said);
  await vscode.openFile('pokrovsk.txt');
  await expect(vscode.statusItem('no annotations')).toBeVisible();
  await vscode.editor.click(TANK, 20);
  await vscode.press('Control+;', 'Control+;');
  await begun(vscode, 'pokrovsk.txt');

  await test.step('as fast as they are pressed', async () => {
    await vscode.press('c', 'v');
    await expect(vscode.quick.row('disputed')).toBeVisible();
    await vscode.press('3');
    await expect(vscode.statusItem('Verdict: disputed.')).toBeVisible();
    // The keys are back in the article.
    await expect(vscode.quick.widget).toBeHidden();
    await expect(vscode.editor.element).toHaveClass(/\bfocused\b/);
    await vscode.press('j', 'Shift+J', 'q', 'j', '.', 'k', 'k', 's');
    await expect(vscode.statusItem('Claim 1 · Source 1 · Quote 2')).toBeVisible();
    await expect.poll(sidecar).toEqual([
      { label: 'claim', exact: [TANK], attributes: { verdict: 'disputed' } },
      { label: 'quote', exact: [`${ASSAULT}\n${STRIKES}`] },
      { label: 'source', exact: [ASSAULT] },
      { label: 'quote', exact: [expect.stringMatching(/^On 7 May,/)] },
    ]);
  });

  await test.step('undo and redo, in as many steps', async () => {
    await vscode.press('u', 'Control+z', 'u', 'u', 'u');
    await expect(vscode.statusItem('no annotations')).toBeVisible();
    await vscode.press('Shift+U', 'Shift+U', 'Control+y', 'Control+Shift+z', 'Shift+U');
    await expect(vscode.statusItem('Claim 1 · Source 1 · Quote 2')).toBeVisible();
    await vscode.editor.selected(ASSAULT.length);
  });

  await test.step('words of a sentence, and the annotation that is gone to', async () => {
    await vscode.editor.click(ASSAULT);
    await vscode.press('l', 'Shift+L', 's');
    await expect(vscode.statusItem('Claim 1 · Source 2 · Quote 2')).toBeVisible();
    // The source and the quote on the whole sentence begin at one place.
    await vscode.press('p', 'p', 'x');
    await expect(vscode.statusItem('Claim 1 · Source 2 · Quote 1')).toBeVisible();
    await vscode.press('u');
    await expect(vscode.statusItem('Annotation change undone.')).toBeVisible();
  });

  await test.step('other keys only say so', async () => {
    await vscode.press('z');
    await expect(vscode.statusItem('The key z does nothing here.')).toBeVisible();
    await vscode.press('Shift+?');
    await vscode.quick.pick('Tag as Claim');
    await expect(vscode.quick.widget).toBeHidden();
    await vscode.press('Control+v', 'Delete', 'Space');
    expect(await vscode.isDirty('pokrovsk.txt')).toBe(false);
  });

  await test.step('a click means what is there, and not what was gone to', async () => {
    await vscode.editor.click(ASSAULT);
    await vscode.press('n');
    await vscode.editor.selected();
    await vscode.editor.click(ASSAULT, 6);
    await vscode.press('x');
    await expect(vscode.statusItem('Source removed.')).toBeVisible();
    await vscode.press('u');
    await vscode.editor.selected();
  });

  await test.step('Esc drops what is selected, then leaves, and the article can be edited again', async () => {
    await vscode.press('Escape');
    await expect(vscode.editor.status).not.toContainText('selected');
    await expect(vscode.statusItem(MODE)).toBeVisible();
    await vscode.press('Escape');
    await expect(vscode.statusItem(MODE)).toBeHidden();
    await expect.poll(() => isLocked(vscode, 'pokrovsk.txt')).toBe(false);
    await vscode.press('j');
    await expect.poll(() => vscode.isDirty('pokrovsk.txt')).toBe(true);
    await vscode.press('Control+z');
    await expect.poll(() => vscode.isDirty('pokrovsk.txt')).toBe(false);
  });
});

test('the mode goes on, and keys get where they are meant to', async ({ vscode, host, folder }) => {
  await test.step('those that come before the mode has answered get nowhere, or act when it has', async () => {
    const before = await folder.bytes('pokrovsk.txt');
    await vscode.openFile('pokrovsk.txt');
    await expect(vscode.statusItem('no annotations')).toBeVisible();
    await vscode.editor.click(TANK, 20);
    await host.pause(async () => {
      await vscode.press('Control+;', 'Control+;');
      await expect.poll(() => isLocked(vscode, 'pokrovsk.txt')).toBe(true);
      await vscode.press('z');
    });
    await expect(vscode.statusItem(MODE)).toBeVisible();
    expect(await vscode.isDirty('pokrovsk.txt')).toBe(false);
    await vscode.press('Escape');
    await expect.poll(() => isLocked(vscode, 'pokrovsk.txt')).toBe(false);

    await vscode.openFile('kharkiv.txt');
    await expect(vscode.statusItem('Claim')).toBeVisible();
    await vscode.press('Control+;', 'Control+;');
    await begun(vscode, 'kharkiv.txt');
    await host.pause(async () => {
      await vscode.openFile('pokrovsk.txt');
      expect(await isLocked(vscode, 'pokrovsk.txt')).toBe(false);
      await vscode.press('c');
    });
    await expect(vscode.statusItem('Claim 1')).toBeVisible();
    expect(await vscode.isDirty('pokrovsk.txt')).toBe(false);
    await vscode.press('Escape');
    expect(await folder.bytes('pokrovsk.txt')).toEqual(before);
    await vscode.editor.click(TANK, 20);
    await vscode.press('Control+;', 'x');
    await expect(vscode.statusItem('no annotations')).toBeVisible();
  });

  await test.step('it goes on in other articles, and after the extension host is started again', async () => {
    await vscode.openFile('kharkiv.txt');
    await expect(vscode.statusItem('Claim 23')).toBeVisible();
    await vscode.openFile('pokrovsk.txt');
    await expect(vscode.statusItem('no annotations')).toBeVisible();
    await vscode.press('Control+;', 'Control+;');
    await begun(vscode, 'pokrovsk.txt');
    await vscode.openFile('kharkiv.txt');
    await expect.poll(() => isLocked(vscode, 'kharkiv.txt')).toBe(true);
    await vscode.openFile('newsmark.yaml');
    await expect(vscode.statusItem(MODE).locator('a')).toHaveAttribute('aria-label', /waits/);
    await expect.poll(() => isLocked(vscode, 'newsmark.yaml')).toBe(false);

    await vscode.openFile('pokrovsk.txt');
    await host.crash();
    await expect(vscode.statusItem('no annotations')).toBeHidden();
    await expect(vscode.statusItem('no annotations')).toBeVisible();
    await expect(vscode.statusItem(MODE).locator('a')).toHaveAttribute('aria-label', /locked/);
    await vscode.editor.click(TANK, 20);
    await vscode.press('c');
    await expect(vscode.statusItem('Claim 1')).toBeVisible();

    await vscode.press('Control+;', 'Control+;');
    await expect.poll(() => isLocked(vscode, 'pokrovsk.txt')).toBe(false);
    await vscode.openFile('kharkiv.txt');
    await expect.poll(() => isLocked(vscode, 'kharkiv.txt')).toBe(false);
  });
});

test('what is typed in the mode is meant for it, and never gets into the article', async ({ vscode, folder }) => {
  await test.step('nothing that is typed, composed or pasted gets into the article', async () => {
    const before = await folder.bytes('pokrovsk.txt');
    await vscode.openFile('pokrovsk.txt');
    await expect(vscode.statusItem('no annotations')).toBeVisible();
    await vscode.editor.click(TANK, 20);
    await vscode.press('Control+;', 'Control+;');
    await begun(vscode, 'pokrovsk.txt');
    const { page } = vscode;
    const text = () => vscode.editor.element.locator('.view-lines').innerText();
    const shown = await text();
    const browser = await page.context().newCDPSession(page);

    await test.step('an input method', async () => {
      await browser.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
      await browser.send('Input.imeSetComposition', { text: '日本', selectionStart: 2, selectionEnd: 2 });
      await browser.send('Input.insertText', { text: '日本' });
    });

    await test.step('a dead key and the letter that it changes', async () => {
      const key = { key: 'Dead', code: 'BracketLeft', windowsVirtualKeyCode: 219 } as const;
      await browser.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
      await browser.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
      await browser.send('Input.imeSetComposition', { text: '^', selectionStart: 1, selectionEnd: 1 });
      await browser.send('Input.insertText', { text: 'â' });
    });

    await test.step('a pasted block, and a cut one', async () => {
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.evaluate(() => navigator.clipboard.writeText('pasted\nin two lines\n'));
      await vscode.press('Control+v', 'Control+a', 'Control+x', 'Control+v', 'Home');
    });

    // The mode has seen all of it: what it does now comes later.
    await vscode.editor.click(TANK, 20);
    await vscode.press('c');
    await expect(vscode.statusItem('Claim 1')).toBeVisible();
    expect(await text()).toBe(shown);
    expect(await vscode.isDirty('pokrovsk.txt')).toBe(false);
    await vscode.press('Control+s', 'Escape');
    await expect(vscode.statusItem(MODE)).toBeHidden();
    await expect.poll(() => isLocked(vscode, 'pokrovsk.txt')).toBe(false);
    expect(await vscode.isDirty('pokrovsk.txt')).toBe(false);
    expect(await folder.bytes('pokrovsk.txt')).toEqual(before);
    const words = (await folder.text('pokrovsk.txt.newsmark.yaml').then(said)) as { readonly exact: unknown }[];
    expect(words.map(({ exact }) => exact)).toEqual([[TANK]]);
    await vscode.editor.click(TANK, 20);
    await vscode.press('Control+;', 'x');
    await expect(vscode.statusItem('no annotations')).toBeVisible();
  });

  await test.step('what is typed ahead of a note or a list is meant for it', async () => {
    const sidecar = () => folder.text('pokrovsk.txt.newsmark.yaml');
    await vscode.openFile('pokrovsk.txt');
    await expect(vscode.statusItem('no annotations')).toBeVisible();
    await vscode.editor.click(TANK, 20);
    await vscode.press('Control+;', 'Control+;');
    await begun(vscode, 'pokrovsk.txt');
    await vscode.press('c', 'v', '3');
    await expect.poll(sidecar).toContain('verdict: disputed');
    await expect(vscode.quick.widget).toBeHidden();
    // The second attribute of a claim, and its fourth value.
    await vscode.press(';', '2', '4');
    await expect.poll(sidecar).toContain('credibility: "4"');
    await expect(vscode.quick.widget).toBeHidden();
    await vscode.press('j', 'q', 'p', 'e', ...'unclear. ', 'Shift+X');
    await vscode.note.opened('unclear. X');
    await vscode.press('Control+Enter');
    await vscode.note.closed();
    await expect.poll(sidecar).toContain('note: unclear. X');
    await expect(vscode.statusItem('Claim 1 · Quote 1')).toBeVisible();
    expect(said(await sidecar())).toEqual([
      { label: 'claim', exact: [TANK], attributes: { verdict: 'disputed', credibility: '4' } },
      { label: 'quote', exact: [ASSAULT] },
    ]);

    await test.step('and leaving selects nothing that the next letter would replace', async () => {
      await vscode.press('n');
      await vscode.editor.selected();
      await vscode.press('Control+;', 'Control+;');
      await expect(vscode.statusItem(MODE)).toBeHidden();
      await expect(vscode.editor.status).not.toContainText('selected');
    });
  });
});

test.describe('for who listens', () => {
  test.use({ settings: { 'editor.accessibilitySupport': 'on' } });

  test('every key of the mode is answered in words', async ({ vscode }) => {
    const says = (words: string) => expect(vscode.spoken(words)).toBeAttached();
    await vscode.openFile('pokrovsk.txt');
    await expect(vscode.statusItem('no annotations')).toBeVisible();
    await vscode.editor.click(TANK, 20);
    await vscode.press('Control+;', 'Control+;');
    await says('Tagging mode. ? lists the keys.');
    await expect(vscode.statusItem(MODE).locator('a')).toHaveAttribute('aria-label', /^Tagging mode: single keys tag/);

    await test.step('moving selects the sentence, which is read then', async () => {
      await vscode.press('j');
      await vscode.editor.selected(ASSAULT.length);
      await vscode.press('k');
      await vscode.editor.selected(TANK.length);
    });
    const answers = [
      ['c', 'Tagged as Claim.'],
      ['c', 'This is tagged as Claim already.'],
      ['z', 'The key z does nothing here. ? lists the keys.'],
      ['n', 'Claim'],
      ['x', 'Claim removed.'],
      ['u', 'Annotation change undone. Claim'],
      ['Shift+U', 'Annotation change redone.'],
    ] as const;
    for (const [key, words] of answers)
      await test.step(key, async () => {
        await vscode.press(key);
        await says(words);
      });
    await test.step('what an annotation says is heard when it is gone to, in the list and in the accessible view', async () => {
      await vscode.press('c', 'v');
      await vscode.quick.row('disputed').waitFor();
      await vscode.press('3');
      await says('Verdict: disputed.');
      await vscode.press('n');
      await says('Claim · disputed');
      await vscode.press('j', 'k');
      await says('Claim 1');
      await vscode.openView('Newsmark');
      await expect(vscode.treeItem(TANK.slice(0, 12))).toHaveAttribute(
        'aria-label',
        new RegExp(`^Claim, ${TANK}, disputed, line \\d+`),
      );
      await vscode.editor.click(TANK, 20);
      await vscode.press('Control+;', 'f');
      await vscode.quick.input.fill('blogger');
      await says('“blogger”: 0 of 1 · pokrovsk.txt');
      await vscode.quick.input.fill('');
      await vscode.press('Escape');
      await vscode.editor.click(TANK, 20);
      await vscode.press('Control+K', 'Control+I');
      const hover = vscode.page.locator('.monaco-editor .monaco-hover:visible').filter({ hasText: 'Claim' });
      // The mouse may have shown it before the keys did: only they bring the focus there.
      await hover.and(vscode.page.locator(':focus-within')).waitFor();
      await vscode.press('Alt+F2');
      const view = vscode.page.locator('.accessible-view');
      await expect(view).toContainText('verdict: disputed');
      await vscode.press('Escape');
      await expect(view).toBeHidden();
      await vscode.press('Escape');
      await expect(hover).toHaveCount(0);
      await expect(vscode.page.locator('.monaco-editor.focused')).toHaveCount(1);
    });
    // The first one may still be the hover's; what comes too much begins nothing.
    await vscode.press('Escape', 'Escape');
    await says('Tagging mode left.');
  });
});
