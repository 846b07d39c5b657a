import { expect, it } from 'vitest';
import { type Round, round } from '../fuzz/sidecar.ts';

/** `npm run fuzz -- MINUTES` goes on for longer. */
const rounds = Number(process.env['FUZZ_ROUNDS'] ?? 300);

it('damaged sidecars are read, and changed, or refused', () => {
  const found = Array.from({ length: rounds }, (_, seed) => round(seed));
  const share = (is: (each: Round) => boolean) => found.filter(is).length / rounds;
  // Otherwise there would be nothing that was shown.
  expect(share(({ readable }) => readable)).toBeGreaterThan(0.2);
  expect(share(({ quick }) => quick)).toBeGreaterThan(0.1);
  expect(share(({ patched }) => patched)).toBeGreaterThan(0.05);
});

// What the long form has found.
it.each([3379341, 40327678])('round %i holds', (seed) => {
  expect(round(seed).refused).toBe(false);
});
