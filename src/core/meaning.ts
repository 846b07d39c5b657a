import { fold } from './fold.ts';
import type { Quote } from './quote.ts';
import type { Span } from './span.ts';

/** Words that turn a sentence round, in lower case, in the languages that analysts write most. */
const NEGATIONS: ReadonlySet<string> = new Set(
  [
    'no not none never nobody nothing neither nor nowhere cannot without hardly barely unless',
    'nicht nichts kein keine keinen keinem keiner keines nie niemals niemand nirgends ohne weder',
    'не ні нет нема немає нету ни ніколи никогда ніхто никто нічого ничего без жоден жодна жодне жодних',
    'ne pas non jamais rien aucun aucune personne sans ni nunca nada nadie ninguno ninguna sin não nem',
    'nie nigdy nikt nic bez niet geen nooit niemand',
  ].flatMap((words) => words.split(' ')),
);

/** Words that are numbers. */
const NUMERALS: ReadonlySet<string> = new Set(
  [
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen',
    'eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million',
    'millions billion billions trillion trillions dozen dozens half third quarter double triple once twice',
    'null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf hundert tausend halb doppelt',
    "один одна одне два дві три чотири п'ять шість сім вісім дев'ять десять сто тисяча тисячі тисяч",
    'мільйон мільйона мільйони мільйонів мільярд мільярда мільярди мільярдів половина',
    'одно две четыре пять шесть семь восемь девять тысяча тысячи тысяч',
    'миллион миллиона миллионов миллиард миллиарда миллиардов',
  ].flatMap((words) => words.split(' ')),
);

/** A number with its signs and unit, a word with the apostrophes in it, a quotation mark (folded) or a sign of a currency. */
const TOKENS =
  /[+-]?[.,]?\p{Nd}+(?:[.,:/]\p{Nd}+)*(?:\s?[%‰])?[\p{L}\p{M}]*|[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}]+)*|["']|\p{Sc}/gu;

/** Has a digit, or a letter of a script that has no capitals: in such a script any word may be a name. */
const TELLS = /[\p{N}\p{Lo}]/u;

/**
 * Whether a passage may mean something else than before: a number, a negation, a name (a word with a capital; any word in
 * a script without capitals) or a quotation mark came, went, or stands in another place among the others. Shapes of
 * quotation marks are one.
 */
export function alters(before: string, after: string): boolean {
  const [old, now] = [telling(before), telling(after)];
  return old.length !== now.length || old.some((token, i) => token !== now[i]);
}

const telling = (text: string): readonly string[] =>
  (decode(fold(text)).match(TOKENS) ?? []).filter(
    (token) => SIGNS.test(token) || TELLS.test(token) || token !== token.toLowerCase() || isTellingWord(token),
  );

const SIGNS = /^["'\p{Sc}]/u;

const isTellingWord = (word: string): boolean => NEGATIONS.has(word) || NUMERALS.has(word) || word.endsWith("n't");

/** Folded units as text again. */
function decode(units: Uint16Array): string {
  let text = '';
  for (let at = 0; at < units.length; at += 4096) text += String.fromCharCode(...units.subarray(at, at + 4096));
  return text;
}

const WORD = "[\\p{L}\\p{M}\\p{N}]+(?:['’][\\p{L}\\p{M}]+)*";
const AHEAD = new RegExp(`^${WORD}`, 'u');
const BEHIND = new RegExp(`${WORD}$`, 'u');
// A number also goes on behind a point or comma.
const AHEAD_OF_DIGIT = new RegExp(`^(?:${WORD})?(?:[.,]\\p{Nd}+)*`, 'u');
const BEHIND_DIGIT = new RegExp(`(?:\\p{Nd}+[.,])*(?:${WORD})?$`, 'u');
const DIGIT = /\p{Nd}/u;

/** Longer words (UTF-16 units) are cut: text made to be slow stays quick. */
const MOST = 64;

/** The word, or the rest of one, that begins at an offset; '' where none does. */
function wordFrom(text: string, offset: number): string {
  const rest = text.slice(offset, offset + MOST);
  return (DIGIT.test(text.charAt(offset - 1)) ? AHEAD_OF_DIGIT : AHEAD).exec(rest)?.[0] ?? '';
}

/** The word, or the first part of one, that ends at an offset. */
function wordUntil(text: string, offset: number): string {
  const rest = text.slice(Math.max(0, offset - MOST), offset);
  return (DIGIT.test(text.charAt(offset)) ? BEHIND_DIGIT : BEHIND).exec(rest)?.[0] ?? '';
}

/**
 * The span with the rest of words that go on at its edges, where the remembered passage had its edges between words: of
 * "12" that is "120" now, not two digits. The very same span where there are none. A word that merely lost the white
 * space before the next one stays what it is, and of a passage without context nothing is known.
 */
export function wholeWords<S extends Span>(text: string, span: S, { prefix, suffix }: Omit<Quote, 'exact'>): S {
  const { start, end } = span;
  if (prefix.at(-1) === text.charAt(start - 1) && suffix.charAt(0) === text.charAt(end)) return span;
  const isOpen = {
    start: prefix !== '' && wordUntil(prefix, prefix.length) === '' && wordFrom(text, start) !== '',
    end: suffix !== '' && wordFrom(suffix, 0) === '' && wordUntil(text, end) !== '',
  };
  const before = isOpen.start ? wordUntil(text, start) : '';
  const after = isOpen.end ? wordFrom(text, end) : '';
  const ahead = prefix.trimEnd().endsWith(before) ? 0 : before.length;
  const behind = suffix.trimStart().startsWith(after) ? 0 : after.length;
  return ahead + behind === 0 ? span : { ...span, start: start - ahead, end: end + behind };
}
