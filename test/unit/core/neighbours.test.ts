import { expect, it } from 'vitest';
import { Item, settle, untangle, weigh } from '../../../src/core/neighbours.ts';

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

it('takes the place that neighbours speak for', () => {
  const left = item(0, place(100, 80));
  const made = item(50, place(900, 40), place(150, 36));
  weigh(made, [left]);
  expect(made).toMatchObject({ isSure: true, shift: 100 });
});

it('refuses a weak place that its neighbours contradict', () => {
  const [left, right] = [item(0, place(100, 80)), item(100, place(200, 80))];
  const made = item(50, place(9000, 30));
  expect(made.pick).toBeDefined();
  weigh(made, [left, right]);
  expect(made.pick).toBeUndefined();
});

it('gives way to the strongest of a group, or takes the next place that fits', () => {
  const group = [item(0, place(500, 60), place(80, 55)), item(50, place(150, 90)), item(90, place(100, 40))];
  untangle(group);
  expect(group.map(({ pick }) => pick?.start)).toEqual([80, 150, undefined]);
});
