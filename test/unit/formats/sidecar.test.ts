import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/core/problem.ts';
import { isInside, parse, print, type Sidecar } from '../../../src/formats/sidecar.ts';

/** The example of the format's specification: every key of an annotation but a few. */
const EXAMPLE = `newsmark: 1
article:
  file: kharkiv.txt
  sha256: d429023c
  length: 4741
  title: The retreat
annotations:
  - id: g3v9kq2x
    label: quote
    target:
      - exact: A hasty retreat will inevitably lead to heavy losses by the retreating troops
        prefix: "firmed the retreat from Izyum.\\n“"
        start: 3441
        end: 3518
        suffix: " in equipment and munitions and "
    attributes:
      kind: direct
    note: Telegram post, check the original
    links:
      - role: source
        to: p8m2hx0r
    review:
      state: accepted
      by: ben
      at: "2026-11-22T09:00:00Z"
    modified: "2026-11-21T21:06:12Z"
    by: ana
    created: "2026-11-21T21:05:00Z"
`;

const VALUE: Sidecar = {
  article: { file: 'kharkiv.txt', sha256: 'd429023c', length: 4741, title: 'The retreat' },
  annotations: [
    {
      id: 'g3v9kq2x',
      label: 'quote',
      target: [
        {
          exact: 'A hasty retreat will inevitably lead to heavy losses by the retreating troops',
          prefix: 'firmed the retreat from Izyum.\n“',
          start: 3441,
          end: 3518,
          suffix: ' in equipment and munitions and ',
        },
      ],
      attributes: { kind: 'direct' },
      note: 'Telegram post, check the original',
      links: [{ role: 'source', to: 'p8m2hx0r' }],
      review: { state: 'accepted', by: 'ben', at: '2026-11-22T09:00:00Z' },
      modified: '2026-11-21T21:06:12Z',
      by: 'ana',
      created: '2026-11-21T21:05:00Z',
    },
  ],
};

/** An item of `annotations`, as short as one can be, with more lines of its own. */
const item = (id: string, ...more: string[]): string =>
  [
    `  - id: ${id}`,
    '    label: claim',
    '    target: [{exact: x, start: 0, end: 1}]',
    ...more.map((line) => `    ${line}`),
    '',
  ].join('\n');

const file = (...items: string[]): string => `newsmark: 1\nannotations:\n${items.join('')}`;

const show = ({ code, severity, values, place }: Problem): string =>
  `${severity} ${code} ${place?.line}:${place?.column} ${values.join(', ')}`.trim();

const problems = (source: string): string[] => parse(source).problems.map(show);

const ids = (source: string): string | undefined =>
  parse(source)
    .value?.annotations.map(({ id }) => id)
    .join(' ');

