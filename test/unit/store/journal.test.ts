import { describe, expect, it } from 'vitest';
import { added, type Change } from '../../../src/core/change.ts';
import { Journal, parse } from '../../../src/store/journal.ts';
import { Memory } from './memory.ts';
import { annotated } from './sheet.ts';

const FOLDER = 'memory:/journal';
const A = 'memory:/news/a.txt';
const B = 'memory:/news/b%20c.txt';
const change: Change = added(annotated('a0', 'He said no.', [{ start: 3, end: 7 }]));
const another: Change = added(annotated('a1', 'He said no.', [{ start: 0, end: 2 }]));

const made = () => {
  const files = new Memory();
  return { files, journal: new Journal(files, FOLDER) };
};

describe('the journal', () => {
  it('knows nothing of an article that it never heard of', async () => {
    const { files, journal } = made();
    expect(await journal.read(A)).toEqual([]);
    await journal.write(A, []);
    expect(files.names).toEqual([]);
    expect(files.calls.filter(({ kind }) => kind === 'write' || kind === 'delete')).toEqual([]);
  });

  it('remembers changes across windows, each article in a file of its own', async () => {
    const { files, journal } = made();
    await journal.write(A, [change]);
    await journal.write(B, [change, change]);
    const again = new Journal(files, FOLDER);
    expect(await again.read(A)).toEqual([change]);
    expect(await again.read(B)).toEqual([change, change]);
    expect(files.names).toHaveLength(2);
  });

  it('names the articles that it remembers, and passes over what it cannot read', async () => {
    const { files, journal } = made();
    expect(await journal.articles()).toEqual([]);
    await journal.write(A, [change]);
    await journal.write(B, [change]);
    files.put(`${FOLDER}/half.json`, '{"article":"memory:/news/c.txt","chan');
    files.put(`${FOLDER}/other.tmp`, '{}');
    expect([...(await new Journal(files, FOLDER).articles())].sort()).toEqual([A, B]);
  });

  it('forgets an article whose work is done, also the work of a window before', async () => {
    const { files, journal } = made();
    await journal.write(A, [change]);
    const again = new Journal(files, FOLDER);
    await again.read(A);
    await again.write(A, []);
    expect(files.names).toEqual([]);
  });

  it('of a window is not written over by another one, and goes with who has read it', async () => {
    const { files, journal } = made();
    const other = new Journal(files, FOLDER);
    await journal.write(A, [change]);
    await other.write(A, [another]);
    expect(files.names).toHaveLength(2);
    const next = new Journal(files, FOLDER);
    const found = await next.read(A);
    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining([change, another]));
    await next.write(A, found);
    expect(files.names).toHaveLength(1);
    expect(await new Journal(files, FOLDER).read(A)).toEqual(found);
    await next.write(A, []);
    expect(files.names).toEqual([]);
  });

  it('of a window that lives stays when that has remembered more since it was read', async () => {
    const { files, journal } = made();
    await journal.write(A, [change]);
    const next = new Journal(files, FOLDER);
    const found = await next.read(A);
    await journal.write(A, [change, another]);
    await next.write(A, found);
    await next.write(A, []);
    expect(await new Journal(files, FOLDER).read(A)).toEqual([change, another]);
    await journal.write(A, []);
    expect(files.names).toEqual([]);
  });

  it('says each change once, in its order, when a window died while it took over what another had left', async () => {
    for (let i = 0; i < 10; i++) {
      const { files, journal } = made();
      await journal.write(A, [change]);
      const next = new Journal(files, FOLDER);
      files.fail(({ kind }) => kind === 'delete');
      await expect(next.write(A, [...(await next.read(A)), another])).rejects.toThrow('refused');
      expect(files.names).toHaveLength(2);
      expect(await new Journal(files, FOLDER).read(A)).toEqual([change, another]);
    }
  });

  it('clears half an entry away with the next one', async () => {
    const { files, journal } = made();
    await journal.write(A, [change]);
    const [name = ''] = files.names;
    files.put(name, files.text(name)?.slice(0, 20) ?? '');
    const next = new Journal(files, FOLDER);
    expect(await next.read(A)).toEqual([]);
    await next.write(A, [another]);
    expect(files.names).toHaveLength(1);
    expect(await next.read(A)).toEqual([another]);
  });

  it('tries again to forget what the disk did not let go', async () => {
    const { files, journal } = made();
    await journal.write(A, [change]);
    const mend = files.fail(({ kind }) => kind === 'delete');
    await expect(journal.write(A, [])).rejects.toThrow('refused');
    mend();
    await journal.write(A, []);
    expect(files.names).toEqual([]);
  });

  it('says so when the disk refuses', async () => {
    const { files, journal } = made();
    files.fail(() => true);
    await expect(journal.write(A, [change])).rejects.toThrow('refused');
    await expect(journal.read(A)).rejects.toThrow('refused');
  });

  it('does not take the entry of another article for its own', async () => {
    const { files, journal } = made();
    await journal.write(A, [change]);
    const [name = ''] = files.names;
    files.put(name, JSON.stringify({ article: B, changes: [change] }));
    expect(await journal.read(A)).toEqual([]);
  });
});

describe('an entry', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const whole = JSON.stringify({ article: A, changes: [change] });

  it('is read as it was written', () => {
    expect(parse(bytes(whole))).toEqual({ article: A, changes: [change] });
  });

  it('is nothing when any of its end is missing', () => {
    for (let length = 0; length < whole.length; length++) expect(parse(bytes(whole.slice(0, length)))).toBeUndefined();
  });

  it.each([
    ['null'],
    ['[]'],
    ['{}'],
    ['{"article":1,"changes":[]}'],
    [`{"article":"${A}","changes":[]}`],
    [`{"article":"${A}","changes":[1]}`],
    [`{"article":"${A}","changes":[{}]}`],
    [`{"article":"${A}","changes":[{"steps":[]}]}`],
    [`{"article":"${A}","changes":[{"steps":[{}]}]}`],
    [`{"article":"${A}","changes":[{"steps":[{"after":null}]}]}`],
    [`{"article":"${A}","changes":[{"steps":[{"after":{"id":"a"}}]}]}`],
    [whole.replace('"label":"claim"', '"label":7')],
    [whole.replace('"start":3', '"start":"3"')],
    [whole.replace('"exact":"said"', '"words":"said"')],
    [whole.replace('"links":[]', '"links":{}')],
  ])('is nothing when another program wrote it: %s', (text) => {
    expect(parse(bytes(text))).toBeUndefined();
  });

  it('is nothing when it is not text', () => {
    expect(parse(Uint8Array.of(0, 255, 254, 10))).toBeUndefined();
  });
});
