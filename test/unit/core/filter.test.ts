import { expect, it } from 'vitest';
import { Finder } from '../../../src/core/filter.ts';
import { BUILT_IN } from '../../../src/core/label.ts';
import { mark } from './sample.ts';

const TEXT = 'The café in Łódź closed. Nobody said why. Їжак прийшов.';
const CLAIM = mark(TEXT, ['The café', 'closed'], {
  id: 'claim',
  attributes: { verdict: 'disputed', tags: ['EU', 'UN'] },
});
const QUOTE = mark(TEXT, 'Nobody said why', { id: 'quote', label: 'quote', note: 'Really?\nAsk Ana', by: 'Zoë Brûlé' });
const OTHER = mark(TEXT, 'Їжак', {
  id: 'other',
  label: 'mood',
  modifiedBy: 'Ben',
  review: { state: 'open', by: 'Kai' },
});
const ALL = [CLAIM, QUOTE, OTHER];

const find = (typed: string) =>
  new Finder(BUILT_IN)
    .find(ALL, typed)
    .map(({ id }) => id)
    .join(' ');

it.each([
  ['', 'claim quote other'],
  [' \t', 'claim quote other'],
  ['nobody', 'quote'],
  ['NOBODY', 'quote'],
  ['cafe', 'claim'],
  ['CAFÉ', 'claim'],
  ['cafe\u0301', 'claim'],
  ['їжак', 'other'],
  ['Claim', 'claim'],
  ['mood', 'other'],
  ['disputed', 'claim'],
  ['un', 'claim'],
  ['ask', 'quote'],
  ['zoe', 'quote'],
  ['brule', 'quote'],
  ['nóbody', 'quote'],
  ['ben', 'other'],
  ['kai', 'other'],
  ['closed cafe', 'claim'],
  ['cafe disputed claim', 'claim'],
  ['cafe nobody', ''],
  // Words are looked for where they stand, not over the end of a field.
  ['whyquote', ''],
  ['.*', ''],
])('%j finds %j', (typed, expected) => {
  expect(find(typed)).toBe(expected);
});

it('knows the title of a label, also under an earlier name', () => {
  const labels = BUILT_IN.labels.map((label) =>
    label.name === 'claim' ? { ...label, title: 'Behauptung', was: ['mood'] } : label,
  );
  expect(new Finder({ ...BUILT_IN, labels }).find(ALL, 'behaupt')).toEqual([CLAIM, OTHER]);
});

it('sees what an annotation says now', () => {
  const finder = new Finder(BUILT_IN);
  expect(finder.find(ALL, 'late')).toEqual([]);
  const after = { ...CLAIM, note: 'too late' };
  expect(finder.find([after, QUOTE], 'late')).toEqual([after]);
});
