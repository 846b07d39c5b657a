import { describe, expect, it } from 'vitest';
import type { Annotation, Link } from '../../../src/core/annotation.ts';
import { merge } from '../../../src/core/merge.ts';
import { at } from './sample.ts';

const base = at('a', 10, 15, { note: 'old', attributes: { kind: 'direct' }, links: [{ role: 'source', to: 's' }] });

/** Merges what both sides made of one annotation. */
const mergeOne = (
  ours: Partial<Annotation>,
  theirs: Partial<Annotation>,
  before: Partial<Annotation> = {},
): Annotation => {
  const old = { ...base, ...before };
  const [merged, ...others] = merge([old], [{ ...old, ...ours }], [{ ...old, ...theirs }]);
  if (!merged || others.length > 0) throw new Error('not one annotation');
  return merged;
};

/** The places of `base`, moved by so much. */
const moved = (by: number, more = {}) =>
  base.target.map((each) => ({ ...each, start: each.start + by, end: each.end + by, ...more }));

const ids = (annotations: readonly Annotation[]) => annotations.map(({ id }) => id).join(' ');

describe('a field', () => {
  const FIELDS: [string, Partial<Annotation>, Partial<Annotation>][] = [
    ['label', { label: 'source' }, { label: 'quote' }],
    ['note', { note: 'ours' }, { note: 'theirs' }],
    ['target', { target: moved(0, { exact: 'ours!' }) }, { target: moved(0, { exact: 'their' }) }],
    ['review', { review: { state: 'accepted', by: 'ben' } }, { review: { state: 'rejected' } }],
    ['suggestedBy', { suggestedBy: 'x' }, { suggestedBy: 'y' }],
    ['extra', { extra: { 'x-page': 1 } }, { extra: { 'x-page': 2 } }],
    ['attributes', { attributes: { kind: 'mixed' } }, { attributes: { kind: ['a', 'b'] } }],
  ];

  it.each(FIELDS)('%s that one side changed is theirs', (_field, ours, theirs) => {
    expect(mergeOne(ours, {})).toEqual({ ...base, ...ours });
    expect(mergeOne({}, theirs)).toEqual({ ...base, ...theirs });
  });

  it.each(FIELDS)('%s that both changed alike is no conflict', (_field, ours) => {
    expect(mergeOne(ours, ours)).toEqual({ ...base, ...ours });
  });

  it.each([
    ['label', { label: 'source' }, { label: 'quote' }, { field: 'label', theirs: 'quote' }],
    ['note', { note: 'ours' }, { note: 'theirs' }, { field: 'note', theirs: 'theirs' }],
    ['a note that they removed', { note: 'ours' }, { note: undefined }, { field: 'note' }],
    ['a note that we removed', { note: undefined }, { note: 'theirs' }, { field: 'note', theirs: 'theirs' }],
    [
      'review',
      { review: { state: 'accepted', by: 'ben' } },
      { review: { state: 'rejected' } },
      { field: 'review', theirs: { state: 'rejected' } },
    ],
    [
      'an attribute',
      { attributes: { kind: 'mixed' } },
      { attributes: { kind: ['a', 'b'] } },
      { field: ['attributes', 'kind'], theirs: ['a', 'b'] },
    ],
    [
      'an attribute that they removed',
      { attributes: { kind: 'mixed' } },
      { attributes: {} },
      { field: ['attributes', 'kind'] },
    ],
    [
      'an unknown key',
      { extra: { 'x-page': 1 } },
      { extra: { 'x-page': { deep: [2] } } },
      { field: 'x-page', theirs: { deep: [2] } },
    ],
    [
      'a target, whose place is looked up anew',
      { target: moved(0, { exact: 'ours!' }) },
      { target: moved(0, { exact: 'their', prefix: 'p' }) },
      { field: 'target', theirs: [{ exact: 'their', prefix: 'p', suffix: '' }] },
    ],
  ] as [string, Partial<Annotation>, Partial<Annotation>, object][])(
    '%s that both changed differently keeps ours, and theirs stands beside it',
    (_field, ours, theirs, conflict) => {
      expect(mergeOne(ours, theirs)).toEqual({ ...base, ...ours, conflict: [conflict] });
    },
  );

  it('of either side is kept beside another of the other side', () => {
    const merged = mergeOne(
      { note: 'ours', attributes: { kind: 'direct', verdict: 'no' } },
      { label: 'quote', attributes: { kind: 'mixed' } },
    );
    expect(merged).toEqual({ ...base, note: 'ours', label: 'quote', attributes: { kind: 'mixed', verdict: 'no' } });
  });

  it('may have any name', () => {
    const odd = Object.fromEntries([
      ['__proto__', 'p'],
      ['constructor', 'c'],
      ['toString', 't'],
    ]);
    expect(mergeOne({}, { attributes: odd, extra: odd })).toEqual({ ...base, attributes: odd, extra: odd });
    const removed = mergeOne({ note: 'x' }, { attributes: {}, extra: undefined }, { attributes: odd, extra: odd });
    expect(removed).toEqual({ ...base, note: 'x', attributes: {} });
    expect(Object.keys(removed.attributes)).toEqual([]);
  });
});

