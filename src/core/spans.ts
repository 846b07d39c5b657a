import { follow, growth, type Replacement } from './edit.ts';
import { Extents, FARTHEST } from './extents.ts';
import type { Span } from './span.ts';

/** So many spans at most stand in one block. */
const BLOCK = 32;

/**
 * Many spans, each under a number, that follow one text while it is edited, as `follow` says. They stand in typed arrays,
 * in blocks under a tree: an edit looks only at the blocks that reach to it, and costs O(log n) beside them. Some 15 bytes
 * a span. Offsets are at most `FARTHEST`.
 */
export class Spans {
  // By span: start and end, less the shift of its block, and that block.
  #starts = new Int32Array(0);
  #ends = new Int32Array(0);
  #blocks: Uint16Array | Uint32Array = new Uint16Array(0);
  /** Numbers given so far, and those of them that are free. */
  #count = 0;
  readonly #free: number[] = [];
  // By block: its spans, how many they are, and its leaf.
  #members = new Int32Array(0);
  #sizes = new Uint8Array(0);
  #leaves = new Int32Array(0);
  /** By leaf: its block. */
  #order = new Int32Array(0);
  #leafCount = 0;
  readonly #freeBlocks: number[] = [];
  readonly #extents = new Extents();

  /** Follows a span from now on, and gives its number. */
  add({ start, end }: Span): number {
    const block = this.#blockFor(start);
    const span = this.#free.pop() ?? this.#count++;
    if (span >= this.#starts.length) this.#growSpans();
    const shift = this.#extents.shift(this.#leaves[block] ?? 0);
    this.#starts[span] = start - shift;
    this.#ends[span] = end - shift;
    this.#put(span, block);
    this.#measure(block);
    return span;
  }

  /** The number may be given to another span from now on. */
  remove(span: number): void {
    const block = this.#blocks[span] ?? 0;
    const first = block * BLOCK;
    const size = (this.#sizes[block] ?? 0) - 1;
    const at = this.#members.indexOf(span, first);
    this.#members[at] = this.#members[first + size] ?? 0;
    this.#sizes[block] = size;
    this.#free.push(span);
    if (size > 0) this.#measure(block);
    else this.#drop(block);
  }

  /** Where a span is now. */
  get(span: number): Span {
    const shift = this.#extents.shift(this.#leaves[this.#blocks[span] ?? 0] ?? 0);
    return { start: (this.#starts[span] ?? 0) + shift, end: (this.#ends[span] ?? 0) + shift };
  }

  /** Moves all spans through an edit, and tells of each that it reached where it was before. */
  edit(edit: Replacement, tell: (span: number, start: number, end: number) => void): void {
    const change = growth(edit);
    this.#extents.edit(edit.start, edit.end, change, (leaf, shift) => this.#follow(leaf, shift, edit, change, tell));
  }

  /** The spans that share a character with the place from `start` to `end`, or touch it. */
  near(start: number, end: number, tell: (span: number, start: number, end: number) => void): void {
    this.#extents.near(start, end, (leaf, shift) => {
      const block = this.#order[leaf] ?? 0;
      const last = block * BLOCK + (this.#sizes[block] ?? 0);
      for (let i = block * BLOCK; i < last; i++) {
        const span = this.#members[i] ?? 0;
        const from = (this.#starts[span] ?? 0) + shift;
        const to = (this.#ends[span] ?? 0) + shift;
        if (from <= end && to >= start) tell(span, from, to);
      }
    });
  }

  #follow(
    leaf: number,
    shift: number,
    edit: Replacement,
    change: number,
    tell: (span: number, start: number, end: number) => void,
  ): void {
    const block = this.#order[leaf] ?? 0;
    const last = block * BLOCK + (this.#sizes[block] ?? 0);
    const [members, starts, ends] = [this.#members, this.#starts, this.#ends];
    let least = FARTHEST;
    let greatest = 0;
    for (let i = block * BLOCK; i < last; i++) {
      const span = members[i] ?? 0;
      let start = (starts[span] ?? 0) + shift;
      let end = (ends[span] ?? 0) + shift;
      if (start > edit.end) {
        start += change;
        end += change;
      } else if (end >= edit.start) {
        const moved = follow({ start, end }, edit);
        if (moved.touched) tell(span, start, end);
        ({ start, end } = moved);
      }
      starts[span] = start;
      ends[span] = end;
      if (start < least) least = start;
      if (end > greatest) greatest = end;
    }
    this.#extents.set(leaf, least, greatest);
  }

  /** The block in which something that starts at `start` is to stand; there is room in it. */
  #blockFor(start: number): number {
    if (this.#leafCount === 0) return this.#newBlock(0);
    const leaf = this.#extents.leafFor(start);
    const block = this.#order[leaf] ?? 0;
    return (this.#sizes[block] ?? 0) < BLOCK ? block : this.#split(leaf, block, start);
  }

  /**
   * Makes room: half of a full block goes into one of its own. What comes behind all of it is put there alone, so that
   * blocks which are filled in text order are full.
   */
  #split(leaf: number, block: number, start: number): number {
    const members = Array.from(this.#members.subarray(block * BLOCK, (block + 1) * BLOCK), (span) => ({
      span,
      at: this.get(span),
    })).sort((a, b) => a.at.start - b.at.start);
    const next = this.#newBlock(leaf + 1);
    const border = members[BLOCK / 2]?.at.start ?? 0;
    if (start >= (members.at(-1)?.at.start ?? 0)) return next;
    const shift = this.#extents.shift(leaf + 1);
    this.#sizes[block] = 0;
    for (const [i, { span, at }] of members.entries()) {
      if (i < BLOCK / 2) {
        this.#put(span, block);
      } else {
        this.#starts[span] = at.start - shift;
        this.#ends[span] = at.end - shift;
        this.#put(span, next);
      }
    }
    this.#measure(block);
    this.#measure(next);
    return start < border ? block : next;
  }

  /** An empty block that is leaf number `leaf`. */
  #newBlock(leaf: number): number {
    const block = this.#freeBlocks.pop() ?? this.#leafCount;
    if (block >= this.#sizes.length) this.#growBlocks();
    this.#extents.insert(leaf);
    this.#order.copyWithin(leaf + 1, leaf, this.#leafCount++);
    this.#order[leaf] = block;
    this.#sizes[block] = 0;
    this.#number(leaf);
    return block;
  }

  #drop(block: number): void {
    const leaf = this.#leaves[block] ?? 0;
    this.#extents.remove(leaf);
    this.#order.copyWithin(leaf, leaf + 1, this.#leafCount--);
    this.#freeBlocks.push(block);
    this.#number(leaf);
  }

  /** Blocks from that leaf on know their leaves. */
  #number(from: number): void {
    for (let leaf = from; leaf < this.#leafCount; leaf++) this.#leaves[this.#order[leaf] ?? 0] = leaf;
  }

  #put(span: number, block: number): void {
    const size = this.#sizes[block] ?? 0;
    this.#members[block * BLOCK + size] = span;
    this.#sizes[block] = size + 1;
    this.#blocks[span] = block;
  }

  /** Looks how far a block reaches. */
  #measure(block: number): void {
    const first = block * BLOCK;
    let least = FARTHEST;
    let greatest = -FARTHEST;
    for (const span of this.#members.subarray(first, first + (this.#sizes[block] ?? 0))) {
      least = Math.min(least, this.#starts[span] ?? 0);
      greatest = Math.max(greatest, this.#ends[span] ?? 0);
    }
    this.#extents.update(this.#leaves[block] ?? 0, least, greatest);
  }

  #growSpans(): void {
    const room = more(this.#starts.length);
    this.#starts = grown(this.#starts, new Int32Array(room));
    this.#ends = grown(this.#ends, new Int32Array(room));
    this.#blocks = grown(
      this.#blocks,
      this.#blocks instanceof Uint16Array ? new Uint16Array(room) : new Uint32Array(room),
    );
  }

  #growBlocks(): void {
    const room = more(this.#sizes.length);
    this.#members = grown(this.#members, new Int32Array(room * BLOCK));
    this.#sizes = grown(this.#sizes, new Uint8Array(room));
    this.#leaves = grown(this.#leaves, new Int32Array(room));
    this.#order = grown(this.#order, new Int32Array(room));
    // So many blocks that two bytes cannot number them.
    if (room > 2 ** 16 && this.#blocks instanceof Uint16Array)
      this.#blocks = grown(this.#blocks, new Uint32Array(this.#blocks.length));
  }
}

/** A thirtieth more or so: copying stays cheap, and little is empty. */
const more = (room: number): number => room + Math.max(8, room >> 5);

function grown<T extends Int32Array | Uint32Array | Uint16Array | Uint8Array>(old: ArrayLike<number>, next: T): T {
  next.set(old);
  return next;
}
