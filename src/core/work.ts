/** So many steps are about a millisecond. */
const SLICE = 1 << 17;

/** Counts the steps of a long work, a step being about one character looked at, so that it can pause now and then. */
export class Work {
  #done = 0;
  #next = SLICE;

  /** All steps so far. */
  get done(): number {
    return this.#done;
  }

  /** Adds steps. Says whether it is time for a pause. */
  add(steps: number): boolean {
    this.#done += steps;
    if (this.#done < this.#next) return false;
    this.#next = this.#done + SLICE;
    return true;
  }
}

/** Does all slices of some work at once. */
export function finish<T>(work: Generator<unknown, T>): T {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}
