import { expect, test } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

const WORDS = 'a massive fireball';

/** The sidecar of the article without the lines that tell when. */
const timeless = (source = ''): string => source.replace(/^ +(created|modified): .*\n/gm, '');

/** Makes a claim without a note, the only annotation of the article. */
async function tag(vscode: Workbench): Promise<void> {
  await vscode.editor.select(WORDS);
  await vscode.press('Control+;', 'c');
  await expect(vscode.statusItem('Claim 1')).toBeVisible();
}

/** Removes it, with its note. */
async function untag(vscode: Workbench): Promise<void> {
  await vscode.editor.click(WORDS);
  await vscode.press('Control+;', 'x');
  await expect(vscode.statusItem('no annotations')).toBeVisible();
}

test.beforeEach(async ({ vscode }) => {
  await vscode.openFile('pokrovsk.txt');
  await tag(vscode);
});

test('a note is written, changed and left, with keys and with buttons', async ({ vscode, folder }) => {
  const sidecar = () => folder.text('pokrovsk.txt.newsmark.yaml');
  const before = timeless(await sidecar());
  await vscode.press('Control+;', 'e');
  await vscode.note.opened('');
  await vscode.page.keyboard.type('Seen by whom?\nCompare the film.');
  await vscode.press('Control+Enter');
  await vscode.note.closed();
  await expect
    .poll(async () => timeless(await sidecar()))
    .toBe(`${before}    note: |-\n      Seen by whom?\n      Compare the film.\n`);

  await test.step('the keys are back in the article, and the note opens with what it says', async () => {
    await vscode.press('Control+;', 'e');
    await vscode.note.opened('Seen by whom?', 'Compare the film.');
    await vscode.page.keyboard.type(' Twice.');
    await vscode.press('Control+Enter');
    await vscode.note.closed();
    await expect.poll(sidecar).toContain('      Compare the film. Twice.\n');
  });

  await test.step('one step of undo', async () => {
    await vscode.press('Control+;', 'u');
    await expect.poll(sidecar).toContain('      Compare the film.\n');
    await vscode.press('Control+;', 'u');
    await expect.poll(async () => timeless(await sidecar())).toBe(before);
  });

  await test.step('no text is no note', async () => {
    // VS Code holds the first run of a command back: the next one would overtake it.
    await vscode.press('Control+;', 'Shift+U');
    await expect.poll(sidecar).toContain('      Compare the film.\n');
    await vscode.press('Control+;', 'e');
    await vscode.note.opened('Seen by whom?', 'Compare the film.');
    await vscode.press('Control+a', 'Delete', 'Control+Enter');
    await vscode.note.closed();
    await expect.poll(async () => timeless(await sidecar())).toBe(before);
  });

  await test.step('Escape leaves the note as it was', async () => {
    await vscode.press('Control+;', 'e');
    await vscode.note.write('As it was.');
    await expect.poll(() => folder.text('pokrovsk.txt.newsmark.yaml')).toContain('note: As it was.');
    const before = await folder.text('pokrovsk.txt.newsmark.yaml');
    await vscode.press('Control+;', 'e');
    await vscode.note.opened('As it was.');
    await vscode.page.keyboard.type('\nNo');
    await vscode.press('Escape');
    await vscode.note.closed();
    // The next thing that is written is another one: nothing of the note waits.
    await vscode.press('Control+;', 'l');
    await vscode.quick.pick('Source');
    await expect(vscode.statusItem('Source 1')).toBeVisible();
    await vscode.press('Control+;', 'u');
    await expect(vscode.statusItem('Claim 1')).toBeVisible();
    await expect.poll(() => folder.text('pokrovsk.txt.newsmark.yaml')).toBe(before);
    await untag(vscode);
    await tag(vscode);
  });

  await test.step('the buttons save and cancel, and nothing else of comments is there', async () => {
    await vscode.press('Control+;', 'e');
    await vscode.note.opened('');
    await vscode.page.keyboard.type('with the mouse');
    const { element } = vscode.note;
    await expect(element).toContainText(`Claim: ${WORDS}`);
    await expect(element.getByRole('button')).toHaveText([/^$/, 'Save Note', 'Cancel']);
    await element.getByRole('button', { name: 'Save Note' }).click();
    await vscode.note.closed();
    await expect.poll(() => folder.text('pokrovsk.txt.newsmark.yaml')).toContain('note: with the mouse\n');
    await expect(vscode.page.locator('.part.panel')).toBeHidden();
    await vscode.press('Control+;', 'e');
    await vscode.note.opened('with the mouse');
    await vscode.page.keyboard.type(' no');
    await element.getByRole('button', { name: 'Cancel' }).click();
    await vscode.note.closed();
    await expect(vscode.page.locator('.part.panel')).toBeHidden();
    expect(await folder.text('pokrovsk.txt.newsmark.yaml')).toContain('note: with the mouse\n');
  });

  await test.step('a note below the last line is scrolled into view', async () => {
    await vscode.editor.click('with defiance');
    await vscode.press('Control+;', 'q');
    await expect(vscode.statusItem('Quote 1')).toBeVisible();
    await vscode.press('Control+;', 'e');
    await vscode.note.opened('');
    await expect(vscode.note.element.getByRole('button', { name: 'Save Note' })).toBeInViewport({ ratio: 1 });
    await vscode.screenshot('note-low');
  });
});

