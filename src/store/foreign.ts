import { fragment } from '../core/anchor.ts';
import type { Annotation, Fragment } from '../core/annotation.ts';
import { bounded, find } from '../core/quote.ts';
import { compare, type Span, trim } from '../core/span.ts';
import { unite } from '../core/target.ts';
import { CodePoints, countBelow, toText } from '../core/text.ts';
import { finish } from '../core/work.ts';
import {
  clip,
  type ForeignAnnotation,
  type ForeignArticle,
  type ForeignFragment,
  type Skip,
  type Unit,
} from '../formats/importer.ts';
import { relocate } from './article.ts';

/** A foreign annotation at its place here: the fragments count UTF-16 units of the article's text. */
export interface Placed {
  readonly said: ForeignAnnotation;
  readonly target: readonly Fragment[];
}

/**
 * Looks up where the annotations of another program stand in the article's text (see core/text.ts). A place is believed
 * only where the words there are those that the file gives, in the unit of positions in which most of them are, whatever
 * the format says; else the words are looked for. Where the file has an older text of the article along with it, what
 * stood in that is found again as after any edit, and may be *changed*.
 */
export function place(
  article: ForeignArticle,
  text: string,
): { readonly placed: readonly Placed[]; readonly skipped: readonly Skip[] } {
  const ruler = new Ruler(article.text ?? text);
  const unit = unitOf(article, ruler);
  const skipped: Skip[] = [];
  const found = article.annotations.flatMap((said): Placed[] => {
    const target = targetIn(said.target, ruler, unit);
    if (!('code' in target)) return [{ said, target }];
    skipped.push({ ...target, line: said.line, id: said.id });
    return [];
  });
  const moved = finish(relocate(found.map(toAnnotation), text, ruler.text === text ? undefined : ruler.text));
  const placed = found.flatMap((each, i): Placed[] => {
    const target = moved[i]?.target ?? [];
    const lost = target.find(({ state }, j) => state === 'lost' && !each.target[j]?.state);
    if (!lost) return [{ ...each, target }];
    skipped.push({ code: 'not-found', values: [clip(lost.exact)], line: each.said.line, id: each.said.id });
    return [];
  });
  return { placed, skipped };
}

/** Only the places are looked up. */
const toAnnotation = ({ target }: Placed): Annotation => ({ id: '', label: '', target, attributes: {}, links: [] });

/** Measures a text as another program counts in it. */
class Ruler {
  /** As core/text.ts means it: without byte order mark, with LF. */
  readonly text: string;
  readonly #length: number;
  readonly #points: CodePoints;
  /** UTF-16 offsets in the other program's text of what is not in this one: a byte order mark, and the CR of each CRLF. */
  readonly #gone: readonly number[];

  constructor(theirs: string) {
    this.text = toText(theirs);
    this.#length = theirs.length;
    this.#points = new CodePoints(theirs);
    const gone = theirs.startsWith('\ufeff') ? [0] : [];
    for (let at = theirs.indexOf('\r\n'); at >= 0; at = theirs.indexOf('\r\n', at + 2)) gone.push(at);
    this.#gone = gone;
  }

