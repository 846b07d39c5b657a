import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { OutputFolder, OutsideError } from '../../../src/disk/output.ts';

async function temporary(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'newsmark-output-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

describe('Output', () => {
  it('appears whole, with all its folders, and not before', async () => {
    const folder = await temporary();
    const output = new OutputFolder(folder).open('x/y/a.txt');
    output.write('one\n');
    output.write(new TextEncoder().encode('two😀\n'));
    expect(await readdir(path.join(folder, 'x/y'))).toEqual([expect.stringMatching(/^\.newsmark-[0-9a-f]{12}\.tmp$/)]);
    output.commit();
    expect(await readdir(path.join(folder, 'x/y'))).toEqual(['a.txt']);
    expect(await readFile(path.join(folder, 'x/y/a.txt'), 'utf8')).toBe('one\ntwo😀\n');
  });

  it('leaves the old file and nothing else when it is abandoned', async () => {
    const folder = await temporary();
    await writeFile(path.join(folder, 'a.txt'), 'old');
    const output = new OutputFolder(folder).open('a.txt');
    output.write('new');
    output.abandon();
    expect(await readdir(folder)).toEqual(['a.txt']);
    expect(await readFile(path.join(folder, 'a.txt'), 'utf8')).toBe('old');
  });

  it('may have a name as long as the disk allows', async () => {
    const folder = await temporary();
    const name = `${'н'.repeat(125)}.txt`;
    new OutputFolder(folder).open(name).commit();
    expect(await readdir(folder)).toEqual([name]);
  });

  it('leaves nothing when it cannot replace what has its name', async () => {
    const folder = await temporary();
    const outputs = new OutputFolder(folder);
    outputs.open('a/b.txt').commit();
    const output = outputs.open('a');
    const file = path.join(folder, 'a');
    const refused = { message: expect.stringMatching(/^EISDIR: [^,]+, rename '(.*)' -> '\1'$/), path: file };
    expect(() => output.commit()).toThrow(expect.objectContaining(refused));
    expect(await readdir(folder)).toEqual(['a']);
  });

  it.each(['../a.txt', 'x/../../a.txt', '/a.txt', '..', '', 'link/a.txt', 'link/new/a.txt'])(
    'refuses to leave the folder: %j',
    async (name) => {
      const folder = await temporary();
      const inside = path.join(folder, 'inside');
      const outputs = new OutputFolder(inside);
      outputs.open('first.txt').commit();
      await symlink(folder, path.join(inside, 'link'));
      if (name === '/a.txt') {
        // Taken as a path below the folder, as every other.
        outputs.open(name).commit();
        expect(await readdir(inside)).toContain('a.txt');
        return;
      }
      expect(() => outputs.open(name)).toThrow(OutsideError);
      expect(await readdir(folder)).toEqual(['inside']);
    },
  );
});
