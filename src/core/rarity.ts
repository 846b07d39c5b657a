/** How many units lead to the next one. */
const LEAD = 5;
/** Slots of the two tables, as powers of two: what leads, and that with the next unit. */
const LEADS = 16;
const GRAMS = 18;
const BASE = 0x2c1b3c6d;
const MIX = 0x9e3779b1;
/** What a unit counts for that was never met where it stands, in occurrences. */
const NEW = 1 / 16;
/** A unit that was to be expected with the probability 2 to the power of minus this, or less, tells all that one can. */
const ALL = 2;
/** So many units are read between two pauses. */
const SLICE = 1 << 16;

/**
 * How much the units of a text tell: little where they follow from those before them, as in phrases that come again and
 * again. A model of the order 5 with counts by hash, from which what it is asked about is left out once.
 */
export class Rarity {
  readonly #leads = new Uint32Array(1 << LEADS);
  readonly #grams = new Uint32Array(1 << GRAMS);

  /** Learns what is frequent in a text. Yields how much of it was read, now and then. */
  static *of(text: string): Generator<number, Rarity> {
    const rarity = new Rarity();
    for (let start = LEAD; start < text.length; start += SLICE) {
      rarity.#read(text, start, Math.min(text.length, start + SLICE));
      yield start;
    }
    return rarity;
  }

  #read(text: string, start: number, end: number): void {
    for (let at = start; at < end; at++) {
      const lead = leadOf(text, at);
      const gram = gramOf(lead, text, at);
      this.#leads[lead >>> (32 - LEADS)] = (this.#leads[lead >>> (32 - LEADS)] ?? 0) + 1;
      this.#grams[gram] = (this.#grams[gram] ?? 0) + 1;
    }
  }

  /** How much a piece of a text tells, from 0 for what could be foreseen to 1 for each of its UTF-16 units. */
  sum(text: string, start: number, end: number): number {
    let sum = Math.max(0, Math.min(LEAD, end) - start);
    for (let at = Math.max(LEAD, start); at < end; at++) {
      const lead = leadOf(text, at);
      const all = Math.max(1, this.#leads[lead >>> (32 - LEADS)] ?? 0);
      const same = Math.max(1, this.#grams[gramOf(lead, text, at)] ?? 0) - 1 + NEW;
      sum += Math.min(1, Math.log2(all / same) / ALL);
    }
    return sum;
  }

  /** The same of a whole text, per unit. */
  share(text: string): number {
    return this.sum(text, 0, text.length) / Math.max(1, text.length);
  }
}

/** A hash of what leads to a unit; the upper bits depend on all of it. */
function leadOf(text: string, at: number): number {
  let hash = 0;
  for (let i = at - LEAD; i < at; i++) hash = Math.imul(hash + text.charCodeAt(i), BASE);
  return Math.imul(hash ^ (hash >>> 15), MIX);
}

const gramOf = (lead: number, text: string, at: number): number =>
  Math.imul(lead ^ Math.imul(text.charCodeAt(at), BASE), MIX) >>> (32 - GRAMS);
