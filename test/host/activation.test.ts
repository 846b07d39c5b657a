import { assert } from 'chai';
import * as vscode from 'vscode';

describe('Newsmark in VS Code', () => {
  it('activates', async () => {
    const extension = vscode.extensions.getExtension('newsmark.newsmark');
    assert.isDefined(extension);
    await extension.activate();
    assert.isTrue(extension.isActive);
  });

  it('has the samples open', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.equal(folder?.name, 'samples');
    const names = (await vscode.workspace.findFiles('*.txt')).map((uri) => uri.path.split('/').at(-1));
    assert.includeMembers(names, ['kharkiv.txt', 'pokrovsk.txt']);
  });
});
