import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fragment } from '../../../src/core/anchor.ts';
import type { Annotation, Fragment } from '../../../src/core/annotation.ts';
import { accept, lose, reattach, tidy } from '../../../src/core/decide.ts';

const TEXT = 'The mayor lost 5 of 9 votes, she said.';

const at = (words: string): Fragment => {
  const start = TEXT.indexOf(words);
  return fragment(TEXT, { start, end: start + words.length });
};

const annotation = (...target: readonly Fragment[]): Annotation => ({
  ...{ id: 'a', label: 'claim', attributes: {}, links: [], note: 'why?' },
  target,
});

const was = (words: string, before: string): Fragment => ({ ...at(words), exact: before, state: 'changed' });

describe('accepting', () => {
  it('takes the words that stand there now', () => {
    const before = annotation(was('lost 5 of 9 votes', 'lost 4 of 9 votes'));
    expect(accept(before, TEXT)).toEqual(annotation(at('lost 5 of 9 votes')));
  });

  it('takes no white space at the ends', () => {
    expect(accept(annotation(was(' she said.', 'he said.')), TEXT)).toEqual(annotation(at('she said.')));
  });

  it('leaves the fragments alone that have not changed, and what else is known of them', () => {
    const extra = { 'x-page': 1 };
    const lost: Fragment = { ...at('votes'), state: 'lost' };
    const before = annotation(at('The mayor'), { ...was('5', '4'), extra }, lost);
    expect(accept(before, TEXT)).toEqual(annotation(at('The mayor'), { ...at('5'), extra }, lost));
  });

  it('does nothing where nothing has changed, or nothing stands', () => {
    expect(accept(annotation(at('5')), TEXT)).toBeUndefined();
    expect(accept(annotation({ ...at('5'), state: 'lost' }), TEXT)).toBeUndefined();
    expect(accept(annotation(was(' ', 'gone')), TEXT)).toBeUndefined();
  });
});

describe('re-attaching', () => {
  it('gives an annotation other words, one fragment for each span', () => {
    const before = annotation({ ...at('votes'), exact: 'ballots', state: 'lost', extra: { 'x-page': 1 } });
    const after = reattach(before, TEXT, [at('votes'), at('she said')]);
    expect(after).toEqual(annotation({ ...at('votes'), extra: { 'x-page': 1 } }, at('she said')));
  });
});

describe('giving up', () => {
  it('keeps the words, without a place', () => {
    const before = annotation(at('The mayor'), was('5', '4'));
    const after = lose(before);
    expect(after.target.map(({ exact, state }) => [exact, state])).toEqual([
      ['The mayor', 'lost'],
      ['4', 'lost'],
    ]);
    expect(after).toEqual({ ...before, target: after.target });
  });
});

describe('tidying', () => {
  it('leaves the white space out at either end, and keeps what else is known', () => {
    const extra = { 'x-page': 1 };
    const before = annotation(at('The mayor'), { ...at(' lost 5 '), extra }, at(' votes'));
    expect(tidy(before, TEXT)).toEqual(annotation(at('The mayor'), { ...at('lost 5'), extra }, at('votes')));
  });

  it('leaves none, takes nothing else away, and is done then', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', ' ', '\n'), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(letters, letters, letters, (before, words, after) => {
        const text = [before, words, after].map((each) => each.join('')).join('');
        const [start, exact] = [before.length, words.join('')];
        const whole = annotation(fragment(text, { start, end: start + exact.length }));
        const tidied = tidy(whole, text);
        const isRagged = exact !== exact.trim() && exact.trim() !== '';
        expect(tidied?.target[0]?.exact).toBe(isRagged ? exact.trim() : undefined);
        if (tidied) expect(tidy(tidied, text)).toBeUndefined();
      }),
    );
  });

  it('does nothing where there is none, nothing else, or the words do not stand there', () => {
    expect(tidy(annotation(at('lost 5 of 9')), TEXT)).toBeUndefined();
    expect(tidy(annotation(at(' ')), TEXT)).toBeUndefined();
    expect(tidy(annotation({ ...at(' lost'), state: 'lost' }, was('5', ' 4')), TEXT)).toBeUndefined();
  });
});
