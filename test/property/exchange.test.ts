import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Annotation, type Fragment, quoted } from '../../src/core/annotation.ts';
import { applyChange } from '../../src/core/document.ts';
import { BUILT_IN } from '../../src/core/label.ts';
import { toText } from '../../src/core/text.ts';
import { contentOf, Export, type Exportable, LEFT_OUT, type Loss } from '../../src/formats/exporter.ts';
import { exporterOf } from '../../src/formats/exporters.ts';
import type { ForeignArticle } from '../../src/formats/importer.ts';
import { IMPORTERS } from '../../src/formats/importers.ts';
import { incorporate, type Way } from '../../src/store/incorporate.ts';
import { annotate, drafts, PIECES, source } from './articles.ts';

const word = fc.constantFrom('false', 'true', 'Ann Lee', 'a | b', 'два', '', ' x ', ...PIECES);

/** What annotations say beside their words and their note. */
const sayings = fc.record({
  label: fc.constantFrom('claim', 'source', 'quote', 'my label', 'мітка', 'B-x'),
  attributes: fc.dictionary(
    fc.constantFrom('verdict', 'kind', 'entity', 'my key', 'brat:Reference', 'a=b'),
    fc.oneof(word, fc.array(word, { minLength: 2, maxLength: 3 })),
    { maxKeys: 3 },
  ),
  links: fc.array(
    fc.record({
      role: fc.constantFrom('source', 'supports', 'cue', 'my role'),
      to: fc.constantFrom('a0', 'a1', 'a2', 'a9', 'other.txt#b0'),
    }),
    { maxLength: 3 },
  ),
  more: fc.record(
    {
      review: fc.constantFrom({ state: 'accepted' }, { state: 'rejected', by: 'ben', at: '2026-11-22T09:00:00Z' }),
      suggestedBy: fc.constant('rules'),
      by: fc.constantFrom('ana', 'Олена'),
      created: fc.constant('2026-11-21T21:05:00Z'),
      modified: fc.constant('2026-11-21T21:06:12Z'),
      modifiedBy: fc.constant('ben'),
      extra: fc.constant({ 'x-mine': [1, { two: 'b' }] }),
    },
    { requiredKeys: [] },
  ),
});

/** Articles with annotations that say everything that annotations can say. */
const articles = fc
  .tuple(source, drafts, fc.array(sayings, { minLength: 6, maxLength: 6 }))
  .map(([raw, wanted, said]) => {
    const text = toText(raw);
    const annotations = annotate(text, wanted).map((annotation, i): Annotation => {
      const { label = 'claim', attributes = {}, links = [], more = {} } = said[i] ?? {};
      const known = links.filter(
        (link, j) => links.findIndex((each) => each.to === link.to && each.role === link.role) === j,
      );
      return { ...annotation, note: annotation.note?.trim() || undefined, label, attributes, links: known, ...more };
    });
    return { raw, text, annotations };
  });

const exportableOf = (text: string, annotations: readonly Annotation[]): Exportable => ({
  ...{ file: 'news/a.txt', root: 'news/', stem: 'news/a.txt', sha256: 'ff00', about: { file: 'a.txt' } },
  ...{ text, annotations, codebook: BUILT_IN },
});

let number = 0;
const random = (bytes: number) => Uint8Array.from({ length: bytes }, (_, i) => (number++ * 31 + i * 7) % 256);

/** The present names of labels are what the exports say; roundabout ways of saying the same are one. */
const plain = ({ target, attributes, ...rest }: Annotation) => ({
  ...rest,
  attributes,
  target: target.map(({ exact, start, end, state }: Fragment) =>
    state ? { exact, state: 'lost' } : { exact, start, end },
  ),
});

