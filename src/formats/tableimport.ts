import Papa from 'papaparse';
import { COLUMNS, isJson, unguard } from './columns.ts';
import type { Importer, Input, Read, Skip } from './importer.ts';
import { clip, textOf } from './importer.ts';
import { type Found, fromRecords } from './recordimport.ts';
import { parseLine } from './tsv.ts';

/** Columns that another table may have under other names. Those of JSON only Newsmark writes. */
const NAMEABLE = [
  ...['file', 'id', 'label', 'exact', 'start', 'end', 'prefix', 'suffix', 'note', 'suggestedBy'],
  ...['by', 'created', 'modified', 'modifiedBy', 'annotator'],
];

/** CSV: the table that Newsmark exports, or another one with a row for each annotation. Positions count code points. */
export const fromCsv: Importer = {
  name: 'csv',
  title: 'CSV',
  description: 'A table with one annotation a row: columns such as file, label, exact, start, end, note.',
  extensions: ['.csv'],
  columns: NAMEABLE,
  read: (input) => readTable(input, 'csv', rowsOfCsv),
};

/** TSV: the same with tabs, as Newsmark exports it. */
export const fromTsv: Importer = {
  name: 'tsv',
  title: 'TSV',
  description: 'The same table with tabs.',
  extensions: ['.tsv', '.tab'],
  columns: NAMEABLE,
  read: (input) => readTable(input, 'tsv', rowsOfTsv),
};

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

/** What other programs call the columns. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['document', 'file'],
  ['filename', 'file'],
  ['article', 'file'],
  ['tag', 'label'],
  ['code', 'label'],
  ['type', 'label'],
  ['content', 'exact'],
  ['quote', 'exact'],
  ['text', 'exact'],
  ['comment', 'note'],
  ['memo', 'note'],
  ['author', 'by'],
]);

const NUMBERS = ['start', 'end'];

function readTable(
  { bytes, columns: said = new Map() }: Input,
  format: string,
  rowsOf: (text: string) => readonly Row[] | Skip,
): Read {
  const { text, broken } = textOf(bytes);
  if (text === undefined) return { broken };
  const rows = rowsOf(text);
  if ('code' in rows) return { broken: rows };
  // Spreadsheets end a table with rows of nothing but separators.
  const [head, ...others] = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const names = head?.cells.map((cell) => cell.trim()) ?? [];
  // A column that only Newsmark writes: its cells are guarded, also where somebody left others out.
  const isOwn = names.includes('sha256');
  const missing = [...said.values()].find((theirs) => !names.includes(theirs));
  if (missing !== undefined) return { broken: { code: 'no-column', values: [clip(missing)], line: head?.line ?? 1 } };
  const columns = columnsOf(names, said);
  if (!columns.includes('label'))
    return { broken: { code: 'not-format', values: [format.toUpperCase(), 'There is no column "label".'], line: 1 } };
  const skipped: Skip[] = [];
  const found = others.flatMap(({ cells, line }): Found[] => {
    if (cells.length !== columns.length) {
      skipped.push({ code: 'bad-line', values: [`${cells.length} cells, not ${columns.length}`], line });
      return [];
    }
    const entries = columns.flatMap((column, i) => {
      const cell = isOwn ? unguard(cells[i] ?? '') : (cells[i] ?? '');
      return cell === '' || column === undefined ? [] : [[column, read(column, cell)] as const];
    });
    return [{ value: Object.fromEntries(entries), line }];
  });
  return fromRecords(found, format, skipped, new Set(columns.filter((each) => each !== undefined)));
}

/**
 * What the columns of a table are here: what a person said, else what their names say. Another column of a name that a
 * person gave away is not read.
 */
function columnsOf(names: readonly string[], said: ReadonlyMap<string, string>): readonly (string | undefined)[] {
  const ours = new Map(Array.from(said, ([own, theirs]) => [theirs, own]));
  const present = new Set(names.map((name) => name.toLowerCase()));
  const isTaken = (name: string): boolean => said.has(name) || present.has(name.toLowerCase());
  return names.map((name) => {
    const given = ours.get(name);
    if (given !== undefined) return given;
    const synonym = SYNONYMS.get(name.toLowerCase());
    const column = synonym !== undefined && isTaken(synonym) ? name : named(name);
    return said.has(column) ? undefined : column;
  });
}

const named = (name: string): string =>
  SYNONYMS.get(name.toLowerCase()) ?? (lower.has(name.toLowerCase()) ? (lower.get(name.toLowerCase()) ?? name) : name);

const lower = new Map<string, string>(COLUMNS.map((column) => [column.toLowerCase(), column]));

/** What is no JSON stays text, so that the record says what is wrong with it. */
function read(column: string, cell: string): unknown {
  if (NUMBERS.includes(column)) return /^\d{1,15}$/.test(cell.trim()) ? Number(cell) : cell;
  if (!isJson(column)) return cell;
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}

/** Papa Parse guesses whether commas, semicolons or tabs part the cells. */
function rowsOfCsv(text: string): readonly Row[] | Skip {
  const rows: Row[] = [];
  let broken: Skip | undefined;
  let [at, line] = [0, 1];
  Papa.parse<string[]>(text, {
    delimitersToGuess: [',', ';', '\t'],
    skipEmptyLines: true,
    step: ({ data, errors, meta }) => {
      const quotes = errors.find(({ type }) => type === 'Quotes');
      if (quotes) broken ??= { code: 'not-format', values: ['CSV', quotes.message], line };
      rows.push({ cells: data, line });
      for (let end = text.indexOf('\n', at); end >= 0 && end < meta.cursor; end = text.indexOf('\n', at)) {
        at = end + 1;
        line++;
      }
    },
  });
  return broken ?? rows;
}

const rowsOfTsv = (text: string): readonly Row[] =>
  text.split('\n').flatMap((written, i): Row[] => {
    const bare = written.replace(/\r$/, '');
    return bare === '' ? [] : [{ cells: parseLine(bare), line: i + 1 }];
  });
