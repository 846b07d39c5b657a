import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Annotation } from '../../src/core/annotation.ts';
import { merge } from '../../src/core/merge.ts';
import { entries } from '../../src/core/pick.ts';
import type { Extra, Value } from '../../src/core/value.ts';
import { same } from '../../src/core/value.ts';
import { mergeSidecars, mergeSources } from '../../src/formats/merge.ts';
import { takeApart } from '../../src/formats/parts.ts';
import { parse, type Sidecar } from '../../src/formats/sidecar.ts';
import { splice } from '../../src/formats/splice.ts';
import { commentsOf } from '../../src/formats/yaml.ts';
import { Dice } from './dice.ts';
import { write } from './hand.ts';
import { change, sidecar } from './sidecars.ts';

/** `MERGE_RUNS=20000` and `--testTimeout=0` for a long run. */
const numRuns = Number(process.env['MERGE_RUNS'] ?? 300);
const runs = { seed: Number(process.env['MERGE_SEED'] ?? 20261122), numRuns };

const seeds = fc.integer();

/** What somebody made of a sidecar: a few changes, unknown keys and data of the article among them. */
function edit(dice: Dice, before: Sidecar): Sidecar {
  let made = before;
  for (let times = dice.below(4); times > 0; times--) made = change(dice, made).wanted;
  if (dice.chance(0.2)) made = { ...made, article: { ...made.article, title: dice.pick(undefined, 'No', 'Yes') } };
  if (dice.chance(0.2)) made = { ...made, extra: { 'x-page': dice.pick<Value>(1, 2, ['a']) } };
  if (dice.chance(0.1)) made = { ...made, annotator: dice.pick(undefined, 'Ben', 'Cat') };
  if (dice.chance(0.1)) made = { ...made, annotations: dice.shuffle(made.annotations) };
  return made;
}

/** A random sidecar and what two made of it; sometimes both began with nothing, or added one under the same id. */
function start(seed: number) {
  const dice = new Dice(seed);
  const base = sidecar(dice);
  const [ours, theirs] = [edit(dice, base), edit(dice, base)];
  const nothing: Sidecar = { article: { file: 'kharkiv.txt' }, annotations: [] };
  return { dice, base: dice.chance(0.15) ? nothing : base, ours, theirs };
}

/** The fields of an annotation with the keys that lead to them; what is derived from the text is no field. */
function fieldsOf(annotation: Annotation): ReadonlyMap<string, unknown> {
  const { id, target, attributes, links, modified, modifiedBy, conflict, extra, ...whole } = annotation;
  const table = (path: readonly string[], values: object) =>
    Object.entries(values).map(([key, value]) => [JSON.stringify([...path, key]), value] as const);
  return new Map<string, unknown>([
    ...table([], whole),
    ['["target"]', target.map(({ exact, extra: more }) => ({ exact, ...more }))],
    ...table(['attributes'], attributes),
    ...links.flatMap(({ role, to, extra: more = {} }) => [
      [JSON.stringify(['links', role, to]), true] as const,
      ...table(['links', role, to], more),
    ]),
    ...table([], extra ?? {}),
  ]);
}

/** The fields as `conflict` gives theirs. */
function theirsOf(annotation: Annotation): readonly (readonly [string, unknown])[] {
  return entries(annotation.conflict).map((entry) => {
    const { field, theirs } = entry as Extra;
    const path = JSON.stringify(typeof field === 'string' ? [field] : field);
    if (path !== '["target"]') return [path, bare(theirs)] as const;
    const words = theirs as readonly Extra[];
    return [path, words.map(({ prefix: _prefix, suffix: _suffix, state: _state, ...rest }) => rest)] as const;
  });
}

const bare = (value: unknown): unknown => value;

const find = (all: readonly Annotation[], id: string) => all.find((annotation) => annotation.id === id);

/** A review as it stands in a file: its unknown keys among the others. */
const flat = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || !('extra' in value)) return value;
  const { extra, ...rest } = value;
  return { ...rest, ...(extra as object) };
};

/** Whether a merged annotation has the value: in its field, or as theirs beside it. */
const holds = (merged: Annotation, path: string, value: unknown): boolean =>
  same(flat(fieldsOf(merged).get(path)), flat(value)) ||
  theirsOf(merged).some(([field, theirs]) => field === path && same(theirs, flat(value)));

const holder = (sidecar: Sidecar): Annotation => ({
  id: '',
  label: '',
  target: [],
  attributes: {},
  links: [],
  extra: { ...sidecar.extra, ...(sidecar.annotator && { annotator: sidecar.annotator }) },
});

