import { describe, expect, it } from 'vitest';
import { CodePoints, toText } from '../../../src/core/text.ts';

describe('toText', () => {
  it.each([
    ['a\nb', 'a\nb'],
    ['a\r\nb\r\n', 'a\nb\n'],
    ['a\rb\r', 'a\nb\n'],
    ['a\r\r\nb\n\rc', 'a\n\nb\n\nc'],
    ['\ufeffa\ufeff', 'a\ufeff'],
    ['\ufeff\ufeffa', '\ufeffa'],
    ['\ufeff', ''],
    ['', ''],
    ['a\u0085b\u2028c\u000bd\u000ce', 'a\u0085b\u2028c\u000bd\u000ce'],
  ])('%j is %j', (decoded, text) => {
    expect(toText(decoded)).toBe(text);
  });
});

describe('CodePoints', () => {
  //            a  😀  b  𝒳  c   in UTF-16: 0 1-2 3 4-5 6; in code points: 0 1 2 3 4
  const points = new CodePoints('a😀b𝒳c');

  it('counts the text', () => {
    expect(points.length).toBe(5);
    expect(new CodePoints('').length).toBe(0);
  });

  it('turns UTF-16 into code points; half a pair counts as the whole', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((at) => points.fromUtf16(at))).toEqual([0, 1, 2, 2, 3, 4, 4, 5]);
  });

  it('turns code points into UTF-16', () => {
    expect([0, 1, 2, 3, 4, 5].map((at) => points.toUtf16(at))).toEqual([0, 1, 3, 4, 6, 7]);
  });

  it('turns spans', () => {
    expect(points.spanFromUtf16({ start: 1, end: 6 })).toEqual({ start: 1, end: 4 });
    expect(points.spanToUtf16({ start: 1, end: 4 })).toEqual({ start: 1, end: 6 });
  });

  it('stays beyond the end', () => {
    expect(points.toUtf16(9)).toBe(11);
    expect(points.fromUtf16(11)).toBe(9);
  });

  it('counts a lone surrogate as one', () => {
    const lone = new CodePoints('\udc00\ud83da\ud83d\ud83d\ude00\ud83d');
    expect(lone.length).toBe(6);
    expect([0, 1, 2, 3, 4, 5, 6].map((at) => lone.toUtf16(at))).toEqual([0, 1, 2, 3, 4, 6, 7]);
  });
});
