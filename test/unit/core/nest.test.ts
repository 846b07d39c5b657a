import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Annotation } from '../../../src/core/annotation.ts';
import { type Nested, nest } from '../../../src/core/nest.ts';

const annotation = (id: string, ...spans: readonly (readonly [number, number])[]): Annotation => ({
  id,
  label: 'claim',
  target: spans.map(([start, end]) => ({ start, end, exact: 'x'.repeat(end - start), prefix: '', suffix: '' })),
  attributes: {},
  links: [],
});

/** The tree as text: `a(b c(d)) e`. */
const drawn = (tree: readonly Nested[]): string =>
  tree.map(({ annotation: { id }, children }) => (children.length > 0 ? `${id}(${drawn(children)})` : id)).join(' ');

describe('nest', () => {
  it('puts below one another what stands inside', () => {
    const all = [
      annotation('c', [12, 14]),
      annotation('a', [0, 20]),
      annotation('b', [2, 5]),
      annotation('d', [30, 31]),
    ];
    expect(drawn(nest(all))).toBe('a(b c) d');
    expect(drawn(nest([...all, annotation('e', [12, 13])]))).toBe('a(b c(e)) d');
  });

  it('puts side by side what only crosses, and what follows an ended one', () => {
    expect(drawn(nest([annotation('a', [0, 10]), annotation('b', [5, 15]), annotation('c', [6, 9])]))).toBe('a b(c)');
    expect(drawn(nest([annotation('a', [0, 10]), annotation('b', [10, 12])]))).toBe('a b');
  });

  it('takes the first in the file as the outer one of equals', () => {
    expect(drawn(nest([annotation('a', [0, 10]), annotation('b', [0, 10])]))).toBe('a(b)');
  });

  it('measures a discontinuous one from end to end, and leaves out what is lost', () => {
    const lost = annotation('l', [3, 4]);
    const gone: Annotation = { ...lost, target: lost.target.map((each) => ({ ...each, state: 'lost' })) };
    expect(drawn(nest([annotation('a', [0, 2], [8, 10]), annotation('b', [4, 6]), gone]))).toBe('a(b)');
  });

  it('has every one once, in text order, inside what it is below, and is not too deep', () => {
    const span = fc
      .tuple(fc.nat(40), fc.integer({ min: 1, max: 20 }))
      .map(([start, length]) => [start, start + length] as const);
    fc.assert(
      fc.property(fc.array(span, { maxLength: 80 }), (spans) => {
        const seen: string[] = [];
        const look = (tree: readonly Nested[], depth: number, outer?: Nested): void => {
          expect(depth).toBeLessThanOrEqual(50);
          for (const [i, each] of tree.entries()) {
            seen.push(each.annotation.id);
            expect(each.span.start).toBeGreaterThanOrEqual(
              Math.max(outer?.span.start ?? 0, tree[i - 1]?.span.start ?? 0),
            );
            if (outer) expect(each.span.end).toBeLessThanOrEqual(outer.span.end);
            look(each.children, depth + 1, each);
          }
        };
        look(nest(spans.map((each, i) => annotation(String(i), each))), 0);
        expect(seen.toSorted()).toEqual(spans.map((_, i) => String(i)).toSorted());
      }),
    );
    const pile = Array.from({ length: 300 }, (_, i) => annotation(String(i), [i, 1000 - i]));
    const deep = (tree: readonly Nested[]): number => 1 + Math.max(-1, ...tree.map(({ children }) => deep(children)));
    expect(deep(nest(pile))).toBe(51);
  });
});
