import { describe, expect, it } from 'vitest';
import { anchor, carry, fragment } from '../../../src/core/anchor.ts';
import { mark } from './sample.ts';

const TEXT = 'The minister said on Monday that the bridge was safe. “It is safe,” he said, “for now.”';

describe('fragment', () => {
  it('is the words with their place and surroundings', () => {
    expect(fragment('one two three', { start: 4, end: 7 })).toEqual({
      exact: 'two',
      prefix: 'one ',
      suffix: ' three',
      start: 4,
      end: 7,
    });
  });
});

describe('anchor', () => {
  it('leaves an annotation as it is where nothing changed', () => {
    const annotation = mark(TEXT, 'the bridge was safe');
    expect(anchor(annotation, TEXT)).toBe(annotation);
  });

  it('moves it with its words', () => {
    const annotation = mark(TEXT, ['It is safe', 'for now']);
    const found = anchor(annotation, `Update. ${TEXT}`);
    expect(found.target.map(({ start }) => start)).toEqual(annotation.target.map(({ start }) => start + 8));
    expect(found.target.map(({ exact, state }) => [exact, state])).toEqual([
      ['It is safe', undefined],
      ['for now', undefined],
    ]);
  });

  it('calls it lost where the words are gone, and keeps the old place', () => {
    const annotation = mark(TEXT, ['It is safe', 'for now']);
    const found = anchor(annotation, TEXT.replace('for now', 'for ever'));
    expect(found.target.map(({ state }) => state)).toEqual([undefined, 'lost']);
    expect(found.target[1]).toEqual({ ...annotation.target[1], state: 'lost' });
  });

  it('keeps what is changed as changed until the words are there again', () => {
    const [first] = mark(TEXT, 'It is safe').target;
    if (!first) throw new Error('no target');
    const changed = mark(TEXT, 'It is safe', { target: [{ ...first, state: 'changed' }] });
    expect(anchor(changed, TEXT.replace('It is', 'It was'))).toBe(changed);
    expect(anchor(changed, TEXT).target).toEqual([first]);
  });

  it('finds what was lost', () => {
    const annotation = mark(TEXT, 'It is safe');
    const lost = anchor(annotation, 'Something else.');
    expect(lost.target[0]?.state).toBe('lost');
    expect(anchor(lost, TEXT)).toEqual(annotation);
  });

  it('mends an end that does not fit the words', () => {
    const annotation = mark(TEXT, 'It is safe');
    const [first] = annotation.target;
    if (!first) throw new Error('no target');
    expect(anchor({ ...annotation, target: [{ ...first, end: first.end + 5 }] }, TEXT)).toEqual(annotation);
  });

  it('believes no fragment when they are found in another order', () => {
    const first = 'The bridge was safe on Monday';
    const second = 'nobody had looked at it since';
    const annotation = mark(`${first}; ${second}.`, [first, second]);
    const found = anchor(annotation, `And so, ${second}. ${first}.`);
    expect(found.target.map(({ state }) => state)).toEqual(['lost', 'lost']);
  });
});

describe('carry', () => {
  it('moves what lies behind the changed part, also among repeats', () => {
    const before = 'no. no. no. no.';
    const third = mark(before, 'no', { target: [fragment(before, { start: 8, end: 10 })] });
    const after = 'Oh, no. no. no. no.';
    expect(carry([third], before, after)[0]?.target[0]).toMatchObject({ start: 12, end: 14 });
  });

  it('gives the same annotations back when the text is the same', () => {
    const annotations = [mark(TEXT, 'bridge')];
    expect(carry(annotations, TEXT, TEXT)).toBe(annotations);
  });

  it('looks for what lies in the changed part', () => {
    const annotation = mark(TEXT, 'that the bridge was safe');
    const after = TEXT.replace('on Monday that the bridge was safe', 'that the bridge was safe on Monday');
    expect(carry([annotation], TEXT, after)[0]?.target[0]).toMatchObject({ start: 18, end: 42 });
    expect(carry([annotation], TEXT, TEXT.replace('bridge', 'dam'))[0]?.target[0]?.state).toBe('lost');
  });
});
