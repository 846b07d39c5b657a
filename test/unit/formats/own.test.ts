import { describe, expect, it } from 'vitest';
import { isOwn, OWN_KEYS, ownOf } from '../../../src/formats/own.ts';
import { annotated } from './exportable.ts';

describe('what Newsmark says beside label, words and links', () => {
  it('has what there is, without what others added', () => {
    const review = { state: 'accepted', by: 'ben', extra: { x: 1 } };
    const annotation = annotated('no', ['no'], { note: 'n', attributes: { a: ['b', 'c'] }, review, by: 'ana' });
    expect(ownOf(annotation)).toEqual({
      note: 'n',
      attributes: { a: ['b', 'c'] },
      review: { state: 'accepted', by: 'ben' },
      by: 'ana',
    });
    expect(ownOf(annotated('no', ['no'], { note: '' }))).toEqual({});
  });

  it('is known again, and nothing else is', () => {
    for (const key of OWN_KEYS.filter((each) => each !== 'attributes' && each !== 'review')) {
      expect([key, isOwn(key, 'x'), isOwn(key, 1), isOwn(key, null)]).toEqual([key, true, false, false]);
    }
    expect(isOwn('attributes', { a: 'b', constructor: ['c'] })).toBe(true);
    expect(isOwn('attributes', { constructor: 1 })).toBe(false);
    expect(isOwn('attributes', [])).toBe(false);
    expect(isOwn('attributes', { a: [1] })).toBe(false);
    expect(isOwn('review', { state: 'open' })).toBe(true);
    expect(isOwn('review', { by: 'ben' })).toBe(false);
    expect(isOwn('review', { state: 'open', at: 1 })).toBe(false);
  });
});
