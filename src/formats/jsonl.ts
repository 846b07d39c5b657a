import type { Exporter } from './exporter.ts';
import { type ReadBack, toRecords, untrueRecords } from './record.ts';

/** JSON Lines: one annotation on each line, as an `AnnotationRecord`; UTF-8, LF. */
export const jsonl: Exporter = {
  name: 'jsonl',
  title: 'JSON Lines',
  description: 'One annotation a line, for scripts and data tools. One file for all articles.',
  extension: '.jsonl',
  per: 'export',
  print(article) {
    const { records, losses } = toRecords(article);
    return { chunk: records.map(printLine).join(''), losses };
  },
  untrue: (chunk, article) => untrueRecords(parseLines(chunk), article),
};

/** Characters that JSON allows in strings but that some readers of lines (Python's `splitlines`) take for line ends. */
const LINE_ENDS = /[\u0085\u2028\u2029]/g;

export const printLine = (record: object): string =>
  `${JSON.stringify(record).replace(LINE_ENDS, (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;

const parseLines = (chunk: string): ReadBack[] =>
  chunk
    .split('\n')
    .filter((line) => line !== '')
    .map((line): ReadBack => JSON.parse(line));
