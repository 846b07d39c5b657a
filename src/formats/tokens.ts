import type { Span } from '../core/span.ts';
import { countBelow } from '../core/text.ts';

/** Letters with their marks and digits in a row, flags, and single other characters with what is joined to them. */
const TOKEN = /[\p{L}\p{M}\p{N}]+|\p{RI}{2}|\S[\p{M}\p{Emoji_Modifier}]*(?:\u200d\S[\p{M}\p{Emoji_Modifier}]*)*/gu;

/** A line of the text that has tokens, from the first to the last of them. */
export interface Line extends Span {
  /** The numbers of its first token and of the one behind its last. */
  readonly from: number;
  readonly to: number;
}

/**
 * A text (UTF-16) as formats of one word a line cut it: its lines are the sentences, and white space is in no token.
 * Nothing here knows a language: a token is what anybody can cut who reads this file.
 */
export class Tokens {
  readonly all: readonly Span[];
  readonly lines: readonly Line[];

  /** No token goes over an end of one of these spans. */
  constructor(text: string, spans: Iterable<Span>) {
    const cuts = Array.from(new Set(Array.from(spans, ({ start, end }) => [start, end]).flat())).sort((a, b) => a - b);
    const all: Span[] = [];
    const lines: Line[] = [];
    let next = 0;
    let start = 0;
    for (const line of text.split('\n')) {
      const from = all.length;
      for (const { index, 0: words } of line.matchAll(TOKEN)) {
        let begin = start + index;
        const end = begin + words.length;
        while ((cuts[next] ?? end) <= begin) next++;
        for (let cut = cuts[next] ?? end; cut < end; cut = cuts[++next] ?? end) {
          all.push({ start: begin, end: cut });
          begin = cut;
        }
        all.push({ start: begin, end });
      }
      const [first, last] = [all[from], all[all.length - 1]];
      if (first && last) lines.push({ start: first.start, end: last.end, from, to: all.length });
      start += line.length + 1;
    }
    this.all = all;
    this.lines = lines;
  }

  /** The numbers of the first and the last token in one of the spans that it was cut for. Undefined in white space. */
  within({ start, end }: Span): { readonly first: number; readonly last: number } | undefined {
    const first = countBelow(this.all.length, (i) => (this.all[i]?.start ?? 0) < start);
    const last = countBelow(this.all.length, (i) => (this.all[i]?.end ?? 0) <= end) - 1;
    return first <= last ? { first, last } : undefined;
  }
}
