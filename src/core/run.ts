/** A piece that stands in both of two texts, character for character: UTF-16 offsets, `length` above 0. */
export interface Run {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

/** Pieces this long are compared as a whole, which is quicker than one character after the other. */
const CHUNK = 1024;

/** How many UTF-16 units from `a` and `b` on are equal, at most `most`. */
export function sameAfter(before: string, a: number, after: string, b: number, most: number): number {
  let same = 0;
  while (same < most) {
    if (same >= 64 && most - same >= CHUNK) {
      if (before.slice(a + same, a + same + CHUNK) === after.slice(b + same, b + same + CHUNK)) {
        same += CHUNK;
        continue;
      }
    }
    const stop = Math.min(most, same + (same >= 64 ? CHUNK : 64));
    while (same < stop && before.charCodeAt(a + same) === after.charCodeAt(b + same)) same++;
    if (same < stop) break;
  }
  return same;
}

/** How many UTF-16 units in front of `a` and `b` are equal, at most `most`. */
export function sameBefore(before: string, a: number, after: string, b: number, most: number): number {
  let same = 0;
  while (same < most) {
    if (same >= 64 && most - same >= CHUNK) {
      if (before.slice(a - same - CHUNK, a - same) === after.slice(b - same - CHUNK, b - same)) {
        same += CHUNK;
        continue;
      }
    }
    const stop = Math.min(most, same + (same >= 64 ? CHUNK : 64));
    while (same < stop && before.charCodeAt(a - 1 - same) === after.charCodeAt(b - 1 - same)) same++;
    if (same < stop) break;
  }
  return same;
}

/**
 * The runs of the heaviest chain: those that stand in the same order in both texts and together are the longest. The
 * runs are given in the order of the new text; O(n log n).
 */
export function heaviest(runs: readonly Run[]): Run[] {
  const order = Uint32Array.from(runs.keys()).sort((a, b) => (runs[a]?.from ?? 0) - (runs[b]?.from ?? 0));
  const rank = new Uint32Array(runs.length);
  order.forEach((run, i) => {
    rank[run] = i + 1;
  });
  const weights = new Float64Array(runs.length);
  const previous = new Int32Array(runs.length).fill(-1);
  // A Fenwick tree of the best chain that ends at or before a rank: 1 + the run that ends it, 0 for none.
  const tree = new Int32Array(runs.length + 1);
  let best = -1;
  runs.forEach((run, i) => {
    for (let at = (rank[i] ?? 1) - 1; at > 0; at -= at & -at) {
      const other = (tree[at] ?? 0) - 1;
      if (other >= 0 && (weights[other] ?? 0) > (weights[i] ?? 0)) {
        weights[i] = weights[other] ?? 0;
        previous[i] = other;
      }
    }
    const weight = (weights[i] ?? 0) + run.length;
    weights[i] = weight;
    for (let at = rank[i] ?? 1; at <= runs.length; at += at & -at) {
      const other = (tree[at] ?? 0) - 1;
      if (other < 0 || (weights[other] ?? 0) < weight) tree[at] = i + 1;
    }
    if (best < 0 || weight > (weights[best] ?? 0)) best = i;
  });
  const chain: Run[] = [];
  for (let at = best; at >= 0; at = previous[at] ?? -1) {
    const run = runs[at];
    if (run) chain.push(run);
  }
  return chain.reverse();
}

/**
 * The same runs in the order of the old text, none over another there: of two that overlap the shorter one gives way.
 * What is left of a run has at least `least` units.
 */
export function disjoint(runs: readonly Run[], least: number): Run[] {
  const kept: Run[] = [];
  for (let run of runs.toSorted((a, b) => a.from - b.from || b.length - a.length)) {
    let last = kept.at(-1);
    while (last && last.from + last.length > run.from && last.length < run.length) {
      kept.pop();
      const left = run.from - last.from;
      if (left >= least) kept.push({ ...last, length: left });
      last = kept.at(-1);
    }
    const over = last ? Math.max(0, last.from + last.length - run.from) : 0;
    if (over > 0) run = { from: run.from + over, to: run.to + over, length: run.length - over };
    if (run.length >= least) kept.push(run);
  }
  return kept;
}

/** The runs in the order of the old text; those that touch in both texts are one. */
export function joined(runs: readonly Run[]): Run[] {
  const found: Run[] = [];
  for (const run of runs) {
    const last = found.at(-1);
    if (last && last.from + last.length === run.from && last.to + last.length === run.to)
      found[found.length - 1] = { ...last, length: last.length + run.length };
    else found.push(run);
  }
  return found;
}

/** The order of one text; what is empty comes in front of what stands at the same place. */
export const byOld = (runs: readonly Run[]): Run[] => runs.toSorted((a, b) => a.from - b.from || a.length - b.length);
export const byNew = (runs: readonly Run[]): Run[] => runs.toSorted((a, b) => a.to - b.to || a.length - b.length);
