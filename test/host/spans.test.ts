import { assert } from 'chai';
import * as vscode from 'vscode';
import type { Annotation } from '../../src/core/annotation.ts';
import {
  clearDesk,
  openArticle,
  openFile,
  own,
  read,
  saved,
  select,
  sidecar,
  sidecarOf,
  tag,
  until,
  write,
} from './desk.ts';

const TEXT = '“We go,” he said, “and we do not come back.” He was well-known.\nNobody was surprised. All left.\n';

const run = (command: string, ...args: readonly unknown[]) =>
  vscode.commands.executeCommand(`newsmark.${command}`, ...args);

const exacts = ({ target }: Annotation): string => target.map(({ exact }) => exact).join(' | ');

/** The annotations of the sidecar, once it has just these words (fragments joined by ` | `), each place true. */
async function words(editor: vscode.TextEditor, ...expected: readonly string[]): Promise<readonly Annotation[]> {
  const { uri } = editor.document;
  await sidecar(uri, expected.join(' and '), ({ annotations }) => annotations.map(exacts).join() === expected.join());
  return (await saved(uri, expected.length)).annotations;
}

function putCursor(editor: vscode.TextEditor, before: string): void {
  select(editor, before);
  editor.selection = new vscode.Selection(editor.selection.start, editor.selection.start);
}

const chosen = (editor: vscode.TextEditor): string => editor.document.getText(editor.selection);

const SIDECAR = `newsmark: 1
article:
  file: a.txt
annotations:
  - id: a0000000
    label: claim
    target:
      - exact: We go
        start: 1
        end: 6
        x-page: 3
    attributes:
      verdict: disputed
      topics:
        - war
        - peace
    note: First note
    review:
      state: accepted
      by: ben
      at: "2026-11-22T09:00:00Z"
  - id: b0000000
    label: source
    target:
      - exact: he
        start: 9
        end: 11
    links:
      - role: supports
        to: c0000000
  - id: c0000000
    label: claim
    target:
      - exact: and we do not
        start: 19
        end: 32
    attributes:
      verdict: "false"
      topics:
        - peace
        - talks
    note: Second note
    links:
      - role: source
        to: b0000000
`;

async function openWithSidecar(): Promise<vscode.TextEditor> {
  const uri = own('a.txt');
  await write(uri, TEXT);
  await write(sidecarOf(uri), SIDECAR);
  return openFile(uri);
}

/** Waits until the sidecar says of annotations what it said at first; what stands around them it may have got. */
const asBefore = ({ document }: vscode.TextEditor) =>
  until('the annotations are as before', async () => {
    const now = (await read(sidecarOf(document.uri)))?.replace(/\n +(?:prefix|suffix): .*/g, '');
    return now?.split('annotations:')[1] === SIDECAR.split('annotations:')[1] || undefined;
  });

const reference = ({ document }: vscode.TextEditor, id: string) => ({ article: document.uri.toString(), id });