describe('places', () => {
  it('are never in conflict', () => {
    expect(mergeOne({ target: moved(1) }, { target: moved(2, { prefix: 'p' }) })).toEqual({
      ...base,
      target: moved(1),
    });
  });

  it('that only one side found anew are taken', () => {
    expect(mergeOne({ note: 'x' }, { target: moved(2) })).toEqual({ ...base, note: 'x', target: moved(2) });
    expect(mergeOne({ target: moved(2) }, { note: 'x' })).toEqual({ ...base, note: 'x', target: moved(2) });
  });

  it('that belong to an older text stay marked as such', () => {
    expect(mergeOne({ note: 'x' }, { target: moved(0, { state: 'changed' }) }).target[0]?.state).toBe('changed');
  });

  it('go with the words that one side changed', () => {
    expect(mergeOne({ target: moved(3) }, { target: moved(1, { exact: 'their' }) }).target).toEqual(
      moved(1, { exact: 'their' }),
    );
  });
});

describe('links are a set by role and target', () => {
  const links = (...to: string[]): Link[] => to.map((each) => ({ role: 'source', to: each }));

  it('that keeps what either side added, and loses what either side removed', () => {
    const before = { links: links('a', 'b', 'c') };
    expect(mergeOne({ links: links('b', 'c', 'x') }, { links: links('a', 'b', 'y') }, before).links).toEqual(
      links('b', 'x', 'y'),
    );
  });

  it('in which the role counts', () => {
    const theirs = { links: [...base.links, { role: 'supports', to: 's' }] };
    expect(mergeOne({}, theirs).links).toEqual(theirs.links);
  });

  it('of which one that a side removed and the other changed is kept, and says so', () => {
    const noted = { links: [{ role: 'source', to: 's', extra: { 'x-page': 1 } }] };
    const entry = (deleted: string) => [{ field: ['links', 'source', 's'], deleted }];
    expect(mergeOne(noted, { links: [] })).toEqual({ ...base, ...noted, conflict: entry('theirs') });
    expect(mergeOne({ links: [] }, noted)).toEqual({ ...base, ...noted, conflict: entry('ours') });
  });

  it('and may stand twice', () => {
    const twice = { links: [...base.links, { role: 'source', to: 's', extra: { 'x-page': 1 } }] };
    expect(mergeOne({ links: [...base.links, ...links('y')] }, twice).links).toEqual([
      ...base.links,
      ...links('y'),
      ...twice.links.slice(1),
    ]);
  });

  it('and keep their unknown keys', () => {
    const noted = (page: number) => ({ links: [{ role: 'source', to: 's', extra: { 'x-page': page } }] });
    expect(mergeOne({ note: 'x' }, noted(1)).links).toEqual(noted(1).links);
    expect(mergeOne(noted(1), noted(2))).toEqual({
      ...base,
      ...noted(1),
      conflict: [{ field: ['links', 'source', 's', 'x-page'], theirs: 2 }],
    });
  });
});

it('takes the time of change of the side that changed it, as undo may take one back', () => {
  const late = { modified: '2026-11-21T10:00:00Z', modifiedBy: 'ben' };
  expect(mergeOne({ note: 'x' }, { modified: undefined, modifiedBy: undefined }, late).modified).toBeUndefined();
  expect(mergeOne({ modified: undefined, modifiedBy: undefined }, { note: 'x' }, late).modified).toBeUndefined();
});

