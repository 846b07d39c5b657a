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
  tag,
  until,
  write,
} from './desk.ts';

const TEXT = 'The mayor resigned on Friday.\nNobody was surprised, Dr. Lee told us.\n';

/** The editor that the note is written in, once it has the focus and the note's text; not the one before. */
function opened(text: string, before?: vscode.TextEditor): Promise<vscode.TextEditor> {
  return until(`a note opens with ${JSON.stringify(text)}`, () => {
    const editor = vscode.window.activeTextEditor;
    const isNote = editor?.document.uri.scheme === 'comment' && editor !== before;
    return isNote && lf(editor.document.getText()) === text ? editor : undefined;
  });
}

const lf = (text: string): string => text.replaceAll('\r\n', '\n');

const closed = (): Promise<true> =>
  until('the note is closed', () =>
    vscode.window.visibleTextEditors.every(({ document }) => document.uri.scheme !== 'comment') ? true : undefined,
  );

const edit = (): Thenable<unknown> => vscode.commands.executeCommand('newsmark.editNote');
const save = (): Thenable<unknown> => vscode.commands.executeCommand('newsmark.saveNote');

/** Writes this instead of all that stands in the note. */
async function rewrite(editor: vscode.TextEditor, text: string): Promise<void> {
  const { document } = editor;
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  await until(
    'the note takes the text',
    async () => (await editor.edit((each) => each.replace(all, text))) || undefined,
  );
}

/** Opens the note with what is there, writes it anew and saves it. */
async function renote(present: string, text: string): Promise<void> {
  await edit();
  await rewrite(await opened(present), text);
  await save();
  await closed();
}

const notes = (uri: vscode.Uri, ...expected: (string | undefined)[]) =>
  sidecar(
    uri,
    `notes ${JSON.stringify(expected)}`,
    ({ annotations }) => JSON.stringify(annotations.map(({ note }) => note)) === JSON.stringify(expected),
  );

/** An article with a source and its note. */
async function openNoted(note?: string): Promise<vscode.TextDocument> {
  const { document } = await openArticle('a.txt', TEXT);
  const editor = vscode.window.activeTextEditor;
  assert.isDefined(editor);
  await tag(editor, 'mayor', 'Source');
  await saved(document.uri, 1);
  if (note !== undefined) await renote('', note);
  return document;
}

/** Changes the sidecar as another program does. */
async function change({ uri }: vscode.TextDocument, from: string | RegExp, to: string): Promise<void> {
  const source = (await read(sidecarOf(uri))) ?? '';
  assert.match(source, typeof from === 'string' ? new RegExp(from) : from);
  await write(sidecarOf(uri), source.replace(from, to));
}