describe('fragments', () => {
  afterEach(clearDesk);

  it('come to the annotation at hand, in text order, one step of undo each', async () => {
    const editor = await openArticle('a.txt', TEXT);
    await tag(editor, 'we do not come', 'Quote');
    select(editor, ' he said');
    await run('addFragment');
    await words(editor, 'he said | we do not come');
    select(editor, 'was surprised');
    await run('addFragment');
    await words(editor, 'he said | we do not come | was surprised');
    await run('undo');
    await run('undo');
    await words(editor, 'we do not come');
    assert.equal(await read(editor.document.uri), TEXT);
  });

  it('grow where the selection overlaps or touches them, and are not made twice', async () => {
    const editor = await openArticle('a.txt', TEXT);
    await tag(editor, 'We go', 'Quote');
    select(editor, ',”');
    await run('addFragment');
    await words(editor, 'We go,”');
    select(editor, 'go');
    await run('addFragment');
    editor.selections = [new vscode.Selection(1, 0, 1, 6), new vscode.Selection(1, 22, 1, 25)];
    await run('addFragment');
    await words(editor, 'We go,” | Nobody | All');
    await run('undo');
    await words(editor, 'We go,”');
  });

  it('come to the annotation that a person picks, the nearest first, where none is at hand', async () => {
    const editor = await openWithSidecar();
    select(editor, 'come back');
    let isDone = false;
    const running = run('addFragment').then(() => {
      isDone = true;
    });
    await until('the first is picked', async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return isDone || undefined;
    });
    await running;
    await words(editor, 'We go', 'he', 'and we do not come back');
  });

  it('are not added where the text has changed since they were selected', async () => {
    const editor = await openWithSidecar();
    for (const command of ['addFragment', 'resize']) {
      select(editor, command === 'resize' ? '“We go,” he said' : 'come back');
      let isDone = false;
      const running = run(command).then(() => {
        isDone = true;
      });
      await vscode.commands.executeCommand('setContext', 'newsmark.test', true);
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'So '));
      await until('the first is picked', async () => {
        if (!isDone) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return isDone || undefined;
      });
      await running;
    }
    await editor.document.save();
    // What comes next is written with all that was done before.
    await tag(editor, 'surprised', 'Quote');
    await words(editor, 'We go', 'he', 'and we do not', 'surprised');
  });

  it('come to the annotation that the view names, and keep what else the file says of them', async () => {
    const editor = await openWithSidecar();
    select(editor, 'surprised');
    await run('addFragment', reference(editor, 'a0000000'));
    const [first] = await words(editor, 'We go | surprised', 'he', 'and we do not');
    assert.deepEqual(first?.target[0]?.extra, { 'x-page': 3 });
    assert.equal(first?.review?.by, 'ben');
    assert.isDefined(first?.modified);
  });

  it('do nothing without a selection', async () => {
    const editor = await openArticle('a.txt', TEXT);
    await tag(editor, 'We go', 'Quote');
    putCursor(editor, 'Nobody');
    await run('addFragment');
    await run('resize');
    await words(editor, 'We go');
  });

  it('go at the cursor, but not the last one', async () => {
    const editor = await openArticle('a.txt', TEXT);
    await tag(editor, 'We go', 'Quote');
    select(editor, 'we do');
    await run('addFragment');
    await words(editor, 'We go | we do');
    putCursor(editor, 'go,');
    await run('removeFragment');
    await words(editor, 'we do');
    putCursor(editor, 'do not');
    await run('removeFragment');
    await run('undo');
    await words(editor, 'We go | we do');
  });
});

