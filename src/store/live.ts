import type { Annotation, Fragment } from '../core/annotation.ts';
import { patch } from '../core/change.ts';
import { type Edit, follow } from '../core/edit.ts';
import { History } from '../core/history.ts';
import { find } from '../core/quote.ts';
import { isEmpty, overlaps, type Span } from '../core/span.ts';
import { Tracked } from '../core/tracked.ts';
import { same } from '../core/value.ts';

/** The article's text while it is open, as LF text. Offsets are UTF-16. */
export interface TextSource {
  text(): string;
  slice(start: number, end: number): string;
  /** Whether it differs from the file. */
  isDirty(): boolean;
}

/** Pasted text must be this long (UTF-16 units) before an annotation that was cut away moves with it. */
const LONG = 20;
/** So many earlier wordings of one annotation are remembered. */
const MOST_WORDINGS = 500;
/** Of fresh text longer than this, all of it is read at once and not piece by piece for each annotation. */
const MUCH = 1000;

/** What an annotation says at one moment. */
interface State {
  /** The place of each fragment; an empty one where it is lost. */
  readonly spans: readonly Span[];
  /** The words there; '' where it is lost, undefined where they are not known. */
  readonly words: readonly (string | undefined)[];
  /** The number of the text's state; below nought for one that can never be again. */
  readonly at: number;
}

/** What an annotation once said, and undo may bring back. */
interface Wording extends State {
  /** The annotation, where it was told with these words and did not merely pass through them. */
  readonly told?: Annotation | undefined;
  /** Under this key its places follow the text. */
  readonly key: string;
}

/** One annotation and what became of it. */
interface Entry {
  told: Annotation;
  /** As it stood when it was told. */
  first: State;
  /** The first state of the text in which its places are known. */
  since: number;
  /** The words that stand at its place now; undefined while no edit has reached into it since it was told. */
  words?: readonly string[] | undefined;
  /** Earlier wordings, the oldest first; none while no edit has reached into it. */
  wordings: readonly Wording[];
}

/**
 * Annotations that follow the text while it is edited. Each is known as it was last *told* (tagged, read or saved): its
 * words then, and its place now. When words go, the annotation shrinks or is lost. Undo brings back every wording it
 * went through; otherwise, when words that were told stand at its place again, it has them back.
 */
export class Live {
  readonly #entries = new Map<string, Entry>();
  readonly #present = new Tracked();
  readonly #past = new Tracked();
  readonly #history = new History();
  #count = 0;

  /** Follows an annotation from now on, where its target says that it stands. */
  set(key: string, annotation: Annotation): void {
    this.delete(key);
    const entry: Entry = {
      told: annotation,
      first: this.#asItStands(annotation),
      since: this.#history.now,
      wordings: [],
    };
    this.#entries.set(key, entry);
    this.#present.set(key, annotation.target.map(placeOf));
    if (annotation.target.some((each) => each.state === 'lost')) this.#tell(entry);
  }

  /**
   * Follows an annotation from now on as `from` was followed, if that has these words and places now: what it said before
   * can still come back. Otherwise as `set` does.
   */
  copy(from: string, to: string, annotation: Annotation): void {
    const entry = this.#entries.get(from);
    if (!entry || !same(this.now(from)?.target, annotation.target)) {
      this.set(to, annotation);
      return;
    }
    const told = { ...annotation, target: entry.told.target };
    const wordings = entry.wordings.map((each) => ({
      ...each,
      key: this.#track(this.#past.get(each.key) ?? each.spans),
      // What else became of it holds for its earlier words, too.
      told: each.told && patch(each.told, entry.told, told),
    }));
    const present = this.#present.get(from) ?? [];
    this.delete(to);
    this.#present.set(to, present);
    this.#entries.set(to, { ...entry, told, wordings });
  }

