import { describe, expect, it } from 'vitest';
import type { Annotation } from '../../../src/core/annotation.ts';
import { invert } from '../../../src/core/change.ts';
import { applyChange } from '../../../src/core/document.ts';
import { duplicates, hasTwin, mergeDuplicates } from '../../../src/core/duplicate.ts';
import { BUILT_IN } from '../../../src/core/label.ts';
import { at } from './sample.ts';

const ids = (all: readonly Annotation[]) => duplicates(all, BUILT_IN).map((group) => group.map(({ id }) => id));

/** The annotations after all duplicates were merged; taking it back must give what was there. */
function merged(...all: readonly Annotation[]): readonly Annotation[] {
  const change = mergeDuplicates(all, duplicates(all, BUILT_IN));
  const after = applyChange(all, change);
  expect(applyChange(after, invert(change))).toEqual(all);
  return after;
}

/** What comes of two that differ in this only. */
const united = (first: Partial<Annotation>, other: Partial<Annotation>) =>
  merged(at('a', 0, 3, first), at('b', 0, 3, other))[0];

describe('duplicates', () => {
  it('have the same label and exactly the same target', () => {
    const [part] = at('x', 0, 3).target;
    const twice = part ? { target: [part, { ...part, start: 5, end: 8 }] } : {};
    const all = [
      at('a', 0, 3),
      at('b', 0, 4),
      at('c', 0, 3),
      at('d', 0, 3, { label: 'quote' }),
      at('e', 0, 3, twice),
      at('f', 0, 3),
      at('g', 0, 3, twice),
      at('h', 1, 3),
      at('i', 0, 3, part ? { target: [{ ...part, state: 'changed' }] } : {}),
    ];
    expect(ids(all)).toEqual([
      ['a', 'c', 'f'],
      ['e', 'g'],
    ]);
  });

  it('may have an earlier name of the label', () => {
    const labels = BUILT_IN.labels.map((label) => (label.name === 'claim' ? { ...label, was: ['assertion'] } : label));
    const all = [at('a', 0, 3, { label: 'assertion' }), at('b', 0, 3)];
    expect(ids(all)).toEqual([]);
    expect(duplicates(all, { ...BUILT_IN, labels })).toEqual([all]);
  });
});

