import { assert } from 'chai';
import * as vscode from 'vscode';
import { difference } from '../../src/editor/difference.ts';
import { clearDesk, hover, openArticle, run, saved, select, sidecar, tag, until } from './desk.ts';

/** Articles whose sentences begin behind each bar. */
const ARTICLES: readonly (readonly [language: string, text: string])[] = [
  [
    'ar',
    '|الجسر القديم يفتح من جديد\n|قال د. سامر الحلبي (الوزارة): «لم نرَ 12.5 مليون من قبل.» |وأضاف: "متى ينتهي ذلك؟" |ولم تعلّق شركة Northwind Ltd. على الخبر!\u200f\n',
  ],
  [
    'he',
    '|הגשר הישן נפתח\n|הדובר, ד"ר נועם לביא, אמר: "הגשר פתוח." |לפי א. ב. כהן 40.5 טון (ולא 45) מותרים. |האם זה נכון?\n',
  ],
  ['zh', '|老桥重新开放\n|他说：“桥已经开放了。”|“真的吗？”记者问。|3.5万人（包括儿童）离开了！|𠮷先生没有回答。\n'],
  [
    'ja',
    '|古い橋が再開\n|「橋は再開した。」と市長は話した。|記者は「本当ですか？」と聞いた。|市長（52）は3.5トンまでとした。\n',
  ],
];

describe('what became of words', () => {
  it('is told word by word in every script', () => {
    const told = (before: string, after: string): string =>
      difference(before, after)
        .map(({ text, kind }) => (kind === 'same' ? text : `${kind === 'gone' ? '-' : '+'}[${text}]`))
        .join('');
    assert.equal(told('It fell by 3.5%.', 'It fell by 3.75%.'), 'It fell by -[3.5]+[3.75]%.');
    assert.equal(told('Він сказав так.', 'Він казав так.'), 'Він -[сказав]+[казав] так.');
    assert.equal(told('لم نرَ مثل هذا', 'لم نرَ مثل ذلك'), 'لم نرَ مثل -[هذا]+[ذلك]');
    assert.equal(told('桥已经开放了', '桥没有开放'), '桥-[已经]+[没有]开放-[了]');
  });
});

describe('articles in other scripts', () => {
  afterEach(async () => {
    await run('workbench.action.files.resetActiveEditorReadonlyInSession');
    await clearDesk();
  });

  for (const [language, marked] of ARTICLES) {
    it(`are tagged sentence by sentence: ${language}`, async () => {
      const sentences = marked.split('|').slice(1);
      const editor = await openArticle(`${language}.txt`, sentences.join(''));
      await run('newsmark.tagClaim');
      for (const _ of sentences.slice(1)) {
        await run('newsmark.nextSentence');
        await run('newsmark.tagClaim');
      }
      const { annotations } = await saved(editor.document.uri, sentences.length);
      assert.deepEqual(
        annotations.map(({ target: [first] }) => first?.exact),
        sentences.map((sentence) => sentence.trim()),
      );
    });
  }

  it('grow and shrink by words that have no spaces between them', async () => {
    const editor = await openArticle('zh.txt', '发言人说：“桥已经开放了。”\n');
    await tag(editor, '桥', 'Claim');
    const exact = async (): Promise<string | undefined> =>
      (await saved(editor.document.uri, 1)).annotations[0]?.target[0]?.exact;
    assert.equal(await exact(), '桥');
    await run('newsmark.growEnd');
    await run('newsmark.growEnd');
    await run('newsmark.growEnd');
    await run('newsmark.shrinkEnd');
    assert.equal(await exact(), '桥已经开放');
  });

  it('are moved through and selected by words that have no spaces between them', async () => {
    const editor = await openArticle('zh.txt', '桥已经开放了。\n');
    const keys = (...commands: readonly string[]) =>
      Promise.all(commands.map((command) => run('newsmark.pressKey', { command })));
    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await run('newsmark.toggleTaggingMode');
    await keys('cursorWordStartRight', 'cursorWordEndRightSelect', 'cursorWordEndRightSelect');
    await run('newsmark.pressKey', 's');
    await keys('cursorWordStartRight', 'cursorWordStartLeft');
    await run('newsmark.toggleTaggingMode');
    const { annotations } = await saved(editor.document.uri, 1);
    assert.deepEqual(
      annotations.map(({ label, target }) => [label, target[0]?.exact]),
      [['source', '已经开放']],
    );
    assert.equal(editor.selection.active.character, 1);
  });

  it('are told of in their own direction', async () => {
    const editor = await openArticle('he.txt', 'אמר דובר העירייה (52): "הגשר פתוח." 3 אנשים.\n');
    await tag(editor, '"הגשר פתוח."', 'Quote');
    await tag(editor, 'דובר העירייה (52)', 'Source');
    const { uri } = editor.document;
    const name = await until('the outline has the source', async () => {
      const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[] | undefined>(
        'vscode.executeDocumentSymbolProvider',
        uri,
      );
      return symbols?.length === 2 ? symbols[0]?.name : undefined;
    });
    assert.equal(name, '\u2068דובר העירייה (52)\u2069');
    select(editor, '"הגשר פתוח."');
    await run('newsmark.linkNearest');
    await sidecar(uri, 'the quote is linked', ({ annotations }) => annotations.some(({ links }) => links.length > 0));
    assert.include(
      await hover(editor.document, 'הגשר פתוח'),
      'said by: [\u2068דובר העירייה &#40;52&#41;\u2069](command:',
    );
  });
});
