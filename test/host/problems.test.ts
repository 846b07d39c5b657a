import { assert } from 'chai';
import * as vscode from 'vscode';
import {
  ask,
  clearDesk,
  DOWN,
  ENTER,
  openFile,
  own,
  saved,
  select,
  sidecar,
  sidecarOf,
  tag,
  until,
  write,
} from './desk.ts';

const TEXT = 'The mayor resigned on Friday. “I am tired,” she said.\nNobody in the whole of the town was surprised.\n';

interface Item {
  readonly label?: string;
  readonly more?: string;
}

const item = (id: string, words: string, { label = 'claim', more = '' }: Item = {}) => `  - id: ${id}
    label: ${label}
    target:
      - exact: "${words}"
        start: ${TEXT.indexOf(words)}
        end: ${TEXT.indexOf(words) + words.length}
${more}`;

const link = (role: string, to: string) => `    links:\n      - role: ${role}\n        to: ${to}\n`;

/** Opens an article of a folder of its own, with this codebook beside it if there is one. */
async function open(items: readonly string[], codebook?: string): Promise<vscode.TextEditor> {
  const uri = own('project', 'a.txt');
  await write(uri, TEXT);
  if (codebook !== undefined) await write(own('project', 'newsmark.yaml'), codebook);
  await write(sidecarOf(uri), `newsmark: 1\narticle:\n  file: a.txt\nannotations:\n${items.join('')}`);
  return openFile(uri);
}

/** The codes and words of the problems of an article, once there are so many. */
const problems = ({ document }: vscode.TextEditor, count: number): Promise<readonly vscode.Diagnostic[]> =>
  until(`there are ${count} problems`, () => {
    const found = vscode.languages.getDiagnostics(document.uri);
    return found.length === count ? found : undefined;
  });

const told = ({ document }: vscode.TextEditor, found: readonly vscode.Diagnostic[]) =>
  found.map(({ code, range }) => `${String(code)}: ${document.getText(range)}`);

async function fixes({ document }: vscode.TextEditor, words: string): Promise<readonly vscode.CodeAction[]> {
  const position = document.positionAt(document.getText().indexOf(words));
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    new vscode.Range(position, position),
    vscode.CodeActionKind.QuickFix.value,
  );
}

/** Does what a quick fix does; the keys are pressed in the list that it opens. */
async function fix(editor: vscode.TextEditor, words: string, title: string, ...keys: readonly string[]): Promise<void> {
  const found = await fixes(editor, words);
  const action = found.find((each) => each.title === title);
  assert.isDefined(action, `"${title}" is among ${found.map((each) => each.title).join(', ')}`);
  const { command, arguments: given = [] } = action?.command ?? { command: '' };
  if (keys.length > 0) await ask(command, given, ...keys);
  else await vscode.commands.executeCommand(command, ...given);
}

describe('the problems of an article', () => {
  afterEach(clearDesk);

  it('are shown at the annotations, as severe as the codebook says', async () => {
    const editor = await open(
      [
        item('a0000000', 'The mayor resigned', { label: 'rumour' }),
        item('b0000000', 'Friday. ', { more: `    attributes:\n      mood: x\n      verdict: maybe\n` }),
        item('c0000000', 'I am tired', { label: 'quote' }),
        item('d0000000', 'she said', { label: 'source', more: link('denies', 'a0000000') }),
        item('e0000000', 'Nobody', { more: `    attributes:\n      verdict: disputed\n${link('source', 'zzz')}` }),
        item('f0000000', 'the town', { more: link('source', 'e0000000') }),
      ],
      'newsmark: 1\nchecks:\n  quote-without-source: error\n  claim-without-verdict: information\n',
    );
    const found = await problems(editor, 9);
    assert.sameMembers(told(editor, found), [
      'unknown-label: The',
      'white-space: Friday. ',
      'unknown-attribute: Friday.',
      'unknown-value: Friday.',
      'quote-without-source: I',
      'unknown-role: she',
      'dangling-link: Nobody',
      'role-not-allowed: the',
      'claim-without-verdict: the',
    ]);
    const severity = (code: string) => found.find((each) => each.code === code)?.severity;
    assert.equal(severity('quote-without-source'), vscode.DiagnosticSeverity.Error);
    assert.equal(severity('claim-without-verdict'), vscode.DiagnosticSeverity.Information);
    assert.equal(severity('unknown-label'), vscode.DiagnosticSeverity.Warning);
  });

  it('are at most a thousand, the worst of them, and the last says how many more', async () => {
    const words = Array.from({ length: 1203 }, (_, i) => `w${String(i).padStart(4, '0')}`);
    const text = words.join(' ');
    const uri = own('a.txt');
    await write(uri, text);
    const items = words.map(
      (word, i) => `  - id: ${word}
    label: ${i < 1200 ? 'quote' : 'rumour'}
    target:
      - exact: ${word}
        start: ${i * 6}
        end: ${i * 6 + 5}
`,
    );
    await write(sidecarOf(uri), `newsmark: 1\narticle:\n  file: a.txt\nannotations:\n${items.join('')}`);
    const editor = await openFile(uri);
    const found = await problems(editor, 1000);
    const last = found.at(-1);
    assert.match(last?.message ?? '', /Not listed: 204$/);
    assert.equal(last?.severity, vscode.DiagnosticSeverity.Information);
  });

  it('follow the text while it is edited, and the sidecar', async () => {
    const editor = await open([item('a0000000', 'I am tired', { label: 'quote' })]);
    const [before] = await problems(editor, 1);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'Breaking: '));
    await until('it has moved', () => {
      const [now] = vscode.languages.getDiagnostics(editor.document.uri);
      return now?.range.start.character === (before?.range.start.character ?? 0) + 10 || undefined;
    });
    await write(sidecarOf(editor.document.uri), 'newsmark: 1\narticle:\n  file: a.txt\n');
    await problems(editor, 0);
  });

  it('are those that need no codebook while that has errors', async () => {
    const editor = await open(
      [
        item('a0000000', 'Friday. ', { label: 'rumour' }),
        item('b0000000', 'I am tired', { label: 'quote', more: link('source', 'zzz') }),
      ],
      'newsmark: 1\nlabels: 7\n',
    );
    assert.sameMembers(told(editor, await problems(editor, 2)), ['white-space: Friday. ', 'dangling-link: I']);
  });
});

