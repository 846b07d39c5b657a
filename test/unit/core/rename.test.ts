import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Annotation, AttributeValue } from '../../../src/core/annotation.ts';
import { BUILT_IN, type Codebook } from '../../../src/core/label.ts';
import { type Kind, keyOf, refusalOf, rename, type Term, tally, termsOf } from '../../../src/core/rename.ts';
import { at } from './sample.ts';

const CODEBOOK: Codebook = {
  ...BUILT_IN,
  labels: BUILT_IN.labels.map((label) => (label.name === 'claim' ? { ...label, was: ['assertion'] } : label)),
};

const source = (entity: AttributeValue): Annotation =>
  at('a', 0, 3, { label: 'source', attributes: { kind: 'person', entity } });
const ENTITY: Term = { name: 'Ann Lee', attribute: 'entity' };
const VERDICT: Term = { name: 'disputed', attribute: 'verdict', label: 'claim' };

const names = (annotations: readonly Annotation[], kind: Kind) =>
  [...tally(annotations, kind, CODEBOOK).values()].map(({ term, count }) => [term.label, term.name, count]);

describe('renaming', () => {
  it('gives a source another entity, and leaves all else as it is', () => {
    expect(rename(source('Ann Lee'), ENTITY, 'Ann M. Lee', CODEBOOK)).toEqual(source('Ann M. Lee'));
    const other = source('Ann');
    expect(rename(other, ENTITY, 'Ann M. Lee', CODEBOOK)).toBe(other);
    const without = at('a', 0, 3, { attributes: { kind: 'Ann Lee' } });
    expect(rename(without, ENTITY, 'Ann M. Lee', CODEBOOK)).toBe(without);
  });

  it('changes one item of a list, which has none twice afterwards', () => {
    expect(rename(source(['Ben', 'Ann Lee']), ENTITY, 'Ann', CODEBOOK)).toEqual(source(['Ben', 'Ann']));
    expect(rename(source(['Ben', 'Ann Lee']), ENTITY, 'Ben', CODEBOOK)).toEqual(source(['Ben']));
  });

  it('changes a label where it stands under just this name', () => {
    const [old, present] = [at('a', 0, 3, { label: 'assertion' }), at('b', 0, 3)];
    expect(rename(old, { name: 'assertion' }, 'claim', CODEBOOK)).toEqual({ ...old, label: 'claim' });
    expect(rename(present, { name: 'assertion' }, 'claim', CODEBOOK)).toBe(present);
    expect(rename(old, { name: 'claim' }, 'statement', CODEBOOK)).toBe(old);
  });

  it('changes a value under one label, also where that has an earlier name', () => {
    const claim = (label: string) => at('a', 0, 3, { label, attributes: { verdict: 'disputed' } });
    for (const label of ['claim', 'assertion'])
      expect(rename(claim(label), VERDICT, 'contested', CODEBOOK).attributes).toEqual({ verdict: 'contested' });
    const quote = claim('quote');
    expect(rename(quote, VERDICT, 'contested', CODEBOOK)).toBe(quote);
  });

  it('knows attributes that are called like parts of an object', () => {
    const attributes = Object.fromEntries([['__proto__', 'x']]);
    const renamed = rename(
      at('a', 0, 3, { attributes }),
      { name: 'x', attribute: '__proto__', label: 'claim' },
      'y',
      CODEBOOK,
    );
    expect(Object.entries(renamed.attributes)).toEqual([['__proto__', 'y']]);
    const none = at('a', 0, 3);
    expect(rename(none, { name: 'x', attribute: 'constructor' }, 'y', CODEBOOK)).toBe(none);
  });
});

describe('renaming what a merge could not decide', () => {
  const claim = (more: Partial<Annotation>) => at('a', 0, 3, { attributes: { verdict: 'false' }, ...more });
  const verdict = (theirs: AttributeValue, more = {}) => ({ field: ['attributes', 'verdict'], theirs, ...more });
  const others = [
    { field: ['attributes', 'kind'], theirs: 'disputed' },
    { field: 'note', theirs: 'disputed' },
    { field: 'label', theirs: 'disputed' },
    { field: 'annotation', deleted: 'theirs' },
    'disputed',
    { field: ['links', 'source', 'b'], deleted: 'ours' },
  ];

  it('gives the other side the new name, too, and leaves all other entries as they are', () => {
    const after = rename(claim({ conflict: [verdict('disputed'), ...others] }), VERDICT, 'contested', CODEBOOK);
    expect(after).toEqual(claim({ conflict: [verdict('contested'), ...others] }));
    const [lists, renamed] = [verdict(['a', 'disputed']), verdict(['a', 'contested'])];
    expect(rename(claim({ conflict: lists }), VERDICT, 'contested', CODEBOOK)).toEqual(claim({ conflict: renamed }));
    const untouched = claim({ conflict: others });
    expect(rename(untouched, VERDICT, 'contested', CODEBOOK)).toBe(untouched);
  });

  it('counts what only the other side says', () => {
    const given = claim({ conflict: [verdict('disputed'), { field: 'label', theirs: 'quote' }] });
    expect(names([given], 'value')).toEqual([
      ['claim', 'false', 1],
      ['claim', 'disputed', 1],
    ]);
    expect(names([given], 'label')).toEqual([
      [undefined, 'claim', 1],
      [undefined, 'quote', 1],
    ]);
    expect(rename(given, { name: 'quote' }, 'citation', CODEBOOK).conflict).toEqual([
      verdict('disputed'),
      { field: 'label', theirs: 'citation' },
    ]);
  });

  it('decides it where both sides say the same then, unless the entry says more', () => {
    const [one, more] = [verdict('disputed'), verdict('disputed', { 'x-asked': 'ben' })];
    expect(rename(claim({ conflict: [one, ...others] }), VERDICT, 'false', CODEBOOK).conflict).toEqual(others);
    expect(rename(claim({ conflict: [one] }), VERDICT, 'false', CODEBOOK)).toEqual(claim({}));
    expect(rename(claim({ conflict: one }), VERDICT, 'false', CODEBOOK)).toEqual(claim({}));
    expect(rename(claim({ conflict: [more] }), VERDICT, 'false', CODEBOOK).conflict).toEqual([
      verdict('false', { 'x-asked': 'ben' }),
    ]);
    const old = claim({ label: 'assertion', conflict: [{ field: 'label', theirs: 'claim' }] });
    expect(rename(old, { name: 'assertion' }, 'claim', CODEBOOK)).toEqual(claim({}));
  });
});

