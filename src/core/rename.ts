import type { Annotation, AttributeValue } from './annotation.ts';
import { quoted } from './annotation.ts';
import { own, pathOf } from './conflict.ts';
import type { Codebook } from './label.ts';
import { hasHalf } from './note.ts';
import { labelName } from './outline.ts';
import { entries } from './pick.ts';
import { same, type Value } from './value.ts';

/** A name that annotations have in common and that a person can change in all of them: a label, or a value of an attribute. */
export interface Term {
  readonly name: string;
  /** The attribute whose value it is; undefined for a label. */
  readonly attribute?: string | undefined;
  /** The value counts only in annotations of this label (its present name); undefined: in all. */
  readonly label?: string | undefined;
}

/** The attribute that names the same source in all articles. */
export const ENTITY = 'entity';

/** What is renamed: labels as they stand in the files, sources' entities, or the values of each label's attributes. */
export type Kind = 'label' | 'entity' | 'value';

/** What stands in a field that may hold a term: the label (no `attribute`), or an attribute. */
interface Field {
  readonly attribute?: string | undefined;
  readonly value: AttributeValue;
}

/** All fields of an annotation that may hold a term, those of the other side among them where a merge could not decide. */
const fieldsOf = ({ label, attributes, conflict }: Annotation): readonly Field[] => [
  { value: label },
  ...Object.entries(attributes).map(([attribute, value]) => ({ attribute, value })),
  ...entries(conflict).flatMap((entry) => theirs(entry) ?? []),
];

/** What an entry of a `conflict` says of a label or an attribute. */
function theirs(entry: Value): Field | undefined {
  const value = typeof entry === 'object' && entry !== null && 'theirs' in entry ? entry.theirs : undefined;
  const [field, attribute, ...rest] = pathOf(entry) ?? [];
  if (field === 'label' && attribute === undefined) return typeof value === 'string' ? { value } : undefined;
  const isMeant = field === 'attributes' && attribute !== undefined && rest.length === 0;
  return isMeant && isValue(value) ? { attribute, value } : undefined;
}

const isValue = (value: unknown): value is AttributeValue =>
  typeof value === 'string' || (Array.isArray(value) && value.every((each) => typeof each === 'string'));

/** The terms of a kind that an annotation has, each once; also those of the other side where a merge could not decide. */
export function termsOf(annotation: Annotation, kind: Kind, codebook: Codebook): Term[] {
  const label = kind === 'value' ? labelName(codebook, annotation) : undefined;
  const terms = fieldsOf(annotation)
    .filter(({ attribute }) =>
      kind === 'entity' ? attribute === ENTITY : (attribute === undefined) === (kind === 'label'),
    )
    .flatMap(({ attribute, value }) => [value].flat().map((name): Term => ({ name, attribute, label })));
  return [...new Map(terms.map((term) => [keyOf(term), term])).values()];
}

/** Tells terms of a kind apart. */
export const keyOf = ({ label, attribute, name }: Term): string =>
  JSON.stringify([label ?? null, attribute ?? null, name]);

/**
 * The annotation with another name for a term; the very same one where it does not have the term. A label must stand
 * there under just this name, not under an earlier one. A list of values has none twice afterwards. An entry of its
 * `conflict` of which both sides say the same then is gone.
 */
export function rename(annotation: Annotation, term: Term, name: string, codebook: Codebook): Annotation {
  const { attribute, label } = term;
  if (name === term.name) return annotation;
  if (label !== undefined && labelName(codebook, annotation) !== label) return annotation;
  const has = (field: Field): boolean => field.attribute === attribute && [field.value].flat().includes(term.name);
  if (!fieldsOf(annotation).some(has)) return annotation;
  const { conflict } = annotation;
  const after = withName(annotation, term, name);
  return conflict === undefined ? after : { ...after, conflict: conflictWithName(annotation, after, term, name) };
}

/** The annotation with the new name in the label, or in the attribute, itself. */
function withName(annotation: Annotation, { attribute, name: from }: Term, to: string): Annotation {
  const { label, attributes } = annotation;
  if (attribute === undefined) return { ...annotation, label: label === from ? to : label };
  const after = Object.entries(attributes).map(([key, value]): [string, AttributeValue] => [
    key,
    key === attribute ? renamedIn(value, from, to) : value,
  ]);
  return { ...annotation, attributes: Object.fromEntries(after) };
}

/** The `conflict` with the new name on the other side, and without what is decided by it: both sides say the same now. */
function conflictWithName(before: Annotation, after: Annotation, term: Term, to: string): Value | undefined {
  const { attribute, name: from } = term;
  const mine = ({ label, attributes }: Annotation) => (attribute === undefined ? label : own(attributes, attribute));
  const left = entries(before.conflict).flatMap((entry): Value[] => {
    const field = theirs(entry);
    if (!field || field.attribute !== attribute || typeof entry !== 'object' || entry === null) return [entry];
    const value = renamedIn(field.value, from, to);
    const isDecided = same(mine(after), value) && !same(mine(before), field.value);
    return isDecided && Object.keys(entry).length === 2 ? [] : [{ ...entry, theirs: value }];
  });
  if (!Array.isArray(before.conflict)) return left[0];
  return left.length > 0 ? left : undefined;
}

function renamedIn(value: AttributeValue, from: string, to: string): AttributeValue {
  if (typeof value === 'string') return value === from ? to : value;
  return value.includes(from) ? [...new Set(value.map((each) => (each === from ? to : each)))] : value;
}

/** How often a term stands in some annotations. */
export interface Count {
  readonly term: Term;
  /** Annotations that have it. */
  readonly count: number;
  /** The words of the first of them. */
  readonly words: string;
}

/** The terms of a kind that annotations have, by their keys. Each annotation counts once for each of its terms. */
export function tally(annotations: readonly Annotation[], kind: Kind, codebook: Codebook): Map<string, Count> {
  const found = new Map<string, Count>();
  for (const annotation of annotations) {
    for (const term of termsOf(annotation, kind, codebook)) {
      const known = found.get(keyOf(term));
      const { count, words } = known ?? { count: 0, words: quoted(annotation) };
      found.set(keyOf(term), { term: known?.term ?? term, count: count + 1, words });
    }
  }
  return found;
}

/** Why a name cannot be given: there is nothing in it, it is the one there is, or no file can keep it. */
export type Refusal = 'empty' | 'same' | 'half';

/** What is wrong with a new name, without white space around it. */
export function refusalOf(name: string, term: Term): Refusal | undefined {
  if (name === '') return 'empty';
  if (name === term.name) return 'same';
  return hasHalf(name) ? 'half' : undefined;
}
