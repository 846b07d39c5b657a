import type { Run } from './run.ts';
import { sameAfter, sameBefore } from './run.ts';

/** Runs as they are being changed. */
type Draft = { -readonly [key in keyof Run]: Run[key] };

/** So many units at most a run gives up. */
const TAIL = 64;

/**
 * Where text was put in, taken out or moved, the same words often stand on both sides, and the cut could be in front of
 * them or behind them. It is moved to where people cut: the end of a paragraph, a line, a sentence, a word. All runs give
 * up what they have behind their best last cut (all at once, since with blocks that changed places each cut stands in the
 * way of another); then each takes what is free in front of it, and each what is free behind it still. The runs are given
 * and come back in the order of the old text; none is over another in either text.
 */
export function settle(before: string, after: string, runs: readonly Run[]): Run[] {
  const all = runs.map((run): Draft => ({ ...run }));
  const order = all.toSorted((a, b) => a.to - b.to);
  const place = new Map(order.map((run, i) => [run, i]));
  for (const run of all) {
    const end = run.from + run.length;
    run.length -= end - best(before, Math.max(run.from + 1, end - TAIL), end, end);
  }
  const free = (run: Draft, i: number, step: 1 | -1): number => {
    const [old, now] = [all[i + step], order[(place.get(run) ?? 0) + step]];
    if (step > 0)
      return Math.min((old?.from ?? before.length) - run.from, (now?.to ?? after.length) - run.to) - run.length;
    return Math.min(run.from - (old ? old.from + old.length : 0), run.to - (now ? now.to + now.length : 0));
  };
  all.forEach((run, i) => {
    const more = sameBefore(before, run.from, after, run.to, free(run, i, -1));
    run.from -= more;
    run.to -= more;
    run.length += more;
  });
  all.forEach((run, i) => {
    run.length += sameAfter(before, run.from + run.length, after, run.to + run.length, free(run, i, 1));
  });
  return all;
}

/** The best place to cut from `least` to `most`; of two that are as good the one that it has, then the first. */
function best(text: string, least: number, most: number, cut: number): number {
  let found = cut;
  let rank = rankOf(text, cut);
  for (let at = least; at <= most; at++) {
    const other = rankOf(text, at);
    if (other > rank) [found, rank] = [at, other];
  }
  return found;
}

function rankOf(text: string, at: number): number {
  const last = text.charAt(at - 1);
  if (!isSpace(last) || isSpace(text.charAt(at))) return 0;
  const next = text.charAt(at - 2);
  if (last === '\n') return next === '\n' ? 4 : 3;
  return '.!?'.includes(next) ? 2 : 1;
}

const isSpace = (character: string): boolean => character === ' ' || character === '\n';
