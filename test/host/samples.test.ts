import { assert } from 'chai';
import * as vscode from 'vscode';
import { clearDesk, folder, hover, openFile, own, read, run, saved, select, until, write } from './desk.ts';

/** Where the copies of a test are made. */
const parent = (): vscode.Uri => own('copies');
const copy = (...path: readonly string[]): vscode.Uri => vscode.Uri.joinPath(parent(), ...path);

const openSamples = (wish: object = {}) => run('newsmark.openSamples', { folder: parent(), ...wish });

/** The texts of all files in a folder by their paths there. */
async function filesIn(uri: vscode.Uri, prefix = ''): Promise<Map<string, string | undefined>> {
  const found = new Map<string, string | undefined>();
  for (const [name, type] of await vscode.workspace.fs.readDirectory(uri)) {
    const child = vscode.Uri.joinPath(uri, name);
    const inner = type === vscode.FileType.Directory ? await filesIn(child, `${prefix}${name}/`) : undefined;
    if (inner) for (const [path, text] of inner) found.set(path, text);
    else found.set(`${prefix}${name}`, await read(child));
  }
  return found;
}

const names = async (uri: vscode.Uri): Promise<readonly string[]> =>
  (await vscode.workspace.fs.readDirectory(uri)).map(([name]) => name).toSorted();

const tabs = ({ tabs: all }: vscode.TabGroup): readonly string[] => all.map(({ label }) => label);

describe('the sample articles', () => {
  beforeEach(() => vscode.workspace.fs.createDirectory(parent()));
  afterEach(clearDesk);

  it('are copied, every file of them, and shown', async () => {
    await openSamples();
    const originals = new Map([...(await filesIn(folder()))].filter(([path]) => !path.startsWith('test-')));
    assert.deepEqual(
      new Map([...(await filesIn(copy('newsmark-samples')))].toSorted()),
      new Map([...originals].toSorted()),
    );
    assert.deepEqual(tabs(vscode.window.tabGroups.activeTabGroup), ['pokrovsk.txt', 'kharkiv.txt']);
    const shown = vscode.window.activeTextEditor?.document;
    assert.equal(shown?.uri.toString(), copy('newsmark-samples', 'kharkiv.txt').toString());
    // Its annotations came along.
    await until('the hover tells of the source', async () =>
      shown && (await hover(shown, 'Igor Girkin')).includes('Source') ? true : undefined,
    );
  });

  it('never replace what is there', async () => {
    await write(copy('newsmark-samples'), 'a file of mine');
    await write(copy('newsmark-samples-2', 'kharkiv.txt'), 'an article of mine');
    await openSamples();
    assert.deepEqual(await names(parent()), ['newsmark-samples', 'newsmark-samples-2', 'newsmark-samples-3']);
    assert.equal(await read(copy('newsmark-samples')), 'a file of mine');
    assert.deepEqual([...(await filesIn(copy('newsmark-samples-2')))], [['kharkiv.txt', 'an article of mine']]);
    assert.isTrue((await read(copy('newsmark-samples-3', 'kharkiv.txt')))?.startsWith('A surprise offensive'));
    await openSamples();
    assert.include(await names(parent()), 'newsmark-samples-4');
  });

  it('stand beside the walkthrough that asks for them', async () => {
    await run('workbench.action.openWalkthrough', 'newsmark.newsmark#start');
    await openSamples({ guided: true });
    const [first, second] = vscode.window.tabGroups.all;
    assert.lengthOf(first?.tabs ?? [], 1);
    assert.deepEqual(second && tabs(second), ['pokrovsk.txt', 'kharkiv.txt']);
  });

  it('are annotated by buttons of the walkthrough, which has the focus then', async () => {
    await openSamples();
    const article = copy('newsmark-samples', 'pokrovsk.txt');
    select(await openFile(article), 'A Russian war blogger');
    await run('workbench.action.openWalkthrough', 'newsmark.newsmark#start', true);
    await run('workbench.action.focusSecondEditorGroup');
    const column = () => vscode.window.tabGroups.activeTabGroup.viewColumn;
    assert.equal(column(), vscode.ViewColumn.Two);
    await run('newsmark.tagSource', { inArticle: true });
    const { annotations } = await saved(article, 1);
    assert.deepEqual([annotations[0]?.label, annotations[0]?.target[0]?.exact], ['source', 'A Russian war blogger']);
    assert.equal(column(), vscode.ViewColumn.One);
  });

  it('are left where they are when they cannot be copied, and nothing is opened', async () => {
    const file = own('file.txt');
    await write(file, 'no folder');
    await run('newsmark.openSamples', { folder: file });
    assert.equal(await read(file), 'no folder');
    assert.isUndefined(vscode.window.activeTextEditor);
  });
});
