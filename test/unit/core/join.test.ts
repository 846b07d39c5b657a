import { describe, expect, it } from 'vitest';
import type { Annotation, Fragment } from '../../../src/core/annotation.ts';
import { invert } from '../../../src/core/change.ts';
import { applyChange } from '../../../src/core/document.ts';
import { following, join } from '../../../src/core/join.ts';
import { BUILT_IN } from '../../../src/core/label.ts';
import { mark } from './sample.ts';

const TEXT = '“We go,” he said, “and we do not come back.”';

/** The annotations after those of these ids were joined; taking it back must give what was there. */
function joined(ids: readonly string[], ...all: readonly Annotation[]): readonly Annotation[] {
  const change = join(
    all,
    all.filter(({ id }) => ids.includes(id)),
    TEXT,
  );
  const after = applyChange(all, change);
  expect(applyChange(after, invert(change))).toEqual(all);
  return after;
}

const exacts = (annotation: Annotation | undefined) => annotation?.target.map(({ exact }) => exact);

/** What comes of two that differ in this, and in their words. */
const united = (first: Partial<Annotation>, other: Partial<Annotation>) =>
  joined(['a', 'b'], mark(TEXT, 'We go', { id: 'a', ...first }), mark(TEXT, 'and', { id: 'b', ...other }))[0];

describe('joining', () => {
  it('makes one of several, with the fragments of all', () => {
    const all = joined(
      ['a', 'b', 'c'],
      mark(TEXT, 'do not', { id: 'a' }),
      mark(TEXT, ['We go', 'come'], { id: 'b' }),
      mark(TEXT, 'he', { id: 'other' }),
      mark(TEXT, 'and we', { id: 'c' }),
    );
    expect(all.map((each) => [each.id, exacts(each)])).toEqual([
      ['b', ['We go', 'and we do not come']],
      ['other', ['he']],
    ]);
  });

  it('unites notes, lists and links, and says where the values differ', () => {
    const after = united(
      { note: 'x', attributes: { verdict: 'disputed', topics: ['a', 'b'] }, links: [{ role: 'source', to: 's' }] },
      { note: 'y', attributes: { verdict: 'false', topics: ['b', 'c'] }, links: [{ role: 'source', to: 't' }] },
    );
    expect(after).toMatchObject({
      note: 'x\n\ny',
      attributes: { verdict: 'disputed', topics: ['a', 'b', 'c'] },
      links: [
        { role: 'source', to: 's' },
        { role: 'source', to: 't' },
      ],
      conflict: [{ field: ['attributes', 'verdict'], theirs: 'false' }],
    });
  });

  it('has no conflict where one says what the other does not', () => {
    const after = united({ attributes: { verdict: 'false' } }, { attributes: { credibility: '1' }, note: 'y' });
    expect(after).toEqual(
      mark(TEXT, ['We go', 'and'], { id: 'a', attributes: { credibility: '1', verdict: 'false' }, note: 'y' }),
    );
  });

  it('leads links to the first, and drops the one between the two', () => {
    const [first, other] = joined(
      ['a', 'b'],
      mark(TEXT, 'We go', { id: 'a', links: [{ role: 'same', to: 'b' }] }),
      mark(TEXT, 'and', { id: 'b' }),
      mark(TEXT, 'he', { id: 'c', links: [{ role: 'supports', to: 'b' }] }),
    );
    expect(first?.links).toEqual([]);
    expect(other?.links).toEqual([{ role: 'supports', to: 'a' }]);
  });

  it('loses no key that it does not know', () => {
    const own = (words: string, id: string, extra: Readonly<Record<string, string>>) => {
      const annotation = mark(TEXT, words, { id });
      return { ...annotation, target: annotation.target.map((each) => ({ ...each, extra })) };
    };
    const [after] = joined(
      ['a', 'b'],
      own('and we', 'a', { 'x-a': '1', x: '1' }),
      own('do not', 'b', { 'x-b': '2', x: '2' }),
    );
    expect(after?.target).toMatchObject([{ exact: 'and we do not', extra: { 'x-a': '1', 'x-b': '2', x: '1' } }]);
    expect(JSON.stringify(after?.conflict)).toContain('"x":"2"');
  });

  it('loses none where fragments of one of them say different things', () => {
    const first = mark(TEXT, ['We go', 'and we'], { id: 'a' });
    const a = { ...first, target: first.target.map((each, i) => ({ ...each, extra: { 'x-page': i } })) };
    const [after] = joined(['a', 'b'], a, mark(TEXT, ',” he said, “', { id: 'b' }));
    expect(after?.target.map(({ exact, extra }) => [exact, extra])).toEqual([
      ['We go,” he said, “', { 'x-page': 0 }],
      ['and we', { 'x-page': 1 }],
    ]);
    expect(after?.conflict).toBeUndefined();
  });

  it('loses no key of fragments that are lost where one stood', () => {
    const lost = (id: string, pages: readonly number[]) => {
      const { target, ...rest } = mark(TEXT, 'and', { id });
      const [each] = target;
      return {
        ...rest,
        target: pages.map((page) => ({ ...each, state: 'lost', extra: { 'x-page': page } }) as Fragment),
      };
    };
    const [after] = joined(['a', 'b'], lost('a', [1, 2]), lost('b', [3]));
    expect(after?.target.map(({ extra }) => extra?.['x-page']).sort()).toEqual([1, 2, 3]);
    expect(after?.conflict).toBeUndefined();
  });

  it('keeps a fragment that is lost', () => {
    const lost = mark(TEXT, 'and');
    const target = lost.target.map((each) => ({ ...each, state: 'lost' as const }));
    expect(united({}, { target })?.target.map(({ exact, state }) => [exact, state])).toEqual([
      ['We go', undefined],
      ['and', 'lost'],
    ]);
  });
});

describe('the one that follows', () => {
  it('has the same label, also under an earlier name, and a place', () => {
    const labels = BUILT_IN.labels.map((label) => (label.name === 'claim' ? { ...label, was: ['assertion'] } : label));
    const codebook = { ...BUILT_IN, labels };
    const first = mark(TEXT, 'We go', { id: 'a' });
    const lost = mark(TEXT, 'he', { id: 'b' });
    const all: readonly Annotation[] = [
      mark(TEXT, 'come', { id: 'd' }),
      { ...lost, target: lost.target.map((each) => ({ ...each, state: 'lost' })) },
      mark(TEXT, 'and', { id: 'c', label: 'assertion' }),
      mark(TEXT, 'said', { id: 'e', label: 'quote' }),
      first,
    ];
    const next = following(first, all, codebook);
    expect(next?.id).toBe('c');
    expect(next && following(next, all, codebook)?.id).toBe('d');
    expect(all[0] && following(all[0], all, codebook)).toBeUndefined();
  });
});
