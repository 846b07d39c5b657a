import { guidOf } from './guid.ts';
import { content, tag, xmlText } from './markup.ts';
import { hexOf } from './palette.ts';
import type { Term, Terms } from './terms.ts';

/** What a label's code is called in a REFI-QDA codebook. */
export const codeName = xmlText;

export const codeGuid = (label: string): string => guidOf('code', codeName(label));

export const valueGuid = (label: string, attribute: string, value: string): string =>
  guidOf('value', codeName(label), codeName(valueName(attribute, value)));

const BETWEEN = ': ';

/** The code of an attribute's value is below that of the label, and has this name. */
const valueName = (attribute: string, value: string): string => attribute + BETWEEN + value;

/** The twin of `valueName`. Undefined for other names. */
export function attributeOf(name: string): readonly [attribute: string, value: string] | undefined {
  const at = name.indexOf(BETWEEN);
  return at > 0 ? [name.slice(0, at), name.slice(at + BETWEEN.length)] : undefined;
}

/** Whether there can be a code for an attribute's values. */
export const isCodable = (attribute: string): boolean => attribute !== '';

/** Whether what a code says is read as it was. */
export const isKept = (attribute: string, value: string): boolean =>
  isCodable(attribute) && !attribute.includes(BETWEEN) && xmlText(attribute + value) === attribute + value;

/** The values that annotations have, by label and attribute. */
export class Values {
  readonly #values = new Map<string, Map<string, Set<string>>>();

  add(label: string, attribute: string, value: string): void {
    const ofLabel = this.#values.get(label) ?? new Map<string, Set<string>>();
    const values = ofLabel.get(attribute) ?? new Set();
    this.#values.set(label, ofLabel.set(attribute, values.add(value)));
  }

  of(label: string, attribute: string): Iterable<string> {
    return this.#values.get(label)?.get(attribute) ?? [];
  }
}

/**
 * The element `CodeBook`, which is empty text where there are no labels: a code for each label, and below it one for
 * each value that its attributes have in the codebooks or in `values`.
 */
export function printCodeBook(
  { labels }: Terms,
  attributes: Readonly<Record<string, string>> = {},
  values = new Values(),
): string {
  const byGuid = new Map(labels.map((label) => [codeGuid(label.name), label]));
  if (byGuid.size === 0) return '';
  const codes = Array.from(byGuid, ([guid, label]) => printCode(guid, label, values));
  return `${tag('CodeBook', attributes, '')}\n<Codes>\n${codes.join('')}</Codes>\n</CodeBook>\n`;
}

function printCode(guid: string, { name, colour, description, attributes }: Term, values: Values): string {
  const color = hexOf(colour);
  const below = new Map<string, string>();
  for (const attribute of [...attributes.values()].filter((each) => isCodable(each.name))) {
    for (const value of [...(attribute.values ?? []), ...values.of(name, attribute.name)])
      below.set(valueGuid(name, attribute.name, value), valueName(attribute.name, value));
  }
  const inner = [
    ...(description ? [`<Description>${content(description)}</Description>\n`] : []),
    ...Array.from(
      below,
      ([each, called]) => `${tag('Code', { guid: each, name: called, isCodable: 'true', color })}\n`,
    ),
  ];
  const own = { guid, name, isCodable: 'true', color };
  return inner.length === 0 ? `${tag('Code', own)}\n` : `${tag('Code', own, '')}\n${inner.join('')}</Code>\n`;
}
