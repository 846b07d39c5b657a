import { describe, expect, it } from 'vitest';
import { movable, outdoing, prune } from '../../../src/core/block.ts';
import type { Run } from '../../../src/core/run.ts';

const run = (from: number, to: number, length: number): Run => ({ from, to, length });

describe('movable', () => {
  it('puts runs that stand near one another together, and leaves out what is short all the same', () => {
    const [a, b, c] = [run(1000, 0, 20), run(1030, 30, 16), run(5000, 50, 20)];
    expect(movable([a, b, c])).toEqual([[a, b]]);
  });
});

describe('outdoing', () => {
  it('believes a block only where there is clearly less otherwise', () => {
    const block = [run(100, 900, 100)];
    expect(outdoing([block], [run(100, 100, 50)])).toEqual([block]);
    expect(outdoing([block], [run(100, 100, 70)])).toEqual([]);
    expect(outdoing([block], [run(500, 900, 70)])).toEqual([]);
  });
});

describe('prune', () => {
  it('leaves out letters that agree by chance in rewritten text, and keeps those in the neighbourhood of others', () => {
    const [left, chance, right] = [run(0, 0, 100), run(200, 220, 3), run(300, 330, 100)];
    expect(prune([left, chance, right], 400, 430)).toEqual([left, right]);
    const near = run(101, 101, 3);
    expect(prune([left, near, right], 400, 430)).toEqual([left, near, right]);
  });

  it('believes a short run at the beginning or the end of both texts', () => {
    const [first, last] = [run(0, 0, 2), run(1000, 2000, 2)];
    expect(prune([first, last], 1002, 2002)).toEqual([first, last]);
    expect(prune([first, last], 1100, 2100)).toEqual([first]);
  });
});
