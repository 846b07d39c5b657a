import { describe, expect, it } from 'vitest';
import { blend, contrast, faintIn, type Rgba, toRgba } from '../../../src/core/colour.ts';

const rgba = (hex: string): Rgba => {
  const colour = toRgba(hex);
  if (!colour) throw new Error(`${hex} is no colour`);
  return colour;
};

describe('colours', () => {
  it('are read in every length', () => {
    expect(toRgba('#102030')).toEqual({ red: 16, green: 32, blue: 48, alpha: 1 });
    expect(toRgba('#10203080')?.alpha).toBeCloseTo(0.502, 3);
    expect(toRgba('#aBc')).toEqual(toRgba('#aabbcc'));
    expect(toRgba('#abc8')).toEqual(toRgba('#aabbcc88'));
  });

  it.each(['red', '#12', '#12345', '#1234567', '#123456789', '#12345g', '', '#'])('%s is none', (text) => {
    expect(toRgba(text)).toBeUndefined();
  });

  it('lie over one another', () => {
    expect(blend(rgba('#ff000080'), rgba('#000000')).red).toBeCloseTo(128, 0);
    expect(blend(rgba('#12345600'), rgba('#abcdef'))).toEqual(rgba('#abcdef'));
    expect(blend(rgba('#123456'), rgba('#abcdef'))).toEqual(rgba('#123456'));
  });

  it.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#000000', 21],
    ['#777777', '#ffffff', 4.48],
    ['#767676', '#ffffff', 4.54],
    ['#0000ff', '#ffffff', 8.59],
    ['#ff0000', '#ffffff', 4],
    ['#abcdef', '#abcdef', 1],
  ])('%s on %s has the contrast %d', (a, b, ratio) => {
    expect(contrast(rgba(a), rgba(b))).toBeCloseTo(ratio, 2);
  });

  it.each([
    ['#c06020', []],
    ['#4682b4', []],
    ['#ffee00', ['light']],
    ['#1f1f1f', ['dark']],
    ['#ffffff', ['light']],
    ['#000080', ['dark']],
  ])('%s is hard to see in %j themes', (colour, kinds) => {
    expect(faintIn(colour)).toEqual(kinds);
  });
});
