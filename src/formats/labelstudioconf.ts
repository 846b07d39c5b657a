import type { Piece } from './exporter.ts';
import { controlOf, LABEL, NOTE, TEXT } from './labelcontrol.ts';
import { tag } from './markup.ts';
import { hexOf } from './palette.ts';
import type { Terms } from './terms.ts';

/**
 * The labelling configuration of exported tasks: labels with their colours and keys, for each region its note and the
 * attributes that its label has, and the roles of links. An attribute has choices where a codebook lists its values, and
 * a field for free text where one does not, or where annotations have others.
 */
export function aboutLabelStudio(terms: Terms): readonly Piece[] {
  const lines = [
    '<View>',
    '  <Relations choice="multiple">',
    ...terms.roles.map(({ name }) => `    ${tag('Relation', { value: name })}`),
    '  </Relations>',
    `  ${tag('Labels', { name: LABEL, toName: TEXT }, '')}`,
    ...terms.labels.map(
      ({ name, colour, key }) => `    ${tag('Label', { value: name, background: hexOf(colour), hotkey: key })}`,
    ),
    '  </Labels>',
    `  ${tag('Text', { name: TEXT, value: `$${TEXT}` })}`,
    '  <View visibleWhen="region-selected">',
    ...attributesOf(terms).flatMap((each) => controls(each, terms)),
    `    ${tag('TextArea', { ...perRegion(NOTE), rows: '3', editable: 'true', placeholder: 'Note' })}`,
    '  </View>',
    '</View>',
    '',
  ];
  return [{ name: 'label-studio.xml', content: lines.join('\n'), isWhole: true }];
}

const perRegion = (name: string) => ({ name, toName: TEXT, perRegion: 'true' });

interface Known {
  readonly name: string;
  readonly title: string;
  /** What the codebooks list. */
  readonly values: ReadonlySet<string>;
  /** Some label has it without a list. */
  readonly isFree: boolean;
  readonly labels: readonly string[];
}

/** The attributes of all labels, each once. */
function attributesOf(terms: Terms): readonly Known[] {
  const found = new Map<string, Known>();
  for (const label of terms.labels) {
    for (const { name, title, values = [] } of label.attributes.values()) {
      const known = found.get(name);
      found.set(name, {
        name,
        title: known?.title ?? title,
        values: new Set([...(known?.values ?? []), ...values]),
        isFree: known?.isFree || values.length === 0,
        labels: [...(known?.labels ?? []), label.name],
      });
    }
  }
  return [...found.values()].filter(({ name }) => name !== '');
}

function controls({ name, title, values, isFree, labels }: Known, terms: Terms): readonly string[] {
  // Label Studio separates labels by commas.
  const isTold = !labels.some((label) => label.includes(','));
  const when = isTold ? { whenTagName: LABEL, whenLabelValue: labels.join(',') } : {};
  const all = terms.valuesOf(name);
  const choices = [
    `    ${tag('Choices', { ...perRegion(controlOf(name, false)), choice: 'multiple', ...when }, '')}`,
    ...all.map((value) => `      ${tag('Choice', { value })}`),
    '    </Choices>',
  ];
  const field = { ...perRegion(controlOf(name, true)), editable: 'true', placeholder: title, ...when };
  return [
    `    ${tag('Header', { value: title, size: '6' })}`,
    ...(values.size > 0 ? choices : []),
    ...(isFree || all.some((value) => !values.has(value)) ? [`    ${tag('TextArea', field)}`] : []),
  ];
}
