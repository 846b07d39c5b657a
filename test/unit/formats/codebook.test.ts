import { describe, expect, it } from 'vitest';
import { BUILT_IN, type Codebook } from '../../../src/core/label.ts';
import { parseCodebook, TAKEN_KEYS } from '../../../src/formats/codebook.ts';

/** The codebook of the format's specification. */
const EXAMPLE = `newsmark: 1
version: "2026-11"                # optional, goes into exports
labels:
  claim:
    title: Claim
    key: c
    color: orange
    description: A checkable statement about the world.
    was: [assertion]              # read as the new name; rewritten only by Rename
    attributes:
      verdict: { values: [unverified, confirmed, disputed, "false"], default: unverified, key: v }
      credibility: { values: ["1", "2", "3", "4", "5", "6"] }       # NATO Admiralty, information
  source:
    key: s
    color: blue
    attributes:
      kind: { values: [person, organisation, document, media, social, anonymous] }
      reliability: { values: [A, B, C, D, E, F] }                   # NATO Admiralty, source
      entity: { type: string }                                      # the same source across articles
  quote:
    key: q
    color: green
    attributes:
      kind: { values: [direct, indirect, mixed] }
roles:
  source:   { title: said by, from: [quote, claim], to: [source] }
  supports: { title: supports, from: [quote, claim], to: [claim] }
  contradicts: { title: contradicts, from: [quote, claim], to: [claim] }
  same: { title: same claim as, from: [claim], to: [claim] }        # also across articles
checks:
  quote-without-source: warning
  claim-without-verdict: "off"
articles: ["**/*.txt", "**/*.news", "**/*.article"]
guidelines: docs/guidelines.md
`;

const read = (source: string): Codebook => {
  const { value } = parseCodebook(source);
  if (!value) throw new Error('not read');
  return value;
};

/** The problems of a codebook that begins with its version: `severity code line:column values`. */
const problems = (body: string): string[] =>
  parseCodebook(`newsmark: 1\n${body}`).problems.map(({ code, severity, place, values }) =>
    `${severity} ${code} ${place?.line}:${place?.column} ${values.join(', ')}`.trim(),
  );

describe('the codebook of the specification', () => {
  it('is the built-in one', () => {
    expect(parseCodebook(EXAMPLE).problems).toEqual([]);
    const { version, guidelines, labels, ...rest } = read(EXAMPLE);
    expect({ version, guidelines }).toEqual({ version: '2026-11', guidelines: 'docs/guidelines.md' });
    expect(labels[0]?.was).toEqual(['assertion']);
    const { labels: builtIn, ...others } = BUILT_IN;
    expect(rest).toEqual(others);
    // What the example leaves out, the built-in one says: earlier names and descriptions.
    const common = (all: Codebook['labels']) => all.map((label) => ({ ...label, was: [], description: undefined }));
    expect(common(labels)).toEqual(common(builtIn));
  });

  it('may begin with a byte order mark', () => {
    expect(parseCodebook(`\ufeff${EXAMPLE}`).value).toEqual(read(EXAMPLE));
  });
});

describe('what a codebook does not say', () => {
  it('is as it is built in', () => {
    expect(read('newsmark: 1\n')).toEqual({ ...BUILT_IN, version: undefined, guidelines: undefined });
    expect(read('newsmark: 1\nchecks: {claim-without-verdict: error}\n').checks).toEqual({
      'quote-without-source': 'warning',
      'claim-without-verdict': 'error',
    });
  });

  it('of a label is made up from its name', () => {
    expect(read('newsmark: 1\nlabels:\n  rumour:\n').labels).toEqual([
      { name: 'rumour', title: 'Rumour', colour: 'grey', was: [], attributes: [] },
    ]);
  });

  it('of a role is every label', () => {
    expect(read('newsmark: 1\nlabels: {a: , b: }\nroles: {r: }\n').roles).toEqual([
      { name: 'r', title: 'r', from: ['a', 'b'], to: ['a', 'b'] },
    ]);
  });
});

describe('a careless hand', () => {
  it('may leave off without quotes', () => {
    expect(read('newsmark: 1\nchecks: {quote-without-source: off}\n').checks['quote-without-source']).toBe('off');
    expect(read('newsmark: 1\nchecks: {quote-without-source: false}\n').checks['quote-without-source']).toBe('off');
  });

  it('may leave numbers and truth values without quotes', () => {
    const [label] = read('newsmark: 1\nlabels: {a: {key: 1, attributes: {x: {values: [1, no, false, 1.0]}}}}\n').labels;
    expect(label?.key).toBe('1');
    expect(label?.attributes[0]?.values).toEqual(['1', 'no', 'false', '1.0']);
  });

  it('may use its own colour, and names of any script', () => {
    expect(read('newsmark: 1\nlabels: {твердження: {color: "#7B3fb5"}}\n').labels[0]).toMatchObject({
      name: 'твердження',
      colour: '#7B3fb5',
    });
  });

  it('may give the same attribute of several labels the same key', () => {
    expect(problems('labels: {a: {attributes: {kind: {key: t}}}, b: {attributes: {kind: {key: t}}}}\n')).toEqual([]);
  });
});

