import { type Dispute, dispute, disputed, own, pathOf, type Side, withKey } from '../core/conflict.ts';
import { entries } from '../core/pick.ts';
import type { Extra, Value } from '../core/value.ts';
import { same, some } from '../core/value.ts';

/** A part of a sidecar that has keys of its own, and may have a `conflict` among those that are not known. */
interface Part {
  readonly extra?: Extra | undefined;
}

/** The keys of `article` that both sides of a merge can have set. */
export const OF_ARTICLE = ['title', 'url', 'publisher', 'author', 'published', 'language', 'encoding'] as const;
/** Those at the root. */
export const OF_ROOT = ['annotator'] as const;

/** Keys that are no field of anybody's. */
const DERIVED: readonly string[] = ['newsmark', 'article', 'annotations', 'file', 'sha256', 'length', 'conflict'];

/** What the entries of a part's `conflict` are about. `texts`: its keys that hold text. */
export const disputesIn = (part: Part, texts: readonly string[]): readonly Dispute[] =>
  disputed(part.extra?.['conflict']).map((entry) => {
    const [key = ''] = pathOf(entry) ?? [];
    const mine = texts.includes(key) ? Object.entries(part).find(([name]) => name === key)?.[1] : own(part.extra, key);
    return dispute(entry, mine, settled(part, texts, entry, 'theirs') !== undefined);
  });

/** The part with one entry settled in favour of a side. Undefined when it has no such entry, or theirs does not fit. */
export function settled<T extends Part>(part: T, texts: readonly string[], entry: Value, side: Side): T | undefined {
  const known = entries(part.extra?.['conflict']);
  const left = known.filter((each) => !same(each, entry));
  if (left.length === known.length) return undefined;
  const extra = withKey(part.extra, 'conflict', left.length > 0 ? left : undefined);
  if (side === 'ours') return { ...part, extra: some(extra) };
  const [key, ...more] = pathOf(entry) ?? [];
  const { theirs, deleted } = entry as Extra;
  if (key === undefined || more.length > 0 || deleted !== undefined || DERIVED.includes(key)) return undefined;
  if (!texts.includes(key)) return { ...part, extra: some(withKey(extra, key, theirs)) };
  if (theirs !== undefined && typeof theirs !== 'string') return undefined;
  return { ...part, [key]: theirs, extra: some(extra) };
}
