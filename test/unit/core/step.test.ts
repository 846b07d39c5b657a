import { describe, expect, it } from 'vitest';
import type { Span } from '../../../src/core/span.ts';
import { type Edge, grow, growSentence, type Stop, shrink, shrinkSentence, stopFrom } from '../../../src/core/step.ts';
import { draw, read } from './picture.ts';

/** The pictures that come of a picture, step by step, until there is no other. */
function walk(picture: string, step: (text: string, span: Span) => Span | undefined): string[] {
  const { text, ...first } = read(picture);
  const pictures: string[] = [];
  for (let span = step(text, first); span; span = step(text, span)) pictures.push(draw(text, span));
  return pictures;
}

const growing = (picture: string, edge: Edge): string[] =>
  walk(picture, (text, span) => grow(text, span, edge, { start: 0, end: text.length }));

const shrinking = (picture: string, edge: Edge): string[] => walk(picture, (text, span) => shrink(text, span, edge));

describe('growing the end by a word', () => {
  it.each<[string, string, readonly string[]]>([
    ['a word', 'A [hasty] retreat began', ['A [hasty retreat] began', 'A [hasty retreat began]']],
    ['what is left of a word', 'A [ha]sty retreat', ['A [hasty] retreat', 'A [hasty retreat]']],
    [
      'punctuation in a step of its own',
      '“I [am] tired,” she',
      ['“I [am tired],” she', '“I [am tired,”] she', '“I [am tired,” she]'],
    ],
    ['an opening mark with its word', '[said]: “I', ['[said:] “I', '[said: “I]']],
    [
      'joined words one by one',
      '[a] well-known and/or',
      ['[a well]-known and/or', '[a well-known] and/or', '[a well-known and]/or', '[a well-known and/or]'],
    ],
    ['a dash between spaces as nothing', '[he] – she', ['[he – she]']],
    ['an apostrophe as a letter', '[I] don’t', ['[I don’t]']],
    ['a number with its unit', '[by] 3.5% now', ['[by 3.5]% now', '[by 3.5%] now', '[by 3.5% now]']],
    ['an emoji as a word', '[so] 👩‍👩‍👧‍👦 🇺🇦!', ['[so 👩‍👩‍👧‍👦] 🇺🇦!', '[so 👩‍👩‍👧‍👦 🇺🇦!]']],
    ['no letter without its marks', '[un] e\u0301te\u0301.', ['[un e\u0301te\u0301].', '[un e\u0301te\u0301.]']],
    [
      'Arabic',
      '[قال] إن الحرب، التي',
      ['[قال إن] الحرب، التي', '[قال إن الحرب]، التي', '[قال إن الحرب،] التي', '[قال إن الحرب، التي]'],
    ],
    ['Chinese, which has no spaces', '[今天]天气。明天', ['[今天天气]。明天', '[今天天气。]明天', '[今天天气。明天]']],
    [
      'a Japanese name in two parts',
      '[は]ジョン・スミス。',
      ['[はジョン]・スミス。', '[はジョン・スミス]。', '[はジョン・スミス。]'],
    ],
    [
      'Hebrew, with its own joints and abbreviations',
      '[אמר] ד"ר בית־ספר',
      ['[אמר ד"ר] בית־ספר', '[אמר ד"ר בית]־ספר', '[אמר ד"ר בית־ספר]'],
    ],
    ['a quote that follows without a space', '[下雨]。「了', ['[下雨。]「了', '[下雨。「了]']],
    ['over the end of a line', '[one]\ntwo', ['[one\ntwo]']],
  ])('takes %s', (_what, picture, expected) => {
    expect(growing(picture, 'end')).toEqual(expected);
  });

  it('stays in its room', () => {
    const { text, ...span } = read('[one] two, three');
    expect(grow(text, span, 'end', { start: 0, end: 7 })).toEqual({ start: 0, end: 7 });
    expect(grow(text, span, 'end', { start: 0, end: 6 })).toBeUndefined();
  });

  it('is not hindered by what limits the other edge', () => {
    const { text, ...span } = read('one\n[two\nthree] four');
    expect(grow(text, span, 'end', { start: 8, end: 18 })).toEqual({ start: 4, end: 18 });
    expect(grow(text, span, 'start', { start: 0, end: 7 })).toEqual({ start: 0, end: 13 });
  });
});

