import type { Span } from './span.ts';

/** A passage as it is remembered: its words and what stood around them. */
export interface Quote {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** How much of the surroundings is kept, in code points. */
export const CONTEXT = 32;

/** Describes a passage: the twin of `find`. */
export function describe(text: string, span: Span): Quote {
  return {
    exact: text.slice(span.start, span.end),
    prefix: before(text, span.start),
    suffix: after(text, span.end),
  };
}

/** Whether a text has just this context around a span of it. */
export const isDescribed = (text: string, { start, end, prefix, suffix }: Span & Omit<Quote, 'exact'>): boolean =>
  0 <= start && start < end && end <= text.length && before(text, start) === prefix && after(text, end) === suffix;

/** A quote with no more of its surroundings than is kept: what stands in files may have any amount of them. */
export const bounded = <Q extends Quote>(quote: Q): Q =>
  quote.prefix.length <= CONTEXT && quote.suffix.length <= CONTEXT
    ? quote
    : { ...quote, prefix: before(quote.prefix, quote.prefix.length), suffix: after(quote.suffix, 0) };

function before(text: string, offset: number): string {
  let start = offset;
  for (let count = 0; count < CONTEXT && start > 0; count++) {
    start -= (text.codePointAt(start - 2) ?? 0) > 0xffff ? 2 : 1;
  }
  return text.slice(start, offset);
}

function after(text: string, offset: number): string {
  let end = offset;
  for (let count = 0; count < CONTEXT && end < text.length; count++) {
    end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  }
  return text.slice(offset, end);
}

/** Of a short passage at least this much context (UTF-16 units) must agree before it is believed to be the same one. */
const ENOUGH_CONTEXT = 8;
/** A passage this long (UTF-16 units) is believed without its context. */
const LONG = 24;
/** Looking further than this many repeats would not make the choice better, only slower. */
const MOST_REPEATS = 1000;

/**
 * Finds a passage in a text, word for word: where it stood (`hint`, a UTF-16 offset) if the words are still there, else
 * the repeat whose surroundings agree best, the nearer one of two equals. Undefined when the words are gone, or when
 * they are few and nothing around them agrees. The twin of `describe`.
 */
export function find(text: string, quote: Quote, hint: number): Span | undefined {
  const { exact } = quote;
  if (exact === '') return undefined;
  if (text.startsWith(exact, hint) && hint >= 0) return { start: hint, end: hint + exact.length };
  let best: { readonly start: number; readonly agreed: number } | undefined;
  let at = text.indexOf(exact);
  for (let seen = 0; at >= 0 && seen < MOST_REPEATS; seen++) {
    const agreed = agreement(text, quote, at);
    if (
      !best ||
      agreed > best.agreed ||
      (agreed === best.agreed && Math.abs(at - hint) < Math.abs(best.start - hint))
    ) {
      best = { start: at, agreed };
    }
    at = text.indexOf(exact, at + 1);
  }
  if (!best) return undefined;
  const wanted = Math.min(ENOUGH_CONTEXT, quote.prefix.length + quote.suffix.length);
  if (exact.length < LONG && best.agreed < wanted) return undefined;
  return { start: best.start, end: best.start + exact.length };
}

/** How many UTF-16 units directly before and after the passage are as they were. */
function agreement(text: string, quote: Quote, start: number): number {
  const end = start + quote.exact.length;
  let left = 0;
  while (
    left < quote.prefix.length &&
    quote.prefix.charCodeAt(quote.prefix.length - 1 - left) === text.charCodeAt(start - 1 - left)
  )
    left++;
  let right = 0;
  while (right < quote.suffix.length && quote.suffix.charCodeAt(right) === text.charCodeAt(end + right)) right++;
  return left + right;
}
