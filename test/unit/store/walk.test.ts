import { describe, expect, it } from 'vitest';
import { walk } from '../../../src/store/walk.ts';

const turn = () => new Promise<void>((resolve) => setTimeout(resolve));

describe('a walk', () => {
  it('does all items, no more than so many at once', async () => {
    const done: number[] = [];
    let [now, most] = [0, 0];
    const work = async (item: number) => {
      most = Math.max(most, ++now);
      await turn();
      done.push(item);
      now--;
    };
    expect(await walk([1, 2, 3, 4, 5, 6, 7], 3, work, () => false)).toBe(true);
    expect([done, most]).toEqual([[1, 2, 3, 4, 5, 6, 7], 3]);
    expect(await walk([], 3, work, () => false)).toBe(true);
  });

  it('takes items only as it needs them', async () => {
    let taken = 0;
    function* items() {
      for (; taken < 1000; taken++) yield taken;
    }
    expect(
      await walk(
        items(),
        2,
        async () => turn(),
        () => taken > 5,
      ),
    ).toBe(false);
    expect(taken).toBeLessThan(10);
  });

  it('that is stopped before the second item has done the first and not begun the second', async () => {
    const done: string[] = [];
    const work = async (item: string) => {
      await turn();
      done.push(item);
    };
    expect(await walk(['a', 'b', 'c'], 1, work, () => done.length > 0)).toBe(false);
    expect(done).toEqual(['a']);
  });

  it('ends with the first error, after what was begun beside it', async () => {
    const done: number[] = [];
    const work = async (item: number) => {
      if (item === 1) throw new Error('one');
      await turn();
      done.push(item);
    };
    await expect(walk([1, 2, 3, 4], 2, work, () => false)).rejects.toThrow('one');
    expect(done).toEqual([2]);
  });
});
