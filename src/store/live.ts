import type { Annotation, Fragment } from '../core/annotation.ts';
import { patch } from '../core/change.ts';
import { type Edit, follow, undone } from '../core/edit.ts';
import { History, type Mark, type Moment } from '../core/history.ts';
import { isEmpty, type Span } from '../core/span.ts';
import { Tracked } from '../core/tracked.ts';
import { same } from '../core/value.ts';
import { Page, type TextSource, through } from './page.ts';

/** Pasted text must be this long (UTF-16 units) before an annotation that was cut away moves with it. */
const LONG = 20;
/** So many earlier wordings of one annotation are remembered. */
const MOST_WORDINGS = 500;

/** What an annotation says at one moment. */
interface State {
  /** The place of each fragment; an empty one where it is lost. */
  readonly spans: readonly Span[];
  /** The words there; '' where it is lost, undefined where they are not known. */
  readonly words: readonly (string | undefined)[];
  readonly at: Moment;
}

/** The places of an earlier wording, which go on following the text. It is known by itself, not by what it holds. */
interface Trace {
  /** Whose wording it is. */
  readonly key: string;
}

/** What an annotation once said, and undo may bring back. */
interface Wording extends State {
  /** The annotation, where it was told with these words and did not merely pass through them. */
  readonly told?: Annotation | undefined;
  readonly trace: Trace;
}

/** Where annotations stand, by key. */
type Places = ReadonlyMap<string, readonly Span[]>;

/** One annotation and what became of it. */
interface Entry {
  readonly key: string;
  told: Annotation;
  /** As it stood when it was told. */
  first: State;
  /** When it was set. */
  readonly since: Mark;
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
  readonly #past = new Tracked<Trace>();
  readonly #history = new History();
  /** Of which states there are wordings. */
  readonly #traces = new WeakMap<Moment, Set<Trace>>();
  /** The annotations that have earlier wordings. */
  readonly #worded = new Set<string>();
  /** What `now` gave since the last edit. */
  readonly #known = new Map<string, Annotation>();
  /** The length of the longest fragment that such a one was ever told to have. */
  #longest = 0;

