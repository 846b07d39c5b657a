import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, print } from '../../../src/formats/sidecar.ts';
import { decode, decodeSource, placed, sha256, toSidecar } from '../../../src/store/article.ts';
import { mark } from '../core/sample.ts';

const fixture = (name: string): Uint8Array => readFileSync(new URL(`../../fixtures/articles/${name}`, import.meta.url));
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const codes = (found: { readonly problems: readonly { readonly code: string }[] }) =>
  found.problems.map(({ code }) => code);

describe('decode', () => {
  it.each(['crlf.txt', 'bom.txt', 'bom-crlf.txt'])('reads %s as the same text as lf.txt', (name) => {
    expect(decode(fixture(name))).toEqual(decode(fixture('lf.txt')));
  });

  it.each(['empty.txt', 'bom-only.txt'])('reads nothing from %s', (name) => {
    expect(decode(fixture(name))).toEqual({ text: '', problems: [] });
  });

  it('leaves no CR', () => {
    expect(decode(fixture('mixed-ends.txt')).text).not.toContain('\r');
    expect(decode(fixture('cr.txt')).text).toContain('\n');
  });

  it('shows bytes that are no UTF-8, and tells', () => {
    const found = decode(fixture('invalid-utf8.txt'));
    expect(codes(found)).toEqual(['invalid-utf8']);
    expect(found.text).toContain('\ufffd');
    // As many as Python has with errors="replace".
    expect(decode(Uint8Array.of(0x61, 0xe2, 0x82, 0x62, 0xf0, 0x9f, 0x98, 0xff, 0xc0, 0xaf)).text).toBe(
      'a\ufffdb\ufffd\ufffd\ufffd\ufffd',
    );
  });

  it('does not tell of a replacement character that stands in the file', () => {
    expect(decode(bytes('a\ufffd'))).toEqual({ text: 'a\ufffd', problems: [] });
  });

  it('takes no file with a NUL, and no other encoding yet', () => {
    expect(codes(decode(fixture('nul.txt')))).toEqual(['not-text']);
    expect(codes(decode(fixture('utf-16le.txt')))).toEqual(['not-text']);
    expect(codes(decode(bytes('a'), 'windows-1251'))).toEqual(['unknown-encoding']);
    expect(decode(bytes('a'), 'UTF-8').text).toBe('a');
  });
});

it('reads the source of a sidecar with its byte order mark, or not at all', () => {
  expect(decodeSource(bytes('\ufeffa\r\n'))).toBe('\ufeffa\r\n');
  expect(decodeSource(Uint8Array.of(0x61, 0xff))).toBeUndefined();
});

it('knows the SHA-256 of a text', async () => {
  expect(await sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(await sha256('“é😀”')).toBe('9ca8c1a495be1012e20929d322617d4bbebd45649f8d677cc73b188bfd459f5a');
});

const read = (source: string, text: string) => placed(parse(source, 'a.txt').value?.annotations ?? [], text);

describe('an annotation in a text with characters beyond the BMP', () => {
  const text = '😀😀 He said “no” 😀 twice.';
  const annotation = mark(text, ['no', 'twice'], { id: 'q1' });
  const about = { file: 'a.txt', sha256: 'x' };
  const sidecar = toSidecar({ article: { file: 'old.txt', title: 'T' }, annotations: [] }, about, [annotation], text);

  it('has code points in its file', () => {
    expect(sidecar.article).toEqual({ file: 'a.txt', sha256: 'x', title: 'T', length: Array.from(text).length });
    for (const { start, end, exact } of sidecar.annotations[0]?.target ?? []) {
      expect(Array.from(text).slice(start, end).join('')).toBe(exact);
    }
  });

  it('has UTF-16 again when it is read', () => {
    expect(read(print(sidecar), text)).toEqual([annotation]);
    expect(placed(sidecar.annotations, text)).toEqual([annotation]);
  });

  it('moves with its words', () => {
    const later = `😀${text}`;
    const found = placed(sidecar.annotations, later)[0];
    expect(found?.target.map(({ start, end }) => later.slice(start, end))).toEqual(['no', 'twice']);
  });
});

describe('toSidecar', () => {
  const text = 'one two three four five six seven eight nine ten';
  const file = (target: string) => `newsmark: 1\nannotations:\n  - {id: a, label: x, target: [${target}]}\n`;

  const rewritten = (source: string, now: string) => {
    const before = parse(source, 'a.txt').value;
    if (!before) throw new Error('not read');
    return { before, after: toSidecar(before, { file: 'a.txt' }, placed(before.annotations, now), now) };
  };

  it('leaves what still stands there as it is, also in fewer surroundings than usual', () => {
    const { before, after } = rewritten(file('{exact: three, start: 8, end: 13, suffix: " four"}'), text);
    expect(after.annotations).toEqual(before.annotations);
  });

  it('describes anew what has moved, or stands in other surroundings', () => {
    const { after } = rewritten(file('{exact: three four five, start: 8, end: 23}'), `zero ${text}`);
    expect(after.annotations[0]?.target).toEqual([
      { exact: 'three four five', prefix: 'zero one two ', start: 13, end: 28, suffix: ' six seven eight nine ten' },
    ]);
    const { after: nearby } = rewritten(file('{exact: three four five, start: 8, end: 23, prefix: "ONE "}'), text);
    expect(nearby.annotations[0]?.target[0]?.prefix).toBe('one two ');
  });

  it('keeps the words and the place of what has changed, and says so', () => {
    const changed = text.replace('four', 'fourteen');
    const source = file('{exact: three four five, start: 8, end: 23, prefix: "one two ", suffix: " six seven eight"}');
    const [found] = read(source, changed)[0]?.target ?? [];
    expect(found).toMatchObject({ exact: 'three four five', state: 'changed' });
    expect(changed.slice(found?.start, found?.end)).toBe('three fourteen five');
    const { before, after } = rewritten(source, changed);
    expect(after.annotations[0]?.target).toEqual([{ ...before.annotations[0]?.target[0], state: 'changed' }]);
  });

  it('does not take for something similar what was given up', () => {
    const source = file('{exact: three four five, start: 8, end: 23, prefix: "two ", suffix: " six", state: lost}');
    const states = (now: string) => read(source, now)[0]?.target.map(({ state }) => state);
    expect(states(text.replace('four', 'fourteen'))).toEqual(['lost']);
    expect(states(text)).toEqual([undefined]);
  });

  it('keeps the place of what is not found: it belongs to an older text', () => {
    const { before, after } = rewritten(file('{exact: eleven, start: 400, end: 406, prefix: "ten "}'), `😀${text}`);
    expect(after.annotations[0]?.target).toEqual([{ ...before.annotations[0]?.target[0], state: 'lost' }]);
  });
});
