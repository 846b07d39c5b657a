import { describe, expect, it } from 'vitest';
import { skipSentence } from '../../../src/formats/importer.ts';
import { JsonLines, readJson, sayingOf } from '../../../src/formats/json.ts';

describe('JSON', () => {
  it('is read, or broken on a line', () => {
    expect(readJson('{"a": [1]}')).toEqual({ value: { a: [1] } });
    expect(readJson('{\n"a": [1,\n')).toEqual({
      broken: { code: 'not-format', fault: 'end', values: [], line: 3, column: 1 },
    });
    expect(readJson('{\n"a": 1 // x\n}')).toMatchObject({ broken: { line: 2 } });
    expect(readJson('[1,\n]')).toMatchObject({ broken: { line: 2 } });
    expect(readJson('')).toMatchObject({ broken: { line: 1 } });
  });

  it.each([
    ['{\r\n "a": [\r\n  1,\r\n ]}', 4, 2, '"]" stands where a value is expected.'],
    ['[1 2]', 1, 4, '"2" stands where "," is expected.'],
    ['{"a" 1}', 1, 6, '"1" stands where ":" is expected.'],
    ['{"a": 1,}', 1, 9, '"}" stands where a key in double quotes is expected.'],
    ["{'a': 1}", 1, 2, '"\'a\'" is no value. Texts and keys stand in double quotes.'],
    ['[😀, None]', 1, 2, '"😀" is no value. Texts and keys stand in double quotes.'],
    ['["😀", None]', 1, 8, '"None" is no value. Texts and keys stand in double quotes.'],
    ['[1.]', 1, 2, '"1." is no number.'],
    ['{"a": "b\n"}', 1, 7, 'the text in double quotes that begins here does not end on its line.'],
    ['["\\x"]', 1, 2, 'the text in double quotes that begins here has a "\\" that does not begin an escape of JSON.'],
    [
      '["\\u12g4"]',
      1,
      2,
      'the text in double quotes that begins here has a "\\" that does not begin an escape of JSON.',
    ],
    ['["\t"]', 1, 2, 'the text in double quotes that begins here holds a tab or another control character.'],
    ['[1] // one', 1, 5, 'it has a comment.'],
    ['{}\n{}', 2, 1, 'it is complete before "{", and nothing may follow.'],
    [' \n', 2, 1, 'it ends before it is complete.'],
    [`[x${'y'.repeat(200)}]`, 1, 2, `"x${'y'.repeat(78)}…" is no value. Texts and keys stand in double quotes.`],
  ])('is broken in plain words: %j', (text, line, column, said) => {
    const { broken } = readJson(text);
    expect(broken).toMatchObject({ code: 'not-format', line, column });
    expect(broken && skipSentence(broken)).toBe(`This is not JSON: ${said}`);
  });

  it('has its parts on lines', () => {
    const lines = new JsonLines('{\n "a": [\n  1,\n  {"b": 2}\n ]\n}');
    expect(lines.lineOf(['a', 1, 'b'])).toBe(4);
    expect(lines.lineOf(['a'])).toBe(2);
    expect(lines.lineOf(['x'])).toBeUndefined();
  });

  it('may be nested deeper than the stack', () => {
    const deep = '['.repeat(200_000);
    expect(readJson(deep)).toMatchObject({ broken: { code: 'not-format', fault: 'deep' } });
    expect(new JsonLines(deep).lineOf([0, 0])).toBeUndefined();
    expect(sayingOf(JSON.parse(deep + ']'.repeat(200_000)))).toBe('…');
    expect([sayingOf('a'), sayingOf({ b: 1 }), sayingOf(undefined)]).toEqual(['a', '{"b":1}', '']);
  });
});
