import fc from 'fast-check';
import { fragment } from '../../src/core/anchor.ts';
import type { Annotation, Fragment } from '../../src/core/annotation.ts';
import { trim } from '../../src/core/span.ts';

/** Everything that counting goes wrong with, and what JSON and CSV must quote. */
export const PIECES = [
  'a',
  'Smith',
  ' ',
  '. ',
  '\n',
  '\r\n',
  '\r',
  '\u2028',
  '\u2029',
  '\u0085',
  '\u00a0',
  '\t',
  '\ufeff',
  '\u200d',
  '\u00ad',
  '😀',
  '👩‍👩‍👧',
  '🇺🇦',
  '👍🏽',
  'e\u0301',
  'и\u0306',
  '\u0301',
  'שלום',
  'مرحبا',
  '\u200f',
  '日本',
  '=',
  '+',
  '-',
  '@',
  "'",
  '"',
  ';',
  ',',
  '“',
  '”',
];

export const source = fc
  .tuple(fc.boolean(), fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 60 }))
  .map(([bom, pieces]) => (bom ? '\ufeff' : '') + pieces.join(''));

/** Spans as pairs of thousandths, so that they fit any text; one or more for an annotation. */
const thousandth = fc.integer({ min: 0, max: 1000 });
const spans = fc.array(fc.tuple(thousandth, thousandth), { minLength: 1, maxLength: 3 });

export const drafts = fc.array(
  fc.record({
    spans,
    state: fc.constantFrom(undefined, undefined, 'lost' as const, 'changed' as const),
    note: fc.constantFrom(...PIECES),
  }),
  { minLength: 1, maxLength: 6 },
);

/** Annotations as a person could have made them: no fragment overlaps another, none is empty or cuts a character. */
export function annotate(
  text: string,
  wanted: readonly {
    readonly spans: readonly (readonly [number, number])[];
    readonly state?: Fragment['state'];
    readonly note: string;
  }[],
): Annotation[] {
  return wanted.flatMap(({ spans, state, note }, index): Annotation[] => {
    const target: Fragment[] = [];
    for (const [a, b] of spans) {
      const from = Math.round((Math.min(a, b) / 1000) * text.length);
      const span = trim(text, { start: from, end: Math.round((Math.max(a, b) / 1000) * text.length) });
      if (span && target.every(({ start, end }) => end <= span.start || span.end <= start))
        target.push(fragment(text, span));
    }
    const [first, ...rest] = target.sort((x, y) => x.start - y.start);
    // The words of a lost one are not in the text, so that nothing finds them.
    const worded = first && (state ? [{ ...first, exact: 'words that are gone', state }, ...rest] : [first, ...rest]);
    return worded ? [{ id: `a${index}`, label: 'claim', target: worded, attributes: {}, links: [], note }] : [];
  });
}