  /** The annotation was saved with this target. What its words were before can still come back. */
  settle(key: string, annotation: Annotation): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    entry.told = annotation;
    entry.first = this.#asItStands(annotation);
    entry.words = undefined;
    this.#present.set(key, annotation.target.map(placeOf));
    this.#tell(entry);
  }

  delete(key: string): void {
    for (const wording of this.#entries.get(key)?.wordings ?? []) this.#past.delete(wording.key);
    this.#entries.delete(key);
    this.#present.delete(key);
  }

  told(key: string): Annotation | undefined {
    return this.#entries.get(key)?.told;
  }

  /** Whether any of its words stood in the text since it was set. */
  stood(key: string): boolean {
    const entry = this.#entries.get(key);
    return [entry?.first, ...(entry?.wordings ?? [])].some((each) => each?.spans.some((span) => !isEmpty(span)));
  }

  /** The annotation as it was when it was first told with these words; undefined when it never had them. */
  toldWith(key: string, words: readonly Fragment[]): Annotation | undefined {
    return this.#entries.get(key)?.wordings.find(({ told }) => told && same(wordsOf(told.target), wordsOf(words)))
      ?.told;
  }

  /** As it was told, at its present place; what is lost, where it would begin. */
  placed(key: string): Annotation | undefined {
    const told = this.told(key);
    if (!told) return undefined;
    const target = told.target.map((each, i): Fragment => {
      const { start, end } = this.#span(key, i, each);
      return { ...each, start, end: start === end ? start + each.end - each.start : end };
    });
    return withTarget(told, target);
  }

  /** As it stands in the text now: with the words of its place, and lost where all of them are gone. */
  now(key: string): Annotation | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    const target = entry.told.target.map((each, i): Fragment => {
      const { start, end } = this.#span(key, i, each);
      if (start === end) return lostAt(each, start);
      const exact = each.state === 'changed' ? each.exact : (entry.words?.[i] ?? each.exact);
      if (each.state !== 'lost' && each.start === start && each.end === end && each.exact === exact) return each;
      const { state, ...rest } = each;
      return { ...rest, start, end, exact, ...(state === 'changed' && { state }) };
    });
    return withTarget(entry.told, target);
  }

  /**
   * Follows edits that follow one another. `isUndo`: they undo or redo what was done before. Gives the keys of
   * annotations that have other words now, or are lost, or found again.
   */
  edit(edits: readonly Edit[], source: TextSource, isUndo = false): ReadonlySet<string> {
    const page = new Page(edits, source);
    const { now } = this.#history;
    const known = isUndo ? this.#travel(edits, page) : this.#advance(edits);
    const before = this.#present.all();
    const touched = this.#present.edit(edits);
    this.#past.edit(edits);
    for (const key of touched) this.#remember(key, before.get(key) ?? [], edits, now);
    for (const [key, entry] of this.#entries) {
      const isKnown = known && this.#history.now >= entry.since;
      // How it stood before these edits is known by now, also if it was set later.
      entry.since = Math.min(entry.since, now);
      if (entry.wordings.length === 0) continue;
      const spans = isKnown ? known.get(key) : (this.#recovered(key, entry, page) ?? this.#repasted(key, entry, edits));
      if (!spans || same(spans, this.#present.get(key)?.map(toSpan))) continue;
      if (!touched.has(key)) this.#remember(key, before.get(key) ?? [], edits, now);
      touched.add(key);
      this.#present.set(key, spans);
    }
    for (const key of touched) {
      const entry = this.#entries.get(key);
      if (entry) entry.words = this.#present.get(key)?.map((span) => page.slice(span));
    }
    return touched;
  }

  #span(key: string, index: number, fallback: Span): Span {
    return this.#present.get(key)?.[index] ?? fallback;
  }

  /** Remembers what an annotation said before edits that reached into it. */
  #remember(key: string, spans: readonly Span[], edits: readonly Edit[], at: number): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    const moved = spans.map((span) => through(span, edits));
    const words = entry.words ?? entry.first.words;
    if (entry.wordings.length === 0) this.#push(entry, moved, { ...entry.first, told: entry.told });
    this.#push(entry, moved, { spans, words, at });
  }

  /** What the annotation is told to say from now on is a wording of its own. */
  #tell(entry: Entry): void {
    this.#push(entry, entry.first.spans, { ...entry.first, told: entry.told });
  }

  #asItStands({ target }: Annotation): State {
    return {
      spans: target.map(placeOf),
      words: target.map(({ exact, state }) => (state === 'changed' ? undefined : state ? '' : exact)),
      at: this.#history.now,
    };
  }

  #push(entry: Entry, present: readonly Span[], wording: Omit<Wording, 'key'>): void {
    const key = this.#track(present);
    const all = [...entry.wordings, { ...wording, key }];
    const most = all.length > MOST_WORDINGS ? (all.find(({ told }) => !told) ?? all[0]) : undefined;
    if (most) this.#past.delete(most.key);
    entry.wordings = all.filter((each) => each !== most);
  }

  #track(spans: readonly Span[]): string {
    const key = String(this.#count++);
    this.#past.set(key, spans);
    return key;
  }

  /** A person edited the text: what was undone before can never be again. */
  #advance(edits: readonly Edit[]): undefined {
    const { now } = this.#history;
    for (const entry of this.#entries.values())
      if (entry.wordings.some(({ at }) => at > now))
        entry.wordings = entry.wordings.map((each) => (each.at > now ? { ...each, at: -1 } : each));
    this.#history.add(edits);
  }

  /**
   * Undo or redo went to a state of the text that was there before: gives the places that annotations had in it, by key;
   * those that no edit has reached into since then need but follow. Undefined for a state that was not seen.
   */
  #travel(edits: readonly Edit[], page: Page): ReadonlyMap<string, readonly Span[]> | undefined {
    for (const state of this.#history.states(edits, (span) => page.slice(span))) {
      const known = this.#placesIn(state, page);
      if (!known) continue;
      this.#history.go(state);
      return known;
    }
    return this.#advance(edits);
  }

  /** Undefined when the text does not say in that state's places what it said then. */
  #placesIn(state: number, page: Page): ReadonlyMap<string, readonly Span[]> | undefined {
    const known = new Map<string, readonly Span[]>();
    for (const [key, { since, wordings }] of this.#entries) {
      if (since > state) continue;
      const next = Math.min(...wordings.flatMap(({ at }) => (at >= state ? [at] : [])));
      const wording = wordings.findLast(({ at }) => at === next);
      if (!wording) continue;
      const between = this.#history.between(state, next);
      const spans = wording.spans.map((span) => toSpan(between.reduce<Span>(follow, span)));
      if (spans.some((span, i) => wording.words[i] !== undefined && page.slice(span) !== wording.words[i]))
        return undefined;
      known.set(key, spans);
    }
    return known;
  }

  /** Looks whether, with the fresh text, words that were told stand at their place again: the oldest wording first. */
  #recovered(key: string, entry: Entry, page: Page): readonly Span[] | undefined {
    const present = this.#present.get(key) ?? [];
    for (const wording of entry.wordings) {
      const places = this.#past.get(wording.key) ?? [];
      if (wording.told?.target.length !== present.length) continue;
      const found = wording.told.target.map((each, i) => {
        const [place, span] = [places[i], present[i]];
        return place && span && page.find(each, place, span);
      });
      const next = present.map((span, i) => found[i] ?? span);
      if (found.some((span) => span) && inOrder(next.filter((span) => !isEmpty(span)))) return next;
    }
    return undefined;
  }

  /** Words that were cut out elsewhere and stand in pasted text take their annotation along. */
  #repasted(key: string, { told }: Entry, edits: readonly Edit[]): readonly Span[] | undefined {
    const [fragment, ...others] = told.target;
    const span = this.#present.get(key)?.[0];
    if (!fragment || !span || !isEmpty(span) || others.length > 0 || fragment.exact.length < LONG) return undefined;
    for (const [index, edit] of edits.entries()) {
      const at = edit.text.indexOf(fragment.exact);
      if (at < 0 || edit.text.includes(fragment.exact, at + 1)) continue;
      const start = edit.start + at;
      return [through({ start, end: start + fragment.exact.length }, edits.slice(index + 1))];
    }
    return undefined;
  }
}

