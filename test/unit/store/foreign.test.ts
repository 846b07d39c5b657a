import { describe, expect, it } from 'vitest';
import type { ForeignArticle, ForeignFragment } from '../../../src/formats/importer.ts';
import { place } from '../../../src/store/foreign.ts';

const TEXT = '😀 Smith said no.\nAnd no again, Smith.\n';

const put = (target: readonly ForeignFragment[], more: Partial<ForeignArticle> = {}, text = TEXT) => {
  const { placed, skipped } = place(
    { unit: 'codepoint', annotations: [{ id: 'T1', label: 'a', target, line: 7 }], ...more },
    text,
  );
  return placed[0]?.target.map(({ start, end, exact, state }) => [start, end, exact, state]) ?? skipped;
};

describe('what comes from elsewhere', () => {
  it('stands where the file says, in its unit', () => {
    expect(put([{ start: 2, end: 7, exact: 'Smith' }])).toEqual([[3, 8, 'Smith', undefined]]);
    expect(put([{ start: 3, end: 8 }], { unit: 'utf16' })).toEqual([[3, 8, 'Smith', undefined]]);
  });

  it('stands where the words are, when the file counts in another unit than it should', () => {
    expect(put([{ start: 3, end: 8, exact: 'Smith' }])).toEqual([[3, 8, 'Smith', undefined]]);
    expect(put([{ start: 2, end: 7, exact: 'Smith' }], { unit: 'utf16' })).toEqual([[3, 8, 'Smith', undefined]]);
  });

  it('counts as the text that came along does: with its byte order mark, and CRLF as two', () => {
    const text = `\ufeff${TEXT.replaceAll('\n', '\r\n')}`;
    expect(put([{ start: 23, end: 25, exact: 'no' }], { text })).toEqual([[22, 24, 'no', undefined]]);
    expect(put([{ start: 14, end: 22, exact: 'no.\r\nAnd' }], { text })).toEqual([[14, 21, 'no.\nAnd', undefined]]);
  });

  it('is found again where the article has changed since', () => {
    const text = TEXT.replace('Smith said', 'Anna Smith then said');
    expect(put([{ start: 2, end: 7, exact: 'Smith' }], { text: TEXT }, text)).toEqual([[8, 13, 'Smith', undefined]]);
    const other = TEXT.replace('no again', 'not again');
    expect(put([{ start: 21, end: 29, exact: 'no again' }], { text: TEXT }, other)).toEqual([
      [22, 31, 'no again', 'changed'],
    ]);
  });

  it('is looked for by its words, which must stand once, or by what stands around them', () => {
    expect(put([{ exact: 'said' }])).toEqual([[9, 13, 'said', undefined]]);
    expect(put([{ start: 30, end: 34, exact: 'said' }])).toEqual([[9, 13, 'said', undefined]]);
    expect(put([{ exact: 'no' }])).toEqual([{ code: 'not-found', values: ['no'], line: 7, id: 'T1' }]);
    expect(put([{ exact: 'no', prefix: '\nAnd ', suffix: ' again' }])).toEqual([[22, 24, 'no', undefined]]);
  });

  it('is skipped where other words stand, or none', () => {
    expect(put([{ start: 2, end: 7, exact: 'Jones' }])).toEqual([
      { code: 'other-words', values: ['Smith', 'Jones'], line: 7, id: 'T1' },
    ]);
    expect(put([{ start: 2, end: 700 }])).toEqual([{ code: 'bad-place', values: ['2–700'], line: 7, id: 'T1' }]);
    expect(put([{ start: -1, end: 2 }])).toMatchObject([{ code: 'bad-place' }]);
    expect(put([{ start: 1, end: 2 }])).toMatchObject([{ code: 'bad-place' }]);
    expect(put([{ start: 2, end: 7, exact: 'Smith' }], { text: TEXT }, 'Something else.\n')).toMatchObject([
      { code: 'not-found', values: ['Smith'] },
    ]);
  });

  it('cuts no character, has no white space at its ends, and its fragments are in order and apart', () => {
    expect(put([{ start: 7, end: 13 }])).toEqual([[9, 13, 'said', undefined]]);
    expect(put([{ start: 1, end: 2 }], { unit: 'utf16' })).toEqual([[0, 2, '😀', undefined]]);
    expect(
      put([
        { start: 8, end: 12 },
        { start: 2, end: 7 },
      ]),
    ).toEqual([
      [3, 8, 'Smith', undefined],
      [9, 13, 'said', undefined],
    ]);
    expect(
      put([
        { start: 2, end: 12 },
        { start: 8, end: 15 },
      ]),
    ).toEqual([[3, 16, 'Smith said no', undefined]]);
  });

  it('stays lost where it was lost', () => {
    expect(put([{ exact: 'gone words', state: 'lost' }])).toEqual([[0, 10, 'gone words', 'lost']]);
  });
});
