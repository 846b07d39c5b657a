import { describe, expect, it } from 'vitest';
import { BUILT_IN, labelOf, PALETTE, roleOf, titleOf } from '../../../src/core/label.ts';

const claim = {
  name: 'claim',
  title: 'Claim',
  colour: 'orange',
  was: ['assertion', 'source'],
  attributes: [],
} as const;
const source = { name: 'source', title: 'Source', colour: 'blue', was: [], attributes: [] } as const;
const codebook = { ...BUILT_IN, labels: [claim, source] };

it('finds a label by its name, else by an earlier one', () => {
  expect(labelOf(codebook, 'claim')).toBe(claim);
  expect(labelOf(codebook, 'assertion')).toBe(claim);
  expect(labelOf(codebook, 'source')).toBe(source);
  expect(labelOf(codebook, 'rumour')).toBeUndefined();
});

it('calls a label by its title, or by its bare name', () => {
  expect(titleOf(codebook, 'assertion')).toBe('Claim');
  expect(titleOf(codebook, 'rumour')).toBe('rumour');
});

it('finds a role by its name', () => {
  expect(roleOf(BUILT_IN, 'supports')?.title).toBe('supports');
  expect(roleOf(BUILT_IN, 'denies')).toBeUndefined();
});

describe('the built-in codebook', () => {
  it('has roles between its own labels, and colours of the palette', () => {
    const names = BUILT_IN.labels.map(({ name }) => name);
    for (const { from, to } of BUILT_IN.roles) expect(names).toEqual(expect.arrayContaining([...from, ...to]));
    for (const { colour } of BUILT_IN.labels) expect(PALETTE).toContain(colour);
  });

  it('has defaults that are among the values', () => {
    for (const { attributes } of BUILT_IN.labels) {
      for (const { default: fallback, values } of attributes)
        if (fallback !== undefined) expect(values).toContain(fallback);
    }
  });
});
