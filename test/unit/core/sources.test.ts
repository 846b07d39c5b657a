import { describe, expect, it } from 'vitest';
import type { Annotation } from '../../../src/core/annotation.ts';
import { BUILT_IN } from '../../../src/core/label.ts';
import { isSource, namesOf, voicesIn } from '../../../src/core/sources.ts';
import { at, mark } from './sample.ts';

const TEXT = 'Ann  Lee spoke. She said no. He said yes. The mayor was silent. All agreed.';
const source = (id: string, words: string, entity?: string | readonly string[]) =>
  mark(TEXT, words, { id, label: 'source', attributes: entity === undefined ? {} : { entity } });
const said = (id: string, words: string, ...ends: string[]) =>
  mark(TEXT, words, { id, label: 'quote', links: ends.map((to) => ({ role: 'source', to })) });

const ids = (all: readonly Annotation[]) => all.map(({ id }) => id).join(' ');

describe('what is a source', () => {
  it('is said by the codebook', () => {
    expect(['source', 'claim', 'quote', 'mood'].map((label) => isSource(BUILT_IN, label))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    const [label] = BUILT_IN.labels;
    const labels = label ? [{ ...label, name: 'person', was: ['witness'] }] : [];
    const roles = [{ name: 'source', title: 'by', from: ['quote'], to: ['person'] }];
    const book = { ...BUILT_IN, labels, roles };
    expect(['person', 'witness', 'source'].map((name) => isSource(book, name))).toEqual([true, true, false]);
  });

  it('is the label of that name where there is no such role', () => {
    expect(['source', 'claim'].map((label) => isSource({ ...BUILT_IN, roles: [] }, label))).toEqual([true, false]);
  });
});

it('a source is called by its entities, else by its words in one line', () => {
  expect(namesOf(source('a', 'She', 'Ann Lee'))).toEqual(['Ann Lee']);
  expect(namesOf(source('a', 'She', ['Ann Lee', 'Desk']))).toEqual(['Ann Lee', 'Desk']);
  expect(namesOf(source('a', 'Ann  Lee'))).toEqual(['Ann Lee']);
  expect(namesOf(source('a', 'She', ' '))).toEqual(['She']);
});

it('voices have all mentions, and what is linked to any of them', () => {
  const all = [
    source('ann', 'Ann  Lee'),
    source('she', 'She', 'Ann Lee'),
    said('no', 'no', 'she'),
    source('he', 'He', ['Ben', 'Ann Lee']),
    said('yes', 'yes', 'he', 'ann'),
    said('there', 'was', 'other.txt#ann'),
    said('gone', 'silent', 'gone0000'),
    said('none', 'agreed'),
    at('claim', 1, 2, { links: [{ role: 'supports', to: 'ann' }] }),
  ];
  const { voices, elsewhere, unsourced } = voicesIn(all, BUILT_IN);
  expect(voices.map(({ name, mentions, said }) => [name, ids(mentions), ids(said)])).toEqual([
    ['Ann Lee', 'ann she he', 'no yes'],
    ['Ben', 'he', 'yes'],
  ]);
  expect([ids(elsewhere), ids(unsourced)]).toEqual(['there', 'gone none claim']);
});
