import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Output, OutsideError } from '../../../src/disk/output.ts';

async function temporary(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'newsmark-output-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

describe('Output', () => {
  it('appears whole, with all its folders, and not before', async () => {
    const folder = await temporary();
    const output = await Output.open(folder, 'x/y/a.txt');
    await output.write('one\n');
    await output.write('two😀\n');
    expect(await readdir(path.join(folder, 'x/y'))).toEqual([expect.stringMatching(/^\.a\.txt\.[0-9a-f]{12}\.tmp$/)]);
    await output.commit();
    expect(await readdir(path.join(folder, 'x/y'))).toEqual(['a.txt']);
    expect(await readFile(path.join(folder, 'x/y/a.txt'), 'utf8')).toBe('one\ntwo😀\n');
  });

  it('leaves the old file and nothing else when it is abandoned', async () => {
    const folder = await temporary();
    await writeFile(path.join(folder, 'a.txt'), 'old');
    const output = await Output.open(folder, 'a.txt');
    await output.write('new');
    await output.abandon();
    expect(await readdir(folder)).toEqual(['a.txt']);
    expect(await readFile(path.join(folder, 'a.txt'), 'utf8')).toBe('old');
  });

  it.each(['../a.txt', 'x/../../a.txt', '/a.txt', '..', '', 'link/a.txt', 'link/new/a.txt'])(
    'refuses to leave the folder: %j',
    async (name) => {
      const folder = await temporary();
      const inside = path.join(folder, 'inside');
      await (await Output.open(inside, 'first.txt')).commit();
      await symlink(folder, path.join(inside, 'link'));
      if (name === '/a.txt') {
        // Taken as a path below the folder, as every other.
        await (await Output.open(inside, name)).commit();
        expect(await readdir(inside)).toContain('a.txt');
        return;
      }
      await expect(Output.open(inside, name)).rejects.toThrow(OutsideError);
      expect(await readdir(folder)).toEqual(['inside']);
    },
  );
});