describe('terms', () => {
  const claim = at('c', 0, 3, { label: 'assertion', attributes: { verdict: 'false', tags: ['a', 'b', 'a'] } });
  const all = [source('Ann Lee'), { ...source(['Ann Lee', 'Ben']), id: 'b' }, claim];

  it('are counted by annotations', () => {
    expect(names(all, 'label')).toEqual([
      [undefined, 'source', 2],
      [undefined, 'assertion', 1],
    ]);
    expect(names(all, 'entity')).toEqual([
      [undefined, 'Ann Lee', 2],
      [undefined, 'Ben', 1],
    ]);
    expect(names(all, 'value')).toEqual([
      ['source', 'person', 2],
      ['source', 'Ann Lee', 2],
      ['source', 'Ben', 1],
      ['claim', 'false', 1],
      ['claim', 'a', 1],
      ['claim', 'b', 1],
    ]);
  });

  it('come with the words of the first annotation that has them', () => {
    expect(tally(all, 'label', CODEBOOK).get(keyOf({ name: 'source' }))?.words).toBe('xxx');
  });

  it('are told apart by label, attribute and name', () => {
    const keys = [ENTITY, VERDICT, { name: 'disputed' }, { ...VERDICT, label: 'quote' }, { ...VERDICT, name: '' }];
    expect(new Set(keys.map(keyOf)).size).toBe(keys.length);
  });
});

describe('a new name', () => {
  it('is refused when it is empty, the same, or holds half a character', () => {
    expect(['', 'Ann Lee', 'Ann \ud83d', 'Ann 😀'].map((name) => refusalOf(name, ENTITY))).toEqual([
      'empty',
      'same',
      'half',
      undefined,
    ]);
  });
});

describe('laws of renaming', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'claim', 'assertion', 'quote');
  const value = fc.oneof(name, fc.uniqueArray(name, { maxLength: 3 }));
  const entry = fc.oneof(
    fc.record({ field: fc.constant('label'), theirs: name }),
    fc.record({ field: fc.tuple(fc.constant('attributes'), fc.constantFrom('entity', 'verdict')), theirs: value }),
  );
  const annotation = fc
    .record({
      label: name,
      attributes: fc.dictionary(fc.constantFrom('entity', 'verdict'), value),
      conflict: fc.option(fc.uniqueArray(entry, { minLength: 1, maxLength: 3 }), { nil: undefined }),
    })
    .map((more) => at('a', 0, 3, more));
  const kind = fc.constantFrom<Kind>('label', 'entity', 'value');

  it('leave nothing of the old name and add nothing but the new one', () => {
    fc.assert(
      fc.property(annotation, kind, name, (given, which, to) => {
        const [term] = termsOf(given, which, CODEBOOK);
        if (!term || term.name === to) return;
        const after = rename(given, term, to, CODEBOOK);
        const keys = (each: Annotation) => termsOf(each, which, CODEBOOK).map(keyOf);
        const wanted = new Set(keys(given).map((key) => (key === keyOf(term) ? keyOf({ ...term, name: to }) : key)));
        expect(new Set(keys(after))).toEqual(wanted);
        expect(rename(after, term, to, CODEBOOK)).toBe(after);
      }),
    );
  });

  it('are taken back by the other way round, where the new name was not there', () => {
    fc.assert(
      fc.property(annotation, kind, (given, which) => {
        const [term] = termsOf(given, which, CODEBOOK);
        if (!term) return;
        const there = rename(given, term, 'new', CODEBOOK);
        expect(rename(there, { ...term, name: 'new' }, term.name, CODEBOOK)).toEqual(given);
      }),
    );
  });
});
