import { expect, test } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

const SENTENCE = 'The assault was described by eyewitnesses as uncoordinated and poorly executed.';
const [BEFORE, INNER, AFTER] = ['The assault was', 'eyewitnesses', 'uncoordinated and poorly'];
const QUOTE = 'a massive fireball';

async function tag(vscode: Workbench, words: string, key: string, count: string): Promise<void> {
  await vscode.editor.select(words);
  await vscode.press('Control+;', key);
  await expect(vscode.statusItem(count)).toBeVisible();
}

const looks = async (vscode: Workbench, words: string): Promise<string[]> =>
  (await vscode.editor.paint(words)).map(({ background, borderBottom }) => `${background} ${borderBottom}`);

test('annotations are seen apart, also over one another, as the settings and the theme want', async ({ vscode }) => {
  await test.step('the one at the cursor has an outline, and those that it is linked to a dashed one', async () => {
    await vscode.openFile('pokrovsk.txt');
    await expect(vscode.statusItem('no annotations')).toBeVisible();
    await tag(vscode, INNER, 's', 'Source 1');
    await tag(vscode, QUOTE, 'q', 'Source 1 · Quote 1');
    await expect.poll(() => vscode.editor.outlines(QUOTE)).toEqual([expect.stringContaining('solid')]);
    expect(await vscode.editor.outlines(INNER)).toEqual([]);
    await vscode.press('Control+;', 'r');
    await vscode.quick.pick(/said by Source/);
    await expect.poll(() => vscode.editor.outlines(INNER)).toEqual([expect.stringContaining('dashed')]);
    await vscode.editor.click(INNER, 3);
    await expect.poll(() => vscode.editor.outlines(INNER)).toEqual([expect.stringContaining('solid')]);
    await expect.poll(() => vscode.editor.outlines(QUOTE)).toEqual([expect.stringContaining('dashed')]);
    await vscode.editor.click(BEFORE, 2);
    await expect.poll(() => vscode.editor.outlines()).toEqual([]);
    await vscode.editor.click(QUOTE, 3);
    await vscode.press('Control+;', 'x');
    await expect(vscode.statusItem(/^\s*Source 1$/)).toBeVisible();
  });

  const hints = () => vscode.page.locator('.editor-group-container.active .view-lines').first().innerText();

  await test.step('of two over one another the innermost is seen, and the rest of the other on either side', async () => {
    const source = await looks(vscode, INNER);
    await tag(vscode, SENTENCE, 'c', 'Claim 1 · Source 1');
    expect(await looks(vscode, INNER)).toEqual(source);
    const claim = await looks(vscode, BEFORE);
    expect(claim).toHaveLength(1);
    expect(claim).not.toEqual(source);
    expect(await looks(vscode, AFTER)).toEqual(claim);

    await vscode.editor.click(AFTER);
    await vscode.press('Control+;', 'v');
    await vscode.quick.pick('Verdict');
    await vscode.quick.pick('disputed');
    await expect(vscode.statusItem('Verdict: disputed.')).toBeVisible();
    expect(await hints()).not.toContain('disputed');
  });

  await test.step('settings leave the line alone, and tell verdicts and notes behind it', async () => {
    await vscode.changeSettings({ 'newsmark.highlights': 'underline', 'newsmark.hints': true });
    await expect(vscode.statusItem('Claim 1 · Source 1')).toBeVisible();
    const [line] = await vscode.editor.paint(INNER);
    expect(line?.background).toBe('rgba(0, 0, 0, 0)');
    expect(line?.borderBottom).toContain('dotted');
    await expect.poll(hints).toContain('disputed');
  });

  await test.step('or the background', async () => {
    await vscode.changeSettings({ 'newsmark.highlights': 'background', 'newsmark.hints': false });
    await expect(vscode.statusItem('Claim 1 · Source 1')).toBeVisible();
    const [tint] = await vscode.editor.paint(INNER);
    expect(tint?.background).not.toBe('rgba(0, 0, 0, 0)');
    expect(tint?.borderBottom).toContain('none');
    expect(await hints()).not.toContain('disputed');
  });

  await test.step('but high contrast has lines', async () => {
    await vscode.setTheme('Dark High Contrast');
    await expect.poll(async () => (await vscode.editor.paint(INNER))[0]?.borderBottom).toContain('dotted');
  });
});
