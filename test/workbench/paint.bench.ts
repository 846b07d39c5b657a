import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { print } from '../../src/formats/sidecar.ts';
import { sha256, toSidecar } from '../../src/store/article.ts';
import { tagged } from '../bench/tagged.ts';
import { compose } from '../bench/texts.ts';
import { expect, test } from './fixtures.ts';

// Not a test of what must be, but a measurement: `npm run bench tagging`.

const TAGS = 100;
const COUNT = 1000;

test('from the key to the paint', async ({ vscode, folder }) => {
  test.setTimeout(120_000);
  const text = compose('prose', 100, 100_000);
  const annotations = tagged(text, COUNT, ['source', 'quote']);
  const about = { file: 'long.txt', sha256: await sha256(text) };
  const sidecar = print(toSidecar({ article: about, annotations: [] }, about, annotations, text));
  await writeFile(path.join(folder.path, 'long.txt'), text);
  await writeFile(path.join(folder.path, 'long.txt.newsmark.yaml'), sidecar);
  await vscode.openFile('long.txt');
  await expect(vscode.statusItem('Source 500 · Quote 500')).toBeVisible();
  await vscode.press('Control+Home', 'Control+;', 'Control+;');
  await expect(vscode.statusItem(/^\s*Tagging$/)).toBeVisible();
  const times: number[] = [];
  for (let i = 1; i <= TAGS; i++) {
    const watch = await vscode.page.evaluateHandle(watchPaint);
    await vscode.press('c');
    times.push(await watch.evaluate(({ painted }) => painted));
    await expect(vscode.statusItem(`Claim ${i} ·`)).toBeVisible();
    await vscode.press('j');
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
  console.log(
    `${TAGS} tags, ${COUNT} annotations, from key to paint: median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms`,
  );
});

/** In the page: from the next key to the frame that shows other marks than before, in milliseconds. */
function watchPaint(): { readonly painted: Promise<number> } {
  const marks = () => document.querySelector('.editor-group-container.active .view-overlays')?.innerHTML;
  const painted = new Promise<number>((resolve) => {
    addEventListener(
      'keydown',
      () => {
        const begin = performance.now();
        const before = marks();
        const look = (): void => {
          // The frame in which they are there is painted behind this one.
          if (marks() !== before) requestAnimationFrame(() => resolve(performance.now() - begin));
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      },
      { capture: true, once: true },
    );
  });
  return { painted };
}
