import type { Span } from '../../../src/core/span.ts';

/** Reads a picture such as `a[bc]d` or `ab[]cd`: the text without the brackets, and what they enclose. */
export function read(picture: string): Span & { readonly text: string } {
  const start = picture.indexOf('[');
  const end = picture.indexOf(']') - 1;
  return { text: picture.replace('[', '').replace(']', ''), start, end };
}

/** The twin of `read`. */
export const draw = (text: string, { start, end }: Span): string =>
  `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`;
