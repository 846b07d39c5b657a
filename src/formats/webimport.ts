import * as v from 'valibot';
import { type Annotation, isId } from '../core/annotation.ts';
import { NOBODY } from './hypothesis.ts';
import type { ForeignAnnotation, ForeignArticle, ForeignFragment, Importer, Input, Read, Skip } from './importer.ts';
import { textOf } from './importer.ts';
import { JsonLines, readJson } from './json.ts';
import { reasonOf } from './recordimport.ts';

// Annotations of web pages: W3C Web Annotations as JSON-LD, and what Hypothes.is exports.

const text = v.string();
const SELECTOR = v.looseObject({ type: v.optional(text) });
const QUOTE = v.looseObject({ exact: text, prefix: v.optional(text), suffix: v.optional(text) });
const POSITION = v.looseObject({ start: v.number(), end: v.number() });
const PERSON = v.union([text, v.looseObject({ name: v.optional(text), nickname: v.optional(text) })]);

type Mutable = Omit<ForeignArticle, 'annotations'> & { readonly annotations: ForeignAnnotation[] };

/** Reads a JSON file and gives its annotations, one by one, to `take`, which says why one of them is skipped. */
function readItems(
  { bytes }: Input,
  itemsOf: (value: unknown) => readonly (readonly [path: (string | number)[], item: unknown])[] | undefined,
  name: string,
  take: (item: unknown, articles: Articles) => Pick<Skip, 'code' | 'values'> | undefined,
): Read {
  const { text: source, broken } = textOf(bytes);
  if (source === undefined) return { broken };
  const json = readJson(source);
  if (json.broken) return { broken: json.broken };
  const items = itemsOf(json.value);
  if (!items) return { broken: { code: 'not-format', values: [name, 'There is no list of annotations in it.'] } };
  const lines = new JsonLines(source);
  const articles = new Articles();
  const skipped = items.flatMap(([path, item]): Skip[] => {
    const reason = take(item, articles);
    return reason ? [{ ...reason, line: lines.lineOf(path), id: textIn(item, 'id') }] : [];
  });
  return { articles: articles.all, skipped };
}

/** Articles by what their annotations call them. */
class Articles {
  readonly #byName = new Map<string, Mutable>();

  get all(): readonly ForeignArticle[] {
    return [...this.#byName.values()];
  }

  /** `source`: a path relative to the export's folder, or an address. */
  of(source: string, unit: ForeignArticle['unit'], title?: string): ForeignAnnotation[] {
    const isAddress = /^[a-z][a-z0-9+.-]*:/i.test(source);
    const known = this.#byName.get(source) ?? {
      ...(isAddress ? { about: { url: source, title } } : { file: decoded(source) }),
      unit,
      annotations: [],
    };
    this.#byName.set(source, known);
    return known.annotations;
  }
}

function decoded(iri: string): string {
  try {
    return decodeURIComponent(iri);
  } catch {
    return iri;
  }
}

const textIn = (value: unknown, key: string): string | undefined => {
  const found =
    typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;
  return typeof found === 'string' ? found : undefined;
};

const listIn = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

const under = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;

/** What selectors say of one place. Undefined where none of them says anything that Newsmark knows. */
function fragmentOf(selectors: readonly unknown[]): ForeignFragment | undefined {
  const typed = selectors.filter((each) => v.is(SELECTOR, each));
  const quote = typed.find((each) => each.type === 'TextQuoteSelector');
  const position = typed.find((each) => each.type === 'TextPositionSelector');
  const words = v.is(QUOTE, quote) ? { exact: quote.exact, prefix: quote.prefix, suffix: quote.suffix } : undefined;
  const place = v.is(POSITION, position) ? { start: position.start, end: position.end } : undefined;
  return words || place ? { ...words, ...place, orLost: words !== undefined } : undefined;
}

