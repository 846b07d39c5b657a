import { ADDRESSES, COMPANIES, COUNTED, EITHER, SAID, STARTERS, TITLES } from './abbreviations.ts';

/** What may end a sentence, or is a parenthesis. */
const MARK = /[.!?…()[\]{}]/g;
const STOP = /[.!?…]+(?:[ \u00A0][.…]+)*/y;
/** What closes behind it, and footnotes. */
const CLOSING = /["'”’»›)\]}]*(?:\[\d{1,3}\])*/y;
const SPACE = /\s/u;
/** A word before a stop is at most so long, in UTF-16 code units. */
const LONGEST_WORD = 40;
const LONGEST_OPENING = 60;
const LONGEST_ITEM = 12;
/** A parenthesis that does not close within so many code units is none. */
const LONGEST_ASIDE = 400;
/** What follows a stop is looked at so far. */
const AHEAD = 80;

/** What stands behind a stop: marks that open, then a word. */
const NEXT = /^\s*(["'“‘«„‹([{]*)([–—-]?)\s*([\p{L}\p{M}\p{N}'’-]*)/u;
/** U.S, Ph.D, a.m, S.p.A without the last stop. */
const LETTERS = /^(?:\p{L}{1,2}\.)+\p{L}{1,2}$/u;
const INITIAL = /^\p{Lu}$/u;
/** Lt, Bldg and the like, which a list never has all of. */
const NO_VOWEL = /^[B-DF-HJ-NP-TV-Z][bcdfghjklmnpqrstvwxz]{1,4}$/;
const SMALL = /^\p{Ll}/u;
/** Names that begin with a small letter. */
const SMALL_NAME = /^(?:[ieaw]\p{Lu}|(?:al|el|an|ad|as|ash|ar|at)-\p{Lu})/u;
/** Ellipses of three, behind which one goes on with "I" as often as one begins. */
const ELLIPSIS = /^(?:…|\.\.\.?|\. \. \.)$/;
const SELF = /^I(?:['’]\p{L}+)?$/u;
const DIGIT = /^\p{N}/u;
/** A name and what it did: behind a company, another one's sentence. */
const VERB =
  /^\s*\p{Lu}[\p{L}-]+ (?:said|says|say|is|are|was|were|has|have|had|will|would|could|may|might|also|rose|fell)\b/u;
/** "At 5 a.m.", at the beginning of a sentence. */
const OPENING_TIME =
  /^["'“‘]?(?:At|By|On|In|From|Around|About|Until|Before|After|Since|Till|Between)\s(?:\S+\s){0,3}\S+$/;
const ITEM = /^["'“‘(]*(?:[•⁃*–-]\s?)?(?:\p{N}{1,3}|\p{L}|[ivx]{1,4})$/u;

/** An enumerator at the beginning of a paragraph: a bullet, a number or a letter, and what stands behind it. */
const LIST = /^\s*([•⁃]?)\s*(?:(\d{1,3}|[a-z])(\.\)|\)|\.))?\s/u;

/**
 * The ends of the sentences of one paragraph in English (UTF-16), without the last. Rules: what the Unicode Standard
 * (UAX #29) has, and beyond it abbreviations, initials, lists, ellipses, parentheses, quotes with their verb of saying,
 * and stops with no space behind them.
 */
export function boundaries(text: string): number[] {
  const ends: number[] = [];
  const items = itemsOf(text).values();
  let item = items.next();
  let start = 0;
  let aside = -1;
  const cut = (at: number): void => {
    if (at > start) ends.push(at);
    start = at;
    aside = -1;
  };
  const cutItems = (before: number): void => {
    for (; !item.done && item.value <= before; item = items.next()) cut(item.value);
  };
  for (let from = 0; ; ) {
    MARK.lastIndex = from;
    if (!MARK.test(text)) break;
    const index = MARK.lastIndex - 1;
    cutItems(index);
    const mark = text.charAt(index);
    from = index + 1;
    if ('([{'.includes(mark)) aside = aside < 0 ? index : aside;
    else if (')]}'.includes(mark)) aside = -1;
    else {
      const plain = aside < 0 ? plainEnd(text, start, index) : -1;
      if (plain >= 0) {
        from = plain;
        cut(plain);
        continue;
      }
      const stop = matched(STOP, text, index);
      const closing = matched(CLOSING, text, index + stop.length);
      const closes = /[)\]}]/.test(closing);
      const isInside = aside > start && !closes && /\S/.test(text.slice(start, aside)) && isClosed(text, index);
      if (closes) aside = -1;
      from = index + stop.length + closing.length;
      if (isInside || from >= text.length || isOmission(text, index, stop, closing)) continue;
      const at = ended(text, start, index, stop, from, closing);
      if (at !== undefined) cut(at);
    }
  }
  cutItems(text.length);
  return ends;
}

/** What a sticky expression finds at a place, which may be nothing. */
function matched(sticky: RegExp, text: string, at: number): string {
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0] ?? '';
}

/**
 * The place behind most stops that end sentences: behind a word in small letters that is no abbreviation, a number, or
 * in front of a quotation mark; then a space and a capital. Only to be quick: `ended` says the same. -1 for others.
 */
function plainEnd(text: string, start: number, index: number): number {
  if (text.charCodeAt(index) !== DOT) return -1;
  const mark = text.charCodeAt(index + 1);
  const isQuoted = mark === 0x22 || mark === 0x201d;
  const end = index + (isQuoted ? 2 : 1);
  const next = text.charCodeAt(end + 1);
  if (text.charCodeAt(end) !== BLANK || next < 0x41 || next > 0x5a || index - start < LONGEST_ITEM) return -1;
  if (isQuoted) return end;
  let at = index;
  while (at > start && isDigit(text.charCodeAt(at - 1))) at--;
  if (at === index) while (at > start && isSmallAscii(text.charCodeAt(at - 1))) at--;
  if (at === start || text.charCodeAt(at - 1) !== BLANK || index - at < 2) return -1;
  return index - at <= LONGEST_LISTED && LISTED.has(text.slice(at, index)) ? -1 : end;
}

const DOT = 0x2e;
const BLANK = 0x20;
const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;
const isSmallAscii = (unit: number): boolean => unit >= 0x61 && unit <= 0x7a;
const LISTED: ReadonlySet<string> = new Set([...TITLES, ...COUNTED, ...EITHER]);
const LONGEST_LISTED = Math.max(...[...LISTED].map((word) => word.length));

const isClosed = (text: string, from: number): boolean => /[)\]}]/.test(text.slice(from, from + LONGEST_ASIDE));

