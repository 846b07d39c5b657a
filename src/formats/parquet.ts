import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import type { Annotation } from '../core/annotation.ts';
import { CodePoints } from '../core/text.ts';
import { COLUMNS, isJson, lineNumbers } from './columns.ts';
import { type Exportable, type Exporter, type Loss, outputOf, type Packer, type Piece } from './exporter.ts';
import { printLine } from './jsonl.ts';
import { type AnnotationRecord, type ReadBack, toRecords, untrueRecords } from './record.ts';

/**
 * Apache Parquet: one table for all articles, a row for each annotation, as docs/parquet.md describes it. Its columns are
 * those of CSV, with the places in UTF-16 units as well; `created` and `modified` are times in UTC. A chunk is the rows of
 * an article as lines of JSON.
 */
export const parquet: Exporter = {
  name: 'parquet',
  title: 'Parquet',
  description: 'A table with typed columns, for DuckDB, pandas and Spark. One file for all articles.',
  extension: '.parquet',
  per: 'export',
  print(article) {
    const { records, losses } = toRecords(article);
    const points = new CodePoints(article.text);
    const linesOf = lineNumbers(article.text);
    const rows = records.map((record) => ({ ...record, ...unitsOf(record, points), ...linesOf(record) }));
    return {
      chunk: rows.map(printLine).join(''),
      losses: [...losses, ...article.annotations.flatMap(lossOf(article))],
    };
  },
  untrue(chunk, article) {
    const rows = rowsIn(chunk);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const wrong = new Set(untrueRecords(rows, article));
    const holds = ({ start, start_utf16: from, end_utf16: to, exact }: Row): boolean =>
      start === undefined ? from === undefined : article.text.slice(from, to) === exact;
    return article.annotations
      .filter(({ id }) => {
        const row = byId.get(id);
        return wrong.has(id) || !row || !holds(row);
      })
      .map(({ id }) => id);
  },
  packed: () => new Table(),
};

/** So much text (UTF-16 units of JSON) is held before it is written as a row group: some 10,000 annotations. */
const MOST_HELD = 1 << 22;

type Row = ReadBack & {
  readonly start_utf16?: number;
  readonly end_utf16?: number;
  readonly [column: string]: unknown;
};

const rowsIn = (chunk: string): readonly Row[] =>
  chunk
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Row => JSON.parse(line));

const unitsOf = ({ start, end }: AnnotationRecord, points: CodePoints): object =>
  start === undefined || end === undefined
    ? {}
    : { start_utf16: points.toUtf16(start), end_utf16: points.toUtf16(end) };

const NAMES: readonly string[] = COLUMNS.flatMap((name) =>
  name === 'end' ? [name, 'start_utf16', 'end_utf16'] : [name],
);
const NUMBERS: ReadonlySet<string> = new Set(['start', 'end', 'start_utf16', 'end_utf16', 'start_line', 'end_line']);
const TIMES = ['created', 'modified'] as const;
const isTime = (name: string): boolean => TIMES.some((each) => each === name);
/** The columns that every row has. */
const REQUIRED: ReadonlySet<string> = new Set(['file', 'id', 'label', 'exact', 'sha256']);

const typeOf = (name: string): Partial<SchemaElement> => {
  if (NUMBERS.has(name)) return { type: 'INT32' };
  if (!isTime(name)) return { type: 'BYTE_ARRAY', converted_type: 'UTF8' };
  return { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' } };
};

const SCHEMA: SchemaElement[] = [
  { name: 'annotations', num_children: NAMES.length },
  ...NAMES.map(
    (name): SchemaElement => ({
      name,
      repetition_type: REQUIRED.has(name) ? 'REQUIRED' : 'OPTIONAL',
      ...typeOf(name),
    }),
  ),
];

/** The table, row group by row group. What writes it makes promises only where its bytes go to something slow. */
class Table implements Packer {
  readonly #writer = new ByteWriter();
  readonly #parquet = new ParquetWriter({ writer: this.#writer, schema: SCHEMA, createdBy: 'newsmark' });
  #rows: Row[] = [];
  #held = 0;

  add(chunk: string): readonly Piece[] {
    for (const row of rowsIn(chunk)) this.#rows.push(row);
    this.#held += chunk.length;
    if (this.#held < MOST_HELD) return [];
    this.#writeGroup();
    return this.#taken();
  }

  end(): readonly Piece[] {
    this.#writeGroup();
    void this.#parquet.finish();
    return this.#taken();
  }

  #writeGroup(): void {
    const rows = this.#rows;
    const columnData = NAMES.map((name) => ({ name, data: rows.map((row) => cellOf(name, row[name])) }));
    void this.#parquet.write({ columnData, rowGroupSize: rows.length });
    this.#rows = [];
    this.#held = 0;
  }

  /** What was written since the last time. */
  #taken(): readonly Piece[] {
    const content = this.#writer.getBytes().slice();
    // The writer goes on counting from the file's beginning, in `offset`.
    this.#writer.index = 0;
    return [{ name: outputOf(parquet, { stem: '' }), content }];
  }
}

function cellOf(name: string, value: unknown): unknown {
  if (value === undefined) return null;
  if (isJson(name)) return JSON.stringify(value);
  return isTime(name) ? timeOf(String(value)) : value;
}

/** A day, or a time with its zone: without one it would be another moment on another machine. */
const TIME = /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?$/;

function timeOf(time: string): Date | null {
  const date = new Date(time);
  return TIME.test(time) && !Number.isNaN(date.getTime()) ? date : null;
}

/** Times that are none. */
const lossOf =
  ({ file }: Exportable) =>
  (annotation: Annotation): readonly Loss[] => {
    const wrong = TIMES.filter((name) => annotation[name] !== undefined && timeOf(annotation[name]) === null);
    return wrong.length > 0 ? [{ code: 'no-keys', values: [wrong.join(', ')], file, id: annotation.id }] : [];
  };
