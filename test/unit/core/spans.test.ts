import { expect, it } from 'vitest';
import { follow } from '../../../src/core/edit.ts';
import { Spans } from '../../../src/core/spans.ts';

const spanAt = (index: number) => ({ start: index * 10, end: index * 10 + 4 });

/** Many more than one block holds, put in in an order of their own. */
const filled = (order: readonly number[]) => {
  const spans = new Spans();
  return { spans, numbers: new Map(order.map((index) => [index, spans.add(spanAt(index))])) };
};

const ASCENDING = Array.from({ length: 500 }, (_, i) => i);
/** 7 and 500 have no common divisor. */
const MIXED = ASCENDING.map((i) => (i * 7) % 500);

it.each([
  ['ascending', ASCENDING],
  ['descending', ASCENDING.toReversed()],
  ['mixed', MIXED],
])('moves those behind an edit, and tells of those that it reaches: %s', (_, order) => {
  const { spans, numbers } = filled(order);
  const edit = { start: 2002, end: 2013, text: { length: 100 } };
  const told: unknown[] = [];
  spans.edit(edit, (number, start, end) => told.push([number, start, end]));
  expect(told.sort()).toEqual([200, 201].map((i) => [numbers.get(i), spanAt(i).start, spanAt(i).end]).sort());
  for (const [index, number] of numbers) expect(spans.get(number)).toEqual(without(follow(spanAt(index), edit)));
});

const without = ({ start, end }: { readonly start: number; readonly end: number }) => ({ start, end });

it('finds those near a place', () => {
  const { spans, numbers } = filled(MIXED);
  const near = (start: number, end: number) => {
    const found: number[] = [];
    spans.near(start, end, (number) => found.push(number));
    return found.sort();
  };
  expect(near(1234, 1240)).toEqual([123, 124].map((i) => numbers.get(i)).sort());
  expect(near(1235, 1239)).toEqual([]);
  expect(near(0, 5000)).toHaveLength(500);
});

it('forgets those that are removed, and goes on when all of them were', () => {
  const { spans, numbers } = filled(MIXED);
  for (const index of ASCENDING) if (index !== 77) spans.remove(numbers.get(index) ?? -1);
  expect(spans.get(numbers.get(77) ?? -1)).toEqual(spanAt(77));
  const told: number[] = [];
  spans.edit({ start: 0, end: 0, text: { length: 5 } }, (number) => told.push(number));
  spans.near(0, 6000, (number) => told.push(number));
  expect(told).toEqual([numbers.get(77)]);
  spans.remove(numbers.get(77) ?? -1);
  spans.edit({ start: 0, end: 0, text: { length: 5 } }, (number) => told.push(number));
  expect(told).toHaveLength(1);
  const again = ASCENDING.map((index) => spans.add(spanAt(index)));
  expect(new Set(again).size).toBe(500);
  expect(again.map((number) => spans.get(number))).toEqual(ASCENDING.map(spanAt));
});

it('keeps its places through edits that would not fit a number if they were added up', () => {
  const { spans, numbers } = filled(ASCENDING);
  const much = 2 ** 28;
  for (let i = 0; i < 40; i++) {
    // What comes lies before a span, what goes touches it: the one moves whole blocks, the other looks into one of them.
    spans.edit({ start: 2559, end: 2559, text: { length: much } }, () => {});
    spans.edit({ start: 2559, end: 2560 + much, text: { length: 1 } }, () => {});
  }
  for (const [index, number] of numbers) expect(spans.get(number)).toEqual(spanAt(index));
});