test('a note is kept, wherever it is written and however it is left', async ({ vscode, folder }) => {
  await test.step('going on to another article saves it', async () => {
    await vscode.press('Control+;', 'e');
    await vscode.note.opened('');
    await vscode.page.keyboard.type('half a thought');
    await vscode.openFile('kharkiv.txt');
    await expect.poll(() => folder.text('pokrovsk.txt.newsmark.yaml')).toContain('note: half a thought\n');
    await vscode.openFile('pokrovsk.txt');
    await vscode.editor.click(WORDS);
    await vscode.press('Control+;', 'e');
    await vscode.note.opened('half a thought');
    await vscode.page.keyboard.type(' more');
    await vscode.press('Control+w');
    await expect.poll(() => folder.text('pokrovsk.txt.newsmark.yaml')).toContain('note: half a thought more\n');
    await vscode.openFile('pokrovsk.txt');
    await untag(vscode);
    await tag(vscode);
  });

  await test.step('its keys are letters, whatever the article is', async () => {
    const before = await folder.bytes('pokrovsk.txt');
    await vscode.runCommand('File: Set Active Editor Read-only in Session');
    await vscode.editor.click(WORDS);
    await vscode.press('Control+;', 'e');
    await vscode.note.opened('');
    await expect(vscode.statusItem('Claim 1')).toBeVisible();
    await vscode.press('Control+;', 'x');
    await vscode.page.keyboard.type('locked');
    await vscode.press('Control+Enter');
    await vscode.note.closed();
    await expect(vscode.statusItem('Claim 1')).toBeVisible();
    await expect.poll(() => folder.text('pokrovsk.txt.newsmark.yaml')).toContain('note: xlocked\n');
    expect(await folder.bytes('pokrovsk.txt')).toEqual(before);
    await vscode.runCommand('File: Reset Active Editor Read-only in Session');
    await untag(vscode);
    await tag(vscode);
  });

  await test.step('one that cannot be saved when it is left is offered as a text', async () => {
    await vscode.press('Control+;', 'e');
    await vscode.note.opened('');
    await vscode.page.keyboard.type('not to be lost');
    await vscode.editor.click('A Russian war blogger');
    await vscode.press('Control+;', 'u');
    await expect(vscode.statusItem('no annotations')).toBeVisible();
    await vscode.openFile('kharkiv.txt');
    await vscode.answerNotification('A note could not be saved.', 'Show Note');
    await vscode.editor.boxes('not to be lost');
  });

  await test.step('in two editors of one article it is in both, and the one with the keys counts', async () => {
    await vscode.openFile('pokrovsk.txt');
    await tag(vscode);
    await vscode.runCommand('View: Split Editor Right');
    await expect(vscode.page.locator('.editor-group-container')).toHaveCount(2);
    await vscode.press('Control+;', 'e');
    await expect(vscode.note.element).toHaveCount(2);
    await vscode.note.opened('');
    await vscode.page.keyboard.type('twice');
    await vscode.press('Control+Enter');
    await vscode.note.closed();
    await expect.poll(() => folder.text('pokrovsk.txt.newsmark.yaml')).toContain('note: twice\n');
  });
});

test.describe('where VS Code hides comments', () => {
  test.use({ settings: { 'comments.visible': false } });

  test('the person is told and can show them', async ({ vscode, folder }) => {
    await vscode.press('Control+;', 'e');
    await vscode.answerNotification('Notes are written where VS Code shows comments', 'Show Comments');
    await vscode.note.write('here it is');
    await expect.poll(() => folder.text('pokrovsk.txt.newsmark.yaml')).toContain('note: here it is\n');
  });
});