describe('growing the start by a word', () => {
  it.each<[string, readonly string[]]>([
    [
      'she said: “I am [tired]',
      [
        'she said: “I [am tired]',
        'she said: “[I am tired]',
        'she said: [“I am tired]',
        'she [said: “I am tired]',
        '[she said: “I am tired]',
      ],
    ],
    ['one tw[o]', ['one [two]', '[one two]']],
    ['a [b]', ['[a b]']],
    ['今天。「天气[了]', ['今天。「[天气了]', '今天。[「天气了]', '[今天。「天气了]']],
  ])('%s', (picture, expected) => {
    expect(growing(picture, 'start')).toEqual(expected);
  });
});

describe('shrinking', () => {
  it.each<[Edge, string, readonly string[]]>([
    [
      'end',
      'He [said: “I am,” and] so',
      [
        'He [said: “I am,”] and so',
        'He [said: “I am],” and so',
        'He [said: “I] am,” and so',
        'He [said:] “I am,” and so',
        'He [said]: “I am,” and so',
      ],
    ],
    ['start', '[He said: “I] am', ['He [said: “I] am', 'He said: [“I] am', 'He said: “[I] am']],
    ['end', '[one]', []],
    ['end', 'o[ne t]wo', ['o[ne] two']],
    ['start', '[🇺🇦 e\u0301]', ['🇺🇦 [e\u0301]']],
  ])('takes a word from the %s of %s', (edge, picture, expected) => {
    expect(shrinking(picture, edge)).toEqual(expected);
  });
});

describe('by sentence', () => {
  const TEXT = 'One is. Two is. Three is.';
  const sentences: readonly Span[] = [
    { start: 0, end: 7 },
    { start: 8, end: 15 },
    { start: 16, end: 25 },
  ];
  const all = { start: 0, end: TEXT.length };

  it('grows to the end of the sentence, then by the next one', () => {
    const pictures = walk('O[ne] is. Two is. Three is.', (_text, span) => growSentence(span, sentences, all));
    expect(pictures).toEqual([
      'O[ne is.] Two is. Three is.',
      'O[ne is. Two is.] Three is.',
      'O[ne is. Two is. Three is.]',
    ]);
  });

  it('does not grow out of its room', () => {
    expect(growSentence({ start: 0, end: 3 }, sentences, { start: 0, end: 6 })).toBeUndefined();
  });

  it('shrinks to whole sentences, and leaves one', () => {
    const pictures = walk('O[ne is. Two is. Thr]ee is.', (_text, span) => shrinkSentence(span, sentences));
    expect(pictures).toEqual(['O[ne is. Two is.] Three is.', 'O[ne is.] Two is. Three is.']);
    expect(shrinkSentence({ start: 9, end: 20 }, sentences)).toEqual({ start: 9, end: 15 });
    expect(shrinkSentence({ start: 17, end: 25 }, sentences)).toBeUndefined();
  });
});

describe('the cursor among words without spaces', () => {
  /** The text with a bar at each place that the cursor goes to. */
  const places = (text: string, stop: Stop): string => {
    const isBefore = stop === 'start before';
    const found: number[] = [];
    for (let at = stopFrom(text, isBefore ? text.length : 0, stop); at !== undefined; at = stopFrom(text, at, stop))
      found.push(at);
    return (
      [...text].map((one, i) => (found.includes(i) ? `|${one}` : one)).join('') +
      (found.includes(text.length) ? '|' : '')
    );
  };

  it.each<[Stop, string]>([
    ['end behind', '桥|已经|开放|了|。”|记者|问|'],
    ['start behind', '桥|已经|开放|了。”|记者|问'],
    ['start before', '|桥|已经|开放|了。”|记者|问'],
    ['end behind', 'NATO|は|3.5|トン|\n橋|は|'],
    ['start behind', 'สะพาน|เปิด|แล้ว'],
  ])('goes to the %s: %s', (stop, picture) => {
    expect(places(picture.replaceAll('|', ''), stop)).toBe(picture);
  });

  it('is left to VS Code where there are spaces', () => {
    for (const stop of ['start before', 'start behind', 'end behind'] as const)
      expect(stopFrom('今日 one two 今日', 6, stop)).toBeUndefined();
    expect(stopFrom('', 0, 'end behind')).toBeUndefined();
  });
});
