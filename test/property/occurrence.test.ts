import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isSame } from '../../src/core/fold.ts';
import { occurrences } from '../../src/core/occurrence.ts';
import type { Span } from '../../src/core/span.ts';

const letters = (...more: readonly string[]) =>
  fc.constantFrom('a', 'b', 'A', '1', ' ', ' ', '\n', '\u00a0', '"', '“', '-', '—', ',', '’', '_', ...more);
const some = fc.array(letters('a ', 'b a', '1,1'), { maxLength: 40 }).map((all) => all.join(''));
const words = fc.array(letters(), { minLength: 1, maxLength: 4 }).map((all) => all.join('').trim());

/** Where words and numbers are of one piece. */
const WHOLE = /(?:[\p{L}\p{N}_]|(?<=\p{Nd}),(?=\p{Nd}))+/gu;

/** One place after the other is tried, and every end. */
function naive(text: string, sought: string): Span[] {
  const within = new Set<number>();
  for (const { 0: whole, index } of text.matchAll(WHOLE))
    for (let at = index + 1; at < index + whole.length; at++) within.add(at);
  const found: Span[] = [];
  for (let start = 0; start < text.length && sought !== ''; start++) {
    for (let end = start + 1; end <= text.length; end++) {
      if (within.has(start) || within.has(end) || !isSame(text.slice(start, end), sought)) continue;
      found.push({ start, end });
      start = end - 1;
      break;
    }
  }
  return found;
}

it('finds what a naive search finds', () => {
  fc.assert(
    fc.property(some, words, (text, sought) => {
      expect(occurrences(text, { words: sought, ignoresCase: false })).toEqual(naive(text, sought));
    }),
    { numRuns: 3000 },
  );
});

it('finds places apart from one another, in order, and in any case at least those of this case', () => {
  fc.assert(
    fc.property(some, words, (text, sought) => {
      const found = occurrences(text, { words: sought, ignoresCase: true });
      for (const [i, { start, end }] of found.entries()) {
        expect(start).toBeGreaterThanOrEqual(found[i - 1]?.end ?? 0);
        expect(isSame(text.slice(start, end).toLowerCase(), sought.toLowerCase())).toBe(true);
      }
      const lower = occurrences(text.toLowerCase(), { words: sought.toLowerCase(), ignoresCase: false });
      expect(found).toEqual(lower);
    }),
    { numRuns: 2000 },
  );
});
