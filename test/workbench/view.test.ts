import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { parse } from 'yaml';
import { expect, type Folder, test } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

const TEXT = `Ann Lee spoke first. “We are tired,” she said. The budget fell by 4 percent.
Ben Ode disagreed: “Nobody is tired.” The room was loud. Nothing was decided.
`;

/** One annotation as it stands in a file; the words must stand once in the article. */
function item(id: string, label: string, words: string, more = ''): string {
  const start = TEXT.indexOf(words);
  const target = `    target:\n      - exact: ${JSON.stringify(words)}\n        start: ${start}\n        end: ${start + words.length}\n`;
  return `  - id: ${id}\n    label: ${label}\n${target}${more}    created: "2026-11-21T21:05:00Z"\n`;
}

const saidBy = (id: string) => `    links:\n      - role: source\n        to: ${id}\n`;
const LOST = item('lost0000', 'claim', 'Nothing was decided', '').replace('Nothing was decided', 'Everything ended');

const ITEMS = [
  item('ann00000', 'source', 'Ann Lee', '    attributes:\n      entity: Ann Lee\n'),
  item('tired000', 'quote', 'We are tired'),
  item('she00000', 'source', 'she', '    attributes:\n      entity: Ann Lee\n'),
  item('budget00', 'claim', 'The budget fell by 4 percent', '    attributes:\n      verdict: disputed\n'),
  item('ben00000', 'source', 'Ben Ode'),
  item('nobody00', 'quote', 'Nobody is tired', saidBy('ben00000')),
  item('loud0000', 'mood', 'The room was loud', '    note: Crème brûlée\n    review:\n      state: accepted\n'),
  item('was00000', 'mood', 'was'),
  LOST,
];

const CODEBOOK = `newsmark: 1
labels:
  claim: { title: Claim, color: orange, attributes: { verdict: { values: [unverified, disputed] } } }
  source: { title: Source, color: blue, attributes: { entity: { type: string } } }
  quote: { title: Quote, color: green }
  mood: { title: Mood, color: "#aa3377" }
roles:
  source: { title: said by, from: [quote, claim], to: [source] }
  supports: { title: supports, from: [quote], to: [claim] }
  contradicts: { title: contradicts, from: [quote], to: [claim] }
articles: ["**/*.txt"]
`;

/** Opens the article and the view of its annotations. */
async function open(vscode: Workbench, folder: Folder): Promise<void> {
  const write = (name: string, text: string) => writeFile(path.join(folder.path, name), text);
  await write('newsmark.yaml', CODEBOOK);
  await write('talk.txt', TEXT);
  await write('talk.txt.newsmark.yaml', `newsmark: 1\narticle:\n  file: talk.txt\nannotations:\n${ITEMS.join('')}`);
  await vscode.openFile('talk.txt');
  await vscode.openView('Newsmark');
  await expect(row(vscode, 'Ben Ode')).toBeVisible();
}

/** The rows of the view. */
const rows = (vscode: Workbench): Locator =>
  vscode.page.getByRole('tree', { name: 'This Article' }).getByRole('treeitem');

const row = (vscode: Workbench, text: string | RegExp): Locator => rows(vscode).filter({ hasText: text }).first();

/** The title of the view, with its buttons while the mouse is there. */
const titleOf = (vscode: Workbench): Locator =>
  vscode.page.locator('.part.sidebar .pane-header').filter({ hasText: 'This Article' });

async function press(vscode: Workbench, name: string): Promise<void> {
  await titleOf(vscode).hover();
  await titleOf(vscode).getByRole('button', { name }).click();
}

/** What the rows say, from the top: the words, and what stands behind them. */
const says = (vscode: Workbench, ...expected: readonly string[]) =>
  expect
    .poll(() => rows(vscode).locator('.monaco-icon-label-container').allInnerTexts())
    .toEqual(expected.map((each) => each.replace(' | ', '')));

const BY_LABEL = [
  ...['Lost | 1', 'Everything ended', 'Claim | 1', 'The budget fell by 4… | disputed'],
  ...['Source | 3', 'Ann Lee', 'she | Ann Lee', 'Ben Ode'],
  ...[
    'Quote | 2',
    'We are tired',
    'Nobody is tired | said by Ben Ode',
    'Mood | 2',
    'The room was loud | Crème brûlée',
    'was',
  ],
];

