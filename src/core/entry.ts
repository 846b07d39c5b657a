import type { Annotation } from './annotation.ts';
import { quoted, state } from './annotation.ts';
import { isDisputed } from './conflict.ts';
import { type Codebook, labelOf } from './label.ts';
import { labelName } from './outline.ts';
import { ENTITY } from './rename.ts';
import { isSource } from './sources.ts';

/** What a person has to look at: the words are not where they were, or a merge could not decide. */
export const TROUBLES = ['lost', 'changed', 'conflict'] as const;
export type Trouble = (typeof TROUBLES)[number];

/** What lists over many articles tell of an annotation. */
export interface Entry {
  readonly id: string;
  /** The label's present name. */
  readonly label: string;
  /** The beginning of its words. */
  readonly words: string;
  /** Of a source whom it names: empty where nobody said so. Undefined of others. */
  readonly entities?: readonly string[] | undefined;
  /** Of a claim. */
  readonly verdict?: string | undefined;
  /** Whether the verdict is another than the one that a claim begins with. */
  readonly isDecided: boolean;
  readonly trouble?: Trouble | undefined;
  /** What its links lead to, as they say. */
  readonly to: readonly string[];
}

/** Why a person has to look at an annotation. Undefined where nobody has to. */
export const troubleOf = (annotation: Annotation): Trouble | undefined =>
  state(annotation) ?? (isDisputed(annotation) ? 'conflict' : undefined);

/** `brief`: what is told of its words. */
export function entryOf(annotation: Annotation, codebook: Codebook, brief: (words: string) => string): Entry {
  const { id, attributes, links } = annotation;
  const label = labelName(codebook, annotation);
  const verdict = label === 'claim' ? [attributes['verdict'] ?? []].flat()[0] : undefined;
  const first = labelOf(codebook, label)?.attributes.find(({ name }) => name === 'verdict')?.default;
  return {
    id,
    label,
    words: brief(quoted(annotation)),
    entities: isSource(codebook, label) ? [attributes[ENTITY] ?? []].flat().filter(Boolean) : undefined,
    verdict,
    isDecided: verdict !== undefined && verdict !== first,
    trouble: troubleOf(annotation),
    to: links.map(({ to }) => to),
  };
}
