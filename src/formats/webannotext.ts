// What WebAnno TSV 3 does to texts, as its own reader and writer do it (inception-io-webanno-tsv, Escaping.java).

const NAMES: Readonly<Record<string, string>> = { '\t': 't', '\n': 'n', '\r': 'r', '\f': 'f', '\b': 'b' };
const MEANT: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', b: '\b' };

/** How lines begin that only Newsmark reads. */
export const MARK = '#Newsmark=';

/** What takes the place of a missing value: of an annotation that has none, and where there is no annotation. */
export const NO_VALUE = '*';
export const NOTHING = '_';

/** A value as it stands in a cell. A CR would end the line, and has no way to be written. */
export const escapeValue = (value: string): string =>
  value.replace(/->|[\\[\]|_;\t\n*]/g, (each) => `\\${NAMES[each] ?? each}`);

export const unescapeValue = (value: string): string =>
  value.replace(/\\(->|[\\[\]|_;tn*])/g, (_, each: string) =>
    each === 't' || each === 'n' ? (MEANT[each] ?? '') : each,
  );

/** Words of the article on one line. A vertical tab stays as it is. */
export const escapeText = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is to be escaped.
  text.replace(/[\x00-\x0a\x0c-\x1f\\]/g, (each) => `\\${NAMES[each] ?? each}`);

export const unescapeText = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what was escaped.
  text.replace(/\\([\x00-\x0a\x0c-\x1f\\tnrfb])/g, (_, each: string) => MEANT[each] ?? each);

/** The parts of a cell, between signs that no backslash stands before. */
export function split(cell: string, sign: '|' | ';'): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < cell.length; at++) {
    if (cell[at] === '\\') at++;
    else if (cell[at] === sign) {
      parts.push(cell.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, cell.slice(from)];
}
