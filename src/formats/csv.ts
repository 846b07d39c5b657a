import { Lines } from '../core/line.ts';
import { CodePoints } from '../core/text.ts';
import type { Exporter } from './exporter.ts';
import { type AnnotationRecord, type ReadBack, toRecords, untrueRecords } from './record.ts';

/** The columns that hold JSON, as the line of JSONL has it: what is no text and no number. */
const JSON_COLUMNS = ['target', 'attributes', 'links', 'review', 'conflict'] as const;

/** The keys of an `AnnotationRecord`, and the lines on which `start` and the last character stand (1-based). */
export const COLUMNS = [
  'file',
  'id',
  'label',
  'exact',
  'start',
  'end',
  'start_line',
  'end_line',
  'target',
  'attributes',
  'note',
  'links',
  'review',
  'state',
  'conflict',
  'suggestedBy',
  'by',
  'created',
  'modified',
  'modifiedBy',
  'annotator',
  'sha256',
  'encoding',
] as const;

/**
 * CSV as in RFC 4180: UTF-8 without BOM, commas, CRLF, a header, empty cells for what is absent. Columns `target`,
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
  head: printRow(COLUMNS),
  print(article) {
    const { records, losses } = toRecords(article);
    const linesOf = lineNumbers(article.text);
    return { chunk: records.map((record) => printRow(toCells(record, linesOf(record)).map(guard))).join(''), losses };
  },
  untrue: (chunk, article) =>
    untrueRecords(
      parseCsv(chunk).map((cells) => fromCells(cells.map(unguard))),
      article,
    ),
};

/**
 * An apostrophe is put before `= + - @` (also the full-width ones), TAB, CR, LF and the apostrophe itself where a cell
 * begins. So it is before `= + - @ '` that follow `;`, TAB, CR or LF within a cell: spreadsheets in many languages split
 * at `;`, whether quoted or not.
 */
export const guard = (cell: string): string =>
  cell.replace(/^(?=[-=+@＝＋－＠'\t\r\n])|(?<=[;\t\r\n])(?=[-=+@＝＋－＠'])/g, "'");

/** The twin of `guard`. In Python: `re.sub(r"(\A|[;\t\r\n])'", r"\1", cell)`. */
export const unguard = (cell: string): string => cell.replace(/(^|[;\t\r\n])'/g, '$1');

function toCells(record: AnnotationRecord, lines: LineNumbers): string[] {
  const row: Readonly<Record<string, unknown>> = { ...record, ...lines };
  return COLUMNS.map((column) => {
    const value = row[column];
    if (value === undefined) return '';
    return isJson(column) ? JSON.stringify(value) : String(value);
  });
}

function fromCells(cells: readonly string[]): ReadBack {
  const cell = (column: (typeof COLUMNS)[number]): string => cells[COLUMNS.indexOf(column)] ?? '';
  const state = cell('state');
  return {
    id: cell('id'),
    exact: cell('exact'),
    start: cell('start') === '' ? undefined : Number(cell('start')),
    end: cell('end') === '' ? undefined : Number(cell('end')),
    target: cell('target') === '' ? undefined : JSON.parse(cell('target')),
    state: state === 'lost' || state === 'changed' ? state : undefined,
  };
}

const isJson = (column: string): boolean => JSON_COLUMNS.some((each) => each === column);

interface LineNumbers {
  readonly start_line?: number;
  readonly end_line?: number;
}

/** Gives the lines of a record's place. */
function lineNumbers(text: string): (record: AnnotationRecord) => LineNumbers {
  const points = new CodePoints(text);
  const lines = new Lines(text);
  const lineOf = (codePoint: number): number => lines.at(points.toUtf16(codePoint)).line;
  return ({ start, end }) =>
    start === undefined || end === undefined ? {} : { start_line: lineOf(start), end_line: lineOf(end - 1) };
}

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
