import { describe, expect, it } from 'vitest';
import { print } from '../../../src/formats/sidecar.ts';
import { Shelves } from '../../../src/store/shelves.ts';
import { Memory } from './memory.ts';

const FOLDER = 'file:///desk';
const [A, B, C] = [`${FOLDER}/a.txt`, `${FOLDER}/b.txt`, `${FOLDER}/sub/c.txt`] as const;

async function filled(files: Readonly<Record<string, string>>): Promise<Memory> {
  const memory = new Memory();
  for (const [uri, text] of Object.entries(files)) await memory.write(uri, new TextEncoder().encode(text));
  return memory;
}

const sidecar = (url: string): string => print({ article: { file: 'a.txt', url }, annotations: [] });

describe('the articles of a folder', () => {
  it('are found by their text, whatever its line ends and byte order mark', async () => {
    const memory = await filled({ [A]: '\ufeff😀 One.\r\nTwo.\r\n', [B]: '😀 One.\nTwo.', [C]: '😀 One.\nTwo.\n' });
    const shelves = new Shelves(memory, async () => [A, B, C, `${FOLDER}/gone.txt`]);
    expect(await shelves.withText(FOLDER, '😀 One.\rTwo.\r')).toEqual([A, C]);
    expect(await shelves.withText(FOLDER, '😀 One.\nTwo.')).toEqual([B]);
    expect(await shelves.withText(FOLDER, '😀 One.\nTwo. ')).toEqual([]);
  });

  it('are found by the addresses in their sidecars, without a fragment and a slash at the end', async () => {
    const memory = await filled({
      [`${A}.newsmark.yaml`]: sidecar('https://news.example/one/'),
      [`${B}.newsmark.yaml`]: sidecar('https://news.example/two?page=1#top'),
      [`${C}.newsmark.yaml`]: sidecar('https://news.example/one'),
    });
    const shelves = new Shelves(memory, async () => [A, B, C]);
    expect(await shelves.withAddress(FOLDER, 'https://news.example/one#below')).toEqual([A, C]);
    expect(await shelves.withAddress(FOLDER, 'https://news.example/two?page=1')).toEqual([B]);
    expect(await shelves.withAddress(FOLDER, 'https://news.example/two')).toEqual([]);
    expect(await shelves.withAddress(FOLDER, 'https://news.example/')).toEqual([]);
  });

  it('are read once, and without those that cannot be read', async () => {
    const memory = await filled({
      ...{ [A]: 'One.', [B]: 'One.', [C]: 'a\0b' },
      [`${A}.newsmark.yaml`]: '\tno: yaml',
      [`${B}.newsmark.yaml`]: sidecar('https://news.example/'),
    });
    memory.fail(({ uri }) => uri === A);
    let asked = 0;
    const shelves = new Shelves(memory, async () => {
      asked++;
      return [A, B, C];
    });
    memory.calls = [];
    for (let i = 0; i < 2; i++) {
      expect(await shelves.withText(FOLDER, 'One.')).toEqual([B]);
      expect(await shelves.withAddress(FOLDER, 'https://news.example')).toEqual([B]);
    }
    expect([asked, memory.calls.length]).toEqual([2, 6]);
  });
});
