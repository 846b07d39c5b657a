import { describe, expect, it } from 'vitest';
import type { Annotation, Fragment } from '../../../src/core/annotation.ts';
import type { Span } from '../../../src/core/span.ts';
import { include, moved, resized, roomOf, split, without } from '../../../src/core/target.ts';
import { mark } from './sample.ts';

const TEXT = '“We go,” he said, “and we do not come back.”';

const span = (words: string): Span => ({ start: TEXT.indexOf(words), end: TEXT.indexOf(words) + words.length });

const exacts = (annotation: Annotation | undefined) => annotation?.target.map(({ exact }) => exact);

const plain = mark(TEXT, ['We go', 'and we']);

const change = (annotation: Annotation, index: number, more: Partial<Fragment>): Annotation => ({
  ...annotation,
  target: annotation.target.map((each, i) => (i === index ? { ...each, ...more } : each)),
});

describe('adding to an annotation', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['keeps text order', ['he said'], ['We go', 'he said', 'and we']],
    ['takes several', ['come back', 'he said'], ['We go', 'he said', 'and we', 'come back']],
    ['grows a fragment that it overlaps', ['we do not'], ['We go', 'and we do not']],
    ['grows a fragment that it touches', [',”'], ['We go,”', 'and we']],
    ['grows a fragment behind which it stands', ['do not'], ['We go', 'and we do not']],
    ['closes a gap', ['go,” he said, “and'], ['We go,” he said, “and we']],
  ])('%s', (_what, words, expected) => {
    expect(exacts(include(plain, TEXT, words.map(span)))).toEqual(expected);
  });

  it('leaves alone what belongs to it already', () => {
    expect(include(plain, TEXT, [span('go')])).toBe(plain);
  });

  it('leaves a fragment of which unsaved edits have left but white space', () => {
    const before = change(plain, 1, { start: TEXT.indexOf(' he'), end: TEXT.indexOf('he') });
    const after = include(before, TEXT, [span('come')]);
    expect(after.target).toContain(before.target[1]);
    expect(exacts(after)).toEqual(['We go', 'and we', 'come']);
  });

  it('leaves other fragments as they are, whatever their state', () => {
    const before = change(change(plain, 0, { exact: 'They go', state: 'changed' }), 1, { state: 'lost' });
    const after = include(before, TEXT, [span('do not')]);
    expect(exacts(after)).toEqual(['They go', 'and we', 'do not']);
    expect(after.target.slice(0, 2)).toEqual(before.target);
  });

  it('takes the words as they are where they had changed, and keeps what else is known', () => {
    const before = change(plain, 1, { exact: 'and I', state: 'changed', extra: { 'x-page': 1 } });
    const [, second] = include(before, TEXT, [span('do not')]).target;
    expect(second).toMatchObject({ exact: 'and we do not', extra: { 'x-page': 1 } });
    expect(second?.state).toBeUndefined();
  });
});

describe('fragments of which the file says different things under one key', () => {
  const pages = (pages: readonly (number | undefined)[], ...words: readonly string[]): Annotation => {
    const annotation = mark(TEXT, words);
    const target = annotation.target.map((each, i) => {
      const page = pages[i];
      return page === undefined ? each : { ...each, extra: { 'x-page': page, [`x-${i}`]: true } };
    });
    return { ...annotation, target };
  };
  const told = (annotation: Annotation | undefined) => annotation?.target.map(({ exact, extra }) => [exact, extra]);

  it('each keep words of their own, up to where the next one begins', () => {
    expect(told(include(pages([1, 2], 'We go', 'and we'), TEXT, [span('go,” he said, “and')]))).toEqual([
      ['We go,” he said, “', { 'x-page': 1, 'x-0': true }],
      ['and we', { 'x-page': 2, 'x-1': true }],
    ]);
    const three = pages([1, undefined, 2], 'We go', 'he said', 'and we');
    expect(told(include(three, TEXT, [span(',” he'), span(', “and we do not')]))).toEqual([
      ['We go,” he said, “', { 'x-page': 1, 'x-0': true }],
      ['and we do not', { 'x-page': 2, 'x-2': true }],
    ]);
    expect(told(resized(pages([1, 2], 'We go', 'and we'), TEXT, span('go,” he said, “and')))).toEqual([
      ['go,” he said, “', { 'x-page': 1, 'x-0': true }],
      ['and', { 'x-page': 2, 'x-1': true }],
    ]);
  });

  it('become one where they say the same', () => {
    const after = include(pages([1, 1], 'We go', 'and we'), TEXT, [span('go,” he said, “and')]);
    expect(told(after)).toEqual([['We go,” he said, “and we', { 'x-page': 1, 'x-0': true, 'x-1': true }]]);
  });

  it('stay as they are, also side by side and with words that have changed, where nothing was added', () => {
    const touching = change(pages([1, 2], 'he', 'said'), 0, { exact: 'she', state: 'changed' });
    expect(include(touching, TEXT, [span('said')])).toBe(touching);
    expect(include(touching, TEXT, [span('said, “and')]).target[0]).toBe(touching.target[0]);
  });

  it('are kept where unsaved edits have left nothing of one', () => {
    const before = pages([1, 2], 'We go', 'and we');
    const blank = change(before, 1, { start: TEXT.indexOf(' he'), end: TEXT.indexOf('he') });
    const after = include(blank, TEXT, [span('go,” he said')]);
    expect(after.target).toContain(blank.target[1]);
    expect(exacts(after)).toEqual(['We go,” he said', 'and we']);
  });
});