/** `name: value` is an attribute; other tags come together under one key. */
function attributesOf(tags: readonly string[], key: string): Annotation['attributes'] {
  const values = new Map<string, string[]>();
  for (const tag of tags) {
    const [name, value] = tag.includes(': ') ? split(tag) : [key, tag];
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return Object.fromEntries(Array.from(values, ([name, all]) => [name, all.length === 1 ? (all[0] ?? '') : all]));
}

function split(tag: string): readonly [string, string] {
  const at = tag.indexOf(': ');
  return [tag.slice(0, at), tag.slice(at + 2)];
}

const nameOf = (person: unknown): string | undefined => {
  if (!v.is(PERSON, person)) return undefined;
  return typeof person === 'string' ? person : (person.name ?? person.nickname);
};

/** What stands at the end of an IRI, where it can be an id here. */
function idIn(iri: string | undefined): string | undefined {
  const last =
    iri === undefined
      ? ''
      : decoded(iri.slice(Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/'), iri.lastIndexOf(':')) + 1));
  return isId(last) ? last : iri;
}

const ITEM = v.looseObject({
  id: v.optional(text),
  motivation: v.optional(v.union([text, v.array(text)])),
  created: v.optional(text),
  modified: v.optional(text),
});

/**
 * W3C Web Annotations: a page, a collection, a list, or one annotation. The first body that is a tag is the label, others
 * that are `name: value` are attributes, comments the note; annotations with the motivation `linking` are links. Where
 * there is no tag the motivation is the label.
 */
export const fromW3c: Importer = {
  name: 'w3c',
  title: 'W3C Web Annotation',
  description: 'JSON-LD of the W3C Web Annotation Data Model, also as Recogito writes it.',
  extensions: ['.jsonld', '.json'],
  read: (input) => {
    const links: { readonly from: string; readonly to: string; readonly role: string }[] = [];
    const read = readItems(input, w3cItems, 'W3C Web Annotation', (item, articles) => {
      const parsed = v.safeParse(ITEM, item);
      if (!parsed.success) return reasonOf(parsed.issues);
      return listIn(parsed.output.motivation).includes('linking')
        ? takeLink(item, links)
        : takeW3c(parsed.output, articles);
    });
    if (!read.articles) return read;
    const toId = (iri: string, file: string | undefined): string => {
      const at = iri.lastIndexOf('#');
      const path = decoded(iri.slice(0, Math.max(at, 0)));
      return at < 0 || path === file || path.startsWith(`${file}.`) || file === undefined
        ? (idIn(iri) ?? iri)
        : `${path}#${decoded(iri.slice(at + 1))}`;
    };
    const linksOf = new Map<string, typeof links>();
    for (const link of links) linksOf.set(link.from, [...(linksOf.get(link.from) ?? []), link]);
    const articles = read.articles.map((article) => ({
      ...article,
      annotations: article.annotations.map(({ iri, ...each }: ForeignAnnotation & { readonly iri?: string }) => ({
        ...each,
        links: (linksOf.get(iri ?? '') ?? []).map(({ role, to }) => ({ role, to: toId(to, article.file) })),
      })),
    }));
    return { articles, skipped: read.skipped };
  },
};

function w3cItems(value: unknown): (readonly [(string | number)[], unknown])[] | undefined {
  if (Array.isArray(value)) return value.map((item, i) => [[i], item]);
  const items = under(value, 'items');
  if (Array.isArray(items)) return items.map((item, i) => [['items', i], item]);
  const first = under(under(value, 'first'), 'items');
  if (Array.isArray(first)) return first.map((item, i) => [['first', 'items', i], item]);
  return under(value, 'target') === undefined ? undefined : [[[], value]];
}

function takeLink(
  item: unknown,
  links: { from: string; to: string; role: string }[],
): Pick<Skip, 'code' | 'values'> | undefined {
  const bodies = listIn(under(item, 'body'));
  const ends = bodies.flatMap((body) => (typeof body === 'string' ? [body] : []));
  const role = bodies.map((body) => textIn(body, 'value')).find((each) => each !== undefined) ?? 'related';
  const from = listIn(under(item, 'target')).flatMap((each) => (typeof each === 'string' ? [each] : []));
  if (ends.length === 0 || from.length === 0) return { code: 'not-known', values: ['linking'] };
  for (const start of from) for (const end of ends) links.push({ from: start, to: end, role });
  return undefined;
}

function takeW3c(item: v.InferOutput<typeof ITEM>, articles: Articles): Pick<Skip, 'code' | 'values'> | undefined {
  const targets = listIn(item['target']);
  const target = targets.map((each) => fragmentOf(listIn(under(each, 'selector'))));
  if (target.length === 0 || target.includes(undefined)) return { code: 'no-words', values: [] };
  const source =
    targets.map((each) => textIn(each, 'source') ?? textIn(under(each, 'source'), 'id')).find(Boolean) ?? '';
  const bodies = listIn(item['body']).map((body) =>
    typeof body === 'string' ? { value: body, purpose: 'commenting' } : body,
  );
  const of = (...purposes: (string | undefined)[]) =>
    bodies.filter((body) => purposes.includes(textIn(body, 'purpose')));
  const valuesOf = (all: readonly unknown[]): string[] => all.flatMap((body) => textIn(body, 'value') ?? []);
  const [label = String(listIn(item.motivation)[0] ?? 'annotation'), ...tags] = valuesOf(of('tagging'));
  const notes = valuesOf(of('commenting', 'describing', 'replying', undefined));
  const [judged] = of('assessing');
  const annotations = articles.of(source, 'codepoint');
  const annotation = {
    id: idIn(item.id),
    iri: item.id,
    label,
    target: target.filter((each) => each !== undefined),
    attributes: attributesOf([...valuesOf(of('classifying')), ...tags], 'w3c:tag'),
    note: notes.length > 0 ? notes.join('\n\n') : undefined,
    review:
      judged === undefined
        ? undefined
        : { state: textIn(judged, 'value') ?? '', by: nameOf(under(judged, 'creator')), at: textIn(judged, 'created') },
    by: nameOf(listIn(item['creator'])[0]),
    created: item.created,
    modified: item.modified,
    stamp: item.modified ?? item.created ?? '',
  };
  annotations.push(annotation);
  return undefined;
}

const accountName = (user: string | undefined): string | undefined =>
  user === NOBODY ? undefined : user?.replace(/^acct:|@.*$/g, '');

const ROW = v.looseObject({
  id: v.optional(text),
  uri: v.optional(text),
  text: v.optional(text),
  tags: v.optional(v.array(text)),
  created: v.optional(text),
  updated: v.optional(text),
  user: v.optional(text),
  references: v.optional(v.array(v.unknown())),
});

/**
 * What Hypothes.is exports, or its service answers: the first tag is the label, others that are `name: value` are
 * attributes, the text is the note. Replies and notes on a whole page are skipped.
 */
export const fromHypothesis: Importer = {
  name: 'hypothesis',
  title: 'Hypothes.is',
  description: 'JSON that the Hypothes.is client exports on a web page.',
  extensions: ['.hypothesis.json', '.json'],
  read: (input) =>
    readItems(
      input,
      (value) => {
        for (const key of ['annotations', 'rows']) {
          const list = under(value, key);
          if (Array.isArray(list)) return list.map((item, i) => [[key, i], item]);
        }
        return undefined;
      },
      'Hypothes.is',
      (item, articles) => {
        const parsed = v.safeParse(ROW, item);
        if (!parsed.success) return reasonOf(parsed.issues);
        const row = parsed.output;
        if (row.references && row.references.length > 0) return { code: 'not-known', values: ['reply'] };
        const [place] = listIn(row['target']);
        const fragment = fragmentOf(listIn(under(place, 'selector')));
        if (!fragment) return { code: 'no-words', values: [] };
        const [label = 'annotation', ...tags] = row.tags ?? [];
        const title = listIn(under(row['document'], 'title'))[0];
        const { created, updated } = row;
        articles.of(row.uri ?? '', 'utf16', typeof title === 'string' ? title : undefined).push({
          id: row.id,
          label,
          target: [fragment],
          attributes: attributesOf(tags, 'hypothesis:tag'),
          note: row.text || undefined,
          by: textIn(row['user_info'], 'display_name') ?? accountName(row.user),
          created,
          // The service says of what was never changed that it was updated when it was created.
          modified: updated === created ? undefined : updated,
          stamp: updated ?? created ?? '',
        });
        return undefined;
      },
    ),
};
