import { assert } from 'chai';
import * as vscode from 'vscode';
import {
  ask,
  askWhile,
  clearDesk,
  DOWN,
  ENTER,
  ESCAPE,
  hover,
  openArticle,
  openFile,
  own,
  read,
  run,
  saved,
  sidecar,
  sidecarOf,
  until,
  write,
} from './desk.ts';

const TEXT = `Ann Lee spoke first.
“We are tired,” said the mayor.
Nobody was surprised.
The budget fell by 4 percent.
`;

/** One annotation as it stands in a file; the words must stand once in the article. */
function item(id: string, label: string, words: string, more = ''): string {
  const start = TEXT.indexOf(words);
  return `  - id: ${id}
    label: ${label}
    target:
      - exact: ${words}
        start: ${start}
        end: ${start + words.length}
${more}    created: "2026-11-21T21:05:00Z"
`;
}

const file = (uri: vscode.Uri, ...items: readonly string[]) => `newsmark: 1
article:
  file: ${nameOf(uri)}
  # said by a person
annotations:
${items.join('')}`;

const [ANN, QUOTE, MAYOR, CLAIM, OTHER] = [
  item('ann00000', 'source', 'Ann Lee'),
  item('quote000', 'quote', 'We are tired'),
  item('mayor000', 'source', 'the mayor'),
  item('claim000', 'claim', 'The budget fell by 4 percent'),
  item('claim001', 'claim', 'Nobody was surprised'),
];
const ALL = [ANN, QUOTE, MAYOR, OTHER, CLAIM];

const nameOf = (uri: vscode.Uri): string => uri.path.slice(uri.path.lastIndexOf('/') + 1);

const withLink = (annotation: string, role: string, to: string) =>
  annotation.replace('    created', `    links:\n      - role: ${role}\n        to: ${to}\n    created`);

async function open(name: string, ...items: readonly string[]): Promise<vscode.TextEditor> {
  await write(own(name), TEXT);
  await write(sidecarOf(own(name)), file(own(name), ...items));
  return openFile(own(name));
}

const reference = (uri: vscode.Uri, id: string) => ({ article: uri.toString(), id });

const links = (uri: vscode.Uri, id: string, expected: readonly string[]) =>
  sidecar(uri, `the links of ${id} are ${expected.join(', ')}`, ({ annotations }) => {
    const found = annotations.find((annotation) => annotation.id === id)?.links.map(({ role, to }) => `${role} ${to}`);
    return JSON.stringify(found) === JSON.stringify(expected);
  });

/** The file without what every write brings along: the article's hash and length, places' context, who changed what and when. */
const bare = (source: string | undefined) =>
  source?.replace(/^ *(sha256|length|prefix|suffix|modified|modifiedBy): .*\n/gm, '') ?? '';

const selected = () => {
  const editor = vscode.window.activeTextEditor;
  return editor?.document.getText(editor.selection);
};

