import type { Entry, Trouble } from '../core/entry.ts';
import type { Codebook } from '../core/label.ts';
import { same } from '../core/value.ts';

/** The annotations of an article as one of its sidecars has them. All files are URIs. */
export interface Digest {
  readonly article: string;
  readonly sidecar: string;
  /** Whether it is the sidecar that all annotators share. */
  readonly isShared: boolean;
  /** That of the article's project. */
  readonly codebook: Codebook;
  /** In the file's order. A link into another article has that article's URI, `#` and the id in `to`. */
  readonly entries: readonly Entry[];
}

/** An annotation with the sidecar that it was found in. */
export interface Member {
  readonly digest: Digest;
  readonly entry: Entry;
}

/** By what annotations of all articles are listed together. */
export type Sort = 'entity' | 'verdict' | 'trouble';

/** Annotations that are listed together. */
export interface Group {
  /** The entity, the verdict or the trouble; empty for sources without entity and claims without verdict. */
  readonly name: string;
  readonly count: number;
  readonly articles: number;
  /** The first of the articles. */
  readonly article: string;
}

/** How far the work on some articles is. */
export interface Progress {
  readonly annotations: number;
  readonly claims: number;
  /** Claims with another verdict than the one that they begin with. */
  readonly decided: number;
  readonly troubles: number;
}

const NAMES: Readonly<Record<Sort, (entry: Entry) => readonly string[]>> = {
  entity: ({ entities }) => (entities?.length === 0 ? [''] : (entities ?? [])),
  verdict: ({ label, verdict }) => (label === 'claim' ? [verdict ?? ''] : []),
  trouble: ({ trouble }) => (trouble === undefined ? [] : [trouble satisfies Trouble]),
};

const SORTS = ['entity', 'verdict', 'trouble'] as const;

