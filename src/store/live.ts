import type { Annotation, Fragment } from '../core/annotation.ts';
import { type Edit, follow } from '../core/edit.ts';
import { isEmpty, overlaps, type Span } from '../core/span.ts';
import { Tracked } from '../core/tracked.ts';

/** The article's text while it is open, as LF text. Offsets are UTF-16. */
export interface TextSource {
  text(): string;
  slice(start: number, end: number): string;
  /** Whether it differs from the file. */
  isDirty(): boolean;
}

/** Pasted text must be this long (UTF-16 units) before an annotation that was cut away moves with it. */
const LONG = 20;

/**
 * Annotations that follow the text while it is edited. Each is known as it was last *told* (tagged, read or saved): its
 * words then, and its place now. When words go, the annotation shrinks or is lost; when the told words stand at its
 * place again (undo, or typed anew), it has them back.
 */
export class Live {
  readonly #tracked = new Tracked();
  readonly #told = new Map<string, Annotation>();
  /** What was told before that and was cut short since, the oldest first. */
  readonly #earlier = new Map<string, readonly Annotation[]>();
  /** The keys of those whose words may differ from what was told. */
  readonly #touched = new Set<string>();

  /** Follows an annotation from now on, where its target says that it stands. */
  set(key: string, annotation: Annotation): void {
    this.#told.set(key, annotation);
    this.#tracked.set(key, annotation.target.map(placeOf));
    this.#touched.delete(key);
  }

  /** Replaces what is known of an annotation, but neither its words nor its place. */
  retell(key: string, annotation: Annotation): void {
    this.#told.set(key, annotation);
  }

  /** The annotation's words were saved as they are now. What they were before can still come back. */
  settle(key: string, annotation: Annotation): void {
    const before = this.#told.get(key);
    if (before) this.#earlier.set(key, [...(this.#earlier.get(key) ?? []), before].slice(-MOST_EARLIER));
    this.set(key, annotation);
  }

  delete(key: string): void {
    this.#tracked.delete(key);
    this.#told.delete(key);
    this.#earlier.delete(key);
    this.#touched.delete(key);
  }

  told(key: string): Annotation | undefined {
    return this.#told.get(key);
  }

