/** What is less urgent than what people look at waits so long, in milliseconds: that it is sent first. */
const SOON = 20;

/** What may wait until people pause waits so long behind the last that they did, in milliseconds. */
const PAUSE = 250;

/** Work that is done soon, for all that it was asked for meanwhile at once. */
export class Later<T> {
  readonly #work: (all: ReadonlySet<T>) => void;
  readonly #wait: number;
  #waiting = new Set<T>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `wait`: so many milliseconds. */
  constructor(work: (all: ReadonlySet<T>) => void, wait = SOON) {
    this.#work = work;
    this.#wait = wait;
  }

  ask(what: T): void {
    this.#waiting.add(what);
    this.#timer ??= setTimeout(() => {
      const all = this.#waiting;
      this.#waiting = new Set();
      this.#timer = undefined;
      this.#work(all);
    }, this.#wait);
  }

  /** What was asked for waits until somebody asks again. */
  protected hold(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  dispose(): void {
    this.hold();
  }
}

/** Work that is done when nothing has been asked for in a while, for all that was asked for until then. */
export class Rest<T> extends Later<T> {
  constructor(work: (all: ReadonlySet<T>) => void) {
    super(work, PAUSE);
  }

  override ask(what: T): void {
    this.hold();
    super.ask(what);
  }
}
