import { execFileSync, spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { load, YAML11_SCHEMA } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { printBlock, printString } from '../../src/formats/scalar.ts';
import { printBranch } from '../../src/formats/tree.ts';

/** What a reader of YAML 1.1 or 1.2 takes for anything but text, or trips over, when it stands there plain. */
const NASTY = [
  ...['', ' ', '~', 'null', 'Null', 'NULL', 'y', 'Y', 'n', 'N', 'yes', 'No', 'NO', 'on', 'OFF', 'true', 'False'],
  ...[
    '0',
    '-1',
    '+1',
    '1_000',
    '1,000',
    '0o7',
    '0O7',
    '07',
    '0x1F',
    '0b11',
    '1e3',
    '1.5',
    '.5',
    '5.',
    '.',
    '-.',
    '1.e+3',
  ],
  ...[
    '.inf',
    '-.Inf',
    '+.INF',
    '.nan',
    '.NaN',
    '12:30:45',
    '190:20:30.15',
    '-1:30',
    '1:2',
    '_1',
    '1_',
    '0x_',
    'E5',
    'e1234567',
  ],
  ...['2001-01-01', '2001-1-1', '2001-12-14t21:59:43.10-05:00', '2001-12-14 21:59:43.10 -5', '2001-12-14T21:59:43Z'],
  ...[
    '=',
    '<<',
    '-',
    '- a',
    '-a',
    '--',
    '---',
    '--- a',
    '...',
    '... a',
    '?',
    '? a',
    '?a',
    ':',
    ':a',
    'a:',
    'a: b',
    'a:b',
  ],
  ...['a #b', '#a', 'a#b', '&a', '*a', '!a', '!!str a', '|', '>', "'", '"', "'a'", '"a"', '%a', '@a', '`a`', 'a`'],
  ...['[', ']', '{', '}', '[a]', '{a: b}', ',', 'a, b', 'a]', 'a}', 'a [b] {c}', '\\', '\\n', 'a\\'],
  ...['\t', 'a\t', '\ta', 'a\tb', ' a', 'a ', 'a\n', '\na', 'a\n\nb', 'a\r\nb', 'a\rb', 'a\0b', '\x07', '\x1b', '\x7f'],
  ...['a\u0085b', 'a\u2028b', 'a\u2029b', '\ufeffa', 'a\ufeff', 'a\ufffeb', 'a\uffffb', '\u00a0', '\u00a0a', 'a\u3000'],
  ...[
    '😀',
    '\u{10ffff}',
    '\u{1fffe}',
    'e\u0301',
    '\u0301',
    'שלום',
    '\u200f',
    '“a: b”',
    '„x“ — y',
    'нет',
    'x'.repeat(5000),
  ],
];

const text = fc.oneof(
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom(...NASTY) },
  // Strings of the characters that YAML gives a meaning to.
  {
    weight: 4,
    arbitrary: fc.string({
      unit: fc.constantFrom(...' \n\t-?:,[]{}#&*!|>\'"%@`0123456789.+_eExob=<~\\aTZyn'),
      maxLength: 9,
    }),
  },
);

/** A file with the text as a value, an item and a key, printed as a sidecar is. */
const printed = (value: string): string =>
  `${printBranch(
    new Map<string, string | Map<string, string> | string[]>([
      ['note', value],
      ['plain', value],
      ['items', [value, value]],
      ['keys', new Map([[value.slice(0, 200), value]])],
    ]),
  ).join('\n')}\n`;

const expected = (value: string) => ({
  note: value,
  plain: value,
  items: [value, value],
  keys: Object.fromEntries([[value.slice(0, 200), value]]),
});

/** Whether it, and what is used of it as a key, has no lone surrogate. */
const isWhole = (value: string): boolean => ![value, value.slice(0, 200)].some((each) => /\p{Surrogate}/u.test(each));

const READERS: [string, (source: string) => unknown][] = [
  ['yaml as 1.2', (source) => parseYaml(source, { version: '1.2' })],
  ['yaml as 1.1', (source) => parseYaml(source, { version: '1.1' })],
  ['js-yaml as 1.2', (source) => load(source)],
  ['js-yaml as 1.1', (source) => load(source, { schema: YAML11_SCHEMA })],
];

describe.each(READERS)('%s', (_name, read) => {
  it.each(NASTY)('reads back %j', (value) => {
    expect(read(printed(value))).toEqual(expected(value));
  });

  it('reads back any text', () => {
    fc.assert(
      fc.property(text, (value) => {
        fc.pre(isWhole(value));
        expect(read(printed(value))).toEqual(expected(value));
      }),
      { seed: 1, numRuns: Number(process.env['SCALAR_RUNS'] ?? 400) },
    );
  });
});

/** Reads YAML documents with Python's own reader and gives them back as JSON. */
const PYTHON = `
import json, sys, yaml
print(json.dumps([yaml.safe_load(source) for source in json.load(sys.stdin)]))
`;

const hasPyYaml = spawnSync('python3', ['-c', 'import yaml']).status === 0;

// Where there is no PyYAML there is nothing to compare with.
(hasPyYaml ? describe : () => {})('PyYAML', () => {
  it('reads back all of them', () => {
    const values = [...NASTY, ...fc.sample(text, { seed: 2, numRuns: 1000 })].filter((value) => isWhole(value));
    const input = JSON.stringify(values.map(printed));
    const output = execFileSync('python3', ['-c', PYTHON], { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
    expect(JSON.parse(output)).toEqual(values.map(expected));
  });
});

describe('a text that no file can hold', () => {
  it.each(['\ud800', 'a\udc00b', '\udc00\ud800'])('%j is refused', (value) => {
    expect(() => printString(value)).toThrow(RangeError);
    expect(printBlock(`${value}\nb`)).toBeUndefined();
  });
});
