import { assert } from 'chai';
import * as vscode from 'vscode';
import { clearDesk, hover, openFile, own, read, select, sidecar, sidecarOf, until, write } from './desk.ts';

const TEXT = 'The mayor lost. She will go on.\nNobody was surprised.\n';

const CREATED = '2026-11-21T21:05:00Z';

const annotation = (id: string, exact: string): string => `  - id: ${id}
    label: claim
    target:
      - exact: ${exact}
        start: ${TEXT.indexOf(exact)}
        end: ${TEXT.indexOf(exact) + exact.length}
    by: ana
    created: "${CREATED}"
`;

const SIDECAR = `newsmark: 1
article:
  file: a.txt
annotations:
${annotation('a0000000', 'The mayor lost.')}${annotation('b0000000', 'She will go on.')}${annotation('c0000000', 'Nobody was surprised.')}`;

async function open(): Promise<vscode.TextEditor> {
  await write(own('a.txt'), TEXT);
  await write(sidecarOf(own('a.txt')), SIDECAR);
  return openFile(own('a.txt'));
}

const reviews = (uri: vscode.Uri, what: string, wanted: readonly (string | undefined)[]) =>
  sidecar(uri, what, ({ annotations }) => wanted.every((state, i) => annotations[i]?.review?.state === state));

const selected = (words: string) =>
  until(`${words} is selected`, () => {
    const editor = vscode.window.activeTextEditor;
    return editor?.document.getText(editor.selection) === words || undefined;
  });

describe('reviewing', () => {
  afterEach(clearDesk);

  it('answers and goes on to the next without an answer; the annotations keep their authors and times', async () => {
    const editor = await open();
    const { document } = editor;
    select(editor, 'mayor');
    await vscode.commands.executeCommand('newsmark.reviewAccept');
    await selected('She will go on.');
    await vscode.commands.executeCommand('newsmark.reviewReject');
    await selected('Nobody was surprised.');
    const { annotations } = await reviews(document.uri, 'two answers', ['accepted', 'rejected', undefined]);
    for (const each of annotations)
      assert.deepEqual([each.by, each.created, each.modified], ['ana', CREATED, undefined]);
    const told = await hover(document, 'mayor');
    assert.include(told, 'accepted_');
    await vscode.commands.executeCommand('newsmark.undo');
    await vscode.commands.executeCommand('newsmark.undo');
    await reviews(document.uri, 'no answers', [undefined, undefined, undefined]);
    assert.notMatch((await read(sidecarOf(document.uri))) ?? '', /review|modified/);
  });

  it('answers about several at once, takes answers back, and asks again after a change', async () => {
    const editor = await open();
    const { document } = editor;
    const article = document.uri.toString();
    const all = ['a0000000', 'b0000000', 'c0000000'].map((id) => ({ article, id }));
    await vscode.commands.executeCommand('newsmark.reviewAccept', all[0], all);
    await reviews(document.uri, 'all accepted', ['accepted', 'accepted', 'accepted']);
    await vscode.commands.executeCommand('newsmark.reviewReopen', all[1]);
    await reviews(document.uri, 'one taken back', ['accepted', 'open', 'accepted']);
    // Times are in seconds: the change has to be later than the review.
    const outdated = (await read(sidecarOf(document.uri)))?.replace(
      /( {4}review:\n {6}state: accepted\n(?: {6}by: .*\n)? {6}at: ).*\n/,
      '$1"2020-01-01T00:00:00Z"\n    modified: "2020-01-02T00:00:00Z"\n',
    );
    await write(sidecarOf(document.uri), outdated ?? '');
    await until('the review is outdated', async () => {
      const told = await hover(document, 'mayor');
      return told.includes('before the last change') || undefined;
    });
    select(editor, 'Nobody');
    await vscode.commands.executeCommand('newsmark.reviewAccept');
    await selected('The mayor lost.');
  });
});