describe('resizing', () => {
  afterEach(clearDesk);

  it('moves either edge by a word and back, and the selection with it', async () => {
    const editor = await openArticle('a.txt', TEXT);
    await tag(editor, 'we do', 'Quote');
    const steps: readonly (readonly [string, string])[] = [
      ['growEnd', 'we do not'],
      ['growStart', 'and we do not'],
      ['growStart', '“and we do not'],
      ['shrinkStart', 'and we do not'],
      ['shrinkEnd', 'and we do'],
    ];
    for (const [command, expected] of steps) {
      await run(command);
      await words(editor, expected);
      await until(`${expected} is selected`, () => chosen(editor) === expected || undefined);
    }
    await run('undo');
    await words(editor, 'and we do not');
  });

  it('leaves the cursor alone, and stops at the end of the paragraph and before a neighbour', async () => {
    const editor = await openArticle('a.txt', TEXT);
    await tag(editor, 'well-known.', 'Claim');
    putCursor(editor, 'known');
    const before = editor.selection;
    await run('growEnd');
    await words(editor, 'well-known.');
    await run('shrinkEnd');
    await words(editor, 'well-known');
    await run('shrinkEnd');
    await words(editor, 'well');
    assert.isTrue(editor.selection.isEqual(before));
    await run('shrinkEnd');
    await words(editor, 'well');
    select(editor, 'He');
    await run('addFragment');
    await words(editor, 'He | well');
    await run('growEnd');
    await run('growEnd');
    await words(editor, 'He was | well');
  });

  it('grows by sentences, also into the next paragraph', async () => {
    const editor = await openArticle('a.txt', TEXT);
    await tag(editor, 'He was well', 'Claim');
    await run('growSentence');
    await words(editor, 'He was well-known.');
    await run('growSentence');
    await words(editor, 'He was well-known.\nNobody was surprised.');
    await run('shrinkSentence');
    await words(editor, 'He was well-known.');
    await run('shrinkSentence');
    await words(editor, 'He was well-known.');
  });

  it('goes to the selection, from outside too', async () => {
    const editor = await openArticle('a.txt', TEXT);
    await tag(editor, 'we do', 'Quote');
    select(editor, ' “and we do not ');
    await run('resize');
    await words(editor, '“and we do not');
    select(editor, 'We go');
    await run('addFragment');
    select(editor, 'do not come');
    await run('resize');
    await words(editor, 'We go | do not come');
  });

  it('is right in Windows line ends, beside emoji, and in other scripts', async () => {
    const editor = await openArticle('a.txt', 'One 😀.\r\nSo e\u0301te\u0301 👩‍👩‍👧‍👦 الحرب، التي 今天天气。\r\n');
    await tag(editor, 'So', 'Claim');
    for (const expected of [
      'So e\u0301te\u0301',
      'So e\u0301te\u0301 👩‍👩‍👧‍👦',
      'So e\u0301te\u0301 👩‍👩‍👧‍👦 الحرب',
      'So e\u0301te\u0301 👩‍👩‍👧‍👦 الحرب،',
      'So e\u0301te\u0301 👩‍👩‍👧‍👦 الحرب، التي',
      'So e\u0301te\u0301 👩‍👩‍👧‍👦 الحرب، التي 今天',
    ]) {
      await run('growEnd');
      await words(editor, expected);
    }
  });

  it('accepts words that had changed', async () => {
    const uri = own('a.txt');
    await write(uri, TEXT);
    await write(
      sidecarOf(uri),
      SIDECAR.replace(
        /and we do not\n.*\n.*/,
        'and we did not\n        start: 19\n        end: 32\n        state: changed',
      ),
    );
    const editor = await openFile(uri);
    select(editor, 'we do not come');
    await run('resize');
    const [, , third] = await words(editor, 'We go', 'he', 'we do not come');
    assert.isUndefined(third?.target[0]?.state);
    await run('undo');
    await sidecar(uri, 'changed', ({ annotations }) => annotations[2]?.target[0]?.state === 'changed');
  });

  it('goes on from what unsaved edits have left', async () => {
    const editor = await openArticle('a.txt', TEXT);
    const { document } = editor;
    await tag(editor, 'we do', 'Quote');
    select(editor, 'do not');
    const { start } = editor.selection;
    await editor.edit((edit) => edit.delete(new vscode.Range(start, start.translate(0, 2))));
    await run('growEnd');
    await document.save();
    await words(editor, 'we  not');
  });

  it('does not give two annotations of a label the same words', async () => {
    const editor = await openArticle('a.txt', TEXT);
    await tag(editor, 'we do', 'Quote');
    await tag(editor, 'we do not', 'Quote');
    await run('shrinkEnd');
    await run('growEnd');
    await words(editor, 'we do', 'we do not come');
  });
});

