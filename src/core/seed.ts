import { type Run, sameAfter, sameBefore } from './run.ts';
import type { Span } from './span.ts';
import type { Work } from './work.ts';

/** So many places at most are looked at in one go. */
const SLICE = 1 << 15;
/** About so many grams of a text are noted: of a longer text only every second, fourth … by their hash. */
const MOST_NOTED = 1 << 16;
const BASE = 0x2c1b3c6d;

/**
 * The runs around the grams of `size` units that stand once in the old text's regions and once in the new text's: in
 * the order of the new text, none over another there, as long as they can be within the regions. The regions are in text
 * order. Linear in the length of the regions. (Anchors that are unique on both sides: Bram Cohen's patience difference.)
 */
export function* unique(
  texts: { readonly before: string; readonly after: string },
  regions: { readonly before: readonly Span[]; readonly after: readonly Span[] },
  size: number,
  work: Work,
): Generator<number, Run[]> {
  const grams = new Grams(size, total(regions.before));
  for (const piece of pieces(regions.before, size)) {
    grams.note(texts.before, piece);
    if (work.add(piece.end - piece.start)) yield work.done;
  }
  for (const piece of pieces(regions.after, size)) {
    grams.meet(texts.after, piece);
    if (work.add(piece.end - piece.start)) yield work.done;
  }
  const runs: Run[] = [];
  let reached = 0;
  for (const { from, to } of grams.pairs()) {
    if (to < reached) continue;
    const old = regionAt(regions.before, from);
    const now = regionAt(regions.after, to);
    const back = sameBefore(
      texts.before,
      from,
      texts.after,
      to,
      Math.min(from - old.start, to - Math.max(now.start, reached)),
    );
    const on = sameAfter(texts.before, from, texts.after, to, Math.min(old.end - from, now.end - to));
    if (work.add(back + on + 1)) yield work.done;
    if (on < size) continue;
    reached = to + on;
    runs.push({ from: from - back, to: to - back, length: back + on });
  }
  return runs;
}

const total = (spans: readonly Span[]): number => spans.reduce((sum, { start, end }) => sum + end - start, 0);

/** The places where grams begin, a slice at a time. */
function* pieces(regions: readonly Span[], size: number): Generator<Span> {
  for (const { start, end } of regions) {
    for (let at = start; at + size <= end; at += SLICE) yield { start: at, end: Math.min(at + SLICE, end - size + 1) };
  }
}

/** The region that holds the offset; one of them does. */
function regionAt(regions: readonly Span[], offset: number): Span {
  let low = 0;
  let high = regions.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((regions[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return regions[low] ?? { start: offset, end: offset };
}

/** Grams of two texts by their rolling hash (Karp and Rabin 1987), and where those stand that stand once. */
class Grams {
  readonly #size: number;
  readonly #power: number;
  /** Only hashes without these bits are noted, so that both texts leave out the same grams. */
  readonly #sieve: number;
  readonly #mask: number;
  readonly #keys: Int32Array;
  /** By slot: 1 + the place, 0 for none, -1 for several. */
  readonly #olds: Int32Array;
  readonly #news: Int32Array;
  readonly #met: number[] = [];
  #room: number;

  constructor(size: number, length: number) {
    this.#size = size;
    let power = 1;
    for (let i = 1; i < size; i++) power = Math.imul(power, BASE);
    this.#power = power;
    let rate = 1;
    while (length / rate > MOST_NOTED) rate *= 2;
    // The upper bits choose, the lower ones are the slot.
    this.#sieve = -(2 ** 32 / rate) | 0;
    if (rate === 1) this.#sieve = 0;
    let slots = 64;
    while (slots < (2 * length) / rate) slots *= 2;
    this.#mask = slots - 1;
    this.#room = slots / 2 + slots / 4;
    this.#keys = new Int32Array(slots);
    this.#olds = new Int32Array(slots);
    this.#news = new Int32Array(slots);
  }

  /** Takes up the grams of the old text that begin in the span. */
  note(text: string, { start, end }: Span): void {
    let hash = this.#first(text, start);
    for (let at = start; ; ) {
      const key = mixed(hash);
      if ((key & this.#sieve) === 0) {
        const slot = this.#slot(key);
        if (this.#olds[slot] !== 0) this.#olds[slot] = -1;
        else if (this.#room > 0) {
          this.#room--;
          this.#keys[slot] = key;
          this.#olds[slot] = at + 1;
        }
      }
      if (++at >= end) return;
      hash = this.#next(hash, text, at);
    }
  }

  /** Looks up the grams of the new text that begin in the span. */
  meet(text: string, { start, end }: Span): void {
    let hash = this.#first(text, start);
    for (let at = start; ; ) {
      const key = mixed(hash);
      if ((key & this.#sieve) === 0) {
        const slot = this.#slot(key);
        if ((this.#olds[slot] ?? 0) > 0) {
          if (this.#news[slot] === 0) this.#met.push(slot);
          this.#news[slot] = this.#news[slot] === 0 ? at + 1 : -1;
        }
      }
      if (++at >= end) return;
      hash = this.#next(hash, text, at);
    }
  }

  /** Where the grams stand that were noted once and met once, in the order in which they were met. */
  *pairs(): Generator<{ readonly from: number; readonly to: number }> {
    for (const slot of this.#met) {
      const to = (this.#news[slot] ?? 0) - 1;
      if (to >= 0) yield { from: (this.#olds[slot] ?? 0) - 1, to };
    }
  }

  #first(text: string, start: number): number {
    let hash = 0;
    for (let i = 0; i < this.#size; i++) hash = (Math.imul(hash, BASE) + text.charCodeAt(start + i)) | 0;
    return hash;
  }

  /** The hash of the gram at `at` from that of the gram before it. */
  #next(hash: number, text: string, at: number): number {
    const rest = hash - Math.imul(text.charCodeAt(at - 1), this.#power);
    return (Math.imul(rest, BASE) + text.charCodeAt(at + this.#size - 1)) | 0;
  }

  #slot(key: number): number {
    let slot = key & this.#mask;
    while (this.#olds[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) & this.#mask;
    return slot;
  }
}

/** Spreads a hash over all bits (the last steps of MurmurHash3). */
function mixed(hash: number): number {
  let bits = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
