import { expect, it } from 'vitest';
import { choose, Item, settle, untangle } from '../../../src/core/neighbours.ts';
import { finish } from '../../../src/core/work.ts';

const place = (start: number, support: number, changed = 0) => ({
  start,
  end: start + 10,
  support,
  context: 0,
  changed,
});

const item = (start: number, ...candidates: readonly ReturnType<typeof place>[]) => {
  const made = new Item({ prefix: '', exact: 'x'.repeat(10), suffix: '', start });
  for (const each of candidates) made.add(each);
  settle(made);
  return made;
};

it('is sure of a place that is clear of all others', () => {
  expect(item(0, place(5, 50))).toMatchObject({ isSure: true, shift: 5 });
  expect(item(0, place(5, 50), place(500, 45))).toMatchObject({ isSure: false, shift: 5 });
  expect(item(0, place(5, 10)).pick).toBeUndefined();
  expect(item(0, place(5, 50, 0.7)).pick).toBeUndefined();
});

const chosen = (...order: readonly Item[]) => {
  finish(choose(order));
  return order.map(({ pick }) => pick?.start);
};

it('takes the place that neighbours speak for', () => {
  expect(chosen(item(0, place(100, 80)), item(50, place(900, 40), place(150, 36)))).toEqual([100, 150]);
});

it('leaves a neighbour aside that all others contradict', () => {
  const others = [30, 40, 50].map((start) => item(start, place(start + 7, 80)));
  const stray = item(10, place(5000, 70), place(17, 60));
  expect(chosen(item(0, place(7, 80)), stray, ...others)).toEqual([7, 17, 37, 47, 57]);
});

it('refuses a weak place that its neighbours contradict, and believes it where they say nothing', () => {
  const left = item(0, place(100, 80));
  expect(chosen(left, item(50, place(9000, 30)), item(100, place(200, 80)))).toEqual([100, undefined, 200]);
  expect(chosen(item(50, place(9000, 30)))).toEqual([9000]);
});

it('wants more of a place where the text says little that it has not said before', () => {
  const made = item(50, place(80, 24));
  made.telling = 0.3;
  expect(chosen(made)).toEqual([undefined]);
  made.telling = 0.8;
  expect(chosen(made)).toEqual([80]);
});

it('does not give up what stands where it stood', () => {
  const fixed = item(50, place(50, Number.POSITIVE_INFINITY));
  fixed.isFixed = true;
  expect(chosen(item(0, place(900, 80)), fixed, item(90, place(990, 80)))).toEqual([900, 50, 990]);
});

it('gives way to the strongest of a group, or takes the next place that fits', () => {
  const group = [item(0, place(500, 60), place(80, 55)), item(50, place(150, 90)), item(90, place(100, 40))];
  untangle(group);
  expect(group.map(({ pick }) => pick?.start)).toEqual([80, 150, undefined]);
});
