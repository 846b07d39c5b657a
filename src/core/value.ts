/** What a YAML or JSON file can hold: the shape of keys that Newsmark does not know and keeps all the same. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** Keys of a file that the program does not know, by name. Always built without assignment, so `__proto__` is a key like any other. */
export type Extra = Readonly<Record<string, Value>>;

/** An empty table of unknown keys is none. */
export const some = (found: Extra): Extra | undefined => (Object.keys(found).length > 0 ? found : undefined);

/** Whether two plain values (objects, arrays, primitives) say the same. Keys that are undefined count as absent. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => same(item, b[i]));
  }
  const [left, right] = [a as Readonly<Record<string, unknown>>, b as Readonly<Record<string, unknown>>];
  let more = 0;
  for (const key of Object.keys(left)) {
    const value = left[key];
    if (value === undefined) continue;
    if (!Object.hasOwn(right, key) || !same(value, right[key])) return false;
    more++;
  }
  for (const key of Object.keys(right)) if (right[key] !== undefined) more--;
  return more === 0;
}
