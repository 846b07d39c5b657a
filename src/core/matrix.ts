import type { Run } from './run.ts';

/** The most words of 32 cells that one alignment may have. */
const MOST_WORDS = 1 << 17;

/** Where an alignment reads: from an offset on (`step` 1), or backwards what stands in front of it (`step` -1). */
export interface Side {
  readonly text: string;
  readonly at: number;
  readonly length: number;
}

/**
 * Aligns pieces of two texts with the fewest insertions, deletions and replacements: exactly, with 32 cells of the
 * matrix in one word (Myers 1999, in blocks as Hyyrö 2003 has it), and the way back through the vectors that are kept.
 */
export class Matrix {
  readonly #ups = new Int32Array(MOST_WORDS);
  readonly #downs = new Int32Array(MOST_WORDS);
  /** By UTF-16 unit: 1 + its row of masks, 0 when the piece does not have it. */
  readonly #rows = new Uint16Array(0x10000);
  #masks = new Int32Array(1024);

  /** Whether two pieces are small enough to be aligned. */
  fits(old: number, now: number): boolean {
    return words(old) * Math.max(old, now) <= MOST_WORDS;
  }

  /** The work that it takes, in steps. */
  cost(old: number, now: number): number {
    return words(old) * (old + now);
  }

  /** The equal runs, in text order (backwards: from the places on, outwards). They are relative to the places. */
  align(old: Side, now: Side, step: 1 | -1): Run[] {
    this.#vectors(old, now, step);
    return this.#back(old, now, step);
  }

  #vectors(old: Side, now: Side, step: 1 | -1): void {
    const width = words(old.length);
    const distinct = this.#mark(old, step, width);
    const ups = this.#ups;
    const downs = this.#downs;
    const masks = this.#masks;
    for (let row = 0; row < now.length; row++) {
      const mask = (this.#rows[codeAt(now, row, step)] ?? 0) * width;
      const base = row * width;
      // The first row of the matrix grows by one with each character of the new piece.
      let carry = 1;
      for (let word = 0; word < width; word++) {
        const up = row === 0 ? -1 : (ups[base - width + word] ?? 0);
        const down = row === 0 ? 0 : (downs[base - width + word] ?? 0);
        const equal = masks[mask + word] ?? 0;
        const vertical = equal | down;
        const start = carry < 0 ? equal | 1 : equal;
        const across = ((((start & up) + up) | 0) ^ up) | start;
        let rises = down | ~(across | up);
        let falls = up & across;
        const next = (rises >>> 31) - (falls >>> 31);
        rises = (rises << 1) | (carry > 0 ? 1 : 0);
        falls = (falls << 1) | (carry < 0 ? 1 : 0);
        ups[base + word] = falls | ~(vertical | rises);
        downs[base + word] = rises & vertical;
        carry = next;
      }
    }
    for (let i = 0; i < old.length; i++) this.#rows[codeAt(old, i, step)] = 0;
    masks.fill(0, 0, (distinct + 1) * width);
  }

  /** Makes the masks of the old piece: a row of bits for each of its characters, row 0 for all that it does not have. */
  #mark(old: Side, step: 1 | -1, width: number): number {
    let distinct = 0;
    for (let i = 0; i < old.length; i++) {
      const code = codeAt(old, i, step);
      if (this.#rows[code] === 0) this.#rows[code] = ++distinct;
    }
    if ((distinct + 1) * width > this.#masks.length) this.#masks = new Int32Array(2 * (distinct + 1) * width);
    for (let i = 0; i < old.length; i++) {
      const place = (this.#rows[codeAt(old, i, step)] ?? 0) * width + (i >>> 5);
      this.#masks[place] = (this.#masks[place] ?? 0) | (1 << (i & 31));
    }
    return distinct;
  }

  #back(old: Side, now: Side, step: 1 | -1): Run[] {
    const width = words(old.length);
    const runs: Run[] = [];
    let from = old.length;
    let to = now.length;
    let length = 0;
    const close = (): void => {
      if (length > 0) runs.push({ from, to, length });
      length = 0;
    };
    while (from > 0 && to > 0) {
      const place = (to - 1) * width + ((from - 1) >>> 5);
      const bit = 1 << ((from - 1) & 31);
      if (((this.#ups[place] ?? 0) & bit) !== 0) {
        close();
        from--;
      } else if (to > 1 && ((this.#downs[place - width] ?? 0) & bit) !== 0) {
        close();
        to--;
      } else if (codeAt(old, from - 1, step) === codeAt(now, to - 1, step)) {
        from--;
        to--;
        length++;
      } else {
        close();
        from--;
        to--;
      }
    }
    close();
    return runs.reverse();
  }
}

const words = (length: number): number => (length + 31) >>> 5;

const codeAt = ({ text, at }: Side, i: number, step: 1 | -1): number => text.charCodeAt(step > 0 ? at + i : at - 1 - i);
