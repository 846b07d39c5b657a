import * as v from 'valibot';
import type { ForeignAnnotation, ForeignFragment, Skip } from './importer.ts';
import { clip } from './importer.ts';
import { type Mark, markOf, RELATION, RESULT, type Result } from './labelstudioresult.ts';
import { sayingsOf, strings } from './labelstudiosaying.ts';
import type { wordsIn } from './labelstudiotext.ts';
import { reasonOf } from './recordimport.ts';

/** The line on which a part of something stands. */
export type LineOf = (path: readonly (string | number)[]) => number | undefined;

/** One list of results, and who made them. */
export interface Source {
  readonly result: readonly unknown[];
  readonly lineOf: LineOf;
  /** Words as they stand in the text. */
  readonly words: ReturnType<typeof wordsIn>;
  readonly by?: string | undefined;
  readonly suggestedBy?: string | undefined;
  readonly created?: string | undefined;
  readonly modified?: string | undefined;
}

/** All results of one region. */
interface Region {
  readonly id: string;
  readonly results: Result[];
  /** Of the first. */
  readonly index: number;
}

interface Labelled extends Region {
  /** The result that has the labels. */
  readonly main: Result;
  readonly labels: readonly string[];
  readonly fragment: ForeignFragment;
  readonly mark: Mark | undefined;
}

/** The regions that are one annotation. */
interface Group {
  /** What it is called in the article. */
  readonly id: string;
  readonly regions: Labelled[];
  readonly links: { readonly role: string; readonly to: string }[];
}

/** Makes annotations of one list of results. */
export class Regions {
  readonly #source: Source;
  readonly #skipped: Skip[];
  /** The ids of the article's annotations. */
  readonly #taken: Set<string>;
  readonly #groups: Group[] = [];
  readonly #byRegion = new Map<string, Group>();

  constructor(source: Source, skipped: Skip[], taken: Set<string>) {
    this.#source = source;
    this.#skipped = skipped;
    this.#taken = taken;
  }

  annotations(): ForeignAnnotation[] {
    const regions = new Map<string, Region>();
    const relations: { readonly said: v.InferOutput<typeof RELATION>; readonly index: number }[] = [];
    for (const [index, each] of this.#source.result.entries()) {
      const relation = v.safeParse(RELATION, each);
      if (relation.success) {
        relations.push({ said: relation.output, index });
        continue;
      }
      const result = v.safeParse(RESULT, each);
      if (!result.success) {
        this.#skip(reasonOf(result.issues), index);
        continue;
      }
      const { id } = result.output;
      const region = regions.get(id) ?? { id, results: [], index };
      region.results.push(result.output);
      regions.set(id, region);
    }
    this.#group(regions.values());
    for (const { said, index } of relations) this.#relate(said, index);
    return this.#groups.flatMap((group) => this.#toForeign(group));
  }

