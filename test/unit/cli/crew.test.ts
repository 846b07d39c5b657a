import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from '../../../doors.mts';
import { MOST_ALONE } from '../../../src/cli/crew.ts';
import type { Io } from '../../../src/cli/io.ts';
import { EXPORTERS } from '../../../src/formats/exporters.ts';
import { type Desk, makeDesk } from './desk.ts';

/** The program as people have it: its threads start it again. */
let crew: Partial<Io>;

beforeAll(async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'newsmark-crew-'));
  const program = path.join(folder, 'newsmark.cjs');
  await build({ ...commandLine, absWorkingDir: path.resolve(import.meta.dirname, '../../..'), outfile: program });
  crew = { threads: 3, self: [process.execPath, program] };
  return () => rm(folder, { recursive: true });
});

/** More articles than one thread would take, in two projects, with what goes wrong with some. */
async function makeCorpus(): Promise<Desk> {
  const desk = await makeDesk({
    'b/newsmark.yaml': 'newsmark: 1\nlabels:\n  assertion:\n    title: Assertion\n    color: red\n',
    'a/broken/newsmark.yaml': 'newsmark: 1\nlabels:\n  x: [\n',
    'a/broken/x.txt': '',
  });
  const texts = ['😀 Smith said no.\r\nThe bridge fell.\r\n', '\ufeffНет, Smith.\n', 'Smith\u2028مرحبا e\u0301\n'];
  for (let i = 0; i < MOST_ALONE + 40; i++) {
    const name = `${i % 3 === 0 ? 'a' : 'b'}/${i}.txt`;
    await desk.article(name, texts[i % texts.length] ?? '', i % 7 === 0 ? [] : ['Smith'], {
      label: ['claim', 'assertion', `own-${i % 20}`][i % 3] ?? '',
      attributes: { verdict: ['false', 'unverified', `v${i}`][i % 3] ?? '', ...(i % 5 === 0 && { kind: `k${i}` }) },
      links: i % 4 === 0 ? [{ role: `role-${i % 8}`, to: 'a0' }] : [],
      ...(i % 11 === 0 && { note: `=1+1\n${i}` }),
    });
  }
  await rm(desk.path('a/0.txt'));
  await desk.write('b/1.txt', 'Another text.\n');
  await desk.write('b/7.txt.newsmark.yaml', 'newsmark: 1\nannotations: [\n');
  await desk.write('a/9.txt', 'Smith\0\n');
  return desk;
}

async function contents(desk: Desk, folder: string): Promise<[string, string][]> {
  const names = await desk.files(folder);
  return Promise.all(names.map(async (name) => [name, await desk.read(`${folder}/${name}`)] as [string, string]));
}

describe('an export on several threads', () => {
  it('is the same as on one, in every format that is made of parts, down to what is told', async () => {
    const desk = await makeCorpus();
    const formats = EXPORTERS.filter(({ packed }) => !packed).map(({ name }) => name);
    for (const format of [...formats, 'csv --json', 'csv --encoding utf-8-sig', 'doccano --all']) {
      const args = ['export', 'a', 'b', '--format', ...format.split(' '), '--out'];
      const alone = await desk.run([...args, 'alone']);
      const many = await desk.run([...args, 'many'], crew);
      expect([format, many.code, many.out]).toEqual([format, alone.code, alone.out]);
      expect([format, many.err.replaceAll('many', 'alone')]).toEqual([format, alone.err]);
      expect(await contents(desk, 'many')).toEqual(await contents(desk, 'alone'));
      await rm(desk.path('alone'), { recursive: true });
      await rm(desk.path('many'), { recursive: true });
    }
  }, 120_000);

  it('goes to standard output in the order of the articles', async () => {
    const desk = await makeCorpus();
    // The first of its share: what its text begins with is a mark in no file.
    await desk.article('a/\ufeff.txt', 'Smith.\n', ['Smith']);
    for (const format of ['jsonl', 'csv', 'tsv', 'prodigy']) {
      const alone = await desk.run(['export', 'a', 'b', '--format', format]);
      expect(alone.out.split('\n').length).toBeGreaterThan(MOST_ALONE / 2);
      expect(await desk.run(['export', 'a', 'b', '--format', format], crew)).toEqual(alone);
    }
  });

  it('shows how far it is', async () => {
    const desk = await makeCorpus();
    const shares: (number | undefined)[] = [];
    const bar = (share: number | undefined) => void shares.push(share);
    await desk.run(['export', 'a', 'b', '--format', 'csv', '--out', 'out'], { ...crew, bar });
    expect(shares.at(-1)).toBeUndefined();
    expect(shares.at(-2)).toBe(1);
    expect(shares.slice(0, -1)).toEqual(shares.slice(0, -1).toSorted());
  });

  it('says what a thread was refused, and leaves what is there', async () => {
    const desk = await makeCorpus();
    await desk.write('elsewhere/a.txt', 'mine');
    await desk.write('out/a/1.txt', 'mine');
    await symlink(desk.path('elsewhere'), desk.path('out/b'));
    const args = ['export', 'a', 'b', '--format', 'w3c', '--out', 'out'];
    const alone = await desk.run(args);
    expect(alone).toMatchObject({ code: 2, err: expect.stringContaining('a symbolic link leads out of') });
    expect(await desk.run(args, crew)).toEqual(alone);
    expect(await desk.files('elsewhere')).toEqual(['a.txt']);
    expect((await desk.files('out')).filter((name) => !name.endsWith('.jsonld'))).toEqual(['a/1.txt']);
  });

  it('says what the system refused a thread', async () => {
    const desk = await makeCorpus();
    await desk.write('out/b', 'a file');
    const args = ['export', 'a', 'b', '--format', 'w3c', '--out', 'out'];
    const alone = await desk.run(args);
    expect(alone).toMatchObject({ code: 1, err: expect.stringMatching(/\nnewsmark export: out.b: [^\n]*\.\n$/) });
    const many = await desk.run(args, crew);
    expect([many.code, many.err.split('\n').at(-2)]).toEqual([1, alone.err.split('\n').at(-2)]);
  });

  it('is stopped without anything half', async () => {
    const desk = await makeCorpus();
    const stop = new AbortController();
    const bar = (share: number | undefined) => {
      if (share !== undefined && share > 0.3) stop.abort();
    };
    for (const format of ['jsonl', 'w3c']) {
      const args = ['export', 'a', 'b', '--format', format, '--out', 'out'];
      const { code } = await desk.run(args, { ...crew, bar, signal: stop.signal });
      expect(code).toBe(130);
      expect((await desk.files('out')).filter((name) => !name.endsWith('.jsonld'))).toEqual([]);
    }
  });
});
