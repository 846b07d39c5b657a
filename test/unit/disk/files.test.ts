import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { diskFiles, meant, replaceFile } from '../../../src/disk/files.ts';

async function temporary(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'newsmark-files-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const isPosix = process.platform !== 'win32';

describe('replaceFile', () => {
  it('makes a new file, and leaves nothing beside it', async () => {
    const folder = await temporary();
    await replaceFile(path.join(folder, 'a.yaml'), bytes('new'));
    expect(await readFile(path.join(folder, 'a.yaml'), 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['a.yaml']);
  });

  it('replaces the file as a whole: who has the old one open still reads it', async () => {
    const folder = await temporary();
    const file = path.join(folder, 'a.yaml');
    await writeFile(file, 'old');
    const before = await stat(file);
    await replaceFile(file, bytes('new one'));
    expect(await readFile(file, 'utf8')).toBe('new one');
    expect((await stat(file)).ino).not.toBe(before.ino);
    expect(await readdir(folder)).toEqual(['a.yaml']);
  });

  it.runIf(isPosix).each([0o600, 0o664, 0o444, 0o755])('keeps the mode %o', async (mode) => {
    const folder = await temporary();
    const file = path.join(folder, 'a.yaml');
    await writeFile(file, 'old');
    await chmod(file, mode);
    await replaceFile(file, bytes('new'));
    expect((await stat(file)).mode & 0o7777).toBe(mode);
  });

  it.runIf(isPosix).each(['real/b.yaml', 'real/not-yet.yaml'])(
    'writes through a symbolic link to %s',
    async (target) => {
      const folder = await temporary();
      await mkdir(path.join(folder, 'real'));
      await writeFile(path.join(folder, 'real/b.yaml'), 'old');
      await symlink(target, path.join(folder, 'a.yaml'));
      await replaceFile(path.join(folder, 'a.yaml'), bytes('new'));
      expect((await lstat(path.join(folder, 'a.yaml'))).isSymbolicLink()).toBe(true);
      expect(await readlink(path.join(folder, 'a.yaml'))).toBe(target);
      expect(await readFile(path.join(folder, target), 'utf8')).toBe('new');
      expect((await readdir(folder)).sort()).toEqual(['a.yaml', 'real']);
    },
  );

  it.runIf(isPosix)('writes through a link to a link, and one in a linked folder', async () => {
    const folder = await temporary();
    await mkdir(path.join(folder, 'real'));
    await writeFile(path.join(folder, 'real/c.yaml'), 'old');
    await symlink('c.yaml', path.join(folder, 'real/b.yaml'));
    await symlink('real', path.join(folder, 'linked'));
    await symlink('linked/b.yaml', path.join(folder, 'a.yaml'));
    await replaceFile(path.join(folder, 'a.yaml'), bytes('new'));
    expect(await readFile(path.join(folder, 'real/c.yaml'), 'utf8')).toBe('new');
    for (const link of ['a.yaml', 'real/b.yaml']) {
      expect((await lstat(path.join(folder, link))).isSymbolicLink()).toBe(true);
    }
    expect((await readdir(path.join(folder, 'real'))).sort()).toEqual(['b.yaml', 'c.yaml']);
  });

  it('leaves the old one, and nothing else, when it fails', async () => {
    const folder = await temporary();
    // A folder cannot be replaced by a file.
    await mkdir(path.join(folder, 'a.yaml'));
    await writeFile(path.join(folder, 'a.yaml/inside'), 'old');
    await expect(replaceFile(path.join(folder, 'a.yaml'), bytes('new'))).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['a.yaml']);
    expect(await readFile(path.join(folder, 'a.yaml/inside'), 'utf8')).toBe('old');
  });

  it('fails where there is no folder', async () => {
    const folder = await temporary();
    const file = path.join(folder, 'no/a.yaml');
    await expect(replaceFile(file, bytes('new'))).rejects.toThrow(
      expect.objectContaining({ message: `ENOENT: no such file or directory, open '${file}'`, path: file }),
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it('fails as itself where the system names nothing, and not where it is no matter of the system', () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { syscall: 'write' });
    expect(meant(full, '/.a.tmp', '/a')).toBe(full);
    expect(full).toMatchObject({ message: 'ENOSPC: no space left on device, write', path: '/a' });
    expect(meant(new Error('/.a.tmp'), '/.a.tmp', '/a')).toEqual(new Error('/.a.tmp'));
  });

  it('takes a name that is as long as a name can be', async () => {
    const folder = await temporary();
    const name = `${'ї'.repeat(120)}.yaml`;
    await replaceFile(path.join(folder, name), bytes('new'));
    expect(await readdir(folder)).toEqual([name]);
  });

  it('may be asked many times at once: one of them wins, whole', async () => {
    const folder = await temporary();
    const file = path.join(folder, 'a.yaml');
    const contents = Array.from({ length: 20 }, (_, i) => `${i}`.repeat(50_000));
    await Promise.all(contents.map((content) => replaceFile(file, bytes(content))));
    expect(contents).toContain(await readFile(file, 'utf8'));
    expect(await readdir(folder)).toEqual(['a.yaml']);
  });
});

describe('diskFiles', () => {
  it('reads, writes and deletes by URI', async () => {
    const folder = pathToFileURL(await temporary()).href;
    const uri = `${folder}/a%20%23/%D1%85.yaml`;
    expect(await diskFiles.read(uri)).toBeUndefined();
    await diskFiles.write(uri, bytes('x'));
    expect(await diskFiles.read(uri)).toEqual(Buffer.from('x'));
    await diskFiles.delete(uri);
    expect(await diskFiles.read(uri)).toBeUndefined();
    await diskFiles.delete(uri);
  });

  it('lists the files of a folder, and none of one that is not there', async () => {
    const folder = pathToFileURL(await temporary()).href;
    for (const name of ['a.json', '%D1%85.json', 'sub/b.json']) await diskFiles.write(`${folder}/${name}`, bytes('x'));
    expect([...(await diskFiles.list(folder))].sort()).toEqual(['a.json', 'х.json']);
    expect(await diskFiles.list(`${folder}/nowhere`)).toEqual([]);
  });

  it('knows a file that is not there from one that cannot be read', async () => {
    const folder = await temporary();
    await writeFile(path.join(folder, 'a'), 'x');
    const uri = pathToFileURL(folder).href;
    expect(await diskFiles.read(`${uri}/a/b`)).toBeUndefined();
    await expect(diskFiles.read(uri)).rejects.toThrow();
  });
});
