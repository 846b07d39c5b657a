import { describe, expect, it } from 'vitest';
import { anchor } from '../../../src/core/anchor.ts';
import type { Annotation } from '../../../src/core/annotation.ts';
import { type Change, invert } from '../../../src/core/change.ts';
import { disputesOf, keepMine, keepTheirs, MOST_DISPUTES, settle } from '../../../src/core/conflict.ts';
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
    { field: 'note', deleted: 'theirs' },
    { field: 'note', deleted: 'ours' },
    { field: 'id', theirs: 'other' },
    { field: 'attributes', theirs: { a: 'b' } },
    { field: 'links', theirs: [] },
    { field: 'modified', theirs: 'x' },
    { field: 'conflict', theirs: 'x' },
  ])('%j can be given up for ours, and not be taken', (entry) => {
    const annotation = { ...base, conflict: [entry] };
    expect(keepMine([annotation], 'a', entry)?.steps[0]?.after).toEqual(base);
    expect(keepTheirs([annotation], 'a', entry)).toBeUndefined();
  });

  it('is told among the first of many only, so that many do no harm', () => {
    const conflict = Array.from({ length: 50_000 }, (_, i) => ({ field: `x-${i}`, theirs: i }));
    expect(disputesOf({ ...base, conflict })).toHaveLength(MOST_DISPUTES);
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

describe('a conflict, for reading', () => {
  const told = (more: Partial<Annotation>, ...conflict: readonly Value[]) =>
    disputesOf({ ...base, ...more, conflict }).map(({ code, values }) => [code, ...values]);

  it.each<[string, Partial<Annotation>, Value, readonly string[]]>([
    ['a key', {}, { field: 'note', theirs: 'new' }, ['conflict-field', 'note', 'old', 'new']],
    [
      'an attribute',
      {},
      { field: ['attributes', 'kind'], theirs: ['a', 'b'] },
      ['conflict-field', 'kind', 'direct', 'a, b'],
    ],
    ['what they removed', {}, { field: 'note' }, ['conflict-field-theirs', 'note', 'old']],
    ['what we removed', { note: undefined }, { field: 'note', theirs: 'x' }, ['conflict-field-ours', 'note', 'x']],
    [
      'a review',
      { review: { state: 'accepted', by: 'ben' } },
      { field: 'review', theirs: { state: 'rejected' } },
      ['conflict-field', 'review', 'accepted, ben', 'rejected'],
    ],
    ['an unknown key', {}, { field: 'x-y', theirs: { a: [1] } }, ['conflict-field', 'x-y', '0', '{"a":[1]}']],
    [
      'an unknown key of a link',
      {},
      { field: ['links', 'source', 's', 'x-page'], theirs: 2 },
      ['conflict-field', 'links source s x-page', '1', '2'],
    ],
    [
      'words',
      {},
      { field: 'target', theirs: [{ exact: 'one' }, { exact: 'two' }] },
      ['conflict-words', 'xxxxx', 'one … two'],
    ],
    ['the annotation', {}, { field: 'annotation', deleted: 'ours' }, ['conflict-annotation-ours']],
    ['a link', {}, { field: ['links', 'source', 's'], deleted: 'theirs' }, ['conflict-link-theirs', 'source', 's']],
    ['nothing that can be read', {}, { field: 'label' }, ['conflict']],
    ['what both removed', { note: undefined }, { field: 'note' }, ['conflict']],
    ['the name of a prototype’s', {}, { field: 'constructor', theirs: 1 }, ['conflict-field-ours', 'constructor', '1']],
  ])('names %s', (_what, more, entry, expected) => {
    expect(told(more, entry)).toEqual([expected]);
  });
});

describe('conflicts that are settled', () => {
  const text = 'Smith said no. The bridge fell early, and nobody in the whole of the town was hurt.';
  const here = mark(text, 'said no', { id: 'a' });
  const theirs = (exact: string): Value => ({ field: 'target', theirs: [{ exact }] });
  const settled = (conflict: readonly Value[], side: 'ours' | 'theirs', chosen = conflict) => {
    const before = [{ ...here, conflict }, other];
    const change = settle(before, 'a', chosen, side, text);
    if (!change) return undefined;
    const after = applyChange(before, change);
    expect(applyChange(after, invert(change))).toEqual(before);
    return after;
  };

  it('are so in one step, for one side', () => {
    const conflict = [
      { field: 'note', theirs: 'x' },
      { field: 'label', theirs: 'quote' },
      { field: 'x-z', theirs: 1 },
    ];
    const [note, label] = conflict;
    expect(settled(conflict, 'theirs', [note ?? '', label ?? ''])?.[0]).toEqual({
      ...here,
      note: 'x',
      label: 'quote',
      conflict: [conflict[2]],
    });
    expect(settled(conflict, 'ours')?.[0]).toEqual({ ...here, conflict: undefined });
  });

  it('have their words looked for in the text', () => {
    const [found] = settled([theirs('bridge fell early')], 'theirs') ?? [];
    const [place] = mark(text, 'bridge fell early').target;
    expect(found?.target).toEqual([{ ...place, prefix: '', suffix: '' }]);
  });

  it('have words that changed at the place of those that stand there now', () => {
    const exact = 'nobody in the whole of the city was hurt';
    const [found] = settled([theirs(exact)], 'theirs') ?? [];
    const [part] = found?.target ?? [];
    expect(part).toMatchObject({ exact, state: 'changed' });
    expect(text.slice(part?.start, part?.end)).toBe('nobody in the whole of the town was hurt');
  });

  it('have words that are nowhere lost', () => {
    const [found] = settled([theirs('quite another sentence')], 'theirs') ?? [];
    expect(found?.target).toMatchObject([{ exact: 'quite another sentence', state: 'lost' }]);
  });

  it('give a place of some length to words that come for others of which nothing is left', () => {
    const gone = { ...here, target: here.target.map((each) => ({ ...each, end: each.start, state: 'lost' as const })) };
    const entry = theirs('quite another sentence');
    const change = settle([{ ...gone, conflict: [entry] }], 'a', [entry], 'theirs', text);
    const [part] = change?.steps[0]?.after?.target ?? [];
    expect((part?.end ?? 0) - (part?.start ?? 0)).toBeGreaterThan(0);
  });

  it('remove the annotation that they had removed, with the links to it', () => {
    expect(settled([{ field: 'annotation', deleted: 'theirs' }], 'theirs')).toEqual([{ ...other, links: [] }]);
  });

  it('give no change where none can be taken', () => {
    expect(settled([{ field: 'label' }], 'theirs')).toBeUndefined();
    expect(settle([here], 'a', [theirs('x')], 'theirs', text)).toBeUndefined();
  });
});
