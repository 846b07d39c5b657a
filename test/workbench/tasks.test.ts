import { parse } from 'yaml';
import { expect, test } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

// What people do with Newsmark on most days, and in how many steps: a key (of a chord each), a click or some words typed.
// Who makes one of them longer has to say so here.

class Person {
  readonly #vscode: Workbench;
  steps = 0;

  constructor(vscode: Workbench) {
    this.#vscode = vscode;
  }

  async press(...keys: readonly string[]): Promise<void> {
    this.steps += keys.length;
    await this.#vscode.press(...keys);
  }

  async type(words: string): Promise<void> {
    this.steps += 1;
    await this.#vscode.page.keyboard.type(words);
  }
}

interface Found {
  readonly annotations: readonly {
    readonly id: string;
    readonly label: string;
    readonly target: readonly { readonly exact: string }[];
    readonly attributes?: Readonly<Record<string, string>>;
    readonly note?: string;
    readonly links?: readonly { readonly role: string; readonly to: string }[];
    readonly review?: { readonly state: string };
  }[];
}

test('an article is marked up, a claim is found again, and another person’s work is reviewed', async ({
  vscode,
  folder,
}) => {
  const { page } = vscode;
  const read = async (name: string): Promise<Found['annotations']> =>
    (parse((await folder.text(`${name}.newsmark.yaml`)) ?? 'annotations: []') as Found).annotations;

  await test.step('marking up: a claim with its verdict, a source, what it said, and a note', async () => {
    await vscode.openFile('pokrovsk.txt');
    await vscode.press('Control+Home');
    const person = new Person(vscode);
    await person.press('Control+;', 'Control+;');
    await expect(vscode.statusItem(/Tagging$/)).toBeVisible();
    await person.press('c', 'v', '3');
    await expect(vscode.statusItem(/disputed/)).toBeVisible();
    await person.press('j', 'j', 'Shift+L', 'Shift+L', 's');
    await expect(vscode.statusItem(/Source 1/)).toBeVisible();
    await person.press('q', 'Shift+R', 'e');
    await vscode.note.opened('');
    await person.type('Ask for the post itself.');
    await person.press('Control+Enter');
    await vscode.note.closed();
    await expect
      .poll(async () => (await read('pokrovsk.txt')).map(({ note }) => note))
      .toContain('Ask for the post itself.');
    const found = await read('pokrovsk.txt');
    const [claim, source, quote] = ['claim', 'source', 'quote'].map((name) =>
      found.find(({ label }) => label === name),
    );
    expect(claim?.attributes).toEqual({ verdict: 'disputed' });
    expect(source?.target[0]?.exact).toBe('The blogger');
    expect(quote?.target[0]?.exact).toMatch(/^The blogger said .* another\.$/);
    expect(quote?.links).toEqual([{ role: 'source', to: source?.id }]);
    expect(person.steps).toBe(15);
    await vscode.press('Control+;', 'Control+;');
    await expect(vscode.statusItem(/Tagging$/)).toBeHidden();
  });

  await test.step('a week later: the claim, its verdict and its place by some of its words', async () => {
    const later = new Person(vscode);
    await later.press('Control+t');
    await later.type('shattered thin');
    const row = vscode.quick.row(/has shattered the thin Russian lines/).first();
    await row.waitFor();
    await expect(vscode.quick.rows.first()).toContainText('disputed · kharkiv.txt');
    await later.press('Enter');
    await expect(page.locator('.tab.active')).toContainText('kharkiv.txt');
    expect(later.steps).toBe(3);
  });

  await test.step('reviewing: each annotation with all that there is of it, one key for one answer', async () => {
    await vscode.openFile('kharkiv.txt');
    await vscode.press('Control+Home');
    await expect(vscode.editor.status).toContainText('Ln 1, Col 1');
    const reviewer = new Person(vscode);
    await reviewer.press('Control+;', 'Control+;');
    await expect(vscode.statusItem(/Tagging$/)).toBeVisible();
    const hover = page.locator('.monaco-editor .monaco-hover:not(.workbench-hover):visible');
    await reviewer.press('Shift+Y');
    await expect(vscode.statusItem(/41 are left/)).toBeVisible();
    await expect(hover).toContainText('Claim');
    await reviewer.press('Shift+Y', 'Shift+N');
    await expect(vscode.statusItem(/39 are left/)).toBeVisible();
    const states = async () => (await read('kharkiv.txt')).slice(0, 3).map(({ review }) => review?.state);
    await expect.poll(states).toEqual(['accepted', 'accepted', 'rejected']);
    // Two to begin, then one for each annotation.
    expect(reviewer.steps).toBe(2 + 3);
  });
});
