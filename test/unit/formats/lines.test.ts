import { describe, expect, it } from 'vitest';
import { endOf, isBlock, Lines, rangeOf } from '../../../src/formats/lines.ts';
import { isMap, isPair, isSeq, parseYaml } from '../../../src/formats/yaml.ts';

const SOURCE = 'one: 1 # first\n  # deeper\n# level\n\nlist:\n  - a: x\n    # inside\n  - b\n';
const lines = new Lines(SOURCE, '\n');
const at = (text: string): number => SOURCE.indexOf(text);

describe('a place in a source', () => {
  it('knows its line and column', () => {
    expect(lines.lineStart(at('x'))).toBe(at('  - a'));
    expect(lines.lineEnd(at('x'))).toBe(at('    # inside'));
    expect(lines.columnAt(at('a: x'))).toBe(4);
    expect([lines.lineStart(0), lines.lineEnd(0), lines.columnAt(0)]).toEqual([0, at('  # deeper'), 0]);
  });

  it('behind a line end belongs to the line before, as an end', () => {
    const end = at('  # deeper');
    expect([lines.lineEnd(end), lines.lineStart(end)]).toEqual([end, end]);
    expect(lines.lineEnd(SOURCE.length)).toBe(SOURCE.length);
  });

  it('may be the first on its line', () => {
    expect([lines.startsLine(at('- a')), lines.startsLine(at('a: x')), lines.startsLine(0)]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('comments', () => {
  it('are those that begin in an extent', () => {
    expect(lines.comments(0, at('list'))).toEqual(['# first', '# deeper', '# level']);
    expect(lines.comments(at('- a'), SOURCE.length)).toEqual(['# inside']);
    expect(new Lines('a: "# no"\nb: |\n  # no\n', '\n').comments(0, 22)).toEqual([]);
  });

  it('belong to what they stand under when they are deeper', () => {
    expect(lines.deeperComments(at('  # deeper'), 0)).toBe(at('# level'));
    expect(lines.deeperComments(at('  # deeper'), 2)).toBe(at('  # deeper'));
    expect(['  # deeper', '# level', 'list'].map((text) => lines.commentColumn(at(text)))).toEqual([2, 0, undefined]);
  });

  it('and blank lines stand between parts', () => {
    expect([at('# level'), at('\nlist'), at('list')].map((offset) => lines.isBetween(offset))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('are kept of what is taken away', () => {
    expect(lines.kept(0, at('list'), 2)).toBe('  # first\n  # deeper\n  # level\n');
    expect(lines.kept(at('list'), at('    # inside'), 2)).toBe('');
  });

  it('are kept of what is printed anew: the one on its first line there', () => {
    expect(lines.joinKept(['one:', '  - 2'], 0, 0, 0, at('# level'))).toBe('one: # first\n  - 2\n# deeper\n');
  });
});

describe('the extent of a part', () => {
  const contents = parseYaml(SOURCE, true).document?.contents;
  const map = isMap(contents) ? contents : undefined;

  it('goes to the end of its last line, with the deeper comments below', () => {
    const [one] = map?.items ?? [];
    expect(one && lines.extent(one)).toEqual({ from: 0, to: at('# level') });
  });

  it('ends with the last value, not with the comments below it', () => {
    const list = map?.items[1]?.value;
    expect(isSeq(list) && isBlock(list)).toBe(true);
    expect(isSeq(list) && endOf(list.items[0])).toBe(at('x') + 1);
    expect(rangeOf(null)).toEqual([0, 0, 0]);
    expect(isPair(map?.items[1])).toBe(true);
  });

  it('may be lines of its own', () => {
    const source = 'a: &here\n  x: 1\nb: { x: 1 }\nc: !!map\n  x: 1\n';
    const root = parseYaml(source, true).document?.contents;
    const values = isMap(root) ? root.items.map(({ value }) => value) : [];
    const own = values.map((value) => isMap(value) && new Lines(source, '\n').isOwnLines(value));
    expect(own).toEqual([true, false, true]);
  });
});
