import { describe, expect, it } from 'vitest';
import type { Annotation } from '../../../src/core/annotation.ts';
import { parse, type Sidecar } from '../../../src/formats/sidecar.ts';
import { type Removed, splice, spliceWhole } from '../../../src/formats/splice.ts';
import { parseYaml } from '../../../src/formats/yaml.ts';

type Wish = (annotation: Annotation) => Annotation;

const read = (source: string): Sidecar => {
  const { value } = parse(source, 'a.txt');
  if (!value) throw new Error('not read');
  return value;
};

/** The file after one annotation became what is wished. */
function changed(source: string, id: string, wish: Wish): string | undefined {
  const value = read(source);
  const annotations = value.annotations.map((each) => (each.id === id ? wish(each) : each));
  return splice(source, { ...value, annotations }).text;
}

function without(source: string, ids: readonly string[], removed?: Removed): string | undefined {
  const value = read(source);
  const annotations = value.annotations.filter(({ id }) => !ids.includes(id));
  return splice(source, { ...value, annotations }, removed).text;
}

/** The file after the removed annotations came back to where they were. */
const thereAndBack = (source: string, ...ids: string[]): string | undefined => {
  const removed: Removed = new Map();
  return splice(without(source, ids, removed) ?? '', read(source), removed).text;
};

const added = (source: string, at: number, annotation: Annotation, removed?: Removed): string | undefined => {
  const value = read(source);
  return splice(source, { ...value, annotations: value.annotations.toSpliced(at, 0, annotation) }, removed).text;
};

const fresh: Annotation = {
  id: 'new1',
  label: 'claim',
  target: [{ exact: 'new', prefix: '', suffix: '', start: 5, end: 8 }],
  attributes: {},
  links: [],
};

const FRESH = `  - id: new1
    label: claim
    target:
      - exact: new
        start: 5
        end: 8
`;

/** Two annotations as somebody wrote them, with all sorts of liberties. */
const HAND = `# Kharkiv, second reading

"newsmark":  1
article: {file: a.txt, title: 'It''s'}   # from the wire
x-desk: [ a,b ]

annotations:   # in text order
  # about a
  -   label: 'claim'  # really?
      id: a
      target:
      -   end: 3
          start: 0   # the start
          exact: "one"
      x-page: 0x10
      # about the note
      note: >-
        folded
        text

  - {id: b, label: quote, target: [{exact: two, start: 4, end: 7}], by: ben}  # in one line

  # the last one
  - id: c
    label: source
    target:
      - exact: three
        start: 8
        end: 13
    attributes:
        kind: person
        # how sure?
        reliability: F
    links:
    - {role: same, to: a}
    - role: source   # and this
      to: b
    created: "2026-11-21T21:05:00Z"
`;

const replace = (old: string, now: string): string => {
  if (HAND.split(old).length !== 2) throw new Error(`not once: ${old}`);
  return HAND.replace(old, now);
};

describe('nothing', () => {
  it('touches nothing', () => {
    expect(splice(HAND, read(HAND))).toEqual({ text: HAND, problems: [] });
  });
});

