/** How many units a gram has: long enough to be rare in a text, short enough to survive between two changes. */
export const GRAM = 6;

/** Only every so many-th gram of the text is kept: of a passage all are looked up. */
const STEP = 2;

/** How many grams are read between two slices. */
const BLOCK = 1 << 17;

const BASE = 0x2f0b4c47;
const TOP = Array.from({ length: GRAM - 1 }).reduce((power: number) => Math.imul(power, BASE), 1);

/** The rolling hash of a gram when `next` comes behind it and `first`, its first unit, goes (Karp and Rabin, 1987). */
export const roll = (hash: number, first: number, next: number): number =>
  Math.imul(hash - Math.imul(first, TOP), BASE) + next;

/** Of all the grams of a text, where each stands: one pass over the text serves every passage that is looked for. */
export class Grams {
  /** Places by gram, each gram's in text order; where a gram's begin. */
  readonly #units: Uint16Array;
  readonly #places: Int32Array;
  readonly #begins: Int32Array;
  readonly #shift: number;

  private constructor(units: Uint16Array, places: Int32Array, begins: Int32Array, shift: number) {
    this.#units = units;
    this.#places = places;
    this.#begins = begins;
    this.#shift = shift;
  }

  /** Reads the folded units of a text, and gives way now and then. Buckets of the table are shared by few. */
  static *read(units: Uint16Array): Generator<void, Grams> {
    const count = Math.max(0, Math.ceil((units.length - GRAM + 1) / STEP));
    const bits = Math.max(10, Math.min(22, Math.ceil(Math.log2(count + 1))));
    const shift = 32 - bits;
    const buckets = new Int32Array(count);
    const begins = new Int32Array((1 << bits) + 1);
    for (let from = 0; from < count; from += BLOCK) {
      assign(units, buckets, begins, shift, from, Math.min(count, from + BLOCK));
      yield;
    }
    for (let i = 1; i < begins.length; i++) begins[i] = (begins[i] ?? 0) + (begins[i - 1] ?? 0);
    const next = begins.slice();
    const places = new Int32Array(count);
    for (let from = 0; from < count; from += BLOCK) {
      yield;
      sort(buckets, next, places, from, Math.min(count, from + BLOCK));
    }
    return new Grams(units, places, begins, shift);
  }

  /** At most how many places the gram with this hash has: others may share its bucket. */
  count(hash: number): number {
    const bucket = bucketOf(hash, this.#shift);
    return (this.#begins[bucket + 1] ?? 0) - (this.#begins[bucket] ?? 0);
  }

  /**
   * Adds to `places` where the gram stands that begins at `at` in the units, looking at no more than `most` places,
   * those that are nearest to `near`; each is given as the place where the units would begin.
   */
  collect(units: Uint16Array, at: number, hash: number, near: number, most: number, places: number[]): void {
    const bucket = bucketOf(hash, this.#shift);
    let low = this.#begins[bucket] ?? 0;
    let high = this.#begins[bucket + 1] ?? 0;
    if (high - low > most) {
      const [begin, end] = [low, high];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((this.#places[middle] ?? 0) < near + at) low = middle + 1;
        else high = middle;
      }
      low = Math.max(begin, Math.min(end - most, low - (most >> 1)));
      high = low + most;
    }
    for (let i = low; i < high; i++) {
      const place = this.#places[i] ?? 0;
      let same = 0;
      while (same < GRAM && this.#units[place + same] === units[at + same]) same++;
      if (same === GRAM) places.push(place - at);
    }
  }
}

// Loops of their own: V8 does not optimise a generator while it runs.

/** Counts the grams from one to another into their buckets. */
function assign(
  units: Uint16Array,
  buckets: Int32Array,
  begins: Int32Array,
  shift: number,
  from: number,
  to: number,
): void {
  let hash = 0;
  for (let at = from * STEP; at < from * STEP + GRAM; at++) hash = roll(hash, 0, units[at] ?? 0);
  for (let i = from; i < to; i++) {
    const bucket = bucketOf(hash, shift);
    buckets[i] = bucket;
    begins[bucket + 1] = (begins[bucket + 1] ?? 0) + 1;
    for (let at = i * STEP; at < (i + 1) * STEP; at++) hash = roll(hash, units[at] ?? 0, units[at + GRAM] ?? 0);
  }
}

/** Puts the places of the grams from one to another behind those of the same bucket. */
function sort(buckets: Int32Array, next: Int32Array, places: Int32Array, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    const bucket = buckets[i] ?? 0;
    const slot = next[bucket] ?? 0;
    places[slot] = i * STEP;
    next[bucket] = slot + 1;
  }
}

/** The bucket of a hash: its upper bits, once they depend on all of it (Fibonacci hashing). */
const bucketOf = (hash: number, shift: number): number => Math.imul(hash, 0x9e3779b1) >>> shift;

/** The hashes of all grams of some folded units, in their order. */
export function hashes(units: Uint16Array): Int32Array {
  const found = new Int32Array(Math.max(0, units.length - GRAM + 1));
  let hash = 0;
  for (let at = 0; at < units.length; at++) {
    hash = roll(hash, at < GRAM ? 0 : (units[at - GRAM] ?? 0), units[at] ?? 0);
    if (at >= GRAM - 1) found[at - GRAM + 1] = hash;
  }
  return found;
}
