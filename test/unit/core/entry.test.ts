import { describe, expect, it } from 'vitest';
import type { Annotation } from '../../../src/core/annotation.ts';
import { entryOf } from '../../../src/core/entry.ts';
import { BUILT_IN, type Codebook } from '../../../src/core/label.ts';

const annotation = (more: Partial<Annotation>): Annotation => ({
  id: 'a',
  label: 'claim',
  target: [{ start: 0, end: 3, exact: 'one', prefix: '', suffix: '' }],
  attributes: {},
  links: [],
  ...more,
});

const entry = (more: Partial<Annotation>, codebook: Codebook = BUILT_IN) =>
  entryOf(annotation(more), codebook, (words) => `“${words}”`);

describe('an entry', () => {
  it('tells of a claim its verdict, and whether that is another than the one it begins with', () => {
    expect(entry({})).toMatchObject({ label: 'claim', words: '“one”', verdict: undefined, isDecided: false });
    expect(entry({ attributes: { verdict: 'unverified' } })).toMatchObject({ verdict: 'unverified', isDecided: false });
    expect(entry({ attributes: { verdict: 'false' } })).toMatchObject({ verdict: 'false', isDecided: true });
    expect(entry({ label: 'quote', attributes: { verdict: 'false' } })).toMatchObject({ verdict: undefined });
  });

  it('tells of a source whom it names', () => {
    expect(entry({ label: 'source', attributes: { entity: 'ODNI' } }).entities).toEqual(['ODNI']);
    expect(entry({ label: 'source', attributes: { entity: ['A', '', 'B'] } }).entities).toEqual(['A', 'B']);
    expect(entry({ label: 'source' }).entities).toEqual([]);
    expect(entry({ label: 'claim', attributes: { entity: 'ODNI' } }).entities).toBeUndefined();
  });

  it('has the label’s present name', () => {
    const [claim, ...others] = BUILT_IN.labels;
    const codebook = claim ? { ...BUILT_IN, labels: [{ ...claim, was: ['assertion'] }, ...others] } : BUILT_IN;
    expect(entry({ label: 'assertion', attributes: { verdict: 'false' } }, codebook)).toMatchObject({
      label: 'claim',
      isDecided: true,
    });
  });

  it('tells what has to be looked at: lost before changed before a conflict', () => {
    const at = (state: 'lost' | 'changed') => ({ start: 0, end: 3, exact: 'one', prefix: '', suffix: '', state });
    const conflict = { field: 'note', theirs: 'x' };
    expect(entry({ target: [at('changed'), at('lost')], conflict }).trouble).toBe('lost');
    expect(entry({ target: [at('changed')], conflict }).trouble).toBe('changed');
    expect(entry({ conflict }).trouble).toBe('conflict');
    expect(entry({}).trouble).toBeUndefined();
  });
});
