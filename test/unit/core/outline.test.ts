import { expect, it } from 'vitest';
import type { State } from '../../../src/core/annotation.ts';
import { BUILT_IN } from '../../../src/core/label.ts';
import { counts, outline } from '../../../src/core/outline.ts';
import { at } from './sample.ts';

const labels = BUILT_IN.labels.map((label) => (label.name === 'claim' ? { ...label, was: ['assertion'] } : label));
const codebook = { ...BUILT_IN, labels };

const labelled = (id: string, label: string, start: number, state?: State) => {
  const annotation = at(id, start, start + 2, { label });
  return { ...annotation, target: annotation.target.map((each) => ({ ...each, state })) };
};

const all = [
  labelled('q', 'quote', 30),
  labelled('z', 'zebra', 5),
  labelled('c2', 'claim', 20),
  labelled('m', 'mood', 6),
  labelled('c1', 'assertion', 10),
  labelled('l', 'claim', 1, 'lost'),
  labelled('x', 'quote', 2, 'changed'),
];

it('groups what needs a look first, then by label as the codebook has them, then the others by name', () => {
  const groups = outline(all, codebook).map(({ title, members }) => [title, members.map(({ id }) => id).join(' ')]);
  expect(groups).toEqual([
    ['Lost', 'l'],
    ['Changed', 'x'],
    ['Claim', 'c1 c2'],
    ['Quote', 'q'],
    ['mood', 'm'],
    ['zebra', 'z'],
  ]);
});

it('says what a group is', () => {
  expect(outline(all, codebook).map(({ kind }) => kind)).toEqual([
    { state: 'lost' },
    { state: 'changed' },
    { label: 'claim' },
    { label: 'quote' },
    { label: 'mood' },
    { label: 'zebra' },
  ]);
});

it('has no group without members', () => {
  expect(outline([], codebook)).toEqual([]);
});

it('counts labels in the same order, also those that nothing has', () => {
  expect(counts(all, codebook).map(({ label, count }) => [label, count])).toEqual([
    ['claim', 3],
    ['source', 0],
    ['quote', 2],
    ['mood', 1],
    ['zebra', 1],
  ]);
  expect(counts([], codebook).map(({ title }) => title)).toEqual(['Claim', 'Source', 'Quote']);
});
