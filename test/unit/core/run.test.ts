import { describe, expect, it } from 'vitest';
import { disjoint, heaviest, joined, type Run, sameAfter, sameBefore } from '../../../src/core/run.ts';

const run = (from: number, to: number, length: number): Run => ({ from, to, length });

describe('sameAfter and sameBefore', () => {
  it.each([0, 1, 63, 64, 65, 1087, 1088, 1089, 5000])('stop after %i equal units', (same) => {
    const equal = 'ab'.repeat(same).slice(0, same);
    expect(sameAfter(`--${equal}x`, 2, `${equal}y`, 0, same + 1)).toBe(same);
    expect(sameBefore(`x${equal}--`, same + 1, `y${equal}`, same + 1, same + 1)).toBe(same);
  });

  it('look no further than they are told', () => {
    expect(sameAfter('a'.repeat(9000), 0, 'a'.repeat(9000), 0, 3001)).toBe(3001);
    expect(sameBefore('a'.repeat(9000), 9000, 'a'.repeat(9000), 9000, 3001)).toBe(3001);
    expect(sameAfter('ab', 0, 'ab', 0, 0)).toBe(0);
  });
});

describe('heaviest', () => {
  it('takes one long run before two short ones that cross it', () => {
    const [a, b, c] = [run(10, 0, 3), run(0, 5, 10), run(20, 20, 1)];
    expect(heaviest([a, b, c])).toEqual([b, c]);
    expect(heaviest([run(10, 0, 3), run(14, 4, 8), run(0, 12, 10)])).toEqual([run(10, 0, 3), run(14, 4, 8)]);
    expect(heaviest([])).toEqual([]);
  });
});

describe('disjoint', () => {
  it('lets the shorter of two runs give way, and drops what is left when it is too short', () => {
    expect(disjoint([run(0, 0, 10), run(8, 100, 20)], 4)).toEqual([run(0, 0, 8), run(8, 100, 20)]);
    expect(disjoint([run(0, 0, 20), run(15, 100, 10)], 4)).toEqual([run(0, 0, 20), run(20, 105, 5)]);
    expect(disjoint([run(0, 0, 20), run(15, 100, 8)], 4)).toEqual([run(0, 0, 20)]);
  });
});

describe('joined', () => {
  it('makes one run of those that touch in both texts', () => {
    expect(joined([run(0, 5, 2), run(2, 7, 3), run(5, 11, 1)])).toEqual([run(0, 5, 5), run(5, 11, 1)]);
  });
});