describe('a mistake is told at its line', () => {
  it.each([
    ['labels: [a]\n', 'error wrong-type 2:9 labels, a list of keys and values'],
    ['labels:\n  a: text\n', 'error wrong-type 3:6 a, a list of keys and values'],
    ['labels:\n  a b: {}\n', 'error bad-name 3:8 a b'],
    ['labels:\n  a:\n    key: h\n', `error bad-key 4:10 h, ${TAKEN_KEYS.join(' ')}`],
    ['labels:\n  a:\n    key: ab\n', `error bad-key 4:10 ab, ${TAKEN_KEYS.join(' ')}`],
    ['labels:\n  a:\n    key: A\n', `error bad-key 4:10 A, ${TAKEN_KEYS.join(' ')}`],
    ['labels:\n  a: {key: c}\n  b: {key: c}\n', 'error duplicate-key 4:12 c, a, b'],
    ['labels:\n  a: {key: c, attributes: {d: {key: c}}}\n', 'error duplicate-key 3:37 c, a, d'],
    [
      'labels:\n  a: {color: pink}\n',
      'error bad-colour 3:14 pink, orange, blue, green, purple, red, yellow, cyan, grey',
    ],
    [
      'labels:\n  a: {color: "#12"}\n',
      'error bad-colour 3:14 #12, orange, blue, green, purple, red, yellow, cyan, grey',
    ],
    [
      'labels:\n  a: {color: "#ffee00"}\n',
      'warning faint-in-light 3:14 #ffee00, orange, blue, green, purple, red, yellow, cyan, grey',
    ],
    [
      'labels:\n  a: {color: "#000080"}\n',
      'warning faint-in-dark 3:14 #000080, orange, blue, green, purple, red, yellow, cyan, grey',
    ],
    ['labels:\n  a: {was: b}\n', 'error wrong-type 3:12 was, a list of texts'],
    ['labels:\n  a: {was: [[b]]}\n', 'error wrong-type 3:12 was, a list of texts'],
    ['labels:\n  a: {title: [b]}\n', 'error wrong-type 3:14 title, text'],
    ['labels:\n  a: {attributes: {x: {values: y}}}\n', 'error wrong-type 3:32 values, a list of texts'],
    ['labels:\n  a: {attributes: {x: {values: [y], default: z}}}\n', 'error unknown-value 3:46 x, z'],
    ['roles: text\n', 'error wrong-type 2:8 roles, a list of keys and values'],
    ['roles:\n  r: {from: [claim], to: [nobody]}\n', 'warning unknown-label 3:26 nobody'],
    ['checks: [a]\n', 'error wrong-type 2:9 checks, a list of keys and values'],
    ['checks:\n  no-such-check: error\n', 'warning unknown-check 3:18 no-such-check'],
    [
      'checks:\n  quote-without-source: loud\n',
      'error wrong-type 3:25 quote-without-source, error, warning, information or "off"',
    ],
    ['articles: "*.txt"\n', 'error wrong-type 2:11 articles, a list of texts'],
    ['articles:\n  - "*.txt"\n  - "(a+)+"\n', 'error bad-glob 4:5 (a+)+'],
    ['guidelines: ../secret.md\n', 'error outside-project 2:13 ../secret.md'],
    ['guidelines: /etc/passwd\n', 'error outside-project 2:13 /etc/passwd'],
    ['guidelines: https://example.org\n', 'error outside-project 2:13 https://example.org'],
    ['labels: {}\nlabels: {}\n', 'error yaml-syntax 3:1 Map keys must be unique.'],
  ])('%j', (body, problem) => {
    expect(problems(body)).toEqual([problem]);
    const isError = problem.startsWith('error');
    expect(parseCodebook(`newsmark: 1\n${body}`).value === undefined).toBe(isError);
  });

  it.each([
    ['', 'not-a-mapping'],
    ['- a\n', 'not-a-mapping'],
    ['labels: {}\n', 'no-version'],
    ['newsmark: 2\n', 'newer-version'],
  ])('%j is no codebook', (source, code) => {
    const { value, problems: found } = parseCodebook(source);
    expect(value).toBeUndefined();
    expect(found.map((problem) => problem.code)).toEqual([code]);
  });

  it('and all of several are told', () => {
    expect(problems('labels:\n  a: {color: pink, key: h}\nguidelines: /x\n')).toHaveLength(3);
  });
});

it('survives an alias bomb', () => {
  const levels = Array.from({ length: 30 }, (_, i) => `x${i + 1}: &l${i + 1} [*l${i}, *l${i}]\n`).join('');
  expect(read(`newsmark: 1\nx0: &l0 x\n${levels}`).labels).toEqual(BUILT_IN.labels);
});
