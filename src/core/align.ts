import type { Span } from './span.ts';

/**
 * How a passage, which has a middle and something around it, lies in another text at the fewest errors: the span of the
 * middle, in offsets into the units that were searched.
 */
export interface Alignment extends Span {
  /** Insertions, deletions and replacements before, within and behind the middle. */
  readonly before: number;
  readonly within: number;
  readonly behind: number;
  /** The stretch of the middle that is alike: more than half of every piece at either end of it agrees. */
  readonly alike: Span;
  /** What of the passage (units of its own) lies there, and the errors in it. */
  readonly kept: Span;
  /** The errors within the middle before and behind what is alike. */
  readonly left: number;
  readonly right: number;
}

/** What an error takes from a stretch where an agreement gives 1: texts that have nothing in common come to less than 0. */
const DIFFERENT = -1.5;

/** Units of a passage with its middle, `from` to `to`. */
export interface Passage {
  readonly units: Uint16Array;
  readonly from: number;
  readonly to: number;
}

/**
 * Aligns short passages with short texts (thousands of units at most; time and space are their product / 32). Bit-
 * parallel after G. Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic programming",
 * J. ACM 46 (1999), in blocks as in H. Hyyrö's version of 2003; the columns are kept to trace the way back.
 */
export class Aligner {
  /** The row of `#equal` that belongs to a unit; 0 for units that the passage does not have. */
  readonly #row = new Uint16Array(0x10000);
  #equal = new Int32Array(0);
  #up = new Int32Array(0);
  #down = new Int32Array(0);

  #passage: Passage | undefined;
  #words = 0;

  /** Prepares for a passage; it is kept until the next one. */
  #take(passage: Passage): void {
    if (this.#passage === passage) return;
    for (const unit of this.#passage?.units ?? []) this.#row[unit] = 0;
    const { units } = passage;
    this.#passage = passage;
    this.#words = (units.length + 31) >>> 5;
    const room = (units.length + 1) * this.#words;
    if (this.#equal.length < room) this.#equal = new Int32Array(room * 2);
    else this.#equal.fill(0, 0, room);
    let rows = 0;
    for (let i = 0; i < units.length; i++) {
      const unit = units[i] ?? 0;
      const row = this.#row[unit] || ++rows;
      this.#row[unit] = row;
      const word = row * this.#words + (i >>> 5);
      this.#equal[word] = (this.#equal[word] ?? 0) | (1 << (i & 31));
    }
  }

  /** The best place for the whole passage anywhere within the text; of equals the first. */
  align(passage: Passage, text: Uint16Array): Alignment {
    this.#take(passage);
    const room = (text.length + 1) * this.#words;
    if (this.#up.length < room) {
      this.#up = new Int32Array(room * 2);
      this.#down = new Int32Array(room * 2);
    }
    return this.#trace(passage, text, this.#fill(passage.units.length, text));
  }

  /** Fills the columns and gives the end of the best place. */
  #fill(size: number, text: Uint16Array): number {
    const words = this.#words;
    const [equal, up, down, row] = [this.#equal, this.#up, this.#down, this.#row];
    const last = 1 << ((size - 1) & 31);
    up.fill(-1, 0, words);
    down.fill(0, 0, words);
    let [errors, fewest, best] = [size, size, 0];
    for (let column = 0; column < text.length; column++) {
      const at = column * words;
      const same = (row[text[column] ?? 0] ?? 0) * words;
      let carry = 0;
      for (let word = 0; word < words; word++) {
        const plus = up[at + word] ?? 0;
        const minus = down[at + word] ?? 0;
        const eq = equal[same + word] ?? 0;
        const vertical = eq | minus;
        const matches = carry < 0 ? eq | 1 : eq;
        const horizontal = (((matches & plus) + plus) ^ plus) | matches;
        let more = minus | ~(horizontal | plus);
        let less = plus & horizontal;
        const top = word === words - 1 ? last : 0x80000000 | 0;
        const out = (more & top) !== 0 ? 1 : (less & top) !== 0 ? -1 : 0;
        more = (more << 1) | (carry > 0 ? 1 : 0);
        less = (less << 1) | (carry < 0 ? 1 : 0);
        up[at + words + word] = less | ~(vertical | more);
        down[at + words + word] = more & vertical;
        carry = out;
      }
      errors += carry;
      if (errors < fewest) [fewest, best] = [errors, column + 1];
    }
    return best;
  }

  /** Goes back from the end of the best place and notes where the middle begins and ends, and what of it is alike. */
  #trace({ units, from, to }: Passage, text: Uint16Array, best: number): Alignment {
    const words = this.#words;
    let [row, column] = [units.length, best];
    let [start, end] = [best, best];
    let [before, within, behind] = [0, 0, 0];
    // The stretch of the middle with the highest sum: J. Bentley, "Programming pearls" (1984), after J. Kadane.
    let [sum, highest] = [0, 0];
    let since = { column: best, row: to, within: 0 };
    let alike: Span = { start: best, end: best };
    let kept: Span = { start: to, end: to };
    let [upTo, right] = [0, 0];
    while (row > 0) {
      // What was inserted at either border of the middle stays outside, as with text that is typed there.
      if (row >= to) {
        end = column;
        since = { column, row: to, within: 0 };
      }
      const [part, word, bit] = [row, (row - 1) >>> 5, 1 << ((row - 1) & 31)];
      let isError = true;
      if (((this.#up[column * words + word] ?? 0) & bit) !== 0) row--;
      else {
        column--;
        if (((this.#down[column * words + word] ?? 0) & bit) === 0) {
          row--;
          isError = units[row] !== text[column];
        }
      }
      if (part > from && row === from) start = column;
      if (part > to || (part === to && row === to)) behind += isError ? 1 : 0;
      else if (part > from) {
        within += isError ? 1 : 0;
        sum += isError ? DIFFERENT : 1;
        if (sum <= 0) [sum, since] = [0, { column, row, within }];
        if (sum > highest) {
          highest = sum;
          alike = { start: column, end: since.column };
          kept = { start: row, end: since.row };
          [upTo, right] = [within, since.within];
        }
      } else before += isError ? 1 : 0;
    }
    return { start: Math.min(start, end), end, before, within, behind, alike, kept, left: within - upTo, right };
  }
}
