import type { Value } from './value.ts';
import { same } from './value.ts';

/**
 * What a merge could not decide, as it stands in a file: the field (its key, or the keys that lead to it) with their
 * value, or without one where they removed it. `deleted`: whose side took the annotation, or the link, away while the
 * other changed it.
 */
export interface Conflict {
  readonly field: string | readonly string[];
  readonly theirs?: Value;
  readonly deleted?: 'ours' | 'theirs';
}

type Table<T> = Readonly<Record<string, T>>;

/** Chooses between the values of two sides, and remembers where it could not. */
export class Picker {
  readonly conflicts: Conflict[] = [];

  /**
   * The value of the side that changed it; ours where both did, and theirs (as `written`) becomes a conflict. Undefined
   * is a value that is not there.
   */
  pick<T>(path: readonly string[], old: T, our: T, their: T, written: (value: T) => unknown = (value) => value): T {
    if (same(our, their) || same(old, their)) return our;
    if (same(old, our)) return their;
    const field = fieldOf(path);
    this.conflicts.push(their === undefined ? { field } : { field, theirs: toValue(written(their)) });
    return our;
  }

  /** Picks key by key. `path` are the keys that lead to the tables. */
  keys<T>(path: readonly string[], old: Table<T> = {}, our: Table<T> = {}, their: Table<T> = {}): Table<T> {
    const keys = new Set([...Object.keys(their), ...Object.keys(our)]);
    return Object.fromEntries(
      [...keys].flatMap((key): [string, T][] => {
        const value = this.pick([...path, key], own(old, key), own(our, key), own(their, key));
        return value === undefined ? [] : [[key, value]];
      }),
    );
  }

  /** One side took away what the other changed: it is kept, and says so. */
  deleted(path: readonly string[], by: 'ours' | 'theirs'): void {
    this.conflicts.push({ field: fieldOf(path), deleted: by });
  }
}

const fieldOf = (path: readonly string[]): string | readonly string[] =>
  path.length === 1 && path[0] !== undefined ? path[0] : path;

/** What the table itself says: keys such as `constructor` are the users' words, too. */
const own = <T>(table: Table<T>, key: string): T | undefined => (Object.hasOwn(table, key) ? table[key] : undefined);

/** Three-way set of conflicts: what either side had found is there, what either side has decided is gone; then `fresh` ones. */
export function mergeConflicts(
  base: Value | undefined,
  ours: Value | undefined,
  theirs: Value | undefined,
  fresh: readonly Conflict[],
): Value | undefined {
  if (fresh.length === 0 && same(ours, theirs)) return ours;
  const [old, our, their] = [entries(base), entries(ours), entries(theirs)];
  const kept = our.filter((entry) => has(their, entry) || !has(old, entry));
  const all = [...kept, ...their.filter((entry) => !has(old, entry)), ...fresh.map(toValue)];
  const once = all.filter((entry, i) => !has(all.slice(0, i), entry));
  return once.length > 0 ? once : undefined;
}

/** The entries of a `conflict` as it stands in a file: whoever wrote a single one forgot the list. */
export const entries = (conflict: Value | undefined): readonly Value[] =>
  conflict === undefined ? [] : Array.isArray(conflict) ? conflict : [conflict];

const has = (all: readonly Value[], entry: Value): boolean => all.some((known) => same(known, entry));

/** A part of an annotation as the plain value that a file holds: absent keys are left out. */
function toValue(part: unknown): Value {
  if (Array.isArray(part)) return part.map(toValue);
  if (typeof part === 'object' && part !== null) {
    return Object.fromEntries(
      Object.entries(part).flatMap(([key, value]) => (value === undefined ? [] : [[key, toValue(value)]])),
    );
  }
  return typeof part === 'string' || typeof part === 'number' || typeof part === 'boolean' ? part : null;
}
