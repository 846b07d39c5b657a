import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

function schema(path: string) {
  // Strict: a keyword with a typing error is found. `patternErrorMessage` is the YAML editors' own.
  const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
  ajv.addKeyword({ keyword: 'patternErrorMessage', schemaType: 'string' });
  const validate = ajv.compile(JSON.parse(read(path)));
  /** Where a YAML text breaks the schema: `path: keyword` each, a missing or superfluous key named behind. */
  return (text: string): string[] => {
    validate(parse(text));
    return [...new Set((validate.errors ?? []).map(place))];
  };
}

function place({ instancePath, keyword, params, propertyName }: ErrorObject): string {
  const key = params.missingProperty ?? params.additionalProperty ?? params.propertyName ?? propertyName;
  return `${instancePath}: ${keyword}${key === undefined ? '' : ` ${key}`}`;
}

const sidecar = schema('schemas/sidecar.schema.json');
const codebook = schema('schemas/codebook.schema.json');

const SIDECAR = `newsmark: 1
article:
  file: kharkiv.txt
  sha256: d429023c003370f9538100f4722ef1bdc451d1a38cc924237bf764d55696dbba
  length: 4741
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

describe('the sidecar’s schema', () => {
  it('accepts the sample and the example of the specification', () => {
    expect(sidecar(read('samples/kharkiv.txt.newsmark.yaml'))).toEqual([]);
    expect(sidecar(SIDECAR)).toEqual([]);
  });

  it.each([
    ['nothing marked yet', 'newsmark: 1\nannotations:\n'],
    ['nothing at all', 'newsmark: 1\n'],
    [
      'the user’s own keys, anywhere',
      SIDECAR.replace('    note:', '    x-mine: { a: 1 }\n    confidence: 3\n    note:').replace(
        'article:',
        'x-team: a\narticle:\n  x-desk: b',
      ),
    ],
    ['an id of another tool', SIDECAR.replace('id: g3v9kq2x', 'id: T1.a_b-C')],
    ['a list of values', SIDECAR.replace('kind: direct', 'kind: [direct, mixed]')],
    ['a link into another article', SIDECAR.replace('to: p8m2hx0r', 'to: "2026/b c#d.txt#p8m2hx0r"')],
    ['a link into a file that begins with dots', SIDECAR.replace('to: p8m2hx0r', 'to: ..a/...txt#p8m2hx0r')],
    ['a lost place', SIDECAR.replace('    attributes:', '        state: lost\n    attributes:')],
    ['an encoding', SIDECAR.replace('annotations:', '  encoding: windows-1251\nannotations:')],
    ['a date', SIDECAR.replace('annotations:', '  published: "2026-11-21"\nannotations:')],
    [
      'a time with its offset',
      SIDECAR.replace('annotations:', '  published: "2026-11-21T21:05:00+02:00"\nannotations:'),
    ],
    ['32 emoji of context', SIDECAR.replace('" in equipment and munitions and "', `"${'😀'.repeat(32)}"`)],
    [
      'what a merge left undecided',
      `${SIDECAR}    conflict:\n      - field: [attributes, verdict]\n        theirs: disputed\n      - field: annotation\n        deleted: theirs\nconflict:\n  - field: x-team\n`,
    ],
  ])('accepts %s', (_, text) => expect(sidecar(text)).toEqual([]));

  it.each([
    ['no format', 'newsmark: 1', 'x-format: 1', ': required newsmark'],
    ['a newer format', 'newsmark: 1', 'newsmark: 2', '/newsmark: const'],
    ['a format in words', 'newsmark: 1', 'newsmark: one', '/newsmark: type'],
    ['a path as the file', 'file: kharkiv.txt', 'file: ../kharkiv.txt', '/article/file: pattern'],
    ['a short sum', 'sha256: d429', 'sha256: D4', '/article/sha256: pattern'],
    ['a negative length', 'length: 4741', 'length: -1', '/article/length: minimum'],
    ['an unknown encoding', 'length: 4741', 'length: 4741\n  encoding: cp437', '/article/encoding: enum'],
    ['a date in words', 'length: 4741', 'length: 4741\n  published: yesterday', '/article/published: pattern'],
    ['annotations by name', 'annotations:\n  - id', 'annotations:\n    id', '/annotations: type'],
    ['an id of digits', 'id: g3v9kq2x', 'id: 12345678', '/annotations/0/id: type'],
    ['an id with a space', 'id: g3v9kq2x', 'id: g3v 9kq2', '/annotations/0/id: pattern'],
    ['no id', '- id: g3v9kq2x', '- x-id: g3v9kq2x', '/annotations/0: required id'],
    ['no label', 'label: quote', 'labels: quote', '/annotations/0: required label'],
    ['no words', 'exact: A', 'exakt: A', '/annotations/0/target/0: required exact'],
    [
      'words with a space at the end',
      'exact: A hasty',
      'exact: "A "\n        x-rest: A hasty',
      '/annotations/0/target/0/exact: pattern',
    ],
    [
      'words that begin with a no-break space',
      'exact: A hasty',
      'exact: "\\_A"\n        x-rest: A hasty',
      '/annotations/0/target/0/exact: pattern',
    ],
    ['an offset in words', 'start: 3441', 'start: here', '/annotations/0/target/0/start: type'],
    ['half an offset', 'start: 3441', 'start: 0.5', '/annotations/0/target/0/start: type'],
    ['an empty place', 'end: 3518', 'end: 0', '/annotations/0/target/0/end: minimum'],
    [
      'too much context',
      '" in equipment and munitions and "',
      `"${'é'.repeat(33)}"`,
      '/annotations/0/target/0/suffix: maxLength',
    ],
    ['an unknown state', 'end: 3518', 'end: 3518\n        state: gone', '/annotations/0/target/0/state: enum'],
    ['an attribute that is a number', 'kind: direct', 'kind: 3', '/annotations/0/attributes/kind: anyOf'],
    ['a note that is a list', 'note: Telegram post, check the original', 'note: [a]', '/annotations/0/note: type'],
    ['a link without a role', 'role: source', 'x-role: source', '/annotations/0/links/0: required role'],
    ['a link without an id', 'to: p8m2hx0r', 'to: a/other.txt', '/annotations/0/links/0/to: pattern'],
    ['a link out of the project', 'to: p8m2hx0r', 'to: a/../../b.txt#p8m2hx0r', '/annotations/0/links/0/to: pattern'],
    ['a link from the root of the disk', 'to: p8m2hx0r', 'to: /a.txt#p8m2hx0r', '/annotations/0/links/0/to: pattern'],
    ['a link to a drive', 'to: p8m2hx0r', 'to: c:/a.txt#p8m2hx0r', '/annotations/0/links/0/to: pattern'],
    ['a link with backslashes', 'to: p8m2hx0r', 'to: a\\b.txt#p8m2hx0r', '/annotations/0/links/0/to: pattern'],
    ['an unknown review', 'state: accepted', 'state: fine', '/annotations/0/review/state: enum'],
    ['a review without a state', 'state: accepted', 'x-state: accepted', '/annotations/0/review: required state'],
    ['a local time', '"2026-11-22T09:00:00Z"', '"2026-11-22T09:00:00+02:00"', '/annotations/0/review/at: pattern'],
    [
      'a time with fractions',
      '"2026-11-21T21:05:00Z"',
      '"2026-11-21T21:05:00.123Z"',
      '/annotations/0/created: pattern',
    ],
    [
      'a conflict without a field',
      '    by: ana',
      '    by: ana\n    conflict:\n      - theirs: x',
      '/annotations/0/conflict/0: required field',
    ],
    ['a conflict that is no list', '    by: ana', '    by: ana\n    conflict: theirs', '/annotations/0/conflict: type'],
  ])('tells %s', (_, good, bad, where) => {
    expect(SIDECAR).toContain(good);
    expect(sidecar(SIDECAR.replace(good, bad))).toContain(where);
  });

  it('wants at least one piece of text', () => {
    expect(sidecar('newsmark: 1\nannotations:\n  - { id: a1, label: claim, target: [] }\n')).toEqual([
      '/annotations/0/target: minItems',
    ]);
  });
});

const CODEBOOK = `newsmark: 1
version: "2026-11"
labels:
  claim:
    title: Claim
    key: c
    color: orange
    description: A checkable statement about the world.
    was: [assertion]
    attributes:
      verdict: { values: [unverified, confirmed, disputed, "false"], default: unverified, key: v }
      credibility: { values: ["1", "2", "3", "4", "5", "6"] }
  source:
    key: s
    color: blue
    attributes:
      kind: { values: [person, organisation, document, media, social, anonymous] }
      reliability: { values: [A, B, C, D, E, F] }
      entity: { type: string }
  quote:
    key: q
    color: green
    attributes:
      kind: { values: [direct, indirect, mixed] }
