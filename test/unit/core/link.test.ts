import { describe, expect, it } from 'vitest';
import { applyChange, removal } from '../../../src/core/document.ts';
import { BUILT_IN } from '../../../src/core/label.ts';
import {
  candidates,
  connect,
  dangling,
  disconnect,
  heirs,
  list,
  nearest,
  nearestPaths,
  parseAddress,
  printAddress,
  redirect,
  rolesBetween,
  rolesFrom,
  tiesTo,
} from '../../../src/core/link.ts';
import { at } from './sample.ts';

const ids = (annotations: readonly { readonly id: string }[]) => annotations.map(({ id }) => id).join(' ');
const said = (to: string) => ({ role: 'source', to });
const sameAs = (to: string) => ({ role: 'same', to });

describe('an address', () => {
  it.each([
    ['p8m2hx0r', { id: 'p8m2hx0r' }],
    ['other.txt#a1', { path: 'other.txt', id: 'a1' }],
    ['2022/Харків #2.txt#a1', { path: '2022/Харків #2.txt', id: 'a1' }],
    ['.hidden/..a/b...txt#x', { path: '.hidden/..a/b...txt', id: 'x' }],
  ])('%s', (to, expected) => {
    expect(parseAddress(to)).toEqual(expected);
    expect(printAddress(expected)).toBe(to);
  });

  it.each([
    '',
    '#',
    'a.txt#',
    '#a',
    'a b',
    'a.txt#b c',
    '../a.txt#x',
    'x/../../a.txt#x',
    'x/.. /a.txt#x',
    './a.txt#x',
    '/etc/passwd#x',
    '//host/a.txt#x',
    'a//b.txt#x',
    'a/#x',
    'C:/a.txt#x',
    'file:///etc/passwd#x',
    'a\\..\\..\\b.txt#x',
    'a\0.txt#x',
    'a\ud800.txt#x',
  ])('is none in %j', (to) => {
    expect(parseAddress(to)).toBeUndefined();
  });
});

describe('candidates', () => {
  const from = at('q', 100, 120, { label: 'quote' });
  const all = [
    at('s1', 10, 20, { label: 'source' }),
    at('c1', 60, 70),
    at('s2', 90, 95, { label: 'source' }),
    from,
    at('c2', 130, 140),
    at('q2', 121, 125, { label: 'quote' }),
  ];

  const listed = (codebook: typeof BUILT_IN, label: string, targets: typeof all) =>
    candidates(codebook, label, targets).map(({ role, annotation }) => `${role.name} ${annotation.id}`);

  it('are what each role of the codebook allows, in its order, then the nearest first', () => {
    expect(listed(BUILT_IN, 'quote', [...nearest(all, from)])).toEqual([
      'source s2',
      'source s1',
      'supports c2',
      'supports c1',
      'contradicts c2',
      'contradicts c1',
    ]);
    expect(rolesFrom(BUILT_IN, 'source')).toEqual([]);
    expect(listed(BUILT_IN, 'source', all)).toEqual([]);
  });

  it('have an earlier name of a label, on either end', () => {
    const labels = BUILT_IN.labels.map((label) => ({ ...label, was: [`old-${label.name}`] }));
    const codebook = { ...BUILT_IN, labels };
    const old = at('o', 0, 5, { label: 'old-source' });
    expect(listed(codebook, 'old-quote', [old])).toEqual(['source o']);
    expect(listed(BUILT_IN, 'old-quote', [old])).toEqual([]);
  });

  it('are near by their nearest fragments, and last when they are lost', () => {
    const lost = at('l', 101, 102);
    const gone = { ...lost, target: lost.target.map((each) => ({ ...each, state: 'lost' as const })) };
    const split = { ...at('split', 0, 1), target: [...at('', 0, 1).target, ...at('', 97, 98).target] };
    expect(ids(nearest([gone, ...all, split], from))).toBe('q2 split s2 c2 c1 s1 l');
    const over = at('over', 110, 200);
    expect(ids(nearest([all[5] ?? from, over, at('in', 105, 106)], from))).toBe('in over q2');
  });
});

describe('links of several', () => {
  const targets = [at('s', 0, 1, { label: 'source' }), at('c', 2, 3)];
  const names = (label: readonly string[]) =>
    candidates(BUILT_IN, label, targets).map(({ role, annotation }) => `${role.name} ${annotation.id}`);

  it('are those that each of their labels allows', () => {
    expect(names(['claim'])).toEqual(['source s', 'supports c', 'contradicts c', 'same c']);
    expect(names(['claim', 'quote'])).toEqual(['source s', 'supports c', 'contradicts c']);
    expect(names(['claim', 'source'])).toEqual([]);
  });

  it('have the roles that lead from one label to the other', () => {
    const roles = (from: string, to: string) => rolesBetween(BUILT_IN, from, to).map(({ name }) => name);
    expect(roles('quote', 'source')).toEqual(['source']);
    expect(roles('quote', 'claim')).toEqual(['supports', 'contradicts']);
    expect(roles('source', 'quote')).toEqual([]);
  });
});