describe('a merge', () => {
  it('never loses an annotation, or a field of either side', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { base, ours, theirs } = start(seed);
        const merged = mergeSidecars(base, ours, theirs);
        for (const [mine, other] of [
          [ours, theirs],
          [theirs, ours],
        ] as const) {
          for (const annotation of mine.annotations) {
            const { id } = annotation;
            const [old, kept] = [find(base.annotations, id), find(merged.annotations, id)];
            const before = old && fieldsOf(old);
            const fields = [...fieldsOf(annotation)].filter(([path, value]) => !same(before?.get(path), value));
            const isChanged = fields.length > 0 || (before?.size ?? 0) > fieldsOf(annotation).size;
            if (!kept)
              expect([old !== undefined, isChanged, find(other.annotations, id)]).toEqual([true, false, undefined]);
            else expect(fields.filter(([path, value]) => !holds(kept, path, value))).toEqual([]);
          }
          const { title } = mine.article;
          if (title !== base.article.title && title !== undefined) {
            const told = entries(merged.article.extra?.['conflict']);
            expect(
              merged.article.title === title || told.some((each) => same(each, { field: 'title', theirs: title })),
            ).toBe(true);
          }
          const [old, now, kept] = [base, mine, merged].map((each) => fieldsOf(holder(each)));
          const told = theirsOf({ ...holder(merged), conflict: merged.extra?.['conflict'] });
          const lost = [...(now ?? [])].filter(
            ([path, value]) =>
              !same(old?.get(path), value) &&
              !same(kept?.get(path), value) &&
              !told.some((each) => same(each, [path, value])),
          );
          expect(lost).toEqual([]);
        }
      }),
      runs,
    );
  });

  it('is the same whoever is ours, but for whose value stands beside whose', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { base, ours, theirs } = start(seed);
        const told = (merged: Sidecar) =>
          Object.fromEntries(
            merged.annotations.map((annotation) => {
              const fields = fieldsOf(annotation);
              const both = new Map([...fields].map(([path, value]) => [path, [flat(value)]]));
              for (const [path, value] of theirsOf(annotation)) {
                if (path !== '["annotation"]') both.set(path, [...(both.get(path) ?? [undefined]), value]);
              }
              const { modified, modifiedBy } = annotation;
              const sorted = [...both].map(
                ([path, values]) => [path, values.map((each) => JSON.stringify(each) ?? '').sort()] as const,
              );
              // Of a field that one side removed only theirs is told, or nothing.
              const present = sorted.map(([path, values]) => [path, values.filter((each) => each !== '')] as const);
              return [annotation.id, [present.filter(([, values]) => values.length > 0).sort(), modified, modifiedBy]];
            }),
          );
        expect(told(mergeSidecars(base, ours, theirs))).toEqual(told(mergeSidecars(base, theirs, ours)));
      }),
      runs,
    );
  });

  it('of the result with either side again changes nothing', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { base, ours, theirs } = start(seed);
        const merged = mergeSidecars(base, ours, theirs);
        expect(mergeSidecars(base, merged, theirs)).toEqual(merged);
        expect(mergeSidecars(base, ours, merged)).toEqual(merged);
        expect(mergeSidecars(merged, merged, merged)).toEqual(merged);
      }),
      runs,
    );
  });

  it('with a side that did nothing gives the other', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { base, ours, theirs } = start(seed);
        expect(merge(base.annotations, base.annotations, theirs.annotations)).toEqual(theirs.annotations);
        expect(merge(base.annotations, ours.annotations, base.annotations)).toEqual(ours.annotations);
        const about = ({ article: { sha256: _sha256, length: _length, ...rest }, extra, annotator }: Sidecar) => [
          rest,
          extra,
          annotator,
        ];
        expect(about(mergeSidecars(base, base, theirs))).toEqual(about(theirs));
        expect(about(mergeSidecars(base, ours, base))).toEqual(about(ours));
      }),
      runs,
    );
  });
});

describe('a merge of files in anybody’s hand', () => {
  /** A file in its writer's hand, and what two made of it: their values spliced into it, and comments of their own. */
  function files(seed: number) {
    const { dice, base, ours, theirs } = start(seed);
    const old = write(dice, base).source;
    const made = ([name, value]: readonly [string, Sidecar]) => {
      // Now and then somebody writes the whole file anew.
      const text = dice.chance(0.2) ? undefined : splice(old, value).text;
      return remarked(dice, text ?? write(dice, value).source.replaceAll('# c', `# ${name}`), name);
    };
    const [our = '', their = ''] = [['ours', ours] as const, ['theirs', theirs] as const].map(made);
    return [old, our, their] as const;
  }

  /** The file with a comment above some of its annotations, and at its top. */
  function remarked(dice: Dice, source: string, name: string): string {
    const eol = source.includes('\r\n') ? '\r\n' : '\n';
    let text = dice.chance(0.2) ? source.replace(/^\ufeff?/, (mark) => `${mark}# top ${name}${eol}`) : source;
    for (const { lines, column } of takeApart(source, 'kharkiv.txt').parts?.items.values() ?? []) {
      const whole = lines.join(eol);
      if (dice.chance(0.3))
        text = text.replace(whole, () => `${' '.repeat(column)}# ${dice.pick('check', name)}${eol}${whole}`);
    }
    return text;
  }

  const read = (source: string) => parse(source, 'kharkiv.txt').value;
  const comments = (source: string) => commentsOf(source.replace(/^\ufeff/, '')).map(({ text }) => text);

  it('says what the merge says, and keeps the comments of both', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const sources = files(seed);
        const { text } = mergeSources(...sources, 'kharkiv.txt');
        if (text === undefined) throw new Error('not merged');
        const [old, our, their] = sources.map(read);
        if (!old || !our || !their) throw new Error('not read');
        if (new Set(sources).size === 3) expect(read(text)).toEqual(mergeSidecars(old, our, their));
        const [before, now] = [new Set(comments(sources[0])), new Set(comments(text))];
        const added = [...comments(sources[1]), ...comments(sources[2])].filter((each) => !before.has(each));
        expect(added.filter((each) => !now.has(each))).toEqual([]);
        expect(mergeSources(sources[0], text, sources[2], 'kharkiv.txt').text).toBe(text);
      }),
      { ...runs, numRuns: Math.ceil(numRuns / 6) },
    );
  });
});
