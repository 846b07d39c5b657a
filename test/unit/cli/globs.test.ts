import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { expanded } from '../../../src/cli/globs.ts';
import { makeDesk } from './desk.ts';

const TEXT = 'Smith said no.\n';

describe('a glob', () => {
  it('stands for the files that it fits, for every command', async () => {
    const desk = await makeDesk();
    for (const name of ['a.txt', 'sub/b.txt', 'sub/deep/c.txt', 'sub/d.md', 'node_modules/e.txt', '.hidden/f.txt'])
      await desk.article(name, TEXT, ['Smith']);
    const names = async (...globs: readonly string[]) =>
      (await expanded(globs, { cwd: desk.folder })).map((file) =>
        path.relative(desk.folder, file).replaceAll(path.sep, '/'),
      );
    expect(await names('**/*.txt')).toEqual(['a.txt', 'sub/b.txt', 'sub/deep/c.txt']);
    expect(await names('sub/*', '{a,x}.txt')).toEqual([
      ...['sub/b.txt', 'sub/b.txt.newsmark.yaml', 'sub/d.md', 'sub/d.md.newsmark.yaml', 'a.txt'],
    ]);
    const { code, out } = await desk.run(['list', '--json', '**/{b,c}.txt']);
    expect(code).toBe(0);
    expect(out.match(/"file":"[^"]*"/g)).toEqual(['"file":"sub/b.txt"', '"file":"sub/deep/c.txt"']);
  });

  it('is a name where a file has it', async () => {
    const desk = await makeDesk();
    await desk.article('[a].txt', TEXT, ['Smith']);
    await desk.article('a.txt', TEXT, ['Smith']);
    expect(await expanded(['[a].txt'], { cwd: desk.folder })).toEqual([path.join(desk.folder, '[a].txt')]);
  });

  it('that fits nothing is told', async () => {
    const desk = await makeDesk();
    const { code, err } = await desk.run(['check', 'articles/**/*.txt']);
    expect(err).toContain('There is no file that articles/**/*.txt fits.');
    expect(code).toBe(2);
  });
});
