/** A colour as sRGB: red, green and blue from 0 to 255, and how much it covers of what lies below, from 0 to 1. */
export interface Rgba {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

/** Reads `#rgb`, `#rgba`, `#rrggbb` or `#rrggbbaa`. Undefined for anything else. */
export function toRgba(hex: string): Rgba | undefined {
  const digits = /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.exec(hex)?.[1];
  if (digits === undefined) return undefined;
  const size = digits.length > 4 ? 2 : 1;
  const [red = 0, green = 0, blue = 0, alpha = 255] = Array.from({ length: digits.length / size }, (_, i) =>
    Number.parseInt(digits.slice(i * size, i * size + size).padEnd(2, digits[i * size]), 16),
  );
  return { red, green, blue, alpha: alpha / 255 };
}

/** What is seen where `over` lies on `under`, which covers everything. */
export function blend(over: Rgba, under: Rgba): Rgba {
  const mix = (a: number, b: number): number => a * over.alpha + b * (1 - over.alpha);
  return {
    red: mix(over.red, under.red),
    green: mix(over.green, under.green),
    blue: mix(over.blue, under.blue),
    alpha: 1,
  };
}

/** The contrast ratio of two colours that cover everything, from 1 to 21 (WCAG 2.2, *contrast ratio*). */
export function contrast(a: Rgba, b: Rgba): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** The relative luminance, from 0 (black) to 1 (WCAG 2.2, *relative luminance*). */
function luminance({ red, green, blue }: Rgba): number {
  const linear = (part: number): number =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** A colour of the user's own as a background: so much of it lies on the page. */
export const tintOf = (hex: string): string => `${hex}33`;

/** The page and the letters of VS Code's default themes; what can be seen there can be seen in the others of its kind. */
const PAGES = {
  light: { page: '#ffffff', letters: '#3b3b3b' },
  dark: { page: '#1f1f1f', letters: '#cccccc' },
} as const;

/** What must have which contrast (WCAG 2.2, AA: 1.4.3 for text, 1.4.11 for what is not text). */
export const LEAST = { text: 4.5, line: 3 } as const;

/** The kinds of themes in which a label with this colour (`#rrggbb`) is hard to see, or hides the letters. */
export function faintIn(hex: string): readonly (keyof typeof PAGES)[] {
  return (['light', 'dark'] as const).filter((kind) => {
    const [line, tint, page, letters] = [hex, tintOf(hex), PAGES[kind].page, PAGES[kind].letters].map(toRgba);
    if (!line || !tint || !page || !letters) return false;
    const back = blend(tint, page);
    return (
      contrast(line, page) < LEAST.line || contrast(line, back) < LEAST.line || contrast(letters, back) < LEAST.text
    );
  });
}
