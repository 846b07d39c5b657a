import type { AttributeValue } from '../core/annotation.ts';
import type { ForeignAnnotation } from './importer.ts';
import { sayingOf } from './json.ts';
import { attributeOf, NOTE } from './labelcontrol.ts';
import type { Result } from './labelstudioresult.ts';

export const strings = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string' && each !== '') : [];

/** The note and the attributes that results of a region say. */
export function sayingsOf(
  regions: readonly { readonly main: Result; readonly results: readonly Result[] }[],
): Pick<ForeignAnnotation, 'note' | 'attributes'> {
  const notes: string[] = [];
  const attributes = new Map<string, string[]>();
  const add = (key: string, values: readonly string[]): void => {
    if (values.length === 0) return;
    const all = attributes.get(key) ?? [];
    for (const each of values) all.push(each);
    attributes.set(key, all);
  };
  for (const { main, results } of regions) {
    add('label-studio:meta', list((main.meta as { readonly text?: unknown } | null | undefined)?.text));
    add('label-studio:score', typeof main.score === 'number' ? [String(main.score)] : []);
    for (const { type, from_name: control, value } of results.filter((each) => each !== main)) {
      const values = valuesOf(type, value);
      if (control === NOTE && type === 'textarea') for (const each of values ?? []) notes.push(each);
      else if (values) add(attributeOf(control) || type, values);
      else add(`label-studio:${control || type}`, [sayingOf(rest(value))]);
    }
  }
  const note = notes.length > 0 ? notes.join('\n') : undefined;
  const values = Array.from(attributes, ([key, [first = '', ...others]]): readonly [string, AttributeValue] => [
    key,
    others.length > 0 ? [first, ...others] : first,
  ]);
  return { note, attributes: Object.fromEntries(values) };
}

const list = (value: unknown): readonly string[] =>
  value === undefined || value === null ? [] : (Array.isArray(value) ? value : [value]).map(sayingOf);

/** What a control of a type that Newsmark knows says. The parts of a path in a taxonomy are joined. */
function valuesOf(type: string, value: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  switch (type) {
    case 'textarea':
      return list(value['text']);
    case 'choices':
    case 'taxonomy': {
      const all = value[type];
      const each = (one: unknown): string => (Array.isArray(one) ? one.map(sayingOf).join(' / ') : sayingOf(one));
      return Array.isArray(all) ? all.map(each) : list(all);
    }
    case 'rating':
    case 'number':
    case 'datetime':
      return list(value[type]);
    default:
      // Another control of labels.
      return type.endsWith('labels') ? strings(value[type]) : undefined;
  }
}

const rest = ({ start, end, text, ...others }: Readonly<Record<string, unknown>>): object => others;
