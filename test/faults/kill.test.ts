import { expect, it } from 'vitest';
import { kill } from './kill.ts';

it('a program that is killed while it writes loses nothing that it acknowledged', async () => {
  const { kills, acts } = await kill(12, 1);
  expect(kills).toBe(12);
  expect(acts).toBeGreaterThan(12);
});
