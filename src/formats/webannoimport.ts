import * as v from 'valibot';
import { SPAN } from './castypes.ts';
import type { ForeignAnnotation, ForeignFragment, Importer, Read, Skip } from './importer.ts';
import { clip, stampOf, textOf } from './importer.ts';
import { isOwn, OWN_KEYS, type Own } from './own.ts';
import { type Body, bodyOf } from './webannobody.ts';
import { type Said, Spans, shortName } from './webannospans.ts';

/**
 * WebAnno TSV 3: every span and chain layer gives annotations, every relation layer links.
 *
 * - The label is the value of the feature `label`, `value`, `identifier` or (of chains) `referenceType`, else the short
 *   name of the layer. The other features are attributes `webanno:…`, and so is the layer where it is not `custom.Span`.
 * - Relations lead from their source to the row where they stand; links of features lead to their targets, and elements
 *   of chains each to the next, by the name of the relation.
 * - The text is put together as INCEpTION does it: what stood between two sentences is not known.
 *
 * A name that ends in nothing but `.tsv` means the other table (tableimport.ts) where nobody says that it is this one.
 */
export const fromWebanno: Importer = {
  name: 'webanno',
  title: 'WebAnno TSV',
  description: 'WebAnno TSV 3 (.tsv) of INCEpTION or WebAnno, texts included.',
  extensions: ['.webanno.tsv', '.tsv'],
  read({ name, bytes }): Read {
    const { text: source, broken } = textOf(bytes);
    if (source === undefined) return { broken };
    const lines = source.split(/\r?\n/);
    if (!/^#FORMAT=WebAnno TSV 3\.\d+\s*$/.test(lines[0] ?? ''))
      return { broken: { code: 'not-format', values: ['WebAnno TSV 3', clip(lines[0] ?? '')], line: 1 } };
    const body = bodyOf(lines);
    const reader = new Reader(body);
    const file = name.replace(/(\.webanno)?\.tsv$/i, '');
    const annotations = reader.annotations();
    return { articles: [{ file, text: body.text, unit: 'utf16', annotations }], skipped: reader.skipped };
  },
};

const MARKED = v.looseObject({
  id: v.string(),
  at: v.array(v.string()),
  links: v.optional(v.array(v.object({ role: v.string(), at: v.string() }))),
});

/** What Newsmark says of an annotation, and of which fragments that consists. */
interface Mark {
  readonly id: string;
  readonly own: Own;
  readonly parts: readonly Said[];
}

class Reader {
  readonly skipped: Skip[];
  readonly #body: Body;
  readonly #spans: Spans;
  /** How often a name was given. */
  readonly #used = new Map<string, number>();

  constructor(body: Body) {
    this.#body = body;
    this.#spans = new Spans(body);
    this.skipped = [...body.skipped, ...this.#spans.skipped];
  }

  annotations(): ForeignAnnotation[] {
    const names = new Map<Said, string>();
    const marked = new Map<Said, Mark>();
    for (const { said, line } of this.#body.marks) {
      const mark = this.#marked(said);
      if (!mark || mark.parts.some((part) => marked.has(part)))
        this.skipped.push({ code: 'bad-line', values: [clip(JSON.stringify(Object.keys(said)))], line });
      else if (mark.parts.length === 0) this.skipped.push({ code: 'no-words', values: [], line, id: mark.id });
      else for (const part of mark.parts) marked.set(part, mark);
    }
    const taken = new Set(Array.from(marked.values(), ({ id }) => id));
    for (const said of this.#spans.all) {
      const row = said.number > 0 ? `${said.first.name}-${said.number}` : said.first.name;
      const name = marked.get(said)?.id ?? this.#free(row, taken);
      taken.add(name);
      names.set(said, name);
    }
    return this.#spans.all.flatMap((said) => {
      const mark = marked.get(said);
      if (mark && mark.parts[0] !== said) return [];
      return [toForeign(mark?.parts ?? [said], mark?.own ?? {}, names, mark && stampOf(mark.own), this.#body)];
    });
  }

  /** `1-2`, `1-2_2` and so on: numbers go on where the last one of that name ended. */
  #free(name: string, taken: ReadonlySet<string>): string {
    for (let i = this.#used.get(name) ?? 1; ; i++) {
      const one = i === 1 ? name : `${name}_${i}`;
      this.#used.set(name, i + 1);
      if (!taken.has(one)) return one;
    }
  }

  #marked(said: object): Mark | undefined {
    if (!v.is(MARKED, said)) return undefined;
    const own = OWN_KEYS.flatMap((key) => (Object.hasOwn(said, key) ? [[key, Reflect.get(said, key)] as const] : []));
    if (!own.every(([key, value]) => isOwn(key, value))) return undefined;
    const parts = said.at.flatMap((at) => this.#spans.refer(at) ?? []);
    // Relations stand where they lead to: in which order they were is said apart.
    const places = new Map<Said, Map<string, number>>();
    for (const [i, { role, at }] of (said.links ?? []).entries()) {
      const to = this.#spans.refer(at);
      if (to) places.set(to, (places.get(to) ?? new Map()).set(role, i));
    }
    const placeOf = (link: Said['links'][number]): number =>
      places.get(link.to)?.get(link.role) ?? Number.MAX_SAFE_INTEGER;
    parts[0]?.links.sort((a, b) => placeOf(a) - placeOf(b));
    return { id: said.id, own: Object.fromEntries(own), parts: [...new Set(parts)] };
  }
}

/** Without a text of the file's own its place must be true in the article as it is here: sentence by sentence. */
function fragmentOf({ begin, end }: Said, { text, sentences }: Body): ForeignFragment {
  if (text !== undefined) return { start: begin, end };
  const pieces = sentences.flatMap((sentence): ForeignFragment[] => {
    const [from, to] = [Math.max(begin, sentence.begin), Math.min(end, sentence.begin + sentence.text.length)];
    const exact = sentence.text.slice(from - sentence.begin, to - sentence.begin);
    return from < to ? [{ start: from, end: to, exact }] : [];
  });
  // Of sentences that lie over one another nobody knows which is meant.
  const isClear = pieces.every(({ start = 0 }, i) => start >= (pieces[i - 1]?.end ?? 0));
  return isClear && pieces.length > 0 ? { pieces } : {};
}

/** `stamp`: of those with an id of ours. */
function toForeign(
  parts: readonly Said[],
  own: Own,
  names: ReadonlyMap<Said, string>,
  stamp: string | undefined,
  body: Body,
): ForeignAnnotation {
  const [first] = parts;
  const { type = '', label } = first ?? {};
  const attributes = [
    ...Object.entries(own.attributes ?? {}),
    ...(type === SPAN || label === undefined ? [] : [['webanno:type', type] as const]),
    ...parts.flatMap((part) => [...part.attributes]),
  ];
  return {
    id: first && names.get(first),
    label: label ?? shortName(type),
    target: parts.map((part) => fragmentOf(part, body)),
    ...own,
    ...(stamp === undefined ? {} : { stamp }),
    ...(attributes.length > 0 ? { attributes: Object.fromEntries(attributes) } : {}),
    links: parts.flatMap(({ links }) => links.map(({ role, to }) => ({ role, to: names.get(to) ?? '' }))),
    line: first?.first.line,
  };
}
