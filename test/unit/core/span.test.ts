import { describe, expect, it } from 'vitest';
import { bounds, compare, includes, isBoundary, isEmpty, length, overlaps, trim } from '../../../src/core/span.ts';
import { draw, read } from './picture.ts';

const span = (start: number, end: number) => ({ start, end });

describe('trim', () => {
  const trimmed = (picture: string) => {
    const { text, ...selected } = read(picture);
    const found = trim(text, selected);
    return found && draw(text, found);
  };

  it.each([
    ['stays as it is', 'a [word] b', 'a [word] b'],
    ['loses white space at both ends', 'a[ word  ]b', 'a [word]  b'],
    ['loses line ends and tabs', 'a[\n\tword\n]', 'a\n\t[word]\n'],
    ['loses the white space of other scripts', '[\u3000漢字\u00a0]', '\u3000[漢字]\u00a0'],
    ['takes a combining mark along', 'caf[e]\u0301 x', 'caf[e\u0301] x'],
    ['takes the letter along', 'cafe[\u0301 x]', 'caf[e\u0301 x]'],
    ['takes all of several marks', 'a[e\u0301]\u0323b', 'a[e\u0301\u0323]b'],
    ['does not cut a surrogate pair', 'a[\ud83d]\ude00b', 'a[\ud83d\ude00]b'],
    ['takes a family whole', 'a[👩\u200d]👧b', 'a[👩\u200d👧]b'],
    ['takes a family whole from behind', 'a👩[\u200d👧]b', 'a[👩\u200d👧]b'],
    ['takes the tone of a skin along', '[👍]🏽', '[👍🏽]'],
    ['takes a variation selector along', 'a[❤]\ufe0f b', 'a[❤\ufe0f] b'],
    ['takes a flag whole', 'a[🇺]🇦b', 'a[🇺🇦]b'],
    ['takes the second of two flags', '🇺🇦🇵[🇱]x', '🇺🇦[🇵🇱]x'],
    ['takes a Hangul syllable whole', 'x[ᄒ]ᅡᆫy', 'x[한]y'.replace('한', '한')],
    ['keeps the direction of the writing out of it', 'א [שלום] ב', 'א [שלום] ב'],
    ['keeps a Hebrew point with its letter', '[ש]\u05c1לום', '[ש\u05c1]לום'],
    ['drops a space that carries a mark', 'a[ \u0301b]', 'a \u0301[b]'],
    ['drops a sign that is bound to the space behind it', '[a\u0600 ]b', '[a]\u0600 b'],
  ])('%s', (_what, picture, expected) => {
    expect(trimmed(picture)).toBe(expected);
  });

  it.each(['a[]b', 'a[ \n\t]b', '[]', 'a[ \u0301]b', '[\u00a0\u3000]'])('leaves nothing of %j', (picture) => {
    expect(trimmed(picture)).toBeUndefined();
  });

  it('keeps within the text', () => {
    expect(trim('abc', span(-5, 50))).toEqual(span(0, 3));
    expect(trim('', span(0, 0))).toBeUndefined();
  });

  it('needs no long look at a text without end', () => {
    const text = `${'a\u0301'.repeat(200_000)} ${'\u0301'.repeat(200_000)}`;
    const begin = performance.now();
    for (let at = 0; at < text.length; at += 9999) trim(text, span(at, at + 3));
    expect(performance.now() - begin).toBeLessThan(4000);
  });
});

describe('isBoundary', () => {
  it.each([
    ['ab', [0, 1, 2]],
    ['e\u0301a', [0, 2, 3]],
    ['😀a', [0, 2, 3]],
    ['🇺🇦🇵🇱', [0, 4, 8]],
    ['', [0]],
  ])('of %j lie at %j', (text, expected) => {
    const found = Array.from({ length: text.length + 1 }, (_, at) => at).filter((at) => isBoundary(text, at));
    expect(found).toEqual(expected);
  });

  it('is what the whole text says, far from ASCII', () => {
    const text = '漢\u0301字👩\u200d👧é🇺🇦'.repeat(60);
    const starts = new Set(Array.from(new Intl.Segmenter('und').segment(text), ({ index }) => index));
    for (let at = 0; at < text.length; at++) expect(isBoundary(text, at)).toBe(starts.has(at));
  });
});

describe('spans', () => {
  it('overlap when they share a character', () => {
    expect(overlaps(span(0, 3), span(2, 5))).toBe(true);
    expect(overlaps(span(0, 3), span(3, 5))).toBe(false);
    expect(overlaps(span(3, 5), span(0, 3))).toBe(false);
    expect(overlaps(span(0, 9), span(3, 5))).toBe(true);
  });

  it('include their start and not their end', () => {
    expect([1, 2, 3, 4].map((at) => includes(span(2, 4), at))).toEqual([false, true, true, false]);
  });

  it('are sorted by their start, the longer one first', () => {
    expect([span(2, 3), span(0, 1), span(2, 9)].sort(compare)).toEqual([span(0, 1), span(2, 9), span(2, 3)]);
  });

  it('have a length and bounds', () => {
    expect(length(span(2, 5))).toBe(3);
    expect(isEmpty(span(2, 2))).toBe(true);
    expect(isEmpty(span(2, 3))).toBe(false);
    expect(bounds([span(5, 6), span(1, 3), span(2, 9)])).toEqual(span(1, 9));
    expect(bounds([])).toBeUndefined();
  });
});
