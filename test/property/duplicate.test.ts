import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Annotation } from '../../src/core/annotation.ts';
import { invert } from '../../src/core/change.ts';
import { applyChange } from '../../src/core/document.ts';
import { duplicates, mergeDuplicates } from '../../src/core/duplicate.ts';
import { BUILT_IN } from '../../src/core/label.ts';
import { entries } from '../../src/core/pick.ts';
import type { Value } from '../../src/core/value.ts';
import { same } from '../../src/core/value.ts';
import { parse, print } from '../../src/formats/sidecar.ts';
import { Dice } from './dice.ts';
import { annotation } from './sidecars.ts';

const runs = { seed: 20261122, numRuns: 500 };

/** Some annotations, some of them at the same place under the same label, with links to one another. */
function scene(seed: number): readonly Annotation[] {
  const dice = new Dice(seed);
  const all = Array.from({ length: 2 + dice.below(5) }, (_, i) => annotation(dice, i * 20));
  const doubled = all.flatMap((one, i): Annotation[] => {
    if (!dice.chance(0.6)) return [one];
    const more = annotation(dice, 500 + i);
    const bare = one.target.map(({ extra, ...each }) => (dice.chance(0.5) || !extra ? each : { ...each, extra }));
    return [one, { ...more, label: one.label, target: bare }];
  });
  const ids = doubled.map(({ id }) => id);
  return dice.shuffle(
    doubled.map((one) => ({
      ...one,
      links: [...one.links, ...(dice.chance(0.6) ? [{ role: 'same', to: dice.pick('x', ...ids) }] : [])],
    })),
  );
}

/** All that an annotation says, with what it has under `conflict`, by the keys that lead to it. */
function said(one: Annotation): readonly string[] {
  const { id: _id, target, attributes, links, note: _note, review, conflict, extra, created: _created, ...rest } = one;
  const { modified: _modified, modifiedBy: _by, ...whole } = rest;
  const told = (path: readonly string[], value: unknown) => JSON.stringify([path, value]);
  const table = (path: readonly string[], values: object) =>
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [told([...path, key], value)]));
  const { extra: more, ...reviewed } = review ?? {};
  return [
    ...table([], whole),
    ...table([], extra ?? {}),
    ...table(['attributes'], attributes),
    ...(review ? [told(['review'], { ...reviewed, ...more })] : []),
    ...links.flatMap(({ role, to, extra: of = {} }) => [
      told(['links', role, to], true),
      ...table(['links', role, to], of),
    ]),
    ...target.flatMap((each, i) => table(['target', String(i)], each.extra ?? {})),
    ...entries(conflict).flatMap((entry) => contested(entry)),
  ];
}

function contested(entry: Value): readonly string[] {
  const { field, theirs } = entry as { readonly field: string | readonly string[]; readonly theirs: Value };
  const path = typeof field === 'string' ? [field] : field;
  if (!same(path, ['target'])) return [JSON.stringify([path, theirs])];
  return (theirs as readonly Record<string, Value>[]).flatMap((each, i) =>
    Object.entries(each).map(([key, value]) => JSON.stringify([['target', String(i), key], value])),
  );
}

describe('merging duplicates', () => {
  it('loses nothing that any of them said, and can be taken back', () => {
    let merged = 0;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const before = scene(seed);
        const groups = duplicates(before, BUILT_IN);
        const change = mergeDuplicates(before, groups);
        const after = applyChange(before, change);
        expect(applyChange(after, invert(change))).toEqual(before);
        expect(duplicates(after, BUILT_IN)).toEqual([]);
        const stays = new Map(groups.flatMap((group) => group.map(({ id }) => [id, group[0]?.id ?? ''] as const)));
        for (const one of before) {
          const id = stays.get(one.id) ?? one.id;
          const kept = after.find((each) => each.id === id) as Annotation;
          const left = new Set(said(kept));
          const led = one.links.map((link) => ({ ...link, to: stays.get(link.to) ?? link.to }));
          const links = led.filter(({ to, extra }, i) => extra || to !== id || one.links[i]?.to === one.id);
          expect(said({ ...one, links }).filter((each) => !left.has(each))).toEqual([]);
          expect(`\n\n${kept.note}\n\n`).toContain(one.note === undefined ? '' : `\n\n${one.note}\n\n`);
          merged += Number(id !== one.id);
        }
        // Nothing leads to what is gone.
        const gone = new Set([...stays].filter(([id, first]) => id !== first).map(([id]) => id));
        expect(after.flatMap(({ links }) => links.filter(({ to }) => gone.has(to)))).toEqual([]);
        // What comes of it is a file that can be read.
        const sidecar = { article: { file: 'a.txt' }, annotations: after };
        expect(same(parse(print(sidecar)).value, sidecar)).toBe(true);
      }),
      runs,
    );
    expect(merged).toBeGreaterThan(runs.numRuns / 2);
  });
});
