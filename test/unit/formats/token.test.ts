import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toText } from '../../../src/core/text.ts';
import { tokensOf } from '../../../src/formats/token.ts';
import { annotate, drafts, source } from '../../property/articles.ts';

/** The tokens between bars, with a dot where a space follows. */
const shown = (text: string, ...spans: readonly (readonly [number, number])[]): string =>
  tokensOf(
    text,
    spans.map(([start, end]) => ({ start, end })),
  )
    .map(({ start, end, ws }) => text.slice(start, end) + (ws ? '·' : ''))
    .join('|');

describe('the tokens of a text', () => {
  it.each([
    ['Smith said no.', 'Smith·|said·|no|.'],
    ["“We don't,” 3.5 %", "“|We·|don't|,|”·|3.5·|%"],
    ['a  b', 'a·| |b'],
    ['a \n\n b\n', 'a·|\n\n |b|\n'],
    ['  a', '  |a'],
    ['', ''],
    [' ', ' '],
    ['😀 👩‍👩‍👧 e\u0301', '😀·|👩‍👩‍👧·|e\u0301'],
  ])('%j', (text, tokens) => {
    expect(shown(text)).toBe(tokens);
  });

  it('are cut where spans begin and end', () => {
    expect(shown('well-known Smiths', [5, 10], [11, 16])).toBe('well|-|known·|Smith|s');
    expect(shown('abc', [1, 2])).toBe('a|b|c');
    expect(shown('a  b', [0, 2])).toBe('a·| |b');
  });

  it('are the text, and spans are made of them', () => {
    fc.assert(
      fc.property(source, drafts, (raw, wanted) => {
        const text = toText(raw);
        const spans = annotate(text, wanted).flatMap(({ target }) => target.filter(({ state }) => !state));
        const tokens = tokensOf(text, spans);
        expect(tokens.map(({ start, end, ws }) => text.slice(start, end) + (ws ? ' ' : '')).join('')).toBe(text);
        expect(tokens.every(({ start, end }) => start < end)).toBe(true);
        for (const { start, end } of spans) {
          expect(tokens.some((token) => token.start === start)).toBe(true);
          expect(tokens.some((token) => token.end === end)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});
