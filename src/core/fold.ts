const SPACE = 0x20;
const DOUBLE = 0x22;
const SINGLE = 0x27;
const DASH = 0x2d;

/**
 * Each UTF-16 unit as it is compared. What writers and programs change without changing the words is one: the kinds of
 * white space, and the shapes of quotation marks and dashes. Letters, digits, case and accents stay what they are.
 */
const FOLDED: Uint16Array = Uint16Array.from({ length: 0x10000 }, (_, unit) => unit);

const EQUALS: readonly (readonly [number, string])[] = [
  [SPACE, '\t\n\v\f\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a'],
  [SPACE, '\u2028\u2029\u202f\u205f\u3000'],
  [DOUBLE, '“”„‟«»″'],
  [SINGLE, '‘’‚‛‹›′'],
  [DASH, '‐‑‒–—―−'],
];
for (const [unit, signs] of EQUALS) for (const sign of signs) FOLDED[sign.charCodeAt(0)] = unit;

/** A text whose pieces are folded when they are looked at, or all at once: unit by unit, so that offsets stay the same. */
export class Page {
  readonly text: string;
  #units: Uint16Array | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** All of it, folded. */
  get units(): Uint16Array {
    this.#units ??= fold(this.text);
    return this.#units;
  }

  /** The piece between two offsets, which may lie outside the text. */
  piece(start: number, end: number): Piece {
    const from = Math.max(0, Math.min(this.text.length, start));
    const to = Math.max(from, Math.min(this.text.length, end));
    return { start: from, units: this.#units?.subarray(from, to) ?? fold(this.text.slice(from, to)) };
  }
}

/** Folded units and the offset where they begin. */
export interface Piece {
  readonly start: number;
  readonly units: Uint16Array;
}

/** Folds unit by unit: as many come out as go in. */
export function fold(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let at = 0; at < units.length; at++) units[at] = FOLDED[text.charCodeAt(at)] ?? 0;
  return units;
}

/** All characters that folding makes one with this one, itself among them. */
export function alike(character: string): string {
  const [unit, ...more] = fold(character);
  const signs = more.length > 0 ? undefined : EQUALS.find(([each]) => each === unit);
  return signs ? String.fromCharCode(signs[0]) + signs[1] : character;
}

/** Whether two passages are the same but for what folding takes away, and for how much white space there is. */
export function isSame(a: string, b: string): boolean {
  if (a === b) return true;
  const [left, right] = [fold(a), fold(b)];
  let j = 0;
  for (let i = 0; i < left.length; i++, j++) {
    if (left[i] !== right[j]) return false;
    while (left[i] === SPACE && left[i + 1] === SPACE) i++;
    while (right[j] === SPACE && right[j + 1] === SPACE) j++;
  }
  return j === right.length;
}
