import { describe, expect, it } from 'vitest';
import { diskFiles } from '../../../src/disk/files.ts';
import { type Desk, lines, makeDesk } from './desk.ts';
import { makeRepository } from './repository.ts';

const TEXT =
  'Kyiv 😀, Monday.\nSmith said that 4 people were hurt in the blast near the river.\nThe bridge fell at noon.\n';
const WORDS = ['Smith said that 4 people were hurt', 'The bridge fell at noon.'];

describe('newsmark anchor', () => {
  it('finds everything where it was, and says nothing more', async () => {
    const desk = await makeDesk();
    await desk.article('a.txt', TEXT, WORDS);
    expect(await desk.run(['anchor', '.'])).toEqual({
      code: 0,
      out: '',
      err: '1 sidecar: 2 exact, 0 moved, 0 changed, 0 lost.\n',
    });
  });

  it('tells what moved, changed and is lost, with its place', async () => {
    const desk = await makeDesk();
    await desk.article('a.txt', TEXT, WORDS);
    const before = await desk.read('a.txt.newsmark.yaml');
    await desk.write('a.txt', `Update.\n${TEXT.replace('4 people', '5 people')}`);
    const { code, out, err } = await desk.run(['anchor', 'a.txt']);
    expect(out.split('\n')).toEqual([
      'a.txt:3:1: changed: "Smith said that 4 people were hurt" is now "Smith said that 5 people were hurt" [a0]',
      'a.txt:4:1: moved: "The bridge fell at noon." [a1]',
      '',
    ]);
    expect([code, err]).toEqual([1, '1 sidecar: 0 exact, 1 moved, 1 changed, 0 lost.\n']);
    expect(await desk.read('a.txt.newsmark.yaml')).toBe(before);
  });

  it('gives records in code points, and null for what is lost', async () => {
    const desk = await makeDesk();
    await desk.article('a.txt', TEXT, WORDS);
    const now = '😀😀 Kyiv 😀, Monday.\nThe bridge fell at noon.\n';
    await desk.write('a.txt', now);
    const { out } = await desk.run(['anchor', '--json', 'a.txt']);
    const start = [...now.slice(0, now.indexOf('The bridge'))].length;
    expect(lines(out)).toEqual([
      { file: 'a.txt', id: 'a0', state: 'lost', start: null, end: null, exact: WORDS[0], found: null },
      { file: 'a.txt', id: 'a1', state: 'moved', start, end: start + 24, exact: WORDS[1], found: WORDS[1] },
    ]);
  });

  it('uses the old text where it is known: also of words that say little', async () => {
    const desk = await makeDesk({ 'old.txt': 'a a a a a b' });
    await desk.article('a.txt', 'a a a a a b', ['b']);
    const sidecar = await desk.read('a.txt.newsmark.yaml');
    await desk.write('a.txt.newsmark.yaml', sidecar.replace(/ +(prefix|suffix): .*\n/g, ''));
    await desk.write('a.txt', 'b b a a a a a b');
    const state = async (...more: string[]) =>
      lines<{ start: number }>((await desk.run(['anchor', '--json', 'a.txt', ...more])).out).map((each) => each.start);
    expect(await state('--old', 'old.txt')).toEqual([14]);
  });

  describe('in a git repository', () => {
    const LINE = 'The vote was postponed again.\n';
    const OLD = `The council met on Monday, for the first time since the summer.\n${LINE.repeat(12)}`;

    /** The third of twelve equal lines is annotated, in the first version of the article. */
    async function repository() {
      const made = await makeRepository();
      await made.desk.article('news/a.txt', OLD, [LINE.trim()]);
      const file = 'news/a.txt.newsmark.yaml';
      const sidecar = await made.desk.read(file);
      const start = OLD.indexOf(LINE) + 2 * LINE.length;
      const moved = sidecar
        .replace(/start: \d+/, `start: ${start}`)
        .replace(/end: \d+/, `end: ${start + LINE.length - 1}`)
        .replace(/prefix: .*/, 'prefix: "postponed again.\\n"');
      await made.commit({ [file]: moved });
      return made;
    }

    const startOf = async (desk: Desk) =>
      lines<{ start: number }>((await desk.run(['anchor', '--json', 'news'])).out).map(({ start }) => start);

    it('goes by the version for which the sidecar was written', async () => {
      const made = await repository();
      const now = LINE.repeat(12);
      await made.commit({ 'news/a.txt': `Update: ${OLD}` });
      await made.commit({ 'news/a.txt': now.replaceAll('\n', '\r\n') });
      expect(await startOf(made.desk)).toEqual([2 * LINE.length]);
    });

    it('goes by the words alone where it has no such version', async () => {
      const { desk } = await repository();
      const sidecar = await desk.read('news/a.txt.newsmark.yaml');
      await desk.write('news/a.txt.newsmark.yaml', sidecar.replace(/sha256: ..../, 'sha256: 0000'));
      await desk.write('news/a.txt', LINE.repeat(12));
      expect(await startOf(desk)).not.toEqual([2 * LINE.length]);
    });
  });

  it('writes what it found, and then everything is where the sidecar says', async () => {
    const desk = await makeDesk();
    await desk.article('a.txt', TEXT, WORDS);
    const now = `Update.\n${TEXT.replace('4 people', '5 people')}`;
    await desk.write('a.txt', now);
    await desk.run(['anchor', '--write', 'a.txt']);
    const sidecar = await desk.read('a.txt.newsmark.yaml');
    expect(sidecar).toContain('state: changed');
    expect(sidecar).toContain(`start: ${[...now.slice(0, now.indexOf('The bridge'))].length}`);
    expect(await desk.read('a.txt')).toBe(now);
    expect((await desk.run(['anchor', 'a.txt'])).err).toBe('1 sidecar: 1 exact, 0 moved, 1 changed, 0 lost.\n');
    const again = await desk.read('a.txt.newsmark.yaml');
    await desk.run(['anchor', '--write', 'a.txt']);
    expect(await desk.read('a.txt.newsmark.yaml')).toBe(again);
    // The words are back: nothing needs a look any more.
    await desk.write('a.txt', TEXT);
    await desk.run(['anchor', '--write', 'a.txt']);
    expect(await desk.read('a.txt.newsmark.yaml')).not.toContain('state:');
  });

  it('leaves a sidecar that somebody changes meanwhile as it is, and says so', async () => {
    const desk = await makeDesk();
    await desk.article('a.txt', TEXT, WORDS);
    const before = await desk.read('a.txt.newsmark.yaml');
    await desk.write('a.txt', `Update. ${TEXT}`);
    let reads = 0;
    const files = {
      ...diskFiles,
      read: async (uri: string) => {
        if (uri.endsWith('/a.txt.newsmark.yaml') && ++reads === 2)
          await desk.write('a.txt.newsmark.yaml', `${before}# tagged meanwhile\n`);
        return diskFiles.read(uri);
      },
    };
    const { code, err } = await desk.run(['anchor', 'a.txt', '--write'], { files });
    expect(code).not.toBe(0);
    expect(err).toContain('changed meanwhile');
    expect(await desk.read('a.txt.newsmark.yaml')).toBe(`${before}# tagged meanwhile\n`);
  });

  it('wants one article for one old text', async () => {
    const desk = await makeDesk({ 'old.txt': TEXT });
    await desk.article('a.txt', TEXT, WORDS);
    await desk.article('b.txt', TEXT, WORDS);
    expect(await desk.run(['anchor', '.', '--old', 'old.txt'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--old is the text of one article, and there are 2.'),
    });
    expect(await desk.run(['anchor', 'a.txt', '--old', 'none.txt'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is no text file none.txt.'),
    });
  });
});
