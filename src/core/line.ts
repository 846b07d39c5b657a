/** Line ends of a text, to tell lines and columns of offsets (UTF-16 units into LF text). */
export class Lines {
  readonly #ends: readonly number[];

  constructor(text: string) {
    const ends: number[] = [];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) ends.push(at);
    this.#ends = ends;
  }

  /** 1-based line and column. A line end belongs to the line that it ends. */
  at(offset: number): { readonly line: number; readonly column: number } {
    let low = 0;
    let high = this.#ends.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#ends[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return { line: low + 1, column: offset - (this.#ends[low - 1] ?? -1) };
  }
}
