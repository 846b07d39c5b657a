import { assert } from 'chai';
import * as vscode from 'vscode';
import { entries } from '../../src/core/pick.ts';
import { parse } from '../../src/formats/sidecar.ts';
import { actions, clearDesk, hover, openFile, own, read, select, sidecar, sidecarOf, until, write } from './desk.ts';

const TEXT = 'The mayor resigned on Friday. “I am tired,” she said.\nNobody in the whole of the town was surprised.\n';

const item = (id: string, words: string, more = '', label = 'claim') => `  - id: ${id}
    label: ${label}
    target:
      - exact: ${words}
        start: ${TEXT.indexOf(words)}
        end: ${TEXT.indexOf(words) + words.length}
${more}`;

const file = (...items: readonly string[]) => `newsmark: 1\narticle:\n  file: a.txt\nannotations:\n${items.join('')}`;

const CONFLICT = `    note: How many?
    conflict:
      - field: note
        theirs: "Who [says](command:x) so?"
      - field: [attributes, verdict]
        theirs: disputed
`;

async function open(source: string): Promise<vscode.TextEditor> {
  await write(own('a.txt'), TEXT);
  await write(sidecarOf(own('a.txt')), source);
  return openFile(own('a.txt'));
}

const problems = (uri: vscode.Uri, count: number) =>
  until(`there are ${count} problems in ${uri.path}`, () => {
    const found = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Newsmark');
    return found.length === count ? found : undefined;
  });

const reference = (uri: vscode.Uri, id = 'a0000000') => ({ article: uri.toString(), id });

/** Does what a quick fix does. */
async function fix(uri: vscode.Uri, range: vscode.Range, title: string): Promise<void> {
  const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
  );
  const action = found.find((each) => each.title === title);
  assert.isDefined(action, `"${title}" is among ${found.map((each) => each.title).join(', ')}`);
  const { command, arguments: given = [] } = action?.command ?? { command: '' };
  await vscode.commands.executeCommand(command, ...given);
}

describe('a conflict', () => {
  afterEach(clearDesk);

  it('is a problem at the words, one for each field, and in the hover, with both values', async () => {
    const { document } = await open(file(item('a0000000', 'mayor resigned', CONFLICT)));
    const found = await problems(document.uri, 2);
    assert.deepEqual(
      found.map(({ message, range }) => [message, range.start.character, range.end.character]),
      [
        [
          'Two people changed "note" differently: "How many?" (mine), "Who [says](command:x) so?" (theirs). Keep one of them.',
          4,
          18,
        ],
        ['One side (mine) removed "verdict", the other (theirs) has "disputed". Keep one of the two.', 4, 18],
      ],
    );
    const text = await hover(document, 'mayor');
    assert.include(text, 'How many&#63;');
    assert.notInclude(text, '(command:x)');
    assert.match(text, /\]\(command:newsmark\.keepMine\?/);
    assert.match(text, /\]\(command:newsmark\.keepTheirs\?/);
  });

  it('is settled field by field with quick fixes, and taken back with undo', async () => {
    const { document } = await open(file(item('a0000000', 'mayor resigned', CONFLICT)));
    const { uri } = document;
    const before = parse((await read(sidecarOf(uri))) ?? '').value?.annotations[0]?.conflict;
    const here = new vscode.Range(0, 6, 0, 6);
    await fix(uri, here, 'Keep Theirs: disputed (verdict)');
    const { annotations } = await sidecar(
      uri,
      'the verdict',
      ({ annotations: [one] }) => one?.attributes['verdict'] === 'disputed',
    );
    assert.lengthOf(entries(annotations[0]?.conflict), 1);
    await problems(uri, 1);
    await fix(uri, here, 'Keep Mine: How many? (note)');
    const settled = await sidecar(uri, 'no conflict', ({ annotations: [one] }) => one?.conflict === undefined);
    assert.equal(settled.annotations[0]?.note, 'How many?');
    await problems(uri, 0);
    await vscode.commands.executeCommand('newsmark.undo');
    await vscode.commands.executeCommand('newsmark.undo');
    await problems(uri, 2);
    const back = await sidecar(uri, 'both conflicts', ({ annotations: [one] }) => entries(one?.conflict).length === 2);
    assert.deepEqual(back.annotations[0]?.conflict, before);
  });

  it('about words puts theirs where they stand now', async () => {
    const words = 'Nobody in the whole of the city was surprised';
    const conflict = `    conflict:\n      - field: target\n        theirs:\n          - exact: ${words}\n`;
    const { document } = await open(file(item('a0000000', 'mayor resigned', conflict)));
    await problems(document.uri, 1);
    await vscode.commands.executeCommand('newsmark.keepTheirs', reference(document.uri));
    const [changed] = await until('the words are changed ones', async () => {
      const found = await problems(document.uri, 1);
      return found[0]?.code === 'changed' ? found : undefined;
    });
    assert.equal(changed?.range.start.line, 1);
    await vscode.commands.executeCommand('newsmark.accept', reference(document.uri));
    const { annotations } = await sidecar(document.uri, 'accepted', ({ annotations: [one] }) => !one?.target[0]?.state);
    assert.equal(annotations[0]?.target[0]?.exact, 'Nobody in the whole of the town was surprised');
  });

  it('about a removal removes the annotation, or keeps it', async () => {
    const conflict = '    note: x\n    conflict:\n      - field: annotation\n        deleted: theirs\n';
    const { document } = await open(file(item('a0000000', 'mayor resigned', conflict), item('b0000000', 'Friday')));
    await fix(document.uri, new vscode.Range(0, 6, 0, 6), 'Keep Theirs: removed');
    await sidecar(document.uri, 'one left', ({ annotations }) => annotations.length === 1);
    await vscode.commands.executeCommand('newsmark.undo');
    await sidecar(document.uri, 'both', ({ annotations: [first] }) => first?.conflict !== undefined);
    await fix(document.uri, new vscode.Range(0, 6, 0, 6), 'Keep Mine: changed');
    await sidecar(
      document.uri,
      'kept',
      ({ annotations: [first] }) => first?.note === 'x' && first.conflict === undefined,
    );
  });

  it('at the cursor is settled by the command alone', async () => {
    const conflict = '    note: x\n    conflict:\n      - field: note\n        theirs: y\n';
    const editor = await open(file(item('a0000000', 'mayor resigned', conflict)));
    select(editor, 'resigned');
    await vscode.commands.executeCommand('newsmark.keepTheirs');
    await sidecar(editor.document.uri, 'theirs', ({ annotations: [one] }) => one?.note === 'y');
  });

  it('about the article is settled in the sidecar’s editor, where VS Code undoes it', async () => {
    const source = `newsmark: 1\n# by hand\narticle:\n  file: a.txt\n  title: Mine\n  conflict:\n    - field: title\n      theirs: Theirs\nannotations: []\n`;
    const { document } = await open(source);
    const uri = sidecarOf(document.uri);
    const [problem] = await problems(uri, 1);
    assert.equal(problem?.range.start.line, 6);
    const editor = await vscode.window.showTextDocument(uri);
    await fix(uri, new vscode.Range(6, 8, 6, 8), 'Keep Theirs: Theirs (title)');
    const settled = 'newsmark: 1\n# by hand\narticle:\n  file: a.txt\n  title: Theirs\nannotations: []\n';
    assert.equal(editor.document.getText(), settled);
    assert.equal(await read(uri), source);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), source);
    await vscode.commands.executeCommand('redo');
    await editor.document.save();
    assert.equal(await read(uri), settled);
    await problems(uri, 0);
  });
});

