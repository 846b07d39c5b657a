import { expect, it } from 'vitest';
import { Work } from '../../../src/core/work.ts';

it('says now and then that it is time for a pause', () => {
  const work = new Work();
  expect(work.add(1000)).toBe(false);
  expect(work.add(1_000_000)).toBe(true);
  expect(work.add(1000)).toBe(false);
  expect(work.done).toBe(1_002_000);
});
