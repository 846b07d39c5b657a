import { describe, expect, it } from 'vitest';
import type { Annotation, State } from '../../../src/core/annotation.ts';
import { check, isOfCodebook } from '../../../src/core/check.ts';
import { BUILT_IN, type Codebook } from '../../../src/core/label.ts';
import { at } from './sample.ts';

/** The problems of some annotations, each as `code id: values`. */
const found = (annotations: readonly Annotation[], codebook: Codebook = BUILT_IN): string[] =>
  check(annotations, codebook).map(({ code, id, values }) => `${code} ${id}: ${values.join(', ')}`.trim());

const claim = (id: string, more: Partial<Annotation> = {}): Annotation => at(id, 0, 3, more);
const source = (id: string): Annotation => at(id, 4, 6, { label: 'source' });
const quote = (id: string, more: Partial<Annotation> = {}): Annotation => at(id, 8, 9, { label: 'quote', ...more });
const linked = (role: string, to: string) => ({ links: [{ role, to }] });

const inState = (...states: (State | undefined)[]): Partial<Annotation> => ({
  target: states.map((state, i) => ({
    exact: `word${i}`,
    prefix: '',
    suffix: '',
    start: i * 10,
    end: i * 10 + 5,
    state,
  })),
});

const loose: Partial<Annotation> = { target: [{ exact: 'word ', prefix: '', suffix: '', start: 0, end: 5 }] };

describe('check', () => {
  it('finds nothing wrong with good annotations', () => {
    const all = [
      claim('a', { attributes: { verdict: 'disputed' }, ...linked('source', 's') }),
      source('s'),
      quote('q', linked('source', 's')),
    ];
    expect(found(all)).toEqual([]);
  });

  it.each([
    ['lost words', claim('a', inState('lost')), 'lost a: word0'],
    ['the worse of two states', claim('a', inState('changed', 'lost')), 'lost a: word0 … word1'],
    ['changed words', claim('a', inState(undefined, 'changed')), 'changed a: word0 … word1'],
    ['words with white space at an end', claim('a', loose), 'white-space a: word'],
    [
      'an undecided conflict',
      claim('a', { note: 'x', conflict: [{ field: 'note', theirs: 'y' }] }),
      'conflict-field a: note, x, y',
    ],
    ['a conflict that says nothing', claim('a', { conflict: 'so' }), 'conflict a:'],
    ['a label that is not known', claim('a', { label: 'rumour' }), 'unknown-label a: rumour'],
    ['an attribute that is not known', claim('a', { attributes: { mood: 'x' } }), 'unknown-attribute a: claim, mood'],
    ['a value that is not known', claim('a', { attributes: { verdict: 'maybe' } }), 'unknown-value a: verdict, maybe'],
    ['a role that is not known', claim('a', linked('denies', 'a')), 'unknown-role a: denies'],
    ['a link to nowhere', claim('a', linked('source', 'x')), 'dangling-link a: source, x'],
    ['a role between the wrong labels', claim('a', linked('source', 'a')), 'role-not-allowed a: source, claim, claim'],
    ['a quote without a source', quote('q'), 'quote-without-source q:'],
    ['a quote with another link only', quote('q', linked('supports', 'x.txt#y')), 'quote-without-source q:'],
  ])('finds %s', (_what, annotation, expected) => {
    expect(found([annotation])).toEqual([expected]);
  });

  it('finds each entry of a conflict, and none in an empty one', () => {
    const conflict = [
      { field: 'label', theirs: 'quote' },
      { field: 'annotation', deleted: 'theirs' },
    ];
    expect(found([claim('a', { conflict })])).toEqual([
      'conflict-field a: label, claim, quote',
      'conflict-annotation-theirs a:',
    ]);
    expect(found([claim('a', { conflict: [] })])).toEqual([]);
  });

  it('finds each annotation that an earlier one is the same as', () => {
    const all = [claim('a'), claim('b'), source('s'), claim('c'), claim('d', { target: at('d', 0, 4).target })];
    expect(found(all)).toEqual(['duplicate b: a', 'duplicate c: a']);
  });

  it('finds each bad value of a list', () => {
    expect(found([claim('a', { attributes: { verdict: ['x', 'disputed', 'y'] } })])).toHaveLength(2);
  });

  it('takes any text where the codebook names no values', () => {
    expect(found([{ ...source('s'), attributes: { entity: 'Whoever' } }])).toEqual([]);
  });

  it('leaves links into other articles to those who know them', () => {
    expect(found([claim('a', linked('source', 'b/c.txt#x'))])).toEqual([]);
  });

  it('does not ask more of an unknown label', () => {
    expect(found([claim('a', { label: 'rumour', attributes: { mood: 'x' } })])).toEqual(['unknown-label a: rumour']);
  });
});

describe('checking some of an article', () => {
  it('looks for the ends of their links among all', () => {
    const all = [quote('q', linked('source', 's')), source('s'), claim('a', linked('source', 's'))];
    expect(check(all.slice(0, 1), BUILT_IN, all)).toEqual([]);
    expect(check(all.slice(0, 1), BUILT_IN).map(({ code }) => code)).toEqual(['dangling-link']);
    const claims = [quote('q', linked('source', 'a')), claim('a')];
    expect(check(claims.slice(0, 1), BUILT_IN, claims).map(({ code }) => code)).toEqual(['role-not-allowed']);
  });
});

describe('what is wrong only by the codebook', () => {
  it.each([
    [claim('a', { label: 'rumour' }), true],
    [claim('a', { attributes: { mood: 'x' } }), true],
    [claim('a', { attributes: { verdict: 'maybe' } }), true],
    [claim('a', linked('denies', 'a')), true],
    [claim('a', linked('source', 'a')), true],
    [quote('q'), true],
    [claim('a', linked('source', 'x')), false],
    [claim('a', inState('lost')), false],
    [claim('a', loose), false],
    [claim('a', { conflict: 'so' }), false],
  ])('is told apart', (annotation, expected) => {
    const [problem] = check([annotation], BUILT_IN);
    expect(problem && isOfCodebook(problem)).toBe(expected);
  });
});

describe('the codebook’s checks', () => {
  const withChecks = (checks: Partial<Codebook['checks']>): Codebook => ({
    ...BUILT_IN,
    checks: { ...BUILT_IN.checks, ...checks },
  });

  it('can be turned off and on, and say how severe they are', () => {
    const all = [claim('a'), quote('q')];
    expect(check(all, withChecks({ 'quote-without-source': 'off' }))).toEqual([]);
    const problems = check(
      all,
      withChecks({ 'quote-without-source': 'error', 'claim-without-verdict': 'information' }),
    );
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([
      ['claim-without-verdict', 'information'],
      ['quote-without-source', 'error'],
    ]);
  });

  it('mean a label also by its earlier name', () => {
    const labels = BUILT_IN.labels.map((label) => (label.name === 'quote' ? { ...label, was: ['citation'] } : label));
    const codebook = { ...BUILT_IN, labels };
    expect(found([quote('q', { label: 'citation' })], codebook)).toEqual(['quote-without-source q:']);
    expect(found([quote('q', { label: 'citation', ...linked('source', 's') }), source('s')], codebook)).toEqual([]);
  });
});
