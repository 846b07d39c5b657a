import { describe, expect, it } from 'vitest';
import { commentsOf, isMap, MOST_MEGABYTES, parseYaml, toValue } from '../../../src/formats/yaml.ts';

/** What is wrong with a source: `code line:column`. */
const wrong = (source: string): string[] =>
  parseYaml(source).problems.map(({ code, place }) => `${code} ${place?.line}:${place?.column}`);

const read = (source: string) => {
  const { document, problems } = parseYaml(source);
  if (!document || problems.length > 0) throw new Error('not read');
  return toValue(document.contents, document);
};

describe('mistakes', () => {
  it.each([
    ['an open bracket', 'a: [1\nb: 2\n', 'yaml-syntax 2:1'],
    ['a tab as indentation', 'a:\n\tb: 1\n', 'yaml-syntax 2:1'],
    ['a key twice', 'a: 1\nb: 2\na: 3\n', 'yaml-syntax 3:1'],
    ['a second document', 'a: 1\n---\nb: 2\n', 'yaml-syntax 2:1'],
    ['an alias of nothing', 'a: 1\nb: *nope\n', 'yaml-syntax 2:4'],
    ['an alias before its anchor', 'a: *late\nb: &late 1\n', 'yaml-syntax 1:4'],
    ['a conflict of git', 'a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> x\n', 'yaml-syntax 2:1'],
  ])('%s', (_what, source, expected) => {
    expect(wrong(source)[0]).toBe(expected);
  });
});

describe('depth', () => {
  const deep = (open: string, count: number) => `a: 1\nx: ${open.repeat(count)}`;

  it.each([
    ['brackets', deep('[', 100_000)],
    ['braces', deep('{a: ', 100_000)],
    ['brackets on many lines', deep('[\n ', 100_000)],
    ['dashes', `x:\n  ${'- '.repeat(10_000)}a\n`],
    ['explicit keys', `${'? '.repeat(10_000)}a\n`],
    ['indentation', Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}k:`).join('\n')],
  ])('of %s is refused before it is read', (_what, source) => {
    expect(wrong(source)[0]).toMatch(/^too-deep \d+:\d+$/);
  });

  it('is not what stands in text', () => {
    const text = `{${'['.repeat(20)}`;
    const quoted = Array.from({ length: 50 }, (_, i) => `k${i}: "${text}" # ${text}\nl${i}: a ${text}\n`).join('');
    const block = `note: |\n  ${'-'.repeat(500)}\n  ${text.repeat(20)}\n${' '.repeat(500)}x\n`;
    expect(wrong(quoted + block)).toEqual([]);
  });

  it('may be what people write', () => {
    expect(wrong(`x: ${'['.repeat(60)}${']'.repeat(60)}\n`)).toEqual([]);
  });
});

it('refuses what is too large without reading it', () => {
  expect(wrong(`# ${' '.repeat(MOST_MEGABYTES * 1024 * 1024)}`)).toEqual(['too-large undefined:undefined']);
});

describe('values', () => {
  it('are those of YAML 1.2', () => {
    expect(read('a: [no, 0o7, 1.0, null, ~, true, 2001-01-01, 12:30]')).toEqual({
      a: ['no', 7, 1, null, null, true, '2001-01-01', '12:30'],
    });
  });

  it('follow each alias to the last anchor before it', () => {
    expect(read('- &a 1\n- *a\n- &a {x: 2}\n- *a\n')).toEqual([1, 1, { x: 2 }, { x: 2 }]);
  });

  it('may have any key', () => {
    const value = read('__proto__: 1\nconstructor: 2\n1.0: 3\n~: 4\n');
    expect(Object.entries(value ?? {})).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
      ['1.0', 3],
      ['null', 4],
    ]);
  });

  it('do not explode', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `l${i + 1}: &l${i + 1} [*l${i}, *l${i}, *l${i}]\n`);
    const { document } = parseYaml(`l0: &l0 [x]\n${levels.join('')}`);
    const budget = { left: 1000 };
    if (!document) throw new Error('not read');
    toValue(document.contents, document, budget);
    expect(budget.left).toBeLessThan(0);
  });

  it('do not go round in circles', () => {
    const { document } = parseYaml('a: &a [*a]\n');
    const budget = { left: 10_000 };
    if (!document) throw new Error('not read');
    toValue(document.contents, document, budget);
    expect(budget.left).toBeLessThan(0);
  });

  it('follow many aliases quickly', () => {
    read(`a: &a 1\nb:\n${'  - *a\n'.repeat(20_000)}`);
  });
});

it('knows where comments are', () => {
  const source = '# one\r\na: "# no" # two\nb: |\n  # text\n# three\nc: [1, # four\n 2]\nd: x#y\n# five';
  const comments = commentsOf(source);
  expect(comments.map(({ text }) => text)).toEqual(['# one', '# two', '# three', '# four', '# five']);
  for (const { offset, text } of comments) expect(source.slice(offset, offset + text.length)).toBe(text);
});

it('knows where nodes are', () => {
  const yaml = parseYaml('a: 1\nb:\n  c: word\n');
  if (!yaml.document || !isMap(yaml.document.contents)) throw new Error('not read');
  const node = yaml.document.contents.getIn(['b', 'c'], true);
  expect(yaml.place(node)).toEqual({ line: 3, column: 6, endLine: 3, endColumn: 10 });
  expect(yaml.place(undefined)).toBeUndefined();
});
