import { type Dispute, isConflict, type Side } from '../core/conflict.ts';
import type { Place } from '../core/problem.ts';
import type { Value } from '../core/value.ts';
import { parse, type Sidecar } from './sidecar.ts';
import { splice } from './splice.ts';
import { disputesIn, OF_ARTICLE, OF_ROOT, settled } from './undecided.ts';

/** Where in a sidecar something is undecided that belongs to no annotation. */
export type Part = 'root' | 'article';

export interface Undecided {
  readonly part: Part;
  readonly dispute: Dispute;
  readonly place: Place | undefined;
}

/** What stands under `conflict` at the root and under `article`. None where the file cannot be read. */
export function undecided(source: string): readonly Undecided[] {
  const { value, problems } = parse(source);
  if (!value) return [];
  const places = problems.filter(isConflict).map(({ place }) => place);
  const ofRoot = disputesIn(value, OF_ROOT).map((dispute) => ({ part: 'root', dispute }) as const);
  const ofArticle = disputesIn(value.article, OF_ARTICLE).map((dispute) => ({ part: 'article', dispute }) as const);
  return [...ofRoot, ...ofArticle].map((each, i) => ({ ...each, place: places[i] }));
}

/**
 * The sidecar's text with one of these settled in favour of a side. Undefined when it is not there any more, theirs does
 * not fit, or the file cannot be changed faithfully.
 */
export function settleSource(source: string, part: Part, entry: Value, side: Side): string | undefined {
  const { value } = parse(source);
  const wanted = value && settledIn(value, part, entry, side);
  return wanted && splice(source, wanted).text;
}

function settledIn(sidecar: Sidecar, part: Part, entry: Value, side: Side): Sidecar | undefined {
  if (part === 'root') return settled(sidecar, OF_ROOT, entry, side);
  const article = settled(sidecar.article, OF_ARTICLE, entry, side);
  return article && { ...sidecar, article };
}