describe('a resized fragment', () => {
  it('is described anew, with what else is known of it', () => {
    const before = change(plain, 0, { exact: 'I go', state: 'changed', extra: { 'x-page': 1 } });
    const after = moved(before, 0, TEXT, span('We'));
    expect(after.target).toEqual([
      { ...mark(TEXT, 'We').target[0], extra: { 'x-page': 1 } },
      ...before.target.slice(1),
    ]);
  });

  it('has the room between those beside it', () => {
    expect(roomOf(plain, 0, { start: 0, end: TEXT.length })).toEqual({ start: 0, end: span('and we').start - 1 });
    expect(roomOf(plain, 1, { start: 0, end: 30 })).toEqual({ start: span('We go').end + 1, end: 30 });
    const lost = change(plain, 0, { state: 'lost' });
    expect(roomOf(lost, 1, { start: 0, end: 30 })).toEqual({ start: 0, end: 30 });
  });

  it('becomes the selection that is at it', () => {
    expect(exacts(resized(plain, TEXT, span('we do not')))).toEqual(['We go', 'we do not']);
    expect(exacts(resized(plain, TEXT, span('go,” he said, “and')))).toEqual(['go,” he said, “and']);
    expect(resized(plain, TEXT, span('come'))).toBeUndefined();
  });

  it('is the only one, wherever that stood', () => {
    const lost = change(mark(TEXT, 'he said'), 0, { state: 'lost' });
    expect(resized(lost, TEXT, span('come'))).toEqual(mark(TEXT, 'come'));
  });
});

it('a fragment goes, and the others stay', () => {
  expect(exacts(without(plain, 0))).toEqual(['and we']);
});

describe('splitting', () => {
  const cut = (annotation: Annotation, at: number) => split(annotation, TEXT, at, 'b1');
  const more = { attributes: { verdict: 'disputed' }, note: 'n', links: [{ role: 'source', to: 's' }], by: 'ana' };

  it('cuts a fragment, and trims both halves', () => {
    const before = mark(TEXT, 'and we do not', more);
    const [first, second] = cut(before, span(' do').start) ?? [];
    expect(first).toEqual({ ...before, target: mark(TEXT, 'and we').target });
    expect(second).toEqual(mark(TEXT, 'do not', { id: 'b1', attributes: more.attributes }));
  });

  it('goes between fragments, and through one of several', () => {
    expect(cut(plain, span('he said').start)?.map(exacts)).toEqual([['We go'], ['and we']]);
    expect(cut(plain, span('we do').start)?.map(exacts)).toEqual([['We go', 'and'], ['we']]);
  });

  it('leaves the first one what is lost, and either one its state', () => {
    const before = change(change(plain, 0, { state: 'lost' }), 1, { exact: 'and I', state: 'changed' });
    expect(cut(before, span('he said').start)?.map(({ target }) => target)).toEqual([
      [before.target[0]],
      [before.target[1]],
    ]);
  });

  it('leaves no half empty', () => {
    for (const at of [0, 1, span('and we').end, TEXT.length]) expect(cut(plain, at)).toBeUndefined();
    const spaced = 'a\n b';
    expect(split(mark(spaced, spaced), spaced, 1, 'b1')?.map(exacts)).toEqual([['a'], ['b']]);
  });

  it('cuts no emoji', () => {
    const text = 'a 👩‍👧b';
    expect(split(mark(text, text), text, 4, 'b1')?.map(exacts)).toEqual([['a 👩‍👧'], ['b']]);
    expect(split(mark(text, 'a 👩‍👧'), text, 4, 'b1')).toBeUndefined();
  });
});
