import { describe, expect, it } from 'vitest';
import { paragraphs } from '../../../src/language/paragraphs.ts';

const split = (text: string): string[] => paragraphs(text).map(({ start, end }) => text.slice(start, end));

describe('paragraphs', () => {
  it.each([
    ['', []],
    ['\n\n', []],
    ['One', ['One']],
    ['One.\nTwo.', ['One.', 'Two.']],
    ['One\n\nTwo', ['One', 'Two']],
    ['One\n \u00a0\nTwo', ['One', 'Two']],
    ['Headline\nBy Jane Doe\nKYIV (NM) — It began.', ['Headline', 'By Jane Doe', 'KYIV (NM) — It began.']],
    ['It was a cold \nnight.', ['It was a cold \nnight.']],
    ['In the village of\nKoropove it rained.', ['In the village of\nKoropove it rained.']],
    ['bread\nbutter\nmilk', ['bread', 'butter', 'milk']],
  ])('of %j', (text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  const wrapped = (width: number, words: string): string =>
    words.split(' ').reduce((text, word) => {
      const line = text.slice(text.lastIndexOf('\n') + 1);
      return line === '' || line.length + 1 + word.length <= width
        ? `${text}${line && ' '}${word}`
        : `${text}\n${word}`;
    }, '');
  const LONG =
    'The Ministry of Defence said on Monday that General Ivan Petrenko had left Kyiv for Warsaw. Nobody at the Embassy in Warsaw would say why. Later that day the President of the Republic spoke of “a visit among friends”.';

  it.each([40, 50, 60, 70, 80, 100])('are put together where a program wrapped them at %d', (width) => {
    const text = wrapped(width, LONG);
    expect(text.split('\n').length).toBeGreaterThan(2);
    expect(split(text)).toEqual([text]);
    expect(split(`${text}\n\n${text}`)).toEqual([text, text]);
  });

  /** Of 64 characters, which take two columns each. */
  const CHINESE =
    '市政府周一宣布，横跨青河的老桥将于下月重新开放，届时每天将有大约三万五千辆车通过，其中多数是货车。记者林晓从现场报道说，桥边挤满了人。';

  it.each([20, 25, 30, 45])('are put together where Chinese was wrapped at %d characters', (width) => {
    const text = (CHINESE + CHINESE).match(new RegExp(`.{1,${width}}`, 'gu'))?.join('\n') ?? '';
    expect(split(text)).toEqual([text]);
  });

  it('are lines where each line is one', () => {
    const chinese = ['老桥重新开放', '记者：林晓', CHINESE.slice(0, 40), CHINESE.slice(5, 51), CHINESE.slice(8, 59)];
    expect(split(chinese.join('\n'))).toEqual(chinese);
  });

  it('are lines where each line is one in English', () => {
    const lines = LONG.split(/(?<=\.) /);
    expect(split(lines.join('\n'))).toEqual(lines);
  });
});
