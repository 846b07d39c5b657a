import { assert } from 'chai';
import * as vscode from 'vscode';
import { filesOver } from '../../src/editor/files.ts';
import { Workspace } from '../../src/editor/workspace.ts';
import type { Member } from '../../src/store/corpus.ts';
import { closedArticles } from './closed.ts';
import { clearDesk, openFile, own, read, run, sidecarOf, tag, until, write } from './desk.ts';

const TEXT = '\ufeffAnn Lee spoke first.\r\n“Nobody was surprised 🙂,” she said.\r\n';

const SIDECAR = `newsmark: 1
annotations:
  - id: source00
    label: source
    target: [{ exact: Ann Lee, start: 0, end: 7 }]
    attributes: { entity: Ann Lee }
  - id: claim000
    label: claim
    target: [{ exact: Nobody was surprised 🙂, start: 22, end: 44 }]
    attributes: { verdict: disputed }
    links: [{ role: source, to: source00 }]
`;

/** Files beside the samples: `deep/b.txt` is in a folder of the test's own. */
const place = (name: string) => own(...(name.split('/') as [string]));
const prefix = () => own('').toString();

/** A workspace over the files of the test's window, for which no article is open. */
function workspaceOf(): Workspace {
  const files = filesOver(undefined, own('store').toString());
  return new Workspace(closedArticles(files, own('store')), files);
}

const names = ({ corpus }: Workspace): readonly string[] =>
  corpus.articles.filter((uri) => uri.startsWith(prefix())).map((uri) => uri.slice(prefix().length));

/** The annotations of the test's own files, by file and id. */
const told = (members: readonly Member[]): readonly string[] => {
  const here = members.filter(({ digest }) => digest.sidecar.startsWith(prefix()));
  return here.map(
    ({ digest, entry }) => `${digest.sidecar.slice(prefix().length, -'.newsmark.yaml'.length)} ${entry.id}`,
  );
};

describe('the workspace', () => {
  let workspace: Workspace;

  beforeEach(async () => {
    for (const name of ['a.txt', 'deep/b.txt', 'empty.txt']) await write(place(name), TEXT);
    for (const name of ['a.txt', 'a.txt.ana', 'deep/b.txt', 'gone.txt']) await write(sidecarOf(place(name)), SIDECAR);
    workspace = workspaceOf();
  });

  afterEach(async () => {
    workspace.dispose();
    await clearDesk();
  });

  it('knows all articles: those without annotations, own sidecars, and sidecars without an article', async () => {
    await workspace.ready();
    const { corpus } = workspace;
    assert.deepEqual(names(workspace), ['a.txt', 'deep/b.txt', 'empty.txt', 'gone.txt']);
    assert.equal(corpus.has(place('a.txt').toString()), true);
    assert.equal(corpus.has(place('gone.txt').toString()), false);
    const every = ['a.txt source00', 'a.txt.ana source00', 'deep/b.txt source00', 'gone.txt source00'];
    assert.deepEqual(told(corpus.members('entity', 'Ann Lee')), every);
    assert.deepEqual(corpus.progress(place('a.txt').toString()), {
      annotations: 4,
      claims: 2,
      decided: 2,
      troubles: 0,
    });
    const source = corpus.members('entity', 'Ann Lee').find((each) => told([each]).length > 0);
    assert.deepEqual(source && told(corpus.linkedTo(source)), ['a.txt claim000']);
  });

  it('tells which sidecar cannot be read and why, and knows it when it is mended', async () => {
    await write(sidecarOf(place('a.txt')), `${SIDECAR}  - [`);
    await workspace.ready();
    const [unread, ...others] = workspace.unread;
    assert.equal(unread?.article, place('a.txt').toString());
    assert.match(unread?.reason ?? '', /valid YAML/);
    assert.isDefined(unread?.place);
    assert.isEmpty(others);
    await write(sidecarOf(place('a.txt')), SIDECAR);
    await until('it can be read', () => workspace.unread.length === 0 || undefined);
    assert.include(told(workspace.corpus.members('verdict', 'disputed')), 'a.txt claim000');
  });

  it('follows what happens to files: changed, new, gone, and whole folders', async () => {
    await workspace.ready();
    const { corpus } = workspace;
    const says = (verdict: string, ...wanted: readonly string[]) =>
      until(`${verdict}: ${wanted}`, () => {
        const found = told(corpus.members('verdict', verdict));
        return (found.length === wanted.length && found.every((each, i) => each === wanted[i])) || undefined;
      });
    await write(sidecarOf(place('a.txt')), SIDECAR.replace('disputed', 'confirmed'));
    await says('confirmed', 'a.txt claim000');
    await write(place('new.txt'), TEXT);
    await until('the new article is known', () => names(workspace).includes('new.txt') || undefined);
    await vscode.workspace.fs.delete(sidecarOf(place('a.txt.ana')));
    await says('disputed', 'deep/b.txt claim000', 'gone.txt claim000');
    await vscode.workspace.fs.rename(place('deep'), place('moved'));
    await says('disputed', 'gone.txt claim000', 'moved/b.txt claim000');
    await vscode.workspace.fs.delete(place('moved'), { recursive: true });
    await says('disputed', 'gone.txt claim000');
    assert.deepEqual(names(workspace), ['a.txt', 'empty.txt', 'gone.txt', 'new.txt']);
  });

  it('reads by the codebook of a folder that has come', async () => {
    await workspace.ready();
    const [text, other] = ['new/b.txt', 'new/c.story'].map(place);
    await write(place('new/newsmark.yaml'), 'newsmark: 1\narticles: ["**/*.story"]\n');
    for (const uri of [text, other]) if (uri) await write(uri, TEXT);
    await until('the other one is an article', () => names(workspace).includes('new/c.story') || undefined);
    await workspace.ready();
    assert.deepEqual(names(workspace), ['a.txt', 'deep/b.txt', 'empty.txt', 'gone.txt', 'new/c.story']);
  });

  it('keeps what was read when it is stopped, and says so', async () => {
    const ready = workspace.ready();
    workspace.stop();
    await ready;
    assert.equal(workspace.stage, 'stopped');
    workspace.read();
    await workspace.ready();
    assert.equal(workspace.stage, 'done');
    assert.include(names(workspace), 'a.txt');
  });
});

