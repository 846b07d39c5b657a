import { describe, expect, it } from 'vitest';
import { COLUMNS } from '../../../src/formats/columns.ts';
import { parseTsv, printRow, tsv } from '../../../src/formats/tsv.ts';
import { annotated, exportable, lost } from './exportable.ts';

const TEXT = '=1+1\t😀 “No”,\nsaid "Smith".\n';

describe('TSV', () => {
  it('has one line for each row, with what would break it written as escapes', () => {
    const annotations = [
      annotated(TEXT, ['“No”,\nsaid "Smith"'], { note: 'C:\\new\r\n\t"a"' }),
      annotated(TEXT, ['=1+1'], { id: 'b0000000' }),
    ];
    const { chunk } = tsv.print(exportable(TEXT, annotations));
    const lines = (tsv.head?.() + chunk).split('\n');
    expect(lines).toHaveLength(4);
    const [head = [], first = [], second = []] = lines.map((line) => line.split('\t'));
    expect(head).toEqual([...COLUMNS]);
    const cell = (row: readonly string[], column: (typeof COLUMNS)[number]) => row[COLUMNS.indexOf(column)];
    expect(cell(first, 'exact')).toBe('“No”,\\nsaid "Smith"');
    expect(cell(first, 'note')).toBe('C:\\\\new\\r\\n\\t"a"');
    expect(cell(second, 'exact')).toBe("'=1+1");
  });

  it('reads what it prints, and a backslash that escapes nothing as it is', () => {
    const rows = [
      ['a', '', '\\'],
      ['\\n', '\n', '\\\t\r'],
    ];
    expect(parseTsv(rows.map(printRow).join(''))).toEqual(rows);
    expect(parseTsv('C:\\x\\\\n\n')).toEqual([['C:\\x\\n']]);
  });

  it('tells what is not true of an output', () => {
    const article = exportable(TEXT, [annotated(TEXT, ['Smith']), lost(annotated(TEXT, ['said'], { id: 'b0000000' }))]);
    const { chunk } = tsv.print(article);
    expect(tsv.untrue(chunk, article)).toEqual([]);
    expect(tsv.untrue(chunk.replace('Smith', 'Smyth'), article)).toEqual(['a0000000']);
    expect(tsv.untrue('', article)).toEqual(['a0000000', 'b0000000']);
  });
});
