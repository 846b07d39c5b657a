import { fragment } from './anchor.ts';
import type { Annotation, Fragment } from './annotation.ts';
import { withWords } from './decide.ts';
import { bounds, type Span, trim } from './span.ts';
import type { Extra } from './value.ts';
import { same, some } from './value.ts';

// Of which fragments an annotation consists. Those that are lost have no place, and stay as they are. Of those of which
// the file says different things under one unknown key, each keeps words of its own: nothing is written over.

/** The fragments that stand in the text, with their places in the target; in text order. */
export const placed = ({ target }: Annotation): readonly { readonly each: Fragment; readonly index: number }[] =>
  target.map((each, index) => ({ each, index })).filter(({ each }) => each.state !== 'lost');

/** So much of `within` a fragment may grow over: it neither reaches nor touches those beside it. */
export function roomOf(annotation: Annotation, index: number, within: Span): Span {
  const all = placed(annotation);
  const at = all.findIndex((other) => other.index === index);
  const [before, after] = [all[at - 1]?.each, all[at + 1]?.each];
  return {
    start: Math.max(within.start, before ? before.end + 1 : 0),
    end: Math.min(within.end, after ? after.start - 1 : within.end),
  };
}

/** The annotation with one of its fragments on other words. The span must be whole (see `isWhole`), and over no other fragment. */
export const moved = (annotation: Annotation, index: number, text: string, span: Span): Annotation => ({
  ...annotation,
  target: annotation.target.with(index, withWords(annotation.target[index], fragment(text, span))),
});

/** The annotation of all that it has and of these spans. The very same one when they belong to it already. */
export function include(annotation: Annotation, text: string, spans: readonly Span[]): Annotation {
  const target = unite(text, [annotation.target], spans).map(({ fragment: each }) => each);
  const isSame = target.length === annotation.target.length && target.every((each) => annotation.target.includes(each));
  return isSame ? annotation : { ...annotation, target };
}

/** The annotation without one of its fragments. It must have others. */
export const without = (annotation: Annotation, index: number): Annotation => ({
  ...annotation,
  target: annotation.target.toSpliced(index, 1),
});

/**
 * The annotation on a span: the fragments that it shares characters with become it; where there are none, the only one,
 * wherever that stood. Undefined when it has several and none of them is there. The span must be whole (see `isWhole`).
 */
export function resized(annotation: Annotation, text: string, span: Span): Annotation | undefined {
  const { target } = annotation;
  const isThere = (each: Fragment) => each.state !== 'lost' && each.start < span.end && span.start < each.end;
  const replaced = target.length === 1 ? target : target.filter(isThere);
  if (replaced.length === 0) return undefined;
  const others = target.filter((each) => !replaced.includes(each));
  const fresh = cover(text, span, replaced, breaks(replaced)).map(({ fragment: each }) => each);
  return { ...annotation, target: inOrder([...others, ...fresh]) };
}

/** A fragment, and those of which it was made. */
interface United {
  readonly fragment: Fragment;
  readonly of: readonly Fragment[];
}

/**
 * The fragments of targets, and spans, as fragments in text order: what overlaps, touches, or has but white space between
 * it becomes one, with the words that stand there, except where two fragments of one target say different things under an
 * unknown key: there the second begins. A fragment that nothing was added to is the very same one.
 */
export function unite(
  text: string,
  targets: readonly (readonly Fragment[])[],
  spans: readonly Span[] = [],
): readonly United[] {
  const fragments = targets.flat();
  // Where unsaved edits have left nothing, there are no words to keep what the file says of it apart.
  const isStill = (each: Fragment) => each.state === 'lost' || (each.extra !== undefined && !trim(text, each));
  const still = new Set(fragments.filter(isStill));
  const groups: (readonly (Span | Fragment)[])[] = [];
  for (const piece of inOrder([...fragments.filter((each) => !still.has(each)), ...spans])) {
    const last = groups.at(-1) ?? [];
    const end = bounds(last)?.end;
    const isNext = end !== undefined && (piece.start <= end || !trim(text, { start: end, end: piece.start }));
    if (isNext) groups.splice(-1, 1, [...last, piece]);
    else groups.push([piece]);
  }
  const united = groups.flatMap((group) => uniteGroup(text, group, targets));
  const all = [...united, ...Array.from(still, (each) => ({ fragment: each, of: [each] }))];
  return all.sort((a, b) => inTextOrder(a.fragment, b.fragment));
}

