import { describe, expect, it } from 'vitest';
import type { Annotation } from '../../../src/core/annotation.ts';
import { type Reanchored, reanchor, revise } from '../../../src/core/reanchor.ts';
import { finish } from '../../../src/core/work.ts';
import { mark } from './sample.ts';

const TEXT = 'The minister said on Monday that the bridge was safe. “It is safe,” he said, “for now.”';

const again = (text: string, ...annotations: readonly ReturnType<typeof mark>[]) => finish(reanchor(annotations, text));

it('leaves annotations as they are where nothing changed', () => {
  const annotation = mark(TEXT, ['It is safe', 'for now']);
  const [only] = again(TEXT, annotation);
  expect(only?.annotation).toBe(annotation);
  expect(only?.found.map(({ outcome }) => outcome)).toEqual(['exact', 'exact']);
});

it('moves them, with the words as they stand there', () => {
  const annotation = mark(TEXT, '“It is safe,” he said');
  const [only] = again(`Update. ${TEXT.replaceAll(/[“”]/g, '"')}`, annotation);
  const [fragment] = annotation.target;
  expect(only?.annotation.target).toEqual([
    { ...fragment, exact: '"It is safe," he said', start: (fragment?.start ?? 0) + 8, end: (fragment?.end ?? 0) + 8 },
  ]);
});

it('keeps words and place of what is changed, and says what stands there now', () => {
  const annotation = mark(TEXT, 'that the bridge was safe');
  const text = TEXT.replace('was safe', 'was not safe');
  const [only] = again(text, annotation);
  expect(only?.annotation.target).toEqual([{ ...annotation.target[0], state: 'changed' }]);
  const span = only?.found[0]?.span;
  expect(span && text.slice(span.start, span.end)).toBe('that the bridge was not safe');
  expect(again(TEXT, only?.annotation ?? annotation)[0]?.annotation).toEqual(annotation);
});

it.each([
  ['12', 'killed 12 men', 'killed 120 men', '120'],
  ['12', 'killed 12 men', 'killed 3.12 men', '3.12'],
  ['12', 'killed 12 men', 'killed 12,500 men', '12,500'],
  ['12', 'killed 12 men', 'killed 12, then 5', '12'],
  ['no', 'he said no more', 'he said not more', 'not'],
])('does not take a part of another word for the words: %s of %s in %s', (words, old, now, found) => {
  const around = (text: string) =>
    `It is reported that in the town the army ${text}, and nothing more was heard of it.`;
  const annotation = mark(around(old), words);
  const [before] = annotation.target;
  const texts = [around(now), `Today: ${around(now)}`];
  for (const text of texts) {
    const all = [...again(text, annotation), ...finish<Reanchored[]>(revise([annotation], around(old), text))];
    for (const each of all) {
      const [span] = each.found;
      expect(span?.span && text.slice(span.span.start, span.span.end)).toBe(found);
      const isPart = found !== words;
      if (isPart) expect(each.annotation.target).toEqual([{ ...before, state: 'changed' }]);
      else expect(each.annotation.target[0]?.state).toBeUndefined();
    }
  }
});

it('keeps where it is what is known to have changed, in the surroundings that it remembers', () => {
  const annotation = mark(TEXT, 'the bridge was safe');
  const text = `${TEXT.replace('the bridge was safe', 'it fell')} The bridge was safe, it said. Later the bridge was safe.`;
  const target = mark(text, 'it fell').target.map((each) => ({
    ...each,
    exact: 'the bridge was safe',
    state: 'changed' as const,
  }));
  const known = { ...annotation, target };
  const [only] = again(text, known);
  expect(only?.annotation).toBe(known);
  expect(only?.found[0]).toMatchObject({ outcome: 'changed', span: { start: text.indexOf('it fell') } });
});

it('keeps what is lost, and finds it again', () => {
  const annotation = mark(TEXT, 'the bridge was safe');
  const [only] = again('Something else was in the papers that day.', annotation);
  expect(only?.annotation.target).toEqual([{ ...annotation.target[0], state: 'lost' }]);
  expect(again(TEXT, only?.annotation ?? annotation)[0]?.annotation).toEqual(annotation);
});

it('believes words with little around them where all of it stands, the nearest of repeats', () => {
  const bare = {
    ...mark(TEXT, 'the bridge was safe'),
    target: [{ exact: 'bridge', prefix: '', suffix: '', start: 20, end: 26 }],
  };
  const text = 'A bridge, another bridge, and a third bridge.';
  const [only] = again(text, bare);
  expect(only?.annotation.target).toEqual([{ ...bare.target[0], start: 18, end: 24 }]);
  const short = { ...bare, target: [{ exact: 'bridge', prefix: 'd ', suffix: '.', start: 0, end: 6 }] };
  expect(again(text, short)[0]?.annotation.target).toEqual([{ ...short.target[0], start: 38, end: 44 }]);
  expect(again('Nothing of the kind.', bare)[0]?.annotation.target[0]?.state).toBe('lost');
});

