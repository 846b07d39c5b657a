import { COLUMNS, ENCODING, headOf, toRows, untrueRows } from './columns.ts';
import type { Exporter } from './exporter.ts';

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\r', '\\r'],
]);

const CHARACTERS: ReadonlyMap<string, string> = new Map([...ESCAPES].map(([one, written]) => [written, one]));

/**
 * Tab-separated values: the table of CSV, one line for each row, LF. No cell is quoted; tabs, line ends and backslashes in
 * cells are written `\t`, `\n`, `\r` and `\\`, as PostgreSQL, MySQL and Linear TSV have them.
 */
export const tsv: Exporter = {
  name: 'tsv',
  title: 'TSV',
  description: 'The same table with tabs, for command line tools and databases. One file for all articles.',
  extension: '.tsv',
  per: 'export',
  choices: [ENCODING],
  head: (choices) => headOf(printRow(COLUMNS), choices),
  print(article) {
    const { rows, losses } = toRows(article);
    return { chunk: rows.map(printRow).join(''), losses };
  },
  untrue: (chunk, article) => untrueRows(parseTsv(chunk), article),
};

export function printRow(cells: readonly string[]): string {
  return `${cells.map((cell) => cell.replace(/[\\\t\n\r]/g, (one) => ESCAPES.get(one) ?? one)).join('\t')}\n`;
}

/** The rows of a TSV text, the twin of `printRow`. */
export const parseTsv = (text: string): string[][] => text.split('\n').slice(0, -1).map(parseLine);

/** The cells of a line without its end. A backslash before anything else stands for itself. */
export const parseLine = (line: string): string[] =>
  line.split('\t').map((cell) => cell.replace(/\\[\\tnr]/g, (written) => CHARACTERS.get(written) ?? written));
