import type { Piece } from './exporter.ts';
import { hexOf } from './palette.ts';
import type { Terms } from './terms.ts';

/** Labels and roles as doccano can have them. */
export const doccanoName = (name: string): string => Array.from(name).slice(0, 100).join('');

/** The labels of an export with their colours and keys, as doccano imports them. */
export function aboutDoccano(terms: Terms): readonly Piece[] {
  const labels = terms.labels.map(({ name, key, colour }) => ({
    text: doccanoName(name),
    // doccano knows digits and small letters.
    suffix_key: key !== undefined && /^[0-9a-z]$/i.test(key) ? key.toLowerCase() : null,
    background_color: hexOf(colour),
    text_color: onColour(hexOf(colour)),
  }));
  return [{ name: 'label_config.json', content: `${JSON.stringify(labels, null, 2)}\n`, isWhole: true }];
}

/** Black or white, whichever is read more easily on a colour: by its relative luminance (WCAG 2). */
function onColour(hex: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000000' : '#ffffff';
}
