import { describe, expect, it } from 'vitest';
import { sentenceAt, sentences } from '../../../src/language/sentences.ts';
import { draw } from '../core/picture.ts';

const split = (text: string, locale?: string): string[] =>
  sentences(text, { start: 0, end: text.length }, locale).map(({ start, end }) => text.slice(start, end));

describe('sentences', () => {
  it.each([
    ['One. Two! Three?', ['One.', 'Two!', 'Three?']],
    ['“It is safe.” He left.', ['“It is safe.”', 'He left.']],
    ['It cost 3.5 million. Nobody paid.', ['It cost 3.5 million.', 'Nobody paid.']],
    ['Gen. Smith met Dr. Jones. They spoke.', ['Gen. Smith met Dr. Jones.', 'They spoke.']],
    ['J. K. Rowling wrote it. No. 5 is out.', ['J. K. Rowling wrote it.', 'No. 5 is out.']],
    ['Він пішов. Вона ні.', ['Він пішов.', 'Вона ні.']],
    ['  One.   Two.  ', ['One.', 'Two.']],
    ['no stop', ['no stop']],
    ['He saw Mr.', ['He saw Mr.']],
    ['', []],
    [' \n ', []],
  ])('of %j', (text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  it('are spans of the whole text', () => {
    expect(sentences('Head\nOne. Two.', { start: 5, end: 14 })).toEqual([
      { start: 5, end: 9 },
      { start: 10, end: 14 },
    ]);
  });
});

describe('the sentence', () => {
  /** `|` is the cursor. */
  const found = (picture: string) => {
    const text = picture.replace('|', '');
    const span = sentenceAt(text, picture.indexOf('|'));
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
