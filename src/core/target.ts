import { fragment } from './anchor.ts';
import type { Annotation, Fragment } from './annotation.ts';
import { withWords } from './decide.ts';
import { bounds, type Span, trim } from './span.ts';
import type { Extra } from './value.ts';
import { some } from './value.ts';

// Of which fragments an annotation consists. Those that are lost have no place, and stay as they are.

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
  const target = unite(text, annotation.target, spans);
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
 * wherever that stood. Undefined when it has several and none of them is there.
 */
export function resized(annotation: Annotation, text: string, span: Span): Annotation | undefined {
  const { target } = annotation;
  const isThere = (each: Fragment) => each.state !== 'lost' && each.start < span.end && span.start < each.end;
  const replaced = target.length === 1 ? target : target.filter(isThere);
  const [first] = replaced;
  if (!first) return undefined;
  const others = target.filter((each) => !replaced.includes(each));
  const fresh = withWords(withExtras(first, replaced), fragment(text, span));
  return { ...annotation, target: inOrder([...others, fresh]) };
}

/**
 * Fragments and spans of a text as fragments in text order: what overlaps, touches, or has but white space between it
 * becomes one, with the words that stand there. A fragment that nothing was added to is the very same one.
 */
export function unite(text: string, fragments: readonly Fragment[], spans: readonly Span[] = []): readonly Fragment[] {
  const lost = fragments.filter(({ state }) => state === 'lost');
  const groups: (readonly (Span | Fragment)[])[] = [];
  for (const piece of inOrder([...fragments.filter((each) => !lost.includes(each)), ...spans])) {
    const last = groups.at(-1) ?? [];
    const end = bounds(last)?.end;
    const isNext = end !== undefined && (piece.start <= end || !trim(text, { start: end, end: piece.start }));
    if (isNext) groups.splice(-1, 1, [...last, piece]);
    else groups.push([piece]);
  }
  return inOrder([...groups.flatMap((group) => uniteGroup(text, group)), ...lost]);
}

function uniteGroup(text: string, group: readonly (Span | Fragment)[]): Fragment[] {
  const all = bounds(group);
  const span = all && trim(text, all);
  const own = group.filter((each) => 'exact' in each);
  const whole = own.find(({ start, end }) => start === all?.start && end === all.end);
  if (whole && own.length === 1) return [whole];
  if (!span) return own;
  const [first] = own;
  return [withWords(first && withExtras(first, own), fragment(text, span))];
}

const withExtras = (fragment: Fragment, all: readonly Fragment[]): Fragment => ({ ...fragment, extra: extrasOf(all) });

/** What the file says of fragments that the program does not know: of two keys of one name the first one. */
export function extrasOf(fragments: readonly Fragment[]): Extra | undefined {
  const all = fragments.flatMap(({ extra }) => Object.entries(extra ?? {}));
  return some(Object.fromEntries(all.filter(([name], i) => all.findIndex(([other]) => other === name) === i)));
}

const inOrder = <S extends Span>(spans: readonly S[]): S[] =>
  spans.toSorted((a, b) => a.start - b.start || a.end - b.end);

/** Cuts an annotation in two at an offset (UTF-16): what it says of its words, and its id, go with the first. */
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
