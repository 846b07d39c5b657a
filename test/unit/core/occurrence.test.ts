import { describe, expect, it } from 'vitest';
import { fragment } from '../../../src/core/anchor.ts';
import type { Annotation } from '../../../src/core/annotation.ts';
import { BUILT_IN, type Codebook } from '../../../src/core/label.ts';
import { MOST_UNITS, occurrences, untagged } from '../../../src/core/occurrence.ts';
import { unmark } from '../store/desk.ts';

const CODEBOOK: Codebook = {
  ...BUILT_IN,
  labels: BUILT_IN.labels.map((label) => (label.name === 'source' ? { ...label, was: ['speaker'] } : label)),
};

/** The text with brackets round what is found. */
const find = (words: string, text: string, ignoresCase = false): string => {
  let marked = '';
  let at = 0;
  for (const { start, end } of occurrences(text, { words, ignoresCase })) {
    marked += `${text.slice(at, start)}[${text.slice(start, end)}]`;
    at = end;
  }
  return marked + text.slice(at);
};

describe('occurrences', () => {
  it.each([
    ['Ann', '[Ann] met Anna, Joann and [Ann].'],
    ['Ann', '[Ann]’s house, l’[Ann], [Ann]-Marie, un_Ann, Ann2'],
    ['12', '[12] of 120, 12.5, 1,12, 0.12, 12,000, 12th; [12]. [12], $[12]'],
    ['1.5', '[1.5] and 1.55, 11.5, 1.5.1'],
    ['U.S.', 'The [U.S.] and the U.S.A., [U.S.]'],
    ['(NATO)', 'NATO [(NATO)]'],
    ['“No,”', '[“No,”] he said, ["No,"] and [„No,“]she.'],
    ['Ann Lee', '[Ann  \n Lee] and [Ann\u00a0Lee], AnnLee, Ann Leeds'],
    ['Київ', '[Київ], Київський, [Київ]'],
    ['北京', '在[北京]举行'],
    ['東京', '[東京]は「[東京]」で、[東京]都も'],
    ['NATO', '[NATO]は[NATO]の'],
    ['국토부', '[국토부]는, [국토부]에서도 [국토부]. [국토부]들의 국토부장관 신국토부'],
    ['NATO', '[NATO]는 [NATO]'],
    ['الجسر', '[الجسر]، والجسر [الجسر]\u200f.'],
    ['הגשר', '[הגשר], והגשר ([הגשר])'],
    ['e', '[e] e\u0301 [e]'],
    ['👩', '[👩] 👩‍👧 [👩][👩]'],
    ['a a', 'xa [a a] [a a] a'],
    ['a.', '[a.] b. ya. [a.]'],
    [' Ann ', '[Ann]'],
    ['', 'Ann'],
  ])('of %j: %s', (words, marked) => {
    expect(find(words, unmark(marked).text)).toBe(marked);
  });

  it('are found in any case where that is wanted', () => {
    expect(find('the Mayor', 'The mayor, the Mayor')).toBe('The mayor, [the Mayor]');
    expect(find('the Mayor', 'The mayor, THE MAYOR, Ὀδυσσεύς', true)).toBe('[The mayor], [THE MAYOR], Ὀδυσσεύς');
    expect(find('ὈΔΥΣΣΕΎΣ', 'Ὀδυσσεύς', true)).toBe('[Ὀδυσσεύς]');
  });

  it('are not sought of very many words, and quickly of hostile ones', () => {
    const words = `a${' a'.repeat(MOST_UNITS)}`;
    expect(occurrences(words, { words, ignoresCase: false })).toEqual([]);
    const text = `${'a '.repeat(50_000)}b`;
    expect(occurrences(text, { words: 'a '.repeat(400), ignoresCase: true })).toHaveLength(125);
    expect(occurrences('(a+)+$ .* [x]', { words: '.*', ignoresCase: false })).toEqual([{ start: 7, end: 9 }]);
  });
});

describe('untagged', () => {
  const TEXT = 'Ann, Ann Lee, Ann and Ann';
  const places = occurrences(TEXT, { words: 'Ann', ignoresCase: false });
  const annotation = (label: string, start: number, end: number, more: Partial<Annotation> = {}): Annotation => ({
    id: `a${start}${label}`,
    label,
    target: [fragment(TEXT, { start, end })],
    attributes: {},
    links: [],
    ...more,
  });

  it('leaves out what has an annotation of the label, and tells what lies within one', () => {
    const annotations = [
      annotation('source', 5, 12),
      annotation('source', 0, 3),
      annotation('claim', 14, 17),
      annotation('source', 22, 25, { target: [{ ...fragment(TEXT, { start: 22, end: 25 }), state: 'lost' }] }),
    ];
    const { fresh, tagged } = untagged(places, annotations, 'source', CODEBOOK);
    expect(tagged).toBe(1);
    expect(fresh).toEqual([
      { start: 5, end: 8, isWithin: true },
      { start: 14, end: 17, isWithin: false },
      { start: 22, end: 25, isWithin: false },
    ]);
  });

  it('knows the label under an earlier name, too', () => {
    const annotations = [annotation('speaker', 0, 3), annotation('speaker', 5, 12)];
    const { fresh, tagged } = untagged(places, annotations, 'source', CODEBOOK);
    expect([tagged, fresh.map(({ isWithin }) => isWithin)]).toEqual([1, [true, false, false]]);
  });

  it('takes a fragment of several for no annotation of its own', () => {
    const two = annotation('source', 0, 3, {
      target: [fragment(TEXT, { start: 0, end: 3 }), fragment(TEXT, { start: 5, end: 8 })],
    });
    const { fresh, tagged } = untagged(places, [two], 'source', CODEBOOK);
    expect([tagged, fresh.map(({ isWithin }) => isWithin)]).toEqual([0, [true, true, false, false]]);
  });
});
