import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { expect, test } from './fixtures.ts';

const BLOGGER =
  'A Russian war blogger has publicly expressed deep frustration over the complete breakdown of coordination within the Russian army.';
const RANT = /^In a rare and raw rant, /;

test.use({ isEmpty: true });
// Two windows, one after the other.
test.setTimeout(120_000);

test('a stranger with an empty window finds the first steps, opens the samples and tags', async ({
  vscode,
  folder,
}) => {
  const { page } = vscode;
  const steps = page.locator('.gettingStartedContainer .getting-started-step');
  const step = (title: string) => steps.filter({ hasText: title });
  const isDone = (title: string) => expect(step(title).getByRole('checkbox')).toHaveAttribute('aria-checked', 'true');
  const target = path.dirname(folder.path);
  const sidecar = async (): Promise<unknown> => {
    const file = path.join(target, 'newsmark-samples', 'pokrovsk.txt.newsmark.yaml');
    const { annotations } = parse(await readFile(file, 'utf8').catch(() => 'annotations: []'));
    return annotations.map(({ label, target: [{ exact }] }: { label: string; target: [{ exact: string }] }) => [
      label,
      exact,
    ]);
  };

  const chooseFolder = async () => {
    // The dialog opens with another folder, and what is typed before that is lost.
    await expect(vscode.quick.row('..')).toBeVisible();
    await vscode.quick.input.fill(`${target}/`);
    await expect(vscode.quick.row(path.basename(folder.path))).toBeVisible();
  };

  await test.step('the empty view leads to the first steps, and these to the samples', async () => {
    await vscode.openView('Newsmark');
    await page.locator('.part.sidebar').getByRole('button', { name: 'Show the First Steps' }).click();
    await expect(steps).toHaveCount(6);
    await step('Open two articles').getByRole('button', { name: 'Open Sample Articles…' }).click();
    await chooseFolder();
    await Promise.all([page.waitForEvent('load'), vscode.press('Enter')]);
    await vscode.ready();
  });

  await test.step('the articles are there, beside the next step', async () => {
    await vscode.editor.boxes('A surprise offensive in Kharkiv Oblast');
    await expect(step('Tag a sentence').getByRole('button', { name: 'Tag as Claim' })).toBeVisible();
    await isDone('Open two articles');
  });

  await test.step('its button tags in the article, the keys too', async () => {
    await page.locator('.tab[data-resource-name="pokrovsk.txt"]').click();
    await vscode.editor.click('publicly');
    await step('Tag a sentence').getByRole('button', { name: 'Tag as Claim' }).click();
    await expect.poll(sidecar).toEqual([['claim', BLOGGER]]);
    await isDone('Tag a sentence');
    await vscode.editor.click('dysfunction');
    await vscode.press('Control+;', 's');
    await expect.poll(sidecar).toEqual([
      ['claim', BLOGGER],
      ['source', expect.stringMatching(RANT)],
    ]);
  });

  await test.step('the list of keys is one key away, and does what is chosen', async () => {
    await vscode.press('Control+;', 'h');
    await expect(vscode.quick.row('Tag as Quote')).toContainText('Ctrl+; Q');
    await vscode.quick.pick('Toggle Tagging Mode');
    await expect(vscode.statusItem(/^\s*Tagging$/)).toBeVisible();
    await isDone('Go faster with single keys');
    await vscode.press('Shift+Slash');
    await expect(vscode.quick.row('Next sentence')).toContainText('j');
    await vscode.quick.input.fill('Undo');
    await vscode.quick.pick('Undo');
    await expect.poll(sidecar).toEqual([['claim', BLOGGER]]);
  });

  await test.step('more of them go elsewhere, and no window is replaced without a question', async () => {
    await vscode.runCommand('Newsmark: Open Sample Articles…');
    await chooseFolder();
    await vscode.press('Enter');
    const question = vscode.dialog(path.join(target, 'newsmark-samples-2'));
    await expect(question.getByRole('button', { name: 'Open in New Window' })).toBeFocused();
    await expect(question.getByRole('button', { name: 'Open in This Window' })).toBeVisible();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(sidecar).toEqual([['claim', BLOGGER]]);
  });
});
