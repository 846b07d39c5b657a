import type { Problem, Severity } from './problem.ts';

const RANKS: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2 };

/** At most so many problems, in the order given: where there are more, the worst ones, of equals the first. */
export function worst<T extends Pick<Problem, 'severity'>>(problems: readonly T[], most: number): readonly T[] {
  if (problems.length <= most) return problems;
  const places = problems.map((_, i) => i);
  const rank = (place: number): number => RANKS[problems[place]?.severity ?? 'information'];
  const chosen = new Set(places.sort((a, b) => rank(a) - rank(b) || a - b).slice(0, most));
  return problems.filter((_, i) => chosen.has(i));
}
