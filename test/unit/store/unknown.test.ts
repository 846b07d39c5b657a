import { expect, it } from 'vitest';
import { BUILT_IN } from '../../../src/core/label.ts';
import { Unknown } from '../../../src/store/unknown.ts';
import { annotated } from '../formats/exportable.ts';

it('what the codebook lacks is counted by kind, whatever it is called', () => {
  const unknown = new Unknown();
  const after = [
    { label: 'claim', attributes: { verdict: ['maybe', 'disputed'], constructor: '' } },
    { label: 'claim', attributes: { verdict: 'maybe' } },
    // Whoever does not know the label knows nothing of its attributes.
    { label: '__proto__', attributes: { verdict: 'maybe' } },
    { label: 'source', attributes: { entity: 'anything', verdict: 'disputed' } },
  ].map((more) => annotated('no', ['no'], more));
  const before = annotated('no', ['no'], { label: 'gone' });
  unknown.add({ steps: [...after.map((each) => ({ after: each })), { before }] }, BUILT_IN);
  expect(unknown.of('labels')).toEqual([['__proto__', 1]]);
  expect(unknown.of('attributes')).toEqual([
    ['constructor', 1],
    ['verdict', 1],
  ]);
  expect(unknown.of('values')).toEqual([['verdict: maybe', 2]]);
});
