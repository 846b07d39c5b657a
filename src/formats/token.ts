import type { Span } from '../core/span.ts';

/** A word, a number, a sign, or white space that is more than one space behind another token. Places count UTF-16 units. */
export interface Token extends Span {
  /** Whether one space follows, which is in no token. */
  readonly ws: boolean;
}

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

/**
 * The tokens of a text as spaCy means them: their words, each with a space behind it where `ws` says so, are the text.
 * They are the words of Intl.Segmenter, cut at both ends of `spans` as well, so that each of these is made of whole tokens.
 * `spans` begin with no white space, nor do they end with it.
 */
export function tokensOf(text: string, spans: readonly Span[]): readonly Token[] {
  const cuts = new Set([...spans.flatMap(({ start, end }) => [start, end]), text.length]);
  let start = 0;
  // Line by line, as no word goes over an end of one: on a long text the segmenter takes a time that grows with its square.
  for (const line of text.split('\n')) {
    for (const { index } of segmenter.segment(line)) cuts.add(start + index);
    start += line.length + 1;
    cuts.add(start - 1).add(Math.min(start, text.length));
  }
  const tokens: { start: number; end: number; ws: boolean; isGap: boolean }[] = [];
  let from = 0;
  for (const to of [...cuts].sort((a, b) => a - b)) {
    const isGap = text.slice(from, to).trim() === '';
    const before = tokens.at(-1);
    if (isGap && before && !before.isGap && !before.ws && text[from] === ' ') {
      before.ws = true;
      from++;
    }
    if (from < to) {
      if (isGap && before?.isGap) before.end = to;
      else tokens.push({ start: from, end: to, ws: false, isGap });
    }
    from = to;
  }
  return tokens.map(({ start, end, ws }) => ({ start, end, ws }));
}
