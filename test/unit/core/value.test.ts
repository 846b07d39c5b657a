import { expect, it } from 'vitest';
import { same } from '../../../src/core/value.ts';

it.each([
  [1, 1, true],
  [1, '1', false],
  [Number.NaN, Number.NaN, true],
  [0, -0, false],
  [null, undefined, false],
  [null, {}, false],
  [[], {}, false],
  [[1, [2]], [1, [2]], true],
  [[1, 2], [2, 1], false],
  [[undefined], [], false],
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
  [{ a: 1 }, { a: 1, b: undefined }, true],
  [{ a: undefined }, { b: undefined }, true],
  [{ a: 1 }, { b: 1 }, false],
  [{}, { toString: 1 }, false],
  [JSON.parse('{"__proto__": 1}'), {}, false],
  [JSON.parse('{"__proto__": 1}'), JSON.parse('{"__proto__": 1}'), true],
])('%j and %j: %j', (a, b, expected) => {
  expect(same(a, b)).toBe(expected);
  expect(same(b, a)).toBe(expected);
});
