import { describe, expect, it } from 'vitest';
import { alters, wholeWords } from '../../../src/core/meaning.ts';
import { mark } from './sample.ts';

describe('words that were edited', () => {
  it.each([
    ['killed 12 people', 'killed 120 people'],
    ['killed 12 people', 'killed 21 people'],
    ['1.5 million', '15 million'],
    ['rose by 5 %', 'rose by 5'],
    ['fell by -5', 'fell by 5'],
    ['he did', 'he did not'],
    ['he did not', 'he did'],
    ['he can', 'he can’t'],
    ['er kommt', 'er kommt nie'],
    ['він прийшов', 'він не прийшов'],
    ['Moscow said', 'Kyiv said'],
    ['Kyiv beat Moscow', 'Moscow beat Kyiv'],
    ['the minister', 'the Minister'],
    ['he said yes', 'he said “yes”'],
    ['a so-called ‘deal’', 'a so-called deal'],
    ['他在上海', '他在北京'],
    ['قال الوزير', 'قال الرئيس'],
    ['worth $5m', 'worth $5bn'],
    ['worth $5', 'worth €5'],
    ['five dead', 'nine dead'],
    ['five million', 'five billion'],
    ['п’ять тисяч', 'шість тисяч'],
    ['a share of .5', 'a share of 5'],
    ['1/2 of it', '1 2 of it'],
    ['ele não disse', 'ele disse'],
    ['here', 'немає here'],
  ])('may mean something else: %s → %s', (before, after) => {
    expect(alters(before, after)).toBe(true);
    expect(alters(after, before)).toBe(true);
  });

  it.each([
    ['a big house', 'a large house'],
    ['the Minister said', 'the Minister has said'],
    ['He said “yes”', 'He said "yes"'],
    ['it’s 12 people', "it's 12  people"],
    ['10–12 days', '10-12 day'],
    ['', ''],
    ['recieve', 'receive'],
  ])('mean the same as far as can be told: %s → %s', (before, after) => {
    expect(alters(before, after)).toBe(false);
    expect(alters(after, before)).toBe(false);
  });

  it('are read in a time that grows with their length', () => {
    const long = `${'a'.repeat(200_000)}${"'a".repeat(100_000)}${'1.'.repeat(100_000)}`;
    expect(alters(long, `${long}9`)).toBe(true);
  });
});

describe('words that go on where a passage ends', () => {
  const grown = (before: string, words: string, after: string) => {
    const remembered = mark(before, words).target[0];
    const found = remembered && {
      ...remembered,
      start: after.indexOf(words),
      end: after.indexOf(words) + words.length,
    };
    if (!found) throw new Error('not found');
    const whole = wholeWords(after, found, found);
    return whole === found ? undefined : after.slice(whole.start, whole.end);
  };

  it.each([
    ['killed 12 people', '12', 'killed 120 people', '120'],
    ['killed 12 people', '12', 'killed 312 people', '312'],
    ['He said no more', 'no', 'He said not more', 'not'],
    ['it is likely so', 'likely', 'it is unlikely so', 'unlikely'],
    ['he could go', 'could', 'he couldn’t go', 'couldn’t'],
    ['one two three', 'two', 'one atwob three', 'atwob'],
    ['one two three', 'two', 'one 𝒶two three', '𝒶two'],
  ])('belong to it: %s, %s, in %s', (before, words, after, expected) => {
    expect(grown(before, words, after)).toBe(expected);
  });

  it.each([
    ['the word stands where it stood', 'a no b', 'no', 'a no b'],
    ['a part of a word was remembered', 'the unlikely case', 'likely', 'the most unlikely case'],
    ['a space was taken away behind it', 'the minister said', 'minister', 'the ministersaid'],
    ['a space was taken away before it', 'the minister said', 'minister', 'theminister said'],
    ['another mark stands there', 'he said no more', 'no', 'he said no, more'],
    ['nothing is known of what stood around it', 'no', 'no', 'not'],
  ])('are let alone where %s', (_, before, words, after) => {
    expect(grown(before, words, after)).toBeUndefined();
  });

  it('are cut where they are endless', () => {
    expect(grown('a no b', 'no', `a no${'t'.repeat(100_000)} b`)).toHaveLength(66);
  });
});
