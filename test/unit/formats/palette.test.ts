import { expect, it } from 'vitest';
import { PALETTE } from '../../../src/core/label.ts';
import { hexOf } from '../../../src/formats/palette.ts';

it('colours have one hexadecimal value each, and the user’s own stay', () => {
  const all = PALETTE.map(hexOf);
  expect(new Set(all).size).toBe(PALETTE.length);
  for (const each of all) expect(each).toMatch(/^#[0-9A-F]{6}$/);
  expect(hexOf('#12ab34')).toBe('#12ab34');
});
