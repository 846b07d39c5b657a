import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBoundary, trim } from '../../src/core/span.ts';
import { CodePoints, toText } from '../../src/core/text.ts';

const runs = { seed: 1, numRuns: 500 };

/** Texts full of what is more than one UTF-16 unit, lone halves of pairs among them. */
const text = fc
  .array(
    fc.constantFrom(
      'a',
      ' ',
      '\n',
      '😀',
      '🇺🇦',
      '👩\u200d👧',
      'e\u0301',
      'ש\u05c1',
      '漢',
      '\ud83d',
      '\ude00',
      '\u0301',
      '\u0600',
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

const spanIn = (whole: string) =>
  fc
    .tuple(fc.nat(whole.length), fc.nat(whole.length))
    .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));

const textAndSpan = text.chain((whole) => fc.record({ whole: fc.constant(whole), span: spanIn(whole) }));

describe('CodePoints', () => {
  it('counts as iterating over the text does, both ways', () => {
    fc.assert(
      fc.property(text, (whole) => {
        const points = new CodePoints(whole);
        let utf16 = 0;
        let count = 0;
        for (const character of whole) {
          expect(points.fromUtf16(utf16)).toBe(count);
          expect(points.toUtf16(count)).toBe(utf16);
          utf16 += character.length;
          count++;
        }
        expect(points.length).toBe(count);
        expect(points.toUtf16(count)).toBe(whole.length);
        expect(points.fromUtf16(whole.length)).toBe(count);
      }),
      runs,
    );
  });
});

describe('toText', () => {
  it('leaves no CR, and nothing to do a second time but for a byte order mark', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('\r', '\n', 'a', '😀') }), (decoded) => {
        const once = toText(decoded);
        expect(once).not.toContain('\r');
        expect(toText(once)).toBe(once);
        expect(once.split('\n')).toEqual(decoded.split(/\r\n|\r|\n/));
      }),
      runs,
    );
  });
});

describe('trim', () => {
  it('cuts no cluster, neither starts nor ends with white space, and is content with its own result', () => {
    fc.assert(
      fc.property(textAndSpan, ({ whole, span }) => {
        const found = trim(whole, span);
        if (!found) {
          expect(whole.slice(span.start, span.end).replace(/\s|\p{M}|\u0600/gu, '')).toBe('');
          return;
        }
        expect(isBoundary(whole, found.start) && isBoundary(whole, found.end)).toBe(true);
        expect(whole.slice(found.start, found.end)).toMatch(/^\S[\s\S]*$/);
        expect(whole.slice(found.start, found.end)).toMatch(/\S$/);
        expect(trim(whole, found)).toEqual(found);
      }),
      runs,
    );
  });
});
