import { assert } from 'chai';
import * as vscode from 'vscode';
import { clearDesk, ESCAPE, hover, own, read, run, sidecarOf, until, write } from './desk.ts';

const THEN = 'It rained. Nobody was there.\n';
const NOW = 'It rained for days. Nobody was there.\n';

const sidecar = (exact: string, start: number, note: string) =>
  `newsmark: 1\nannotations:\n  - id: claim000\n    label: claim\n    note: ${note}\n    target: [{ exact: ${exact}, start: ${start}, end: ${start + exact.length} }]\n`;

/** Files as they once were, as git's extension gives them: the path stays, and the query says it once more. */
class Once implements vscode.FileSystemProvider {
  readonly #files: ReadonlyMap<string, string>;
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;

  constructor(files: ReadonlyMap<string, string>) {
    this.#files = files;
  }

  #of({ query }: vscode.Uri): Uint8Array {
    return new TextEncoder().encode(this.#files.get(JSON.parse(query).path) ?? '');
  }

  stat = (uri: vscode.Uri) => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: this.#of(uri).length });
  readFile = (uri: vscode.Uri) => this.#of(uri);
  readDirectory = () => [];
  watch = () => new vscode.Disposable(() => {});
  createDirectory = () => {};
  writeFile = () => assert.fail('An earlier text is never written.');
  delete = () => assert.fail('An earlier text is never deleted.');
  rename = () => assert.fail('An earlier text is never renamed.');
}

describe('an earlier text beside the present one', () => {
  let provider: vscode.Disposable | undefined;

  afterEach(async () => {
    provider?.dispose();
    await run(ESCAPE);
    await run('notifications.clearAll');
    await clearDesk();
  });

  /** Shows the difference of the article from what it once was; `then`: the sidecar of that time. */
  async function compare(
    then: string,
    now = sidecar('Nobody was there', 20, 'of today'),
  ): Promise<vscode.TextDocument> {
    const article = own('a.txt');
    await write(article, NOW);
    await write(sidecarOf(article), now);
    const files = new Map([
      [article.path, THEN],
      [sidecarOf(article).path, then],
    ]);
    provider = vscode.workspace.registerFileSystemProvider('once', new Once(files), { isReadonly: true });
    const earlier = article.with({ scheme: 'once', query: JSON.stringify({ path: article.path, ref: 'HEAD' }) });
    await run('vscode.diff', earlier, article);
    return vscode.workspace.openTextDocument(earlier);
  }

  it('shows both with the annotations of their time', async () => {
    const document = await compare(sidecar('It rained', 0, 'of then'));
    await until(
      'the earlier text has its annotation',
      async () => (await hover(document, 'It rained')).includes('of then') || undefined,
    );
    assert.notInclude(await hover(document, 'Nobody'), 'of today');
    const present = await vscode.workspace.openTextDocument(own('a.txt'));
    await until(
      'the present text has its own',
      async () => (await hover(present, 'Nobody')).includes('of today') || undefined,
    );
  });

  it('tells what is wrong only of the present one', async () => {
    const [then, now] = [sidecar('It rained', 0, 'of then'), sidecar('Nobody was there', 20, 'of today')];
    const document = await compare(
      then.replace('label: claim', 'label: fact'),
      now.replace('label: claim', 'label: fact'),
    );
    await until(
      'the earlier text has its annotation',
      async () => (await hover(document, 'It rained')).includes('of then') || undefined,
    );
    const present = await vscode.workspace.openTextDocument(own('a.txt'));
    await until('there is a problem', () => vscode.languages.getDiagnostics(present.uri)[0]);
    await write(sidecarOf(present.uri), now);
    await until('it is mended', () => vscode.languages.getDiagnostics(present.uri).length === 0 || undefined);
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });

  it('shows those of today that are found in it where there was no sidecar, and changes nothing', async () => {
    const document = await compare('');
    await until(
      'the annotation is found',
      async () => (await hover(document, 'Nobody')).includes('of today') || undefined,
    );
    assert.notInclude(await hover(document, 'Nobody'), 'command:newsmark.remove');
    const before = await read(sidecarOf(own('a.txt')));
    const reference = { article: document.uri.toString(), id: 'claim000' };
    await run('newsmark.remove', reference);
    assert.include(await hover(document, 'Nobody'), 'of today');
    assert.equal(await read(sidecarOf(own('a.txt'))), before);
  });
});