/** `[...]` and `(…)`: words left out, within a sentence. */
const isOmission = (text: string, index: number, stop: string, closing: string): boolean =>
  /^(?:\.{2,}|…|\.(?: \.)+)$/.test(stop) && /^[\])]/.test(closing) && /[[(]/.test(text.charAt(index - 1));

/** Where the sentence ends that began at `start`, if the stop ends it. */
function ended(
  text: string,
  start: number,
  index: number,
  stop: string,
  end: number,
  closing: string,
): number | undefined {
  if (!SPACE.test(text.charAt(end))) return isRunOn(text, index, stop, end, closing) ? end : undefined;
  const ahead = text.slice(end, end + AHEAD);
  const [, opening = '', dash = '', next = ''] = NEXT.exec(ahead) ?? [];
  const isSmall = SMALL.test(next) && !SMALL_NAME.test(next);
  if (isSmall) return undefined;
  if (/[!?]/.test(stop)) return closing !== '' && opening === '' && isSaid(ahead) ? undefined : end;
  // word. . . . Next: the first stop is the sentence's own.
  if (/^\.(?:[ \u00A0]\.){3}$/.test(stop))
    return SPACE.test(text.charAt(index - 1)) || closing !== '' ? end : index + 1;
  if (stop !== '.') return closing === '' && SELF.test(next) && ELLIPSIS.test(stop) ? undefined : end;
  const word = wordBefore(text, start, index);
  if (index - start < LONGEST_ITEM && ITEM.test(text.slice(start, index).trim())) return undefined;
  if (closing.includes(')') || closing.includes('”') || closing.includes('"')) return end;
  if (TITLES.has(word)) return undefined;
  if (COUNTED.has(word) && (DIGIT.test(next) || /^[IVXLC]+$/.test(next) || /^\s*[$£€#]/.test(ahead))) return undefined;
  const isEither = EITHER.has(word) || LETTERS.test(word) || NO_VOWEL.test(word);
  if (isEither) {
    if (dash !== '' || next === '' || DIGIT.test(next)) return undefined;
    if (index - start < LONGEST_OPENING && OPENING_TIME.test(text.slice(start, index).trim())) return undefined;
    return ADDRESSES.has(next) || begins(next, ahead) || (COMPANIES.has(word) && VERB.test(ahead)) ? end : undefined;
  }
  if (INITIAL.test(word)) {
    const before = /(\S+)\s+\S*$/u.exec(text.slice(Math.max(start, index - LONGEST_WORD), index))?.[1] ?? '';
    if (word === 'I' && SMALL.test(before)) return end;
    return begins(next, ahead) ? end : undefined;
  }
  return next !== '' || opening !== '' || dash !== '' || !/^\s*[,;:]/.test(ahead) ? end : undefined;
}

/** The word before a stop, with the stops and apostrophes within it. */
function wordBefore(text: string, start: number, index: number): string {
  let at = index;
  while (at > start && at > index - LONGEST_WORD && isOfWord(text.charCodeAt(at - 1))) at--;
  while (at < index && !isLetter(text.charCodeAt(at))) at++;
  return text.slice(at, index);
}

/** A letter, a digit or a mark, roughly: what is no punctuation. */
const isLetter = (unit: number): boolean =>
  isDigit(unit) || isSmallAscii(unit | 0x20) || (unit >= 0xaa && (unit < 0x2000 || unit > 0x206f));

/** `.`, `&`, `'`, `’` and `-` stand within words, too. */
const isOfWord = (unit: number): boolean => isLetter(unit) || ".&'’-".includes(String.fromCharCode(unit));

/** Whether a word begins a sentence, and is not "No. 1". */
const begins = (next: string, ahead: string): boolean => STARTERS.has(next) && !/^\s*No\.\s?\p{N}/u.test(ahead);

/** `” Smith asked.` */
function isSaid(ahead: string): boolean {
  const words = ahead.trim().split(/\s+/u).slice(0, 6);
  const at = words.findIndex((word) => SAID.has(word.replace(/[.,;:]$/, '')));
  if (at < 1 || words.slice(0, at).some((word) => SMALL.test(word)))
    return at === 1 && /^(?:He|She|They|We|I|It|Who)$/.test(words[0] ?? '');
  const said = words[at] ?? '';
  const next = words[at + 1];
  return (
    /[.,;:]$/.test(said) ||
    next === undefined ||
    /^(?:in|on|at|during|after|before|to|of|as|when|while|later|via|last|about|from|with)$/.test(next)
  );
}

/** A stop with no space behind it that ends a sentence all the same: "world.Today". */
function isRunOn(text: string, index: number, stop: string, end: number, closing: string): boolean {
  if (stop.length > 1 || closing !== '') return false;
  const ahead = text.slice(end, end + LONGEST_WORD);
  if (!/^\p{Lu}\p{Ll}+(?:[\s,.'’]|$)/u.test(ahead) && !/^(?:I|A)\s/.test(ahead)) return false;
  const token =
    text
      .slice(Math.max(0, index - LONGEST_WORD), index)
      .split(/\s/u)
      .at(-1) ?? '';
  if (/[@/\\_]|^www\./i.test(token)) return false;
  const word = wordBefore(text, index - token.length, index);
  return /(?:\p{Ll}{2}|\p{N})$/u.test(word) && !TITLES.has(word) && !EITHER.has(word) && !word.includes('.');
}

/** Where the items of a list begin that runs on in one paragraph: of one kind, and counted on. */
function itemsOf(text: string): number[] {
  const first = LIST.exec(text);
  if (!first) return [];
  const [, bullet = '', count, mark = ''] = first;
  if (bullet === '' && count === undefined) return [];
  const found: number[] = [];
  if (count === undefined || bullet !== '') {
    for (let at = text.indexOf(bullet, first[0].length); at >= 0; at = text.indexOf(bullet, at + 1)) found.push(at);
    return found;
  }
  let from = first[0].length;
  for (let next = following(count); ; next = following(next)) {
    const at = text.indexOf(` ${next}${mark} `, from - 1);
    if (at < 0) return found;
    found.push(at + 1);
    from = at + next.length + mark.length + 2;
  }
}

const following = (count: string): string =>
  /\d/.test(count) ? String(Number(count) + 1) : String.fromCharCode(count.charCodeAt(0) + 1);
