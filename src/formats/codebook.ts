import { faintIn } from '../core/colour.ts';
import {
  type Attribute,
  BUILT_IN,
  CHECKS,
  type Check,
  type Codebook,
  type Colour,
  type Label,
  PALETTE,
  type Role,
} from '../core/label.ts';
import { type Problem, type Severity, TYPES } from '../core/problem.ts';
import { isGlob } from './globs.ts';
import { checkVersion, Reader } from './reader.ts';
import { isInside } from './sidecar.ts';
import { isMap, isScalar, isSeq, parseYaml, textOf, type YAMLMap } from './yaml.ts';

/** The keys that tagging mode uses itself. */
export const TAKEN_KEYS = [...'hjklnperxu'];

/** Reads a codebook. Without a value the file is not used: the last good one stays in force. */
export function parseCodebook(source: string): { readonly value?: Codebook; readonly problems: readonly Problem[] } {
  const yaml = parseYaml(source.replace(/^\ufeff/, ''));
  if (!yaml.document || yaml.problems.length > 0) return { problems: yaml.problems };
  const reader = new Reader(yaml.document, yaml.place);
  const root = yaml.document.contents;
  if (!isMap(root)) {
    reader.tell('not-a-mapping', root);
    return { problems: reader.problems };
  }
  if (!checkVersion(root, reader)) return { problems: reader.problems };
  const value = readCodebook(reader.fields(root), reader);
  return reader.problems.some(({ severity }) => severity === 'error')
    ? { problems: reader.problems }
    : { value, problems: reader.problems };
}

function readCodebook(fields: ReadonlyMap<string, unknown>, reader: Reader): Codebook {
  const labels = fields.has('labels') ? readLabels(fields.get('labels'), reader) : BUILT_IN.labels;
  return {
    version: reader.string(fields, 'version'),
    labels,
    roles: fields.has('roles') ? readRoles(fields.get('roles'), labels, reader) : BUILT_IN.roles,
    checks: readChecks(fields.get('checks'), reader),
    articles: readGlobs(fields.get('articles'), reader),
    guidelines: readGuidelines(reader.string(fields, 'guidelines'), fields.get('guidelines'), reader),
  };
}

/** The pairs of a mapping whose values are mappings themselves; anything else is told. */
function entries(node: unknown, name: string, reader: Reader): [string, Map<string, unknown>, unknown][] {
  if (isNothing(node)) return [];
  if (!isMap(node)) {
    reader.tell('wrong-type', node, name, TYPES.map);
    return [];
  }
  return [...reader.fields(node)].flatMap(([key, value]): [string, Map<string, unknown>, unknown][] => {
    if (isNothing(value)) return [[key, new Map(), node]];
    if (isMap(value)) return [[key, reader.fields(value), value]];
    reader.tell('wrong-type', value, key, TYPES.map);
    return [];
  });
}

const isNothing = (node: unknown): boolean =>
  node === undefined || node === null || (isScalar(node) && node.value === null);

const NAME = /^[\p{L}\p{N}_.-]{1,64}$/u;

function readLabels(node: unknown, reader: Reader): Label[] {
  const keys = new Map<string, string>();
  return entries(node, 'labels', reader).map(([name, fields, place]): Label => {
    checkName(name, place, reader);
    return {
      name,
      title: reader.string(fields, 'title') ?? capitalised(name),
      key: readKey(fields, name, keys, reader),
      colour: readColour(fields, reader),
      description: reader.string(fields, 'description'),
      was: readTexts(fields.get('was'), 'was', reader) ?? [],
      attributes: readAttributes(fields.get('attributes'), keys, reader),
    };
  });
}

function readAttributes(node: unknown, keys: Map<string, string>, reader: Reader): Attribute[] {
  return entries(node, 'attributes', reader).map(([name, fields, place]): Attribute => {
    checkName(name, place, reader);
    const values = readTexts(fields.get('values'), 'values', reader);
    const fallback = reader.string(fields, 'default');
    if (fallback !== undefined && values && !values.includes(fallback))
      reader.tell('unknown-value', fields.get('default'), name, fallback);
    return {
      name,
      title: reader.string(fields, 'title') ?? capitalised(name),
      values,
      default: fallback,
      key: readKey(fields, name, keys, reader),
    };
  });
}

