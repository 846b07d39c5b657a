import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Sentences } from '../../../src/language/sentences.ts';
import { draw } from '../core/picture.ts';

const split = (text: string, language?: string): string[] =>
  new Sentences().of(text, language).map(({ start, end }) => text.slice(start, end));

/** Paragraphs of news, parted by lines of dashes; `¦` stands before each sentence but the first. */
const read = (name: string): readonly string[] =>
  readFileSync(path.resolve(import.meta.dirname, '../../fixtures/sentences', name), 'utf8')
    .trimEnd()
    .split('\n---\n');

const PROSE = read('english.txt');

describe('English sentences', () => {
  it('of awkward news prose are all right', () => {
    expect(PROSE.flatMap((block) => block.split('¦')).length).toBeGreaterThan(200);
    for (const block of PROSE)
      expect(split(block.replaceAll('¦', ''))).toEqual(block.split('¦').map((sentence) => sentence.trim()));
  });

  it('are the same in one text, in a text with more space, and where each stands in a line of a wrapped text', () => {
    const apart = PROSE.join('\n\n');
    const expected = PROSE.flatMap((block) => block.split('¦').map((sentence) => sentence.trim()));
    expect(split(apart.replaceAll('¦', ''))).toEqual(expected);
    const wide = PROSE.map((block) => block.replaceAll(/(?<=\S) (?=[¦“\p{Lu}])/gu, '  ')).join('\n\n');
    expect(split(wide.replaceAll('¦', '')).map((sentence) => sentence.replaceAll('  ', ' '))).toEqual(expected);
  });

  it.each([
    ['', []],
    [' \n ', []],
    ['no stop', ['no stop']],
    ['  One.   Two.  ', ['One.', 'Two.']],
    ['He saw Mr.', ['He saw Mr.']],
    ['One.\u00a0Two.', ['One.', 'Two.']],
    ['One. 😀 Two.', ['One.', '😀 Two.']],
    ['One.Two went on.', ['One.', 'Two went on.']],
    ['See nato.int/Docs.Old or Booking.com.', ['See nato.int/Docs.Old or Booking.com.']],
    ['He left [1]. It was late.[2] She stayed.', ['He left [1].', 'It was late.[2]', 'She stayed.']],
    ['a) the first b) the second c) the third', ['a) the first', 'b) the second', 'c) the third']],
    ['• one • two', ['• one', '• two']],
    ['He said: “Stop.” And left.', ['He said: “Stop.”', 'And left.']],
    ['“Did he?” he asked. “Yes!” Smith cried, and left.', ['“Did he?” he asked.', '“Yes!” Smith cried, and left.']],
    [
      'It grew (by 5 p.c. He checked) and fell. It stopped.',
      ['It grew (by 5 p.c. He checked) and fell.', 'It stopped.'],
    ],
    ['It never closed (or did it. He went. She did.', ['It never closed (or did it.', 'He went.', 'She did.']],
  ])('of %j', (text, expected) => {
    expect(split(text)).toEqual(expected);
  });
});

describe('sentences of other languages', () => {
  it.each(read('elsewhere.txt'))('of %j', (block) => {
    expect(split(block.replaceAll('¦', ''))).toEqual(block.split('¦').map((sentence) => sentence.trim()));
  });

  it.each([
    ['Він пішов. Вона ні.', ['Він пішов.', 'Вона ні.']],
    [
      'В. О. Зеленський приїхав до м. Харкова. Там пробув день.',
      ['В. О. Зеленський приїхав до м. Харкова.', 'Там пробув день.'],
    ],
    ['«Навіщо?» – запитав він. «Не знаю».', ['«Навіщо?» – запитав він.', '«Не знаю».']],
    ['«Ми пішли.» Вона мовчала.', ['«Ми пішли.»', 'Вона мовчала.']],
    ['ذهب إلى المدينة. عاد في المساء؟ لا.', ['ذهب إلى المدينة.', 'عاد في المساء؟', 'لا.']],
    ['他走了。她没有。', ['他走了。', '她没有。']],
    ['「行きます。」彼は言った。', ['「行きます。」', '彼は言った。']],
  ])('that are not written in Latin letters: %j', (text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  it.each([
    ['de', 'Das sagte Prof. Weber. Dann ging er.', ['Das sagte Prof. Weber.', 'Dann ging er.']],
    ['fr', '« Pourquoi ? » demanda M. Dupont. Il partit.', ['« Pourquoi ? » demanda M. Dupont.', 'Il partit.']],
    ['EN-gb', 'Mr. K. left.', ['Mr. K. left.']],
    ['not a language', 'One. Two.', ['One.', 'Two.']],
  ])('whose name is given: %s', (language, text, expected) => {
    expect(split(text, language)).toEqual(expected);
  });
});

describe('Sentences', () => {
  it('follows what is edited', () => {
    const sentences = new Sentences();
    const texts = ['A one. A two.\nB one.', 'A one. A 2. A two.\nB one.', 'B one.\nA one. A two.', ''];
    for (const text of [...texts, ...texts]) {
      expect(sentences.of(text)).toEqual(new Sentences().of(text));
      expect(sentences.at(text, 3)).toEqual(new Sentences().at(text, 3));
    }
  });

  it('looks again when the language is another', () => {
    const sentences = new Sentences();
    const text = 'Es war die Abb. Er ging.';
    expect([sentences.of(text).length, sentences.of(text, 'de').length, sentences.of(text).length]).toEqual([2, 1, 2]);
  });

  it('is quick with text that is made to be slow', () => {
    for (const part of [
      '. ',
      '(',
      '(U.S. ',
      '. . . ',
      '." ',
      'a\n',
      'I. ',
      '1. ',
      '• ',
      'At a.m. ',
      'e\u0301. ',
      '。"',
      '。「',
      '”他',
      'د. ',
    ])
      expect(new Sentences().of(part.repeat(50_000)).length).toBeGreaterThanOrEqual(0);
  });
});

describe('the sentence', () => {
  /** `|` is the cursor. */
  const found = (picture: string) => {
    const text = picture.replace('|', '');
    const span = new Sentences().at(text, picture.indexOf('|'));
    return span && draw(text, span);
  };

  it.each([
    ['On|e. Two.', '[One.] Two.'],
    ['|One. Two.', '[One.] Two.'],
    ['One.| Two.', '[One.] Two.'],
    ['One. |Two.', 'One. [Two.]'],
    ['One. Two.|', 'One. [Two.]'],
    ['|  One.', '  [One.]'],
    ['A.\nOne.| Two.\nB.', 'A.\n[One.] Two.\nB.'],
    ['A.\n|One. Two.\nB.', 'A.\n[One.] Two.\nB.'],
    ['A.|\nOne.', '[A.]\nOne.'],
  ])('at %j', (picture, expected) => {
    expect(found(picture)).toBe(expected);
  });

  it.each(['|', 'A.\n|\nB.', '|\nA.', 'A.\n| \nB.'])('is none at %j', (picture) => {
    expect(found(picture)).toBeUndefined();
  });
});