/** What is known of all articles of a workspace. What a change costs does not grow with the articles. */
export class Corpus {
  readonly #articles = new Set<string>();
  /** By article its sidecars, by sidecar what it says. */
  readonly #digests = new Map<string, Map<string, Digest>>();
  readonly #owners = new Map<string, string>();
  /** By sort and name: how many annotations of each sidecar. */
  readonly #groups: Readonly<Record<Sort, Map<string, Map<Digest, number>>>> = {
    entity: new Map(),
    verdict: new Map(),
    trouble: new Map(),
  };
  /** By the end of links between articles: the sidecars that have such. */
  readonly #linked = new Map<string, Set<Digest>>();
  readonly #names = new Map<string, string>();
  #sorted: readonly string[] | undefined;
  /** Another number after every change. */
  version = 0;

  /** All articles, those with a sidecar and no file among them, in the order of their names. */
  get articles(): readonly string[] {
    this.#sorted ??= [...new Set([...this.#articles, ...this.#digests.keys()])].sort();
    return this.#sorted;
  }

  /** How many articles have annotations. */
  get annotated(): number {
    const hasSome = (all: ReadonlyMap<string, Digest>): boolean =>
      [...all.values()].some(({ entries }) => entries.length > 0);
    return [...this.#digests.values()].filter(hasSome).length;
  }

  /** Whether the article's own file is there. */
  has(article: string): boolean {
    return this.#articles.has(article);
  }

  add(article: string): void {
    if (this.#articles.has(article)) return;
    this.#articles.add(article);
    this.#changed();
  }

  /** The article's file is gone; what its sidecars say stays. */
  remove(article: string): void {
    if (this.#articles.delete(article)) this.#changed();
  }

  /** Takes in what a sidecar says, instead of what it said. */
  put(digest: Digest): void {
    const before = this.#digests.get(digest.article)?.get(digest.sidecar);
    if (before && same(before.codebook, digest.codebook) && same(before.entries, digest.entries)) return;
    this.delete(digest.sidecar);
    const own = this.#owned(digest);
    const { article, sidecar } = own;
    this.#owners.set(sidecar, article);
    this.#changed();
    const all = this.#digests.get(article) ?? new Map<string, Digest>();
    this.#digests.set(article, all.set(sidecar, own));
    for (const sort of SORTS) {
      const groups = this.#groups[sort];
      for (const name of own.entries.flatMap(NAMES[sort])) {
        const counts = groups.get(name) ?? new Map<Digest, number>();
        groups.set(name, counts.set(own, (counts.get(own) ?? 0) + 1));
      }
    }
    for (const to of foreign(own)) this.#linked.set(to, (this.#linked.get(to) ?? new Set()).add(own));
  }

  /** The sidecar is gone. */
  delete(sidecar: string): void {
    const article = this.#owners.get(sidecar);
    const all = article === undefined ? undefined : this.#digests.get(article);
    const digest = all?.get(sidecar);
    if (article === undefined || !all || !digest) return;
    this.#owners.delete(sidecar);
    all.delete(sidecar);
    if (all.size === 0) this.#digests.delete(article);
    this.#changed();
    for (const sort of SORTS) {
      const groups = this.#groups[sort];
      for (const name of digest.entries.flatMap(NAMES[sort])) {
        const counts = groups.get(name);
        counts?.delete(digest);
        if (counts?.size === 0) groups.delete(name);
      }
    }
    for (const to of foreign(digest)) {
      const linking = this.#linked.get(to);
      linking?.delete(digest);
      if (linking?.size === 0) this.#linked.delete(to);
    }
  }

  /** A folder is gone, with all that was in it. */
  clear(folder: string): void {
    const isWithin = (uri: string): boolean => uri.startsWith(`${folder}/`);
    for (const sidecar of [...this.#owners.keys()].filter(isWithin)) this.delete(sidecar);
    for (const article of [...this.#articles].filter(isWithin)) this.remove(article);
  }

  /** What the sidecars of an article say, the shared one first. */
  of(article: string): readonly Digest[] {
    return [...(this.#digests.get(article)?.values() ?? [])].sort(inOrder);
  }

  progress(article: string): Progress {
    const entries = this.of(article).flatMap((digest) => digest.entries);
    const claims = entries.filter(({ label }) => label === 'claim');
    return {
      annotations: entries.length,
      claims: claims.length,
      decided: claims.filter(({ isDecided }) => isDecided).length,
      troubles: entries.filter(({ trouble }) => trouble).length,
    };
  }

  /** The groups of a sort, in no order. */
  groups(sort: Sort): readonly Group[] {
    return [...this.#groups[sort]].map(([name, counts]) => {
      const articles = new Set<string>();
      let [count, first] = [0, ''];
      for (const [{ article }, own] of counts) {
        articles.add(article);
        count += own;
        if (first === '' || article < first) first = article;
      }
      return { name, count, articles: articles.size, article: first };
    });
  }

  /** The annotations of a group: by article, then in the file's order. */
  members(sort: Sort, name: string): readonly Member[] {
    const digests = [...(this.#groups[sort].get(name)?.keys() ?? [])];
    return digests
      .sort(inOrder)
      .flatMap((digest) =>
        digest.entries.filter((entry) => NAMES[sort](entry).includes(name)).map((entry) => ({ digest, entry })),
      );
  }

  /** What is linked to an annotation, from its own article and others. */
  linkedTo({ digest, entry: { id } }: Member): readonly Member[] {
    const here = digest.entries.filter(({ to }) => to.includes(id)).map((entry) => ({ digest, entry }));
    const target = `${digest.article}#${id}`;
    const there = [...(this.#linked.get(target) ?? [])]
      .sort(inOrder)
      .flatMap((other) =>
        other.entries.filter(({ to }) => to.includes(target)).map((entry) => ({ digest: other, entry })),
      );
    return [...here, ...there];
  }

  /** All that is known, by article. */
  *all(): Iterable<Member> {
    for (const article of [...this.#digests.keys()].sort())
      for (const digest of this.of(article)) for (const entry of digest.entries) yield { digest, entry };
  }

  #changed(): void {
    this.version++;
    this.#sorted = undefined;
  }

  /** The digest with strings of its own: a part of a string keeps the file alive that it was read from. */
  #owned(digest: Digest): Digest {
    const name = (text: string): string => {
      const known = this.#names.get(text) ?? structuredClone(text);
      this.#names.set(known, known);
      return known;
    };
    const copies = structuredClone(digest.entries.map(({ id, words, to }) => ({ id, words, to })));
    const entries = digest.entries.map((entry, i): Entry => {
      const verdict = entry.verdict === undefined ? undefined : name(entry.verdict);
      return { ...entry, ...copies[i], label: name(entry.label), entities: entry.entities?.map(name), verdict };
    });
    return { ...digest, entries };
  }
}

/** By article; the shared sidecar before annotators' own ones. */
function inOrder(a: Digest, b: Digest): number {
  if (a.article !== b.article) return a.article < b.article ? -1 : 1;
  return Number(b.isShared) - Number(a.isShared) || (a.sidecar < b.sidecar ? -1 : 1);
}

const foreign = ({ entries }: Digest): readonly string[] =>
  entries.flatMap(({ to }) => to.filter((each) => each.includes('#')));
