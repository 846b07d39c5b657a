import { assert } from 'chai';
import * as vscode from 'vscode';
import { BUILT_IN } from '../../../src/core/label.ts';
import { countAnnotations } from '../../../src/editor/counted.ts';
import { readable } from '../../../src/editor/titles.ts';
import { actions, ask, clearDesk, ENTER, hover, openArticle, saved, tag } from '../desk.ts';

// Runs in a VS Code whose language is Ukrainian: `node test/host/run.ts web --locale=uk test/host/language/uk.test.ts`.

describe('in Ukrainian', () => {
  afterEach(clearDesk);

  it('Newsmark speaks Ukrainian, in its own words and in those of the manifest', async () => {
    assert.equal(vscode.env.language, 'uk');
    const { contributes } = vscode.extensions.getExtension('newsmark.newsmark')?.packageJSON ?? assert.fail();
    const titles = contributes.commands.map(({ title }: { title: { value: string } }) => title.value);
    assert.include(titles, 'Редагувати нотатку');
    assert.isEmpty(titles.filter((title: string) => /%|\b[a-z]{4,}\b/.test(title)));
    const editor = await openArticle('a.txt', 'Йшов дощ. Нікого не було.\n');
    await tag(editor, 'Йшов дощ', 'Claim');
    await saved(editor.document.uri, 1);
    assert.include(await hover(editor.document, 'Йшов'), 'Редагувати нотатку');
    assert.include(
      readable(BUILT_IN).labels.map(({ title }) => title),
      'Твердження',
    );
    const position = editor.document.positionAt(2);
    assert.include(
      await actions(editor.document, new vscode.Range(position, position)),
      'Редагувати нотатку до «Claim»',
    );
  });

  it('what stands in files is the same as in every language', async () => {
    const editor = await openArticle('a.txt', 'Йшов дощ. Нікого не було.\n');
    await tag(editor, 'Йшов дощ', 'Claim');
    const { annotations } = await saved(editor.document.uri, 1);
    assert.equal(annotations[0]?.label, 'claim');
    await ask(
      'newsmark.setAttribute',
      [{ article: editor.document.uri.toString(), id: annotations[0]?.id }, { name: 'verdict' }],
      ENTER,
    );
    const after = await saved(editor.document.uri, 1);
    assert.equal(after.annotations[0]?.attributes['verdict'], 'unverified');
  });

  it('numbers have the forms that the language has', () => {
    assert.deepEqual([1, 2, 5, 11, 21, 104].map(countAnnotations), [
      '1 анотація',
      '2 анотації',
      '5 анотацій',
      '11 анотацій',
      '21 анотація',
      '104 анотації',
    ]);
  });
});
