import { assert } from 'chai';
import * as vscode from 'vscode';
import { at, clearDesk, openArticle, openFile, saved, tag, until } from './desk.ts';

const symbols = async ({ uri }: vscode.TextDocument): Promise<vscode.DocumentSymbol[]> =>
  (await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
    'vscode.executeDocumentSymbolProvider',
    uri,
  )) ?? [];

const drawn = (all: readonly vscode.DocumentSymbol[]): string[] =>
  all.map(({ name, detail, children }) => [`${name}: ${detail}`, ...drawn(children)].join(' > '));

describe('the outline', () => {
  afterEach(clearDesk);

  it('has the annotations in the order of the text, nested ones below, and follows what is tagged', async () => {
    const editor = await openArticle('a.txt', 'The mayor said no. He resigned.\n');
    assert.deepEqual(await symbols(editor.document), []);
    await tag(editor, 'He resigned.', 'Claim');
    await tag(editor, 'The mayor said no.', 'Quote');
    await tag(editor, 'mayor', 'Source');
    await saved(editor.document.uri, 3);
    const found = await until('the outline has three', async () => {
      const all = await symbols(editor.document);
      return all[0]?.children.length === 1 && all.length === 2 ? all : undefined;
    });
    assert.deepEqual(drawn(found), ['The mayor said no.: Quote > mayor: Source', 'He resigned.: Claim']);
    for (const { range, selectionRange } of [...found, ...found.flatMap(({ children }) => children)])
      assert.isTrue(range.contains(selectionRange));
    const kinds = [...found, ...(found[0]?.children ?? [])].map(({ kind }) => kind);
    assert.deepEqual(kinds, [vscode.SymbolKind.String, vscode.SymbolKind.Event, vscode.SymbolKind.Interface]);
  });

  it('tells the verdict, and finds a discontinuous quote by its first words', async () => {
    const { document } = await openFile(at('kharkiv.txt'));
    const flat = (all: readonly vscode.DocumentSymbol[]): vscode.DocumentSymbol[] =>
      all.flatMap((each) => [each, ...flat(each.children)]);
    const all = flat(await symbols(document));
    assert.lengthOf(all, 43);
    assert.include(
      all.map(({ detail }) => detail),
      'Claim · unverified',
    );
    const quote = all.find(({ name }) => name.startsWith('A hasty retreat'));
    assert.match(document.getText(quote?.selectionRange), /^A hasty retreat .* and$/);
    assert.match(document.getText(quote?.range), /in people$/);
  });

  it('is empty in what is no article', async () => {
    const document = await vscode.workspace.openTextDocument({ content: 'Some words.', language: 'plaintext' });
    assert.deepEqual(await symbols(document), []);
  });
});