describe('duplicates', () => {
  afterEach(clearDesk);

  it('are a problem at the words, and become one in one step', async () => {
    const { document } = await open(
      file(
        item('a0000000', 'mayor resigned', '    note: one\n'),
        item('b0000000', 'Friday', '    links:\n      - role: supports\n        to: c0000000\n'),
        item('c0000000', 'mayor resigned', '    attributes:\n      verdict: disputed\n    note: two\n'),
      ),
    );
    const { uri } = document;
    const [problem] = await problems(uri, 1);
    assert.equal(problem?.code, 'duplicate');
    assert.deepEqual([problem?.range.start.character, problem?.range.end.character], [4, 18]);
    assert.match(await hover(document, 'mayor'), /\]\(command:newsmark\.mergeDuplicates\?/);
    await fix(uri, new vscode.Range(0, 6, 0, 6), 'Merge Duplicates');
    const { annotations } = await sidecar(uri, 'two left', ({ annotations: all }) => all.length === 2);
    const [first, other] = annotations;
    assert.deepEqual([first?.id, first?.note, first?.attributes], ['a0000000', 'one\n\ntwo', { verdict: 'disputed' }]);
    assert.deepEqual(other?.links, [{ role: 'supports', to: 'a0000000' }]);
    await problems(uri, 0);
    await vscode.commands.executeCommand('newsmark.undo');
    const back = await sidecar(uri, 'three again', ({ annotations: all }) => all.length === 3);
    assert.deepEqual(
      back.annotations.map(({ id, note }) => [id, note]),
      [
        ['a0000000', 'one'],
        ['b0000000', undefined],
        ['c0000000', 'two'],
      ],
    );
    assert.deepEqual(back.annotations[1]?.links, [{ role: 'supports', to: 'c0000000' }]);
  });
});