describe('links', () => {
  afterEach(async () => {
    await run(ESCAPE);
    await clearDesk();
  });

  it('are made to the nearest source with Enter, and taken back in one step', async () => {
    const { document } = await open('a.txt', ...ALL);
    const before = await read(sidecarOf(document.uri));
    await ask('newsmark.link', [reference(document.uri, 'quote000')], ENTER);
    await links(document.uri, 'quote000', ['source mayor000']);
    const after = await read(sidecarOf(document.uri));
    assert.equal(bare(after), file(document.uri, ANN, withLink(QUOTE, 'source', 'mayor000'), MAYOR, OTHER, CLAIM));
    await run('newsmark.undo');
    await links(document.uri, 'quote000', []);
    assert.equal(bare(await read(sidecarOf(document.uri))), before);
    assert.equal(await read(document.uri), TEXT);
  });

  it('are made to another one with the arrow keys, and none when the list is left', async () => {
    const { document } = await open('a.txt', ...ALL);
    await ask('newsmark.link', [reference(document.uri, 'quote000')], DOWN, ENTER);
    await links(document.uri, 'quote000', ['source ann00000']);
    const source = await read(sidecarOf(document.uri));
    await ask('newsmark.link', [reference(document.uri, 'quote000')], ESCAPE);
    assert.equal(await read(sidecarOf(document.uri)), source);
  });

  it('are removed where they are chosen again', async () => {
    const { document } = await open('a.txt', ANN, withLink(QUOTE, 'source', 'ann00000'));
    await ask('newsmark.link', [reference(document.uri, 'quote000')], ENTER);
    await links(document.uri, 'quote000', []);
    assert.equal(bare(await read(sidecarOf(document.uri))), file(document.uri, ANN, QUOTE));
  });

  it('are made from several at once, as far as the codebook allows, and taken back in one step', async () => {
    const { document } = await open('a.txt', ...ALL);
    const before = await read(sidecarOf(document.uri));
    const several = ['mayor000', 'quote000', 'claim000'].map((id) => reference(document.uri, id));
    await ask('newsmark.link', [several[0], several], ENTER);
    await links(document.uri, 'claim000', ['source mayor000']);
    await links(document.uri, 'quote000', ['source mayor000']);
    await links(document.uri, 'mayor000', []);
    // What is there already is not made twice, nor removed.
    await ask('newsmark.link', [several[1], several.slice(1)], ENTER);
    await links(document.uri, 'claim000', ['source mayor000']);
    await run('newsmark.undo');
    await links(document.uri, 'quote000', []);
    assert.equal(bare(await read(sidecarOf(document.uri))), before);
  });

  it('are made to the nearest of the ends that are named, without a question where there is one role', async () => {
    const { document } = await open('a.txt', ...ALL);
    const link = (ids: readonly string[], to: readonly string[], ...keys: readonly string[]) => {
      const several = ids.map((id) => reference(document.uri, id));
      return keys.length > 0
        ? ask('newsmark.link', [several[0], several, { to }], ...keys)
        : run('newsmark.link', several[0], several, { to });
    };
    await link(['quote000', 'claim000'], ['ann00000', 'mayor000']);
    await links(document.uri, 'quote000', ['source mayor000']);
    await links(document.uri, 'claim000', ['source mayor000']);
    await link(['quote000'], ['claim001'], DOWN, ENTER);
    await links(document.uri, 'quote000', ['source mayor000', 'contradicts claim001']);
    // Of a quote and a claim onto another claim: only roles for both.
    await link(['claim000', 'quote000'], ['claim001'], ENTER);
    await links(document.uri, 'claim000', ['source mayor000', 'supports claim001']);
    const after = await read(sidecarOf(document.uri));
    await link(['claim000'], ['quote000']);
    await link(['claim000'], ['claim000']);
    await link(['quote000'], ['gone0000']);
    await link(['mayor000'], ['ann00000']);
    assert.equal(await read(sidecarOf(document.uri)), after);
  });

  it('stay where somebody else has made the same one while the list was open', async () => {
    const { document } = await open('a.txt', ANN, QUOTE);
    const theirs = file(document.uri, ANN, withLink(QUOTE, 'source', 'ann00000'));
    await askWhile('newsmark.link', [reference(document.uri, 'quote000')], async () => {
      await write(sidecarOf(document.uri), theirs);
      await until('the link is known', async () =>
        (await hover(document, 'We are tired')).includes('Ann Lee') ? true : undefined,
      );
    });
    assert.equal(await read(sidecarOf(document.uri)), theirs);
  });

  it('show their end while it is looked at, and the place from before afterwards', async () => {
    const far = `${TEXT}${'\n'.repeat(400)}The end, said Ben.\n`;
    const editor = await openArticle('far.txt', far);
    const place = far.indexOf('Ben');
    await write(
      sidecarOf(editor.document.uri),
      `${file(editor.document.uri, QUOTE)}${item('ben00000', 'source', 'Ben').replace(/start: .*\n.*\n/, `start: ${place}\n        end: ${place + 3}\n`)}`,
    );
    await until('the source is known', async () => (await hover(editor.document, 'Ben')) || undefined);
    const top = () => editor.visibleRanges[0]?.start.line ?? -1;
    assert.equal(top(), 0);
    const { selection } = editor;
    const done = run('newsmark.link', reference(editor.document.uri, 'quote000'));
    await until('the source is shown', () => top() > 300 || undefined);
    await run(ESCAPE);
    await done;
    await until('the place is shown again', () => top() === 0 || undefined);
    assert.isTrue(editor.selection.isEqual(selection));
  });

  it('lead into other articles, relative to the project', async () => {
    // In a folder of their own they are nearest to one another.
    const [first, other] = ['a.txt', 'b (#1).txt'].map((name) => own('folder', name)) as [vscode.Uri, vscode.Uri];
    await write(first, TEXT);
    await write(sidecarOf(first), file(first, QUOTE));
    await write(other, TEXT);
    await write(sidecarOf(other), file(other, MAYOR));
    const { document } = await openFile(first);
    // There is no source here: the first item is "In another article…".
    await ask('newsmark.link', [reference(document.uri, 'quote000')]);
    const to = `${other.path.split('/').at(-2)}/b (#1).txt#mayor000`;
    await links(document.uri, 'quote000', [`source ${to}`]);
    assert.equal(bare(await read(sidecarOf(document.uri))), file(document.uri, withLink(QUOTE, 'source', to)));
    assert.include(await hover(document, 'We are tired'), 'the mayor');
    await run('newsmark.followLink', reference(document.uri, 'quote000'));
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), other.toString());
    assert.equal(selected(), 'the mayor');
    const isBack = () =>
      vscode.window.activeTextEditor?.document.uri.toString() === document.uri.toString() || undefined;
    await run('workbench.action.navigateBack');
    await until('VS Code’s own Go Back went back', isBack);
    await run('newsmark.followLink', reference(document.uri, 'quote000'));
    assert.equal(selected(), 'the mayor');
    await run('newsmark.goBack');
    assert.isTrue(isBack());
    assert.equal(selected(), 'We are tired');
  });

  it('never lead out of the project', async () => {
    const secret = own('secret.txt');
    await write(secret, TEXT);
    await write(sidecarOf(secret), file(secret, MAYOR));
    const first = own('project', 'a.txt');
    await write(own('project', 'newsmark.yaml'), 'newsmark: 1\narticles: ["**/*.txt"]\n');
    await write(first, TEXT);
    await write(sidecarOf(first), file(first, withLink(QUOTE, 'source', `../${nameOf(secret)}#mayor000`)));
    const { document } = await openFile(first);
    const shown = await hover(document, 'We are tired');
    assert.include(shown, 'leads to nothing');
    await run('newsmark.followLink', reference(document.uri, 'quote000'));
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), document.uri.toString());
  });

  it('are removed from the hover at once, or chosen from a list', async () => {
    const linked = withLink(QUOTE, 'source', 'mayor000').replace(
      'to: mayor000\n',
      'to: mayor000\n      - role: source\n        to: gone0000\n      - role: supports\n        to: claim000\n',
    );
    const { document } = await open('a.txt', ANN, linked, MAYOR, OTHER, CLAIM);
    assert.include(await hover(document, 'We are tired'), 'leads to nothing');
    const named = { ...reference(document.uri, 'quote000'), role: 'source', to: 'gone0000' };
    await run('newsmark.unlink', named);
    await links(document.uri, 'quote000', ['source mayor000', 'supports claim000']);
    await ask('newsmark.unlink', [reference(document.uri, 'quote000')]);
    await links(document.uri, 'quote000', ['supports claim000']);
    await run('newsmark.undo');
    await run('newsmark.undo');
    await links(document.uri, 'quote000', ['source mayor000', 'source gone0000', 'supports claim000']);
    assert.equal(bare(await read(sidecarOf(document.uri))), file(document.uri, ANN, linked, MAYOR, OTHER, CLAIM));
  });

  it('are followed to their end, and back', async () => {
    const { document } = await open('a.txt', ANN, withLink(QUOTE, 'supports', 'claim000'), MAYOR, OTHER, CLAIM);
    await run('newsmark.reveal', reference(document.uri, 'quote000'));
    await run('newsmark.followLink');
    assert.equal(selected(), 'The budget fell by 4 percent');
    // The claim has no link of its own: the one that leads to it is followed.
    await run('newsmark.followLink');
    assert.equal(selected(), 'We are tired');
    await run('newsmark.goBack');
    assert.equal(selected(), 'The budget fell by 4 percent');
    await run('newsmark.goBack');
    assert.equal(selected(), 'We are tired');
    await run('newsmark.goBack');
    assert.equal(selected(), 'We are tired');
  });

  it('lead into an annotator’s own sidecar, which the article does not show', async () => {
    const other = own('b.txt');
    const ana = other.with({ path: `${other.path}.ana.newsmark.yaml` });
    await write(other, TEXT);
    await write(sidecarOf(other), file(other, ANN));
    await write(ana, file(other, ANN.replace('Ann Lee', 'Nobody'), MAYOR));
    const quote = withLink(QUOTE, 'source', `${nameOf(other)}#mayor000`);
    const { document } = await open('a.txt', quote.replace('mayor000', 'ann00000'), CLAIM);
    assert.include(await hover(document, 'We are tired'), 'Ann Lee');
    await write(sidecarOf(own('c.txt')), file(own('c.txt'), quote));
    await write(own('c.txt'), TEXT);
    await openFile(own('c.txt'));
    await run('newsmark.followLink', reference(own('c.txt'), 'quote000'));
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), ana.toString());
    assert.include(editor?.document.lineAt(editor.selection.active).text, 'mayor000');
    await run('newsmark.goBack');
    assert.equal(selected(), 'We are tired');
  });

  it('are listed from both ends, and from other articles', async () => {
    const { document } = await open('a.txt', ANN, CLAIM);
    const path = `${nameOf(document.uri)}#claim000`;
    await write(own('b.txt'), TEXT);
    await write(sidecarOf(own('b.txt')), file(own('b.txt'), withLink(QUOTE, 'supports', path)));
    await ask('newsmark.showLinks', [reference(document.uri, 'claim000')]);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), own('b.txt').toString());
    assert.equal(selected(), 'We are tired');
  });
});

