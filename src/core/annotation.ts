import type { Span } from './span.ts';
import { bounds, compare } from './span.ts';
import type { Extra, Value } from './value.ts';

/** `changed` and `lost`: the place belongs to an older text. */
export type State = 'changed' | 'lost';

/**
 * One unbroken piece of what an annotation is about. `start` and `end` are UTF-16 offsets into the LF text, except in a
 * `Sidecar` (formats/sidecar.ts), which holds code points as its file does. `prefix` and `suffix` hold up to 32 code
 * points of the text on either side.
 */
export interface Fragment extends Span {
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly state?: State | undefined;
  readonly extra?: Extra | undefined;
}

export interface Link {
  readonly role: string;
  /** An id in the same file, or `path/to/other.txt#id` relative to the project's root. */
  readonly to: string;
  readonly extra?: Extra | undefined;
}

export interface Review {
  readonly state: string;
  readonly by?: string | undefined;
  readonly at?: string | undefined;
  readonly extra?: Extra | undefined;
}

export type AttributeValue = string | readonly string[];

/** An annotation: a value that never changes. A changed annotation is another value with the same id. */
export interface Annotation {
  readonly id: string;
  readonly label: string;
  /** In text order, not overlapping; several for a discontinuous annotation. Never empty. */
  readonly target: readonly Fragment[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly note?: string | undefined;
  readonly links: readonly Link[];
  readonly review?: Review | undefined;
  readonly suggestedBy?: string | undefined;
  /** Times are UTC, in seconds: `2026-11-21T21:05:00Z`. */
  readonly modified?: string | undefined;
  readonly modifiedBy?: string | undefined;
  readonly by?: string | undefined;
  readonly created?: string | undefined;
  /** What a merge could not decide, as it stands in the file. */
  readonly conflict?: Value | undefined;
  readonly extra?: Extra | undefined;
}

/** The worst state among the fragments: lost before changed; undefined when all stand where they should. */
export function state(annotation: Annotation): State | undefined {
  let worst: State | undefined;
  for (const fragment of annotation.target) {
    if (fragment.state === 'lost') return 'lost';
    worst ??= fragment.state;
  }
  return worst;
}

/** From its first character to its last. */
export function extent({ target }: Annotation): Span {
  // Nearly all have one fragment, and thousands are asked when they are put in order.
  return (target.length === 1 ? target[0] : bounds(target)) ?? { start: 0, end: 0 };
}

/** Whether somebody has judged the annotation as it is now. */
export const isReviewed = ({ review, modified }: Annotation): boolean =>
  review !== undefined &&
  review.state !== 'open' &&
  !(modified !== undefined && review.at !== undefined && modified > review.at);

/** How much text is in its fragments, in UTF-16 units. */
export const size = ({ target }: Annotation): number => target.reduce((sum, { start, end }) => sum + end - start, 0);

/** In text order; the longer before the shorter that starts with it. */
export const inTextOrder = (a: Annotation, b: Annotation): number => compare(extent(a), extent(b));

/** The annotated words; the pieces of a discontinuous annotation joined by an ellipsis. */
export const quoted = (annotation: Annotation): string =>
  annotation.target.map((fragment) => fragment.exact).join(' … ');

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const LETTERS = 'abcdefghjkmnpqrstvwxyz';

/** The number of random bytes that `newId` needs. */
export const ID_BYTES = 8;

/**
 * A new id: a letter and seven characters of lower-case Crockford base32 (2^39 of them), so that no reader takes it for
 * a number.
 */
export function newId(random: Uint8Array): string {
  const [first = 0, ...rest] = random.subarray(0, ID_BYTES);
  return LETTERS.charAt(first % LETTERS.length) + rest.map((byte) => ALPHABET.charAt(byte % 32)).join('');
}

/** Whether a text may stand as an id: what other tools call their annotations is kept if it does. */
export const isId = (text: string): boolean => /^[A-Za-z0-9_.-]{1,64}$/.test(text);