function readRoles(node: unknown, labels: readonly Label[], reader: Reader): Role[] {
  return entries(node, 'roles', reader).map(([name, fields, place]): Role => {
    checkName(name, place, reader);
    const names = (key: 'from' | 'to') => readTexts(fields.get(key), key, reader) ?? labels.map((label) => label.name);
    for (const key of ['from', 'to'] as const) {
      for (const each of names(key)) {
        if (!labels.some((label) => label.name === each)) reader.warn('unknown-label', fields.get(key), each);
      }
    }
    return { name, title: reader.string(fields, 'title') ?? name, from: names('from'), to: names('to') };
  });
}

function readChecks(node: unknown, reader: Reader): Codebook['checks'] {
  if (isNothing(node)) return BUILT_IN.checks;
  if (!isMap(node)) {
    reader.tell('wrong-type', node, 'checks', TYPES.map);
    return BUILT_IN.checks;
  }
  const fields = reader.fields(node as YAMLMap);
  const chosen = [...fields.keys()].flatMap((name): [Check, Severity | 'off'][] => {
    const check = CHECKS.find((known) => known === name);
    if (!check) reader.warn('unknown-check', fields.get(name), name);
    // YAML 1.1 writers leave `off` unquoted, and some readers make a truth value of it.
    const value = reader.string(fields, name)?.replace(/^false$/, 'off');
    const severity = (['error', 'warning', 'information', 'off'] as const).find((each) => each === value);
    if (check && !severity) reader.tell('wrong-type', fields.get(name), name, TYPES.severity);
    return check && severity ? [[check, severity]] : [];
  });
  return { ...BUILT_IN.checks, ...Object.fromEntries(chosen) };
}

function readTexts(node: unknown, name: string, reader: Reader): string[] | undefined {
  if (isNothing(node)) return undefined;
  if (isSeq(node)) {
    const items = node.items
      .map((item) => reader.resolve(item))
      .map((item) => (isScalar(item) ? textOf(item) : undefined));
    if (!items.includes(undefined)) return items.filter((item) => item !== undefined);
  }
  reader.tell('wrong-type', node, name, TYPES.texts);
  return undefined;
}

function readGlobs(node: unknown, reader: Reader): readonly string[] {
  const globs = readTexts(node, 'articles', reader) ?? BUILT_IN.articles;
  for (const [index, glob] of globs.entries()) {
    if (!isGlob(glob)) reader.tell('bad-glob', isSeq(node) ? node.items[index] : node, glob);
  }
  return globs;
}

function readKey(
  fields: ReadonlyMap<string, unknown>,
  owner: string,
  keys: Map<string, string>,
  reader: Reader,
): string | undefined {
  const key = reader.string(fields, 'key');
  if (key === undefined) return undefined;
  const other = keys.get(key);
  if (!/^[a-z0-9]$/.test(key) || TAKEN_KEYS.includes(key))
    reader.tell('bad-key', fields.get('key'), key, TAKEN_KEYS.join(' '));
  // The same attribute of several labels may well have the same key.
  else if (other !== undefined && other !== owner) reader.tell('duplicate-key', fields.get('key'), key, other, owner);
  keys.set(key, owner);
  return key;
}

function readColour(fields: ReadonlyMap<string, unknown>, reader: Reader): Colour {
  const colour = reader.string(fields, 'color') ?? 'grey';
  const named = PALETTE.find((each) => each === colour);
  if (named) return named;
  if (/^#[0-9a-f]{6}$/i.test(colour)) {
    for (const kind of faintIn(colour))
      reader.warn(`faint-in-${kind}`, fields.get('color'), colour, PALETTE.join(', '));
    return colour as Colour;
  }
  reader.tell('bad-colour', fields.get('color'), colour, PALETTE.join(', '));
  return 'grey';
}

function readGuidelines(path: string | undefined, node: unknown, reader: Reader): string | undefined {
  if (path === undefined) return undefined;
  if (isInside(path)) return path;
  reader.tell('outside-project', node, path);
  return undefined;
}

function checkName(name: string, node: unknown, reader: Reader): void {
  if (!NAME.test(name)) reader.tell('bad-name', node, name);
}

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
