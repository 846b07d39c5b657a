import * as v from 'valibot';
import type { Annotation, AttributeValue } from '../core/annotation.ts';
import type { ForeignAnnotation } from './importer.ts';

/**
 * What Newsmark says of an annotation beside its label, its words and its links: what goes into a format that has a
 * place for texts of ours, but no counterpart. Keys without a value are absent.
 */
export type Own = Pick<
  ForeignAnnotation,
  'note' | 'attributes' | 'review' | 'suggestedBy' | 'by' | 'created' | 'modified' | 'modifiedBy'
>;

export const OWN_KEYS = [
  'note',
  'attributes',
  'review',
  'suggestedBy',
  'by',
  'created',
  'modified',
  'modifiedBy',
] as const satisfies readonly (keyof Own)[];

export function ownOf(annotation: Annotation): Own {
  const { review, attributes } = annotation;
  return {
    note: annotation.note || undefined,
    attributes: Object.keys(attributes).length > 0 ? attributes : undefined,
    review: review && { state: review.state, by: review.by, at: review.at },
    suggestedBy: annotation.suggestedBy,
    by: annotation.by,
    created: annotation.created,
    modified: annotation.modified,
    modifiedBy: annotation.modifiedBy,
  };
}

const isAttributes = (value: unknown): boolean =>
  !Array.isArray(value) &&
  v.is(v.looseObject({}), value) &&
  Object.values(value).every((each) => v.is(v.union([v.string(), v.array(v.string())]), each));

const SCHEMAS: Readonly<Record<keyof Own, v.GenericSchema>> = {
  note: v.string(),
  // A record of valibot's leaves out keys such as "constructor".
  attributes: v.custom<Record<string, AttributeValue>>(isAttributes),
  review: v.object({ state: v.string(), by: v.optional(v.string()), at: v.optional(v.string()) }),
  suggestedBy: v.string(),
  by: v.string(),
  created: v.string(),
  modified: v.string(),
  modifiedBy: v.string(),
};

/** The twin of `ownOf`, of a value of one key as a file has it: whether it is one. */
export const isOwn = (key: keyof Own, value: unknown): boolean => v.is(SCHEMAS[key], value);