describe('a canonical file', () => {
  it('is read, and printed the same', () => {
    expect(parse(EXAMPLE)).toMatchObject({ value: VALUE, problems: [] });
    expect(parse(EXAMPLE).value).toEqual(VALUE);
    expect(print(VALUE)).toBe(EXAMPLE);
  });

  it('may have everything', () => {
    const everything = `newsmark: 1
article:
  file: a.txt
  sha256: "00"
  length: 9
  title: "Who said: what?"
  url: https://example.org/a?b=c#d
  publisher: P
  author: A
  published: "2026-11-21"
  language: uk
  encoding: windows-1251
  x-desk: [a]
annotator: Ana
annotations:
  - id: a
    label: claim
    target:
      - exact: one
        start: 0
        end: 3
        suffix: " two "
        state: changed
        x-a: 1
      - exact: three
        start: 8
        end: 13
    attributes:
      "no":
        - a
        - "6"
    note: |-
      First line,
      second line
    links:
      - role: same
        to: b/c.txt#d
        x-b: null
    review:
      state: accepted
      x-c: {}
    suggestedBy: rules
    modified: "2026-11-21T21:06:12Z"
    modifiedBy: ben
    by: ana
    created: "2026-11-21T21:05:00Z"
    conflict:
      - field:
          - attributes
          - verdict
        theirs: disputed
      - field: annotation
        deleted: theirs
    x-d: []
conflict: []
x-e:
  deep:
    - 1.5
    - true
`.replace('  x-desk: [a]\n', '  x-desk:\n    - a\n');
    const { value, problems: found } = parse(everything);
    expect(found).toEqual([]);
    expect(value && print(value)).toBe(everything);
  });

  it.each(['samples/kharkiv.txt.newsmark.yaml'])('%s is read, and printed the same but for its comments', (path) => {
    const source = readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
    const { value, problems: found } = parse(source);
    expect(found).toEqual([]);
    const lines = source.split('\n').filter((line) => !/^ *#/.test(line));
    expect(value && print(value)).toBe(lines.join('\n'));
  });
});

describe('a file without annotations', () => {
  it.each([
    ['empty', ''],
    ['blank', '\n \n'],
    ['of comments only', '# one\n# two\n'],
    ['of a byte order mark', '\ufeff'],
    ['of null', '~\n'],
    ['with a version only', 'newsmark: 1\n'],
    ['with no value', 'newsmark: 1\nannotations:\n'],
    ['with an empty list', 'newsmark: 1\nannotations: []\narticle:\n'],
  ])('may be %s', (_what, source) => {
    expect(parse(source, 'a.txt')).toEqual({
      value: { article: { file: 'a.txt' }, annotations: [] },
      problems: [],
      places: new Map(),
    });
  });
});

it('tells of conflicts under the article and at the root; annotations have theirs looked at with them', () => {
  const source =
    'newsmark: 1\narticle:\n  conflict:\n    - field: title\n      theirs: x\nconflict:\n  - field: x-a\n    theirs: 1\n';
  expect(problems(source).map((each) => each.split(' ').slice(0, 3).join(' '))).toEqual([
    'warning conflict-field-ours 7:5',
    'warning conflict-field-ours 4:7',
  ]);
  expect(problems('newsmark: 1\nconflict: []\n')).toEqual([]);
});

describe('a file that is not written', () => {
  it.each([
    ['without a version', 'article:\n  file: a\n', 'error no-version 1:1'],
    ['whose version is text', 'x: 1\nnewsmark: "1"\n', 'error no-version 2:11'],
    ['whose version is no whole number', 'newsmark: 1.5\n', 'error no-version 1:11'],
    ['whose version is nought', 'newsmark: 0\n', 'error no-version 1:11'],
    ['whose version has no value', 'newsmark:\n', 'error no-version 1:10'],
    ['that is newer', '# c\nnewsmark: 2\nannotations: 7\n', 'error newer-version 2:11 2'],
    ['that is a list', '- a\n', 'error not-a-mapping 1:1'],
    ['that is text', 'Hello\n', 'error not-a-mapping 1:1'],
    [
      'with a key twice',
      'newsmark: 1\nannotations: []\nannotations: []\n',
      'error yaml-syntax 3:1 Map keys must be unique.',
    ],
    [
      'with a key of an annotation twice',
      file(item('a', 'label: quote')),
      'error yaml-syntax 6:5 Map keys must be unique.',
    ],
    [
      'with an alias of nothing',
      'newsmark: 1\nx: *y\n',
      'error yaml-syntax 2:4 There is no anchor "y" before this alias.',
    ],
  ])('is one %s', (_what, source, problem) => {
    expect(problems(source)).toEqual([problem]);
    expect(parse(source).value).toBeUndefined();
  });

  it('is one with the marks of git', () => {
    const source = `${file(item('a'))}<<<<<<< HEAD\n${item('b')}=======\n${item('c')}>>>>>>> theirs\n`;
    for (const each of [source, `\ufeff${source.replaceAll('\n', '\r\n')}`]) {
      expect(parse(each).value).toBeUndefined();
      expect(problems(each)).toEqual(['error conflict-markers 6:1']);
    }
  });
});

describe('what cannot be read', () => {
  it.each([
    ['an annotation that is none', '  - 7\n', 'error wrong-type 7:5 annotations, a list of annotations'],
    ['one without an id', '  - label: claim\n', 'error missing-key 7:5 id'],
    ['one without a label', '  - id: b\n', 'error missing-key 7:5 label'],
    ['one with a bad id', '  - id: "b b"\n    label: claim\n', 'error bad-id 7:9 b b'],
    ['one without a target', '  - id: b\n    label: claim\n', 'error bad-target 7:5'],
    ['one with an empty target', '  - id: b\n    label: claim\n    target: []\n', 'error bad-target 9:13'],
    [
      'one whose target lacks its place',
      '  - id: b\n    label: x\n    target:\n      - exact: x\n',
      'error bad-target 10:7',
    ],
    ['one of no length', item('b').replace('end: 1', 'end: 0'), 'error bad-target 9:13'],
    ['one with a place that is no number', item('b').replace('end: 1', 'end: "1"'), 'error bad-target 9:13'],
    ['one with a negative place', item('b').replace('start: 0', 'start: -1'), 'error bad-target 9:13'],
    [
      'one whose fragments overlap',
      item('b').replace('}]', '}, {exact: y, start: 0, end: 2}]'),
      'error bad-order 9:13',
    ],
    ['one with an id that stands twice', item('a', 'note: second'), 'error duplicate-id 7:9 a'],
  ])('%s is told and left alone; the others are read', (_what, second, problem) => {
    const source = file(item('a'), '\n', '# c\n', second, item('z')).replace('\n\n', '\n');
    expect(problems(source)).toEqual([problem]);
    expect(ids(source)).toBe('a z');
  });

  it.each([
    ['attributes', 'attributes: [a]', 'error wrong-type 6:17 attributes, a list of keys and values'],
    ['an attribute', 'attributes: {verdict: {a: 1}}', 'error wrong-type 6:27 verdict, text or a list of texts'],
    ['a note', 'note: [a]', 'error wrong-type 6:11 note, text'],
    ['links', 'links: a', 'error wrong-type 6:12 links, a list'],
    ['a link without a role', 'links: [{to: b}]', 'error missing-key 6:13 role'],
    ['a link to nothing', 'links: [{role: source}]', 'error missing-key 6:13 to'],
    ['a review', 'review: accepted', 'error wrong-type 6:13 review, a list of keys and values with "state"'],
    [
      'a review without a state',
      'review: {by: ben}',
      'error wrong-type 6:13 review, a list of keys and values with "state"',
    ],
    [
      'a path out of the project',
      'links: [{role: same, to: ../../etc/a.txt#x}]',
      'error outside-project 6:30 ../../etc/a.txt#x',
    ],
    ['a path from the root', 'links: [{role: same, to: /etc/a.txt#x}]', 'error outside-project 6:30 /etc/a.txt#x'],
  ])('%s is told; the rest of the annotation is read', (_what, line, problem) => {
    const source = file(item('a', line, 'by: ana'), item('b'));
    expect(problems(source)).toEqual([problem]);
    expect(ids(source)).toBe('a b');
    expect(parse(source).value?.annotations[0]).toMatchObject({ by: 'ana', label: 'claim' });
  });

  it.each([
    ['article: text', 'error wrong-type 2:10 article, a list of keys and values'],
    ['article: {title: [a]}', 'error wrong-type 2:18 title, text'],
    ['annotator: {a: 1}', 'error wrong-type 2:12 annotator, text'],
    ['annotations: text', 'error wrong-type 2:14 annotations, a list'],
  ])('%s is told', (line, problem) => {
    expect(problems(`newsmark: 1\n${line}\n`)).toEqual([problem]);
    expect(parse(`newsmark: 1\n${line}\n`).value).toBeDefined();
  });

  it('leaves a link that leads out of the project in its place', () => {
    const source = file(item('a', 'links: [{role: same, to: ../x.txt#y}]'));
    expect(parse(source).value?.annotations[0]?.links).toEqual([{ role: 'same', to: '../x.txt#y' }]);
  });

  it('is the second of two with one id, also when the first cannot be read', () => {
    const source = file(item('a').replace('exact: x', 'exact: [x]'), item('a'));
    expect(parse(source).value?.annotations).toEqual([]);
    expect(problems(source).map((each) => each.split(' ')[1])).toEqual(['wrong-type', 'bad-target', 'duplicate-id']);
  });
});

describe('unknown keys', () => {
  it('are kept at every level, whatever they are called', () => {
    const source = `newsmark: 1
article: {file: a, x-1: [1, {two: no}], __proto__: 2}
annotations:
${item('a', 'x-3: ~', '__proto__: {a: b}', 'constructor: c', 'links: [{role: r, to: t, x-4: 4}]', 'review: {state: s, x-5: 5}', 'attributes: {__proto__: p}').replace('end: 1', 'end: 1, x-6: 6')}x-7: 7
`;
    const { value } = parse(source);
    const [one] = value?.annotations ?? [];
    const entries = (object: object | undefined) => Object.entries(object ?? {});
    expect(entries(value?.article.extra)).toEqual([
      ['x-1', [1, { two: 'no' }]],
      ['__proto__', 2],
    ]);
    expect(entries(one?.extra)).toEqual([
      ['x-3', null],
      ['__proto__', { a: 'b' }],
      ['constructor', 'c'],
    ]);
    expect(entries(one?.links[0]?.extra)).toEqual([['x-4', 4]]);
    expect(entries(one?.review?.extra)).toEqual([['x-5', 5]]);
    expect(entries(one?.target[0]?.extra)).toEqual([['x-6', 6]]);
    expect(entries(one?.attributes)).toEqual([['__proto__', 'p']]);
    expect(entries(value?.extra)).toEqual([['x-7', 7]]);
    expect(value && parse(print(value)).value).toEqual(value);
  });
});

describe('a careless hand', () => {
  it('may leave text without quotes', () => {
    const source = file(
      item('123', 'note: 1.0', 'created: 2026-11-21', 'attributes: {verdict: false, credibility: 6, list: [1, no]}'),
    );
    expect(problems(source)).toEqual(['warning unquoted-time 7:14 created']);
    expect(parse(source).value?.annotations[0]).toMatchObject({
      id: '123',
      note: '1.0',
      created: '2026-11-21',
      attributes: { verdict: 'false', credibility: '6', list: ['1', 'no'] },
    });
  });

  it('may leave values out', () => {
    const source = file(item('a', 'note:', 'links:', 'attributes: {verdict: }', 'review:', 'by:'));
    expect(problems(source)).toEqual([]);
    expect(parse(source).value?.annotations[0]).toMatchObject({ id: 'a', attributes: {}, links: [] });
    expect(parse(file(item('a', 'note: ""'))).value?.annotations[0]).not.toHaveProperty('note');
  });

  it('may use anchors', () => {
    const source = `newsmark: 1
x-who: &ana ana
x-target: &t [{exact: x, start: 0, end: 1}]
x-kinds: &k direct
annotations:
  - {id: a, label: &l claim, target: *t, by: *ana, attributes: {kind: [*k, b]}}
  - {id: b, label: *l, target: *t, by: *ana}
`;
    expect(problems(source)).toEqual([]);
    expect(parse(source).value?.annotations).toMatchObject([
      { id: 'a', label: 'claim', by: 'ana', attributes: { kind: ['direct', 'b'] } },
      { id: 'b', label: 'claim', by: 'ana' },
    ]);
  });
});

it('knows where each annotation stands', () => {
  const source = file(item('a'), '# c\n', item('b'));
  expect([...parse(source).places].map(([id, { line, column }]) => `${id} ${line}:${column}`)).toEqual([
    'a 3:5',
    'b 7:5',
  ]);
});

it('begins with a byte order mark or not', () => {
  expect(parse(`\ufeff${EXAMPLE}`).value).toEqual(VALUE);
  expect(parse(EXAMPLE.replaceAll('\n', '\r\n')).value).toEqual(VALUE);
});

describe('a hostile file', () => {
  it.each([
    ['of an unknown key', (bomb: string) => `x: ${bomb}\n`],
    ['of an attribute', (bomb: string) => file(item('a', `attributes: {a: ${bomb}}`)).replace('newsmark: 1\n', '')],
    ['of a conflict', (bomb: string) => file(item('a', `conflict: ${bomb}`)).replace('newsmark: 1\n', '')],
  ])('is an alias bomb %s', (_where, use) => {
    const levels = Array.from({ length: 40 }, (_, i) => `l${i + 1}: &l${i + 1} [*l${i}, *l${i}, *l${i}, *l${i}]\n`);
    const source = `newsmark: 1\nl0: &l0 x\n${levels.join('')}${use('*l40')}`;
    expect(problems(source).at(-1)).toMatch(/^error yaml-syntax \d+:\d+ Its aliases stand for too many values\.$/);
    expect(parse(source).value).toBeUndefined();
  });

  it.each([
    ['targets', 'target: *big'],
    ['attributes', 'target: [{exact: x, start: 0, end: 1}]\n    attributes: *map'],
    ['links', 'target: [{exact: x, start: 0, end: 1}]\n    links: *links'],
  ])('has the same %s many times', (_what, line) => {
    const many = Array.from({ length: 1000 }, (_, i) => i);
    const big = `x-t: &big [${many.map((i) => `{exact: x, start: ${i}, end: ${i + 1}}`).join(', ')}]`;
    const map = `x-m: &map {${many.map((i) => `k${i}: v`).join(', ')}}`;
    const links = `x-l: &links [${many.map((i) => `{role: r, to: t${i}}`).join(', ')}]`;
    const items = many.map((i) => `  - id: a${i}\n    label: claim\n    ${line}\n`);
    const source = `newsmark: 1\n${big}\n${map}\n${links}\nannotations:\n${items.join('')}`;
    expect(problems(source).at(-1)).toMatch(/Its aliases stand for too many values\.$/);
  });

  it('goes round in circles', () => {
    expect(problems('newsmark: 1\nx: &x [*x]\n')).toEqual([
      'error yaml-syntax 2:7 Its aliases stand for too many values.',
    ]);
    expect(problems('newsmark: 1\nannotations: &x [*x]\n')).toEqual([
      'error wrong-type 2:17 annotations, a list of annotations',
    ]);
  });

  it('is deep', () => {
    expect(problems(`newsmark: 1\nx: ${'['.repeat(1_000_000)}`)[0]).toMatch(/^error too-deep 2:\d+$/);
  });

  it('is long', () => {
    const items = Array.from({ length: 2000 }, (_, i) => item(`a${i}`));
    expect(parse(file(...items)).value?.annotations).toHaveLength(2000);
  });
});

describe('a fragment that was lost', () => {
  const text = (state: string) => `newsmark: 1
annotations:
  - id: a1
    label: quote
    target:
      - exact: No
        start: 40
        end: 42
${state}      - exact: not now
        start: 3
        end: 10
`;

  it('may have its old place behind those that are there', () => {
    expect(parse(text('        state: lost\n')).problems).toEqual([]);
    expect(parse(text('')).problems.map(({ code }) => code)).toEqual(['bad-order']);
  });
});

describe('isInside', () => {
  it.each(['a.txt', 'a/b.txt', 'a..b/c', '..a', 'a/#b'])('takes %s', (path) => {
    expect(isInside(path)).toBe(true);
  });
  it.each(['../a', 'a/../../b', '/a', '\\a', 'a\\..\\b', 'c:\\a', 'file:///a', 'https://a'])('refuses %s', (path) => {
    expect(isInside(path)).toBe(false);
  });
});
