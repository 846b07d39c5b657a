import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../src/core/entry.ts';
import { BUILT_IN } from '../../../src/core/label.ts';
import { Corpus, type Digest, type Member } from '../../../src/store/corpus.ts';

const entry = (id: string, label: string, more: Partial<Entry> = {}): Entry => ({
  id,
  label,
  words: `the words of ${id}`,
  entities: label === 'source' ? [] : undefined,
  isDecided: false,
  to: [],
  ...more,
});

const digest = (article: string, entries: readonly Entry[], own?: string): Digest => ({
  article,
  sidecar: `${article}${own === undefined ? '' : `.${own}`}.newsmark.yaml`,
  isShared: own === undefined,
  codebook: BUILT_IN,
  entries,
});

const told = (members: readonly Member[]): readonly string[] =>
  members.map((member) => `${member.digest.sidecar.replace('.newsmark.yaml', '')} ${member.entry.id}`);

describe('a corpus', () => {
  const a = digest('f:/a.txt', [
    entry('s1', 'source', { entities: ['ODNI'] }),
    entry('q1', 'quote', { to: ['s1'] }),
    entry('c1', 'claim', { verdict: 'false', isDecided: true, trouble: 'lost' }),
  ]);
  const b = digest('f:/b.txt', [
    entry('c1', 'claim', { verdict: 'unverified', to: ['f:/a.txt#s1'] }),
    entry('c2', 'claim'),
    entry('s1', 'source', { entities: ['ODNI', 'DNI'] }),
    entry('s2', 'source'),
  ]);

  it('lists what belongs together, by article', () => {
    const corpus = new Corpus();
    corpus.put(b);
    corpus.put(a);
    expect(corpus.groups('entity')).toEqual(
      expect.arrayContaining([
        { name: 'ODNI', count: 2, articles: 2, article: 'f:/a.txt' },
        { name: 'DNI', count: 1, articles: 1, article: 'f:/b.txt' },
        { name: '', count: 1, articles: 1, article: 'f:/b.txt' },
      ]),
    );
    expect(told(corpus.members('entity', 'ODNI'))).toEqual(['f:/a.txt s1', 'f:/b.txt s1']);
    expect(told(corpus.members('entity', ''))).toEqual(['f:/b.txt s2']);
    expect(told(corpus.members('verdict', ''))).toEqual(['f:/b.txt c2']);
    expect(told(corpus.members('trouble', 'lost'))).toEqual(['f:/a.txt c1']);
    expect(corpus.members('trouble', 'changed')).toEqual([]);
  });

  it('knows what is linked to an annotation, also from other articles', () => {
    const corpus = new Corpus();
    corpus.put(a);
    corpus.put(b);
    const [source] = corpus.members('entity', 'ODNI');
    expect(source && told(corpus.linkedTo(source))).toEqual(['f:/a.txt q1', 'f:/b.txt c1']);
    corpus.delete(b.sidecar);
    expect(source && told(corpus.linkedTo(source))).toEqual(['f:/a.txt q1']);
  });

  it('counts how far an article is', () => {
    const corpus = new Corpus();
    corpus.put(a);
    corpus.put(digest('f:/a.txt', [entry('c9', 'claim')], 'ana'));
    expect(corpus.progress('f:/a.txt')).toEqual({ annotations: 4, claims: 2, decided: 1, troubles: 1 });
    expect(corpus.of('f:/a.txt').map(({ isShared }) => isShared)).toEqual([true, false]);
    expect(corpus.progress('f:/none.txt').annotations).toBe(0);
  });

  it('knows articles without annotations, and annotations whose article is gone', () => {
    const corpus = new Corpus();
    corpus.add('f:/c.txt');
    corpus.add('f:/a.txt');
    corpus.put(a);
    corpus.put(digest('f:/gone.txt', []));
    expect(corpus.articles).toEqual(['f:/a.txt', 'f:/c.txt', 'f:/gone.txt']);
    expect(corpus.annotated).toBe(1);
    expect(corpus.has('f:/gone.txt')).toBe(false);
    corpus.remove('f:/a.txt');
    expect(corpus.articles).toContain('f:/a.txt');
    corpus.delete(a.sidecar);
    expect(corpus.articles).toEqual(['f:/c.txt', 'f:/gone.txt']);
  });

  it('forgets a folder with all that is in it, and nothing beside it', () => {
    const corpus = new Corpus();
    for (const article of ['f:/x/a.txt', 'f:/x/y/b.txt', 'f:/xy/c.txt']) {
      corpus.add(article);
      corpus.put(digest(article, [entry('c1', 'claim')]));
    }
    corpus.clear('f:/x');
    expect(corpus.articles).toEqual(['f:/xy/c.txt']);
    expect(told(corpus.members('verdict', ''))).toEqual(['f:/xy/c.txt c1']);
  });

  it('has another version after what changes it, and only then', () => {
    const corpus = new Corpus();
    const changes = (act: () => void): boolean => {
      const before = corpus.version;
      act();
      return corpus.version !== before;
    };
    expect(changes(() => corpus.add(a.article))).toBe(true);
    expect(changes(() => corpus.add(a.article))).toBe(false);
    expect(changes(() => corpus.put(a))).toBe(true);
    expect(changes(() => corpus.put({ ...a, entries: structuredClone(a.entries) }))).toBe(false);
    expect(changes(() => corpus.put({ ...a, entries: a.entries.slice(1) }))).toBe(true);
    expect(changes(() => corpus.put({ ...a, entries: a.entries.slice(1), codebook: { ...BUILT_IN } }))).toBe(false);
    expect(changes(() => corpus.put({ ...a, codebook: { ...BUILT_IN, roles: [] } }))).toBe(true);
    expect(changes(() => corpus.delete(b.sidecar))).toBe(false);
    expect(changes(() => corpus.clear('f:/'))).toBe(false);
    expect(changes(() => corpus.delete(a.sidecar))).toBe(true);
    expect(changes(() => corpus.remove(a.article))).toBe(true);
    expect(changes(() => corpus.remove(a.article))).toBe(false);
  });

  it('is the same after any changes as one that was filled with the last of them', () => {
    const id = fc.constantFrom('a', 'b', 'c');
    const name = fc.constantFrom('x', 'y');
    const entries = fc.array(
      fc.record({
        id,
        label: fc.constantFrom('claim', 'source', 'quote'),
        words: fc.constant('words'),
        entities: fc.option(fc.uniqueArray(name, { maxLength: 2 }), { nil: undefined }),
        verdict: fc.option(name, { nil: undefined }),
        isDecided: fc.boolean(),
        trouble: fc.option(fc.constantFrom('lost', 'changed', 'conflict'), { nil: undefined }),
        to: fc.array(fc.oneof(id, fc.constantFrom('f:/0.txt#a', 'f:/1.txt#b')), { maxLength: 2 }),
      }),
      { maxLength: 4 },
    );
    const place = fc.record({ article: fc.nat(2), own: fc.option(fc.constantFrom('ana'), { nil: undefined }) });
    const act = fc.record({ place, entries: fc.option(entries, { nil: undefined }) });
    const view = (corpus: Corpus) => ({
      articles: corpus.articles,
      annotated: corpus.annotated,
      groups: (['entity', 'verdict', 'trouble'] as const).map((sort) => {
        const groups = corpus.groups(sort).toSorted((one, other) => (one.name < other.name ? -1 : 1));
        return groups.map((group) => [group, told(corpus.members(sort, group.name))]);
      }),
      linked: [...corpus.all()].map((member) => [told([member]), told(corpus.linkedTo(member))]),
      progress: corpus.articles.map((article) => corpus.progress(article)),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
        const corpus = new Corpus();
        const last = new Map<string, Digest>();
        for (const { place: of, entries: all } of acts) {
          const next = digest(`f:/${of.article}.txt`, all ?? [], of.own);
          if (all) corpus.put(next);
          else corpus.delete(next.sidecar);
          if (all) last.set(next.sidecar, next);
          else last.delete(next.sidecar);
        }
        const fresh = new Corpus();
        for (const each of last.values()) fresh.put(each);
        expect(view(corpus)).toEqual(view(fresh));
      }),
    );
  });
});
