import { assert } from 'chai';
import * as vscode from 'vscode';
import { clearDesk, openFile, own, read, sidecar, sidecarOf, write } from './desk.ts';

const COUNT = 200;
const STEPS = 100;

/** Three words that stand nowhere else. */
const phrase = (i: number): string => `ape${i}x bee${i}x cat${i}x`;

const TEXT = Array.from({ length: COUNT }, (_, i) => `Then ${phrase(i)} 😀 said so.${i % 5 === 4 ? '\n' : ' '}`).join(
  '',
);

const item = (i: number): string => {
  const start = [...TEXT.slice(0, TEXT.indexOf(phrase(i)))].length;
  return `  - id: a${i}
    label: claim
    target:
      - exact: ${phrase(i)}
        start: ${start}
        end: ${start + phrase(i).length}
`;
};

const SIDECAR = `newsmark: 1\nannotations:\n${Array.from({ length: COUNT }, (_, i) => item(i)).join('')}`;

/** Whole numbers below `below`, the same ones for the same seed: a linear congruential generator (Numerical Recipes, 2nd edition, chapter 7.1). */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** One random thing that a person does to the text: types, deletes, replaces, at one place or several, undoes or redoes. */
async function act(editor: vscode.TextEditor, roll: (below: number) => number): Promise<void> {
  const kind = roll(10);
  if (kind < 3) {
    await vscode.commands.executeCommand(kind === 2 ? 'redo' : 'undo');
    return;
  }
  const { document } = editor;
  const { length } = document.getText();
  const starts = Array.from({ length: kind === 9 ? 4 : 1 }, () => roll(length)).sort((a, b) => a - b);
  const apart = starts.filter((start, i) => start > (starts[i - 1] ?? -100) + 60);
  await editor.edit((edit) => {
    for (const start of apart) {
      const size = kind < 6 ? 0 : roll(kind === 8 ? 60 : 12);
      const words = kind < 8 ? ['x', ' and ', '\n', '“', '😀', ' so it was told'][roll(6)] : '';
      edit.replace(new vscode.Range(document.positionAt(start), document.positionAt(start + size)), words ?? '');
    }
  });
}

describe('a text that is edited at random', () => {
  afterEach(clearDesk);

  for (const seed of [1, 2]) {
    it(`has every annotation at its words in the end (${seed})`, async function () {
      this.timeout(120_000);
      const roll = dice(seed);
      const uri = own('a.txt');
      await write(uri, seed === 2 ? TEXT.replaceAll('\n', '\r\n') : TEXT);
      await write(sidecarOf(uri), SIDECAR);
      const editor = await openFile(uri);
      for (let step = 0; step < STEPS; step++) await act(editor, roll);
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'The end. '));
      assert.isTrue(await editor.document.save());
      const text = ((await read(uri)) ?? '').replaceAll('\r\n', '\n');
      const points = [...text];
      const { annotations } = await sidecar(uri, 'what was saved', ({ article }) => article.length === points.length);
      assert.lengthOf(annotations, COUNT);
      let whole = 0;
      for (const [i, { target }] of annotations.entries()) {
        const [part] = target;
        const words = part?.state ? '' : points.slice(part?.start, part?.end).join('');
        // What still stands there, or does again, is what the annotation says; of all else only what it says itself.
        if (text.includes(phrase(i))) {
          whole++;
          assert.equal(words, phrase(i));
        }
        if (!part?.state) assert.equal(words, part?.exact);
      }
      assert.isAbove(whole, COUNT / 4);
      assert.isBelow(whole, COUNT);
    });
  }
});
