import { back, type Edit, growth, type Replaced, type Replacement, replaced } from './edit.ts';
import type { Span } from './span.ts';
import { same } from './value.ts';

/** So many events away undo and redo are looked for. */
const FAR = 2000;
/** Of so many events before a state it is looked whether what they brought stands in it. */
const MOST_LAST = 20;
/** Of longer text that came only the length is kept. */
const MUCH = 100_000;

/** A state that the text was in: its number is below nought when it can never be again. */
export interface Moment {
  readonly number: number;
}

/** A state at one turn of the history: there may be others of that number later. */
export interface Mark {
  readonly turn: number;
  readonly state: number;
}

/**
 * The events that edited a text, one after the other, and behind them those that were undone and can be done again. What
 * they took away is not known, only how long it was. The text's states are numbered by how many events led to them.
 */
export class History {
  readonly #events: (readonly Replacement[])[] = [];
  /** By the number of the state. */
  readonly #moments: { number: number }[] = [{ number: 0 }];
  #now = 0;
  /** How many events there were, undo and redo among them. */
  #turn = 0;
  /** From which states the events led away: of each only as long as none after it led away from as low a one. */
  readonly #lows: Mark[] = [];

  /** The number of the present state. */
  get now(): number {
    return this.#now;
  }

  /** The present state at this turn. */
  get mark(): Mark {
    return { turn: this.#turn, state: this.#now };
  }

  /** The states from one to another, both of them included. */
  moments(from: number, to: number): readonly Moment[] {
    return this.#moments.slice(from, to + 1);
  }

  /** The present state. */
  get moment(): Moment {
    return this.#moments[this.#now] ?? { number: this.#now };
  }

  /** What an event that led away from a state did is done. */
  leave(state: number): void {
    while ((this.#lows.at(-1)?.state ?? -1) >= state) this.#lows.pop();
    this.#lows.push({ turn: this.#turn++, state });
  }

  /** The lowest state that the text was in from that mark on until the last event. */
  lowest({ turn, state }: Mark): number {
    let low = 0;
    let high = this.#lows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#lows[middle]?.turn ?? turn) < turn) low = middle + 1;
      else high = middle;
    }
    return this.#lows[low]?.state ?? state;
  }

  /** A person edited the text: what was undone before cannot be done again. */
  add(edits: readonly Edit[]): void {
    this.#events.length = this.#now;
    for (const gone of this.#moments.splice(this.#now + 1)) gone.number = -1;
    this.#events.push(
      edits.map(({ start, end, text }) => ({ start, end, text: text.length > MUCH ? { length: text.length } : text })),
    );
    this.#now = this.#events.length;
    this.#moments.push({ number: this.#now });
  }

  /** Undo or redo has gone to that state. */
  go(state: number): void {
    this.#now = state;
  }

  /** The edits that lead from a state back to an earlier one. */
  between(earlier: number, later: number): readonly Replacement[] {
    return this.#events.slice(earlier, later).reverse().flatMap(undoing);
  }

  /**
   * To which states such edits can have gone by undo or redo: as much is replaced, and what came last before the state
   * stands in the text. The nearest first. `slice` gives the text as it is after the edits.
   */
  *states(edits: readonly Edit[], slice: (span: Span) => string): Generator<number> {
    const wanted = edits.reduce<readonly Replaced[]>(replaced, []);
    let all: readonly Replaced[] = [];
    for (let state = this.#now - 1; state >= Math.max(0, this.#now - FAR); state--) {
      all = undoing(this.#events[state] ?? []).reduce(replaced, all);
      if (same(all, wanted) && this.#stands(state, slice)) yield state;
    }
    all = [];
    for (let state = this.#now + 1; state <= Math.min(this.#events.length, this.#now + FAR); state++) {
      all = (this.#events[state - 1] ?? []).reduce(replaced, all);
      if (same(all, wanted) && this.#stands(state, slice)) yield state;
    }
  }

  /** Whether the text holds what came last before the state, as far as it was still there. */
  #stands(state: number, slice: (span: Span) => string): boolean {
    const edits = this.#events.slice(Math.max(0, state - MOST_LAST), state).flat();
    const pieces = edits.reduce<readonly Piece[]>(
      (all, edit) => [...all.flatMap((each) => cut(each, edit)), ...fresh(edit)],
      [],
    );
    return pieces.every(({ start, text }) => slice({ start, end: start + text.length }) === text);
  }
}

/** Text that is known. */
interface Piece {
  readonly start: number;
  readonly text: string;
}

const fresh = ({ start, text }: Replacement): Piece[] =>
  typeof text === 'string' && text !== '' ? [{ start, text }] : [];

/** What an edit leaves of known text. */
function cut(piece: Piece, edit: Replacement): Piece[] {
  const { start, text } = piece;
  if (edit.start >= start + text.length) return [piece];
  if (edit.end <= start) return [{ start: start + growth(edit), text }];
  return [
    ...fresh({ ...edit, start, text: text.slice(0, Math.max(0, edit.start - start)) }),
    ...fresh({ ...edit, start: edit.start + edit.text.length, text: text.slice(edit.end - start) }),
  ];
}

const undoing = (event: readonly Replacement[]): readonly Replacement[] => event.toReversed().map(back);
