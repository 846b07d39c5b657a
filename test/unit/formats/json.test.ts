import { describe, expect, it } from 'vitest';
import { JsonLines, readJson, sayingOf } from '../../../src/formats/json.ts';

describe('JSON', () => {
  it('is read, or broken on a line', () => {
    expect(readJson('{"a": [1]}')).toEqual({ value: { a: [1] } });
    expect(readJson('{\n"a": [1,\n')).toEqual({
      broken: { code: 'not-format', values: ['JSON', 'ValueExpected'], line: 3 },
    });
    expect(readJson('{\n"a": 1 // x\n}')).toMatchObject({ broken: { line: 2 } });
    expect(readJson('[1,\n]')).toMatchObject({ broken: { line: 2 } });
    expect(readJson('')).toMatchObject({ broken: { line: 1 } });
  });

  it('has its parts on lines', () => {
    const lines = new JsonLines('{\n "a": [\n  1,\n  {"b": 2}\n ]\n}');
    expect(lines.lineOf(['a', 1, 'b'])).toBe(4);
    expect(lines.lineOf(['a'])).toBe(2);
    expect(lines.lineOf(['x'])).toBeUndefined();
  });

  it('may be nested deeper than the stack', () => {
    const deep = '['.repeat(200_000);
    expect(readJson(deep)).toMatchObject({ broken: { code: 'not-format' } });
    expect(new JsonLines(deep).lineOf([0, 0])).toBeUndefined();
    expect(sayingOf(JSON.parse(deep + ']'.repeat(200_000)))).toBe('…');
    expect([sayingOf('a'), sayingOf({ b: 1 }), sayingOf(undefined)]).toEqual(['a', '{"b":1}', '']);
  });
});
