import { memoryUsage } from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { assert } from 'chai';
import * as vscode from 'vscode';
import { Articles } from '../../src/editor/articles.ts';
import { textOf } from '../../src/editor/convert.ts';
import { draft } from '../../src/editor/draft.ts';
import { filesOver } from '../../src/editor/files.ts';
import { Others } from '../../src/editor/others.ts';
import { hoverAt } from '../../src/editor/views/hover.ts';
import { print } from '../../src/formats/sidecar.ts';
import { sha256, toSidecar } from '../../src/store/article.ts';
import { Journal } from '../../src/store/journal.ts';
import { Projects } from '../../src/store/project.ts';
import { Store } from '../../src/store/store.ts';
import { Texts } from '../../src/store/texts.ts';
import { tagged } from '../bench/tagged.ts';
import { compose } from '../bench/texts.ts';
import { clearDesk, openFile, own, sidecarOf, until, write } from './desk.ts';

// Not a test of what must be, but a measurement: `npm run bench seeing`. It runs where the extension runs.

const LENGTH = 1_000_000;
const HOVERS = 200;

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** The heap in MB, when everything that is not needed has gone. */
function heap(): number {
  collect();
  collect();
  return memoryUsage().heapUsed / 1e6;
}

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;

/** The same without VS Code: in the provider itself. */
async function within(document: vscode.TextDocument, offset: number): Promise<number> {
  const storage = vscode.Uri.joinPath(document.uri, '../.bench').toString();
  const files = filesOver(undefined, storage);
  const now = (): Date => new Date();
  const store = new Store({
    files,
    journal: new Journal(files, `${storage}/journal`),
    now,
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    texts: new Texts(files, `${storage}/texts`, now),
    draft,
    author: () => 'ana',
  });
  const articles = new Articles(store, new Projects(files));
  const others = new Others(articles, files);
  await store.open(document.uri.toString(), textOf(document));
  const place = document.positionAt(offset);
  assert.isDefined(await hoverAt(articles, others, document, place));
  const times: number[] = [];
  for (let i = 0; i < HOVERS; i++) {
    const begin = performance.now();
    await hoverAt(articles, others, document, place);
    times.push(performance.now() - begin);
  }
  await store.close(document.uri.toString());
  return median(times);
}

/** A whole round through VS Code for the hovers at a place. */
async function timed(document: vscode.TextDocument, offset: number): Promise<number> {
  const place = document.positionAt(offset);
  const times: number[] = [];
  for (let i = 0; i < HOVERS; i++) {
    const begin = performance.now();
    await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, place);
    times.push(performance.now() - begin);
  }
  return median(times);
}

describe('an article of 1 MB', () => {
  afterEach(clearDesk);

  for (const count of [10, 10_000]) {
    it(`with ${count} annotations`, async function () {
      this.timeout(120_000);
      const text = compose('prose', 100, LENGTH);
      const annotations = tagged(text, count, ['claim', 'source', 'quote']);
      const ranges = (document: vscode.TextDocument) =>
        annotations.map(({ target: [first] }) => {
          const { start, end } = first ?? assert.fail();
          return new vscode.Range(document.positionAt(start), document.positionAt(end));
        });

      // What a bare loop costs: the same text as no article, with the same ranges.
      const bare = own('bare.md');
      await write(bare, text);
      const empty = heap();
      const editor = await vscode.window.showTextDocument(bare);
      const type = vscode.window.createTextEditorDecorationType({ backgroundColor: 'red' });
      const kept = ranges(editor.document);
      editor.setDecorations(type, kept);
      const loop = heap() - empty;
      assert.lengthOf(kept, count);
      type.dispose();
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');

      const article = own('long.txt');
      const about = { file: 'long.txt', sha256: await sha256(text) };
      await write(article, text);
      const sidecar = print(toSidecar({ article: about, annotations: [] }, about, annotations, text));
      await write(sidecarOf(article), sidecar);
      const before = heap();
      const { document } = await openFile(article);
      const [first] = annotations[Math.floor(count / 2)]?.target ?? [];
      const offset = (first?.start ?? 0) + 1;
      await until('the hover is there', async () => {
        const found = await vscode.commands.executeCommand<vscode.Hover[]>(
          'vscode.executeHoverProvider',
          document.uri,
          document.positionAt(offset),
        );
        return found.length > 0 || undefined;
      });
      const ours = heap() - before;
      const [at, beside] = [await timed(document, offset), await timed(document, (first?.end ?? 0) + 1)];
      const inside = await within(document, offset);
      console.log(
        `${count} annotations in 1 MB: heap ${ours.toFixed(1)} MB, text and bare decorations ${loop.toFixed(1)} MB; ` +
          `hover there and back ${at.toFixed(2)} ms, where there is none ${beside.toFixed(2)} ms, in the provider ${inside.toFixed(3)} ms`,
      );
    });
  }
});
