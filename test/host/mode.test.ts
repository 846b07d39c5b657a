import { assert } from 'chai';
import * as vscode from 'vscode';
import { clearDesk, openArticle, own, read, saved, sidecarOf, write } from './desk.ts';

const TEXT = 'One went. Two came.\n\nThree stayed. “Why?” asked Dr. Four. Five 😀 left.\n';

const run = (command: string, ...args: readonly unknown[]) =>
  vscode.commands.executeCommand(`newsmark.${command}`, ...args);

/** What is selected, with the place of the cursor when nothing is. */
const selected = ({ document, selection }: vscode.TextEditor): string =>
  selection.isEmpty
    ? `|${document.lineAt(selection.active).text.slice(selection.active.character)}`
    : document.getText(selection);

/** Whether VS Code refuses to change the editor's text. */
const isLocked = async (editor: vscode.TextEditor): Promise<boolean> => {
  const before = editor.document.getText();
  await vscode.commands.executeCommand('type', { text: 'x' });
  const after = editor.document.getText();
  if (after !== before) await vscode.commands.executeCommand('undo');
  return after === before;
};

describe('tagging mode', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.files.resetActiveEditorReadonlyInSession');
    await clearDesk();
  });

  it('locks the article, and sets it free', async () => {
    const editor = await openArticle('a.txt', TEXT);
    assert.isFalse(await isLocked(editor));
    await vscode.commands.executeCommand('workbench.action.files.save');
    await run('toggleTaggingMode');
    assert.isTrue(await isLocked(editor));
    await run('toggleTaggingMode');
    assert.isFalse(await isLocked(editor));
  });

  it('is left by Escape, and never begun by it', async () => {
    const editor = await openArticle('a.txt', TEXT);
    await run('toggleTaggingMode', 'leave');
    assert.isFalse(await isLocked(editor));
    await vscode.commands.executeCommand('workbench.action.files.save');
    await run('toggleTaggingMode');
    assert.isTrue(await isLocked(editor));
    await Promise.all([run('toggleTaggingMode', 'leave'), run('toggleTaggingMode', 'leave')]);
    assert.isFalse(await isLocked(editor));
  });

  it('saves an article with unsaved changes first', async () => {
    const editor = await openArticle('a.txt', TEXT);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'New. '));
    await run('toggleTaggingMode');
    assert.isFalse(editor.document.isDirty);
    assert.isTrue(await isLocked(editor));
    assert.equal(await read(editor.document.uri), `New. ${TEXT}`);
    await run('toggleTaggingMode');
    assert.isFalse(await isLocked(editor));
  });

  it('is not begun where nothing can be locked', async () => {
    const other = own('b.txt');
    await write(other, TEXT);
    const editor = await openArticle('a.txt', TEXT);
    await vscode.commands.executeCommand('vscode.diff', other, editor.document.uri);
    await run('toggleTaggingMode');
    await run('pressKey', 'c');
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    const again = await vscode.window.showTextDocument(editor.document.uri);
    assert.isFalse(await isLocked(again));
    await vscode.commands.executeCommand('workbench.action.files.save');
  });

  it('sets free what the key binding has locked, where it is not begun', async () => {
    const article = own('a.txt');
    await write(article, TEXT);
    await write(sidecarOf(article), 'newsmark: 2\n');
    const editor = await vscode.window.showTextDocument(article);
    await vscode.commands.executeCommand('workbench.action.files.setActiveEditorReadonlyInSession');
    assert.isTrue(await isLocked(editor));
    await run('toggleTaggingMode', 'locked');
    assert.isFalse(await isLocked(editor));
    await vscode.commands.executeCommand('workbench.action.files.save');
  });

  it('goes from sentence to sentence, and over several of them', async () => {
    const editor = await openArticle('a.txt', TEXT);
    editor.selection = new vscode.Selection(0, 3, 0, 3);
    const way = async (...commands: readonly string[]): Promise<string[]> => {
      const places: string[] = [];
      for (const command of commands) {
        await run(command);
        places.push(selected(editor));
      }
      return places;
    };
    assert.deepEqual(await way('nextSentence', 'nextSentence', 'nextSentence', 'nextSentence', 'nextSentence'), [
      '|Two came.',
      '|Three stayed. “Why?” asked Dr. Four. Five 😀 left.',
      '|“Why?” asked Dr. Four. Five 😀 left.',
      '|Five 😀 left.',
      '|Five 😀 left.',
    ]);
    assert.deepEqual(await way('previousSentence', 'extendToPreviousSentence', 'extendToNextSentence'), [
      '|“Why?” asked Dr. Four. Five 😀 left.',
      'Three stayed. “Why?” asked Dr. Four.',
      '“Why?” asked Dr. Four.',
    ]);
    assert.deepEqual(await way('extendToNextSentence', 'nextSentence', 'previousSentence'), [
      '“Why?” asked Dr. Four. Five 😀 left.',
      '“Why?” asked Dr. Four. Five 😀 left.',
      '|Three stayed. “Why?” asked Dr. Four. Five 😀 left.',
    ]);
  });

  it('tags with the keys of the codebook, whatever was selected a moment ago', async () => {
    const editor = await openArticle('a.txt', TEXT);
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await run('toggleTaggingMode');
    // Nobody waits for the one before: as fast as keys come.
    const pressed = [{ command: 'newsmark.nextSentence' }, 'c', { command: 'newsmark.nextSentence' }, 's', 'z'];
    await Promise.all(pressed.map((key) => run('pressKey', key)));
    const { annotations } = await saved(editor.document.uri, 2);
    assert.deepEqual(
      annotations.map(({ label, target }) => [label, target[0]?.exact]),
      [
        ['claim', 'Two came.'],
        ['source', 'Three stayed.'],
      ],
    );
    await run('toggleTaggingMode');
  });
});
