import { assert } from 'chai';
import { at, clearDesk, hover, openArticle, openFile, read, saved, sidecarOf, tag, until, write } from './desk.ts';

describe('the hover', () => {
  afterEach(clearDesk);

  it('says what stands there, the innermost first, with links that lead there', async () => {
    const { document } = await openFile(at('kharkiv.txt'));
    const text = await hover(document, 'A hasty retreat');
    assert.include(text, '**Quote**');
    assert.include(text, 'said by');
    assert.match(text, /\]\(command:newsmark\.followLink\?/);
    const nested = await hover(document, 'achieve the stated goals');
    assert.isBelow(nested.indexOf('**Quote**'), nested.indexOf('**Claim**'));
  });

  it('shows nothing where nothing is tagged', async () => {
    const { document } = await openFile(at('kharkiv.txt'));
    assert.equal(await hover(document, 'This is no way to run a war.'), '');
  });

  it('makes nothing of hostile text', async () => {
    const editor = await openArticle('a.txt', 'The mayor resigned.\n');
    await tag(editor, 'mayor', 'Source');
    await saved(editor.document.uri, 1);
    const note =
      '[x](command:workbench.action.quit) <img src=x onerror=alert(1)> ![y](https://evil.example/y.png) www.evil.example **b** $(zap) `c`';
    const source = (await read(sidecarOf(editor.document.uri))) ?? '';
    const hostile = source.replace('label: source\n', `label: source\n    note: ${JSON.stringify(note)}\n`);
    await write(sidecarOf(editor.document.uri), hostile);
    const text = await until('the note is there', async () => {
      const said = await hover(editor.document, 'mayor');
      return said.includes('evil') ? said : undefined;
    });
    const said = text.split('\n').find((line) => line.includes('evil')) ?? '';
    assert.notMatch(said, /[[\]()<>!*`$:]|www\./);
    const commands = [...text.matchAll(/\(command:([\w.]+)/g)].map(([, id]) => id);
    assert.sameMembers(
      [...new Set(commands)],
      ['newsmark.editNote', 'newsmark.changeLabel', 'newsmark.setAttribute', 'newsmark.remove'],
    );
  });

  it('shows a note line by line, and makes no code of what is indented', async () => {
    const editor = await openArticle('a.txt', 'The mayor resigned.\n');
    await tag(editor, 'mayor', 'Source');
    await saved(editor.document.uri, 1);
    const source = (await read(sidecarOf(editor.document.uri))) ?? '';
    const note = JSON.stringify('    first\nsecond\n\n    third\n\tfourth');
    await write(
      sidecarOf(editor.document.uri),
      source.replace('label: source\n', `label: source\n    note: ${note}\n`),
    );
    const text = await until('the note is there', async () => {
      const said = await hover(editor.document, 'mayor');
      return said.includes('fourth') ? said : undefined;
    });
    const indent = '&nbsp;'.repeat(4);
    assert.include(text, `\n\nfirst  \nsecond  \n  \n${indent}third  \n${indent}fourth\n\n`);
  });
});
