import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { print } from '../../src/formats/sidecar.ts';
import { sha256, toSidecar } from '../../src/store/article.ts';
import { tagged } from '../bench/tagged.ts';
import { compose } from '../bench/texts.ts';
import { expect, test } from './fixtures.ts';

// Not a test of what must be, but a measurement: `npm run bench seeing`.

const LENGTH = 1_000_000;
const COUNT = 10_000;
const TYPED = 200;

test.use({
  editsArticles: true,
  neighbour: path.resolve(import.meta.dirname, '../fixtures/painter'),
  settings: { 'files.associations': { '*.story': 'news' } },
});

test('10,000 annotations in an article of 1 MB', async ({ vscode, folder }) => {
  test.setTimeout(180_000);
  const { page } = vscode;
  const text = compose('prose', 100, LENGTH);
  const annotations = tagged(text, COUNT, ['claim', 'source', 'quote']);
  const about = { file: 'long.txt', sha256: await sha256(text) };
  const sidecar = print(toSidecar({ article: about, annotations: [] }, about, annotations, text));
  await writeFile(path.join(folder.path, 'long.txt'), text);
  await writeFile(path.join(folder.path, 'long.txt.newsmark.yaml'), sidecar);
  const offsets = annotations.flatMap(({ target }) => target.map(({ start, end }) => [start, end]));
  await writeFile(path.join(folder.path, 'bare.story'), text);
  await writeFile(path.join(folder.path, 'bare.story.json'), JSON.stringify(offsets));
  // What the extension host sends: the name of the call stands in the message.
  let calls = 0;
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
      for (let at = bytes.indexOf('$trySetDecorations'); at >= 0; at = bytes.indexOf('$trySetDecorations', at + 1))
        calls++;
    });
  });
  await vscode.reload();
  // Newsmark is awake before: what is measured is the article.
  await vscode.openFile('pokrovsk.txt');
  await expect(vscode.statusItem('no annotations')).toBeVisible();
  const open = async (name: string): Promise<number> => {
    const opened = page.evaluateHandle(watchOpening);
    await vscode.openFile(name);
    const { shown, painted } = await (await opened).evaluate(({ done }) => done);
    return painted - shown;
  };
  // What it costs where all places are known: both as the first large file of a window.
  const bare = await open('bare.story');
  await vscode.reload();
  await vscode.openFile('pokrovsk.txt');
  await expect(vscode.statusItem('no annotations')).toBeVisible();
  calls = 0;
  const ours = await open('long.txt');
  await expect(vscode.statusItem(/Claim 3334/)).toBeVisible({ timeout: 30_000 });
  // All of them are sent a moment after those on the screen.
  await expect(page.locator('.decorationsOverviewRuler')).toBeVisible();
  await page.waitForTimeout(1000);
  const sent = calls;
  calls = 0;
  await vscode.editor.goTo(1, 1);
  for (let i = 0; i < TYPED; i++) await page.keyboard.type('x');
  await expect(vscode.editor.status).toContainText(`Col ${TYPED + 1}`);
  console.log(
    `${COUNT} annotations, from the text to its highlights: ${ours.toFixed(0)} ms, of bare decorations ${bare.toFixed(0)} ms; ` +
      `setDecorations calls: ${sent} until all is shown, ${calls} while ${TYPED} characters are typed`,
  );
});

/** In the page: when the next text is there, and when the first mark behind it is. */
function watchOpening(): { readonly done: Promise<{ readonly shown: number; readonly painted: number }> } {
  const before = document.querySelector('.editor-group-container.active .view-lines')?.textContent;
  let shown = 0;
  const done = new Promise<{ readonly shown: number; readonly painted: number }>((resolve) => {
    const look = (): void => {
      const group = document.querySelector('.editor-group-container.active');
      const text = group?.querySelector('.view-lines')?.textContent;
      if (shown === 0 && text && text !== before) shown = performance.now();
      if (shown > 0 && group?.querySelector('.view-overlays [class*="ced-"]'))
        resolve({ shown, painted: performance.now() });
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  return { done };
}
