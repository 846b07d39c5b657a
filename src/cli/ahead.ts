/**
 * The results of `work`, in the order of the items. Up to `width` of them are worked on at once, ahead of who takes them:
 * what waits for the disk waits together, and no more than that is in memory.
 */
export async function* ahead<T, R>(
  items: Iterable<T>,
  width: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<{ readonly item: T; readonly result: R }> {
  const begun: { readonly item: T; readonly result: Promise<R> }[] = [];
  for (const item of items) {
    const result = work(item);
    // It may fail long before anybody asks for it.
    result.catch(() => undefined);
    begun.push({ item, result });
    const [first] = begun.length < width ? [] : begun.splice(0, 1);
    if (first) yield { item: first.item, result: await first.result };
  }
  for (const { item, result } of begun) yield { item, result: await result };
}