describe('quick fixes', () => {
  afterEach(clearDesk);

  it('link a quote to the nearest source, or to another one', async () => {
    const editor = await open([item('c0000000', 'I am tired', { label: 'quote' })]);
    await problems(editor, 1);
    assert.deepEqual(
      (await fixes(editor, 'am')).map(({ title }) => title),
      ['Link to…'],
    );
    await tag(editor, 'The mayor', 'Source');
    await tag(editor, 'she', 'Source');
    await fix(editor, 'am', 'Link to “she”');
    const { annotations } = await sidecar(editor.document.uri, 'a link', (all) =>
      all.annotations.some(({ links }) => links.length > 0),
    );
    const she = annotations.find(({ target: [first] }) => first?.exact === 'she');
    assert.deepEqual(annotations.find(({ label }) => label === 'quote')?.links, [
      { role: 'source', to: she?.id ?? '' },
    ]);
    await problems(editor, 0);
    await vscode.commands.executeCommand('newsmark.undo');
    await problems(editor, 1);
    await fix(editor, 'am', 'Link to…', DOWN, ENTER);
    const other = await sidecar(editor.document.uri, 'another link', (all) =>
      all.annotations.some(({ links: [first] }) => first && first.to !== she?.id),
    );
    assert.equal(other.annotations.find(({ target: [first] }) => first?.exact === 'The mayor')?.label, 'source');
  });

  it('set the verdict of a claim, and take away what the codebook does not know', async () => {
    const editor = await open(
      [
        item('a0000000', 'The mayor resigned', { more: '    attributes:\n      mood: x\n      credibility: "9"\n' }),
        item('d0000000', 'she said', { label: 'source', more: link('denies', 'a0000000') }),
        item('f0000000', 'Nobody', { label: 'rumour', more: link('source', 'zzz') }),
      ],
      'newsmark: 1\nchecks:\n  claim-without-verdict: warning\n',
    );
    const { uri } = editor.document;
    await problems(editor, 6);
    await fix(editor, 'mayor', 'Remove Attribute “mood”');
    await problems(editor, 5);
    await fix(editor, 'mayor', 'Set Credibility…', ENTER);
    await fix(editor, 'mayor', 'Set Verdict…', DOWN, ENTER);
    await problems(editor, 3);
    await fix(editor, 'she', 'Remove Link “denies” to “The mayor resigned”');
    await fix(editor, 'Nobody', 'Remove Link “said by” to “zzz”');
    await fix(editor, 'Nobody', 'Change Label…', ENTER);
    await until('the claim lacks a verdict', () => {
      const [first, ...others] = told(editor, vscode.languages.getDiagnostics(uri));
      return (first === 'claim-without-verdict: Nobody' && others.length === 0) || undefined;
    });
    const { annotations } = await sidecar(uri, 'no rumour', (all) => all.annotations[2]?.label === 'claim');
    assert.deepEqual(
      annotations.map(({ attributes, links }) => [attributes, links]),
      [
        [{ credibility: '1', verdict: 'confirmed' }, []],
        [{}, []],
        [{}, []],
      ],
    );
  });

  it('trim white space, and tell apart whose they are where several stand', async () => {
    const editor = await open([
      item('a0000000', ' resigned on Friday. '),
      item('b0000000', 'Friday. “I am tired,” ', { label: 'quote' }),
    ]);
    await problems(editor, 3);
    assert.deepEqual(
      (await fixes(editor, 'Friday')).map(({ title }) => title),
      [
        'Trim White Space: “resigned on Friday.”',
        'Trim White Space: “Friday. “I am tired,””',
        'Link to…: “Friday. “I am tired,””',
      ],
    );
    await fix(editor, 'resigned', 'Trim White Space');
    await problems(editor, 2);
    await fix(editor, 'tired', 'Trim White Space');
    const { annotations } = await saved(editor.document.uri, 2);
    assert.deepEqual(
      annotations.map(({ target: [first] }) => first?.exact),
      ['resigned on Friday.', 'Friday. “I am tired,”'],
    );
    select(editor, 'Friday');
    await vscode.commands.executeCommand('newsmark.trim');
    await saved(editor.document.uri, 2);
  });
});
