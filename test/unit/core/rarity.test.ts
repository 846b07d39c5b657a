import { expect, it } from 'vitest';
import { Rarity } from '../../../src/core/rarity.ts';
import { finish } from '../../../src/core/work.ts';
import { compose } from '../../bench/texts.ts';

const of = (text: string) => finish(Rarity.of(text));

it('finds that what is said again and again tells little', () => {
  const text = `${'if (it === undefined) return;\n'.repeat(20)}The bridge was closed on Monday.`;
  const rarity = of(text);
  expect(rarity.share('(it === undefined) return')).toBeLessThan(0.25);
  expect(rarity.share('The bridge was closed')).toBeGreaterThan(0.9);
});

it('tells programs from prose', () => {
  const [prose, code] = (['prose', 'code'] as const).map((kind) => {
    const text = compose(kind, 1, 50_000);
    return of(text).share(text.slice(10_000, 20_000));
  });
  expect(prose).toBeGreaterThan(0.6);
  expect(code).toBeLessThan(0.5);
});

it('counts a text that it has not met, and pieces at its beginning, in full', () => {
  const rarity = of('');
  expect(rarity.sum('anything', 0, 8)).toBe(8);
  expect(rarity.sum('anything', 2, 4)).toBe(2);
  expect(rarity.sum('anything', 3, 3)).toBe(0);
  expect(rarity.share('')).toBe(0);
});
