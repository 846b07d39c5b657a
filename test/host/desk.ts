import { assert } from 'chai';
import * as vscode from 'vscode';
import { parse, type Sidecar } from '../../src/formats/sidecar.ts';

/** The folder that the window shows: a copy of the samples. */
export function folder(): vscode.Uri {
  const uri = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.isDefined(uri);
  return uri;
}

export const at = (...path: readonly string[]): vscode.Uri => vscode.Uri.joinPath(folder(), ...path);

export const sidecarOf = (article: vscode.Uri): vscode.Uri => article.with({ path: `${article.path}.newsmark.yaml` });

/** Tests make their own files, each under a name of its own: documents of the test before may live on a while. */
let place = 0;

/**
 * A file of the running test, beside the samples: VS Code's watcher misses what happens in a folder that has only just
 * been made. Given a folder, too, the folder is the test's own.
 */
export const own = (first: string, ...path: readonly string[]): vscode.Uri => at(`test-${place}-${first}`, ...path);

export async function clearDesk(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  for (const [name] of await vscode.workspace.fs.readDirectory(folder())) {
    if (name.startsWith(`test-${place}-`)) await vscode.workspace.fs.delete(at(name), { recursive: true });
  }
  place += 1;
}

export async function openArticle(name: string, content: string | Uint8Array): Promise<vscode.TextEditor> {
  const uri = own(name);
  await write(uri, content);
  return openFile(uri);
}

export async function write(uri: vscode.Uri, content: string | Uint8Array): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, typeof content === 'string' ? new TextEncoder().encode(content) : content);
}

export async function openFile(uri: vscode.Uri): Promise<vscode.TextEditor> {
  const editor = await vscode.window.showTextDocument(uri);
  await until(`Newsmark knows ${uri.path}`, async () => {
    // The first thing a person sees of an article that is known: the lightbulb offers labels.
    const [first] = await actions(editor.document, new vscode.Range(0, 0, 0, 3));
    return first !== undefined || editor.document.getText() === '' || undefined;
  });
  return editor;
}

/** Asks again until there is an answer: what VS Code tells of files arrives late. */
export async function until<T>(what: string, ask: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`In vain waited until ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What keys do in the list that is open; without a list, nothing. `TOGGLE`: Space, where the arrow keys have led to. */
export const ENTER = 'workbench.action.acceptSelectedQuickOpenItem';
export const DOWN = 'workbench.action.quickOpenNavigateNext';
export const ESCAPE = 'workbench.action.closeQuickOpen';
export const TOGGLE = 'workbench.action.quickPickManyToggle';

export const run = (command: string, ...args: readonly unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);

/**
 * Runs a command that asks, presses these keys once its list is open, and waits for its end. Without keys, Enter until it
 * ends.
 */
export async function ask(command: string, args: readonly unknown[], ...keys: readonly string[]): Promise<void> {
  const ended = begin(command, args);
  for (const key of keys) {
    await listIsOpen();
    await run(key);
  }
  await ended(keys.length === 0 ? ENTER : undefined);
}

/** Runs a command that asks; `meanwhile` happens while its list is open, then Enter until it ends. */
export async function askWhile(
  command: string,
  args: readonly unknown[],
  meanwhile: () => PromiseLike<unknown>,
): Promise<void> {
  const ended = begin(command, args);
  await listIsOpen();
  await meanwhile();
  await ended(ENTER);
}

/** Runs a command, and gives what waits for its end; the key is pressed until then. */
export function begin(command: string, args: readonly unknown[]): (key?: string) => Promise<void> {
  let isDone = false;
  const done = Promise.resolve(run(command, ...args)).then(() => {
    isDone = true;
  });
  return async (key) => {
    await until(`${command} is done`, async () => {
      if (!isDone && key !== undefined) await run(key);
      return isDone || undefined;
    });
    await done;
  };
}

/** What a command has sent to VS Code by now, VS Code has when it has done this. */
const listIsOpen = (): Thenable<unknown> => run('setContext', 'newsmark.test', true);

export async function read(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

/** What the article's sidecar says, once it satisfies the condition; offsets are code points. */
export function sidecar(article: vscode.Uri, what: string, holds: (sidecar: Sidecar) => boolean): Promise<Sidecar> {
  return until(`the sidecar of ${article.path} says: ${what}`, async () => {
    const source = await read(sidecarOf(article));
    const value = source === undefined ? undefined : parse(source).value;
    return value && holds(value) ? value : undefined;
  });
}

/** The sidecar once it has so many annotations; each of them must stand where it says, as Python counts. */
export async function saved(article: vscode.Uri, count: number): Promise<Sidecar> {
  const value = await sidecar(article, `${count} annotations`, ({ annotations }) => annotations.length === count);
  await standsTrue(article, value);
  return value;
}

export async function standsTrue(article: vscode.Uri, { annotations, article: about }: Sidecar): Promise<void> {
  const source = (await read(article)) ?? '';
  const text = [...source.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')];
  assert.equal(about.length, text.length);
  for (const { state, start, end, exact } of annotations.flatMap(({ target }) => target)) {
    if (!state) assert.equal(text.slice(start, end).join(''), exact);
  }
}

/** Selects these words of the article. */
export function select(editor: vscode.TextEditor, words: string): void {
  const offset = editor.document.getText().indexOf(words);
  assert.isAtLeast(offset, 0, `"${words}" stands in the article`);
  const [start, end] = [offset, offset + words.length].map((each) => editor.document.positionAt(each));
  if (start && end) editor.selection = new vscode.Selection(start, end);
}

export async function tag(
  editor: vscode.TextEditor,
  words: string,
  label: 'Claim' | 'Source' | 'Quote',
): Promise<void> {
  select(editor, words);
  await vscode.commands.executeCommand(`newsmark.tag${label}`);
}

/** All that the hovers over these words say, as Markdown. */
export async function hover(document: vscode.TextDocument, words: string): Promise<string> {
  const position = document.positionAt(document.getText().indexOf(words) + 1);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  const contents = hovers.flatMap((each) => each.contents);
  return contents.map((content) => (typeof content === 'string' ? content : content.value)).join('\n');
}

export async function actions(document: vscode.TextDocument, range: vscode.Range): Promise<readonly string[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
  );
  return found.map(({ title }) => title);
}
