import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { COLUMNS, guard, unguard } from '../../../src/formats/columns.ts';
import { csv, parseCsv, printRow } from '../../../src/formats/csv.ts';
import { annotated, exportable, lost } from './exportable.ts';

const TEXT = '=1+1; 😀 “No”,\nsaid "Smith".\n';

/** Rows by column, as a reader that is not ours gives them. */
const read = (text: string): Record<string, string>[] => parse(text, { columns: true, relax_column_count: false });

describe('CSV', () => {
  it('can be read by another reader', () => {
    const annotations = [
      annotated(TEXT, ['“No”,\nsaid "Smith"'], { note: '"a", b\r\nc', attributes: { verdict: 'false' } }),
      annotated(TEXT, ['=1+1;', 'Smith'], { id: 'b0000000', links: [{ role: 'same', to: 'a0000000' }] }),
    ];
    const { chunk } = csv.print(exportable(TEXT, annotations));
    const [first, second] = read(csv.head?.() + chunk);
    expect(first).toMatchObject({
      file: 'news/a.txt',
      exact: '“No”,\nsaid "Smith"',
      start: '8',
      end: '26',
      start_line: '1',
      end_line: '2',
      note: '"a", b\r\nc',
      attributes: '{"verdict":"false"}',
      state: '',
      sha256: 'ff00',
    });
    expect(second?.['exact']).toMatch(/^'=1\+1;/);
    expect(second).toMatchObject({ start: '0', end: '25', links: '[{"role":"same","to":"a0000000"}]' });
    expect(JSON.parse(second?.['target'] ?? '')).toEqual([
      { exact: '=1+1;', start: 0, end: 5 },
      { exact: 'Smith', start: 20, end: 25 },
    ]);
    expect(Object.keys(first ?? {})).toEqual([...COLUMNS]);
  });

  it('has no cell that a spreadsheet takes for a formula, at commas, semicolons, tabs and line ends', () => {
    const cells = [
      '=1',
      '+1',
      '-1',
      '@a',
      '\t=1',
      '\r=1',
      '\n=1',
      '＝1',
      'a;=1',
      'a\t=1',
      'a\n-1',
      'a;\t=1',
      "'=1",
      ';;@a',
    ];
    const row = printRow(cells.map(guard));
    for (const delimiter of [',', ';', '\t']) {
      // A spreadsheet that splits at another character does not mind quotation marks within a cell.
      const bare = row.replaceAll('"', '').split(new RegExp(`[${delimiter}\r\n]`));
      expect(bare.filter((cell) => /^[=+\-@\t\r＝]/.test(cell.trimStart()))).toEqual([]);
    }
    expect(guard('=1')).toBe("'=1");
    expect(guard("'tis")).toBe("''tis");
    for (const harmless of ['one-two = three', 'a;b', 'a\r\n\r\nb']) expect(guard(harmless)).toBe(harmless);
    expect(cells.map(guard).map(unguard)).toEqual(cells);
  });

  it('leaves lost annotations without a place', () => {
    const { chunk } = csv.print(exportable(TEXT, [lost(annotated(TEXT, ['Smith']))]));
    expect(read(csv.head?.() + chunk)).toMatchObject([
      { exact: 'gone', start: '', end: '', start_line: '', end_line: '', state: 'lost' },
    ]);
  });

  it('reads what it prints as the other reader does', () => {
    const rows = [
      ['a', '', '"'],
      ['', 'x,y', 'l1\r\nl2'],
      [' b ', "'", '""'],
      ['', '', ''],
    ];
    const text = rows.map(printRow).join('');
    expect(parseCsv(text)).toEqual(rows);
    expect(parse(text)).toEqual(rows);
  });

  it('finds out when a chunk is not true', () => {
    const article = exportable(TEXT, [
      annotated(TEXT, ['Smith']),
      annotated(TEXT, ['=1+1;', 'said'], { id: 'b0000000' }),
    ]);
    const { chunk } = csv.print(article);
    expect(csv.untrue(chunk, article)).toEqual([]);
    expect(csv.untrue(chunk.replace('Smith,20,25', 'Smith,21,26'), article)).toEqual(['a0000000']);
    expect(csv.untrue(chunk.replace('""start"":0', '""start"":1'), article)).toEqual(['b0000000']);
    expect(csv.untrue('', article)).toEqual(['a0000000', 'b0000000']);
  });
});