describe('a change of one field touches its lines', () => {
  const CHANGES: [string, string, Wish, string][] = [
    [
      'a label, beside its comment',
      'a',
      (a) => ({ ...a, label: 'quote' }),
      replace("label: 'claim'  # really?", 'label: quote  # really?'),
    ],
    [
      'a note of several lines',
      'a',
      (a) => ({ ...a, note: 'short' }),
      replace('note: >-\n        folded\n        text\n', 'note: short\n'),
    ],
    [
      'a note that goes',
      'a',
      (a) => ({ ...a, note: undefined }),
      replace('      note: >-\n        folded\n        text\n', ''),
    ],
    [
      'a note that comes',
      'c',
      (a) => ({ ...a, note: 'x\ny' }),
      replace('reliability: F\n', 'reliability: F\n    note: |-\n      x\n      y\n'),
    ],
    [
      'a place',
      'a',
      (a) => ({ ...a, target: a.target.map((each) => ({ ...each, start: 5, end: 8 })) }),
      replace('end: 3\n          start: 0   # the start', 'end: 8\n          start: 5   # the start'),
    ],
    [
      'surroundings that come',
      'c',
      (a) => ({ ...a, target: a.target.map((each) => ({ ...each, prefix: 'two ' })) }),
      replace('      - exact: three\n', '      - exact: three\n        prefix: "two "\n'),
    ],
    [
      'a state that comes, in the hand of the others',
      'a',
      (a) => ({ ...a, target: a.target.map((each) => ({ ...each, state: 'lost' })) }),
      replace('-   end: 3\n', '-   end: 3\n          state: lost\n'),
    ],
    [
      'an attribute',
      'c',
      (a) => ({ ...a, attributes: { ...a.attributes, reliability: 'A' } }),
      replace('reliability: F', 'reliability: A'),
    ],
    [
      'an attribute that goes',
      'c',
      (a) => ({ ...a, attributes: { reliability: 'F' } }),
      replace('        kind: person\n', ''),
    ],
    [
      'an attribute that comes',
      'c',
      (a) => ({ ...a, attributes: { ...a.attributes, entity: 'no' } }),
      replace('reliability: F\n', 'reliability: F\n        entity: "no"\n'),
    ],
    [
      'the first attribute',
      'a',
      (a) => ({ ...a, attributes: { verdict: 'disputed' } }),
      replace('          exact: "one"\n', '          exact: "one"\n      attributes:\n        verdict: disputed\n'),
    ],
    [
      'a link that comes',
      'c',
      (a) => ({ ...a, links: [...a.links, { role: 'supports', to: 'a' }] }),
      replace('      to: b\n', '      to: b\n    - role: supports\n      to: a\n'),
    ],
    ['a link that goes', 'c', (a) => ({ ...a, links: a.links.slice(1) }), replace('    - {role: same, to: a}\n', '')],
    [
      'a link that goes, but not its comment',
      'c',
      (a) => ({ ...a, links: a.links.slice(0, 1) }),
      replace('    - role: source   # and this\n      to: b\n', '    # and this\n'),
    ],
    [
      'the last link',
      'c',
      (a) => ({ ...a, links: [] }),
      replace(
        '    links:\n    - {role: same, to: a}\n    - role: source   # and this\n      to: b\n',
        '    # and this\n',
      ),
    ],
    [
      'a key without a place of its own',
      'c',
      (a) => ({ ...a, modified: 'm' }),
      replace('      to: b\n', '      to: b\n    modified: m\n'),
    ],
    [
      'an annotation in one line, which then has several',
      'b',
      (a) => ({ ...a, by: undefined, note: 'x' }),
      replace(
        '- {id: b, label: quote, target: [{exact: two, start: 4, end: 7}], by: ben}  # in one line',
        '- id: b  # in one line\n    label: quote\n    target:\n      - exact: two\n        start: 4\n        end: 7\n    note: x',
      ),
    ],
  ];

  it.each(CHANGES)('%s', (_what, id, wish, expected) => {
    expect(changed(HAND, id, wish)).toBe(expected);
    expect(changed(HAND.replaceAll('\n', '\r\n'), id, wish)).toBe(expected.replaceAll('\n', '\r\n'));
    expect(changed(`\ufeff${HAND.trimEnd()}`, id, wish)).toBe(`\ufeff${expected.trimEnd()}`);
  });

  it('the article’s, which stood in braces', () => {
    const value = read(HAND);
    const article = { ...value.article, sha256: 'ab' };
    expect(splice(HAND, { ...value, article }).text).toBe(
      replace(
        `article: {file: a.txt, title: 'It''s'}   # from the wire`,
        `article:   # from the wire\n  file: a.txt\n  sha256: ab\n  title: It's`,
      ),
    );
  });
});

