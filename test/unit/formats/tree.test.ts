import { describe, expect, it } from 'vitest';
import {
  branch,
  equal,
  fromValue,
  indent,
  printBranch,
  printItem,
  printPair,
  type Tree,
} from '../../../src/formats/tree.ts';

describe('branch', () => {
  it('leaves out what has nothing to say', () => {
    expect([...branch(['a', undefined], ['b', []], ['c', new Map()], ['d', ''], ['e', 0], ['f', null])]).toEqual([
      ['d', ''],
      ['e', 0],
      ['f', null],
    ]);
  });
});

describe('equal', () => {
  it.each([
    [
      new Map<string, Tree>([
        ['a', 1],
        ['b', [2]],
      ]),
      new Map<string, Tree>([
        ['b', [2]],
        ['a', 1],
      ]),
      true,
    ],
    [new Map([['a', 1]]), new Map([['a', '1']]), false],
    [new Map([['a', 1]]), new Map([['b', 1]]), false],
    [new Map(), [], false],
    [[1, 2], [2, 1], false],
    [[1], [1, 1], false],
    [Number.NaN, Number.NaN, true],
    [undefined, undefined, true],
    [null, undefined, false],
  ] as [Tree | undefined, Tree | undefined, boolean][])('%o and %o: %s', (a, b, expected) => {
    expect(equal(a, b)).toBe(expected);
    expect(equal(b, a)).toBe(expected);
  });
});

describe('a printed value', () => {
  it('has its keys in their order, lists and branches indented by two', () => {
    const value = fromValue({
      id: 'a',
      list: ['x', ['y', 'z'], { one: 1, two: [true] }],
      none: [],
      empty: {},
      nothing: null,
    });
    expect(printPair('top', value)).toEqual([
      'top:',
      '  id: a',
      '  list:',
      '    - x',
      '    - - "y"',
      '      - z',
      '    - one: 1',
      '      two:',
      '        - true',
      '  none: []',
      '  empty: {}',
      '  nothing: null',
    ]);
  });

  it('quotes keys that need it', () => {
    expect(
      printBranch(
        new Map([
          ['no', 1],
          ['a: b', 2],
          ['', 3],
        ]),
      ),
    ).toEqual(['"no": 1', '"a: b": 2', '"": 3']);
  });

  it('is a literal block only as a note', () => {
    expect(printPair('note', 'a\n\nb')).toEqual(['note: |-', '  a', '', '  b']);
    expect(printPair('note', 'a\nb', false)).toEqual(['note: "a\\nb"']);
    expect(printPair('exact', 'a\nb')).toEqual(['exact: "a\\nb"']);
    expect(printItem(new Map([['note', 'a\n\nb']]))).toEqual(['- note: |-', '    a', '', '    b']);
  });

  it.each([
    [Number.NaN, '.nan'],
    [Number.POSITIVE_INFINITY, '.inf'],
    [Number.NEGATIVE_INFINITY, '-.inf'],
    [-0, '-0.0'],
    [0.5, '0.5'],
    [1e21, '1e+21'],
  ])('writes the number %d as YAML does', (number, expected) => {
    expect(printPair('x', number)).toEqual([`x: ${expected}`]);
  });
});

it('does not indent empty lines', () => {
  expect(indent(['a', '', 'b'], 3)).toEqual(['   a', '', '   b']);
});
