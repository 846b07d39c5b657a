import { fragment } from '../core/anchor.ts';
import type { Annotation, Fragment } from '../core/annotation.ts';
import type { Problem } from '../core/problem.ts';
import { describe, isDescribed } from '../core/quote.ts';
import { reanchor, revise } from '../core/reanchor.ts';
import { trim } from '../core/span.ts';
import { CodePoints, toText } from '../core/text.ts';
import { same } from '../core/value.ts';
import { finish } from '../core/work.ts';
import type { About, Sidecar } from '../formats/sidecar.ts';

/** The SHA-256 of a text as UTF-8, in lower-case hexadecimal. */
export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** An article's bytes as text (see core/text.ts), with what is wrong with them. Only UTF-8 is read as yet. */
export function decode(
  bytes: Uint8Array,
  encoding?: string,
): { readonly text?: string; readonly problems: readonly Problem[] } {
  if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8') {
    return { problems: [{ code: 'unknown-encoding', severity: 'error', values: [encoding] }] };
  }
  const text = toText(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
  if (text.includes('\0')) return { problems: [{ code: 'not-text', severity: 'error', values: [] }] };
  const damaged = text.includes('\ufffd') && decodeSource(bytes) === undefined;
  return { text, problems: damaged ? [{ code: 'invalid-utf8', severity: 'warning', values: [] }] : [] };
}

/** A file's bytes as YAML source: UTF-8, the byte order mark kept. Undefined when they are not UTF-8. */
export function decodeSource(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Annotations with code point offsets, as in a file, looked up in the text: UTF-16, with their states. One whose words
 * have changed has them as they were, and the place of those that stand there now. `old`: the text for which the file was
 * written, where it is known. In slices of a few milliseconds.
 */
export function* locate(
  annotations: readonly Annotation[],
  text: string,
  old?: string,
): Generator<unknown, readonly Annotation[]> {
  const points = new CodePoints(old ?? text);
  const inText = annotations.map((annotation) => ({
    ...annotation,
    target: annotation.target.map((each) => ({ ...each, ...points.spanToUtf16(each) })),
  }));
  return yield* relocate(inText, text, old);
}

/** The same of annotations that stand, in UTF-16, in `old` or in another text that is not known. */
export function* relocate(
  inText: readonly Annotation[],
  text: string,
  old?: string,
): Generator<unknown, readonly Annotation[]> {
  const all = yield* old === undefined ? reanchor(inText, text) : revise(inText, old, text);
  return all.map(({ annotation, found }, i) => {
    const target = annotation.target.map((each, j): Fragment => {
      const before = inText[i]?.target[j];
      const span = found[j]?.span;
      if (each.state !== 'changed' || !before) return each;
      // What is lost, or given up, does not come back as something similar.
      return before.state === 'lost' ? before : { ...each, ...span };
    });
    return { ...annotation, target };
  });
}

/** The same, all at once. */
export const placed = (annotations: readonly Annotation[], text: string, old?: string): readonly Annotation[] =>
  finish(locate(annotations, text, old));

/** Annotations that stand in a text as they were told, by what the file says of them. */
export type Written = WeakMap<Annotation, Annotation>;

/**
 * The twin of `locate`: what the file shall say of annotations (UTF-16) in a text. Those that were not found, or
 * changed and in other surroundings, keep the place that `before`, the file as it was, gives them: it belongs to the text
 * in which they were last seen. `written`: what it said of annotations in this very text, and says again where that still
 * stands in the file.
 */
export function toSidecar(
  before: Sidecar,
  about: Pick<About, 'file' | 'sha256'>,
  annotations: readonly Annotation[],
  text: string,
  written?: Written,
): Sidecar {
  const points = new CodePoints(text);
  const old = new Map(before.annotations.map((annotation) => [annotation.id, annotation]));
  return {
    ...before,
    article: { ...before.article, ...about, length: points.length },
    annotations: annotations.map((annotation) => {
      const then = old.get(annotation.id);
      if (then && written?.get(annotation) === then) return then;
      const target = annotation.target.map((each, i) => {
        const last = then?.target[i];
        if (!each.state) {
          const found = { ...each, ...describe(text, each), ...points.spanFromUtf16(each) };
          return last && stands(last, found) ? { ...found, prefix: last.prefix, suffix: last.suffix } : found;
        }
        const isHere = each.state === 'changed' && isDescribed(text, each);
        return last?.exact === each.exact && !isHere
          ? { ...last, state: each.state }
          : { ...each, ...points.spanFromUtf16(each) };
      });
      const now = { ...annotation, target };
      // What is one and the same value needs no second look.
      const said = then && same(then, now) ? then : now;
      if (target.every((each) => !each.state)) written?.set(annotation, said);
      return said;
    }),
  };
}

/** Whether a fragment still is where the file says, in as much of the same surroundings as the file has. */
const stands = (last: Fragment, found: Fragment): boolean =>
  last.exact === found.exact &&
  last.start === found.start &&
  last.end === found.end &&
  found.prefix.endsWith(last.prefix) &&
  found.suffix.startsWith(last.suffix);

/** A fragment with the words that may stand in a file: without white space at its ends, no grapheme cut. Lost, with the words that it had, where nothing is left. */
export function trimmed(each: Fragment, told: Fragment | undefined, text: string): Fragment {
  if (each.state === 'lost') return each;
  const span = trim(text, each);
  if (span && each.state) return { ...each, ...span };
  return span ? { ...each, ...fragment(text, span) } : { ...each, exact: told?.exact ?? each.exact, state: 'lost' };
}

/** An annotation that was found in a text, without white space at either end of its words: edited text may have left some. */
export function bare(annotation: Annotation, text: string): Annotation {
  const isBare = ({ exact, state: each }: Fragment): boolean => each !== undefined || exact === exact.trim();
  if (annotation.target.every(isBare)) return annotation;
  const target = annotation.target.map((each) => (isBare(each) ? each : trimmed(each, undefined, text)));
  return { ...annotation, target };
}
