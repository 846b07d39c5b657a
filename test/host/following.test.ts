import { assert } from 'chai';
import * as vscode from 'vscode';
import {
  clearDesk,
  hover,
  openArticle,
  openFile,
  own,
  read,
  saved,
  sidecar,
  sidecarOf,
  standsTrue,
  tag,
  until,
  write,
} from './desk.ts';

const TEXT = 'The mayor resigned on Friday. “I am tired,” she said.\nNobody was surprised.\n';

const insert = (editor: vscode.TextEditor, offset: number, text: string) =>
  editor.edit((edit) => edit.insert(editor.document.positionAt(offset), text));

const erase = (editor: vscode.TextEditor, words: string) => {
  const start = editor.document.getText().indexOf(words);
  const range = new vscode.Range(editor.document.positionAt(start), editor.document.positionAt(start + words.length));
  return editor.edit((edit) => edit.delete(range));
};

const run = (command: string) => vscode.commands.executeCommand(command);

describe('following the text', () => {
  afterEach(clearDesk);

  it('moves with typing, undo and redo', async () => {
    const editor = await openArticle('a.txt', TEXT);
    const { document } = editor;
    await tag(editor, '“I am tired,”', 'Quote');
    await saved(document.uri, 1);
    await insert(editor, 0, 'Breaking! 😀\n');
    assert.include(await hover(document, '“I am tired,”'), 'Quote');
    await run('undo');
    assert.include(await hover(document, '“I am tired,”'), 'Quote');
    await run('redo');
    await document.save();
    const { annotations } = await sidecar(
      document.uri,
      'the new place',
      (value) => value.annotations[0]?.target[0]?.start === 42,
    );
    assert.equal(annotations[0]?.target[0]?.exact, '“I am tired,”');
  });

  it('writes what was typed inside, and takes it back with undo', async () => {
    const editor = await openArticle('a.txt', TEXT);
    const { document } = editor;
    await tag(editor, 'resigned on Friday', 'Claim');
    const before = await saved(document.uri, 1);
    await insert(editor, document.getText().indexOf('Friday'), 'last ');
    await document.save();
    const typed = await sidecar(
      document.uri,
      'the new words',
      (value) => value.annotations[0]?.target[0]?.exact === 'resigned on last Friday',
    );
    assert.isString(typed.annotations[0]?.modified);
    await run('undo');
    await document.save();
    const after = await sidecar(
      document.uri,
      'the old words',
      (value) => value.annotations[0]?.target[0]?.exact === 'resigned on Friday',
    );
    assert.deepEqual(after.annotations[0]?.target, before.annotations[0]?.target);
  });

  it('loses an annotation with its words, and has it back with undo', async () => {
    const editor = await openArticle('a.txt', TEXT);
    const { document } = editor;
    await tag(editor, 'she said', 'Source');
    const before = await saved(document.uri, 1);
    await erase(editor, 'tired,” she said.\nNobody');
    await document.save();
    const lost = await sidecar(document.uri, 'lost', (value) => value.annotations[0]?.target[0]?.state === 'lost');
    assert.equal(lost.annotations[0]?.target[0]?.exact, 'she said');
    await run('undo');
    assert.include(await hover(document, 'she said'), 'Source');
    await document.save();
    const found = await sidecar(document.uri, 'found', (value) =>
      value.annotations.some(({ target }) => target[0]?.state === undefined),
    );
    assert.deepEqual(found.annotations[0]?.target, before.annotations[0]?.target);
  });

  it('waits with the sidecar until the article is saved', async () => {
    const editor = await openArticle('a.txt', TEXT);
    const { document } = editor;
    await tag(editor, 'mayor', 'Source');
    await saved(document.uri, 1);
    const before = await read(sidecarOf(document.uri));
    await insert(editor, 0, 'Breaking! ');
    await tag(editor, 'Friday', 'Claim');
    assert.include(await hover(document, 'Friday'), 'Claim');
    assert.equal(await read(sidecarOf(document.uri)), before);
    await document.save();
    const { annotations } = await saved(document.uri, 2);
    assert.deepEqual(
      annotations.map(({ target }) => target[0]?.start),
      [14, 32],
    );
  });

  it('describes the article on disk after the text was discarded', async () => {
    const editor = await openArticle('a.txt', TEXT);
    const { document } = editor;
    await insert(editor, 0, 'Breaking news of the day! ');
    await tag(editor, 'Friday', 'Claim');
    await tag(editor, 'news of the day', 'Quote');
    await run('workbench.action.files.revert');
    const value = await saved(document.uri, 2);
    assert.equal(await read(document.uri), TEXT);
    const [claim, quote] = ['claim', 'quote'].map(
      (label) => value.annotations.find((each) => each.label === label)?.target[0],
    );
    assert.deepEqual([claim?.start, claim?.state], [22, undefined]);
    assert.equal(quote?.state, 'lost');
  });

  it('describes the article on disk after it was closed without saving', async () => {
    const editor = await openArticle('a.txt', TEXT);
    const { document } = editor;
    await insert(editor, 0, 'Breaking! ');
    await tag(editor, 'Friday', 'Claim');
    await run('workbench.action.revertAndCloseActiveEditor');
    const value = await saved(document.uri, 1);
    assert.equal(await read(document.uri), TEXT);
    assert.equal(value.annotations[0]?.target[0]?.start, 22);
  });

  it('follows several cursors and joined lines', async () => {
    const editor = await openArticle('crlf.txt', TEXT.replaceAll('\n', '\r\n'));
    const { document } = editor;
    await tag(editor, 'Nobody was surprised.', 'Claim');
    await saved(document.uri, 1);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), 'One ');
      edit.replace(new vscode.Range(0, 4, 0, 9), 'governor');
      edit.replace(new vscode.Range(0, 53, 1, 0), ' ');
    });
    assert.include(await hover(document, 'Nobody'), 'Claim');
    await document.save();
    const value = await sidecar(document.uri, 'moved', ({ annotations }) => annotations[0]?.target[0]?.start === 61);
    await standsTrue(document.uri, value);
  });

  it('takes in at once what someone else writes', async () => {
    const editor = await openArticle('a.txt', TEXT);
    const { document } = editor;
    await tag(editor, 'mayor', 'Source');
    await saved(document.uri, 1);
    const source = (await read(sidecarOf(document.uri))) ?? '';
    await write(
      sidecarOf(document.uri),
      source.replace('label: source\n', 'label: source\n    note: written elsewhere\n'),
    );
    await until(
      'the hover shows it',
      async () => (await hover(document, 'mayor')).includes('written elsewhere') || undefined,
    );
    await vscode.workspace.fs.delete(sidecarOf(document.uri));
    await until('it is gone', async () => (await hover(document, 'mayor')) === '' || undefined);
  });

  it('puts what is tagged into a sidecar that is open with unsaved changes, and saves nothing there', async () => {
    const editor = await openArticle('a.txt', TEXT);
    const { document } = editor;
    await tag(editor, 'The mayor', 'Source');
    await saved(document.uri, 1);
    const file = await read(sidecarOf(document.uri));
    const byHand = await vscode.window.showTextDocument(sidecarOf(document.uri), {
      viewColumn: vscode.ViewColumn.Beside,
    });
    await insert(byHand, byHand.document.getText().length, '# by hand\n');
    const again = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await tag(again, '“I am tired,”', 'Quote');
    await until('it stands in the editor', () => byHand.document.getText().includes('I am tired') || undefined);
    assert.include(byHand.document.getText(), '# by hand');
    assert.equal(await read(sidecarOf(document.uri)), file);
    await byHand.document.save();
    const value = await saved(document.uri, 2);
    assert.deepEqual(
      value.annotations.map(({ label }) => label),
      ['source', 'quote'],
    );
    assert.include(await read(sidecarOf(document.uri)), '# by hand');
    // Discarded, what was tagged is written all the same.
    const editing = await vscode.window.showTextDocument(byHand.document, vscode.ViewColumn.Beside);
    await insert(editing, 0, '# never saved\n');
    await tag(await vscode.window.showTextDocument(document, vscode.ViewColumn.One), 'Nobody', 'Source');
    await until('it stands in the editor', () => byHand.document.getText().includes('exact: Nobody') || undefined);
    await vscode.window.showTextDocument(byHand.document, vscode.ViewColumn.Beside);
    await run('workbench.action.files.revert');
    await saved(document.uri, 3);
    assert.notInclude(await read(sidecarOf(document.uri)), 'never saved');
  });

  it('looks for words again that another program changes in an open article', async () => {
    const editor = await openArticle('a.txt', TEXT);
    const { document } = editor;
    await tag(editor, 'The mayor resigned on Friday', 'Claim');
    await saved(document.uri, 1);
    await write(document.uri, TEXT.replace('on Friday', 'at noon on Friday'));
    await until('VS Code has read it anew', () => document.getText().includes('at noon') || undefined);
    await until('the hover tells', async () => (await hover(document, 'mayor')).includes('at noon') || undefined);
    await tag(editor, 'Nobody', 'Source');
    const { annotations } = await sidecar(document.uri, 'both', (value) => value.annotations.length === 2);
    assert.equal(annotations[0]?.target[0]?.state, 'changed');
    assert.equal(annotations[0]?.target[0]?.exact, 'The mayor resigned on Friday');
  });

  it('never writes a sidecar that it cannot read, and says where it is wrong', async () => {
    const editor = await openArticle('a.txt', TEXT);
    const { document } = editor;
    const broken = 'newsmark: 1\nannotations:\n  - id: abc\n    id: def\n';
    await write(sidecarOf(document.uri), broken);
    const [problem] = await until('there is a problem', () => {
      const found = vscode.languages
        .getDiagnostics(sidecarOf(document.uri))
        .filter(({ source }) => source === 'Newsmark');
      return found.length > 0 ? found : undefined;
    });
    assert.equal(problem?.range.start.line, 3);
    await tag(editor, 'mayor', 'Source');
    await insert(editor, 0, 'Breaking! ');
    await document.save();
    assert.equal(await read(sidecarOf(document.uri)), broken);
    await write(sidecarOf(document.uri), 'newsmark: 1\n# mine\n');
    await until(
      'the problem is gone',
      () => vscode.languages.getDiagnostics(sidecarOf(document.uri)).length === 0 || undefined,
    );
    await tag(editor, 'mayor', 'Source');
    await saved(document.uri, 1);
    assert.include(await read(sidecarOf(document.uri)), '# mine');
  });
});

