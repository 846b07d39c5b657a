import { describe, expect, it } from 'vitest';
import { ahead } from '../../../src/cli/ahead.ts';

describe('work ahead', () => {
  it('gives results in the order of the items, and begins no more than it may', async () => {
    const waiting: (() => void)[] = [];
    let [running, most] = [0, 0];
    const results = ahead([1, 2, 3, 4, 5], 3, async (item) => {
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => waiting.push(resolve));
      running--;
      return item * 10;
    });
    const found: number[] = [];
    for (let i = 0; i < 5; i++) {
      const next = results.next();
      await Promise.resolve();
      // The last that was begun is done first.
      for (const finish of waiting.splice(0).reverse()) finish();
      const { value } = await next;
      if (value) found.push(value.result);
    }
    expect(found).toEqual([10, 20, 30, 40, 50]);
    expect(most).toBe(3);
    expect((await results.next()).done).toBe(true);
  });

  it('fails when the turn of what failed has come', async () => {
    const results = ahead([1, 2], 2, async (item) => {
      if (item === 2) throw new Error('two');
      return item;
    });
    expect((await results.next()).value).toEqual({ item: 1, result: 1 });
    await expect(results.next()).rejects.toThrow('two');
  });
});