/** What must come back of an annotation; undefined for nothing. */
function expected(annotation: Annotation, losses: readonly Loss[], text: string): ReturnType<typeof plain> | undefined {
  const own = losses.filter(({ id }) => id === annotation.id);
  if (own.some(({ code }) => LEFT_OUT.has(code))) return undefined;
  let left: ReturnType<typeof plain> = plain(annotation);
  for (const { code, values } of own) {
    if (code === 'renamed') left = { ...left, label: values[1] ?? '' };
    if (code === 'one-piece') {
      if (annotation.target.some(({ state }) => state)) {
        left = { ...left, target: [{ exact: quoted(annotation), state: 'lost' }] };
        continue;
      }
      const [start, end] = [
        Math.min(...left.target.map((each) => each.start ?? 0)),
        Math.max(...left.target.map((each) => each.end ?? 0)),
      ];
      left = { ...left, target: [{ exact: text.slice(start, end), start, end }] };
    }
  }
  return left;
}

/** The keys that an exporter said it does not hold, of an annotation. */
const unheld = (losses: readonly Loss[], id: string): readonly string[] =>
  losses.flatMap((loss) => (loss.code === 'no-keys' && loss.id === id ? (loss.values[0] ?? '').split(', ') : []));

const without = (value: object, keys: readonly string[]): object =>
  Object.fromEntries(
    Object.entries(value).filter(
      ([key, one]) =>
        one !== undefined &&
        !keys.includes(key) &&
        // What the program does not know is told key by key.
        !(key === 'extra' && keys.some((each) => Object.hasOwn(one, each))),
    ),
  );

describe.each(IMPORTERS.map((importer) => [importer.name, importer] as const))('%s', (name, importer) => {
  const exporter = exporterOf(name);
  if (!exporter) throw new Error(`${name} has no exporter`);
  const way: Way = { importer, exporter, codebook: BUILT_IN, root: 'news/', label: (label) => label, random };

  function write(text: string, annotations: readonly Annotation[]) {
    const running = new Export(exporter as NonNullable<typeof exporter>);
    const { pieces, losses } = running.add(exportableOf(text, annotations));
    return { files: [...pieces, ...running.end()], losses };
  }

  function read(files: ReturnType<typeof write>['files']): readonly ForeignArticle[] {
    const bytesOf = (ending: string) => contentOf(files.filter((each) => each.name.endsWith(ending)));
    const [ending = ''] = importer.extensions;
    const beside = new Map(importer.beside?.map((each) => [each, bytesOf(each)]));
    const {
      articles: found,
      broken,
      skipped,
    } = importer.read({ name: `annotations${ending}`, bytes: bytesOf(ending), beside });
    expect(broken).toBeUndefined();
    expect(skipped).toEqual([]);
    return found ?? [];
  }

  it('brings back what went out, but for the losses that were announced', () => {
    fc.assert(
      fc.property(articles, ({ text, annotations }) => {
        const { files, losses } = write(text, annotations);
        expect(losses.filter(({ code }) => code === 'not-true')).toEqual([]);
        const all = read(files).map((article) => incorporate(article, text, [], way));
        expect(all.flatMap(({ skipped }) => skipped)).toEqual([]);
        const came = all.flatMap(({ change }) => applyChange([], change));
        const wanted = annotations.flatMap((each) => expected(each, losses, text) ?? []);
        expect(came.map(({ id }) => id).sort()).toEqual(wanted.map(({ id }) => id).sort());
        for (const each of wanted) {
          const back = came.find(({ id }) => id === each.id);
          const keys = unheld(losses, each.id);
          if (back) expect(without(plain(back), keys)).toEqual(without(each, keys));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('changes nothing where the annotations are still as they went out', () => {
    fc.assert(
      fc.property(articles, ({ text, annotations }) => {
        for (const article of read(write(text, annotations).files)) {
          const { change, conflicts, added } = incorporate(article, text, annotations, way);
          expect({ steps: change.steps, conflicts, added }).toEqual({ steps: [], conflicts: 0, added: 0 });
        }
      }),
      { numRuns: 100 },
    );
  });
});
