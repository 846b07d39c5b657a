import { expect, it } from 'vitest';
import type { Annotation, State } from '../../../src/core/annotation.ts';
import { GROUPINGS, type Grouping, group } from '../../../src/core/grouping.ts';
import { BUILT_IN } from '../../../src/core/label.ts';
import { at } from './sample.ts';

const one = (id: string, start: number, more: Partial<Annotation> = {}, state?: State) => {
  const annotation = at(id, start, start + 2, more);
  return { ...annotation, target: annotation.target.map((each) => ({ ...each, state })) };
};
const by = (to: string) => ({ label: 'quote', links: [{ role: 'source', to }] });
const reviewed = (state: string, at = '2026-11-22T10:00:00Z') => ({ review: { state, at } });

const ALL = [
  one('no', 50, by('ann')),
  one('ann', 40, { label: 'source', attributes: { entity: 'Ann Lee' } }),
  one('lost', 1, by('ann'), 'lost'),
  one('ben', 30, { label: 'source', attributes: { entity: 'Ben' } }, 'changed'),
  one('yes', 60, by('ben')),
  one('far', 70, by('b.txt#ben')),
  one('claim', 10),
  one('agreed', 20, { ...reviewed('accepted'), modified: '2026-11-22T09:00:00Z' }),
  one('late', 21, { ...reviewed('accepted'), modified: '2026-11-22T11:00:00Z' }),
  one('open', 22, reviewed('open')),
  one('bad', 23, reviewed('rejected')),
  one('odd', 24, reviewed('Ask')),
  one('torn', 25, { ...reviewed('accepted'), conflict: [{ field: 'note', theirs: 'x' }] }),
];

const groups = (grouping: Grouping, all: readonly Annotation[] = ALL) =>
  group(all, BUILT_IN, grouping).map(({ kind, members }) => [
    Object.entries(kind).flat().join(' '),
    members.map(({ id }) => id).join(' '),
  ]);

it('groups by label as the outline does', () => {
  expect(groups('label')).toEqual([
    ['state lost', 'lost'],
    ['state changed', 'ben'],
    ['label claim', 'claim agreed late open bad odd torn'],
    ['label source', 'ann'],
    ['label quote', 'no yes far'],
  ]);
});

it('groups by source: mentions and what they said, also where a mention has changed; then what has none here', () => {
  expect(groups('source')).toEqual([
    ['state lost', 'lost'],
    ['state changed', 'ben'],
    ['source Ben', 'yes'],
    ['source Ann Lee', 'ann no'],
    ['apart elsewhere', 'far'],
    ['apart unsourced', 'claim agreed late open bad odd torn'],
  ]);
});

it('groups by state: what is to be done comes first', () => {
  expect(groups('state')).toEqual([
    ['state lost', 'lost'],
    ['state changed', 'ben'],
    ['state conflict', 'torn'],
    ['state unreviewed', 'claim late open ann no yes far'],
    ['review accepted', 'agreed'],
    ['review rejected', 'bad'],
    ['review Ask', 'odd'],
  ]);
});

it('does not group: text order behind what needs a look', () => {
  expect(groups('none')).toEqual([['apart all', 'lost ben claim agreed late open bad odd torn ann no yes far']]);
});

it('has every annotation, in no group twice, and no group without members', () => {
  for (const grouping of GROUPINGS) {
    const members = group(ALL, BUILT_IN, grouping).map((each) => each.members);
    expect(new Set(members.flat())).toEqual(new Set(ALL));
    for (const all of members) expect(new Set(all).size).toBe(all.length);
    expect(groups(grouping, [])).toEqual([]);
  }
});