  /** A place in `text`, in UTF-16 units. Undefined for what is no place there. */
  span(start: number, end: number, unit: Unit): Span | undefined {
    const [from, to] = [this.#offset(start, unit), this.#offset(end, unit)];
    return from !== undefined && to !== undefined && from < to ? { start: from, end: to } : undefined;
  }

  #offset(offset: number, unit: Unit): number | undefined {
    if (!Number.isSafeInteger(offset) || offset < 0) return undefined;
    const there = unit === 'utf16' ? offset : this.#points.toUtf16(offset);
    if (there > this.#length) return undefined;
    return there - countBelow(this.#gone.length, (i) => (this.#gone[i] ?? 0) < there);
  }
}

/** The place that a fragment gives, where the words there are those that it gives, if it gives any. */
function placeOf({ start, end, exact }: ForeignFragment, ruler: Ruler, unit: Unit): Span | undefined {
  if (start === undefined || end === undefined) return undefined;
  const span = ruler.span(start, end, unit);
  const isTrue = exact === undefined || (span && ruler.text.slice(span.start, span.end) === toText(exact));
  return isTrue ? span : undefined;
}

/** The unit in which most places hold the words that the file gives. */
function unitOf({ annotations, unit }: ForeignArticle, ruler: Ruler): Unit {
  const fragments = annotations.flatMap(({ target }) => target.flatMap((each) => each.pieces ?? [each]));
  const telling = fragments.filter(({ exact }) => exact !== undefined);
  const count = (each: Unit): number => telling.filter((fragment) => placeOf(fragment, ruler, each)).length;
  const other: Unit = unit === 'utf16' ? 'codepoint' : 'utf16';
  const own = count(unit);
  // Nearly always all of them are, and nothing else needs to be tried.
  return own < telling.length && count(other) > own ? other : unit;
}

/** Where a fragment stands: at its place, or else where its words are found. */
function spanOf(fragment: ForeignFragment, ruler: Ruler, unit: Unit): Span | undefined {
  const { pieces } = fragment;
  if (!pieces) return placeOf(fragment, ruler, unit) ?? search(fragment, ruler, unit);
  const spans = pieces.map((each) => spanOf(each, ruler, unit));
  const [first, last] = [spans[0], spans.at(-1)];
  const isOne = spans.every((span, i) => {
    const from = i === 0 ? first?.start : spans[i - 1]?.end;
    return span && from !== undefined && from <= span.start && isBlank(ruler.text.slice(from, span.start));
  });
  return isOne && first && last ? { start: first.start, end: last.end } : undefined;
}

const isBlank = (text: string): boolean => /^[\s\p{Cc}]*$/u.test(text);

/** The fragments in their text, in text order; or why there are none. */
function targetIn(
  fragments: readonly ForeignFragment[],
  ruler: Ruler,
  unit: Unit,
): readonly Fragment[] | Pick<Skip, 'code' | 'values'> {
  const target: Fragment[] = [];
  for (const each of fragments) {
    const span = each.state ? undefined : spanOf(each, ruler, unit);
    const whole = span && trim(ruler.text, span);
    if (whole) target.push(fragment(ruler.text, whole));
    else if (each.exact && (each.state || each.orLost)) target.push(lost(each, each.exact));
    else return refusalOf(each, ruler, unit);
  }
  const placed = target.filter(({ state }) => !state);
  if (placed.every(({ start }, i) => start >= (placed[i - 1]?.end ?? 0))) return target;
  placed.sort(compare);
  const isClear = placed.every(({ start }, i) => start >= (placed[i - 1]?.end ?? 0));
  const inOrder = isClear ? placed : unite(ruler.text, [placed]).map((each) => each.fragment);
  return [...inOrder, ...target.filter(({ state }) => state)];
}

const lost = ({ prefix = '', suffix = '', state = 'lost' }: ForeignFragment, exact: string): Fragment => ({
  ...bounded({ exact, prefix, suffix }),
  state,
  ...{ start: 0, end: exact.length },
});

/** Words are looked for where their place is not known, or is not true: by what stood around them, or where they stand but once. */
function search(
  { exact, prefix = '', suffix = '', start }: ForeignFragment,
  { text }: Ruler,
  unit: Unit,
): Span | undefined {
  const words = toText(exact ?? '');
  if (words.trim() === '') return undefined;
  if (prefix !== '' || suffix !== '') {
    const quote = { exact: words, prefix: toText(prefix), suffix: toText(suffix) };
    const found = find(text, quote, unit === 'utf16' ? (start ?? 0) : 0);
    if (found) return found;
  }
  const at = text.indexOf(words);
  return at >= 0 && text.indexOf(words, at + 1) < 0 ? { start: at, end: at + words.length } : undefined;
}

function refusalOf(fragment: ForeignFragment, ruler: Ruler, unit: Unit): Pick<Skip, 'code' | 'values'> {
  const { exact, start, end, pieces } = fragment;
  if (pieces) {
    const missing = pieces.find((each) => !spanOf(each, ruler, unit));
    return refusalOf(missing ?? { exact: pieces.map((each) => each.exact ?? '').join(' ') }, ruler, unit);
  }
  const place = start === undefined || end === undefined ? undefined : ruler.span(start, end, unit);
  if (exact === undefined)
    return start === undefined || end === undefined
      ? { code: 'no-words', values: [] }
      : { code: 'bad-place', values: [`${start}–${end}`] };
  if (!place) {
    const times = countIn(ruler.text, toText(exact));
    return times > 1
      ? { code: 'several-places', values: [clip(exact), String(times)] }
      : { code: 'not-found', values: [clip(exact)] };
  }
  return { code: 'other-words', values: [clip(ruler.text.slice(place.start, place.end)), clip(exact)] };
}

function countIn(text: string, words: string): number {
  let times = 0;
  if (words.trim() !== '') for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) times++;
  return times;
}
