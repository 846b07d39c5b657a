import { describe, expect, it } from 'vitest';
import { added, changed, idOf, invert, patch } from '../../../src/core/change.ts';
import { at } from './sample.ts';

const a = at('a', 0, 3);
const b = at('b', 5, 8);

describe('invert', () => {
  it('makes an addition a removal, and a change its opposite, last step first', () => {
    const noted = { ...b, note: 'x' };
    expect(invert({ steps: [...added(a).steps, ...changed(b, noted).steps] })).toEqual({
      steps: [
        { before: noted, after: b },
        { before: a, after: undefined },
      ],
    });
  });

  it('is its own opposite', () => {
    const change = { steps: [{ before: a, previous: 'b' }, { before: b, after: { ...b, note: 'x' } }, { after: a }] };
    expect(invert(invert(change))).toEqual(change);
  });
});

it('names the annotation of a step', () => {
  expect([{ before: a }, { after: b }, { before: a, after: a }, {}].map(idOf)).toEqual(['a', 'b', 'a', '']);
});

describe('patch', () => {
  it('puts the changed fields upon what is there, and leaves the others', () => {
    const present = { ...a, note: 'theirs', label: 'source', by: 'ben' };
    expect(patch(present, { ...a, note: 'old' }, { ...a, note: 'new', label: 'quote' })).toEqual({
      ...present,
      note: 'new',
      label: 'quote',
    });
  });

  it('takes a field away', () => {
    expect(patch({ ...a, note: 'x', by: 'ben' }, { ...a, note: 'x' }, a)).toEqual({ ...a, by: 'ben' });
  });

  it('does not count a field without a value as changed', () => {
    expect(patch({ ...a, note: 'x' }, a, { ...a, note: undefined })).toEqual({ ...a, note: 'x' });
  });
});
