import type { Annotation, AttributeValue } from './annotation.ts';
import { quoted } from './annotation.ts';
import type { Codebook } from './label.ts';
import { hasHalf } from './note.ts';
import { labelName } from './outline.ts';

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

/** The terms of a kind that an annotation has, each once. */
export function termsOf(annotation: Annotation, kind: Kind, codebook: Codebook): Term[] {
  if (kind === 'label') return [{ name: annotation.label }];
  const label = kind === 'value' ? labelName(codebook, annotation) : undefined;
  return Object.entries(annotation.attributes)
    .filter(([attribute]) => kind === 'value' || attribute === ENTITY)
    .flatMap(([attribute, value]) => [...new Set([value].flat())].map((name) => ({ name, attribute, label })));
}

/** Tells terms of a kind apart. */
export const keyOf = ({ label, attribute, name }: Term): string =>
  JSON.stringify([label ?? null, attribute ?? null, name]);

/**
 * The annotation with another name for a term; the very same one where it does not have the term. A label must stand
 * there under just this name, not under an earlier one. A list of values has none twice afterwards.
 */
export function rename(annotation: Annotation, term: Term, name: string, codebook: Codebook): Annotation {
  const { attribute, label } = term;
  if (name === term.name) return annotation;
  if (attribute === undefined) return annotation.label === term.name ? { ...annotation, label: name } : annotation;
  if (label !== undefined && labelName(codebook, annotation) !== label) return annotation;
  const before = Object.entries(annotation.attributes);
  const has = before.some(([key, value]) => key === attribute && [value].flat().includes(term.name));
  if (!has) return annotation;
  const after = before.map(([key, value]): [string, AttributeValue] => [
    key,
    key === attribute ? renamedIn(value, term.name, name) : value,
  ]);
  return { ...annotation, attributes: Object.fromEntries(after) };
}

function renamedIn(value: AttributeValue, from: string, to: string): AttributeValue {
  const put = (each: string): string => (each === from ? to : each);
  return typeof value === 'string' ? put(value) : [...new Set(value.map(put))];
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