roles:
  source:   { title: said by, from: [quote, claim], to: [source] }
  supports: { title: supports, from: [quote, claim], to: [claim] }
  contradicts: { title: contradicts, from: [quote, claim], to: [claim] }
  same: { title: same claim as, from: [claim], to: [claim] }
checks:
  quote-without-source: warning
  claim-without-verdict: "off"
articles: ["**/*.txt", "**/*.news", "**/*.article"]
guidelines: docs/guidelines.md
`;

describe('the codebook’s schema', () => {
  it('accepts the sample and the example of the specification', () => {
    expect(codebook(read('samples/newsmark.yaml'))).toEqual([]);
    expect(codebook(CODEBOOK)).toEqual([]);
  });

  it.each([
    ['a colour of the user’s own', CODEBOOK.replace('color: orange', 'color: "#A0b1C2"')],
    ['a digit as a key', CODEBOOK.replace('key: c', 'key: "1"')],
    ['a label in another script', CODEBOOK.replace('  quote:', '  цитата:\n    key: z\n  quote:')],
    [
      'the user’s own keys',
      CODEBOOK.replace('checks:', 'x-a: 1\nchecks:\n  x-b: 1').replace('key: c', 'x-c: 1\n    key: c'),
    ],
    ['a check that shouts', CODEBOOK.replace('"off"', 'error')],
    ['only a format', 'newsmark: 1\n'],
    ['names alone', 'newsmark: 1\nlabels:\n  claim:\n  source:\n    attributes:\n      entity:\nroles:\n  source:\n'],
  ])('accepts %s', (_, text) => expect(codebook(text)).toEqual([]));

  it.each([
    ['no format', 'newsmark: 1', 'x-newsmark: 1', ': required newsmark'],
    ['a version that is a number', '"2026-11"', '2026', '/version: type'],
    ['an unknown colour', 'color: orange', 'color: pink', '/labels/claim/color: anyOf'],
    ['a short colour', 'color: orange', 'color: "#fff"', '/labels/claim/color: anyOf'],
    ['a title that is a list', 'title: Claim', 'title: [Claim]', '/labels/claim/title: type'],
    ['a key of two letters', 'key: c', 'key: cl', '/labels/claim/key: pattern'],
    ['a capital as a key', 'key: c', 'key: C', '/labels/claim/key: pattern'],
    ['a digit without quotation marks', 'key: c', 'key: 1', '/labels/claim/key: type'],
    ['an attribute with a bad key', 'key: v', 'key: x', '/labels/claim/attributes/verdict/key: pattern'],
    [
      'numbers as values',
      '["1", "2", "3", "4", "5", "6"]',
      '[1, 2]',
      '/labels/claim/attributes/credibility/values/0: type',
    ],
    [
      'the same value twice',
      '[A, B, C, D, E, F]',
      '[A, A]',
      '/labels/source/attributes/reliability/values: uniqueItems',
    ],
    ['an unknown type', 'type: string', 'type: number', '/labels/source/attributes/entity/type: enum'],
    ['an earlier name that is no list', 'was: [assertion]', 'was: assertion', '/labels/claim/was: type'],
    ['a name with a space', '  source:\n', '  my source:\n', '/labels: propertyNames my source'],
    [
      'a role that starts at one label, not in a list',
      'as, from: [claim]',
      'as, from: claim',
      '/roles/same/from: type',
    ],
    [
      'an unknown check',
      'quote-without-source: warning',
      'quote-without-claim: warning',
      '/checks: additionalProperties quote-without-claim',
    ],
    [
      'a check at an unknown level',
      'quote-without-source: warning',
      'quote-without-source: loud',
      '/checks/quote-without-source: enum',
    ],
    [
      'articles that are no list',
      'articles: ["**/*.txt", "**/*.news", "**/*.article"]',
      'articles: "*.txt"',
      '/articles: type',
    ],
    ['guidelines outside the project', 'guidelines: docs/', 'guidelines: ../docs/', '/guidelines: pattern'],
  ])('tells %s', (_, good, bad, where) => {
    expect(CODEBOOK).toContain(good);
    expect(codebook(CODEBOOK.replace(good, bad))).toContain(where);
  });

  it('takes every letter but those of tagging mode', () => {
    const taken = [...'abcdefghijklmnopqrstuvwxyz0123456789'].filter(
      (key) => codebook(CODEBOOK.replace('key: c', `key: "${key}"`)).length > 0,
    );
    expect(taken.join('')).toBe('ehjklnprux');
  });
});

describe('the manifest', () => {
  it('gives YAML editors the schemas', () => {
    const { contributes } = JSON.parse(read('package.json'));
    expect(contributes.yamlValidation).toEqual([
      { fileMatch: '*.newsmark.yaml', url: './schemas/sidecar.schema.json' },
      { fileMatch: 'newsmark.yaml', url: './schemas/codebook.schema.json' },
    ]);
  });
});
