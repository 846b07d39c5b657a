import { expect, it } from 'vitest';
import { bounded, CONTEXT, describe as describeQuote, find } from '../../../src/core/quote.ts';
import { draw, read } from './picture.ts';

const described = (picture: string) => {
  const { text, ...span } = read(picture);
  return describeQuote(text, span);
};

/** Looks in `text` for what the picture shows; `hint` is where it stood. */
const found = (picture: string, text: string, hint = read(picture).start) => {
  const span = find(text, described(picture), hint);
  return span && draw(text, span);
};

it('remembers the words and up to 32 code points on either side', () => {
  expect(described('a [b] c')).toEqual({ exact: 'b', prefix: 'a ', suffix: ' c' });
  expect(described('[b]')).toEqual({ exact: 'b', prefix: '', suffix: '' });
  const far = described(`${'😀'.repeat(40)}x[b]${'😀'.repeat(40)}`);
  expect(far.prefix).toBe(`${'😀'.repeat(CONTEXT - 1)}x`);
  expect(far.suffix).toBe('😀'.repeat(CONTEXT));
});

it('is told by no more of what stood around it than is remembered', () => {
  const quote = { exact: 'b', prefix: `y${'x'.repeat(CONTEXT)}`, suffix: '😀'.repeat(CONTEXT + 1), start: 3 };
  expect(bounded(quote)).toEqual({ ...quote, prefix: 'x'.repeat(CONTEXT), suffix: '😀'.repeat(CONTEXT) });
  const usual = described('a [b] c');
  expect(bounded(usual)).toBe(usual);
});

it.each([
  ['where it stood', 'He said [no] twice', 'He said no twice', 'He said [no] twice'],
  ['where it has moved to', 'He said [no] twice', 'Yesterday he said no twice', 'Yesterday he said [no] twice'],
  [
    'among repeats, by its surroundings',
    'war and [peace] now',
    'peace. peace? war and peace now. peace',
    'peace. peace? war and [peace] now. peace',
  ],
  [
    'by half of its surroundings',
    'the words of [peace] today',
    'peace. the words of peace, tomorrow',
    'peace. the words of [peace], tomorrow',
  ],
  [
    'a long passage without its surroundings',
    'x [a passage that is long enough] y',
    'It was a passage that is long enough.',
    'It was [a passage that is long enough].',
  ],
])('finds a passage %s', (_where, picture, text, expected) => {
  expect(found(picture, text)).toBe(expected);
});

it('believes a place where the words still stand, whatever is around them', () => {
  expect(found('abc [no] def', 'xyz no uvw')).toBe('xyz [no] uvw');
});

it('takes the nearer one of two that are alike', () => {
  expect(found('x [a] x', 'x a x, x a x, x a x', 13)).toBe('x a x, x a x, x [a] x');
  expect(found('x [a] x', 'x a x, x a x, x a x', 8)).toBe('x a x, x [a] x, x a x');
});

it('believes a short passage that never had surroundings', () => {
  expect(found('[no]', 'oh no')).toBe('oh [no]');
});

it.each([
  ['gone', 'a [word] b', 'a b'],
  ['few words in other surroundings', 'abcdefgh [no] ijklmnop', 'There was no reason.'],
])('does not find what is %s', (_what, picture, text) => {
  expect(found(picture, text)).toBeUndefined();
});

it('does not look for nothing, nor before the text', () => {
  expect(find('abc', { exact: '', prefix: '', suffix: '' }, 0)).toBeUndefined();
  expect(find('abc', { exact: 'abc', prefix: '', suffix: '' }, -3)).toEqual({ start: 0, end: 3 });
});

it('is quick in a text that repeats itself', () => {
  const begin = performance.now();
  find('a'.repeat(1_000_000), { exact: 'aa', prefix: 'b'.repeat(32), suffix: 'a'.repeat(32) }, 2_000_000);
  expect(performance.now() - begin).toBeLessThan(4000);
});