describe('removing what others are linked to', () => {
  afterEach(async () => {
    await run(ESCAPE);
    await clearDesk();
  });

  const linked = withLink(QUOTE, 'source', 'mayor000');

  it('takes the links along, and brings all back in one step', async () => {
    const { document } = await open('a.txt', ANN, linked, MAYOR, OTHER, CLAIM);
    await ask('newsmark.remove', [reference(document.uri, 'mayor000')]);
    await links(document.uri, 'quote000', []);
    assert.equal(bare(await read(sidecarOf(document.uri))), file(document.uri, ANN, QUOTE, OTHER, CLAIM));
    await run('newsmark.undo');
    await links(document.uri, 'quote000', ['source mayor000']);
    assert.equal(bare(await read(sidecarOf(document.uri))), file(document.uri, ANN, linked, MAYOR, OTHER, CLAIM));
  });

  it('moves the links to another one that fits', async () => {
    const { document } = await open('a.txt', ANN, linked, MAYOR, OTHER, CLAIM);
    await ask('newsmark.remove', [reference(document.uri, 'mayor000')], DOWN, ENTER, ENTER);
    await links(document.uri, 'quote000', ['source ann00000']);
    assert.equal(
      bare(await read(sidecarOf(document.uri))),
      file(document.uri, ANN, withLink(QUOTE, 'source', 'ann00000'), OTHER, CLAIM),
    );
    await run('newsmark.undo');
    await links(document.uri, 'quote000', ['source mayor000']);
    assert.equal(bare(await read(sidecarOf(document.uri))), file(document.uri, ANN, linked, MAYOR, OTHER, CLAIM));
  });

  it('is asked once for many', async () => {
    const two = linked.replace('to: mayor000\n', 'to: mayor000\n      - role: source\n        to: ann00000\n');
    const { document } = await open('a.txt', ANN, two, MAYOR, CLAIM);
    const all = ['mayor000', 'ann00000', 'claim000'].map((id) => reference(document.uri, id));
    await ask('newsmark.remove', [all[0], all], ENTER);
    assert.equal(bare(await read(sidecarOf(document.uri))), file(document.uri, QUOTE));
    await run('newsmark.undo');
    await links(document.uri, 'quote000', ['source mayor000', 'source ann00000']);
    assert.equal(bare(await read(sidecarOf(document.uri))), file(document.uri, ANN, two, MAYOR, CLAIM));
  });

  it('does nothing when the question is left', async () => {
    const { document } = await open('a.txt', ANN, linked, MAYOR);
    const before = await read(sidecarOf(document.uri));
    await ask('newsmark.remove', [reference(document.uri, 'mayor000')], ESCAPE);
    assert.equal(await read(sidecarOf(document.uri)), before);
    assert.include(await hover(document, 'the mayor'), 'Source');
  });

  it('asks nothing where there are no links, or both ends go', async () => {
    const { document } = await open('a.txt', ANN, linked, MAYOR);
    await run('newsmark.remove', reference(document.uri, 'ann00000'));
    await saved(document.uri, 2);
    const both = ['mayor000', 'quote000'].map((id) => reference(document.uri, id));
    await run('newsmark.remove', both[0], both);
    await saved(document.uri, 0);
  });
});
