import { COMPANIES, ELSEWHERE } from './abbreviations.ts';

/** What closes at the beginning of a segment: it belongs to the sentence before. */
const CLOSING = /^[»”’)\]}›]+\s*/u;
/**
 * What opens directly behind a stop, without spaces: UAX #29 counts it with what closes, but it begins the next sentence.
 */
const OPENING = /[\p{Ps}\p{Pi}]+$/u;
/** The word before a stop; a letter at a number ("2024م.") is no word. Marks of direction may stand behind the stop. */
const WORD = /(?<![\p{L}\p{M}\p{N}])([\p{L}\p{M}-]+)\.[\s\p{Cf}]*$/u;
/** An initial or a title; Arabic and Hebrew letters have no capitals. */
const INITIAL = /^[\p{Lu}\p{sc=Arabic}\p{sc=Hebrew}]$/u;
/** In Thai and Lao a stop only shortens. */
const SHORTENED = /[\p{sc=Thai}\p{sc=Lao}]\.[\s\p{Cf}]*$/u;
const SMALL = /^[\s"'“‘«„([–—-]*\p{Ll}/u;
/** A closing mark with no space behind it (but for the end of a line): what the quote stands in may go on there. */
const CLOSED = /[\p{Pe}\p{Pf}"']\n?$/u;
/**
 * What goes on behind a quote that has its own stop: Japanese particles (but no words that begin with the same letters),
 * Korean ones, and who said it in Chinese.
 */
const GOES_ON = new RegExp(
  [
    '^(?:と(?!ころ|はいえ|にかく|もあれ|りわけ)|って|など|という|の(?!ち)|を|が|は(?!い|じ)|も(?!し|ち|う|と)|に|で(?![はもす])|から|より|だった|です)',
    '^\\p{sc=Hangul}',
    '^(?:(?![没沒未不])\\p{sc=Han}){1,12}(?:说|說|问|問|道|称|稱|表示|指出|补充|補充|回答|强调|強調)(?:道|着|著)?[，。,.]',
  ].join('|'),
  'u',
);
const LONGEST_WORD = 40;
/** What Intl.Segmenter may end a sentence at; without it, it need not be asked, which costs more than the answer. */
const STOP = /\.(?!\p{N}|$)|[^\P{Sentence_Terminal}.]/u;

/**
 * The ends of the sentences of one paragraph in other languages than English (UTF-16), without the last: those of
 * Intl.Segmenter (UAX #29), less those behind initials, short forms of address, before small letters and where a sentence
 * goes on behind what it quotes, with marks that close on the side of what they close.
 */
export function segments(text: string, language: string | undefined): number[] {
  if (!STOP.test(text)) return [];
  const ends: number[] = [];
  const opens = straightQuotes(text);
  // UAX #29 ends a sentence with each line, also within a paragraph.
  for (const { index: found } of segmenter(language).segment(text.replaceAll('\n', ' '))) {
    if (found === 0) continue;
    const index = found - (OPENING.exec(text.slice(Math.max(0, found - LONGEST_WORD), found))?.[0].length ?? 0);
    const at = opens(index - 1) ? index - 1 : index;
    const behind = text.slice(at, at + LONGEST_WORD);
    const closing = CLOSING.exec(behind)?.[0].length ?? 0;
    if (SMALL.test(behind.slice(closing))) continue;
    const before = text.slice(Math.max(0, at - LONGEST_WORD), at);
    const word = WORD.exec(before)?.[1];
    if (word !== undefined && isShort(word, behind)) continue;
    if (SHORTENED.test(before) || (CLOSED.test(before) && GOES_ON.test(behind))) continue;
    const end = at + closing;
    if (end < text.length && end > (ends.at(-1) ?? 0)) ends.push(end);
  }
  return ends;
}

/** Says whether a `"` stands at an offset that opens: an even number of them is before it. Offsets must ascend. */
function straightQuotes(text: string): (offset: number) => boolean {
  let [count, seen] = [0, 0];
  return (offset) => {
    if (text.charAt(offset) !== '"') return false;
    for (; seen < offset; seen++) if (text.charCodeAt(seen) === 0x22) count++;
    return count % 2 === 0;
  };
}

/** Whether a word before a stop is an abbreviation; of a company's name among letters without capitals, too. */
const isShort = (word: string, behind: string): boolean =>
  ELSEWHERE.has(word) || INITIAL.test(word) || (COMPANIES.has(word) && /^\p{Lo}/u.test(behind));

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
