import { describe, expect, it } from 'vitest';
import { GuardedFiles } from '../../../src/store/guard.ts';
import { Memory } from './memory.ts';

const FOLDER = 'memory:/guard';
const A = 'memory:/news/a%20b.txt.newsmark.yaml';
const B = 'memory:/news/b.txt.newsmark.yaml';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A disk that has crashed in the middle of writing `text` to A: so much of it is there. */
async function crashed(text: string, there: string | undefined): Promise<Memory> {
  const files = new Memory();
  files.put(A, 'old\n');
  const mend = files.fail(({ kind, uri }) => kind === 'write' && uri === A);
  await expect(new GuardedFiles(files, FOLDER).write(A, bytes(text))).rejects.toThrow('refused');
  mend();
  if (there === undefined) files.remove(A);
  else files.put(A, there);
  return files;
}

describe('guarded files', () => {
  it('are written as they are, and leave nothing behind', async () => {
    const files = new Memory();
    const guarded = new GuardedFiles(files, FOLDER);
    await guarded.write(A, bytes('new é\n'));
    expect(files.text(A)).toBe('new é\n');
    expect(files.names).toEqual([A]);
    expect(await guarded.read(A)).toEqual(bytes('new é\n'));
    await guarded.delete(A);
    expect(files.names).toEqual([]);
  });

  it.each(['', 'n', 'new \u00e9'])('that were cut short are whole at the next start: %j', async (there) => {
    const files = await crashed('new é\nand more\n', there);
    expect(await new GuardedFiles(files, FOLDER).read(A)).toEqual(bytes('new é\nand more\n'));
    expect(files.names).toEqual([A]);
  });

  it.each([
    ['was not begun', 'old\n'],
    ['was done', 'new\n'],
    ['somebody else has written since', 'newer\n'],
    ['somebody has deleted since', undefined],
  ])('whose writing %s stay as they are', async (_what, there) => {
    const files = await crashed('new\n', there);
    const found = await new GuardedFiles(files, FOLDER).read(A);
    expect(found && new TextDecoder().decode(found)).toBe(there);
    expect(files.names).toEqual(there === undefined ? [] : [A]);
  });

  it('are not mended from half a copy', async () => {
    const files = await crashed('new\n', 'n');
    const [copy = ''] = files.names.filter((name) => name.startsWith(FOLDER));
    files.put(copy, (files.text(copy) ?? '').slice(0, -1));
    expect(await new GuardedFiles(files, FOLDER).read(A)).toEqual(bytes('n'));
    expect(files.names).toEqual([A]);
  });

  it('are looked at again when the folder could not be read at first', async () => {
    const files = await crashed('new\n', 'n');
    const mend = files.fail(({ kind }) => kind === 'list');
    const guarded = new GuardedFiles(files, FOLDER);
    expect(await guarded.read(A)).toEqual(bytes('n'));
    mend();
    expect(await guarded.read(A)).toEqual(bytes('new\n'));
  });

  it.each([
    [A, B],
    [B, A],
  ])('that cannot be finished yet keep their copies, and none of the others waiting: %s', async (barred, other) => {
    const files = new Memory();
    const before = new GuardedFiles(files, FOLDER);
    const mend = files.fail(({ kind, uri }) => kind === 'write' && [A, B].includes(uri));
    for (const uri of [A, B]) await expect(before.write(uri, bytes('new\n'))).rejects.toThrow('refused');
    mend();
    for (const uri of [A, B]) files.put(uri, 'n');
    const admit = files.fail(({ kind, uri }) => kind === 'write' && uri === barred);
    const guarded = new GuardedFiles(files, FOLDER);
    expect(await guarded.read(other)).toEqual(bytes('new\n'));
    expect(await guarded.read(barred)).toEqual(bytes('n'));
    admit();
    expect(await guarded.read(barred)).toEqual(bytes('new\n'));
    expect(files.names.toSorted()).toEqual([A, B]);
  });

  it('that a full disk has cut short are whole when there is room again, and not read before', async () => {
    const files = new Memory();
    files.put(A, 'old\n');
    const guarded = new GuardedFiles(files, FOLDER);
    const mend = files.tear(({ uri }) => uri === A);
    await expect(guarded.write(A, bytes('new and more\n'))).rejects.toThrow('full');
    expect(files.text(A)).toBe('new an');
    await expect(guarded.read(A)).rejects.toThrow('full');
    mend();
    expect(await guarded.read(A)).toEqual(bytes('new and more\n'));
    expect(files.text(A)).toBe('new and more\n');
    expect(files.names).toEqual([A]);
    files.put(A, 'new and');
    expect(await guarded.read(A)).toEqual(bytes('new and'));
  });

  it('that a write has not touched are read as they are, also where they are the front of what was to be written', async () => {
    const files = new Memory();
    files.put(A, 'one\n');
    const guarded = new GuardedFiles(files, FOLDER);
    const mend = files.fail(({ kind, uri }) => kind === 'write' && uri === A);
    await expect(guarded.write(A, bytes('one\ntwo\n'))).rejects.toThrow();
    expect(await guarded.read(A)).toEqual(bytes('one\n'));
    mend();
    expect(await guarded.read(A)).toEqual(bytes('one\n'));
    await guarded.write(A, bytes('one\nthree\n'));
    expect(files.names).toEqual([A]);
  });
});