describe('a sidecar with git’s marks', () => {
  afterEach(clearDesk);
  after(() => restoreGit());

  const marked = (ours: string, theirs: string) => file(`<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> other\n`);
  const MARKED = marked(
    item('a0000000', 'mayor resigned', '    note: mine\n'),
    item('a0000000', 'mayor resigned', '    note: theirs\n') + item('b0000000', 'Friday'),
  );

  /** Opens an article that cannot be annotated until its sidecar is merged. */
  async function openRefused(): Promise<vscode.TextEditor> {
    await write(own('a.txt'), TEXT);
    await write(sidecarOf(own('a.txt')), MARKED);
    const editor = await vscode.window.showTextDocument(own('a.txt'));
    const [problem] = await problems(sidecarOf(own('a.txt')), 1);
    assert.equal(problem?.code, 'conflict-markers');
    return editor;
  }

  it('is merged with the quick fix on its problem, and the article shows what comes of it', async () => {
    const { document } = await openRefused();
    const uri = sidecarOf(document.uri);
    await vscode.workspace.openTextDocument(uri);
    await fix(uri, new vscode.Range(0, 0, 0, 0), 'Merge Annotations');
    const { annotations } = await sidecar(document.uri, 'merged', (value) => value.annotations.length === 2);
    assert.deepEqual(annotations[0]?.conflict, [{ field: 'note', theirs: 'theirs' }]);
    await problems(uri, 0);
    await problems(document.uri, 1);
    assert.include(await hover(document, 'Friday'), 'Claim');
    assert.include([...(await actions(document, new vscode.Range(0, 6, 0, 6)))], 'Keep Mine: mine (note)');
  });

  it('is merged from the article', async () => {
    const { document } = await openRefused();
    await vscode.commands.executeCommand('newsmark.mergeAnnotations');
    await sidecar(document.uri, 'merged', (value) => value.annotations.length === 2);
  });

  it('is left alone while it has unsaved changes, and where its marks do not fit', async () => {
    const { document } = await openRefused();
    const uri = sidecarOf(document.uri);
    const editor = await vscode.window.showTextDocument(uri);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# mine\n'));
    await vscode.commands.executeCommand('newsmark.mergeAnnotations');
    assert.equal(await read(uri), MARKED);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    const odd = MARKED.replace('=======\n', '');
    await write(uri, odd);
    await vscode.commands.executeCommand('newsmark.mergeAnnotations', { sidecar: uri.toString() });
    assert.equal(await read(uri), odd);
  });

  it('goes by git’s own versions where VS Code has git: what one side removed is gone', async () => {
    const repository = await makeRepository();
    if (!repository) return;
    const uri = own('repository', 'a.txt');
    const commit = async (source: string) => {
      await write(sidecarOf(uri), source);
      await repository.add([sidecarOf(uri).fsPath]);
      await repository.commit('change');
    };
    const removed = item('b0000000', 'Friday');
    await write(uri, TEXT);
    await commit(file(item('a0000000', 'mayor resigned', '    note: old\n'), removed));
    const main = repository.state.HEAD?.name ?? '';
    await repository.createBranch('other', true);
    await commit(file(item('a0000000', 'mayor resigned', '    note: theirs\n')));
    await repository.checkout(main);
    await commit(file(item('a0000000', 'mayor resigned', '    note: mine\n'), removed));
    await repository.merge('other').then(
      () => assert.fail('git merged it'),
      () => {},
    );
    assert.include(await read(sidecarOf(uri)), '<<<<<<<');
    await vscode.commands.executeCommand('newsmark.mergeAnnotations', { sidecar: sidecarOf(uri).toString() });
    const { annotations } = await sidecar(uri, 'merged', () => true);
    assert.deepEqual(
      annotations.map(({ id, note, conflict }) => [id, note, conflict]),
      [['a0000000', 'mine', [{ field: 'note', theirs: 'theirs' }]]],
    );
  });
});

/** What the test uses of VS Code's own git extension. */
interface Repository {
  readonly state: { readonly HEAD?: { readonly name?: string } };
  setConfig(key: string, value: string): Promise<string>;
  add(paths: readonly string[]): Promise<void>;
  commit(message: string): Promise<void>;
  createBranch(name: string, checkout: boolean): Promise<void>;
  checkout(name: string): Promise<void>;
  merge(name: string): Promise<void>;
}

/** Takes back what `makeRepository` did to the settings. */
let restoreGit: () => Thenable<void> = async () => {};

/** A repository in a folder of the test's own. Undefined where VS Code has no git: in a web worker, and in the server from npm. */
async function makeRepository(): Promise<Repository | undefined> {
  const extension = vscode.extensions.getExtension<{
    readonly enabled: boolean;
    getAPI(version: 1): { init(root: vscode.Uri): Promise<Repository> };
  }>('vscode.git');
  if (!extension) return undefined;
  // Windows of tests have git turned off.
  const settings = vscode.workspace.getConfiguration('git');
  const before = settings.inspect('enabled')?.globalValue;
  const enable = (value: unknown) => settings.update('enabled', value, vscode.ConfigurationTarget.Global);
  restoreGit = () => enable(before);
  await enable(true);
  const git = await extension.activate();
  await until('git is turned on', () => git.enabled || undefined);
  await vscode.workspace.fs.createDirectory(own('repository'));
  const repository = await git.getAPI(1).init(own('repository'));
  await repository.setConfig('user.name', 'Ana');
  await repository.setConfig('user.email', 'ana@example.org');
  await repository.setConfig('commit.gpgSign', 'false');
  return repository;
}
