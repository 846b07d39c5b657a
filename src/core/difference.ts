import { movable, outdoing, prune } from './block.ts';
import { settle } from './cut.ts';
import { Matrix } from './matrix.ts';
import { byNew, byOld, disjoint, heaviest, joined, type Run, sameAfter, sameBefore } from './run.ts';
import { unique } from './seed.ts';
import type { Span } from './span.ts';
import { Work } from './work.ts';

/** The size of the grams that find blocks anywhere, moved ones too. */
const BLOCK_GRAM = 32;
/** The sizes of those that find moved blocks in what is left over; the second time for what is unique only then. */
const MOVED_GRAMS = [16, 12, 12] as const;
/** Sizes of the grams that find anchors between two blocks. */
const GAP_GRAMS = [12, 7] as const;
/** A gap is parted at anchors so many times at most: what takes more is made to be slow. */
const DEEPEST = 8;
/** The first half of a window's alignment is believed, the rest is looked at again in the next one. */
const WINDOW = 256;
/** An extension ends when it has lost so much of its best score (BLAST's X-drop). */
const DROP = 20;

/**
 * The equal runs of two texts, in the order of the old one; each unit is in one run at most. Seed and extend: what both
 * texts begin and end with; blocks around grams that are unique in both, wherever they stand; finer grams and exact
 * alignment within the gaps between neighbours; and the edges of moved blocks as far as they agree. Stretches that agree
 * by chance are left out.
 *
 * Yields the number of steps so far, every 100,000 or so. Their number grows with the length of the texts only, whatever
 * stands in them: nothing is looked for without a bound, and what is not found within it counts as deleted.
 */
export function* runsOf(before: string, after: string): Generator<number, Run[]> {
  const search = new Search(before, after);
  const clean = (runs: readonly Run[]): Run[] => prune(runs, before.length, after.length);
  const ends = yield* search.ends();
  const found = yield* search.among(ends, BLOCK_GRAM);
  const chain = heaviest(found);
  let blocks = byOld([...ends, ...chain]);
  let runs = clean(yield* search.fill(blocks));
  const inChain = new Set(chain);
  const others = movable(found.filter((run) => !inChain.has(run)));
  for (const size of [BLOCK_GRAM, ...MOVED_GRAMS]) {
    const moved = size === BLOCK_GRAM ? others : movable(yield* search.among(runs, size));
    const better = outdoing(moved, runs).flat();
    if (better.length === 0) continue;
    // A block that was left out as chance has lost its place to others.
    const left = new Set(runs);
    blocks = byOld([...blocks.filter((block) => left.has(block) || ends.includes(block)), ...better]);
    runs = clean(yield* search.fill(blocks));
  }
  return settle(before, after, joined(runs));
}

/** What lies between two neighbours in the old text and in the new one. */
interface Gap {
  readonly a: number;
  readonly aEnd: number;
  readonly b: number;
  readonly bEnd: number;
}

class Search {
  readonly #before: string;
  readonly #after: string;
  readonly #work = new Work();
  readonly #matrix = new Matrix();

  constructor(before: string, after: string) {
    this.#before = before;
    this.#after = after;
  }