describe('files', () => {
  afterEach(clearDesk);

  const apply = async (change: (edit: vscode.WorkspaceEdit) => void) => {
    const edit = new vscode.WorkspaceEdit();
    change(edit);
    assert.isTrue(await vscode.workspace.applyEdit(edit));
  };

  it('takes the sidecar along when an article is renamed or moved', async () => {
    const editor = await openArticle('a.txt', TEXT);
    await tag(editor, 'mayor', 'Source');
    await saved(editor.document.uri, 1);
    await write(own('a.txt.ana.newsmark.yaml'), 'newsmark: 1\nannotator: Ana\n');
    await apply((edit) => edit.renameFile(own('a.txt'), own('archive', 'b & c.txt')));
    const { annotations } = await saved(own('archive', 'b & c.txt'), 1);
    assert.equal(annotations[0]?.label, 'source');
    assert.isUndefined(await read(own('a.txt.newsmark.yaml')));
    assert.equal(await read(own('archive', 'b & c.txt.ana.newsmark.yaml')), 'newsmark: 1\nannotator: Ana\n');
    const renamed = await openFile(own('archive', 'b & c.txt'));
    // It is read anew when the sidecar has come.
    await until(
      'the annotation is there',
      async () => (await hover(renamed.document, 'mayor')).includes('Source') || undefined,
    );
    await tag(renamed, 'Friday', 'Claim');
    assert.equal((await saved(renamed.document.uri, 2)).article.file, 'b & c.txt');
  });

  it('keeps what waited for a save when the article is renamed', async () => {
    const editor = await openArticle('a.txt', TEXT);
    await insert(editor, 0, 'Breaking! ');
    await tag(editor, 'mayor', 'Source');
    await apply((edit) => edit.renameFile(own('a.txt'), own('b.txt')));
    const renamed = await openFile(own('b.txt'));
    await until(
      'the annotation is there',
      async () => (await hover(renamed.document, 'mayor')).includes('Source') || undefined,
    );
    await renamed.document.save();
    await saved(own('b.txt'), 1);
  });

  it('deletes the sidecar with its article', async () => {
    const editor = await openArticle('a.txt', TEXT);
    await tag(editor, 'mayor', 'Source');
    await saved(editor.document.uri, 1);
    await openArticle('a.txt.note.txt', 'Another article with a similar name.');
    await apply((edit) => edit.deleteFile(own('a.txt')));
    await until('the sidecar is gone', async () => (await read(own('a.txt.newsmark.yaml'))) === undefined || undefined);
    assert.isDefined(await read(own('a.txt.note.txt')));
  });
});
