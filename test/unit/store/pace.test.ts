import { expect, it } from 'vitest';
import { Dropped, paced } from '../../../src/store/pace.ts';

/** Work that takes long, in slices; counts those that were done. */
function* work(slices: number, done: { count: number }): Generator<void, string> {
  for (; done.count < slices; done.count++) {
    const until = performance.now() + 2;
    while (performance.now() < until);
    yield;
  }
  return 'done';
}

it('lets others at it in between', async () => {
  const done = { count: 0 };
  const seen: number[] = [];
  const timer = setInterval(() => seen.push(done.count), 0);
  expect(await paced(work(50, done))).toBe('done');
  clearInterval(timer);
  expect(seen.length).toBeGreaterThan(2);
});

it('gives up when it is told to, also before the first slice', async () => {
  const done = { count: 0 };
  await expect(paced(work(1000, done), () => done.count > 10)).rejects.toThrow(Dropped);
  expect(done.count).toBeLessThan(1000);
  const none = { count: 0 };
  await expect(paced(work(1000, none), () => true)).rejects.toThrow(Dropped);
  expect(none.count).toBe(0);
});

it('passes on what goes wrong', async () => {
  const wrong = (function* () {
    yield;
    throw new Error('wrong');
  })();
  await expect(paced(wrong)).rejects.toThrow('wrong');
});