describe('an annotation that comes', () => {
  it.each([
    ['first', 0, '  # about a\n', `${FRESH}  # about a\n`],
    ['between', 1, '        text\n', `        text\n${FRESH}`],
    ['before a comment of another', 2, '  # in one line\n', `  # in one line\n${FRESH}`],
    ['last', 3, 'created: "2026-11-21T21:05:00Z"\n', `created: "2026-11-21T21:05:00Z"\n${FRESH}`],
  ])('%s', (_where, at, old, now) => {
    expect(added(HAND, at, fresh)).toBe(replace(old, now));
  });

  it('has the indentation of the others', () => {
    const source = 'newsmark: 1\nannotations:\n- {id: a, label: x, target: [{exact: a, start: 0, end: 1}]}\nx: 1\n';
    expect(added(source, 1, fresh)).toBe(source.replace('x: 1\n', `${FRESH.replace(/^ {2}/gm, '')}x: 1\n`));
  });

  it.each([
    ['', 'newsmark: 1\narticle:\n  file: a.txt\nannotations:\n'],
    ['# Only a comment', '# Only a comment\nnewsmark: 1\narticle:\n  file: a.txt\nannotations:\n'],
    ['newsmark: 1\n', 'newsmark: 1\nannotations:\n'],
    ['newsmark: 1', 'newsmark: 1\nannotations:'],
    ['newsmark: 1\nannotations:\nx: 1\n', 'newsmark: 1\nannotations:\n| x: 1\n'],
    ['newsmark: 1\nannotations: [] # none\nx: 1\n', 'newsmark: 1\nannotations: # none\n| x: 1\n'],
    ['newsmark: 1\nannotations: # none\n\n# end\n', 'newsmark: 1\nannotations: # none\n| \n# end\n'],
    ['annotations: ~\nnewsmark: 1\n', 'annotations:\n| newsmark: 1\n'],
  ])('into %j', (source, picture) => {
    const [head = '', tail = ''] = picture.includes('|') ? picture.split('| ') : [picture];
    const expected = (head.endsWith('\n') ? head : `${head}\n`) + FRESH + tail;
    // A file without a last line end stays one.
    expect(added(source, 0, fresh)).toBe(source === '' || source.endsWith('\n') ? expected : expected.trimEnd());
  });

  it('goes before the end of the document', () => {
    const source = '%YAML 1.2\n---\nnewsmark: 1\nannotations:\n...\n# end\n';
    expect(added(source, 0, fresh)).toBe(source.replace('...', `${FRESH}...`));
  });
});

