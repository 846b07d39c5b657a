import type { Colour, PALETTE } from '../core/label.ts';

/** Colours of other programs' configurations: those of Okabe and Ito (2008), which people with any colour vision tell apart. */
const HEX: Readonly<Record<(typeof PALETTE)[number], `#${string}`>> = {
  orange: '#E69F00',
  blue: '#56B4E9',
  green: '#009E73',
  purple: '#CC79A7',
  red: '#D55E00',
  yellow: '#F0E442',
  cyan: '#88CCEE',
  grey: '#999999',
};

/** A label's colour as `#rrggbb`. */
export const hexOf = (colour: Colour): `#${string}` =>
  (colour in HEX ? HEX[colour as keyof typeof HEX] : colour) as `#${string}`;