describe('merging duplicates', () => {
  it('keeps the first one in its place, and others as they are', () => {
    const [before, after] = [at('y', 9, 12), at('z', 5, 6)];
    expect(merged(before, at('a', 0, 3, { note: 'x' }), after, at('b', 0, 3), at('c', 0, 3))).toEqual([
      before,
      at('a', 0, 3, { note: 'x' }),
      after,
    ]);
  });

  it('does not touch the first one when the others say nothing more', () => {
    const change = mergeDuplicates([at('a', 0, 3), at('b', 0, 3)], [[at('a', 0, 3), at('b', 0, 3)]]);
    expect(change.steps.map(({ before, after }) => [before?.id, after?.id])).toEqual([['b', undefined]]);
  });

  it('unites attributes, and puts those that differ under conflict', () => {
    expect(
      united(
        { attributes: { verdict: 'confirmed', credibility: '1' } },
        { attributes: { verdict: 'disputed', kind: ['a'] } },
      ),
    ).toMatchObject({
      attributes: { verdict: 'confirmed', credibility: '1', kind: ['a'] },
      conflict: [{ field: ['attributes', 'verdict'], theirs: 'disputed' }],
    });
  });

  it.each([
    [undefined, 'b', 'b'],
    ['a', undefined, 'a'],
    ['a', 'a', 'a'],
    ['a', 'b', 'a\n\nb'],
    ['a\n\nb', 'b', 'a\n\nb'],
    ['ab', 'b', 'ab\n\nb'],
  ])('joins the notes %j and %j', (first, other, expected) => {
    expect(united({ note: first }, { note: other })?.note).toBe(expected);
  });

  it('unites links, and leads those to the others to the first', () => {
    const [first, , last] = merged(
      at('a', 0, 3, { links: [{ role: 'source', to: 's' }] }),
      at('b', 0, 3, {
        links: [
          { role: 'source', to: 's', extra: { 'x-page': 1 } },
          { role: 'supports', to: 'z' },
          { role: 'same', to: 'a' },
        ],
      }),
      at('z', 5, 6, {
        links: [
          { role: 'supports', to: 'b' },
          { role: 'supports', to: 'a', extra: { 'x-y': 1 } },
          { role: 'same', to: 'b' },
          { role: 'same', to: 'z.txt#b' },
        ],
      }),
    ).flatMap((each, i) => (i === 1 ? [undefined, each] : [each]));
    expect(first?.links).toEqual([
      { role: 'source', to: 's', extra: { 'x-page': 1 } },
      { role: 'supports', to: 'z' },
    ]);
    expect(last?.links).toEqual([
      { role: 'supports', to: 'a', extra: { 'x-y': 1 } },
      { role: 'same', to: 'a' },
      { role: 'same', to: 'z.txt#b' },
    ]);
  });

  it('keeps a link between the two that says something more', () => {
    const links = [{ role: 'same', to: 'b', extra: { 'x-why': 'typo' } }];
    expect(united({ links }, {})?.links).toEqual([{ role: 'same', to: 'a', extra: { 'x-why': 'typo' } }]);
  });

  it('leads what a conflict says of links to the first, too', () => {
    const conflict = [{ field: ['links', 'source', 'b', 'x-page'], theirs: 1 }, 'odd', null];
    const [, other] = merged(at('a', 0, 3), at('z', 5, 6, { conflict }), at('b', 0, 3));
    expect(other?.conflict).toEqual([{ field: ['links', 'source', 'a', 'x-page'], theirs: 1 }, 'odd', null]);
  });

  it('keeps the later review, and the other one under conflict', () => {
    const early = { state: 'accepted', by: 'ben', at: '2026-11-20T09:00:00Z' };
    const late = { state: 'rejected', at: '2026-11-21T09:00:00Z', extra: { 'x-why': 'no' } };
    const expected = { review: late, conflict: [{ field: 'review', theirs: early }] };
    expect(united({ review: early }, { review: late })).toMatchObject(expected);
    expect(united({ review: late }, { review: early })).toMatchObject(expected);
    expect(united({}, { review: early })?.review).toEqual(early);
    expect(united({ review: early }, { review: early })?.conflict).toBeUndefined();
  });

  it('keeps who tagged it first, and the other name under conflict', () => {
    expect(
      united(
        { by: 'ana', created: '2026-11-21T21:05:00Z' },
        { by: 'ben', created: '2026-11-20T21:05:00Z', suggestedBy: 'rules' },
      ),
    ).toMatchObject({
      by: 'ana',
      created: '2026-11-20T21:05:00Z',
      suggestedBy: 'rules',
      conflict: [{ field: 'by', theirs: 'ben' }],
    });
  });

  it('unites unknown keys, those of the target among them', () => {
    const target = (extra: Annotation['extra']) => at('a', 0, 3).target.map((each) => ({ ...each, extra }));
    const one = united(
      { extra: { 'x-a': 1, 'x-b': 1 }, target: target({ 'x-n': 1 }) },
      { extra: { 'x-b': 2, 'x-c': null }, target: target({ 'x-m': 2 }) },
    );
    expect(one).toMatchObject({ extra: { 'x-a': 1, 'x-b': 1, 'x-c': null }, conflict: [{ field: 'x-b', theirs: 2 }] });
    expect(one?.target[0]?.extra).toEqual({ 'x-n': 1, 'x-m': 2 });
    const two = united({ target: target({ 'x-n': 1 }) }, { target: target({ 'x-n': 2 }) });
    expect(two?.conflict).toEqual([{ field: 'target', theirs: [{ exact: 'xxx', prefix: '', suffix: '', 'x-n': 2 }] }]);
  });

  it('keeps the conflicts of both', () => {
    const [one, two] = [{ field: 'note', theirs: 'x' }, { field: 'label' }];
    expect(united({ conflict: [one] }, { conflict: [one, two] })?.conflict).toEqual([one, two]);
  });

  it('merges several groups in one step', () => {
    const change = mergeDuplicates(
      [at('a', 0, 3), at('c', 5, 6), at('b', 0, 3), at('d', 5, 6)],
      [
        [at('a', 0, 3), at('b', 0, 3)],
        [at('c', 5, 6), at('d', 5, 6)],
      ],
    );
    expect(change.steps.map(({ before }) => before?.id)).toEqual(['d', 'b']);
  });
});

it('a twin is another annotation of the same label and target', () => {
  const all = [at('a', 0, 3), at('b', 0, 4), at('c', 0, 3, { label: 'quote' })];
  expect(hasTwin(at('d', 0, 3), all, BUILT_IN)).toBe(true);
  expect(hasTwin(at('a', 0, 3), all, BUILT_IN)).toBe(false);
  expect(hasTwin(at('d', 1, 3), all, BUILT_IN)).toBe(false);
});
