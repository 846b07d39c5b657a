import { describe, expect, it } from 'vitest';
import { anchor } from '../../../src/core/anchor.ts';
import type { Annotation } from '../../../src/core/annotation.ts';
import { type Change, invert } from '../../../src/core/change.ts';
import { keepMine, keepTheirs } from '../../../src/core/conflict.ts';
import { applyChange } from '../../../src/core/document.ts';
import { merge } from '../../../src/core/merge.ts';
import { entries } from '../../../src/core/pick.ts';
import type { Value } from '../../../src/core/value.ts';
import { at, mark } from './sample.ts';

const base = at('a', 10, 15, {
  note: 'old',
  attributes: { kind: 'direct' },
  links: [{ role: 'source', to: 's', extra: { 'x-page': 1 } }],
  extra: { 'x-y': 0 },
});
const other = at('z', 20, 21, { links: [{ role: 'supports', to: 'a' }] });

/** The two choices for the one thing that both sides changed. */
function choices(ours: Partial<Annotation> | undefined, theirs: Partial<Annotation> | undefined) {
  const side = (made: Partial<Annotation> | undefined) => (made ? [{ ...base, ...made }, other] : [other]);
  const merged = merge([base, other], side(ours), side(theirs));
  const [entry, ...more] = entries(merged.find(({ id }) => id === 'a')?.conflict);
  if (entry === undefined || more.length > 0) throw new Error('not one conflict');
  const after = (change: Change | undefined) => {
    if (!change) throw new Error('no change');
    const done = applyChange(merged, change);
    expect(applyChange(done, invert(change))).toEqual(merged);
    return done;
  };
  return {
    mine: after(keepMine(merged, 'a', entry)),
    theirs: after(keepTheirs(merged, 'a', entry)),
  };
}

describe('a conflict about a field', () => {
  it.each([
    ['the label', { label: 'source' }, { label: 'quote' }],
    ['the note', { note: 'ours' }, { note: 'theirs' }],
    ['a note that they removed', { note: 'ours' }, { note: undefined }],
    ['a note that we removed', { note: undefined }, { note: 'theirs' }],
    ['who suggested it', { suggestedBy: 'x' }, { suggestedBy: 'y' }],
    ['an attribute', { attributes: { kind: 'mixed' } }, { attributes: { kind: ['a', 'b'] } }],
    ['an attribute that they removed', { attributes: { kind: 'mixed' } }, { attributes: {} }],
    [
      'the review',
      { review: { state: 'accepted', by: 'ben' } },
      { review: { state: 'rejected', extra: { 'x-why': ['so'] } } },
    ],
    ['a review that they removed', { review: { state: 'accepted' } }, { review: { state: 'rejected', at: 'now' } }],
    ['an unknown key', { extra: { 'x-y': 1 } }, { extra: { 'x-y': { deep: [2] } } }],
    ['an unknown key that they removed', { extra: { 'x-y': 1 } }, { extra: undefined }],
    [
      'an unknown key of a link',
      { links: [{ role: 'source', to: 's', extra: { 'x-page': 2 } }] },
      { links: [{ role: 'source', to: 's', extra: { 'x-page': null } }] },
    ],
  ] as [string, Partial<Annotation>, Partial<Annotation>][])('%s is settled by either side', (_what, ours, theirs) => {
    const { mine, theirs: other } = choices(ours, theirs);
    expect(mine[0]).toEqual({ ...base, ...ours });
    expect(other[0]).toEqual({ ...base, ...theirs });
  });

  it('with the name of a prototype’s is settled, too', () => {
    const extra = (value: number) => ({ extra: Object.fromEntries([['__proto__', value]]) });
    expect(choices(extra(1), extra(2)).theirs[0]).toEqual({ ...base, ...extra(2) });
  });

  it('leaves the other conflicts', () => {
    const [one, two] = [
      { field: 'note', theirs: 'x' },
      { field: 'label', theirs: 'quote' },
    ];
    const annotation = { ...base, conflict: [one, two] };
    expect(keepMine([annotation], 'a', one)?.steps[0]?.after).toEqual({ ...base, conflict: [two] });
    expect(keepTheirs([annotation], 'a', two)?.steps[0]?.after).toEqual({ ...base, label: 'quote', conflict: [one] });
  });
});

it('a conflict about words gives theirs as lost until they were looked for', () => {
  const text = 'Smith said no. The bridge fell early.';
  const target = (words: string) => mark(text, words).target.map((each) => ({ ...each, extra: { 'x-n': words } }));
  const { mine, theirs } = choices({ target: target('no') }, { target: target('bridge fell') });
  expect(mine[0]?.target).toEqual(target('no'));
  const [found] = theirs;
  expect(found?.target[0]).toMatchObject({ exact: 'bridge fell', state: 'lost', start: text.indexOf('no') });
  expect(found && anchor(found, text).target).toEqual(target('bridge fell'));
});

describe('a conflict about a removal', () => {
  it('of theirs: ours keeps the annotation, theirs removes it and the links to it', () => {
    const { mine, theirs } = choices({ note: 'new' }, undefined);
    expect(mine).toEqual([{ ...base, note: 'new' }, other]);
    expect(theirs).toEqual([{ ...other, links: [] }]);
  });

  it('of ours: ours removes the annotation, theirs keeps it', () => {
    const { mine, theirs } = choices(undefined, { note: 'new' });
    expect(mine).toEqual([{ ...other, links: [] }]);
    expect(theirs).toEqual([{ ...base, note: 'new' }, other]);
  });

  it('of a link goes by whose it is', () => {
    const changed = { links: [{ role: 'source', to: 's', extra: { 'x-page': 2 } }] };
    const none = { links: [] };
    const byThem = choices(changed, none);
    expect([byThem.mine[0], byThem.theirs[0]]).toEqual([
      { ...base, ...changed },
      { ...base, ...none },
    ]);
    const byUs = choices(none, changed);
    expect([byUs.mine[0], byUs.theirs[0]]).toEqual([
      { ...base, ...none },
      { ...base, ...changed },
    ]);
  });
});

describe('an entry that says nothing that fits', () => {
  it.each<Value>([
    'odd',
    { theirs: 'x' },
    { field: 7, theirs: 'x' },
    { field: 'label' },
    { field: 'label', theirs: 1 },
    { field: 'note', theirs: ['x'] },
    { field: 'review', theirs: { by: 'ben' } },
    { field: 'target' },
    { field: 'target', theirs: [] },
    { field: 'target', theirs: [{ exact: '' }] },
    { field: 'annotation', theirs: 'x' },
    { field: ['attributes', 'kind'], theirs: { a: 1 } },
    { field: ['odd', 'path'], theirs: 'x' },
  ])('%j can be given up for ours, and not be taken', (entry) => {
    const annotation = { ...base, conflict: [entry] };
    expect(keepMine([annotation], 'a', entry)?.steps[0]?.after).toEqual(base);
    expect(keepTheirs([annotation], 'a', entry)).toBeUndefined();
  });

  it('or is not there gives no change', () => {
    const entry = { field: 'note', theirs: 'x' };
    expect(keepMine([base], 'a', entry)).toBeUndefined();
    expect(keepTheirs([{ ...base, conflict: [entry] }], 'b', entry)).toBeUndefined();
  });

  it('may stand alone, without a list', () => {
    const entry = { field: 'note', theirs: 'x' };
    expect(keepTheirs([{ ...base, conflict: entry }], 'a', entry)?.steps[0]?.after).toEqual({ ...base, note: 'x' });
  });
});