describe('where the old text is known', () => {
  const before = 'One said yes. Two said no. Three said no. Four said yes.';
  const after = (now: string, annotation: Annotation) => finish<Reanchored[]>(revise([annotation], before, now))[0];

  it('equal words are told apart by it', () => {
    const annotation = mark(before, 'Three said no');
    const bare = { ...annotation, target: annotation.target.map((each) => ({ ...each, prefix: '', suffix: '' })) };
    const now = `Three said no. ${before}`;
    expect(after(now, bare)?.annotation.target[0]?.start).toBe(now.lastIndexOf('Three'));
    expect(after(before, bare)?.annotation).toBe(bare);
  });

  it.each([
    ['what was put in begins as they do', '😀 word one', '😀100😀 word one', 5],
    ['what was put in ends as they do', 'one word 😀', 'one word 😀100😀', 0],
  ])('the words stand beside what was put in, not around it: %s', (_, words, now, start) => {
    const annotation = mark(`${words}\nTwo.\n`, words);
    const [fragment] = annotation.target;
    const [found] = finish<Reanchored[]>(revise([annotation], `${words}\nTwo.\n`, `${now}\nTwo.\n`));
    expect(found?.annotation.target).toEqual([{ ...fragment, start, end: start + words.length }]);
  });

  it('words that are a part of others now have changed', () => {
    const annotation = mark('In all 5 died.\n', '5 died');
    const [found] = finish<Reanchored[]>(revise([annotation], 'In all 5 died.\n', 'In all 15 died.\n'));
    expect(found?.annotation.target[0]?.state).toBe('changed');
  });

  it('other words are changed, and keep what they were', () => {
    const annotation = mark(before, 'Two said no');
    const now = before.replace('Two said no', 'Two never said no');
    const found = after(now, annotation);
    expect(found?.annotation.target).toEqual([{ ...annotation.target[0], state: 'changed' }]);
    const span = found?.found[0]?.span;
    expect(now.slice(span?.start, span?.end)).toBe('Two never said no');
  });

  it('words that did not stand there are searched for', () => {
    const annotation = mark(`xx${before}`, 'Four said yes');
    expect(after(before, annotation)?.annotation.target[0]?.start).toBe(before.indexOf('Four'));
  });

  it('what is gone is lost', () => {
    const annotation = mark(before, ['One said yes', 'Four said yes']);
    const states = after('Two said no. Three said no. Four said yes.', annotation)?.annotation.target;
    expect(states?.map(({ state }) => state)).toEqual(['lost', undefined]);
  });

  const votes =
    'The mayor of Izyum voted for it. The mayor of Balakliia voted for it. The mayor of Kupiansk voted for it.';

  it('what is gone is not what stood elsewhere before, however alike', () => {
    const refrain = 'We shall fight on the beaches';
    const old = `${refrain}. ${votes} ${refrain}.`;
    const start = old.lastIndexOf(refrain);
    const target = [{ exact: refrain, prefix: '', suffix: '.', start, end: start + refrain.length }];
    const annotation = { ...mark(old, 'Izyum'), target };
    const now = old.slice(0, start);
    expect(finish(reanchor([annotation], now))[0]?.found[0]?.outcome).toBe('moved');
    expect(finish(revise([annotation], old, now))[0]?.annotation.target[0]?.state).toBe('lost');
  });

  it('what was moved, and is too short for the difference, is found in what is new', () => {
    const more = 'Nobody knows when the trains will go again, and the station stays closed until then.';
    const annotation = mark(`${votes} ${more}`, 'Balakliia');
    const now = `Also Balakliia voted. ${votes.replace('The mayor of Balakliia voted for it. ', '')} ${more}`;
    const bare = {
      ...annotation,
      target: annotation.target.map((each) => ({ ...each, prefix: '', suffix: ' voted' })),
    };
    expect(finish(revise([bare], `${votes} ${more}`, now))[0]?.annotation.target).toEqual([
      { ...bare.target[0], start: 5, end: 14 },
    ]);
  });

  it('of fragments that changed places the longest is believed', () => {
    const [one, two] = ['The bridge over the river is closed for nine weeks from today.', 'Buses go by the dam.'];
    const middle = 'Nobody had told the residents of the eastern district, who complained about the noise at night.';
    const [first, last] = [`${one} It was opened in 1974.`, `${two} They are free for all until the summer.`];
    const annotation = mark(`${first}\n\n${middle}\n\n${last}\n`, [one, two]);
    const now = `${last}\n\n${middle}\n\n${first}\n`;
    const [only] = finish(revise([annotation], `${first}\n\n${middle}\n\n${last}\n`, now));
    expect(only?.annotation.target.map(({ start, state }) => state ?? start)).toEqual([now.indexOf(one), 'lost']);
  });
});
