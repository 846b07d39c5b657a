import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { Archive, TooBig, unpack, Waiting } from '../../../src/formats/zip.ts';

const MB = 1024 * 1024;
const all = () => true;

/** Changes a number in the directory of an archive, in the entry of its first file. */
function patched(files: Zippable, at: number, value: number, size: 2 | 4 = 4): Uint8Array {
  const bytes = zipSync(files);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const first = view.getUint32(bytes.length - 22 + 16, true);
  if (size === 2) view.setUint16(first + at, value, true);
  else view.setUint32(first + at, value, true);
  return bytes;
}

describe('unpack', () => {
  it('gives the files that are wanted, deflated or stored, with or without a comment', () => {
    const bytes = zipSync({
      'a.txt': strToU8('a'.repeat(1000)),
      'б/b.txt': [strToU8('b'), { level: 0 }],
      c: strToU8(''),
    });
    const withComment = new Uint8Array([...bytes, ...strToU8('PK comment')]);
    new DataView(withComment.buffer).setUint16(bytes.length - 2, 10, true);
    for (const each of [bytes, withComment]) {
      const files = unpack(each, 1001, all);
      expect(Array.from(files, ([name, content]) => [name, strFromU8(content)])).toEqual([
        ['a.txt', 'a'.repeat(1000)],
        ['б/b.txt', 'b'],
        ['c', ''],
      ]);
    }
    expect([...unpack(bytes, 1, (name) => name.endsWith('b.txt')).keys()]).toEqual(['б/b.txt']);
  });

  it('stops when there is more than was asked for, whatever the archive says', () => {
    const files = { a: new Uint8Array(600), b: new Uint8Array(600) };
    expect(() => unpack(zipSync(files), 1199, all)).toThrow(TooBig);
    expect(unpack(zipSync(files), 1200, all).size).toBe(2);
    const bomb = { a: new Uint8Array(8 * MB) };
    for (const size of [0, 10, 8 * MB, 0xffffffff])
      expect(() => unpack(patched(bomb, 24, size), MB, all)).toThrow(TooBig);
    expect(unpack(patched(bomb, 24, 10), 8 * MB, all).get('a')).toHaveLength(8 * MB);
  });

  it('counts what several entries share once for each', () => {
    const bytes = zipSync({ a: [new Uint8Array(1000), { level: 0 }], b: [new Uint8Array(1000), { level: 0 }] });
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const first = view.getUint32(bytes.length - 22 + 16, true);
    view.setUint32(first + 47 + 42, 0, true);
    expect(() => unpack(bytes, 1999, all)).toThrow(TooBig);
    expect(unpack(bytes, 2000, all).size).toBe(2);
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['text', strToU8('PK'.repeat(100))],
    ['an archive cut short', zipSync({ a: new Uint8Array(100) }).slice(0, -10)],
    ['a size beyond the end', patched({ a: strToU8('x') }, 20, 5000)],
    ['a place beyond the end', patched({ a: strToU8('x') }, 42, 5000)],
    ['another compression', patched({ a: strToU8('x') }, 10, 12, 2)],
    ['encryption', patched({ a: strToU8('x') }, 8, 1, 2)],
    ['a longer name', patched({ a: strToU8('x'), b: strToU8('y') }, 28, 500, 2)],
    ['no deflated data', patched({ a: [strToU8('xyz'), { level: 0 }] }, 10, 8, 2)],
  ])('throws for %s', (_, bytes) => {
    expect(() => unpack(bytes, MB, all)).toThrow();
  });
});

describe('an archive', () => {
  it('holds what was added to it, part by part', () => {
    const archive = new Archive();
    const parts = [archive.add('a/б.txt', ['a', strToU8('b'), '😀']), archive.add('c', []), archive.end()].flat();
    const bytes = new Uint8Array(Buffer.concat(parts));
    const files = Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]);
    expect(files).toEqual([
      ['a/б.txt', 'ab😀'],
      ['c', ''],
    ]);
    expect(unpack(bytes, MB, all).get('a/б.txt')).toEqual(strToU8('ab😀'));
  });
});

describe('what waits', () => {
  it('comes back as it was', () => {
    const waiting = new Waiting();
    expect(waiting.isEmpty).toBe(true);
    const texts = Array.from({ length: 5000 }, (_, i) => `${i} 😀 ${'x'.repeat(i % 50)}\n`);
    for (const text of texts) waiting.add(text);
    expect(waiting.isEmpty).toBe(false);
    expect(Buffer.concat([...waiting.parts()]).toString('utf8')).toBe(texts.join(''));
  });
});