  /** What both texts begin and end with (perhaps of no length). */
  *ends(): Generator<number, Run[]> {
    const [before, after] = [this.#before, this.#after];
    const shorter = Math.min(before.length, after.length);
    const head = sameAfter(before, 0, after, 0, shorter);
    const tail = sameBefore(before, before.length, after, after.length, shorter - head);
    if (this.#work.add(head + tail)) yield this.#work.done;
    // What is short may be the end of any paragraph, and waits until the blocks are known.
    const [first, last] = [head, tail].map((length) => (length < BLOCK_GRAM ? 0 : length)) as [number, number];
    return [
      { from: 0, to: 0, length: first },
      { from: before.length - last, to: after.length - last, length: last },
    ];
  }

  /** Runs around unique grams of that size in what these runs leave over, in the order of the new text. */
  *among(runs: readonly Run[], size: number): Generator<number, Run[]> {
    const texts = { before: this.#before, after: this.#after };
    const regions = {
      before: gaps(byOld(runs), (run) => run.from, size),
      after: gaps(byNew(runs), (run) => run.to, size),
    };
    if (regions.before.length === 0 || regions.after.length === 0) return [];
    return byNew(disjoint(yield* unique(texts, regions, size, this.#work), size / 2));
  }

  /** The blocks and what agrees between them. */
  *fill(blocks: readonly Run[]): Generator<number, Run[]> {
    const order = byNew(blocks);
    const places = new Map(order.map((block, i) => [block, i]));
    // What is still free in the new text behind each block.
    const free = order.map((block, i) => ({ start: block.to + block.length, end: order[i + 1]?.to ?? 0 }));
    const runs: Run[] = [];
    for (const [i, left] of blocks.entries()) {
      runs.push(left);
      const right = blocks[i + 1];
      if (!right) break;
      const place = places.get(left) ?? 0;
      const a = left.from + left.length;
      const aEnd = right.from;
      const behind = free[place];
      const front = free[(places.get(right) ?? 0) - 1];
      if (a === aEnd || !behind || !front) continue;
      if (behind === front) {
        yield* this.#between({ a, aEnd, b: behind.start, bEnd: behind.end }, 0, runs);
        continue;
      }
      const on = yield* this.#extend({ a, aEnd, b: behind.start, bEnd: behind.end }, 1);
      const last = on.at(-1);
      if (last) behind.start = last.to + last.length;
      const reached = last ? last.from + last.length : a;
      const back = yield* this.#extend({ a: reached, aEnd, b: front.start, bEnd: front.end }, -1);
      const first = back[0];
      if (first) front.end = first.to;
      for (const run of [...on, ...back]) runs.push(run);
    }
    return runs;
  }

  /** Puts what agrees in a gap between neighbours behind the runs. */
  *#between(gap: Gap, depth: number, runs: Run[]): Generator<number, void> {
    const [before, after] = [this.#before, this.#after];
    const most = Math.min(gap.aEnd - gap.a, gap.bEnd - gap.b);
    const head = sameAfter(before, gap.a, after, gap.b, most);
    const tail = sameBefore(before, gap.aEnd, after, gap.bEnd, most - head);
    if (this.#work.add(head + tail + 1)) yield this.#work.done;
    if (head > 0) runs.push({ from: gap.a, to: gap.b, length: head });
    yield* this.#within(
      { a: gap.a + head, aEnd: gap.aEnd - tail, b: gap.b + head, bEnd: gap.bEnd - tail },
      depth,
      runs,
    );
    if (tail > 0) runs.push({ from: gap.aEnd - tail, to: gap.bEnd - tail, length: tail });
  }

  *#within(gap: Gap, depth: number, runs: Run[]): Generator<number, void> {
    const old = gap.aEnd - gap.a;
    const now = gap.bEnd - gap.b;
    if (old === 0 || now === 0) return;
    if (this.#matrix.fits(old, now)) {
      if (this.#work.add(this.#matrix.cost(old, now))) yield this.#work.done;
      const [left, right] = [
        { text: this.#before, at: gap.a, length: old },
        { text: this.#after, at: gap.b, length: now },
      ];
      for (const { from, to, length } of this.#matrix.align(left, right, 1))
        runs.push({ from: gap.a + from, to: gap.b + to, length });
      return;
    }
    const anchors = depth < DEEPEST ? yield* this.#anchors(gap) : [];
    if (anchors.length === 0) {
      const on = yield* this.#extend(gap, 1);
      const last = on.at(-1);
      const rest = last ? { ...gap, a: last.from + last.length, b: last.to + last.length } : gap;
      for (const run of [...on, ...(yield* this.#extend(rest, -1))]) runs.push(run);
      return;
    }
    let { a, b } = gap;
    for (const anchor of anchors) {
      yield* this.#between({ a, aEnd: anchor.from, b, bEnd: anchor.to }, depth + 1, runs);
      runs.push(anchor);
      a = anchor.from + anchor.length;
      b = anchor.to + anchor.length;
    }
    yield* this.#between({ a, aEnd: gap.aEnd, b, bEnd: gap.bEnd }, depth + 1, runs);
  }

  *#anchors({ a, aEnd, b, bEnd }: Gap): Generator<number, Run[]> {
    const texts = { before: this.#before, after: this.#after };
    const regions = { before: [{ start: a, end: aEnd }], after: [{ start: b, end: bEnd }] };
    for (const size of GAP_GRAMS) {
      const found = heaviest(byNew(disjoint(yield* unique(texts, regions, size, this.#work), size / 2)));
      if (found.length > 0) return found;
    }
    return [];
  }

  /** What agrees with one edge of a gap: from its beginning on (`step` 1), or back from its end; in text order. */
  *#extend(gap: Gap, step: 1 | -1): Generator<number, Run[]> {
    const runs: Run[] = [];
    let [a, b] = step > 0 ? [gap.a, gap.b] : [gap.aEnd, gap.bEnd];
    const left = (): [number, number] => (step > 0 ? [gap.aEnd - a, gap.bEnd - b] : [a - gap.a, b - gap.b]);
    const take = (length: number): void => {
      if (length > 0) runs.push(step > 0 ? { from: a, to: b, length } : { from: a - length, to: b - length, length });
      a += step * length;
      b += step * length;
    };
    for (;;) {
      const most = Math.min(...left());
      const same = (step > 0 ? sameAfter : sameBefore)(this.#before, a, this.#after, b, most);
      take(same);
      const [old, now] = left().map((each) => Math.min(WINDOW, each)) as [number, number];
      if (this.#work.add(same + this.#matrix.cost(old, now))) yield this.#work.done;
      if (old === 0 || now === 0) break;
      const sides = [
        { text: this.#before, at: a, length: old },
        { text: this.#after, at: b, length: now },
      ] as const;
      const { runs: good, isOver } = dropped(this.#matrix.align(...sides, step));
      const [aAt, bAt] = [a, b];
      for (const { from, to, length } of good) {
        a = aAt + step * from;
        b = bAt + step * to;
        take(length);
      }
      if (isOver || good.length === 0) break;
    }
    return step > 0 ? runs : runs.reverse();
  }
}

/** The runs of a window up to where the score was best, at most half of it, and whether the agreement ends there. */
function dropped(runs: readonly Run[]): { readonly runs: readonly Run[]; readonly isOver: boolean } {
  let score = 0;
  let best = 0;
  let good = 0;
  let [a, b] = [0, 0];
  for (const [i, { from, to, length }] of runs.entries()) {
    score -= Math.max(from - a, to - b);
    if (score < best - DROP) return { runs: runs.slice(0, good), isOver: true };
    score += length;
    a = from + length;
    b = to + length;
    if (score > best) {
      best = score;
      good = i + 1;
      if (Math.min(a, b) >= WINDOW / 2) return { runs: runs.slice(0, good), isOver: false };
    }
  }
  return { runs: runs.slice(0, good), isOver: true };
}

/** What lies between the runs, which are in order there; pieces with room for a gram only. */
function gaps(runs: readonly Run[], place: (run: Run) => number, size: number): Span[] {
  const found: Span[] = [];
  let start = 0;
  for (const run of runs) {
    const end = place(run);
    if (end - start >= size) found.push({ start, end });
    start = end + run.length;
  }
  return found;
}
