import { describe, expect, it } from 'vitest';
import { bratName, oneLine, parseStandoff, printStandoff } from '../../../src/formats/standoff.ts';

describe("brat's lines", () => {
  it.each([
    'T1\tsource 2 7\tSmith',
    'T3\tquote 13 21;28 33\t"we lie" today',
    'R1\tattributed_to Arg1:T3 Arg2:T1',
    'E1\tcue:T2 Source:T1 Content:T3',
    'A1\tConfidence T3 High',
    'A2\tAnonymous T1',
    '#1\tAnnotatorNotes T3\tcheck against transcript',
    'N1\tReference T1 Wikidata:Q42\tJohn Smith',
    '*\tEquiv T1 T5',
  ])('are read and printed: %s', (line) => {
    const parsed = parseStandoff(line);
    expect(parsed && printStandoff(parsed)).toBe(`${line}\n`);
  });

  it('may have two tabs where its own writer puts them, and tabs in the words', () => {
    expect(parseStandoff('N1\tReference T1 Wikidata:Q42\t\tJohn Smith')).toMatchObject({ words: 'John Smith' });
    expect(parseStandoff('T1\tsource 2 7\ta\tb')).toMatchObject({ words: 'a\tb' });
  });

  it.each([
    '',
    'T1',
    'T1\tsource',
    'T1\tsource 2\tSmith',
    'T1\tsource 7 2\tSmith',
    'T1\tsource 2 2\tSmith',
    'T1\tsource 2 -7\tSmith',
    'T1\tmy source 2 7\tSmith',
    'R1\tsource Arg1:T3',
    'R1\tsource T3 T1',
    'E1\tcue T2',
    'X1\tsource 2 7\tSmith',
    'T\tsource 2 7\tSmith',
  ])('are none where something is missing: %s', (line) => {
    expect(parseStandoff(line)).toBeUndefined();
  });

  it('have names of letters, digits, - and _, and words on one line', () => {
    expect(bratName('my claim')).toBe('my_claim');
    expect(bratName('мітка')).toBe('_____');
    expect(bratName('')).toBe('_');
    expect(oneLine('a\u2028b\u0085c\td\n')).toBe('a b c\td ');
  });
});