describe('an annotation that goes', () => {
  it('takes the comments directly above it and inside it along', () => {
    const start = HAND.indexOf('  # about a\n');
    const end = HAND.indexOf('\n  - {id: b');
    expect(without(HAND, ['a'])).toBe(HAND.slice(0, start) + HAND.slice(end));
    expect(without(HAND, ['b'])).toBe(HAND.replace(/ {2}- \{id: b.*\n/, ''));
    expect(without(HAND, ['c'])).toBe(HAND.slice(0, HAND.indexOf('  # the last one')));
  });

  it('as the last one leaves the key, and what belongs to nobody', () => {
    expect(without(HAND, ['a', 'b', 'c'])).toBe(`${HAND.slice(0, HAND.indexOf('  # about a\n'))}\n\n`);
  });

  it.each([[['a']], [['b']], [['c']], [['a', 'b']], [['b', 'c']], [['a', 'c']], [['a', 'b', 'c']]])(
    'comes back: %j',
    (ids) => {
      expect(thereAndBack(HAND, ...ids)).toBe(HAND);
      expect(thereAndBack(HAND.replaceAll('\n', '\r\n'), ...ids)).toBe(HAND.replaceAll('\n', '\r\n'));
      expect(thereAndBack(HAND.trimEnd(), ...ids)?.trimEnd()).toBe(HAND.trimEnd());
    },
  );

  it.each([
    ['a comment to the left of the list', '# of a\n  - id: a'],
    ['comments of several indentations', '# of a\n    # of a\n  # of a\n  - id: a'],
    ['a dash on a line of its own', '  -   # of a\n\n    id: a'],
    ['a dash in its comment', '  -\n    # a well-known one - really\n    id: a'],
    ['a comment to the left inside', '  - id: a\n# of a'],
    ['an anchor of its own', '  - &a\n    id: &i a\n    x: *i'],
    ['a comment below', '  - id: a\n    x: 1\n    # of a'],
  ])('comes back with %s', (_what, head) => {
    const one = (id: string) => `  - id: ${id}\n    label: claim\n    target: [{exact: x, start: 0, end: 1}]\n`;
    const [first, ...rest] = [`${head}\n    label: claim\n    target: [{exact: x, start: 0, end: 1}]\n`];
    const source = ['newsmark: 1\nannotations:\n', one('z'), first, ...rest, one('y')].join('');
    const removed: Removed = new Map();
    const left = without(source, ['a'], removed);
    expect(left).toBe(['newsmark: 1\nannotations:\n', one('z'), one('y')].join(''));
    expect(splice(left ?? '', read(source), removed).text).toBe(source);
  });

  it('comes back as it was, but for what is said differently now', () => {
    const removed: Removed = new Map();
    const left = without(HAND, ['a'], removed) ?? '';
    const value = read(HAND);
    const annotations = value.annotations.map((each) => (each.id === 'a' ? { ...each, label: 'quote' } : each));
    expect(splice(left, { ...value, annotations }, removed).text).toBe(replace("label: 'claim'", 'label: quote'));
  });

  it('comes back in the indentation that the list has now', () => {
    const removed: Removed = new Map();
    const source =
      'newsmark: 1\nannotations:\n  # one\n  - id: a\n    label: claim\n    target: [{exact: x, start: 0, end: 1}]\n';
    without(source, ['a'], removed);
    const other = 'newsmark: 1\nannotations:\n- {id: b, label: x, target: [{exact: a, start: 0, end: 1}]}\n';
    const [one] = read(source).annotations;
    if (!one) throw new Error('no annotation');
    expect(added(other, 1, one, removed)).toBe(`${other}${source.slice(25).replace(/^ {2}/gm, '')}`);
  });

  it('on a list in brackets leaves the others as they stand there', () => {
    const one = (id: string) => `{ id: "${id}", label: 'claim', target: [ {exact: x, start: 0,  end: 1} ] }`;
    const source = `newsmark: 1\nannotations: [ # all\n ${one('a')}, # first\n ${one('b')}, ${one('c')}\n]\n`;
    expect(without(source, ['b'])).toBe(`newsmark: 1\nannotations: # all\n  - ${one('a')}\n  - ${one('c')}\n# first\n`);
  });
});

describe('what could not be read', () => {
  const TWICE = `newsmark: 1
annotations:
  - id: a
    label: claim
    target: [{exact: x, start: 0, end: 1}]
    attributes:
      kind: direct
      odd: {deep: 1}
    links:
      - {role: source, to: b}
      - nobody
  - nothing
  - id: a
    label: second
  - id: b
    label: unread
`;

  it('stays when others come and go', () => {
    const gone = without(TWICE, ['a']);
    expect(gone).toBe(`newsmark: 1\nannotations:\n${TWICE.slice(TWICE.indexOf('  - nothing'))}`);
    expect(added(TWICE, 1, fresh)).toBe(TWICE.replace('  - nothing', `${FRESH}  - nothing`));
  });

  it('stays beside the rest of its annotation', () => {
    expect(changed(TWICE, 'a', (a) => ({ ...a, attributes: {}, links: [] }))).toBe(
      TWICE.replace('      kind: direct\n', '').replace('      - {role: source, to: b}\n', ''),
    );
  });

  it.each([
    ['an annotation', '- {id: a, label: claim, target: [{exact: x, start: 0, end: 1}], links: [nobody]}'],
    [
      'its attributes',
      '- id: a\n  label: claim\n  target: [{exact: x, start: 0, end: 1}]\n  attributes: {kind: x, odd: [[1]]}',
    ],
    ['its note', '- id: a\n  label: claim\n  target: [{exact: x, start: 0, end: 1}]\n  note: {a: 1}'],
    [
      'a number that no program can hold',
      '- {id: a, label: claim, target: [{exact: x, start: 0, end: 1}], x: 12345678901234567890}',
    ],
  ])('is not written over in %s', (_what, item) => {
    const source = `newsmark: 1\nannotations:\n${item}\n`;
    const value = read(source);
    const annotations = value.annotations.map((each) => ({
      ...each,
      label: 'quote',
      attributes: { kind: 'y' },
      note: 'z',
    }));
    const { text, problems } = splice(source, { ...value, annotations });
    expect(text).toBeUndefined();
    expect(problems).toEqual([{ code: 'unwritable', severity: 'error', values: [] }]);
  });

  it.each(['annotations: text', 'annotations: {a: 1}', 'article: text'])(
    'is not written over at the top: %s',
    (line) => {
      const source = `newsmark: 1\n${line}\n`;
      expect(splice(source, { article: { file: 'a.txt', length: 1 }, annotations: [fresh] }).text).toBeUndefined();
    },
  );

  it.each([
    ['a newer version', 'newsmark: 2\n', 'newer-version'],
    ['no version', 'annotations: []\n', 'no-version'],
    ['broken YAML', 'newsmark: 1\nannotations: [\n', 'yaml-syntax'],
    ['marks of git', 'newsmark: 1\n<<<<<<< HEAD\n=======\n>>>>>>> x\n', 'yaml-syntax'],
  ])('makes the whole file untouchable: %s', (_what, source, code) => {
    const { text, problems } = splice(source, { article: { file: 'a.txt' }, annotations: [fresh] });
    expect(text).toBeUndefined();
    expect(problems[0]?.code).toBe(code);
  });

  it.each([
    ['two annotations with one id', [fresh, fresh]],
    ['an id that is none', [{ ...fresh, id: 'b b' }]],
    ['a target of no length', [{ ...fresh, target: [{ exact: 'x', prefix: '', suffix: '', start: 1, end: 1 }] }]],
    ['a link to nothing', [{ ...fresh, links: [{ role: 'source', to: '' }] }]],
  ])('is %s, which would be read as something else', (_what, annotations) => {
    expect(splice('newsmark: 1\n', { article: { file: 'a.txt' }, annotations })).toEqual({
      problems: [{ code: 'unwritable', severity: 'error', values: [] }],
    });
  });

  it('is half of a surrogate pair, which no file can hold', () => {
    const lone = added(HAND, 3, { ...fresh, note: 'a\ud800' });
    expect(lone).toBeUndefined();
    const source = HAND.replace('"one"', '"one\\ud800"');
    expect(changed(source, 'a', (a) => ({ ...a, label: 'quote' }))).toContain('label: quote  # really?');
    expect(changed(source, 'a', (a) => ({ ...a, target: [...a.target, ...fresh.target] }))).toBeUndefined();
  });

  it('is what an alias means when its anchor would go', () => {
    const source = `newsmark: 1
annotations:
  - {id: a, label: &l claim, target: [{exact: x, start: 0, end: 1}]}
  - {id: b, label: *l, target: [{exact: x, start: 0, end: 1}]}
`;
    expect(without(source, ['a'])).toBeUndefined();
    expect(without(source, ['b'])).toBe(source.replace(/ {2}- \{id: b.*\n/, ''));
  });
});

describe('unusual writing', () => {
  const one = 'target: [{exact: x, start: 0, end: 1}]';

  it.each([
    [
      'the first key of an annotation goes',
      `- note: x\n  id: a\n  label: l\n  ${one}\n`,
      (a: Annotation) => ({ ...a, note: undefined }),
      `- id: a\n  label: l\n  ${one}\n`,
    ],
    [
      'the first key goes, with a comment behind it',
      `- note: x # why\n  id: a\n  label: l\n  ${one}\n`,
      (a: Annotation) => ({ ...a, note: undefined }),
      `- # why\n  id: a\n  label: l\n  ${one}\n`,
    ],
    [
      'the first keys go, with a comment below them',
      `-   note: x\n    by: y\n    # c\n    id: a\n    label: l\n    ${one}\n`,
      (a: Annotation) => ({ ...a, note: undefined, by: undefined }),
      `-\n    # c\n    id: a\n    label: l\n    ${one}\n`,
    ],
    [
      'a comment below a note that becomes a block',
      `- id: a\n  label: l\n  ${one}\n  note: x\n\n     # not a part of it\n  by: y\n`,
      (a: Annotation) => ({ ...a, note: 'a\nb' }),
      `- id: a\n  label: l\n  ${one}\n  note: "a\\nb"\n\n     # not a part of it\n  by: y\n`,
    ],
    [
      'a comment in the head of a block',
      `- id: a\n  label: l\n  ${one}\n  note: |   # why\n    a\n    b\n\n\n  by: y\n`,
      (a: Annotation) => ({ ...a, note: 'c' }),
      `- id: a\n  label: l\n  ${one}\n  note: c   # why\n\n\n  by: y\n`,
    ],
    [
      'a link in another order',
      `- id: a\n  label: l\n  ${one}\n  links:\n    - {role: r, to: x} # 1\n    - {role: r, to: w}\n`,
      (a: Annotation) => ({ ...a, links: a.links.toReversed() }),
      `- id: a\n  label: l\n  ${one}\n  links:\n    - role: r\n      to: w\n    - role: r\n      to: x\n  # 1\n`,
    ],
    [
      'a fragment more',
      `- id: a\n  label: l\n  target:\n    # why\n    - {exact: x, start: 0, end: 1} # where\n  by: y\n`,
      (a: Annotation) => ({ ...a, target: [...a.target, ...fresh.target] }),
      `- id: a\n  label: l\n  target:\n    - exact: x\n      start: 0\n      end: 1\n    - exact: new\n      start: 5\n      end: 8\n  # why\n  # where\n  by: y\n`,
    ],
    [
      'keys that are no text',
      `- id: a\n  label: l\n  ${one}\n  ~: 1\n  7: 3\n  ? [a, b]\n  : 2\n`,
      (a: Annotation) => ({ ...a, label: 'm' }),
      `- id: a\n  label: m\n  ${one}\n  ~: 1\n  7: 3\n  ? [a, b]\n  : 2\n`,
    ],
    [
      'an empty note',
      `- id: a\n  label: l\n  ${one}\n  note: ""\n  by: x\n`,
      (a: Annotation) => ({ ...a, note: 'z' }),
      `- id: a\n  label: l\n  ${one}\n  note: z\n  by: x\n`,
    ],
    [
      'an id that is a number',
      `- id: 1.0\n  label: l\n  ${one}\n`,
      (a: Annotation) => ({ ...a, id: '1.0', label: 'm' }),
      `- id: 1.0\n  label: m\n  ${one}\n`,
    ],
  ] as [string, string, Wish, string][])('%s', (_what, items, wish, expected) => {
    const id = read(`newsmark: 1\nannotations:\n${items}`).annotations[0]?.id ?? '';
    expect(changed(`newsmark: 1\nannotations:\n${items}`, id, wish)).toBe(`newsmark: 1\nannotations:\n${expected}`);
  });

  it('a file in braces keeps its comments', () => {
    const source = `# top\n{newsmark: 1, # one\n "annotations": [{id: a, label: l, ${one}}]} # two\n# end\n`;
    expect(without(source, ['a'])).toBe('# top\n# one\n# two\nnewsmark: 1\narticle:\n  file: a.txt\n# end\n');
  });

  it('empty unknown values come and go', () => {
    const source = `newsmark: 1\nannotations:\n  - id: a\n    label: l\n    ${one}\n    x: []\n    conflict: []\n`;
    expect(thereAndBack(source, 'a')).toBe(source);
    const bare = changed(source, 'a', (a) => ({ ...a, conflict: undefined, extra: undefined }));
    expect(bare).toBe(source.replace('    x: []\n    conflict: []\n', ''));
    expect(changed(bare ?? '', 'a', (a) => ({ ...a, conflict: [], extra: { x: [], z: {} } }))).toBe(
      `${bare}    conflict: []\n    x: []\n    z: {}\n`,
    );
  });
});

describe('the splicer of whole files', () => {
  it('says that an unknown mapping is empty now', () => {
    const source =
      'newsmark: 1\nannotations: # all\n  - id: a\n    label: l\n    target: [{exact: x, start: 0, end: 1}]\n';
    const deep = `${source}    x-page:\n      deep: # down\n        - 1\n`;
    const value = read(deep);
    const wanted = { ...value, annotations: value.annotations.map((each) => ({ ...each, extra: { 'x-page': {} } })) };
    expect(spliceWhole(deep, wanted, new Map()).text).toBe(`${source}    x-page: {}\n    # down\n`);
  });

  it('prints a value anew where its keys cannot be changed one by one', () => {
    const head =
      'newsmark: 1\nannotations:\n  - id: a\n    label: l\n    target: [{exact: x, start: 0, end: 1}]\n    conflict:\n';
    const source = `${head}      - fiemd:\n          - note\n        theirs: a\n# end\n`;
    const value = read(source);
    const conflict = [{ field: ['note'], theirs: 'b' }];
    const wanted = { ...value, annotations: value.annotations.map((each) => ({ ...each, conflict })) };
    expect(spliceWhole(source, wanted, new Map()).text).toBe(
      `${head}      - field:\n          - note\n        theirs: b\n# end\n`,
    );
  });
});

describe('order', () => {
  it('changes with the lines of those that move', () => {
    const value = read(HAND);
    const [a, b, c] = value.annotations;
    if (!a || !b || !c) throw new Error('not three');
    const { text = '' } = splice(HAND, { ...value, annotations: [b, a, c] });
    expect(parse(text).value?.annotations.map(({ id }) => id)).toEqual(['b', 'a', 'c']);
    expect(text.split('\n').toSorted()).toEqual(HAND.split('\n').toSorted());
    expect(text.slice(text.indexOf('  # about a\n'))).toContain(
      HAND.slice(HAND.indexOf('  # about a\n'), HAND.indexOf('\n  - {id: b')),
    );
  });
});

it('makes a file that others can read', () => {
  const text = added(HAND, 3, { ...fresh, note: 'a: b\n# c', attributes: { no: ['y', '6'] } });
  expect(parseYaml(text ?? '').problems).toEqual([]);
});
