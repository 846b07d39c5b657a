import { assert } from 'chai';
import * as vscode from 'vscode';
import {
  ask,
  askWhile,
  clearDesk,
  DOWN,
  ENTER,
  ESCAPE,
  openArticle,
  openFile,
  own,
  read,
  run,
  saved,
  select,
  sidecar,
  sidecarOf,
  TOGGLE,
  tag,
  until,
  write,
} from './desk.ts';

const TEXT = `Ann Lee met Bob. “Ann Lee  is late,” said Bob.
Ann
Lee left. ANN LEE, Joann Lee and Ann Leeds stayed.
The aide of Ann Lee left.
`;

/** The words of a sidecar's annotations, with their labels. */
const tagged = async (uri: vscode.Uri, count: number) =>
  (await saved(uri, count)).annotations.map(({ label, target }) => `${label} ${target[0]?.exact}`).sort();

const ANN = ['source Ann\nLee', 'source Ann Lee', 'source Ann Lee', 'source Ann Lee'];

describe('tagging every occurrence', () => {
  afterEach(async () => {
    await run(ESCAPE);
    await clearDesk();
  });

  it('takes whole words, however they are spaced, in one step of undo', async () => {
    const editor = await openArticle('a.txt', TEXT);
    const { uri } = editor.document;
    select(editor, 'Ann Lee');
    await ask('newsmark.tagOccurrences', [undefined, { label: 'source' }], ENTER);
    assert.deepEqual(await tagged(uri, 4), ANN);
    await run('newsmark.undo');
    await saved(uri, 0);
    await run('newsmark.redo');
    assert.deepEqual(await tagged(uri, 4), ANN);
    assert.equal(await read(uri), TEXT);
  });

  it('goes by the annotation at the cursor, and leaves out what is tagged', async () => {
    const editor = await openArticle('a.txt', TEXT);
    const { uri } = editor.document;
    await tag(editor, 'Ann Lee', 'Source');
    await tag(editor, 'The aide of Ann Lee', 'Source');
    await saved(uri, 2);
    editor.selection = new vscode.Selection(0, 2, 0, 2);
    await ask('newsmark.tagOccurrences', [], ENTER);
    // The third stands within a longer source: it is listed, and not ticked.
    assert.deepEqual(await tagged(uri, 4), [...ANN.slice(0, 3), 'source The aide of Ann Lee']);
  });

  it('means a label by its present name, also where an annotation has an earlier one', async () => {
    const codebook = 'newsmark: 1\narticles: ["**/*.txt"]\nlabels:\n  source:\n    was: [speaker]\n';
    await write(own('folder', 'newsmark.yaml'), codebook);
    const uri = own('folder', 'a.txt');
    await write(uri, TEXT);
    const place = '{ exact: Ann Lee, start: 0, end: 7 }';
    const item = `  - id: speaker0\n    label: speaker\n    target: [${place}]\n`;
    await write(sidecarOf(uri), `newsmark: 1\nannotations:\n${item}`);
    const editor = await openFile(uri);
    editor.selection = new vscode.Selection(0, 2, 0, 2);
    await ask('newsmark.tagOccurrences', [], ENTER);
    assert.deepEqual(await tagged(uri, 4), [...ANN.slice(0, 3), 'speaker Ann Lee']);
  });

  it('leaves out what is unticked', async () => {
    const editor = await openArticle('a.txt', TEXT);
    const { uri } = editor.document;
    select(editor, 'Ann Lee');
    await ask('newsmark.tagOccurrences', [undefined, { label: 'source' }], DOWN, TOGGLE, ENTER);
    await saved(uri, 3);
    await run('newsmark.undo');
    await saved(uri, 0);
  });

  it('asks for the label, and ignores case where that is wanted', async () => {
    const editor = await openArticle('a.txt', TEXT);
    const { uri } = editor.document;
    select(editor, 'Ann Lee');
    await ask('newsmark.tagOccurrences', [undefined, { ignoreCase: true }]);
    assert.include(await tagged(uri, 5), 'claim ANN LEE');
  });

  it('does nothing when the list is left, or what is selected is a part of longer words', async () => {
    const editor = await openArticle('a.txt', TEXT);
    select(editor, 'Ann Lee');
    await ask('newsmark.tagOccurrences', [undefined, { label: 'source' }], ESCAPE);
    select(editor, 'oan');
    await run('newsmark.tagOccurrences', undefined, { label: 'source' });
    assert.isUndefined(await read(sidecarOf(editor.document.uri)));
  });

  it('shows the place that is in focus', async () => {
    const editor = await openArticle('a.txt', `Ann.\n${'\n'.repeat(400)}And Ann.\n`);
    select(editor, 'Ann');
    const top = () => editor.visibleRanges[0]?.start.line ?? -1;
    const done = run('newsmark.tagOccurrences', undefined, { label: 'source' });
    await run('setContext', 'newsmark.test', true);
    await until('the last place is shown', async () => {
      if (top() < 300) await run(DOWN);
      return top() > 300 || undefined;
    });
    await run(ESCAPE);
    await done;
    await until('the place is shown again', () => top() === 0 || undefined);
  });

  it('tags nothing else when the text changes while the list is open', async () => {
    const editor = await openArticle('a.txt', TEXT);
    select(editor, 'Ann Lee');
    await askWhile('newsmark.tagOccurrences', [undefined, { label: 'source' }], () =>
      editor.edit((edit) => edit.insert(new vscode.Position(0, 8), 'now ')),
    );
    await editor.document.save();
    // Only the first stands where it stood.
    assert.deepEqual(await tagged(editor.document.uri, 1), ['source Ann Lee']);
  });

  it('lists so many of very many, and the others the next time', async () => {
    const editor = await openArticle('a.txt', 'Ann. '.repeat(1200));
    const { uri } = editor.document;
    select(editor, 'Ann');
    await ask('newsmark.tagOccurrences', [undefined, { label: 'source' }], ENTER);
    await saved(uri, 1000);
    await ask('newsmark.tagOccurrences', [undefined, { label: 'source' }], ENTER);
    await saved(uri, 1200);
  });
});