describe('going to symbols and references', () => {
  beforeEach(async () => {
    for (const name of ['a.txt', 'b.txt']) {
      await write(place(name), TEXT);
      await write(sidecarOf(place(name)), SIDECAR);
    }
  });
  afterEach(clearDesk);

  const isHere = ({ uri }: vscode.Location): boolean => uri.toString().startsWith(prefix());

  const find = (query: string) =>
    run('vscode.executeWorkspaceSymbolProvider', query).then((found) => found as vscode.SymbolInformation[]);

  it('finds claims and sources of articles that are not open, by their words', async () => {
    // Newsmark awakes with the first article.
    await openFile(place('a.txt'));
    const found = await until('both claims are found', async () => {
      const here = (await find('SURPRISED nobody')).filter(({ location }) => isHere(location));
      return here.length === 2 ? here : undefined;
    });
    assert.deepEqual(found.map(({ name, location }) => `${name} ${location.uri.path.slice(-5)}`).sort(), [
      'Nobody was surprised 🙂 a.txt',
      'Nobody was surprised 🙂 b.txt',
    ]);
    assert.isEmpty((await find('she said')).filter(({ location }) => isHere(location)));
    const sources = (await find('ann lee')).filter(({ location }) => isHere(location));
    assert.lengthOf(sources, 2);
  });

  it('finds what is tagged now, before it is in a file', async () => {
    const editor = await openFile(place('a.txt'));
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 0), 'The sky fell.\n'));
    await tag(editor, 'The sky fell', 'Claim');
    await until('the new claim is found', async () => (await find('sky fell')).length === 1 || undefined);
    assert.notInclude(await read(sidecarOf(editor.document.uri)), 'sky');
  });

  it('lists where a source is named in all articles, and what it said there', async () => {
    const { document } = await openFile(place('a.txt'));
    const ask = () =>
      run('vscode.executeReferenceProvider', document.uri, new vscode.Position(0, 2)) as Thenable<vscode.Location[]>;
    const found = await until('both articles are known', async () => {
      const here = (await ask()).filter(isHere);
      return here.length > 2 ? here : undefined;
    });
    const lines = found.map(({ uri, range: { start, end } }) => {
      return `${uri.path.slice(-5)} ${start.line}:${start.character}-${end.line}:${end.character}`;
    });
    assert.deepEqual(lines.sort(), ['a.txt 0:0-0:7', 'a.txt 1:1-1:24', 'b.txt 0:0-0:7', 'b.txt 1:1-1:24']);
  });
});
