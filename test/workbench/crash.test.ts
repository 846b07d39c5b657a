import { expect, test } from './fixtures.ts';

// All goes to the journal: the sidecar of an article with unsaved changes is not written.
test.use({ editsArticles: true });

const ROUNDS = [
  { c: 'deep frustration', s: 'the blogger', q: '“hopeless”' },
  { c: 'a massive fireball', s: 'Bazalt Defence Plant', q: '“unacceptable”' },
] as const;

test('an extension host that is killed loses nothing that it said was done', async ({ vscode, host, folder }) => {
  await vscode.openFile('pokrovsk.txt');
  await vscode.editor.goTo(1);
  await vscode.page.keyboard.type('BREAKING: ');
  // VS Code stores unsaved text a second after it was typed; what it has not stored a reload cannot bring back.
  await vscode.page.waitForTimeout(2000);
  for (const round of ROUNDS) {
    for (const [key, title] of [
      ['c', 'Claim'],
      ['s', 'Source'],
      ['q', 'Quote'],
    ] as const) {
      await vscode.editor.select(round[key]);
      await vscode.press('Control+;', key);
      // It says so when the work is in the journal.
      await expect(vscode.statusItem(`Tagged as ${title}.`)).toBeVisible();
    }
    await host.crash();
    const all = vscode.statusItem(
      round === ROUNDS[0] ? 'Claim 1 · Source 1 · Quote 1' : 'Claim 2 · Source 2 · Quote 2',
    );
    if (round === ROUNDS[1]) {
      // The next one has the workspace's storage by now, and still has it when the window is loaded again.
      await expect(all).toBeHidden();
      await expect(all).toBeVisible();
    }
    await vscode.reload();
    await expect.poll(() => vscode.isDirty('pokrovsk.txt')).toBe(true);
    await expect(all).toBeVisible();
  }
  expect(await folder.text('pokrovsk.txt.newsmark.yaml')).toBeUndefined();
  await vscode.editor.click('BREAKING');
  await vscode.press('Control+s');
  await expect.poll(() => vscode.isDirty('pokrovsk.txt')).toBe(false);
  const words = ROUNDS.flatMap((round) => Object.values(round));
  const sidecar = () => folder.text('pokrovsk.txt.newsmark.yaml');
  for (const each of words) await expect.poll(sidecar).toContain(`exact: ${each}`);
  expect(await sidecar()).not.toContain('state:');
});
