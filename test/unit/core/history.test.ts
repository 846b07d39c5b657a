import { expect, it } from 'vitest';
import { History } from '../../../src/core/history.ts';

const typed = (history: History, start: number) => {
  history.leave(history.now);
  history.add([{ start, end: start, text: 'x' }]);
};

it('knows its states by themselves: one that can never be again has no number', () => {
  const history = new History();
  typed(history, 0);
  const first = history.moment;
  typed(history, 1);
  const second = history.moment;
  expect([first.number, second.number]).toEqual([1, 2]);
  history.go(1);
  expect(history.moment).toBe(first);
  expect(history.moments(1, 2)).toEqual([first, second]);
  typed(history, 5);
  expect([first.number, second.number, history.moment.number]).toEqual([1, -1, 2]);
});

it('knows how low it went since a mark', () => {
  const history = new History();
  typed(history, 0);
  typed(history, 1);
  const mark = history.mark;
  expect(history.lowest(mark)).toBe(2);
  typed(history, 2);
  expect(history.lowest(mark)).toBe(2);
  history.leave(3);
  history.go(1);
  // It came to 1, but nothing has led away from there yet.
  expect(history.lowest(mark)).toBe(2);
  const low = history.mark;
  typed(history, 0);
  expect([history.lowest(mark), history.lowest(low), history.lowest(history.mark)]).toEqual([1, 1, 2]);
  typed(history, 0);
  expect([history.lowest(mark), history.lowest(low)]).toEqual([1, 1]);
});
