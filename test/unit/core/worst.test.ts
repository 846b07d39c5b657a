import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Severity } from '../../../src/core/problem.ts';
import { worst } from '../../../src/core/worst.ts';

const severity = fc.constantFrom<Severity>('error', 'warning', 'information');
const ranks = ['information', 'warning', 'error'];
const rank = (each: { readonly severity: Severity }) => ranks.indexOf(each.severity);

describe('worst', () => {
  it('takes the worst, of equals the first, in the order given', () => {
    const problems = (['information', 'warning', 'error', 'warning', 'error'] as const).map((each, id) => ({
      severity: each,
      id,
    }));
    expect(worst(problems, 3).map(({ id }) => id)).toEqual([1, 2, 4]);
    expect(worst(problems, 5)).toEqual(problems);
  });

  it('leaves out nothing that is worse than what it takes', () => {
    fc.assert(
      fc.property(fc.array(severity), fc.nat(20), (severities, most) => {
        const problems = severities.map((each, id) => ({ severity: each, id }));
        const taken = worst(problems, most);
        expect(taken).toHaveLength(Math.min(most, problems.length));
        expect(taken).toEqual(problems.filter((each) => taken.includes(each)));
        for (const out of problems.filter((each) => !taken.includes(each)))
          for (const each of taken)
            expect(rank(each) > rank(out) || (rank(each) === rank(out) && each.id < out.id)).toBe(true);
      }),
    );
  });
});
