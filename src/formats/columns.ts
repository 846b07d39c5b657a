import { Lines } from '../core/line.ts';
import { CodePoints } from '../core/text.ts';
import type { Choice, Choices, Exportable, Loss } from './exporter.ts';
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
 * Excel knows UTF-8 by its byte order mark; without one it takes the bytes for the encoding of the computer's language. The
 * names are Python's.
 */
export const ENCODING: Choice = {
  name: 'encoding',
  values: [
    { value: 'utf-8', description: 'UTF-8, as programs read it.' },
    { value: 'utf-8-sig', description: 'UTF-8 with a byte order mark, for Excel, which garbles letters without it.' },
  ],
};

/** The text of a table's first row, behind the mark that was chosen. */
export const headOf = (row: string, { encoding }: Choices = {}): string =>
  encoding === 'utf-8-sig' ? `\ufeff${row}` : row;

/** An article as a table: the cells of each annotation, guarded. */
export function toRows(article: Exportable): {
  readonly rows: readonly (readonly string[])[];
  readonly losses: readonly Loss[];
} {
  const { records, losses } = toRecords(article);
  const linesOf = lineNumbers(article.text);
  return { rows: records.map((record) => toCells(record, linesOf(record)).map(guard)), losses };
}

/** The twin of `toRows` for rows that were read back: the ids of the annotations for which they are not true. */
export const untrueRows = (rows: readonly (readonly string[])[], article: Exportable): readonly string[] =>
  untrueRecords(
    rows.map((cells) => fromCells(cells.map(unguard))),
    article,
  );

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

export const isJson = (column: string): boolean => JSON_COLUMNS.some((each) => each === column);

interface LineNumbers {
  readonly start_line?: number;
  readonly end_line?: number;
}

/** Gives the lines of a record's place. */
export function lineNumbers(text: string): (record: AnnotationRecord) => LineNumbers {
  const points = new CodePoints(text);
  const lines = new Lines(text);
  const lineOf = (codePoint: number): number => lines.at(points.toUtf16(codePoint)).line;
  return ({ start, end }) =>
    start === undefined || end === undefined ? {} : { start_line: lineOf(start), end_line: lineOf(end - 1) };
}
