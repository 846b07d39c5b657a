/** What is less urgent than what people look at waits so long, in milliseconds: that it is sent first. */
const SOON = 20;

/** Work that is done soon, for all that it was asked for meanwhile at once. */
export class Later<T> {
  readonly #work: (all: ReadonlySet<T>) => void;
  #waiting = new Set<T>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(work: (all: ReadonlySet<T>) => void) {
    this.#work = work;
  }

  ask(what: T): void {
    this.#waiting.add(what);
    this.#timer ??= setTimeout(() => {
      const all = this.#waiting;
      this.#waiting = new Set();
      this.#timer = undefined;
      this.#work(all);
    }, SOON);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}

/** What may wait until people pause waits so long behind the last that they did, in milliseconds. */
const PAUSE = 250;

/** Work that is done when nothing has been asked for in a while, for all that was asked for until then. */
export class Rest<T> {
  readonly #work: (all: ReadonlySet<T>) => void;
  #waiting = new Set<T>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(work: (all: ReadonlySet<T>) => void) {
    this.#work = work;
  }

  ask(what: T): void {
    this.#waiting.add(what);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const all = this.#waiting;
      this.#waiting = new Set();
      this.#work(all);
    }, PAUSE);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