  #skip(why: Pick<Skip, 'code' | 'values'>, index: number, id?: string): void {
    this.#skipped.push({ ...why, line: this.#source.lineOf([index]), ...(id === undefined ? {} : { id }) });
  }

  #group(regions: Iterable<Region>): void {
    const parts = new Map<string, { readonly group: Group; readonly seen: Set<number> }>();
    for (const region of regions) {
      const labelled = this.#labelled(region);
      if (!labelled) continue;
      const { mark, labels } = labelled;
      const key = JSON.stringify([mark?.id, labels]);
      const whole = mark?.part === undefined ? undefined : parts.get(key);
      if (whole && mark?.part !== undefined && !whole.seen.has(mark.part)) {
        whole.seen.add(mark.part);
        whole.group.regions.push(labelled);
        this.#byRegion.set(region.id, whole.group);
        continue;
      }
      const group: Group = { id: this.#name(mark?.id ?? region.id, region.id), regions: [labelled], links: [] };
      this.#groups.push(group);
      this.#byRegion.set(region.id, group);
      if (mark?.part !== undefined) parts.set(key, { group, seen: new Set([mark.part]) });
    }
  }

  /** A name that no other annotation of the article has: several people may have kept the same regions. */
  #name(...wanted: readonly string[]): string {
    const unused = wanted.find((id) => !this.#taken.has(id));
    const name = unused ?? `${wanted[0]}.${this.#taken.size}`;
    this.#taken.add(name);
    return name;
  }

  #labelled(region: Region): Labelled | undefined {
    const { id, results, index } = region;
    const main = results.find(({ type, value }) => type.endsWith('labels') && strings(value[type]).length > 0);
    const fragment = fragmentOf(main ?? results[0], this.#source.words);
    if (main && fragment)
      return { ...region, main, labels: strings(main.value[main.type]), fragment, mark: markOf(main) };
    const [control = ''] = results.map(({ from_name, type }) => from_name || type);
    if (main) this.#skip({ code: 'no-words', values: [] }, index, id);
    else if (fragment) this.#skip({ code: 'no-label', values: [] }, index, id);
    else this.#skip({ code: 'not-known', values: [clip(control)] }, index, id);
    return undefined;
  }

  #relate({ from_id, to_id, direction, labels }: v.InferOutput<typeof RELATION>, index: number): void {
    const [from, to] = [this.#byRegion.get(from_id), this.#byRegion.get(to_id)];
    if (!from || !to) {
      this.#skip({ code: 'no-such-end', values: [clip(from ? to_id : from_id)] }, index);
      return;
    }
    for (const role of labels && labels.length > 0 ? labels : ['relation']) {
      if (direction !== 'left') from.links.push({ role, to: to.id });
      if (direction === 'left' || direction === 'bi') to.links.push({ role, to: from.id });
    }
  }

  #toForeign(group: Group): ForeignAnnotation[] {
    const { lineOf, by, suggestedBy, created, modified } = this.#source;
    const { id, regions } = group;
    const [first] = regions;
    if (!first) return [];
    const { mark } = first;
    const isOurs = mark?.id === id;
    const { review, stamp } = mark ?? {};
    const own = mark && {
      ...{ review, suggestedBy: mark.suggestedBy, by: mark.by, created: mark.created },
      ...{ modified: mark.modified, modifiedBy: mark.modifiedBy, stamp: isOurs ? stamp : undefined },
    };
    const said = {
      target: regions.map(({ fragment }) => fragment),
      ...sayingsOf(regions),
      ...(own ?? { by, suggestedBy, created, modified }),
    };
    return first.labels.map((label, i) => ({
      id: i === 0 ? id : undefined,
      label,
      links: i === 0 ? this.#linksOf(group, isOurs ? mark : undefined) : [],
      ...said,
      // Asked for what cannot be imported only, since it is slow.
      get line() {
        return lineOf([first.index]);
      },
    }));
  }

  /** In the order that they had, with those that are not relations of this task. */
  #linksOf({ links }: Group, mark: Mark | undefined): Group['links'] {
    if (!mark?.links) return links;
    const keyOf = ({ role, to }: Group['links'][number]): string => JSON.stringify([role, to]);
    const present = new Set(links.map(keyOf));
    const kept = mark.links.filter((link) => present.has(keyOf(link)) || !this.#taken.has(link.to));
    const known = new Set(kept.map(keyOf));
    return [...kept, ...links.filter((link) => !known.has(keyOf(link)))];
  }
}

/** The words and the place of a region. Those of web pages have theirs beside paths into the page. */
function fragmentOf(result: Result | undefined, words: Source['words']): ForeignFragment | undefined {
  const { text, start, end, globalOffsets } = result?.value ?? {};
  const global = typeof globalOffsets === 'object' && globalOffsets !== null ? globalOffsets : {};
  const place = [{ start, end }, global as { readonly start?: unknown; readonly end?: unknown }].find(
    (each) => typeof each.start === 'number' && typeof each.end === 'number',
  );
  const found = place && { start: place.start as number, end: place.end as number };
  const exact = typeof text === 'string' && text !== '' ? words(text, found) : undefined;
  return found || exact !== undefined ? { exact, ...found } : undefined;
}
