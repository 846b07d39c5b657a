import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/cli/program.ts';
import { makeDesk } from './desk.ts';

describe('newsmark', () => {
  it('shows its help and its version', async () => {
    const desk = await makeDesk();
    for (const args of [['--help'], ['-h'], ['help'], ['help', '--help'], ['help', 'help']]) {
      const { code, out, err } = await desk.run(args);
      expect([code, err]).toEqual([0, '']);
      for (const { name, summary } of COMMANDS) expect(out).toMatch(new RegExp(`^  ${name} +${summary}$`, 'm'));
    }
    expect(await desk.run(['--version'])).toEqual({ code: 0, out: '1.2.3\n', err: '' });
  });

  it('shows the help of each command, on the width of a small terminal', async () => {
    const desk = await makeDesk();
    for (const { name } of COMMANDS) {
      const { code, out, err } = await desk.run([name, 'x', '--help']);
      for (const word of ['help', '--help', '-h']) expect(await desk.run([word, name])).toEqual({ code, out, err });
      expect([code, err]).toEqual([0, '']);
      expect(out).toMatch(new RegExp(`^Usage: newsmark ${name} `));
      expect(out).toMatch(new RegExp(`\nExamples:\n  newsmark ${name} `));
      expect(out.split('\n').filter((line) => line.length > 120)).toEqual([]);
    }
  });

  it.each([
    [[], 'Usage: newsmark COMMAND'],
    [['frobnicate'], 'There is no command "frobnicate"'],
    [['help', 'frobnicate'], 'There is no command "frobnicate"'],
    [['toString'], 'There is no command "toString"'],
    [['check'], 'newsmark check: Say at least one article or folder.'],
    [['list', '--colour', '.'], `newsmark list: Unknown option '--colour'. See "newsmark list --help".\n`],
    [['export', '.', '--out', 'a', '--out', 'b'], 'newsmark export: --out is given twice.'],
    [['export', '.', '-f', 'csv', '--format', 'csv'], 'newsmark export: --format is given twice.'],
    [['check', '--json=1', '.'], 'newsmark check: '],
    [['list', 'nowhere.txt'], 'nowhere.txt'],
    [['merge', 'a.txt', 'a.txt', 'a.txt'], 'newsmark merge: Say BASE OURS THEIRS PATH, or --resolve PATH….'],
    [['merge', 'a.txt', 'a.txt', 'no', 'a.txt.newsmark.yaml'], 'There is no file no.'],
    [['merge', '--resolve', 'no'], 'There is no file or folder'],
    [['init'], 'newsmark init: Say what is to be set up: --git.'],
    [['init', '--git', 'a', 'b'], 'newsmark init: Say one folder.'],
    [['init', '--git', 'no'], 'There is no folder no.'],
    [['export', '.'], '--format FORMAT'],
    [
      ['export', '.', '--format', 'refi-qda'],
      'The format refi-qda does not go to standard output. Say where to write it: --out DIR.',
    ],
    [['export', '.', '--format', 'w3c'], 'The format w3c makes several files. Say where to write them: --out DIR.'],
    [['export', '.', '--format', 'jsonl', '--unit', 'utf16'], 'The format jsonl has no option --unit.'],
    [['export', '.', '--format', 'csv', '--encoding', 'cp1251'], '--encoding is one of: utf-8, utf-8-sig.'],
    [['export', '.', '--format', 'w3c', '--unit', 'byte', '--out', 'out'], '--unit is one of: codepoint, utf16.'],
    [
      ['export', '.', '--format', 'xml', '--out', 'out'],
      'There is no format "xml". Formats: jsonl, csv, tsv, w3c, brat, doccano, label-studio, prodigy, cas, webanno, conll, refi-qda, qdc, hypothesis, claimreview, markdown, parquet.',
    ],
    [['export', '.', '--format'], 'newsmark export: '],
  ])('answers wrong use with 2: %j', async (args, said) => {
    const desk = await makeDesk({ 'a.txt': 'a' });
    const { code, out, err } = await desk.run(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(said);
    expect(await desk.files()).toEqual(['a.txt']);
  });

  it.each([
    ['list', '.'],
    ['stats', '.'],
    ['check', '.'],
    ['sentences', '.'],
    ['anchor', '.', '--json'],
    ['export', '.', '-f', 'csv'],
    ['help'],
    ['list', '-h'],
    ['-v'],
  ])('ends clean when nobody reads on: %s %s', async (...args) => {
    const desk = await makeDesk({ 'newsmark.yaml': 'newsmark: 1\nrules:\n  quote-without-source: error\n' });
    await desk.article('a.txt', 'Smith said no.\n', ['Smith'], { label: 'quote' });
    await desk.article('b.txt', 'Smith said no.\n', ['Smith'], { label: 'quote' });
    let written = 0;
    const out = async () => {
      written++;
      throw Object.assign(new Error('write EPIPE'), { code: 'EPIPE', syscall: 'write' });
    };
    expect([await desk.run(args, { out }), written]).toEqual([{ code: 0, out: '', err: '' }, 1]);
  });

  it.each([
    ['anchor', '.', '--write', '--json'],
    ['export', '.', '-f', 'w3c', '-o', 'out', '--json'],
  ])('does its work to its end though nobody reads on: %s', async (...args) => {
    const desk = await makeDesk();
    for (const name of ['a.txt', 'b.txt']) {
      await desk.article(name, 'Smith said no.\n', ['Smith'], { suggestedBy: 'rules' });
      await desk.write(name, 'Mr Smith said no.\n');
    }
    const files = async () => Promise.all((await desk.files()).map(async (name) => [name, await desk.read(name)]));
    const before = await files();
    const out = () => Promise.reject(Object.assign(new Error('write EPIPE'), { code: 'EPIPE', syscall: 'write' }));
    expect((await desk.run(args, { out })).code).toBe(0);
    const changed = (await files()).filter((file) => !before.some((each) => String(each) === String(file)));
    expect(changed).toHaveLength(2);
  });

  it('says that standard output cannot be written, whatever stands there', async () => {
    const desk = await makeDesk();
    const out = () =>
      Promise.reject(
        Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' }),
      );
    for (const [args, name] of [
      [['help'], 'newsmark'],
      [['list', '--help'], 'newsmark list'],
    ] as const)
      expect(await desk.run(args, { out })).toMatchObject({
        code: 1,
        err: `${name}: standard output: no space left on device.\n`,
      });
  });
});
