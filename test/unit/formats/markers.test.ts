import { describe, expect, it } from 'vitest';
import { findMarkers, isMadeOf, sidesOf } from '../../../src/formats/markers.ts';

const MERGE = 'a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other: x (y)\nd\n';
const DIFF3 = 'a\n<<<<<<< HEAD\nb\n||||||| 1234\nz\n=======\nc\n>>>>>>> other\nd\n';

describe('findMarkers', () => {
  it('gives the place of the first', () => {
    expect(findMarkers(MERGE)).toEqual({ line: 2, column: 1, endLine: 2, endColumn: 13 });
    expect(findMarkers(`\ufeff${MERGE.replaceAll('\n', '\r\n')}`)).toEqual(findMarkers(MERGE));
    expect(findMarkers('<<<<<<<\n')).toMatchObject({ line: 1 });
    expect(findMarkers('a\n<<<<<<<<<< x\n')).toMatchObject({ line: 2 });
  });

  it.each(['', 'a', ' <<<<<<< x\n', '<<<<<< x\n', '<<<<<<<x\n', '=======\n>>>>>>> x\n'])(
    'finds none in %j',
    (source) => {
      expect(findMarkers(source)).toBeUndefined();
    },
  );
});

describe('sidesOf', () => {
  it.each([
    ['merge', MERGE, 'a\nb\nd\n', 'a\nc\nd\n'],
    ['diff3', DIFF3, 'a\nb\nd\n', 'a\nc\nd\n'],
    ['CRLF', DIFF3.replaceAll('\n', '\r\n'), 'a\r\nb\r\nd\r\n', 'a\r\nc\r\nd\r\n'],
    ['no last line end', MERGE.slice(0, -3), 'a\nb\n', 'a\nc\n'],
    ['an empty side', '<<<<<<< a\n=======\nc\n>>>>>>> b\n', '', 'c\n'],
    ['two', MERGE + DIFF3, 'a\nb\nd\na\nb\nd\n', 'a\nc\nd\na\nc\nd\n'],
    ['longer marks', MERGE.replace(/^([<=>])\1+/gm, '$&$1$1'), 'a\nb\nd\n', 'a\nc\nd\n'],
    [
      'marks of a merged base within, which are longer',
      '<<<<<<< a\nb\n||||||| x\n<<<<<<<<< t\ny\n=========\nz\n>>>>>>>>> u\n=======\nc\n>>>>>>> b\n',
      'b\n',
      'c\n',
    ],
    [
      'lines of equals signs outside',
      `=======\n${MERGE}========\n`,
      '=======\na\nb\nd\n========\n',
      '=======\na\nc\nd\n========\n',
    ],
  ])('takes the sides apart: %s', (_what, source, ours, theirs) => {
    expect(sidesOf(source)).toEqual({ ours, theirs });
  });

  it.each([
    ['none', 'a\nb\n'],
    ['no end', '<<<<<<< a\nb\n=======\nc\n'],
    ['no middle', '<<<<<<< a\nb\n>>>>>>> c\n'],
    ['one within another', '<<<<<<< a\n<<<<<<< b\nc\n=======\nd\n>>>>>>> e\n'],
  ])('knows none where the marks do not fit: %s', (_what, source) => {
    expect(sidesOf(source)).toBeUndefined();
  });
});

describe('isMadeOf', () => {
  it('tells whether somebody wrote a line since', () => {
    expect(isMadeOf(DIFF3, 'a\nb\nd\n', 'a\nz\nd\n', 'a\nc\nd\n')).toBe(true);
    expect(isMadeOf(`\ufeff${MERGE.replaceAll('\n', '\r\n')}`, 'a\nb\nd\n', 'a\nc\nd\n')).toBe(true);
    expect(isMadeOf(`${MERGE}e\n`, 'a\nb\nd\n', 'a\nc\nd\n')).toBe(false);
  });
});
