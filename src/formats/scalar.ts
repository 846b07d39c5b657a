/**
 * Prints strings as YAML scalars that every YAML 1.1 and 1.2 reader gives back unchanged: plain where no reader could
 * take them for anything else, double-quoted otherwise, and literal blocks for notes of several lines.
 */

/** U+0000–001F, 007F–009F, 2028, 2029, FEFF, FFFE, FFFF: escaped, in double quotes only. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are meant
const ESCAPED = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are meant
const ESCAPED_OR_QUOTE = /["\\\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** Words that YAML 1.1 or 1.2 reads as a truth value, a null, or (`=`, `<<`) something of its own. */
const WORDS = new Set(['', '~', 'null', 'true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n', '=', '<<']);
/** What a number, a time or a date of YAML 1.1 or 1.2 can begin with. */
const NUMERIC = /^[-+]?([.0-9]|e[-+]?[0-9])/i;
/** Whole strings of only such characters might be numbers, sexagesimals, dates or times. */
const NUMERIC_ONLY = /^[-+.,0-9a-fox_:tz ]*(\.(inf|nan))?$/i;
const INDICATOR = /^[-?:,[\]{}#&*!|>'"%@`]/;

/** Half of a surrogate pair without the other. */
const LONE = /\p{Surrogate}/u;

export function isPlain(text: string): boolean {
  if (WORDS.has(text.toLowerCase()) || INDICATOR.test(text) || text.startsWith('...')) return false;
  if (NUMERIC.test(text) && NUMERIC_ONLY.test(text)) return false;
  if (ESCAPED.test(text) || text.startsWith(' ') || text.endsWith(' ') || text.endsWith(':')) return false;
  return !text.includes(': ') && !text.includes(' #');
}

/** A string on one line. Throws on a lone surrogate: no file can hold one. */
export function printString(text: string): string {
  if (LONE.test(text)) throw new RangeError('A string with a lone surrogate cannot be written.');
  return isPlain(text) ? text : `"${text.replace(ESCAPED_OR_QUOTE, escaped)}"`;
}

const NAMED: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\0': '\\0',
};

function escaped(character: string): string {
  const named = NAMED[character];
  if (named) return named;
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/**
 * The lines of a literal block for a text of two or more lines, beginning with its header (`|-` or `|`). Undefined
 * where a block would not give the text back in every reader.
 */
export function printBlock(text: string): string[] | undefined {
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  const lines = body.split('\n');
  if (lines.length < 2 || lines[0] === '' || lines.at(-1) === '') return undefined;
  if (LONE.test(text) || lines.some((line) => ESCAPED.test(line) || line !== line.trim())) return undefined;
  return [body === text ? '|-' : '|', ...lines];
}
