import { type Annotation, ID_BYTES, isId, newId, quoted } from '../core/annotation.ts';
import type { Change } from '../core/change.ts';
import { type Annotations, changeTo } from '../core/document.ts';
import { type Codebook, labelOf } from '../core/label.ts';
import { merge } from '../core/merge.ts';
import { toNote } from '../core/note.ts';
import { bounds } from '../core/span.ts';
import { same } from '../core/value.ts';
import { contentOf, Export, type Exporter } from '../formats/exporter.ts';
import { type ForeignAnnotation, type ForeignArticle, type Importer, type Skip, stampOf } from '../formats/importer.ts';
import { type Placed, place } from './foreign.ts';

/** How annotations of another program come in. */
export interface Way {
  readonly importer: Importer;
  /** The twin of the importer. */
  readonly exporter: Exporter;
  readonly codebook: Codebook;
  /** The project's root as the paths in the file see it: empty, or a path that ends with `/`. */
  readonly root: string;
  /** What a label of theirs is called here; undefined for annotations that are left out. */
  readonly label: (name: string) => string | undefined;
  readonly random: (bytes: number) => Uint8Array;
}

/** What came of an article's annotations. */
export interface Incorporated {
  readonly change: Change;
  readonly added: number;
  readonly changed: number;
  /** They are here as they are there. */
  readonly known: number;
  /** Of the changed ones so many have a conflict now: here and there something else was changed. */
  readonly conflicts: number;
  /** Those of labels that are not wanted. */
  readonly leftOut: number;
  readonly skipped: readonly Skip[];
}

/**
 * The change that brings annotations of another program to an article (UTF-16, as it is now). Nothing is taken away.
 *
 * An annotation that is here already (of the same id with the same stamp or on the same words, or of the same label on
 * the same words) is merged with it as two versions of a sidecar are, by field (core/merge.ts). Their common ancestor is
 * what the format holds of the present one, written and read back, where that is still as it was when it was exported:
 * what the format cannot hold is not taken for something that they removed. Where it was changed since, there is no
 * common ancestor, and what differs is a conflict.
 */
export function incorporate(article: ForeignArticle, text: string, ours: Annotations, way: Way): Incorporated {
  const wanted = article.annotations.filter(({ label }) => way.label(label) !== undefined);
  const { placed, skipped } = place({ ...article, annotations: wanted }, text);
  const present = new Map(ours.map((annotation) => [annotation.id, annotation]));
  const named = naming(placed, ours, way);
  const ends = new Map(placed.map((each) => [each.said.id, named.get(each)]));
  const end = (to: string): string =>
    to.startsWith(way.root) && to.includes('#') ? to.slice(way.root.length) : (ends.get(to) ?? to);
  const theirs = placed.flatMap((each): Annotation[] => {
    const [id = '', label] = [named.get(each), way.label(each.said.label)];
    return label === undefined ? [] : [toAnnotation(each, id, label, end, present.get(id), way)];
  });
  const ids = new Set(theirs.map(({ id }) => id));
  const stamps = new Map(placed.map((each) => [named.get(each) ?? '', stampIn(each.said)]));
  const isOld = (annotation: Annotation) => ids.has(annotation.id) && stamps.get(annotation.id) === stampOf(annotation);
  const base = readBack(ours.filter(isOld), text, way);
  const merged = new Map(merge(base, ours, theirs).map((annotation) => [annotation.id, annotation]));
  const kept = ours.map((annotation) => merged.get(annotation.id) ?? annotation);
  const fresh = theirs.filter(({ id }) => !present.has(id));
  const changed = kept.filter((annotation, i) => !same(annotation, ours[i]));
  const steps = [...changeTo(ours, kept).steps, ...fresh.map((after) => ({ after }))];
  return {
    change: { steps, isDated: true },
    added: fresh.length,
    changed: changed.length,
    known: theirs.length - fresh.length - changed.length,
    conflicts: changed.filter(({ id, conflict }) => !same(conflict, present.get(id)?.conflict)).length,
    leftOut: article.annotations.length - wanted.length,
    skipped,
  };
}

/** What tells of which version an annotation is; undefined where the file does not say. */
const stampIn = ({ stamp, modified, created }: ForeignAnnotation): string | undefined => stamp ?? modified ?? created;

/** What each annotation is called here: as the one that it is, else as there where that can be, else by a new id. */
function naming(placed: readonly Placed[], ours: Annotations, { label, random }: Way): ReadonlyMap<Placed, string> {
  const present = new Map(ours.map((annotation) => [annotation.id, annotation]));
  const onWords = new Map(ours.map((annotation) => [keyOf(annotation.label, annotation.target), annotation.id]));
  const taken = new Set<string>();
  const named = new Map<Placed, string>();
  const take = (each: Placed, id: string | undefined): boolean => {
    if (id === undefined || taken.has(id)) return false;
    taken.add(id);
    named.set(each, id);
    return true;
  };
  const others = placed.filter((each) => {
    const ours = present.get(each.said.id ?? '');
    return !(ours && isOne(each, ours) && take(each, ours.id));
  });
  const strangers = others.filter((each) => !take(each, onWords.get(keyOf(label(each.said.label) ?? '', each.target))));
  for (const each of strangers) {
    const { id = '' } = each.said;
    if (isId(id) && !present.has(id) && take(each, id)) continue;
    while (!take(each, freshId(present, random)));
  }
  return named;
}

