import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Annotation } from '../../src/core/annotation.ts';
import { invert } from '../../src/core/change.ts';
import { disputesOf, type Side, settle } from '../../src/core/conflict.ts';
import { applyChange } from '../../src/core/document.ts';
import { merge } from '../../src/core/merge.ts';
import { entries } from '../../src/core/pick.ts';
import { Dice } from './dice.ts';
import { change, sidecar } from './sidecars.ts';

const runs = { seed: 20261122, numRuns: 2000 };

/** What comes of a merge of annotations that two have changed. */
function merged(seed: number): readonly Annotation[] {
  const dice = new Dice(seed);
  const base = sidecar(dice);
  const edited = () =>
    Array.from({ length: dice.below(12) }).reduce<typeof base>((now) => change(dice, now).wanted, base);
  const bare = (all: readonly Annotation[]) => all.map(({ conflict: _conflict, ...rest }) => rest);
  return merge(bare(base.annotations), bare(edited().annotations), bare(edited().annotations));
}

const find = (all: readonly Annotation[], id: string) => all.find((annotation) => annotation.id === id);

it('whatever a merge leaves undecided can be read, settled for either side, and taken back', () => {
  let settled = 0;
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom<Side>('ours', 'theirs'), (seed, side) => {
      const before = merged(seed);
      for (const annotation of before) {
        const { id, conflict } = annotation;
        const disputes = disputesOf(annotation);
        expect(disputes.map(({ isUsable, code }) => isUsable && code !== 'conflict')).not.toContain(false);
        if (disputes.length === 0) continue;
        const done = settle(before, id, entries(conflict), side, '');
        const after = done && applyChange(before, done);
        expect(done && after && applyChange(after, invert(done))).toEqual(before);
        const left = after && find(after, id);
        const isGone = disputes.some(({ code }) => code === `conflict-annotation-${side}`);
        expect(left === undefined).toBe(isGone);
        if (!left) continue;
        expect(left.conflict).toBeUndefined();
        // With the same entries again, the fields say what the side has.
        const again = disputesOf({ ...left, conflict }).filter(({ deleted }) => !deleted);
        const was = disputes.filter(({ deleted }) => !deleted);
        expect(again.map(({ mine }) => mine)).toEqual(was.map(({ mine, theirs }) => (side === 'ours' ? mine : theirs)));
        settled += disputes.length;
      }
    }),
    runs,
  );
  expect(settled).toBeGreaterThan(runs.numRuns / 10);
});
