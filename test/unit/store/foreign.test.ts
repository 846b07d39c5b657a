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
    expect(put([{ exact: 'no' }])).toEqual([{ code: 'several-places', values: ['no', '2'], line: 7, id: 'T1' }]);
    expect(put([{ exact: 'no', prefix: '\nAnd ', suffix: ' again' }])).toEqual([[22, 24, 'no', undefined]]);
  });

  it('is skipped where other words stand, or none', () => {
    expect(put([{ start: 2, end: 7, exact: 'Jones' }])).toEqual([
      { code: 'other-words', values: ['Smith', 'Jones'], line: 7, id: 'T1' },
    ]);
    expect(put([{}])).toEqual([{ code: 'no-words', values: [], line: 7, id: 'T1' }]);
    expect(put([{ start: 2, end: 700 }])).toEqual([{ code: 'bad-place', values: ['2–700'], line: 7, id: 'T1' }]);
    expect(put([{ start: -1, end: 2 }])).toMatchObject([{ code: 'bad-place' }]);
    expect(put([{ start: 1, end: 2 }])).toMatchObject([{ code: 'bad-place' }]);
    expect(put([{ start: 2, end: 7, exact: 'Smith' }], { text: TEXT }, 'Something else.\n')).toMatchObject([
      { code: 'not-found', values: ['Smith'] },
    ]);
  });

  it('consists of pieces with nothing but white space between them', () => {
    const pieces = (by: number) => [
      { start: 8 + by, end: 16 + by, exact: 'said no.' },
      { start: 17 + by, end: 23 + by, exact: 'And no' },
    ];
    const whole = [9, 24, 'said no.\nAnd no', undefined];
    expect(put([{ pieces: pieces(0) }])).toEqual([whole]);
    expect(put([{ pieces: pieces(1) }], { unit: 'utf16' })).toEqual([whole]);
    // Not at their places, but found.
    expect(put([{ pieces: pieces(5) }])).toEqual([whole]);
    expect(put([{ pieces: pieces(0).toReversed() }])).toMatchObject([{ code: 'not-found' }]);
    expect(put([{ pieces: [{ exact: 'said' }, { exact: 'And' }] }])).toMatchObject([
      { code: 'not-found', values: ['said And'] },
    ]);
    expect(put([{ pieces: [{ start: 2, end: 7, exact: 'Jones' }, { exact: 'said' }] }])).toMatchObject([
      { code: 'other-words', values: ['Smith', 'Jones'] },
    ]);
  });

  it('remembers no more of what stood around lost words than a sidecar does', () => {
    const around = { prefix: 'x'.repeat(100_000), suffix: 'y'.repeat(100_000) };
    const { placed } = place(
      { unit: 'codepoint', annotations: [{ label: 'a', target: [{ exact: 'Jones', ...around, orLost: true }] }] },
      TEXT,
    );
    const [lost] = placed[0]?.target ?? [];
    expect(lost).toMatchObject({ prefix: 'x'.repeat(32), suffix: 'y'.repeat(32), state: 'lost' });
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
