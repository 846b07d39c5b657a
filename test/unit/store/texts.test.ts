import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../src/store/article.ts';
import { Texts } from '../../../src/store/texts.ts';
import { Memory } from './memory.ts';

const FOLDER = 'memory:/texts';

class Shelf {
  readonly files = new Memory();
  /** In days. */
  now = 0;

  open(most?: number): Texts {
    return new Texts(this.files, FOLDER, () => new Date(Date.UTC(2026, 10, 21 + this.now)), most);
  }
}

const keep = async (texts: Texts, text: string): Promise<string> => {
  const hash = await sha256(text);
  await texts.keep(hash, text);
  return hash;
};

/** So many letters that no compression makes less of them. */
const noise = (length: number, seed: number): string => {
  let state = seed;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return String.fromCharCode(33 + ((state >>> 16) % 90));
  }).join('');
};

describe('kept texts', () => {
  it('are given back, also by the next window, and take less room than the text', async () => {
    const shelf = new Shelf();
    const text = '\ufeff“Нет,” he said. 😀\n'.repeat(500);
    const hash = await keep(shelf.open(), text);
    expect(await shelf.open().get(hash)).toBe(text);
    const [name = ''] = shelf.files.names;
    expect(shelf.files.bytes(name)?.length).toBeLessThan(text.length / 5);
    expect(await shelf.open().get(await sha256('other'))).toBeUndefined();
  });

  it('are written once a day at most', async () => {
    const shelf = new Shelf();
    const texts = shelf.open();
    const hash = await keep(texts, 'text');
    await keep(texts, 'text');
    shelf.now = 0.9;
    await keep(texts, 'text');
    expect(shelf.files.calls.filter(({ kind }) => kind === 'write')).toHaveLength(1);
    shelf.now = 1.1;
    await keep(texts, 'text');
    expect(shelf.files.calls.filter(({ kind }) => kind === 'write')).toHaveLength(2);
    expect(shelf.files.names).toHaveLength(1);
    expect(await texts.get(hash)).toBe('text');
  });

  it('give way to newer ones, the least used first', async () => {
    const shelf = new Shelf();
    const [first, second, third] = [noise(1000, 1), noise(1000, 2), noise(1000, 3)];
    const hashes: string[] = [];
    for (const text of [first, second]) {
      hashes.push(await keep(shelf.open(2500), text));
      shelf.now += 2;
    }
    await keep(shelf.open(2500), first);
    shelf.now += 2;
    hashes.push(await keep(shelf.open(2500), third));
    const found = await Promise.all(hashes.map((hash) => shelf.open().get(hash)));
    expect(found).toEqual([first, undefined, third]);
    expect(shelf.files.names).toHaveLength(2);
  });

  it('are not kept where one is larger than all may be', async () => {
    const shelf = new Shelf();
    await keep(shelf.open(500), noise(1000, 1));
    expect(shelf.files.names).toEqual([]);
  });

  it('are not believed where the file is damaged, is another text, or has gone', async () => {
    const shelf = new Shelf();
    const texts = shelf.open();
    const [one, two] = [await keep(texts, 'one'), await keep(texts, 'two')];
    const names = shelf.files.names;
    const [first = '', second = ''] = names;
    const [a, b] = [shelf.files.bytes(first), shelf.files.bytes(second)];
    shelf.files.put(first, b ?? '');
    shelf.files.put(second, a ?? '');
    expect([await texts.get(one), await texts.get(two)]).toEqual([undefined, undefined]);
    shelf.files.put(first, 'no such thing');
    shelf.files.remove(second);
    expect([await texts.get(one), await texts.get(two)]).toEqual([undefined, undefined]);
  });

  it('do not mind files that are none, nor a disk that refuses', async () => {
    const shelf = new Shelf();
    shelf.files.put(`${FOLDER}/notes.txt`, 'mine');
    shelf.files.put(`${FOLDER}/1-2-abc.deflate`, 'short');
    const allow = shelf.files.fail(({ kind }) => kind === 'write' || kind === 'list');
    const texts = shelf.open();
    const hash = await keep(texts, 'one');
    expect(await texts.get(hash)).toBeUndefined();
    allow();
    await keep(texts, 'one');
    expect(await texts.get(hash)).toBe('one');
    expect(shelf.files.text(`${FOLDER}/notes.txt`)).toBe('mine');
  });
});
