import { isEmpty, type Span } from './span.ts';
import { countBelow } from './text.ts';

/** A part of the text, with the index of the span that is on top there. */
export interface Layer extends Span {
  readonly index: number;
}

/**
 * Cuts spans that lie over one another into parts that do not, as they are seen from above: on top is the span with the
 * lowest rank, of equals the later one. Gives the parts in the order of the text; parts of one span that touch are one.
 * Empty spans give none. For n spans it takes n log n steps and, where they lie over one another, the moving of n numbers for each.
 */
export function layers(spans: readonly Span[], rank: (index: number) => number): readonly Layer[] {
  const order = spans
    .map((_, index) => index)
    .filter((index) => !isEmpty(at(spans, index)))
    .sort((a, b) => at(spans, a).start - at(spans, b).start);
  const found: Layer[] = [];
  let group: number[] = [];
  let end = 0;
  for (const index of order) {
    const span = at(spans, index);
    if (span.start >= end) {
      settle(group, spans, rank, found);
      group = [];
    }
    group.push(index);
    end = Math.max(end, span.end);
  }
  settle(group, spans, rank, found);
  return found;
}

/** Cuts spans that hang together, in the order of their starts. */
function settle(
  group: readonly number[],
  spans: readonly Span[],
  rank: (index: number) => number,
  found: Layer[],
): void {
  const [only, another] = group;
  if (only === undefined) return;
  if (another === undefined) {
    found.push({ ...bounds(at(spans, only)), index: only });
    return;
  }
  const isAbove = (a: number, b: number): boolean => rank(a) < rank(b) || (rank(a) === rank(b) && a > b);
  const edges = [...new Set(group.flatMap((index) => [at(spans, index).start, at(spans, index).end]))].sort(
    (a, b) => a - b,
  );
  // Those that began, the topmost first; one that has ended goes when it would be on top.
  const pile: number[] = [];
  let next = 0;
  for (const [i, start] of edges.entries()) {
    for (; next < group.length && at(spans, group[next] ?? 0).start === start; next++) {
      const index = group[next] ?? 0;
      const place = countBelow(pile.length, (i) => isAbove(pile[i] ?? 0, index));
      pile.splice(place, 0, index);
    }
    while (pile[0] !== undefined && at(spans, pile[0]).end <= start) pile.shift();
    const [top] = pile;
    const end = edges[i + 1];
    if (top === undefined || end === undefined) continue;
    const last = found.at(-1);
    if (last?.index === top && last.end === start) found[found.length - 1] = { ...last, end };
    else found.push({ start, end, index: top });
  }
}

const at = (spans: readonly Span[], index: number): Span => spans[index] ?? { start: 0, end: 0 };

const bounds = ({ start, end }: Span): Span => ({ start, end });