const BY_SOURCE = [
  ...['Lost | 1', 'Everything ended', 'Ann Lee | 2', 'Ann Lee', 'she', 'Ben Ode | 2', 'Ben Ode', 'Nobody is tired'],
  ...['No Source | 4', 'We are tired', 'The budget fell by 4… | disputed', 'The room was loud | Crème brûlée', 'was'],
];

/** The links in the sidecar: from which annotation, in which role, to which. */
async function links(folder: Folder): Promise<string[]> {
  const { annotations } = parse((await folder.text('talk.txt.newsmark.yaml')) ?? '') as Sidecar;
  return annotations.flatMap(({ id, links = [] }) => links.map(({ role, to }) => `${id} ${role} ${to}`));
}

interface Sidecar {
  readonly annotations: readonly {
    readonly id: string;
    readonly links?: readonly { readonly role: string; readonly to: string }[];
  }[];
}

test('the view lists by label, source, state or in text order, and what is typed filters it', async ({
  vscode,
  folder,
}) => {
  test.setTimeout(120_000);
  await open(vscode, folder);
  await says(vscode, ...BY_LABEL);

  await test.step('a colour of the codebook is seen as it is', async () => {
    const icon = row(vscode, 'The room was loud').locator('.custom-view-tree-node-item-icon');
    const image = await icon.evaluate((element) => getComputedStyle(element).backgroundImage);
    expect(atob(/base64,([^")]+)/.exec(image)?.[1] ?? '')).toContain('="#aa3377"');
  });

  await test.step('by source: mentions and what they said, then what has no source', async () => {
    await vscode.runCommand('Newsmark: Group by Source');
    await says(vscode, ...BY_SOURCE);
  });

  await test.step('by state, in text order, and remembered in the next window', async () => {
    await vscode.runCommand('Newsmark: Group by State');
    await expect(row(vscode, 'Accepted')).toBeVisible();
    await expect(row(vscode, 'Not Reviewed')).toBeVisible();
    await vscode.runCommand('Newsmark: Ungrouped, in Text Order');
    const inOrder = [
      'Everything ended',
      'Ann Lee',
      'We are tired',
      'she | Ann Lee',
      'The budget fell by 4… | disputed',
    ];
    const others = ['Ben Ode', 'Nobody is tired | said by Ben Ode', 'The room was loud | Crème brûlée', 'was'];
    await says(vscode, ...inOrder, ...others);
    await vscode.reload();
    await says(vscode, ...inOrder, ...others);
    await vscode.runCommand('Newsmark: Group by Label');
    await says(vscode, ...BY_LABEL);
  });

  await test.step('a filter finds words, labels, values and notes, without case and accents', async () => {
    await row(vscode, 'Ben Ode').click();
    await vscode.press('Control+;', 'f');
    await vscode.quick.input.fill('CREME mood');
    await says(vscode, 'Mood | 1', 'The room was loud | Crème brûlée');
    await expect(titleOf(vscode)).toContainText('“CREME mood”: 1 of 9 · talk.txt');
    await vscode.quick.input.fill('disputed');
    await says(vscode, 'Claim | 1', 'The budget fell by 4… | disputed');
    await vscode.quick.input.fill('disputed creme');
    await expect(vscode.page.getByText('No annotation has “disputed creme”.')).toBeVisible();
    await vscode.press('Enter');
    await expect(rows(vscode)).toHaveCount(0);
    await press(vscode, 'Clear Filter');
    await says(vscode, ...BY_LABEL);
  });
});

test('the view links, follows the cursor, acts on several, and lists the article in front only', async ({
  vscode,
  folder,
}) => {
  test.setTimeout(120_000);
  await open(vscode, folder);

  await test.step('what is dragged onto a source is linked to it, as the codebook allows', async () => {
    const drag = (from: string, to: string) => row(vscode, from).dragTo(row(vscode, to));
    const before = ['nobody00 source ben00000'];
    await drag('We are tired', 'Ben Ode');
    await expect.poll(() => links(folder)).toEqual(['tired000 source ben00000', ...before]);
    await vscode.runCommand('Newsmark: Undo Annotation Change');
    await expect.poll(() => links(folder)).toEqual(before);

    await test.step('several onto the name of a source: each is linked to the nearest mention, in one step', async () => {
      await vscode.runCommand('Newsmark: Group by Source');
      await says(vscode, ...BY_SOURCE);
      await row(vscode, 'We are tired').click();
      await row(vscode, 'The budget').click({ modifiers: ['Control'] });
      await drag('We are tired', 'Ann Lee');
      const all = ['tired000 source she00000', 'budget00 source she00000', ...before];
      await expect.poll(() => links(folder)).toEqual(all);
      await vscode.runCommand('Newsmark: Undo Annotation Change');
      await expect.poll(() => links(folder)).toEqual(before);
      await says(vscode, ...BY_SOURCE);
    });

    await test.step('of several roles one is chosen, and where none is allowed that is said', async () => {
      await drag('We are tired', 'The budget');
      await vscode.quick.pick('contradicts Claim: The budget fell by 4 percent');
      await expect.poll(() => links(folder)).toEqual(['tired000 contradicts budget00', ...before]);
      await expect(row(vscode, 'We are tired')).toContainText('contradicts The budget');
      await drag('disputed', 'We are tired');
      await expect(vscode.notification('The codebook allows no link from Claim to Quote.')).toBeVisible();
      await drag('We are tired', 'No Source');
      await expect(vscode.notification('drop them on an annotation')).toBeVisible();
      expect(await links(folder)).toEqual(['tired000 contradicts budget00', ...before]);
    });
    await vscode.runCommand('Newsmark: Undo Annotation Change');
    await expect.poll(() => links(folder)).toEqual(before);
    await vscode.runCommand('Newsmark: Group by Label');
    await says(vscode, ...BY_LABEL);
  });

  await test.step('it follows the cursor, acts on several, and lists the article in front only', async () => {
    const isSelected = (text: string) => expect(row(vscode, text)).toHaveAttribute('aria-selected', 'true');
    await vscode.editor.click('Nobody is tired', 3);
    await isSelected('Nobody is tired');
    await vscode.press('Home');
    await isSelected('Ben Ode');

    await test.step('keys link all that is selected, in one step of undo; a menu has what several can do', async () => {
      await row(vscode, 'We are tired').click();
      await row(vscode, 'The budget').click({ modifiers: ['Control'] });
      await row(vscode, 'The budget').click({ button: 'right' });
      await expect(vscode.page.getByRole('menuitem', { name: /^Link to/ })).toBeVisible();
      await expect(vscode.page.getByRole('menuitem', { name: /^Edit Note/ })).toHaveCount(0);
      await vscode.press('Escape', 'Control+;', 'r');
      // Claims support nothing here: what is not allowed for both is not offered.
      await vscode.quick.row('said by Source: she').waitFor();
      await expect(vscode.quick.row(/supports/)).toHaveCount(0);
      await vscode.quick.pick('said by Source: Ben Ode');
      const all = ['tired000 source ben00000', 'budget00 source ben00000', 'nobody00 source ben00000'];
      await expect.poll(() => links(folder)).toEqual(all);
      await isSelected('We are tired');
      await isSelected('The budget');
      await vscode.runCommand('Newsmark: Undo Annotation Change');
      await expect.poll(() => links(folder)).toEqual(['nobody00 source ben00000']);
    });

    await test.step('what is removed in the view does not lead it to what stands at the cursor now', async () => {
      await row(vscode, /^was/).click();
      await vscode.editor.selected('was'.length);
      await vscode.press('Delete');
      await expect(vscode.statusItem('Mood 1')).toBeVisible();
      // When this has been answered, everything before it has been.
      await vscode.press('Control+;', 'f');
      await vscode.quick.input.waitFor();
      await vscode.quick.close();
      await expect(row(vscode, 'The room was loud')).toHaveAttribute('aria-selected', 'false');
      await vscode.runCommand('Newsmark: Undo Annotation Change');
      await says(vscode, ...BY_LABEL);
    });

    await test.step('another file has no annotations; the sidecar, settings and output leave them', async () => {
      const none = vscode.page.getByText('Open an article to see its annotations here.');
      await vscode.openFile('newsmark.yaml');
      await expect(none).toBeVisible();
      await expect(rows(vscode)).toHaveCount(0);
      await vscode.openFile('talk.txt.newsmark.yaml');
      await says(vscode, ...BY_LABEL);
      await vscode.runCommand('Preferences: Open User Settings');
      await vscode.page.locator('.settings-editor').waitFor();
      await says(vscode, ...BY_LABEL);
      await vscode.press('Escape');
      await vscode.page.locator('.settings-editor').waitFor({ state: 'hidden' });
      await vscode.runCommand('Output: Focus on Output View');
      await vscode.page.locator('.part.panel .output-view').first().waitFor();
      await says(vscode, ...BY_LABEL);
      await vscode.runCommand('View: Close All Editors');
      await expect(none).toBeVisible();
    });
  });
});
