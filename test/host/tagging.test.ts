import { assert } from 'chai';
import * as vscode from 'vscode';
import {
  actions,
  askWhile,
  at,
  clearDesk,
  hover,
  openArticle,
  openFile,
  own,
  read,
  saved,
  select,
  sidecarOf,
  tag,
  write,
} from './desk.ts';

const TEXT = 'The mayor resigned on Friday. “I am tired,” she said.\nNobody was surprised, Dr. Lee told us.\n';

describe('tagging', () => {
  afterEach(clearDesk);

  it('registers every command that it contributes', async () => {
    const contributed: string[] = vscode.extensions
      .getExtension('newsmark.newsmark')
      ?.packageJSON.contributes.commands.map(({ command }: { command: string }) => command);
    assert.includeMembers(await vscode.commands.getCommands(true), contributed);
  });

  it('tags a selection without the white space around it', async () => {
    const editor = await openArticle('a.txt', TEXT);
    await tag(editor, ' resigned on Friday', 'Claim');
    const { annotations } = await saved(editor.document.uri, 1);
    assert.deepEqual(
      annotations.map(({ label, target }) => [label, target[0]?.exact]),
      [['claim', 'resigned on Friday']],
    );
  });

  it('tags the sentence at the cursor', async () => {
    const editor = await openArticle('a.txt', TEXT);
    editor.selection = new vscode.Selection(1, 12, 1, 12);
    await vscode.commands.executeCommand('newsmark.tagQuote');
    const { annotations } = await saved(editor.document.uri, 1);
    assert.equal(annotations[0]?.target[0]?.exact, 'Nobody was surprised, Dr. Lee told us.');
  });

  it('tags at several cursors as one step', async () => {
    const editor = await openArticle('a.txt', TEXT);
    editor.selections = [new vscode.Selection(0, 4, 0, 9), new vscode.Selection(1, 22, 1, 29)];
    await vscode.commands.executeCommand('newsmark.tagSource');
    const { annotations } = await saved(editor.document.uri, 2);
    assert.deepEqual(
      annotations.map(({ target }) => target[0]?.exact),
      ['mayor', 'Dr. Lee'],
    );
    await vscode.commands.executeCommand('newsmark.undo');
    await saved(editor.document.uri, 0);
    await vscode.commands.executeCommand('newsmark.redo');
    await saved(editor.document.uri, 2);
  });

  it('tags nothing where the text has changed while the label was chosen', async () => {
    const editor = await openArticle('a.txt', TEXT);
    select(editor, 'tired');
    await askWhile('newsmark.tag', [], () => editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'So ')));
    await editor.document.save();
    await tag(editor, 'mayor', 'Source');
    await saved(editor.document.uri, 1);
  });

  it('does not tag the same words with the same label twice', async () => {
    const editor = await openArticle('a.txt', TEXT);
    await tag(editor, 'mayor', 'Source');
    await tag(editor, 'mayor', 'Source');
    await tag(editor, 'mayor', 'Claim');
    const { annotations } = await saved(editor.document.uri, 2);
    assert.sameMembers(
      annotations.map(({ label }) => label),
      ['source', 'claim'],
    );
  });

  it('keeps emoji, line ends and byte order mark apart from its coordinates', async () => {
    const articles = {
      'emoji.txt': 'Wow 👩‍👩‍👧‍👦 🇺🇦! Then the mayor left.\n',
      'crlf.txt': 'One.\r\nTwo.\r\nThen the mayor left.\r\n',
      'bom.txt': '\ufeffFirst 😀 line.\nThen the mayor left.',
    };
    for (const [name, text] of Object.entries(articles)) {
      const editor = await openArticle(name, text);
      await tag(editor, 'the mayor', 'Source');
      const { annotations } = await saved(editor.document.uri, 1);
      assert.equal(annotations[0]?.target[0]?.exact, 'the mayor');
      assert.equal(await read(editor.document.uri), text);
      assert.include(await hover(editor.document, 'the mayor'), 'Source');
    }
  });

  it('cuts no emoji in two', async () => {
    const editor = await openArticle('a.txt', 'A 👩‍👧 smiles.');
    editor.selection = new vscode.Selection(0, 2, 0, 4);
    await vscode.commands.executeCommand('newsmark.tagClaim');
    const { annotations } = await saved(editor.document.uri, 1);
    assert.equal(annotations[0]?.target[0]?.exact, '👩‍👧');
  });

  it('offers labels for a selection, and changes for the annotation at the cursor', async () => {
    const editor = await openArticle('a.txt', TEXT);
    assert.includeMembers(
      [...(await actions(editor.document, new vscode.Range(0, 4, 0, 9)))],
      ['Tag as Claim', 'Tag as Source', 'Tag as Quote'],
    );
    assert.deepEqual(await actions(editor.document, new vscode.Range(0, 5, 0, 5)), []);
    await tag(editor, 'mayor', 'Source');
    await saved(editor.document.uri, 1);
    assert.includeMembers(
      [...(await actions(editor.document, new vscode.Range(0, 5, 0, 5)))],
      ['Edit Note of Source', 'Remove Source'],
    );
  });

  it('steps from annotation to annotation, round the end', async () => {
    const editor = await openArticle('a.txt', TEXT);
    await tag(editor, 'mayor', 'Source');
    await tag(editor, 'Dr. Lee', 'Source');
    await saved(editor.document.uri, 2);
    const words = async (command: string) => {
      await vscode.commands.executeCommand(command);
      return editor.document.getText(editor.selection);
    };
    assert.equal(await words('newsmark.next'), 'mayor');
    assert.equal(await words('newsmark.next'), 'Dr. Lee');
    assert.equal(await words('newsmark.previous'), 'mayor');
  });

  it('removes an annotation, and brings it back with undo as it was', async () => {
    const editor = await openFile(at('kharkiv.txt'));
    const before = await read(sidecarOf(editor.document.uri));
    select(editor, 'Vladimir Putin');
    editor.selection = new vscode.Selection(editor.selection.start, editor.selection.start);
    await vscode.commands.executeCommand('newsmark.remove');
    await saved(editor.document.uri, 42);
    await vscode.commands.executeCommand('newsmark.undo');
    await saved(editor.document.uri, 43);
    assert.equal(await read(sidecarOf(editor.document.uri)), before);
  });

  it('leaves files alone that are no articles', async () => {
    const document = await vscode.workspace.openTextDocument({ content: 'Some text.', language: 'plaintext' });
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(0, 0, 0, 4);
    await vscode.commands.executeCommand('newsmark.tagClaim');
    assert.notInclude([...(await actions(document, new vscode.Range(0, 0, 0, 4)))], 'Tag as Claim');
    const readme = own('folder', 'README.txt');
    await write(readme, 'Read me.');
    await vscode.window.showTextDocument(readme);
    await vscode.commands.executeCommand('newsmark.tagClaim');
    assert.isUndefined(await read(sidecarOf(readme)));
  });

  it('gives articles the language that leaves prose alone', async () => {
    const document = await vscode.workspace.openTextDocument(at('pokrovsk.txt'));
    assert.equal(document.languageId, 'news');
    const editor = vscode.workspace.getConfiguration('editor', document);
    const files = vscode.workspace.getConfiguration('files', document);
    assert.deepEqual(
      [
        editor.get('wordWrap'),
        editor.get('formatOnSave'),
        files.get('trimTrailingWhitespace'),
        files.get('insertFinalNewline'),
      ],
      ['on', false, false, false],
    );
  });
});
