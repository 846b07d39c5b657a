/** Further than any text reaches: V8's strings end before 2^29 UTF-16 units. */
export const FARTHEST = 2 ** 29;
const NEVER = 2 * FARTHEST;

/**
 * A row of leaves, each of which reaches from its least to its greatest offset, under a binary tree of such extents. An
 * edit moves everything behind it by writing a shift at the few nodes that lie behind it as a whole. Leaves may overlap, and
 * their order is only a matter of speed: in text order, near ones stand near each other.
 */
export class Extents {
  /** Leaves there are, and leaves there is room for: a power of two. */
  #size = 0;
  #room = 1;
  // By node: 1 is the root, 2n and 2n+1 are below n, and `#room` is the first leaf. By how much all below it has moved; its
  // least and greatest offset, moved by its own shift but not by those above it.
  #shifts = new Int32Array(2);
  #least = new Int32Array(2).fill(NEVER);
  #greatest = new Int32Array(2).fill(-NEVER);

  /** By how much what is known of the leaf has moved in all. */
  shift(leaf: number): number {
    let sum = 0;
    for (let node = this.#room + leaf; node > 0; node >>= 1) sum += this.#shifts[node] ?? 0;
    return sum;
  }

  /** Puts in an empty leaf before the one that is `leaf` now. All those from there on have a number more. */
  insert(leaf: number): void {
    const isLast = leaf === this.#size && this.#size < this.#room;
    if (!isLast) {
      this.#unfold(this.#size === this.#room ? this.#room * 2 : this.#room);
      this.#moveLeaves(leaf, leaf + 1);
    }
    this.#size++;
    this.set(leaf, NEVER, -NEVER);
    if (!isLast) this.#fold();
  }

  /** Takes a leaf out. All those behind it have a number less. */
  remove(leaf: number): void {
    this.#unfold(this.#room);
    this.#moveLeaves(leaf + 1, leaf);
    this.#size--;
    this.set(this.#size, NEVER, -NEVER);
    this.#fold();
  }

  /** Says how far a leaf reaches, less its shift; the nodes above it do not know yet. */
  set(leaf: number, least: number, greatest: number): void {
    const node = this.#room + leaf;
    const shift = this.#shifts[node] ?? 0;
    this.#least[node] = least + shift;
    this.#greatest[node] = greatest + shift;
  }

  /** As `set`, and tells the nodes above. */
  update(leaf: number, least: number, greatest: number): void {
    this.set(leaf, least, greatest);
    for (let node = (this.#room + leaf) >> 1; node > 0; node >>= 1) this.#gather(node);
  }

  /** The leaf to which something that starts at `offset` belongs: the last that starts no later. */
  leafFor(offset: number): number {
    let node = 1;
    let shift = this.#shifts[1] ?? 0;
    while (node < this.#room) {
      const right = 2 * node + 1;
      node = (this.#least[right] ?? NEVER) + shift <= offset ? right : 2 * node;
      shift += this.#shifts[node] ?? 0;
    }
    return node - this.#room;
  }

  /**
   * Moves all leaves behind `end` by `growth`. Those that touch the place from `start` to `end` are visited: what is known
   * of them moves by `shift`, which is forgotten here, and they say with `set` how far they reach after the edit.
   */
  edit(start: number, end: number, growth: number, visit: (leaf: number, shift: number) => void, node = 1): void {
    if ((this.#least[node] ?? NEVER) > end) {
      this.#move(node, growth);
      return;
    }
    if ((this.#greatest[node] ?? -NEVER) < start) return;
    const shift = this.#shifts[node] ?? 0;
    this.#shifts[node] = 0;
    if (node >= this.#room) {
      visit(node - this.#room, shift);
      return;
    }
    // Handed on, shifts cannot add up for ever.
    if (shift !== 0) {
      this.#move(2 * node, shift);
      this.#move(2 * node + 1, shift);
    }
    this.edit(start, end, growth, visit, 2 * node);
    this.edit(start, end, growth, visit, 2 * node + 1);
    this.#gather(node);
  }

  /** Visits the leaves that touch the place from `start` to `end`. */
  near(start: number, end: number, visit: (leaf: number, shift: number) => void, node = 1, above = 0): void {
    if ((this.#least[node] ?? NEVER) + above > end || (this.#greatest[node] ?? -NEVER) + above < start) return;
    const shift = above + (this.#shifts[node] ?? 0);
    if (node >= this.#room) {
      visit(node - this.#room, shift);
    } else {
      this.near(start, end, visit, 2 * node, shift);
      this.near(start, end, visit, 2 * node + 1, shift);
    }
  }

  #move(node: number, shift: number): void {
    this.#shifts[node] = (this.#shifts[node] ?? 0) + shift;
    this.#least[node] = (this.#least[node] ?? 0) + shift;
    this.#greatest[node] = (this.#greatest[node] ?? 0) + shift;
  }

  #gather(node: number): void {
    const shift = this.#shifts[node] ?? 0;
    const left = 2 * node;
    this.#least[node] = Math.min(this.#least[left] ?? NEVER, this.#least[left + 1] ?? NEVER) + shift;
    this.#greatest[node] = Math.max(this.#greatest[left] ?? -NEVER, this.#greatest[left + 1] ?? -NEVER) + shift;
  }

  /** Leaves alone know by how much they have moved, and there is room for `room` of them. */
  #unfold(room: number): void {
    for (let node = 1; node < this.#room; node++) {
      const shift = this.#shifts[node] ?? 0;
      this.#shifts[node] = 0;
      this.#move(2 * node, shift);
      this.#move(2 * node + 1, shift);
    }
    if (room === this.#room) return;
    const grown = (old: Int32Array, empty: number) => {
      const next = new Int32Array(2 * room).fill(empty);
      next.set(old.subarray(this.#room), room);
      return next;
    };
    this.#shifts = grown(this.#shifts, 0);
    this.#least = grown(this.#least, NEVER);
    this.#greatest = grown(this.#greatest, -NEVER);
    this.#room = room;
  }

  #moveLeaves(from: number, to: number): void {
    const end = this.#room + this.#size;
    for (const all of [this.#shifts, this.#least, this.#greatest])
      all.copyWithin(this.#room + to, this.#room + from, end);
  }

  #fold(): void {
    for (let node = this.#room - 1; node > 0; node--) this.#gather(node);
  }
}