describe('a list of candidates', () => {
  const claims = [1, 2, 3, 4].map((i) => at(`c${i}`, i, i + 1));
  const all = candidates(BUILT_IN, 'quote', [at('s', 0, 1, { label: 'source' }), ...claims]);
  const odd = ({ annotation: { id } }: { readonly annotation: { readonly id: string } }) => 'c1 c3'.includes(id);
  const told = (most: number) =>
    list(all, most, odd).map(({ role, listed, count }) => [
      role.name,
      ids(listed.map((each) => each.annotation)),
      count,
    ]);

  it('has all of a short role, whatever was typed: the list itself looks for that', () => {
    expect(told(4)).toEqual([
      ['source', 's', 1],
      ['supports', 'c1 c2 c3 c4', 4],
      ['contradicts', 'c1 c2 c3 c4', 4],
    ]);
  });

  it('has the first of a long role that are meant', () => {
    expect(told(3)[1]).toEqual(['supports', 'c1 c3', 4]);
    expect(told(1)).toEqual([
      ['source', 's', 1],
      ['supports', 'c1', 4],
      ['contradicts', 'c1', 4],
    ]);
  });
});

describe('a link', () => {
  const a = at('a', 0, 5, { links: [said('s')] });

  it('is made once, and taken away again', () => {
    const linked = connect(a, sameAs('b'));
    expect(linked.links).toEqual([said('s'), sameAs('b')]);
    expect(connect(linked, sameAs('b'))).toBe(linked);
    expect(disconnect(linked, sameAs('b'))).toEqual(a);
    expect(disconnect(linked, sameAs('s'))).toEqual(linked);
  });

  it('dangles when its end is not in its article', () => {
    const links = [said('s'), said('x'), said('b.txt#x')];
    expect(dangling({ ...a, links }, (id) => id === 's')).toEqual([said('x')]);
  });
});

describe('links to what is removed', () => {
  const [t, u] = [at('t', 0, 5), at('u', 10, 15)];
  const s = at('s', 50, 55, { label: 'source' });
  const a = at('a', 20, 25, { links: [sameAs('t'), said('s')] });
  const b = at('b', 30, 35, { links: [sameAs('a'), sameAs('t')] });
  const all = [t, u, a, b, s];
  const gone = new Set(['t']);

  it('are told with what has them', () => {
    expect(tiesTo(all, gone)).toEqual([
      { from: a, link: sameAs('t') },
      { from: b, link: sameAs('t') },
    ]);
    expect(tiesTo(all, new Set(['t', 'a']))).toEqual([
      { from: b, link: sameAs('a') },
      { from: b, link: sameAs('t') },
    ]);
    expect(tiesTo(all, new Set(['u']))).toEqual([]);
  });

  it('may go where every one of them is allowed', () => {
    expect(ids(heirs(BUILT_IN, all, gone))).toBe('u a b');
    expect(ids(heirs(BUILT_IN, [...all, at('q', 60, 61, { label: 'quote', links: [said('t')] })], gone))).toBe('');
    // The only one that is linked cannot be linked to itself.
    expect(ids(heirs(BUILT_IN, [t, u, a, s], gone))).toBe('u');
    const odd = at('odd', 60, 61, { links: [{ role: 'denies', to: 't' }] });
    expect(ids(heirs(BUILT_IN, [t, u, odd], gone))).toBe('');
  });

  it('go to another one, once, and none to itself', () => {
    expect(redirect(a, gone, 'u')).toEqual([sameAs('u'), said('s')]);
    expect(redirect(a, gone, 'a')).toEqual([said('s')]);
    expect(redirect(b, gone, 'a')).toEqual([sameAs('a')]);
    const extra = { 'x-why': 1 };
    expect(redirect({ ...b, links: [sameAs('a'), { ...sameAs('t'), extra }] }, gone, 'a')).toEqual([
      sameAs('a'),
      { ...sameAs('a'), extra },
    ]);
    expect(redirect({ ...b, links: [sameAs('t'), sameAs('v')] }, new Set(['t', 'v']), 'u')).toEqual([sameAs('u')]);
    const after = applyChange(all, removal(all, gone, 'u'));
    expect(after.map(({ id, links }) => [id, links.map(({ to }) => to).join(' ')])).toEqual([
      ['u', ''],
      ['a', 'u s'],
      ['b', 'a u'],
      ['s', ''],
    ]);
  });
});

it('sorts files by how near their folders are', () => {
  const others = ['x/y/z.txt', 'a/b/c/d.txt', 'a/x/d.txt', 'top.txt', 'a/b/z.txt', 'a/b/y.txt', 'a/up.txt'];
  expect(nearestPaths('a/b/here.txt', others)).toEqual([
    'a/b/y.txt',
    'a/b/z.txt',
    'a/b/c/d.txt',
    'a/up.txt',
    'a/x/d.txt',
    'top.txt',
    'x/y/z.txt',
  ]);
});
