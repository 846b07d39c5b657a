import type { Span } from '../core/span.ts';
import { trim } from '../core/span.ts';

/** A stop behind one of these ends no sentence: titles, ranks and abbreviations that stand before what they belong to. */
const BEFORE_A_NAME =
  /(^|[\s("“‘«„[])(Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|Sgt|Capt|Maj|Cmdr|Adm|Gov|Sen|Rep|Rev|Hon|Pres|Jr|Sr|vs|No|Nos|Fig|p|pp|ca|approx|e\.g|i\.e|cf|[A-Z])\.$/;

/**
 * The sentences of a paragraph as spans of the text, without the white space between them: Unicode's sentence boundaries
 * (UAX #29), less those behind a title or an initial.
 */
export function sentences(text: string, paragraph: Span, locale = 'en'): Span[] {
  const segmenter = new Intl.Segmenter(locale, { granularity: 'sentence' });
  const found: Span[] = [];
  let start = paragraph.start;
  for (const { index, segment } of segmenter.segment(text.slice(paragraph.start, paragraph.end))) {
    const end = paragraph.start + index + segment.length;
    if (end < paragraph.end && BEFORE_A_NAME.test(text.slice(start, end).trimEnd())) continue;
    const sentence = trim(text, { start, end });
    if (sentence) found.push(sentence);
    start = end;
  }
  return found;
}

/** The sentence at an offset, or the one before it where it stands between two. Undefined on an empty line. */
export function sentenceAt(text: string, offset: number, locale?: string): Span | undefined {
  const found = sentences(text, paragraphAt(text, offset), locale);
  return found.findLast(({ start }) => start <= offset) ?? found[0];
}

/** The line that holds the offset: articles have a paragraph on each. */
function paragraphAt(text: string, offset: number): Span {
  const end = text.indexOf('\n', offset);
  return { start: text.lastIndexOf('\n', offset - 1) + 1, end: end < 0 ? text.length : end };
}
