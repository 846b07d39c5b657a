import { assert } from 'chai';
import * as vscode from 'vscode';
import { filesOver } from '../../src/editor/files.ts';
import { Names } from '../../src/editor/names.ts';
import { closedArticles } from './closed.ts';
import {
  begin,
  clearDesk,
  ENTER,
  ESCAPE,
  hover,
  openFile,
  own,
  read,
  run,
  select,
  sidecar,
  sidecarOf,
  write,
} from './desk.ts';

/** Runs a command that asks, and gives this answer whatever it asks. */
const answer = (key: string, command: string, ...args: readonly unknown[]): Promise<void> => begin(command, args)(key);

const TEXT = 'Ann Lee spoke first. Nobody was surprised.\n';

/** Written by hand: every byte that is not renamed stays. */
const SIDECAR = `newsmark: 1
annotations:
  # who spoke
  - id: source00
    label: 'source'   # a person
    target: [{ exact: Ann Lee, start: 0, end: 7 }]
    attributes:
      kind: disputed
      entity: Ann Lee   # spelt so by Reuters
  - id: claim000
    label: assertion
    target: [{ exact: Nobody was surprised, start: 21, end: 41 }]
    attributes:
      verdict: disputed   # as the desk says
`;

const CODEBOOK = `newsmark: 1
labels:
  claim:
    was: [assertion]
    attributes:
      verdict: { values: [unverified, disputed] }
  source:
    attributes:
      kind: { values: [person, disputed] }
      entity: { type: string }
`;

/** The file without who changed it and when. */
const unstamped = (source: string | undefined) => source?.replace(/^ *(modified|modifiedBy): .*\n/gm, '');

const reference = (uri: vscode.Uri, id: string) => ({ article: uri.toString(), id });

const place = (name: string) => own('project', name);

/** Sidecars of what is not open: shared ones, an annotator's own, one whose article is gone. */
const CLOSED = ['closed.txt', 'closed.txt.ana', 'deeper/closed.txt', 'gone.txt'];

/** Sidecars that are not the project's: of a project inside it, and of what the codebook does not take for an article. */
const OTHERS = ['nested/a.txt', 'readme.md'];

/** A project of which one article is open, with unsaved changes, and one sidecar cannot be read. */
async function openProject(): Promise<vscode.TextEditor> {
  await write(place('newsmark.yaml'), CODEBOOK);
  for (const name of ['open.txt', 'closed.txt', 'deeper/closed.txt', 'broken.txt']) await write(place(name), TEXT);
  for (const name of ['open.txt', ...CLOSED]) await write(sidecarOf(place(name)), SIDECAR);
  await write(sidecarOf(place('broken.txt')), `${SIDECAR}  - [`);
  await write(place('nested/newsmark.yaml'), CODEBOOK);
  for (const name of OTHERS) await write(sidecarOf(place(name)), SIDECAR);
  const editor = await openFile(place('open.txt'));
  await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), 'More.\n'));
  return editor;
}

/** All closed sidecars say what they said, with these words for those; all others are as they were. */
async function closedSay(from: string | RegExp, to: string): Promise<void> {
  for (const name of CLOSED)
    assert.equal(unstamped(await read(sidecarOf(place(name)))), SIDECAR.replace(from, to), name);
  for (const name of OTHERS) assert.equal(await read(sidecarOf(place(name))), SIDECAR, name);
  assert.equal(await read(sidecarOf(place('broken.txt'))), `${SIDECAR}  - [`);
}