  /** Follows an annotation from now on, where its target says that it stands. */
  set(key: string, annotation: Annotation): void {
    this.delete(key);
    const entry: Entry = {
      key,
      told: annotation,
      first: this.#asItStands(annotation),
      since: this.#history.mark,
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
      places: this.#past.get(each.trace) ?? each.spans,
      // What else became of it holds for its earlier words, too.
      told: each.told && patch(each.told, entry.told, told),
    }));
    const present = this.#present.get(from) ?? [];
    this.delete(to);
    this.#present.set(to, present);
    const copied: Entry = { ...entry, key: to, told, wordings: [] };
    this.#entries.set(to, copied);
    for (const { places, ...wording } of wordings) this.#push(copied, places, wording);
  }

  /** The annotation was saved with this target. What its words were before can still come back. */
  settle(key: string, annotation: Annotation): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    entry.told = annotation;
    entry.first = this.#asItStands(annotation);
    entry.words = undefined;
    this.#known.delete(key);
    this.#present.set(key, annotation.target.map(placeOf));
    this.#tell(entry);
  }

  /** What stands around its words in the file is known from now on; `target` has the words that were told. */
  surround(key: string, target: readonly Fragment[]): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    const told = entry.told.target.map((each, i): Fragment => {
      const { prefix, suffix } = target[i] ?? each;
      return each.prefix === prefix && each.suffix === suffix ? each : { ...each, prefix, suffix };
    });
    if (told.every((each, i) => each === entry.told.target[i])) return;
    entry.told = { ...entry.told, target: told };
    this.#known.delete(key);
  }

  delete(key: string): void {
    for (const wording of this.#entries.get(key)?.wordings ?? []) this.#drop(wording);
    this.#worded.delete(key);
    this.#entries.delete(key);
    this.#known.delete(key);
    this.#present.delete(key);
  }

  /** The keys of annotations that stand over the character at `offset` (UTF-16). */
  at(offset: number): readonly string[] {
    return this.#present.at(offset);
  }

  told(key: string): Annotation | undefined {
    return this.#entries.get(key)?.told;
  }

  /** Whether words of one of its fragments stood in the text since it was set. */
  stood(key: string, index: number): boolean {
    const entry = this.#entries.get(key);
    return [entry?.first, ...(entry?.wordings ?? [])].some((each) => {
      const span = each?.spans[index];
      return span !== undefined && !isEmpty(span);
    });
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
    const known = this.#known.get(key) ?? this.#stands(key);
    if (known) this.#known.set(key, known);
    return known;
  }

  #stands(key: string): Annotation | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    const target = entry.told.target.map((each, i): Fragment => {
      const { start, end } = this.#span(key, i, each);
      if (start === end) return lostAt(each, start);
      const words = entry.words?.[i];
      // Words that have changed wait for a person, unless they are as they were again.
      const isChanged = each.state === 'changed' && words !== each.exact;
      const exact = isChanged ? each.exact : (words ?? each.exact);
      const isSame = each.start === start && each.end === end && each.exact === exact;
      if (isSame && each.state === (isChanged ? 'changed' : undefined)) return each;
      const { state: _state, ...rest } = each;
      return { ...rest, start, end, exact, ...(isChanged && { state: 'changed' as const }) };
    });
    return withTarget(entry.told, target);
  }

  /**
   * Follows edits that follow one another. `isUndo`: they undo or redo what was done before. Gives the keys of
   * annotations that have other words now, or are lost, or found again.
   */
  edit(edits: readonly Edit[], source: TextSource, isUndo = false): ReadonlySet<string> {
    this.#known.clear();
    const page = new Page(edits, source);
    const { moment } = this.#history;
    const before = this.#present.edit(edits);
    this.#past.move(edits);
    const known = isUndo ? this.#travel(edits, page, before.keys()) : undefined;
    if (!known) this.#history.add(edits);
    for (const [key, spans] of before) this.#remember(key, spans, moment);
    const touched = new Set(before.keys());
    for (const key of this.#candidates(edits, page, known)) {
      const spans = known && this.#isKnown(key) ? known.get(key) : this.#found(key, edits, page);
      const present = this.#present.get(key);
      if (!spans || !present || same(spans, present)) continue;
      if (!touched.has(key))
        this.#remember(
          key,
          present.map((span) => undone(span, edits)),
          moment,
        );
      touched.add(key);
      this.#present.set(key, spans);
    }
    for (const key of touched) {
      const entry = this.#entries.get(key);
      if (entry) entry.words = this.#present.get(key)?.map((span) => page.slice(span));
    }
    this.#history.leave(moment.number);
    return touched;
  }

  /** The annotations that may stand elsewhere than where they followed to: no others are looked at. */
  #candidates(edits: readonly Edit[], page: Page, known: Places | undefined): ReadonlySet<string> {
    const keys = new Set(known?.keys());
    if (this.#worded.size === 0) return keys;
    for (const { start, end } of page.fresh) {
      const near = { start: start - this.#longest, end: end + this.#longest };
      for (const key of this.#present.near(near)) if (this.#worded.has(key)) keys.add(key);
      for (const { key } of this.#past.near(near)) keys.add(key);
    }
    if (edits.some(({ text }) => text.length >= LONG)) for (const key of this.#worded) keys.add(key);
    return keys;
  }

  /** Whether its places are known in a state of the text, the present one: it was set in it or before it, or has followed the text back there. */
  #isKnown(key: string, state = this.#history.now): boolean {
    const entry = this.#entries.get(key);
    return entry !== undefined && this.#history.lowest(entry.since) <= state;
  }

  #span(key: string, index: number, fallback: Span): Span {
    return this.#present.get(key)?.[index] ?? fallback;
  }

  /** Remembers what an annotation said, and where, before edits that reached into it. */
  #remember(key: string, spans: readonly Span[], at: Moment): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    const present = this.#present.get(key) ?? [];
    const words = entry.words ?? entry.first.words;
    if (entry.wordings.length === 0) this.#push(entry, present, { ...entry.first, told: entry.told });
    this.#push(entry, present, { spans, words, at });
  }

  /** What the annotation is told to say from now on is a wording of its own. */
  #tell(entry: Entry): void {
    this.#push(entry, entry.first.spans, { ...entry.first, told: entry.told });
  }

  #asItStands({ target }: Annotation): State {
    return {
      spans: target.map(placeOf),
      words: target.map(({ exact, state }) => (state === 'changed' ? undefined : state ? '' : exact)),
      at: this.#history.moment,
    };
  }

  #push(entry: Entry, places: readonly Span[], wording: Omit<Wording, 'trace'>): void {
    const trace: Trace = { key: entry.key };
    this.#past.set(trace, places);
    const traces = this.#traces.get(wording.at) ?? new Set();
    this.#traces.set(wording.at, traces.add(trace));
    for (const { exact } of wording.told?.target ?? []) this.#longest = Math.max(this.#longest, exact.length);
    const all = [...entry.wordings, { ...wording, trace }];
    const most = all.length > MOST_WORDINGS ? (all.find(({ told }) => !told) ?? all[0]) : undefined;
    if (most) this.#drop(most);
    entry.wordings = all.filter((each) => each !== most);
    this.#worded.add(entry.key);
  }

  #drop({ trace, at }: Wording): void {
    this.#past.delete(trace);
    this.#traces.get(at)?.delete(trace);
  }

  /**
   * Undo or redo went to a state of the text that was there before: gives the places that annotations had in it, by key;
   * those that no edit has reached into since then need but follow. `touched`: the edits reached into these. Undefined for
   * a state that was not seen.
   */
  #travel(edits: readonly Edit[], page: Page, touched: Iterable<string>): Places | undefined {
    const reached = [...touched];
    for (const state of this.#history.states(edits, (span) => page.slice(span))) {
      const known = this.#placesIn(state, page, reached);
      if (!known) continue;
      this.#history.go(state);
      return known;
    }
    return undefined;
  }

  /** Undefined when the text does not say in that state's places what it said then. */
  #placesIn(state: number, page: Page, touched: readonly string[]): Places | undefined {
    const { now } = this.#history;
    const keys = new Set(touched);
    for (const moment of this.#history.moments(Math.min(state, now), Math.max(state, now)))
      for (const { key } of this.#traces.get(moment) ?? []) keys.add(key);
    const known = new Map<string, readonly Span[]>();
    for (const key of keys) {
      if (!this.#isKnown(key, state)) continue;
      const wordings = this.#entries.get(key)?.wordings ?? [];
      const next = Math.min(...wordings.flatMap(({ at }) => (at.number >= state ? [at.number] : [])));
      const wording = wordings.findLast(({ at }) => at.number === next);
      if (!wording) continue;
      const between = this.#history.between(state, next);
      const spans = wording.spans.map((span) => toSpan(between.reduce<Span>(follow, span)));
      if (spans.some((span, i) => wording.words[i] !== undefined && page.slice(span) !== wording.words[i]))
        return undefined;
      known.set(key, spans);
    }
    return known;
  }

  /** The places that words of the annotation have got in fresh text. */
  #found(key: string, edits: readonly Edit[], page: Page): readonly Span[] | undefined {
    const entry = this.#entries.get(key);
    if (!entry || entry.wordings.length === 0) return undefined;
    return this.#recovered(entry, page) ?? this.#repasted(entry, edits);
  }

  /** Looks whether, with the fresh text, words that were told stand at their place again: the oldest wording first. */
  #recovered({ key, wordings }: Entry, page: Page): readonly Span[] | undefined {
    const present = this.#present.get(key) ?? [];
    for (const wording of wordings) {
      const places = this.#past.get(wording.trace) ?? [];
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
  #repasted({ key, told }: Entry, edits: readonly Edit[]): readonly Span[] | undefined {
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

const inOrder = (spans: readonly Span[]): boolean => spans.every((span, i) => span.start >= (spans[i - 1]?.end ?? 0));

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