  /** As it was told, at its present place; a place that is gone stays an empty span. */
  placed(key: string): Annotation | undefined {
    const told = this.#told.get(key);
    return (
      told &&
      withTarget(
        told,
        told.target.map((each, i) => ({ ...each, ...this.#span(key, i, each) })),
      )
    );
  }

  /** As it stands in the text now: with the words of its place, and lost where all of them are gone. */
  now(key: string, source: TextSource): Annotation | undefined {
    const told = this.#told.get(key);
    if (!told) return undefined;
    const target = told.target.map((each, i): Fragment => {
      const span = this.#span(key, i, each);
      if (each.state === 'lost') return isEmpty(span) ? each : foundAgain(each, span);
      if (isEmpty(span)) return { ...each, state: 'lost' };
      if (!this.#touched.has(key) && each.start === span.start && each.end === span.end) return each;
      if (!this.#touched.has(key) || each.state === 'changed') return { ...each, ...span };
      return { ...each, ...span, exact: source.slice(span.start, span.end) };
    });
    return withTarget(told, target);
  }

  /** Follows edits. Gives the keys of annotations that have other words now, or are lost, or found again. */
  edit(edits: readonly Edit[], source: TextSource): ReadonlySet<string> {
    const touched = this.#tracked.edit(edits);
    const fresh = edits.map((edit, i) =>
      through({ start: edit.start, end: edit.start + edit.text.length }, edits.slice(i + 1)),
    );
    for (const key of touched) {
      this.#touched.add(key);
      this.#recover(key, fresh, source);
    }
    for (const key of this.#repasted(edits)) touched.add(key);
    return touched;
  }

  #span(key: string, index: number, fallback: Span): Span {
    const span = this.#tracked.get(key)?.[index] ?? fallback;
    return { start: span.start, end: span.end };
  }

  /** Looks whether, with the fresh text, the words that were told stand at their place again: the oldest wording first. */
  #recover(key: string, fresh: readonly Span[], source: TextSource): void {
    const told = this.#told.get(key);
    const spans = this.#tracked.get(key);
    if (!told || !spans) return;
    for (const candidate of [...(this.#earlier.get(key) ?? []), told]) {
      if (candidate.target.length !== spans.length) continue;
      const found = spans.map((span, i) => standsAt(candidate.target[i]?.exact ?? '', span, fresh, source));
      const next = spans.map((span, i) => found[i] ?? span);
      if (found.every((span) => span === undefined) || next.some((span, i) => span.start < (next[i - 1]?.end ?? 0)))
        continue;
      this.#tracked.set(key, next);
      if (candidate !== told && next.every((span, i) => isAt(candidate.target[i]?.exact ?? '', span, source))) {
        this.#told.set(key, { ...told, target: candidate.target });
        this.#earlier.delete(key);
      }
      return;
    }
  }

  /** Words that were cut out elsewhere and stand in pasted text take their annotation along. */
  #repasted(edits: readonly Edit[]): string[] {
    return edits
      .flatMap((edit, index) =>
        edit.text.length < LONG
          ? []
          : [...this.#told].filter(([key, told]) => this.#repaste(key, told, edit, edits.slice(index + 1))),
      )
      .map(([key]) => key);
  }

  #repaste(key: string, { target: [fragment, ...others] }: Annotation, edit: Edit, later: readonly Edit[]): boolean {
    const span = this.#tracked.get(key)?.[0];
    if (!fragment || !span || !isEmpty(span) || others.length > 0 || fragment.exact.length < LONG) return false;
    const at = edit.text.indexOf(fragment.exact);
    if (at < 0 || edit.text.includes(fragment.exact, at + 1)) return false;
    const start = edit.start + at;
    this.#tracked.set(key, [through({ start, end: start + fragment.exact.length }, later)]);
    this.#touched.add(key);
    return true;
  }
}

/** So many earlier wordings of one annotation are remembered. */
const MOST_EARLIER = 50;

/** A lost fragment has no words in the text: an empty place. */
const placeOf = (fragment: Fragment): Span => ({
  start: fragment.start,
  end: fragment.state === 'lost' ? fragment.start : fragment.end,
});

function foundAgain(fragment: Fragment, span: Span): Fragment {
  const { state: _state, ...rest } = fragment;
  return { ...rest, ...span };
}

function withTarget(annotation: Annotation, target: readonly Fragment[]): Annotation {
  return target.every((each, i) => each === annotation.target[i]) ? annotation : { ...annotation, target };
}

const through = (span: Span, edits: readonly Edit[]): Span => edits.reduce<Span>((at, edit) => follow(at, edit), span);

const isAt = (exact: string, span: Span, source: TextSource): boolean =>
  span.end - span.start === exact.length && source.slice(span.start, span.end) === exact;

/**
 * Where the words stand so that they touch the span and hold some of the fresh text: words that merely moved up beside
 * the place of deleted ones are others. Undefined when they do not stand there.
 */
function standsAt(exact: string, span: Span, fresh: readonly Span[], source: TextSource): Span | undefined {
  if (exact === '') return undefined;
  const from = Math.max(0, span.start - exact.length);
  const window = source.slice(from, span.end + exact.length);
  let best: Span | undefined;
  for (let at = window.indexOf(exact); at >= 0; at = window.indexOf(exact, at + 1)) {
    const found = { start: from + at, end: from + at + exact.length };
    if (!fresh.some((each) => overlaps(each, found))) continue;
    // The occurrence that begins nearest to where the span begins: the words may repeat themselves.
    if (!best || Math.abs(found.start - span.start) < Math.abs(best.start - span.start)) best = found;
  }
  return best;
}
