import { describe, expect, it } from 'vitest';
import type { Annotation, Review } from '../../../src/core/annotation.ts';
import { answered, nextToReview, review } from '../../../src/core/review.ts';

const [EARLY, LATE] = ['2026-11-21T09:00:00Z', '2026-11-22T09:00:00Z'];

const annotation = (id: string, start: number, more: Partial<Annotation> = {}): Annotation => ({
  ...{ id, label: 'claim', attributes: {}, links: [] },
  target: [{ exact: 'abc', prefix: '', suffix: '', start, end: start + 3 }],
  ...more,
});

const accepted: Review = { state: 'accepted', by: 'ana', at: EARLY };

describe('an answer', () => {
  it('tells who gave it and when, and leaves the annotation’s own author and time alone', () => {
    const before = annotation('a', 0, { by: 'ben', created: EARLY });
    expect(answered(before, review(before, 'accepted'), LATE, 'ana')).toEqual({
      ...before,
      review: { state: 'accepted', by: 'ana', at: LATE },
    });
    expect(answered(before, review(before, 'open'), LATE, undefined)?.review).toEqual({ state: 'open', at: LATE });
  });

  it('takes the place of another one, and keeps what else is known of that', () => {
    const before = annotation('a', 0, { review: { ...accepted, extra: { 'x-why': 'seen' } } });
    expect(answered(before, review(before, 'rejected'), LATE, 'ben')?.review).toEqual({
      ...{ state: 'rejected', by: 'ben', at: LATE },
      extra: { 'x-why': 'seen' },
    });
  });

  it('is not what else happens to an annotation, nor a review that comes from somebody else', () => {
    const before = annotation('a', 0, { review: accepted });
    expect(answered(before, { ...review(before, 'rejected'), note: 'no' }, LATE, 'ben')).toBeUndefined();
    expect(answered(before, { ...before, note: 'no' }, LATE, 'ben')).toBeUndefined();
    expect(answered({ ...before, review: undefined }, before, LATE, 'ben')).toBeUndefined();
    expect(answered(before, { ...before, review: undefined }, LATE, 'ben')).toBeUndefined();
  });
});

describe('the next to review', () => {
  const all = [
    annotation('a', 0, { review: accepted }),
    annotation('b', 0, { modified: LATE, review: accepted }),
    annotation('c', 20, { review: { ...accepted, state: 'open' } }),
    annotation('d', 10, { review: accepted }),
  ];

  it('is the next in the text without an answer, or with one that is older than the annotation', () => {
    expect(nextToReview(all, 0, 'a')?.id).toBe('b');
    expect(nextToReview(all, 0, 'b')?.id).toBe('c');
    expect(nextToReview(all, 0, 'd')?.id).toBe('c');
  });

  it('is the next from a place on where there is none at hand', () => {
    expect(nextToReview(all, 0)?.id).toBe('b');
    expect(nextToReview(all, 1)?.id).toBe('c');
    expect(nextToReview(all, 21)?.id).toBe('b');
    expect(nextToReview(all.slice(0, 1), 0)).toBeUndefined();
  });

  it('is looked for from the beginning again, and is never the one that was just judged', () => {
    expect(nextToReview(all, 0, 'c')?.id).toBe('b');
    expect(nextToReview(all.slice(0, 1), 0, 'a')).toBeUndefined();
    expect(nextToReview([annotation('c', 0)], 0, 'c')).toBeUndefined();
  });
});