describe('a note', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('newsmark.cancelNote');
    await clearDesk();
  });

  it('has lines, and no white space around it', async () => {
    const { uri } = await openNoted('  first\n\n  second \n');
    await notes(uri, 'first\n\n  second');
    await renote('first\n\n  second', ' \n ');
    await notes(uri, undefined);
    await vscode.commands.executeCommand('newsmark.undo');
    await notes(uri, 'first\n\n  second');
  });

  it('is shown and kept as it is, whatever it says', async () => {
    const hostile =
      '[x](command:workbench.action.quit) <img src=x onerror=alert(1)>\n---\n$(zap) `c` $1 \u202eevil 😀\n- id: x';
    const { uri } = await openNoted(hostile);
    await notes(uri, hostile);
    const before = await read(sidecarOf(uri));
    await edit();
    await opened(hostile);
    await save();
    await closed();
    assert.equal(await read(sidecarOf(uri)), before);
  });

  it('is not changed by who only looks at it', async () => {
    const document = await openNoted();
    await change(document, 'label: source\n', 'label: source\n    note: "  old \\r way  "\n');
    await notes(document.uri, '  old \r way  ');
    const before = await read(sidecarOf(document.uri));
    await until('the note is known', async () => {
      await edit();
      const editor = await until('a note opens', () =>
        vscode.window.activeTextEditor?.document.uri.scheme === 'comment' ? vscode.window.activeTextEditor : undefined,
      );
      await save();
      await closed();
      return editor.document.getText() === '' ? undefined : true;
    });
    assert.equal(await read(sidecarOf(document.uri)), before);
  });

  it('that holds half a character is refused and not lost', async () => {
    const { uri } = await openNoted();
    await edit();
    const editor = await opened('');
    await rewrite(editor, 'half \ud83d');
    await save();
    await rewrite(await opened('half \ud83d', editor), 'whole 😀');
    await save();
    await closed();
    await notes(uri, 'whole 😀');
  });

  it('goes to the annotation as it is by then', async () => {
    const document = await openNoted();
    await edit();
    await rewrite(await opened(''), 'mine');
    await change(document, 'label: source', 'label: claim');
    const before = await sidecar(document.uri, 'a claim', ({ annotations }) => annotations[0]?.label === 'claim');
    await until('the new label is known', async () => {
      const symbols = await hover(document, 'mayor');
      return symbols.includes('Claim') || undefined;
    });
    await save();
    await closed();
    const { annotations } = await notes(document.uri, 'mine');
    assert.equal(annotations[0]?.label, 'claim');
    assert.equal(annotations[0]?.id, before.annotations[0]?.id);
  });

  it('that somebody else has changed meanwhile is replaced only by who saves again', async () => {
    const document = await openNoted('old');
    await edit();
    const editor = await opened('old');
    await rewrite(editor, 'mine');
    await change(document, 'note: old', 'note: theirs');
    await until('their note is known', async () => (await hover(document, 'mayor')).includes('theirs') || undefined);
    await save();
    await opened('mine', editor);
    await notes(document.uri, 'theirs');
    await save();
    await closed();
    await notes(document.uri, 'mine');
    await vscode.commands.executeCommand('newsmark.undo');
    await notes(document.uri, 'theirs');
  });

  it('of an annotation that is gone stays open', async () => {
    const { uri } = await openNoted();
    await edit();
    const editor = await opened('');
    await rewrite(editor, 'mine');
    await vscode.commands.executeCommand('newsmark.undo');
    await saved(uri, 0);
    await save();
    await opened('mine', editor);
    await vscode.commands.executeCommand('newsmark.redo');
    await save();
    await closed();
    await notes(uri, 'mine');
  });

  it('of an annotation that is gone does not hold back the next one', async () => {
    const { uri } = await openNoted();
    const editor = vscode.window.activeTextEditor;
    assert.isDefined(editor);
    await tag(editor, 'Dr. Lee', 'Source');
    const [first, second] = (await saved(uri, 2)).annotations.map(({ id }) => ({ article: uri.toString(), id }));
    await vscode.commands.executeCommand('newsmark.editNote', first);
    const note = await opened('');
    await rewrite(note, 'mine');
    await vscode.commands.executeCommand('newsmark.remove', first);
    await saved(uri, 1);
    await vscode.commands.executeCommand('newsmark.editNote', second);
    await rewrite(await opened('', note), 'theirs');
    await save();
    await closed();
    await notes(uri, 'theirs');
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('is saved by who goes on to another note or another article', async () => {
    const { uri } = await openNoted();
    const editor = vscode.window.activeTextEditor;
    assert.isDefined(editor);
    await tag(editor, 'Dr. Lee', 'Source');
    await saved(uri, 2);
    await edit();
    await rewrite(await opened(''), 'second');
    const first = (await saved(uri, 2)).annotations[0]?.id;
    await vscode.commands.executeCommand('newsmark.editNote', { article: uri.toString(), id: first });
    await rewrite(await opened(''), 'first');
    await notes(uri, undefined, 'second');
    await write(own('b.txt'), 'Another one.\n');
    await openFile(own('b.txt'));
    await closed();
    await notes(uri, 'first', 'second');
  });

  it('goes on with what was written when it is asked for again', async () => {
    await openNoted();
    await edit();
    const editor = await opened('');
    await rewrite(editor, 'half a thought');
    await edit();
    await opened('half a thought', editor);
  });

  it('of words that are lost is written at the top of the article', async () => {
    const document = await openNoted();
    await change(document, /exact: .*\n(?= +prefix)/, 'exact: no such words anywhere here at all\n');
    const { annotations } = await sidecar(document.uri, 'other words', ({ annotations: [first] }) =>
      Boolean(first?.target[0]?.exact.includes('no such')),
    );
    await until('they are lost', () => vscode.languages.getDiagnostics(document.uri).length > 0 || undefined);
    const reference = { article: document.uri.toString(), id: annotations[0]?.id };
    await vscode.commands.executeCommand('newsmark.editNote', reference);
    await rewrite(await opened(''), 'where is it?');
    await save();
    await closed();
    await notes(document.uri, 'where is it?');
  });
});
