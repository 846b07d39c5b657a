/**
 * Does work for each item, `width` of them at a time, beginning in their order. False when it was stopped: what was begun
 * is done to its end, the rest is not begun. Rejects with the first error, after what was begun beside it.
 */
export async function walk<T>(
  items: Iterable<T>,
  width: number,
  work: (item: T) => Promise<void>,
  isStopped: () => boolean,
): Promise<boolean> {
  const left = items[Symbol.iterator]();
  let isDone = false;
  let failure: { readonly error: unknown } | undefined;
  const hand = async (): Promise<void> => {
    while (!failure && !isStopped()) {
      const next = left.next();
      if (next.done) {
        isDone = true;
        return;
      }
      await work(next.value).catch((error: unknown) => {
        failure ??= { error };
      });
    }
  };
  await Promise.all(Array.from({ length: width }, hand));
  if (failure) throw failure.error;
  return isDone;
}
