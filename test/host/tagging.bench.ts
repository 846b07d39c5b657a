import { assert } from 'chai';
import * as vscode from 'vscode';
import { print } from '../../src/formats/sidecar.ts';
import { Sentences } from '../../src/language/sentences.ts';
import { sha256, toSidecar } from '../../src/store/article.ts';
import { tagged } from '../bench/tagged.ts';
import { compose } from '../bench/texts.ts';
import { clearDesk, openFile, own, sidecar, sidecarOf, write } from './desk.ts';

// Not a test of what must be, but a measurement: `npm run bench tagging`. It runs where the extension runs.

const LENGTH = 100_000;
const TAGS = 100;

const percentile = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;

const shown = (times: readonly number[]): string =>
  `median ${percentile(times, 0.5).toFixed(2)} ms, 95th percentile ${percentile(times, 0.95).toFixed(2)} ms`;

/** An article of 100 KB with so many annotations, evenly spread. */
async function openWith(count: number): Promise<{ editor: vscode.TextEditor; text: string }> {
  const text = compose('prose', 100, LENGTH);
  const annotations = tagged(text, count, ['claim', 'source', 'quote']);
  const article = own('long.txt');
  const about = { file: 'long.txt', sha256: await sha256(text) };
  await write(article, text);
  const empty = { article: about, annotations: [] };
  await write(sidecarOf(article), print(toSidecar(empty, about, annotations, text)));
  return { editor: await openFile(article), text };
}

/**
 * How long a command takes until all that it does to the screen is sent: its first pause comes when it waits for the
 * disk, and by then the store and all views have done their work, `setDecorations` among it.
 */
async function timed(command: string, ...args: readonly unknown[]): Promise<number> {
  const begin = performance.now();
  const done = vscode.commands.executeCommand(command, ...args);
  await new Promise((resolve) => setImmediate(resolve));
  const time = performance.now() - begin;
  await done;
  return time;
}

describe('from the command to setDecorations', () => {
  afterEach(clearDesk);

  for (const count of [10, 1000, 10_000]) {
    it(`with ${count} annotations`, async function () {
      this.timeout(120_000);
      const { editor, text } = await openWith(count);
      const sentences = new Sentences().of(text);
      const times: number[] = [];
      for (let i = 0; i < TAGS; i++) {
        const place = editor.document.positionAt(sentences[i * Math.floor(sentences.length / TAGS)]?.start ?? 0);
        editor.selection = new vscode.Selection(place, place);
        times.push(await timed('newsmark.tag', 'claim'));
      }
      const { annotations } = await sidecar(
        editor.document.uri,
        'all',
        (value) => value.annotations.length === count + TAGS,
      );
      assert.lengthOf(annotations, count + TAGS);
      const type = vscode.window.createTextEditorDecorationType({ backgroundColor: 'red' });
      const ranges = annotations.map(({ target: [first] }) => {
        const { start, end } = first ?? { start: 0, end: 0 };
        return new vscode.Range(editor.document.positionAt(start), editor.document.positionAt(end));
      });
      const bare = Array.from({ length: TAGS }, () => {
        const begin = performance.now();
        editor.setDecorations(type, ranges);
        return performance.now() - begin;
      });
      type.dispose();
      console.log(`${TAGS} tags, ${count} annotations: ${shown(times)}; setDecorations alone: ${shown(bare)}`);
    });
  }
});