it('takes the later time of change, with whose it was', () => {
  const early = { modified: '2026-11-21T09:00:00Z', modifiedBy: 'ana' };
  const late = { modified: '2026-11-21T10:00:00Z', modifiedBy: 'ben' };
  expect(mergeOne({ ...early, note: 'x' }, late)).toMatchObject({ ...late, note: 'x' });
  expect(mergeOne(late, { ...early, label: 'quote' })).toMatchObject({ ...late, label: 'quote' });
  expect(mergeOne(late, {})).toMatchObject(late);
  expect(mergeOne(late, early).conflict).toBeUndefined();
});

describe('an annotation', () => {
  const b = at('b', 20, 22);
  const c = at('c', 30, 33);

  it('that either side added is there', () => {
    expect(ids(merge([base], [base, b], [base, c]))).toBe('a b c');
  });

  it('that either side removed is gone', () => {
    expect(ids(merge([base, b, c], [base, b], [b, c]))).toBe('b');
  });

  it('that one side removed and the other changed is kept, and says so', () => {
    const edited = { ...base, note: 'new' };
    expect(merge([base], [], [edited])).toEqual([{ ...edited, conflict: [{ field: 'annotation', deleted: 'ours' }] }]);
    expect(merge([base], [edited], [])).toEqual([
      { ...edited, conflict: [{ field: 'annotation', deleted: 'theirs' }] },
    ]);
  });

  it('that one side removed and the other only found anew is gone', () => {
    const refound = { ...base, target: moved(4, { suffix: 's' }) };
    expect(merge([base], [], [refound])).toEqual([]);
    expect(merge([base], [refound], [])).toEqual([]);
  });

  it('that both sides added is merged with nothing as its base', () => {
    const merged = merge([], [{ ...base, note: undefined }], [{ ...base, label: 'quote', by: 'ben' }]);
    expect(merged).toEqual([{ ...base, by: 'ben', conflict: [{ field: 'label', theirs: 'quote' }] }]);
  });

  it('stays twice under two ids', () => {
    expect(ids(merge([], [base], [{ ...base, id: 'z' }]))).toBe('z a');
  });

  it('has the place that the side with changes gives it; additions of the other go to their places in the text', () => {
    expect(ids(merge([c, b], [c, b, base], [c, b]))).toBe('c b a');
    expect(ids(merge([c, b], [c, b], [c, b, base]))).toBe('c b a');
    expect(ids(merge([b, c], [c, b], [b, c, base]))).toBe('a c b');
    expect(ids(merge([b, c], [b, c, base], [c, b]))).toBe('a c b');
    expect(ids(merge([c], [base, c], [b, c]))).toBe('a b c');
  });
});

it('writes the unknown keys of theirs among the others, as in a file', () => {
  const review = { state: 'rejected', extra: { 'x-why': 'y' } };
  const target = moved(0, { exact: 'their', extra: { 'x-page': 2 } });
  const ours = { review: { state: 'accepted' }, target: moved(0, { exact: 'ours!' }) };
  expect(mergeOne(ours, { review, target }).conflict).toEqual([
    { field: 'target', theirs: [{ exact: 'their', prefix: '', suffix: '', 'x-page': 2 }] },
    { field: 'review', theirs: { state: 'rejected', 'x-why': 'y' } },
  ]);
});

describe('what was in conflict before', () => {
  const one = { field: 'note', theirs: 'x' };
  const two = { field: 'label', theirs: 'y' };

  it('is kept once', () => {
    expect(mergeOne({ conflict: [one] }, { conflict: [one, two] }).conflict).toEqual([one, two]);
  });

  it('is gone when one side has decided it', () => {
    expect(mergeOne({ conflict: undefined }, { by: 'ben' }, { conflict: [one] })).toEqual({ ...base, by: 'ben' });
    expect(mergeOne({ conflict: [one] }, { conflict: [two] }, { conflict: [one, two] }).conflict).toBeUndefined();
  });

  it('stays beside what comes anew', () => {
    const merged = mergeOne({ label: 'source' }, { label: 'quote' }, { conflict: [one] });
    expect(merged.conflict).toEqual([one, { field: 'label', theirs: 'quote' }]);
  });
});

it('of equal sides is what both are', () => {
  const file = [base, at('b', 1, 2, { conflict: 'odd' })];
  expect(merge([], file, file)).toEqual(file);
  expect(merge(file, file, file)).toEqual(file);
});
