/** So long may work go on, in milliseconds, before keys and other messages are seen to. */
const SLICE = 8;

/** Long work was given up: nobody waits for it any more. */
export class Dropped extends Error {}

/** Does slices of work with pauses in between. Rejects with `Dropped` at the first pause at which `isDropped` says so. */
export async function paced<T>(work: Generator<unknown, T>, isDropped: () => boolean = () => false): Promise<T> {
  for (;;) {
    if (isDropped()) throw new Dropped('The work was given up.');
    const until = performance.now() + SLICE;
    do {
      const step = work.next();
      if (step.done) return step.value;
    } while (performance.now() < until);
    await new Promise((resolve) => setTimeout(resolve));
  }
}
