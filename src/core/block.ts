import { byNew, byOld, type Run } from './run.ts';
import type { Span } from './span.ts';

/** A block has been moved only if what stands in its places otherwise agrees in less than this share. */
const OUTDONE = 0.6;
/** What stands out of order is a moved block only if its runs have so many units together. */
const MOVED = 32;
/** Runs are of one block when no more than this lies between them in either text. */
const NEAR = 256;
/** A run is believed when it scores so much with its neighbours: units that are equal less those between them. */
const SURE = 18;
/** More than so much no side counts. */
const ENOUGH = 20;

/** Blocks of runs that stand near one another in both texts, those that are large enough to have been moved. */
export function movable(runs: readonly Run[]): Run[][] {
  const blocks: Run[][] = [];
  for (const run of byNew(runs)) {
    const block = blocks.at(-1);
    const last = block?.at(-1);
    if (block && last && isNear(last, run)) block.push(run);
    else blocks.push([run]);
  }
  return blocks.filter((block) => weight(block) >= MOVED);
}

const weight = (runs: readonly Run[]): number => runs.reduce((sum, { length }) => sum + length, 0);

function isNear(left: Run, right: Run): boolean {
  const old = right.from - left.from - left.length;
  const now = right.to - left.to - left.length;
  return old >= 0 && old <= NEAR && now >= 0 && now <= NEAR;
}

/** The blocks that have clearly more in common than what the runs say of the same places, in both texts. */
export function outdoing(blocks: readonly (readonly Run[])[], runs: readonly Run[]): (readonly Run[])[] {
  const old = new Cover(byOld(runs).map(({ from, length }) => ({ start: from, end: from + length })));
  const now = new Cover(byNew(runs).map(({ to, length }) => ({ start: to, end: to + length })));
  return blocks.filter((block) => {
    const most = OUTDONE * weight(block);
    const sum = (covered: (run: Run) => number): number => block.reduce((all, run) => all + covered(run), 0);
    return (
      sum(({ from, length }) => old.of({ start: from, end: from + length })) < most &&
      sum(({ to, length }) => now.of({ start: to, end: to + length })) < most
    );
  });
}

/** How much of a span is covered by spans that are in order. */
class Cover {
  readonly #spans: readonly Span[];
  readonly #sums: Float64Array;

  constructor(spans: readonly Span[]) {
    this.#spans = spans;
    this.#sums = new Float64Array(spans.length + 1);
    spans.forEach(({ start, end }, i) => {
      this.#sums[i + 1] = (this.#sums[i] ?? 0) + end - start;
    });
  }

  of({ start, end }: Span): number {
    return this.#until(end) - this.#until(start);
  }

  /** How much is covered in front of the offset. */
  #until(offset: number): number {
    let low = 0;
    let high = this.#spans.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#spans[middle]?.end ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return (this.#sums[low] ?? 0) + Math.max(0, offset - (this.#spans[low]?.start ?? offset));
  }
}

/**
 * Leaves out runs that agree by chance, as single letters of rewritten text do. A unit of a run counts 1 and one between
 * two runs -1; a run is kept when what it has itself, with what its neighbours on the left and on the right still have
 * when they reach it, is enough. The ends of the texts agree with one another.
 */
export function prune(runs: readonly Run[], oldLength: number, newLength: number): Run[] {
  const fromRight = new Float64Array(runs.length);
  let next: Run = { from: oldLength, to: newLength, length: 0 };
  let score = ENOUGH;
  for (let i = runs.length - 1; i >= 0; i--) {
    const run = runs[i];
    if (!run) break;
    score = Math.max(0, score - between(run, next));
    fromRight[i] = score;
    score = Math.min(ENOUGH, score + run.length);
    next = run;
  }
  let last: Run = { from: 0, to: 0, length: 0 };
  score = ENOUGH;
  return runs.filter((run, i) => {
    score = Math.max(0, score - between(last, run));
    const all = score + run.length + (fromRight[i] ?? 0);
    score = Math.min(ENOUGH, score + run.length);
    last = run;
    return run.length > 0 && all >= SURE;
  });
}

/** How much lies between two runs, in the text where it is more; without end when they are out of order. */
function between(left: Run, right: Run): number {
  const now = right.to - left.to - left.length;
  return now < 0 ? Number.POSITIVE_INFINITY : Math.max(now, right.from - left.from - left.length);
}
