import { assert } from 'chai';
import * as vscode from 'vscode';
import { clearDesk, hover, openFile, own, read, saved, sidecarOf, tag, until, write } from './desk.ts';

const TEXT = 'The mayor resigned on Friday. “I am tired,” she said.\nNobody was surprised.\n';

/** An article with a sidecar, closed again. */
async function annotated(name: string): Promise<vscode.Uri> {
  const uri = own(name);
  await write(uri, `${name}\n${TEXT}`);
  const editor = await openFile(uri);
  await tag(editor, 'mayor', 'Source');
  await saved(uri, 1);
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  return uri;
}

const ana = (uri: vscode.Uri): vscode.Uri => uri.with({ path: `${uri.path}.ana.newsmark.yaml` });

/** Somebody renames the article and nothing else, outside VS Code. */
const rename = (from: vscode.Uri, to: vscode.Uri) => vscode.workspace.fs.rename(from, to);

const isOrphan = (uri: vscode.Uri) =>
  until(`there is a problem on ${uri.path}`, () => {
    const [problem] = vscode.languages.getDiagnostics(uri);
    return problem?.code === 'no-article' ? problem : undefined;
  });

describe('a sidecar without its article', () => {
  afterEach(clearDesk);

  it('is a problem, and moves with its quick fix to the article whose text it was written for', async () => {
    const old = await annotated('old.txt');
    await write(ana(old), (await read(sidecarOf(old))) ?? '');
    const source = await read(sidecarOf(old));
    const renamed = own('new.txt');
    await rename(old, renamed);
    const problem = await isOrphan(sidecarOf(old));
    assert.include(problem.message, 'old.txt is not there');
    await isOrphan(ana(old));
    await vscode.window.showTextDocument(sidecarOf(old));
    const fixes = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      sidecarOf(old),
      new vscode.Range(0, 0, 0, 0),
    );
    const fix = fixes.find(({ title }) => title === 'Move Sidecar');
    assert.isDefined(fix);
    await vscode.commands.executeCommand(fix?.command?.command ?? '', ...(fix?.command?.arguments ?? []));
    assert.equal(await read(sidecarOf(renamed)), source);
    assert.equal(await read(ana(renamed)), source);
    assert.isUndefined(await read(sidecarOf(old)));
    assert.isUndefined(await read(ana(old)));
    const { document } = await openFile(renamed);
    assert.include(await hover(document, 'mayor'), 'Source');
    await until(
      'the problems are gone',
      () => [sidecarOf(old), ana(old)].every((uri) => vscode.languages.getDiagnostics(uri).length === 0) || undefined,
    );
  });

  it('comes to the article that is open, from there', async () => {
    const old = await annotated('old.txt');
    await rename(old, own('new.txt'));
    const editor = await openFile(own('new.txt'));
    const { document } = editor;
    assert.equal(await hover(document, 'mayor'), '');
    await vscode.commands.executeCommand('newsmark.moveSidecar');
    await until(
      'the annotation is there',
      async () => (await hover(document, 'mayor')).includes('Source') || undefined,
    );
    // Saved in the sidecar under its new name.
    await tag(editor, 'Friday', 'Claim');
    const { article } = await saved(document.uri, 2);
    assert.equal(article.file, document.uri.path.split('/').at(-1));
    assert.isUndefined(await read(sidecarOf(old)));
  });

  it('goes back with undo in its editor', async () => {
    const old = await annotated('old.txt');
    await rename(old, own('new.txt'));
    await isOrphan(sidecarOf(old));
    await vscode.commands.executeCommand('newsmark.moveSidecar', { sidecar: sidecarOf(old).toString() });
    assert.isDefined(await read(sidecarOf(own('new.txt'))));
    await vscode.window.showTextDocument(sidecarOf(own('new.txt')));
    await vscode.commands.executeCommand('undo');
    await until('it is back', () => read(sidecarOf(old)));
    assert.isUndefined(await read(sidecarOf(own('new.txt'))));
  });

  it('never takes the place of another one', async () => {
    const old = await annotated('old.txt');
    await write(ana(old), (await read(sidecarOf(old))) ?? '');
    const renamed = own('new.txt');
    await rename(old, renamed);
    await write(ana(renamed), 'newsmark: 1\n');
    await isOrphan(sidecarOf(old));
    await vscode.commands.executeCommand('newsmark.moveSidecar', { sidecar: sidecarOf(old).toString() });
    assert.equal(await read(ana(renamed)), 'newsmark: 1\n');
    assert.isDefined(await read(ana(old)));
    assert.isDefined(await read(sidecarOf(old)));
    assert.isUndefined(await read(sidecarOf(renamed)));
  });

  it('stays where it is when no article has its text', async () => {
    const old = await annotated('old.txt');
    await vscode.workspace.fs.delete(old);
    await write(own('new.txt'), `${TEXT}More.\n`);
    await isOrphan(sidecarOf(old));
    const source = await read(sidecarOf(old));
    await vscode.commands.executeCommand('newsmark.moveSidecar', { sidecar: sidecarOf(old).toString() });
    assert.equal(await read(sidecarOf(old)), source);
    assert.isUndefined(await read(sidecarOf(own('new.txt'))));
  });
});
