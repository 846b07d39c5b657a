import type { Piece } from './exporter.ts';
import { hexOf } from './palette.ts';
import { bratName, CUE } from './standoff.ts';
import type { Terms } from './terms.ts';

/**
 * The configuration of an exported collection: what may be annotated, how it looks, its keys, and that lines are what
 * brat shows as sentences. As in brat's own example-data/tutorials.
 */
export function aboutBrat(terms: Terms, hasEvents: boolean): readonly Piece[] {
  const files = {
    'annotation.conf': annotationConf(terms, hasEvents),
    'visual.conf': visualConf(terms),
    'kb_shortcuts.conf': shortcutsConf(terms),
    'tools.conf': '[options]\nTokens\ttokenizer:whitespace\nSentences\tsplitter:newline\nValidation\tvalidate:all\n',
  };
  return Object.entries(files).map(([name, content]) => ({ name, content, isWhole: true }));
}

/** Characters that mean something where a value stands. */
const plain = (text: string): string => text.replace(/[|,\p{Cc}\u2028\u2029]/gu, ' ');

function annotationConf(terms: Terms, hasEvents: boolean): string {
  const labels = names(terms.labels);
  const entities = labels.filter((name) => !(hasEvents && name === CUE));
  const anything = entities.length > 0 ? '<ENTITY>' : '<ANY>';
  const known = (given: readonly string[]): string =>
    given
      .map(bratName)
      .filter((name) => labels.includes(name))
      .join('|') || anything;
  const relations = terms.roles.map(
    ({ name, from, to }) => `${bratName(name)}\tArg1:${known(from)}, Arg2:${known(to)}`,
  );
  const events = hasEvents ? [`${CUE}\tSource?:${anything}, Content*:${anything}`] : [];
  const attributes = new Map<string, string[]>();
  for (const { name, attributes: own } of terms.labels)
    for (const attribute of own.keys())
      attributes.set(attribute, [...(attributes.get(attribute) ?? []), bratName(name)]);
  const valued = [...attributes].map(([name, owners]) => {
    const values = terms
      .valuesOf(name)
      .map(plain)
      .filter((value) => value.trim() !== '');
    return `${bratName(name)}\tArg:${owners.join('|')}${values.length > 0 ? `, Value:${values.join('|')}` : ''}`;
  });
  return [
    section('entities', entities),
    // Annotations may overlap: without this line brat takes that for a mistake.
    section('relations', [...relations, `<OVERLAP>\tArg1:${anything}, Arg2:${anything}, <OVL-TYPE>:<ANY>`]),
    section('events', events),
    section('attributes', valued),
  ].join('\n');
}

function visualConf(terms: Terms): string {
  const titles = [...terms.labels, ...terms.roles].map(({ name, title }) => `${bratName(name)} | ${plain(title)}`);
  const colours = terms.labels.map(({ name, colour }) => `${bratName(name)}\tbgColor:${hexOf(colour)}, fgColor:black`);
  return [section('labels', [...new Set(titles)]), section('drawing', [...new Set(colours)])].join('\n');
}

const shortcutsConf = (terms: Terms): string =>
  terms.labels
    .filter(({ key }) => key !== undefined)
    .map(({ name, key }) => `${key?.toUpperCase()}\t${bratName(name)}\n`)
    .join('');

const names = (all: readonly { readonly name: string }[]): readonly string[] => [
  ...new Set(all.map(({ name }) => bratName(name))),
];

const section = (name: string, lines: readonly string[]): string =>
  `[${name}]\n${lines.map((line) => `${line}\n`).join('')}`;