function uniteGroup(
  text: string,
  group: readonly (Span | Fragment)[],
  targets: readonly (readonly Fragment[])[],
): United[] {
  const own = group.filter((each) => 'exact' in each);
  const starts = targets.flatMap((target) => breaks(target.filter((each) => own.includes(each))));
  const all = cover(text, bounds(group) ?? NOWHERE, own, starts);
  // Unsaved edits can have left but white space.
  if (all.length === 0) return own.map((each) => ({ fragment: each, of: [each] }));
  return all.map((united): United => {
    const [only, ...others] = united.of;
    const { start, end } = united.fragment;
    const isSame = only?.start === start && only.end === end && others.length === 0;
    return isSame ? { ...united, fragment: only } : united;
  });
}

const NOWHERE: Span = { start: 0, end: 0 };

/** Where fragments of one annotation begin that say something else under an unknown key than those before them. */
function breaks(fragments: readonly Fragment[]): readonly number[] {
  let known: Extra = {};
  return fragments.flatMap(({ start, extra = {} }) => {
    const isOther = Object.entries(extra).some(([key, value]) => Object.hasOwn(known, key) && !same(known[key], value));
    known = isOther ? extra : { ...known, ...extra };
    return isOther ? [start] : [];
  });
}

/** A span as fragments, of which others begin at these places; each is made of those that begin in it, or before all. */
function cover(text: string, span: Span, own: readonly Fragment[], starts: readonly number[]): United[] {
  const parts: Span[] = [];
  for (const end of [...starts.toSorted((a, b) => a - b), span.end]) {
    const part = trim(text, { start: parts.at(-1)?.end ?? span.start, end });
    if (part) parts.push(part);
  }
  const partOf = ({ start }: Fragment): Span | undefined => parts.find(({ end }) => start < end) ?? parts.at(-1);
  return parts.map((part) => {
    const of = own.filter((each) => partOf(each) === part);
    return { fragment: { ...fragment(text, part), extra: extraOf(of) }, of };
  });
}

/** What the file says of fragments that the program does not know; of a key that several have what the last one says. */
export const extraOf = (fragments: readonly Fragment[]): Extra | undefined =>
  some(Object.fromEntries(fragments.flatMap(({ extra }) => Object.entries(extra ?? {}))));

const inTextOrder = (a: Span, b: Span): number => a.start - b.start || a.end - b.end;

const inOrder = <S extends Span>(spans: readonly S[]): S[] => spans.toSorted(inTextOrder);

/**
 * Cuts an annotation in two at an offset (UTF-16): what it says of its words, and its id, go with the first. No fragment
 * that is cut may be `changed`: nobody has said which words are meant.
 */
export function split(
  annotation: Annotation,
  text: string,
  offset: number,
  id: string,
): readonly [Annotation, Annotation] | undefined {
  const halves = annotation.target.map((each): readonly [readonly Fragment[], readonly Fragment[]] => {
    if (each.state === 'lost' || each.end <= offset) return [[each], []];
    if (offset <= each.start) return [[], [each]];
    const first = trim(text, { start: each.start, end: offset });
    // Where the offset is within a grapheme cluster, that went to the first half.
    const second = trim(text, { start: Math.max(offset, first?.end ?? each.start), end: each.end });
    if (!first || !second) return first ? [[each], []] : [[], [each]];
    return [[withWords(each, fragment(text, first))], [withWords(undefined, fragment(text, second))]];
  });
  const [left, right] = [halves.flatMap(([first]) => first), halves.flatMap(([, second]) => second)];
  if (left.length === 0 || right.length === 0) return undefined;
  const { label, attributes } = annotation;
  return [
    { ...annotation, target: left },
    { id, label, target: right, attributes, links: [] },
  ];
}
