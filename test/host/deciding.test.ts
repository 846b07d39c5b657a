import { assert } from 'chai';
import * as vscode from 'vscode';
import { actions, clearDesk, hover, openFile, own, read, select, sidecar, sidecarOf, until, write } from './desk.ts';

const TEXT = 'The mayor lost 5 of 9 votes, she said on Friday.\nNobody was surprised.\n';

const SIDECAR = `newsmark: 1
article:
  file: a.txt
annotations:
  - id: a0000000
    label: claim
    target:
      - exact: The mayor lost 4 of 9 votes
        start: 0
        end: 27
        suffix: ", she said on Friday.\\nNobody was"
        state: changed
    note: How many were it?
    created: "2026-11-21T21:05:00Z"
`;

const reference = (uri: vscode.Uri) => ({ article: uri.toString(), id: 'a0000000' });

async function open(): Promise<vscode.TextEditor> {
  await write(own('a.txt'), TEXT);
  await write(sidecarOf(own('a.txt')), SIDECAR);
  return openFile(own('a.txt'));
}

const target = async (uri: vscode.Uri, what: string, holds: (exact: string, state: string | undefined) => boolean) => {
  const { annotations } = await sidecar(uri, what, ({ annotations: [first] }) => {
    const [part] = first?.target ?? [];
    return part !== undefined && holds(part.exact, part.state);
  });
  return annotations[0];
};

describe('words that have changed', () => {
  afterEach(clearDesk);

  it('are shown with what became of them, as a problem with quick fixes', async () => {
    const { document } = await open();
    const text = await until('the hover tells', async () => {
      const found = await hover(document, 'mayor');
      return found.includes('changed') ? found : undefined;
    });
    assert.include(text, '~~4~~');
    assert.include(text, '**5**');
    const [problem] = await until('there is a problem', () => {
      const found = vscode.languages.getDiagnostics(document.uri);
      return found.length > 0 ? found : undefined;
    });
    assert.equal(problem?.range.end.character, 27);
    const fixes = await actions(document, new vscode.Range(0, 5, 0, 5));
    assert.includeMembers([...fixes], ['Accept Changed Words', 'Re-attach to Selection', 'Mark as Lost']);
  });

  it('are accepted, and taken back with undo', async () => {
    const { document } = await open();
    const before = await read(sidecarOf(document.uri));
    await vscode.commands.executeCommand('newsmark.accept', reference(document.uri));
    const after = await target(document.uri, 'accepted', (exact, state) => exact.includes('5 of 9') && !state);
    assert.isDefined(after?.modified);
    await until('there is no problem', () => vscode.languages.getDiagnostics(document.uri).length === 0 || undefined);
    await vscode.commands.executeCommand('newsmark.undo');
    await target(document.uri, 'as before', (exact, state) => exact.includes('4 of 9') && state === 'changed');
    assert.equal((await read(sidecarOf(document.uri)))?.includes('modified'), before?.includes('modified'));
  });

  it('are accepted all at once', async () => {
    const { document } = await open();
    await vscode.commands.executeCommand('newsmark.acceptAll');
    await target(document.uri, 'accepted', (exact, state) => exact.includes('5 of 9') && !state);
  });

  it('may be given up, and put elsewhere', async () => {
    const editor = await open();
    const { uri } = editor.document;
    await vscode.commands.executeCommand('newsmark.markLost', reference(uri));
    await target(uri, 'lost', (exact, state) => exact.includes('4 of 9') && state === 'lost');
    select(editor, 'Nobody was surprised');
    await vscode.commands.executeCommand('newsmark.reattach', reference(uri));
    const after = await target(uri, 're-attached', (exact, state) => exact === 'Nobody was surprised' && !state);
    assert.equal(after?.note, 'How many were it?');
    assert.equal(after?.target[0]?.start, TEXT.indexOf('Nobody'));
    assert.equal(await read(uri), TEXT);
  });

  it('become so when a number in them is edited, from the next save on, and plain again with undo', async () => {
    const editor = await open();
    const { document } = editor;
    await vscode.commands.executeCommand('newsmark.accept', reference(document.uri));
    await target(document.uri, 'accepted', (exact, state) => exact.includes('5 of 9') && !state);
    const file = await read(sidecarOf(document.uri));
    const nine = document.positionAt(TEXT.indexOf('9'));
    await editor.edit((edit) => edit.replace(new vscode.Range(nine, nine.translate(0, 1)), '7'));
    await document.save();
    await target(document.uri, 'changed', (exact, state) => exact.includes('5 of 9') && state === 'changed');
    await until('there is a problem', () => vscode.languages.getDiagnostics(document.uri)[0]);
    assert.include(await hover(document, 'mayor'), '**7**');
    await vscode.commands.executeCommand('undo');
    await document.save();
    await until('the file is as before', async () => (await read(sidecarOf(document.uri))) === file || undefined);
    await until('there is no problem', () => vscode.languages.getDiagnostics(document.uri).length === 0 || undefined);
  });
});
