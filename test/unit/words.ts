import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { BUILT_IN } from '../../src/core/label.ts';
import { SENTENCES, TYPES } from '../../src/core/problem.ts';
import { type Exporter, LOSSES } from '../../src/formats/exporter.ts';
import { EXPORTERS } from '../../src/formats/exporters.ts';
import { FAULTS, type Importer, SKIPS } from '../../src/formats/importer.ts';
import { IMPORTERS } from '../../src/formats/importers.ts';

/** A text of the code that a person reads. */
export interface Word {
  readonly text: string;
  /** Whether it is about a number of things, so that its translation has several forms. */
  readonly isCounted: boolean;
  readonly file: string;
}

/** All texts that the editor says, as they stand in the source; those of problems are in a table of their own. */
export function wordsIn(root: string): readonly Word[] {
  const tables = [...Object.values(SENTENCES), ...Object.values(TYPES), ...builtIn()];
  const formats = [...EXPORTERS, ...IMPORTERS].flatMap(wordsOfFormat);
  const found: Word[] = [
    ...tables,
    ...formats,
    ...Object.values(SKIPS),
    ...Object.values(FAULTS),
    ...Object.values(LOSSES),
  ].map((text) => ({
    text,
    isCounted: false,
    file: 'a table',
  }));
  for (const file of globSync('src/editor/**/*.ts', { cwd: root }).sort()) {
    const source = readFileSync(path.join(root, file), 'utf8');
    const call = /const \{ t \} = vscode\.l10n;/.test(source) ? /(?<![\w$.])t\(|\bl10n\.t\(/g : /\bl10n\.t\(/g;
    for (const { index } of source.matchAll(call)) {
      const text = literal(source, source.indexOf('(', index) + 1);
      // Else it is of a table, or a text that another call has here.
      if (text) found.push({ text: text.value, isCounted: false, file });
    }
    for (const { index } of source.matchAll(/(?<!function )\bcounted\(/g)) {
      const one = literal(source, behindArgument(source, source.indexOf('(', index) + 1));
      const many = one && literal(source, behindArgument(source, one.end));
      if (!many) throw new Error(`${file}: "counted" needs two texts that stand in the call.`);
      found.push({ text: many.value, isCounted: true, file });
    }
  }
  return found;
}

/** What a format says of itself, and of the ways to write it. */
const wordsOfFormat = ({
  description,
  choices = [],
}: (Importer & Pick<Exporter, 'choices'>) | Exporter): readonly string[] => [
  description,
  ...choices.flatMap(({ values }) => values.map((each) => each.description)),
];

/** What the built-in codebook calls things. */
const builtIn = (): readonly string[] => [
  ...BUILT_IN.labels.flatMap(({ title, description, attributes }) => [
    title,
    ...(description === undefined ? [] : [description]),
    ...attributes.map((each) => each.title),
  ]),
  ...BUILT_IN.roles.map(({ title }) => title),
];

/** The string that begins at an offset, behind white space. Undefined where something else does. */
function literal(source: string, from: number): { readonly value: string; readonly end: number } | undefined {
  const start = source.slice(from).search(/\S/) + from;
  const quote = source[start];
  if (quote !== "'" && quote !== '"' && quote !== '`') return undefined;
  for (let at = start + 1; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === quote) {
      const body = source.slice(start + 1, at);
      if (quote === '`' && body.includes('${')) return undefined;
      return { value: unescaped(body), end: at + 1 };
    }
  }
  return undefined;
}

const unescaped = (body: string): string =>
  body.replace(/\\(u\{[0-9a-f]+\}|u[0-9a-f]{4}|[\s\S])/gi, (_, what: string) => {
    if (what.length > 1) return String.fromCodePoint(Number.parseInt(what.replace(/[u{}]/g, ''), 16));
    return { n: '\n', t: '\t' }[what] ?? what;
  });

/** The offset behind the comma that ends the argument which begins at, or goes on behind, an offset. */
function behindArgument(source: string, from: number): number {
  let depth = 0;
  for (let at = from; at < source.length; at++) {
    const sign = source[at] ?? '';
    if ('([{'.includes(sign)) depth++;
    if (')]}'.includes(sign)) depth--;
    if (sign === ',' && depth === 0) return at + 1;
  }
  return source.length;
}
