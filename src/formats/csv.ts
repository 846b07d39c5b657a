import { COLUMNS, ENCODING, headOf, toRows, untrueRows } from './columns.ts';
import type { Exporter } from './exporter.ts';

/**
 * CSV as in RFC 4180: UTF-8, commas, CRLF, a header, empty cells for what is absent. Columns `target`,
 * `attributes`, `links`, `review` and `conflict` hold JSON; the others are those of `AnnotationRecord`.
 *
 * Safe to open in a spreadsheet: `guard` keeps cells from being taken for formulas, and `unguard` takes that back.
 */
export const csv: Exporter = {
  name: 'csv',
  title: 'CSV',
  description: 'A table with one annotation a row, for spreadsheets. One file for all articles.',
  extension: '.csv',
  per: 'export',
  choices: [ENCODING],
  head: (choices) => headOf(printRow(COLUMNS), choices),
  print(article) {
    const { rows, losses } = toRows(article);
    return { chunk: rows.map(printRow).join(''), losses };
  },
  untrue: (chunk, article) => untrueRows(parseCsv(chunk), article),
};

/** One row. Cells are quoted where the comma, another separator or a reader that trims would change them. */
export function printRow(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}

/** The rows of a CSV text (RFC 4180), the twin of `printRow`. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length; ) {
    const [cell, end] = text[at] === '"' ? quotedCell(text, at) : bareCell(text, at);
    row.push(cell);
    if (text[end] === ',') {
      at = end + 1;
      continue;
    }
    rows.push(row);
    row = [];
    at = text.startsWith('\r\n', end) ? end + 2 : end + 1;
  }
  return rows;
}

/** A cell and where it ends, from its opening quotation mark. */
function quotedCell(text: string, start: number): [cell: string, end: number] {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  const close = end < 0 ? text.length : end;
  return [text.slice(start + 1, close).replaceAll('""', '"'), close + 1];
}

function bareCell(text: string, start: number): [cell: string, end: number] {
  let end = start;
  while (end < text.length && !',\r\n'.includes(text.charAt(end))) end++;
  return [text.slice(start, end), end];
}
