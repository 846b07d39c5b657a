import * as v from 'valibot';
import type { ForeignAnnotation, Skip } from './importer.ts';
import { clip } from './importer.ts';
import { sayingOf } from './json.ts';
import { reasonOf } from './recordimport.ts';

const name = v.pipe(v.union([v.string(), v.number()]), v.transform(String));

const SPAN = v.object({
  label: v.pipe(name, v.nonEmpty()),
  start: v.number(),
  end: v.number(),
  id: v.optional(v.nullable(name)),
  others: v.optional(v.record(v.string(), v.unknown())),
});

const RELATION = v.object({ from_id: name, to_id: name, type: v.pipe(name, v.nonEmpty()) });

/** What Newsmark's export says of an annotation. */
const MARK = v.object({
  id: v.string(),
  label: v.string(),
  stamp: v.optional(v.string()),
  spans: v.array(v.tuple([v.number(), v.number()])),
});

interface Span extends v.InferOutput<typeof SPAN> {
  isTaken: boolean;
}

/** Spans that are one annotation. */
interface Group {
  readonly id: string | undefined;
  readonly stamp?: string | undefined;
  readonly spans: readonly Span[];
  readonly links: { readonly role: string; readonly to: string }[];
}

/** Makes annotations of the spans and relations of one text. */
export class Spans {
  readonly #line: () => number | undefined;
  readonly #skipped: Skip[];
  readonly #spans: Span[] = [];
  readonly #groups: Group[] = [];
  /** By the numbers of their spans. */
  readonly #byNumber = new Map<string, Group>();
  readonly #taken = new Set<string>();
  #isGrouped = false;

  constructor(line: () => number | undefined, skipped: Skip[]) {
    this.#line = line;
    this.#skipped = skipped;
  }

  /** A span, as an array or an object; `key` is where it was found. */
  take(key: string, written: unknown): void {
    if (typeof written === 'string') {
      // A label of the whole text.
      this.#skip({ code: 'not-known', values: [clip(`${key}: ${written}`)] });
      return;
    }
    const parsed = v.safeParse(SPAN, Array.isArray(written) ? ofArray(written) : ofObject(written));
    if (parsed.success) this.#spans.push({ ...parsed.output, isTaken: false });
    else this.#skip(reasonOf(parsed.issues));
  }

  /** What Newsmark knows of its own annotations, in a list. All spans have been taken. */
  know(marks: unknown): void {
    const known = (Array.isArray(marks) ? marks : []).flatMap((mark: unknown) => {
      const parsed = v.safeParse(MARK, mark);
      return parsed.success ? [{ ...parsed.output, found: new Map<number, Span>() }] : [];
    });
    const sameLabel = new Queues(this.#spans, ({ start, end, label }) => keyOf(start, end, label));
    const samePlace = new Queues(this.#spans, ({ start, end }) => keyOf(start, end));
    for (const find of [
      (start: number, end: number, label: string) => sameLabel.next(keyOf(start, end, label)),
      (start: number, end: number) => samePlace.next(keyOf(start, end)),
    ]) {
      for (const { spans, label, found } of known) {
        for (const [i, [start, end]] of spans.entries()) {
          const span = found.has(i) ? undefined : find(start, end, label);
          if (!span) continue;
          span.isTaken = true;
          found.set(i, span);
        }
      }
    }
    for (const { id, stamp, found } of known) {
      const [first, ...others] = found.values();
      if (!first) continue;
      const like = others.filter(({ label }) => label === first.label);
      this.#add({ id: this.#name(id), stamp, spans: [first, ...like], links: [] });
      // What has another label now is another annotation.
      for (const each of others) if (each.label !== first.label) each.isTaken = false;
    }
  }

  relate(written: unknown): void {
    this.#group();
    const parsed = v.safeParse(RELATION, written);
    if (!parsed.success) {
      this.#skip(reasonOf(parsed.issues));
      return;
    }
    const { from_id, to_id, type: role } = parsed.output;
    const [from, to] = [this.#byNumber.get(from_id), this.#byNumber.get(to_id)];
    if (from && to?.id !== undefined) from.links.push({ role, to: to.id });
    else this.#skip({ code: 'no-such-end', values: [clip(from ? to_id : from_id)] });
  }

  annotations(): ForeignAnnotation[] {
    this.#group();
    const lineOf = this.#line;
    return this.#groups.map(({ id, stamp, spans, links }) => ({
      id,
      label: spans[0]?.label ?? '',
      target: spans.map(({ start, end }) => ({ start, end })),
      attributes: attributesOf(spans),
      links,
      stamp,
      // Asked for what cannot be imported only, since it can be slow.
      get line() {
        return lineOf();
      },
    }));
  }

  /** What Newsmark did not know is an annotation of its own. */
  #group(): void {
    if (this.#isGrouped) return;
    this.#isGrouped = true;
    for (const span of this.#spans) {
      if (!span.isTaken) this.#add({ id: this.#name(span.id ?? undefined), spans: [span], links: [] });
    }
  }

  #add(group: Group): void {
    this.#groups.push(group);
    for (const { id } of group.spans) if (id !== undefined && id !== null) this.#byNumber.set(id, group);
  }

  /** None where another one has it. */
  #name(id: string | undefined): string | undefined {
    if (id === undefined || this.#taken.has(id)) return undefined;
    this.#taken.add(id);
    return id;
  }

  #skip(why: Pick<Skip, 'code' | 'values'>): void {
    this.#skipped.push({ ...why, line: this.#line() });
  }
}

const keyOf = (start: number, end: number, label = ''): string => `${start} ${end} ${label}`;

/** Spans that are alike, one after another. */
class Queues {
  readonly #queues = new Map<string, { readonly spans: Span[]; at: number }>();

  constructor(spans: readonly Span[], keyOf: (span: Span) => string) {
    for (const span of spans) {
      const queue = this.#queues.get(keyOf(span)) ?? { spans: [], at: 0 };
      queue.spans.push(span);
      this.#queues.set(keyOf(span), queue);
    }
  }

  /** The next one that is not taken. */
  next(key: string): Span | undefined {
    const queue = this.#queues.get(key);
    while (queue?.spans[queue.at]?.isTaken) queue.at++;
    return queue?.spans[queue.at];
  }
}

const ofArray = ([start, end, label]: readonly unknown[]): object => ({ start, end, label });

function ofObject(written: unknown): unknown {
  if (typeof written !== 'object' || written === null) return written;
  const said = written as Readonly<Record<string, unknown>>;
  const { start_offset, end_offset, start = start_offset, end = end_offset, label, id, ...others } = said;
  return { start, end, label, id, others };
}

/** What else spans have. */
const attributesOf = (spans: readonly Span[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    spans.flatMap(({ others = {} }) =>
      Object.entries(others)
        .filter(([, value]) => value !== null)
        .map(([key, value]) => [`doccano:${key}`, sayingOf(value)]),
    ),
  );
