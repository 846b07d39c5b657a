import { ELSEWHERE } from './abbreviations.ts';

/** What closes at the beginning of a segment: it belongs to the sentence before. */
const CLOSING = /^[»”’)\]}›]+\s*/u;
const WORD = /([\p{L}\p{M}-]+)\.\s*$/u;
const SMALL = /^[\s"'“‘«„([–—-]*\p{Ll}/u;
const LONGEST_WORD = 40;
/** What Intl.Segmenter may end a sentence at; without it, it need not be asked, which costs more than the answer. */
const STOP = /\.(?!\p{N}|$)|[^\P{Sentence_Terminal}.]/u;

/**
 * The ends of the sentences of one paragraph in other languages than English (UTF-16), without the last: those of
 * Intl.Segmenter (UAX #29), less those behind initials, short forms of address and before small letters, with marks that
 * close on the side of what they close.
 */
export function segments(text: string, language: string | undefined): number[] {
  if (!STOP.test(text)) return [];
  const ends: number[] = [];
  for (const { index } of segmenter(language).segment(text)) {
    if (index === 0) continue;
    const behind = text.slice(index, index + LONGEST_WORD);
    const closing = CLOSING.exec(behind)?.[0].length ?? 0;
    if (SMALL.test(behind.slice(closing))) continue;
    const word = WORD.exec(text.slice(Math.max(0, index - LONGEST_WORD), index))?.[1];
    if (word !== undefined && (ELSEWHERE.has(word) || /^\p{Lu}$/u.test(word))) continue;
    const end = index + closing;
    if (end < text.length && end > (ends.at(-1) ?? 0)) ends.push(end);
  }
  return ends;
}

const segmenters = new Map<string | undefined, Intl.Segmenter>();

/** A language's segmenter; that of the system's language where it is none. */
function segmenter(language: string | undefined): Intl.Segmenter {
  const known = segmenters.get(language) ?? make(language);
  segmenters.set(language, known);
  return known;
}

function make(language: string | undefined): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language, { granularity: 'sentence' });
  } catch {
    return new Intl.Segmenter(undefined, { granularity: 'sentence' });
  }
}
