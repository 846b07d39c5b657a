import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Annotation } from '../../src/core/annotation.ts';
import { invert } from '../../src/core/change.ts';
import { applyChange, removal } from '../../src/core/document.ts';
import { allows, BUILT_IN, roleOf } from '../../src/core/label.ts';
import {
  candidates,
  connect,
  disconnect,
  heirs,
  isSameLink,
  nearest,
  parseAddress,
  printAddress,
} from '../../src/core/link.ts';
import { Dice } from './dice.ts';

const runs = { seed: 20261122, numRuns: 500 };

/** Annotations that are linked as the codebook allows it, also in circles. */
function web(dice: Dice): readonly Annotation[] {
  const all = Array.from({ length: 3 + dice.below(6) }, (_, i): Annotation => {
    const start = dice.below(200);
    const target = [{ exact: 'x', prefix: '', suffix: '', start, end: start + 1 + dice.below(20) }];
    return { id: `a${i}`, label: dice.pick('claim', 'claim', 'quote', 'source'), target, attributes: {}, links: [] };
  });
  return all.map((annotation) =>
    dice
      .shuffle(candidates(BUILT_IN, annotation.label, nearest(all, annotation)))
      .slice(0, dice.below(4))
      .reduce((linked, { role, annotation: to }) => connect(linked, { role: role.name, to: to.id }), annotation),
  );
}

describe('addresses', () => {
  it('never lead out of the folder, whatever a file says', () => {
    const part = fc.constantFrom('..', '.', '', 'a', 'b.txt', '/', '\\', '#', ':', 'C:', ' ', '~', '%2e%2e');
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string()), { maxLength: 8 }), (parts) => {
        const address = parseAddress(`${parts.join('/')}#id`);
        if (address?.path === undefined) return;
        const root = new URL('file:///project/');
        const url = new URL(address.path.split('/').map(encodeURIComponent).join('/'), root);
        expect(url.href.startsWith(root.href)).toBe(true);
        expect(url.href).not.toBe(root.href);
      }),
      runs,
    );
  });

  it('are read as they are printed', () => {
    const name = fc.string({ minLength: 1, unit: 'grapheme' }).map((text) => `a${text.replace(/[/\\\p{Cc}:]/gu, '_')}`);
    const path = fc.option(fc.array(name, { minLength: 1, maxLength: 3 }), { nil: undefined });
    fc.assert(
      fc.property(path, fc.stringMatching(/^[A-Za-z0-9_.-]{1,64}$/), (parts, id) => {
        const address = parts ? { path: parts.join('/'), id } : { id };
        expect(parseAddress(printAddress(address))).toEqual(address);
      }),
      runs,
    );
  });
});

describe('links', () => {
  it('are taken away as they were made', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const dice = new Dice(seed);
        for (const annotation of web(dice)) {
          const link = { role: 'source', to: dice.pick('a0', 'a1', 'b.txt#a0') };
          const linked = connect(annotation, link);
          expect(linked.links.filter((each) => isSameLink(each, link))).toHaveLength(1);
          expect(connect(linked, link)).toBe(linked);
          if (linked !== annotation) expect(disconnect(linked, link)).toEqual(annotation);
        }
      }),
      runs,
    );
  });

  it('go to any heir without one that the codebook does not allow, twice, to itself or into nothing, and come back', () => {
    let moved = 0;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const dice = new Dice(seed);
        const before = web(dice);
        const gone = new Set(before.flatMap(({ id }) => (dice.chance(0.3) ? [id] : [])));
        for (const heir of [undefined, ...heirs(BUILT_IN, before, gone)]) {
          const change = removal(before, gone, heir?.id);
          const after = applyChange(before, change);
          expect(applyChange(after, invert(change))).toEqual(before);
          const byId = new Map(after.map((each) => [each.id, each]));
          for (const { id, label, links } of after) {
            for (const [i, link] of links.entries()) {
              const [role, end] = [roleOf(BUILT_IN, link.role), byId.get(link.to)];
              expect(link.to).not.toBe(id);
              expect(links.findIndex((each) => isSameLink(each, link))).toBe(i);
              expect(role && end && allows(BUILT_IN, role.from, label) && allows(BUILT_IN, role.to, end.label)).toBe(
                true,
              );
              moved += Number(end === heir);
            }
          }
        }
      }),
      runs,
    );
    expect(moved).toBeGreaterThan(runs.numRuns / 2);
  });
});
