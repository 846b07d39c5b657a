import type { AttributeValue } from '../core/annotation.ts';
import type { Structure } from './casfile.ts';
import type { ForeignAnnotation, ForeignFragment } from './importer.ts';
import { stampOf } from './importer.ts';
import { readJson } from './json.ts';
import { isOwn, type Own } from './own.ts';

/** An annotation, whose fragments may be several structures. */
export interface Said {
  readonly name: string;
  readonly label: string;
  /** Whether it has an id of ours. */
  readonly isOurs: boolean;
  /** Where it stands. */
  readonly sofa: Structure;
  readonly target: ForeignFragment[];
  readonly attributes: Map<string, AttributeValue>;
  readonly links: { readonly role: string; readonly to: string }[];
  own: Own;
}

const LABELS = ['label', 'value', 'identifier'];

export const isFilled = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** The feature that says what it is. */
export const labelKey = ({ values }: Structure): string | undefined => LABELS.find((key) => isFilled(values[key]));

export const labelOf = (structure: Structure): string => {
  const key = labelKey(structure);
  return key === undefined ? structure.type.slice(structure.type.lastIndexOf('.') + 1) : String(structure.values[key]);
};

export const isRelation = ({ values }: Structure): boolean =>
  Object.hasOwn(values, '@Governor') && Object.hasOwn(values, '@Dependent');

/** What a feature of ours says; undefined where it is not what we write. */
export function ownValue(key: keyof Own, value: unknown): unknown {
  if (typeof value !== 'string') return undefined;
  if (key !== 'attributes' && key !== 'review') return isOwn(key, value) ? value : undefined;
  const json = readJson(value);
  return json.broken || !isOwn(key, json.value) ? undefined : json.value;
}

export const toForeign = ({ name, label, target, attributes, links, own, isOurs }: Said): ForeignAnnotation => {
  const all = [...Object.entries(own.attributes ?? {}), ...attributes];
  return {
    ...{ id: name, label, target },
    ...own,
    ...(isOurs ? { stamp: stampOf(own) } : {}),
    ...(all.length > 0 ? { attributes: Object.fromEntries(all) } : {}),
    links,
  };
};
