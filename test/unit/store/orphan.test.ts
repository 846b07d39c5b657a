import { describe, expect, it } from 'vitest';
import { aboutIn, candidates, moves, orphansAmong } from '../../../src/store/orphan.ts';
import { Memory } from './memory.ts';

const FOLDER = 'memory:/news';

/** Files in one folder; those with a text are there. */
function folder(files: Readonly<Record<string, string>>): Memory {
  const memory = new Memory();
  for (const [name, text] of Object.entries(files)) memory.put(`${FOLDER}/${encodeURIComponent(name)}`, text);
  return memory;
}

const sidecar = (file: string, more = '') => `newsmark: 1\narticle:\n  file: ${file}\n  sha256: abc\n${more}`;

/** The orphans of the folder: the sidecar, and the article that it would be of. */
async function found(files: Readonly<Record<string, string>>): Promise<readonly (readonly [string, string])[]> {
  const memory = folder(files);
  const sidecars = memory.names.filter((name) => name.endsWith('.newsmark.yaml'));
  const orphans = await orphansAmong(sidecars, memory);
  const name = (uri: string) => decodeURIComponent(uri.slice(FOLDER.length + 1));
  return orphans.map((orphan) => [name(orphan.sidecar), name(orphan.article)]);
}

describe('orphans', () => {
  it('are the sidecars whose article is not there', async () => {
    expect(
      await found({
        'a.txt': 'x',
        'a.txt.newsmark.yaml': sidecar('a.txt'),
        'ч b.txt.newsmark.yaml': sidecar('ч b.txt'),
        'newsmark.yaml': 'newsmark: 1\n',
      }),
    ).toEqual([['ч b.txt.newsmark.yaml', 'ч b.txt']]);
  });

  it('are not those of annotators beside the article', async () => {
    expect(await found({ 'a.txt': 'x', 'a.txt.ana.newsmark.yaml': sidecar('a.txt', 'annotator: Ana\n') })).toEqual([]);
    expect(await found({ 'a.txt.ana': 'x', 'a.txt.ana.newsmark.yaml': sidecar('a.txt.ana') })).toEqual([]);
  });

  it.each([
    ['it says whose it is', { 'a.txt.ana.newsmark.yaml': sidecar('other', 'annotator: Ana\n') }, 'a.txt'],
    ['it names its article', { 'a.txt.ana.newsmark.yaml': sidecar('a.txt') }, 'a.txt'],
    ['it names another', { 'a.txt.ana.newsmark.yaml': sidecar('a.txt.ana', 'annotator: Ana\n') }, 'a.txt.ana'],
    ['nothing says so', { 'a.txt.ana.newsmark.yaml': sidecar('a.txt.ana') }, 'a.txt.ana'],
    ['it cannot be read', { 'a.txt.ana.newsmark.yaml': '{' }, 'a.txt.ana'],
    ['no annotator can be called so', { 'a.txt.Ana.newsmark.yaml': sidecar('a.txt') }, 'a.txt.Ana'],
  ])('of an annotator are known: %s', async (_what, files, article) => {
    expect(await found(files)).toEqual([[Object.keys(files)[0], article]]);
  });

  it('of an annotator are known by the shared one beside them', async () => {
    const files = { 'a.txt.ana.newsmark.yaml': '{', 'a.txt.newsmark.yaml': sidecar('a.txt') };
    expect((await found(files)).map(([, article]) => article)).toEqual(['a.txt', 'a.txt']);
  });

  it('say for which text they were written', async () => {
    const memory = folder({ 'a.txt.newsmark.yaml': sidecar('a.txt') });
    const [orphan] = await orphansAmong(memory.names, memory);
    expect(orphan?.sha256).toBe('abc');
    expect(await aboutIn(`${FOLDER}/none`, memory)).toEqual({ isOwn: false });
    memory.put(`${FOLDER}/b`, 'newsmark: 1\nannotations: []\narticle:\n  file: b.txt\n  sha256: abc\nannotator: Ana\n');
    expect(await aboutIn(`${FOLDER}/b`, memory)).toEqual({ file: 'b.txt', sha256: 'abc', isOwn: true });
    memory.put(`${FOLDER}/c`, '<<<<<<< HEAD\nnewsmark: 1\n');
    expect(await aboutIn(`${FOLDER}/c`, memory)).toEqual({ isOwn: false });
  });

  it('are none where the folder cannot be looked into', async () => {
    const memory = folder({ 'a.txt.newsmark.yaml': sidecar('a.txt') });
    memory.fail(({ kind }) => kind === 'list');
    expect(await orphansAmong(memory.names, memory)).toEqual([]);
  });

  it('are looked for in each folder once', async () => {
    const memory = folder({ 'a.txt.newsmark.yaml': '', 'b.txt.newsmark.yaml': '', 'b.txt': '' });
    await orphansAmong(memory.names, memory);
    expect(memory.calls.filter(({ kind }) => kind === 'list')).toHaveLength(1);
  });
});

it('a name gives the articles that it can be of', () => {
  expect(candidates('memory:/a.txt.ana.newsmark.yaml')).toEqual(['memory:/a.txt.ana', 'memory:/a.txt']);
  expect(candidates('memory:/a.newsmark.yaml')).toEqual(['memory:/a']);
  expect(candidates('memory:/newsmark.yaml')).toEqual([undefined]);
});

it('a move takes the sidecars of annotators along, and keeps their part of the name', async () => {
  const memory = folder({
    'a b.txt.newsmark.yaml': sidecar('a b.txt'),
    'a b.txt.ana.newsmark.yaml': sidecar('a b.txt'),
    'a b.txt.Ben.newsmark.yaml': sidecar('a b.txt'),
    'a b.txt.v2': 'another article',
    'a b.txt.v2.newsmark.yaml': sidecar('a b.txt.v2'),
  });
  const orphan = { sidecar: `${FOLDER}/a%20b.txt.newsmark.yaml`, article: `${FOLDER}/a%20b.txt` };
  expect(await moves(orphan, 'memory:/old/c.txt', memory)).toEqual([
    { from: `${FOLDER}/a%20b.txt.ana.newsmark.yaml`, to: 'memory:/old/c.txt.ana.newsmark.yaml' },
    { from: `${FOLDER}/a%20b.txt.newsmark.yaml`, to: 'memory:/old/c.txt.newsmark.yaml' },
  ]);
});