describe('tagging every occurrence in all articles', () => {
  afterEach(async () => {
    await run(ESCAPE);
    await clearDesk();
  });

  /** Articles of a project of their own. */
  async function project(...names: readonly string[]): Promise<readonly vscode.Uri[]> {
    await write(own('folder', 'newsmark.yaml'), 'newsmark: 1\narticles: ["**/*.txt"]\n');
    const uris = names.map((name) => own('folder', name));
    for (const uri of uris) await write(uri, TEXT);
    // Its search does not see at once what was just written.
    await until('VS Code finds the files', async () => {
      const found = await vscode.workspace.findFiles(new vscode.RelativePattern(own('folder'), '*'));
      return found.length > names.length || undefined;
    });
    return uris;
  }

  const accept = async (editor: vscode.TextEditor) => {
    select(editor, 'Ann Lee');
    await ask('newsmark.tagOccurrencesInWorkspace', [undefined, { label: 'source' }]);
  };

  it('tags in open and closed articles, and in no other files', async () => {
    const [open, other, closed, note] = await project('a.txt', 'b.txt', 'c.txt', 'note.md');
    if (!open || !other || !closed || !note) throw new Error('There is no project.');
    await openFile(other);
    const editor = await openFile(open);
    await accept(editor);
    for (const uri of [open, other, closed]) assert.deepEqual(await tagged(uri, 4), ANN);
    assert.isUndefined(await read(sidecarOf(note)));
    await run('newsmark.undo');
    await saved(open, 0);
    await saved(other, 4);
  });

  it('leaves a sidecar alone that cannot be read, and goes on there when it is mended', async () => {
    const [open, closed, broken] = await project('a.txt', 'b.txt', 'c.txt');
    if (!open || !closed || !broken) throw new Error('There is no project.');
    await write(sidecarOf(broken), 'newsmark: 2\n');
    const editor = await openFile(open);
    await accept(editor);
    for (const uri of [open, closed]) await saved(uri, 4);
    assert.equal(await read(sidecarOf(broken)), 'newsmark: 2\n');
    const before = await Promise.all([open, closed].map((uri) => read(sidecarOf(uri))));
    await write(sidecarOf(broken), '# mended by hand\nnewsmark: 1\n');
    await accept(editor);
    assert.deepEqual(await tagged(broken, 4), ANN);
    assert.match((await read(sidecarOf(broken))) ?? '', /^# mended by hand\nnewsmark: 1\n/);
    assert.deepEqual(await Promise.all([open, closed].map((uri) => read(sidecarOf(uri)))), before);
  });
});

describe('several annotations at once', () => {
  afterEach(async () => {
    await run(ESCAPE);
    await clearDesk();
  });

  /** Three annotations, with references to them as the view gives them. */
  async function three(): Promise<{ readonly editor: vscode.TextEditor; readonly all: readonly object[] }> {
    const editor = await openArticle('a.txt', TEXT);
    const { uri } = editor.document;
    await tag(editor, 'Ann Lee met Bob', 'Claim');
    await tag(editor, 'said Bob', 'Claim');
    await tag(editor, 'Joann Lee', 'Source');
    const { annotations } = await saved(uri, 3);
    return { editor, all: annotations.map(({ id }) => ({ article: uri.toString(), id })) };
  }

  const labels = async (uri: vscode.Uri, expected: readonly string[]) =>
    sidecar(uri, `the labels are ${expected.join(', ')}`, ({ annotations }) => {
      const found = annotations.map(({ label }) => label);
      return JSON.stringify(found) === JSON.stringify(expected);
    });

  const verdicts = async (uri: vscode.Uri, expected: readonly (string | undefined)[]) =>
    sidecar(uri, `the verdicts are ${expected.join(', ')}`, ({ annotations }) => {
      const found = annotations.map(({ attributes }) => attributes['verdict']);
      return JSON.stringify(found) === JSON.stringify(expected);
    });

  it('that are selected in the view get a label in one step of undo', async () => {
    const { editor, all } = await three();
    const { uri } = editor.document;
    const before = await read(sidecarOf(uri));
    // Claim, Source, Quote: the second.
    await ask('newsmark.changeLabel', [all[0], all], DOWN, ENTER);
    await labels(uri, ['source', 'source', 'source']);
    await run('newsmark.undo');
    await labels(uri, ['claim', 'claim', 'source']);
    assert.equal(await read(sidecarOf(uri)), before);
  });

  it('at several cursors get a label, or are removed', async () => {
    const { editor } = await three();
    const { uri } = editor.document;
    const cursor = (line: number, column: number) => new vscode.Selection(line, column, line, column);
    editor.selections = [cursor(0, 2), cursor(0, 41), cursor(0, 44)];
    await ask('newsmark.changeLabel', [], DOWN, DOWN, ENTER);
    await labels(uri, ['quote', 'quote', 'source']);
    await run('newsmark.undo');
    await labels(uri, ['claim', 'claim', 'source']);
    editor.selections = [cursor(0, 2), cursor(2, 24)];
    await run('newsmark.remove');
    await labels(uri, ['claim']);
    await run('newsmark.undo');
    await labels(uri, ['claim', 'claim', 'source']);
  });

  it('get a value of an attribute, if they are of one label', async () => {
    const { editor, all } = await three();
    const { uri } = editor.document;
    const before = await read(sidecarOf(uri));
    await run('newsmark.setAttribute', all[0], all);
    assert.equal(await read(sidecarOf(uri)), before);
    // Enter in both lists: the verdict, and its default.
    await ask('newsmark.setAttribute', [all[0], all.slice(0, 2)]);
    await verdicts(uri, ['unverified', 'unverified', undefined]);
    await run('newsmark.undo');
    await verdicts(uri, [undefined, undefined, undefined]);
    assert.equal(await read(sidecarOf(uri)), before);
  });
});
