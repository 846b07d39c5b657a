import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from './fixtures.ts';

const HOSTILE = [
  '[go](command:workbench.action.quit) <img src=x onerror="window.pwned = 1"> ![y](https://evil.example/y.png)',
  'https://evil.example/ <b>bold</b> **strong** $(zap) </script><script>window.pwned = 1</script> \u202egnp.exe\u202c \u0007',
].join(' ');

const quoted = JSON.stringify;
const WORDS = ['A Russian war blogger', 'deep frustration', 'coordination'] as const;

const CODEBOOK = `newsmark: 1
labels:
  claim:
    title: ${quoted(`C ${HOSTILE}`)}
    description: ${quoted(HOSTILE)}
    color: orange
    attributes:
      verdict: { title: ${quoted(`V ${HOSTILE}`)}, values: [unverified, ${quoted(HOSTILE)}] }
  source:
    title: Source
    color: blue
    attributes:
      entity: { type: string }
roles:
  source: { title: ${quoted(`R ${HOSTILE}`)}, from: [claim], to: [source] }
`;

/** The same text in every field that a person or another tool can write. */
const sidecar = (article: string): string => {
  const target = (words: string) => {
    const start = article.indexOf(words);
    return `[{ exact: ${quoted(words)}, start: ${start}, end: ${start + words.length} }]`;
  };
  return `newsmark: 1
annotations:
  - id: claim000
    label: claim
    target: ${target(WORDS[1])}
    attributes: { verdict: ${quoted(HOSTILE)}, ${quoted(`other ${HOSTILE}`)}: ${quoted(HOSTILE)} }
    note: ${quoted(HOSTILE)}
    links:
      - { role: source, to: source00 }
      - { role: ${quoted(HOSTILE)}, to: ${quoted(HOSTILE)} }
    review: { state: ${quoted(HOSTILE)}, by: ${quoted(HOSTILE)}, at: ${quoted(HOSTILE)} }
    by: ${quoted(HOSTILE)}
    created: ${quoted(HOSTILE)}
    modifiedBy: ${quoted(HOSTILE)}
    modified: ${quoted(HOSTILE)}
    conflict:
      - { field: note, theirs: ${quoted(`theirs ${HOSTILE}`)} }
  - id: source00
    label: source
    target: ${target(WORDS[0])}
    attributes: { entity: ${quoted(`E ${HOSTILE}`)} }
  - id: lost0000
    label: ${quoted(`L ${HOSTILE}`)}
    target: [{ exact: ${quoted(HOSTILE)}, start: 3, end: 4, state: lost }]
  - id: long0000
    label: claim
    target: ${target(WORDS[2])}
    note: ${quoted(`long ${'word '.repeat(200_000)}`)}
`;
};

test.use({ settings: { 'newsmark.hints': true } });

test('nothing that stands in a file runs, is fetched, drawn or read backwards, wherever it is shown', async ({
  vscode,
  folder,
}) => {
  const { page } = vscode;
  const fetched: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('evil')) fetched.push(request.url());
  });
  const harmless = async (what: string) => {
    const found = await page.evaluate(() => ({
      pwned: 'pwned' in window,
      turned: [...document.querySelectorAll('body *')].flatMap((each) =>
        [...each.childNodes, ...each.attributes].some((node) => node.nodeValue?.includes('\u202e'))
          ? [`${each.className} ${each.textContent}`.slice(0, 100)]
          : [],
      ),
      drawn: [...document.querySelectorAll('.codicon-zap, img[src*="evil"], img[src="x"]')].map((each) =>
        `${each.className} ${each.parentElement?.textContent}`.slice(0, 100),
      ),
      links: [...document.querySelectorAll('a[data-href], a[href]')]
        .map((a) => a.getAttribute('data-href') ?? a.getAttribute('href') ?? '')
        // What our own commands are told of it is a value.
        .filter((href) => /evil|workbench\.action\.quit/.test(href) && !href.startsWith('command:newsmark.')),
    }));
    expect({ ...found, fetched }, what).toEqual({ pwned: false, turned: [], drawn: [], links: [], fetched: [] });
  };
  const article = (await folder.text('pokrovsk.txt')) ?? '';
  await writeFile(path.join(folder.path, 'newsmark.yaml'), CODEBOOK);
  await writeFile(path.join(folder.path, 'pokrovsk.txt.newsmark.yaml'), sidecar(article));
  await vscode.openFile('pokrovsk.txt');
  await vscode.openView('Newsmark');
  await expect(vscode.treeItem(/deep frustration/)).toBeVisible();
  await harmless('the text, its hints, the status bar and This Article');

  await vscode.editor.hover(WORDS[1], 'U+202E');
  await harmless('the hover');
  await vscode.editor.hover(WORDS[2], 'long word word');
  await harmless('the hover over a note of 1 MB');

  for (const section of ['Sources', 'Claims', 'To Look At']) await vscode.treeItem(section).click();
  await expect(vscode.treeItem(/^E \[go\]/)).toBeVisible();
  await harmless('Workspace');

  await vscode.runCommand('View: Focus Problems');
  await expect(page.locator('.markers-panel')).toContainText('The codebook has no label "L [go]');
  await harmless('Problems');

  await vscode.editor.click(WORDS[1], 3);
  for (const [keys, what] of [
    [['Control+;', 't'], 'the labels to choose from'],
    [['Control+;', 'v'], 'the attributes'],
    [['Control+;', 'i'], 'the links'],
    [['Control+;', 'r'], 'what can be linked'],
    [['Control+Shift+O'], 'the symbols of the article'],
  ] as const) {
    await vscode.press(...keys);
    await vscode.quick.rows.first().waitFor();
    await harmless(what);
    await vscode.press('Escape');
  }
});