describe('renaming', () => {
  afterEach(async () => {
    await run(ESCAPE);
    await run('notifications.clearAll');
    await clearDesk();
  });

  it('gives a source another entity in all sidecars, open, closed or own; what is open has it undone', async () => {
    const { document } = await openProject();
    await answer(ENTER, 'newsmark.renameSource', reference(document.uri, 'source00'), 'Ann M. Lee');
    await closedSay('entity: Ann Lee', 'entity: Ann M. Lee');
    assert.match((await read(sidecarOf(place('closed.txt')))) ?? '', /modified: "20\d\d-/);
    // The open article is written when it is saved, and not before.
    assert.equal(await read(sidecarOf(document.uri)), SIDECAR);
    assert.include(await hover(document, 'Ann Lee'), 'Ann M&#46; Lee');
    await document.save();
    const says = (entity: string) =>
      sidecar(document.uri, entity, ({ annotations }) => annotations[0]?.attributes['entity'] === entity);
    await says('Ann M. Lee');
    await run('newsmark.undo');
    await says('Ann Lee');
    await closedSay('entity: Ann Lee', 'entity: Ann M. Lee');
  });

  it('renames the source whose row in the workspace is meant, in the project of its article', async () => {
    const { document } = await openProject();
    const row = { entity: 'Ann Lee', article: document.uri.toString() };
    await answer(ENTER, 'newsmark.renameSource', row, 'Ann M. Lee');
    await closedSay('entity: Ann Lee', 'entity: Ann M. Lee');
  });

  it('brings earlier names of a label to the present one', async () => {
    const editor = await openProject();
    select(editor, 'Nobody');
    await answer(ENTER, 'newsmark.renameLabel');
    await closedSay('label: assertion', 'label: claim');
  });

  it('gives a label a name that the codebook lacks only after a question', async () => {
    const { document } = await openProject();
    await answer(ENTER, 'newsmark.renameLabel', reference(document.uri, 'source00'), 'speaker');
    await closedSay("label: 'source'", 'label: speaker');
  });

  it('changes a value of an attribute under its label only', async () => {
    const { document } = await openProject();
    await answer(ENTER, 'newsmark.renameValue', reference(document.uri, 'claim000'), 'contested');
    await closedSay('verdict: disputed', 'verdict: contested');
  });

  it('means the source at the cursor, also where another annotation stands inside it', async () => {
    const inside = SIDECAR.replace('exact: Nobody was surprised, start: 21, end: 41', 'exact: Lee, start: 4, end: 7');
    const article = place('open.txt');
    await write(place('newsmark.yaml'), CODEBOOK);
    await write(article, TEXT);
    await write(sidecarOf(article), inside.replace('Ann Lee   #', 'Zoe Lee   #'));
    await write(sidecarOf(place('gone.txt')), SIDECAR);
    select(await openFile(article), 'Lee');
    await answer(ENTER, 'newsmark.renameSource', undefined, 'Ann M. Lee');
    await sidecar(article, 'Ann M. Lee', ({ annotations }) => annotations[0]?.attributes['entity'] === 'Ann M. Lee');
    assert.equal(await read(sidecarOf(place('gone.txt'))), SIDECAR);
  });

  it('does nothing when it is left, or the new name cannot be', async () => {
    const { document } = await openProject();
    await answer(ESCAPE, 'newsmark.renameSource', reference(document.uri, 'source00'), 'Ann M. Lee');
    await closedSay('', '');
    await answer(ENTER, 'newsmark.renameSource', reference(document.uri, 'source00'), 'Ann Lee');
    await closedSay('', '');
  });

  it('leaves a sidecar alone that has unsaved changes in an editor', async () => {
    const { document } = await openProject();
    const edited = sidecarOf(place('closed.txt'));
    const editor = await vscode.window.showTextDocument(edited);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# mine\n'));
    await answer(ENTER, 'newsmark.renameSource', reference(document.uri, 'source00'), 'Ann M. Lee');
    assert.equal(await read(edited), SIDECAR);
    assert.equal(editor.document.getText(), `# mine\n${SIDECAR}`);
    assert.include(await read(sidecarOf(place('gone.txt'))), 'Ann M. Lee');
    await vscode.window.showTextDocument(edited);
    await run('workbench.action.files.revert');
  });

  it('that is stopped before the second file has done the first, and not begun the second', async () => {
    await openProject();
    const { articles, files, stopping } = ownDesk();
    const names = new Names(articles, files);
    const project = await articles.projectFor(place('closed.txt'));
    assert.isDefined(project);
    const { token } = new vscode.CancellationTokenSource();
    const survey = await names.survey('entity', project, () => {}, token);
    assert.deepEqual(
      [...(survey?.totals.values() ?? [])].map(({ term, count }) => [term.name, count]),
      [['Ann Lee', 5]],
    );
    assert.deepEqual(
      survey?.unread.map(({ sidecar: uri }) => uri),
      [sidecarOf(place('broken.txt')).toString()],
    );
    const renaming = { term: { name: 'Ann Lee', attribute: 'entity' }, name: 'Ann', codebook: project.codebook };
    const renamed = await names.rename(survey?.found ?? [], renaming, () => {}, stopping.token);
    assert.deepEqual([renamed.isDone, renamed.sidecars, renamed.annotations], [false, 1, 1]);
    const [first = '', ...others] = survey?.found.map(({ sidecar: uri }) => uri) ?? [];
    assert.include(await read(vscode.Uri.parse(first)), 'entity: Ann   # spelt');
    for (const other of others) assert.equal(await read(vscode.Uri.parse(other)), SIDECAR, other);
  });
});

/** The house with no article open, over VS Code's files; `stopping` is cancelled with the first sidecar that is written. */
function ownDesk() {
  const stopping = new vscode.CancellationTokenSource();
  const over = filesOver(undefined, own('writing').toString());
  const files = {
    ...over,
    async write(uri: string, bytes: Uint8Array) {
      await over.write(uri, bytes);
      if (uri.endsWith('.newsmark.yaml')) stopping.cancel();
    },
  };
  return { articles: closedArticles(files, own('kept'), 'ana'), files, stopping };
}
