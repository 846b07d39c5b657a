import { describe, expect, it } from 'vitest';
import { settle } from '../../../src/core/cut.ts';
import type { Run } from '../../../src/core/run.ts';

const pieces = (before: string, runs: readonly Run[]): string[] =>
  runs.map(({ from, length }) => before.slice(from, from + length));

describe('settle', () => {
  it('cuts between words and sentences where the same letters stand on both sides of the cut', () => {
    const before = 'It rains. It pours.';
    const after = 'It rains. It snows. It pours.';
    const runs = [
      { from: 0, to: 0, length: 13 },
      { from: 13, to: 23, length: 6 },
    ];
    expect(pieces(before, settle(before, after, runs))).toEqual(['It rains. ', 'It pours.']);
  });

  it('cuts between paragraphs that changed places and begin alike', () => {
    const [a, b, c] = ['fn one\n\n', 'fn two\n\n', 'fn six\n\n'];
    const before = a + b + c;
    const after = a + c + b;
    const runs = [
      { from: 0, to: 0, length: 11 },
      { from: 11, to: 19, length: 5 },
      { from: 19, to: 11, length: 5 },
    ];
    expect(pieces(before, settle(before, after, runs))).toEqual([a, b, c]);
  });

  it('gives back what nobody else takes', () => {
    const before = 'the end of it';
    const runs = [{ from: 0, to: 0, length: 13 }];
    expect(settle(before, before, runs)).toEqual(runs);
  });
});