/** The text after edits, and what of it they brought. */
class Page {
  readonly #source: TextSource;
  readonly #fresh: readonly Span[];
  readonly #much: boolean;
  #text: string | undefined;

  constructor(edits: readonly Edit[], source: TextSource) {
    this.#source = source;
    this.#fresh = edits.map((edit, i) =>
      through({ start: edit.start, end: edit.start + edit.text.length }, edits.slice(i + 1)),
    );
    this.#much = edits.some(({ text }) => text.length > MUCH);
  }

  slice({ start, end }: Span): string {
    if (start >= end) return '';
    if (!this.#much) return this.#source.slice(start, end);
    this.#text ??= this.#source.text();
    return this.#text.slice(start, end);
  }

  /**
   * Where a told fragment stands again in fresh text, beside its place or in what came over it, so that it holds all
   * that is left of it: words that merely moved up beside the place of deleted ones are others. What stands round the
   * words chooses among repeats. Undefined when they do not stand there.
   */
  find(told: Fragment, place: Span, present: Span): Span | undefined {
    const { length } = told.exact;
    const places = [place, present];
    const near = this.#fresh.filter(
      (each) =>
        !isEmpty(each) && places.some(({ start, end }) => touches(each, { start: start - length, end: end + length })),
    );
    if (near.length === 0) return undefined;
    const reach = length + Math.max(told.prefix.length, told.suffix.length);
    const from = Math.max(0, Math.min(...[...places, ...near].map(({ start }) => start)) - reach);
    const to = Math.max(...[...places, ...near].map(({ end }) => end)) + reach;
    const window = this.slice({ start: from, end: to });
    const isHere = (span: Span): boolean =>
      (isEmpty(present) || (span.start <= present.start && span.end >= present.end)) &&
      near.some((each) => overlaps(each, span) && places.some((at) => touches(span, at) || touches(each, at)));
    // Where the words touch their place, other words round them mean little.
    const beside = Math.max(0, place.start - from - length);
    const at = find(window, told, place.start - from)?.start ?? window.indexOf(told.exact, beside);
    const span = { start: from + at, end: from + at + length };
    return at >= 0 && isHere(span) ? span : undefined;
  }
}

const inOrder = (spans: readonly Span[]): boolean => spans.every((span, i) => span.start >= (spans[i - 1]?.end ?? 0));

const touches = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end;

/** A lost fragment has no words in the text: an empty place. */
const placeOf = (fragment: Fragment): Span => ({
  start: fragment.start,
  end: fragment.state === 'lost' ? fragment.start : fragment.end,
});

const wordsOf = (target: readonly Fragment[]): readonly string[] =>
  target.map(({ exact, state }) => (state === 'lost' ? '' : exact));

/** Lost, but it waits where its words were. */
const lostAt = (fragment: Fragment, start: number): Fragment =>
  fragment.state === 'lost' && fragment.start === start
    ? fragment
    : { ...fragment, start, end: start + Math.max(1, fragment.end - fragment.start), state: 'lost' };

function withTarget(annotation: Annotation, target: readonly Fragment[]): Annotation {
  return target.every((each, i) => each === annotation.target[i]) ? annotation : { ...annotation, target };
}

const toSpan = ({ start, end }: Span): Span => ({ start, end });

const through = (span: Span, edits: readonly Edit[]): Span => edits.reduce<Span>((at, edit) => follow(at, edit), span);
