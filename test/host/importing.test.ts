import { assert } from 'chai';
import type * as vscode from 'vscode';
import { begin, clearDesk, ENTER, ESCAPE, openFile, own, read, run, saved, sidecar, sidecarOf, write } from './desk.ts';

const TEXT = '😀 Smith said no.\nThe bridge fell.\n';
const ANN = 'T1\tPerson 2 7\tSmith\nT2\tquote 13 15\tno\nR1\tsource Arg1:T2 Arg2:T1\n#1\tAnnotatorNotes T2\tcheck\n';

const place = (...name: readonly string[]): vscode.Uri => own('brat', ...name);

describe('an import', () => {
  afterEach(async () => {
    await run(ESCAPE);
    await run('notifications.clearAll');
    await clearDesk();
  });

  it('brings a folder of another program to articles, open or not, with the labels that a person means', async () => {
    for (const name of ['a', 'b']) {
      await write(place(`${name}.txt`), TEXT);
      await write(place(`${name}.ann`), ANN);
    }
    const { document } = await openFile(place('a.txt'));
    const ended = begin('newsmark.import', [place()]);
    // Which folder: the first, where both articles are; what a Person is: the second label, a source.
    await run('setContext', 'newsmark.test', true);
    await ended(ENTER);
    const { annotations } = await saved(document.uri, 2);
    assert.deepEqual(
      annotations.map(({ id, label, note, links }) => [id, label, note, links.map(({ role, to }) => `${role} ${to}`)]),
      [
        ['T1', 'claim', undefined, []],
        ['T2', 'quote', 'check', ['source T1']],
      ],
    );
    await saved(place('b.txt'), 2);
    // What is open can be undone in one step.
    await run('newsmark.undo');
    await sidecar(document.uri, 'nothing', (value) => value.annotations.length === 0);
    assert.equal(await read(document.uri), TEXT);
  });

  it('leaves everything as it is when a file is broken, or the person leaves it', async () => {
    await write(place('a.txt'), TEXT);
    await write(place('a.ann'), ANN);
    await begin('newsmark.import', [place()])(ESCAPE);
    assert.isUndefined(await read(sidecarOf(place('a.txt'))));
    await write(place('b.jsonl'), '{"label": "claim", "exact": "no", "file": "a.t');
    await begin('newsmark.import', [place()])();
    assert.isUndefined(await read(sidecarOf(place('a.txt'))));
  });

  it('makes articles whose texts came along, in the folder that a person chooses', async () => {
    const target = { file: 'sub/made.txt', label: 'claim', exact: 'no', start: 13, end: 15 };
    await write(place('made.txt'), TEXT);
    await write(place('x.jsonl'), `${JSON.stringify({ ...target, file: 'made.txt' })}\n`);
    await begin('newsmark.import', [place('x.jsonl')])(ENTER);
    const { annotations } = await saved(place('made.txt'), 1);
    assert.equal(annotations[0]?.label, 'claim');
  });
});