function freshId(present: ReadonlyMap<string, Annotation>, random: Way['random']): string {
  const id = newId(random(ID_BYTES));
  return present.has(id) ? freshId(present, random) : id;
}

/** Whether what has the same id is the same annotation: brat and others number theirs from 1 in each article. */
function isOne({ said, target }: Placed, ours: Annotation): boolean {
  const stamp = stampIn(said) ?? '';
  if (stamp !== '' && stamp === stampOf(ours)) return true;
  // Formats without fragments give the words of all of them in a row.
  if (target.map(({ exact }) => exact).join(' … ') === quoted(ours)) return true;
  return target.some((each) =>
    ours.target.some(
      (other) =>
        (!each.state && !other.state && each.start < other.end && other.start < each.end) || each.exact === other.exact,
    ),
  );
}

/** What tells annotations without an id apart: the label, and the places, or the words of what has none. */
const keyOf = (label: string, target: Annotation['target']): string =>
  JSON.stringify([label, ...target.map(({ start, end, exact, state }) => (state ? exact : [start, end]))]);

/** A value without halves of surrogate pairs, which no file can keep. */
function whole<T>(value: T): T;
function whole(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\p{Surrogate}/gu, '\ufffd');
  if (Array.isArray(value)) return value.map(whole);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [whole(key), whole(each)]));
}

/** Times as a sidecar has them: UTC, in seconds. Undefined for what is none. */
function time(text: string | undefined): string | undefined {
  if (text === undefined || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) return text;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? undefined : `${date.toISOString().slice(0, 19)}Z`;
}

function toAnnotation(
  { said, target }: Placed,
  id: string,
  label: string,
  end: (to: string) => string,
  ours: Annotation | undefined,
  { codebook, importer }: Pick<Way, 'codebook' | 'importer'>,
): Annotation {
  const links = said.links?.map(({ role, to }) => ({ role, to: end(to) })) ?? [];
  const { review, suggestedBy, modifiedBy, by, conflict, extra } = said;
  const optional = {
    note: said.note === undefined ? undefined : toNote(said.note),
    review: review && { ...review, at: time(review.at) },
    suggestedBy,
    modified: time(said.modified),
    modifiedBy,
    by,
    created: time(said.created),
    conflict,
    extra,
  };
  const words = {
    label,
    attributes: knownBy(codebook, label, importer.name, said.attributes ?? {}),
    links,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
  // Of the same words what the file has of them stays.
  const isSame = ours && same(wordsOf(ours.target), wordsOf(target));
  const kept = ours && Object.fromEntries(said.unsaid?.flatMap((key) => (key in ours ? [[key, ours[key]]] : [])) ?? []);
  const isWhole = ours && said.unsaid?.includes('target') && same(bounds(ours.target), bounds(target));
  return { id, ...whole(words), ...kept, target: isSame || isWhole ? ours.target : target };
}

/** What has no counterpart is an attribute `format:name`, unless the codebook knows an attribute of that name. */
function knownBy(
  codebook: Codebook,
  label: string,
  format: string,
  attributes: Annotation['attributes'],
): Annotation['attributes'] {
  const known = labelOf(codebook, label)?.attributes.map(({ name }) => name) ?? [];
  const named = Object.entries(attributes).map(([key, value]) => {
    const name = known.find((each) => key === `${format}:${each}`);
    return [name !== undefined && attributes[name] === undefined ? name : key, value] as const;
  });
  return Object.fromEntries(named);
}

const wordsOf = (target: Annotation['target']) => target.map(({ exact, state }) => ({ exact, state }));

/** What the format holds of annotations: written, and read back. */
function readBack(annotations: Annotations, text: string, { exporter, importer, codebook }: Way): Annotations {
  if (annotations.length === 0) return [];
  const file = 'article.txt';
  const running = new Export(exporter);
  const article = { file, root: '', stem: file, text, sha256: '', about: { file }, annotations, codebook };
  const pieces = [...running.add(article).pieces, ...running.end()];
  const [ending = '', ...others] = [...importer.extensions.slice(0, 1), ...(importer.beside ?? [])];
  const bytesOf = (extension: string): Uint8Array => contentOf(pieces.filter(({ name }) => name.endsWith(extension)));
  const beside = new Map(others.map((extension) => [extension, bytesOf(extension)]));
  const read = importer.read({ name: `article${ending}`, bytes: bytesOf(ending), beside });
  const present = new Map(annotations.map((annotation) => [annotation.id, annotation]));
  return (read.articles ?? []).flatMap((each) =>
    place(each, text).placed.flatMap((one): Annotation[] => {
      const ours = present.get(one.said.id ?? '');
      return ours ? [toAnnotation(one, ours.id, one.said.label, (to) => to, ours, { codebook, importer })] : [];
    }),
  );
}