describe('splitting and joining', () => {
  afterEach(clearDesk);

  it('splits at the cursor: the second has label and attributes, the first all else', async () => {
    const editor = await openWithSidecar();
    putCursor(editor, 'do not come');
    await run('split', reference(editor, 'c0000000'));
    const [, , first, second] = await words(editor, 'We go', 'he', 'and we', 'do not');
    assert.deepEqual([first?.id, first?.note, first?.links.length], ['c0000000', 'Second note', 1]);
    assert.deepEqual(second?.attributes, first?.attributes);
    assert.deepEqual([second?.label, second?.note, second?.links], ['claim', undefined, []]);
    assert.isDefined(second?.created);
    await run('undo');
    await asBefore(editor);
  });

  it('joins an annotation and the next one of its label', async () => {
    const editor = await openWithSidecar();
    putCursor(editor, 'go');
    await run('join');
    const [joined, source] = await words(editor, 'We go | and we do not', 'he');
    assert.equal(joined?.id, 'a0000000');
    assert.equal(joined?.note, 'First note\n\nSecond note');
    assert.deepEqual(joined?.attributes, { verdict: 'disputed', topics: ['war', 'peace', 'talks'] });
    assert.deepEqual(joined?.conflict, [{ field: ['attributes', 'verdict'], theirs: 'false' }]);
    assert.deepEqual(joined?.links, [{ role: 'source', to: 'b0000000' }]);
    assert.deepEqual(source?.links, [{ role: 'supports', to: 'a0000000' }]);
    await run('undo');
    await asBefore(editor);
  });

  it('has the joined one at hand, also where a link of another led to what is gone', async () => {
    const uri = own('a.txt');
    const [head = '', first = '', linked = '', second = ''] = SIDECAR.split(/(?= {2}- id: )/);
    await write(uri, TEXT);
    await write(sidecarOf(uri), head + linked + first + second);
    const editor = await openFile(uri);
    putCursor(editor, 'go');
    await run('join');
    select(editor, 'surprised');
    await run('addFragment');
    await words(editor, 'he', 'We go | and we do not | surprised');
  });

  it('leaves words that have changed to who accepts them, also where other words of it are lost', async () => {
    const uri = own('a.txt');
    const changed = `and we did not
        prefix: '“We go,” he said, “'
        start: 19
        end: 32
        suffix: ' come back.” He was well-known.'
        state: changed
      - exact: Words of which nothing is left
        start: 40
        end: 70
        state: lost`;
    await write(uri, TEXT);
    await write(sidecarOf(uri), SIDECAR.replace(/and we do not\n.*\n.*/, changed));
    const editor = await openFile(uri);
    putCursor(editor, 'do not come');
    await run('split', reference(editor, 'c0000000'));
    await run('join', reference(editor, 'a0000000'));
    await run('growEnd', reference(editor, 'c0000000'));
    select(editor, ' come');
    await run('addFragment', reference(editor, 'c0000000'));
    // What comes next is written with all that was done before.
    await tag(editor, 'surprised', 'Quote');
    const [, , third] = await words(
      editor,
      'We go',
      'he',
      'and we did not | Words of which nothing is left',
      'surprised',
    );
    assert.deepEqual(
      third?.target.map(({ state }) => state),
      ['changed', 'lost'],
    );
  });

  it('joins those at several cursors, and what was split', async () => {
    const editor = await openArticle('a.txt', TEXT);
    await tag(editor, 'Nobody', 'Source');
    await tag(editor, 'we do not', 'Quote');
    await tag(editor, 'All', 'Quote');
    putCursor(editor, 'do not');
    await run('split');
    await words(editor, 'we', 'do not', 'Nobody', 'All');
    editor.selections = ['we do', 'do not', 'All'].map((each) => {
      const position = editor.document.positionAt(TEXT.indexOf(each));
      return new vscode.Selection(position, position);
    });
    await run('join');
    await words(editor, 'we do not | All', 'Nobody');
    await run('removeFragment');
    await words(editor, 'All', 'Nobody');
  });

  it('joins those that are selected in the view, of one label only', async () => {
    const editor = await openWithSidecar();
    const [a, b, c] = ['a0000000', 'b0000000', 'c0000000'].map((id) => reference(editor, id));
    await run('join', a, [a, b]);
    await run('join', c, [c, a]);
    const [joined] = await words(editor, 'We go | and we do not', 'he');
    assert.equal(joined?.id, 'a0000000');
  });
});
