import * as v from 'valibot';
import { readJson } from './json.ts';

const text = v.optional(v.string());

/** What Newsmark knows of an annotation in a REFI-QDA project, and no other program has a place for. */
const ANNOTATION = v.object({
  id: v.string(),
  label: v.string(),
  /** The places of its fragments in code points. */
  at: v.array(v.tuple([v.number(), v.number()])),
  stamp: text,
  /** All of them in order, where not each is a `Link`. */
  links: v.optional(v.array(v.object({ role: v.string(), to: v.string() }))),
  review: v.optional(v.object({ state: v.string(), by: text, at: text })),
  suggestedBy: text,
  by: text,
  created: text,
  modified: text,
  modifiedBy: text,
});

const MARK = v.object({ file: v.string(), annotator: text, annotations: v.array(v.unknown()) });

export type AnnotationMark = v.InferOutput<typeof ANNOTATION>;

/** What stands in the description of a source. */
export interface Mark {
  /** The article's path. */
  readonly file: string;
  readonly annotator?: string | undefined;
  readonly annotations: readonly AnnotationMark[];
}

const BEGIN = 'Newsmark: {';

/** On one line, which XML can have. */
export const printMark = (mark: Mark): string =>
  `Newsmark: ${JSON.stringify(mark).replace(/[\ufffe\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16)}`)}`;

/** The twin of `printMark`: what stands at the end of a description. */
export function parseMark(description: string): Mark | undefined {
  const at = description.lastIndexOf(BEGIN);
  const read = at < 0 ? undefined : readJson(description.slice(at + BEGIN.length - 1));
  const parsed = v.safeParse(MARK, read && !read.broken ? read.value : undefined);
  if (!parsed.success) return undefined;
  const annotations = parsed.output.annotations.flatMap((each) => {
    const one = v.safeParse(ANNOTATION, each);
    return one.success ? [one.output] : [];
  });
  return { ...parsed.output, annotations };
}
