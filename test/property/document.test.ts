import fc from 'fast-check';
import { expect, it } from 'vitest';
import { added } from '../../src/core/change.ts';
import { type Annotations, applyChange, insert } from '../../src/core/document.ts';
import { at } from '../unit/core/sample.ts';

const annotation = fc
  .record({ id: fc.constantFrom(...'abcdefghijklmnop'), start: fc.nat(9) })
  .map(({ id, start }) => at(id, start, start + 1));
const ofTheirOwn = { selector: ({ id }: { readonly id: string }) => id, maxLength: 8 };

it('adds many as it adds one after the other, whatever the order of those that are there', () => {
  fc.assert(
    fc.property(fc.uniqueArray(annotation, ofTheirOwn), fc.array(annotation, { maxLength: 12 }), (present, fresh) => {
      const oneByOne = fresh.reduce<Annotations>(
        (all, each) => (all.some(({ id }) => id === each.id) ? all : insert(all, each)),
        present,
      );
      expect(applyChange(present, added(...fresh)).map(({ id }) => id)).toEqual(oneByOne.map(({ id }) => id));
    }),
    { numRuns: 2000 },
  );
});
