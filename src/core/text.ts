import type { Span } from './span.ts';

/**
 * The article's text as the sidecar means it: without a leading byte order mark, every CRLF and lone CR turned into LF.
 * For UTF-8 this is what Python's `open(path, encoding="utf-8-sig").read()` gives.
 */
export function toText(decoded: string): string {
  const body = decoded.charCodeAt(0) === 0xfeff ? decoded.slice(1) : decoded;
  return body.includes('\r') ? body.replace(/\r\n?/g, '\n') : body;
}

/**
 * Turns UTF-16 offsets into code points and back, for one text. The only place where the two units meet: files hold
 * code points, everything else in the program is UTF-16.
 */
export class CodePoints {
  /** UTF-16 offsets of the high surrogates of all surrogate pairs, ascending. */
  readonly #pairs: readonly number[];
  readonly #units: number;

  constructor(text: string) {
    this.#units = text.length;
    this.#pairs = surrogatePairs(text);
  }

  /** The text's length in code points. */
  get length(): number {
    return this.#units - this.#pairs.length;
  }

  /** Code points before the UTF-16 offset; an offset inside a surrogate pair counts that pair as one. */
  fromUtf16(offset: number): number {
    return offset - countBelow(this.#pairs.length, (i) => (this.#pairs[i] ?? 0) < offset - 1);
  }

  /** The UTF-16 offset of the code point with that number; beyond the text's end it stays beyond. */
  toUtf16(codePoint: number): number {
    // The pair with index i starts at code point pairs[i] - i.
    return codePoint + countBelow(this.#pairs.length, (i) => (this.#pairs[i] ?? 0) - i < codePoint);
  }

  spanFromUtf16(span: Span): Span {
    return { start: this.fromUtf16(span.start), end: this.fromUtf16(span.end) };
  }

  spanToUtf16(span: Span): Span {
    return { start: this.toUtf16(span.start), end: this.toUtf16(span.end) };
  }
}

function surrogatePairs(text: string): number[] {
  const found: number[] = [];
  for (let at = 0; at + 1 < text.length; at++) {
    if ((text.charCodeAt(at) & 0xfc00) !== 0xd800) continue;
    if ((text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) found.push(at++);
  }
  return found;
}

/** How many of the first `count` indices hold; the condition holds for a run at the front only. */
export function countBelow(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
