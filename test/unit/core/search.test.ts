import { describe, expect, it } from 'vitest';
import { describe as quoteOf } from '../../../src/core/quote.ts';
import { search } from '../../../src/core/search.ts';
import { finish } from '../../../src/core/work.ts';
import { draw, read } from './picture.ts';

/** What the picture shows, as it is remembered. */
const remembered = (picture: string) => {
  const { text, ...span } = read(picture);
  return { ...quoteOf(text, span), start: span.start };
};

/** Looks in `text` for what the picture shows. */
const found = (picture: string, text: string) => {
  const [each] = finish(search(text, [[remembered(picture)]])).flat();
  return each?.span ? `${each.outcome}: ${draw(text, each.span)}` : each?.outcome;
};

const BEFORE =
  'On Monday the minister said that [the old bridge over the river was safe for all lorries] until spring.';

describe('search', () => {
  it.each([
    [
      'words that stand where they stood',
      'On Monday the minister said that the old bridge over the river was safe for all lorries, he thought.',
      'exact: On Monday the minister said that [the old bridge over the river was safe for all lorries], he thought.',
    ],
    [
      'words that moved',
      'Update. On Monday the minister said that the old bridge over the river was safe for all lorries until spring.',
      'moved: Update. On Monday the minister said that [the old bridge over the river was safe for all lorries] until spring.',
    ],
    [
      'words in another layout',
      'On Monday the minister\nsaid that the  old bridge over\nthe river was safe for\u00a0all lorries until spring.',
      'moved: On Monday the minister\nsaid that [the  old bridge over\nthe river was safe for\u00a0all lorries] until spring.',
    ],
    [
      'another wording',
      'On Monday the minister said that the old bridge across the river was quite safe for lorries until spring.',
      'changed: On Monday the minister said that [the old bridge across the river was quite safe for lorries] until spring.',
    ],
    [
      'words with something between them',
      'On Monday the minister said that the old bridge over the river, which an engineer from the ministry had inspected twice in the last year after complaints by drivers, was safe for all lorries until spring.',
      'changed: On Monday the minister said that [the old bridge over the river, which an engineer from the ministry had inspected twice in the last year after complaints by drivers, was safe for all lorries] until spring.',
    ],
    [
      'words that are gone',
      'On Monday the minister said that until spring nobody would be told anything at all.',
      'lost',
    ],
    ['words in an empty text', '', 'lost'],
  ])('finds %s', (_what, after, expected) => {
    expect(found(BEFORE, after)).toBe(expected);
  });

  it.each([
    [
      'a number',
      'They counted [4,741 people at the border crossing] that day',
      'They counted 4,747 people at the border crossing that day',
    ],
    [
      'a negation',
      'We learned that [the army will retreat from the city] now',
      'We learned that the army will not retreat from the city now',
    ],
    [
      'a name',
      'He was told by [Minister Anders of the new contract] then',
      'He was told by Minister Andres of the new contract then',
    ],
    [
      'a quotation mark',
      'She said it was [a "great" success for everybody] there',
      'She said it was a great success for everybody there',
    ],
    [
      'the kind of quotation mark',
      'She said it was [a "great" success for everybody] there',
      "She said it was a 'great' success for everybody there",
    ],
    [
      'a capital',
      'It was a day for [the people of the march and us] all',
      'It was a day for the people of the March and us all',
    ],
  ])('never takes another for %s', (_what, before, after) => {
    expect(found(before, after)).toMatch(/^changed: /);
    expect(found(before, `Correction.\n\n${after}`)).toMatch(/^changed: /);
  });

  it('takes quotation marks and dashes of another shape for the same', () => {
    expect(
      found('He called it [“a hasty retreat — no more”] twice', 'He called it "a hasty retreat - no more" twice'),
    ).toBe('moved: He called it ["a hasty retreat - no more"] twice');
  });

  it('chooses among repeats by what is around them', () => {
    const after = 'war and peace. peace? the words of war and peace now. peace, he said. No peace';
    expect(found('the words of war and [peace] now. peace', after)).toBe(
      'moved: war and peace. peace? the words of war and [peace] now. peace, he said. No peace',
    );
  });

  it('chooses among equals by the neighbours', () => {
    const refrain = 'Every single time it was the same sentence, word for word, in all the papers of the land. ';
    const parts = [
      'Alpha went first that morning, early. ',
      'Bravo was the second one and late. ',
      'Charlie came last of all. ',
    ];
    const before = parts.map((part) => part + refrain).join('');
    const spans = parts.map((part, i) => before.indexOf(refrain, before.indexOf(part)) + 40 + i * 0);
    const words = spans.map((start) => ({ ...quoteOf(before, { start, end: start + 8 }), start }));
    const heads = parts.map((part) => {
      const start = before.indexOf(part);
      return { ...quoteOf(before, { start, end: start + part.length - 1 }), start };
    });
    const after = `Something new stands here now.\n${before}`;
    const all = finish(
      search(
        after,
        [...heads, ...words].map((each) => [each]),
      ),
    ).flat();
    expect(all.map(({ outcome, span }) => [outcome, span?.start])).toEqual(
      [...heads, ...words].map(({ start }) => ['moved', start + 31]),
    );
  });

  it('does not believe a few words in other surroundings', () => {
    expect(found('abcdefgh [no] ijklmnop', 'There was no reason.')).toBe('lost');
  });

  it('keeps the order of a group', () => {
    const before = 'First he said that the bridge was safe, and later on he added that nobody had looked at it since.';
    const words = ['that the bridge was safe', 'that nobody had looked at it since'];
    const group = words.map((exact) => {
      const start = before.indexOf(exact);
      return { ...quoteOf(before, { start, end: start + exact.length }), start };
    });
    const after =
      'Now: later on he added that nobody had looked at it since. First he said that the bridge was safe, and';
    const outcomes = finish(search(after, [group]))[0]?.map(({ outcome }) => outcome);
    expect(outcomes?.toSorted()).toEqual(['lost', 'moved']);
    expect(
      finish(
        search(
          after,
          group.map((each) => [each]),
        ),
      ).map(([each]) => each?.outcome),
    ).toEqual(['moved', 'moved']);
  });

  it('finds a long passage that was changed in the middle', () => {
    const sentences = Array.from({ length: 900 }, (_, i) => `Sentence ${i} tells of matter ${(i * 7919) % 1000}.`);
    const before = `Head of it all. ${sentences.join(' ')} Tail of it all.`;
    const start = before.indexOf('Sentence 5 ');
    const end = before.indexOf('Sentence 890 ') - 1;
    const after = `News. ${before.replace('Sentence 400 tells', 'Sentence 400 speaks')}`;
    const [[only] = []] = finish(search(after, [[{ ...quoteOf(before, { start, end }), start }]]));
    expect(only).toEqual({ outcome: 'changed', span: { start: start + 6, end: end + 7 } });
  });

  it.each([
    ['one letter', 'a'.repeat(200_000), 'a'.repeat(50), 500],
    ['equal quotes', 'he said that it is so. '.repeat(9000), 'it was said so', 2000],
    ['very long quotes', 'words and more words '.repeat(10_000), 'words und more words '.repeat(5000).trim(), 20],
  ])('comes to an end soon with %s', (_what, text, exact, count) => {
    const all = Array.from({ length: count }, (_, i) => [
      { exact, prefix: 'b'.repeat(32), suffix: 'c'.repeat(32), start: i * 90 },
    ]);
    expect(finish(search(text, all))).toHaveLength(count);
  });

  it('gives way in a large text', () => {
    const text = 'The quick brown fox jumps over the lazy dog. '.repeat(20_000);
    let slices = 0;
    for (const work = search(text, [[remembered(BEFORE)]]); !work.next().done; ) slices++;
    expect(slices).toBeGreaterThan(2);
  });

  it('finds nothing for words that are none', () => {
    const none = { exact: ' ', prefix: 'a', suffix: 'b', start: 5 };
    expect(finish(search('abc def', [[none], [{ ...none, exact: '' }]])).flat()).toEqual([
      { outcome: 'lost' },
      { outcome: 'lost' },
    ]);
  });

  it('finds words that a file gives megabytes of surroundings', () => {
    const { prefix, suffix, ...words } = remembered(BEFORE);
    const wordy = { ...words, prefix: 'x'.repeat(3_000_000) + prefix, suffix: suffix + 'y'.repeat(3_000_000) };
    const { text } = read(BEFORE.replace('On Monday', 'Last week').replace('safe', 'good'));
    expect(finish(search(text, [[wordy]]))).toEqual(finish(search(text, [[remembered(BEFORE)]])));
  });
});
