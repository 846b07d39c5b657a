import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Code, Place, Problem } from '../core/problem.ts';
import type { Value } from '../core/value.ts';

export type { Document, Node, Pair, Scalar, YAMLMap, YAMLSeq };
export { isAlias, isMap, isScalar, isSeq };

/** Larger files are refused: nothing that people annotate comes near. */
export const MOST_MEGABYTES = 128;
/** Deeper nesting (counted in columns of indentation and opening brackets) is refused before the parser recurses into it. */
const MOST_DEPTH = 200;

/** A YAML file that was read: its nodes, where they stand, and what is wrong. */
export interface Yaml {
  readonly document: Document.Parsed;
  readonly problems: readonly Problem[];
  readonly place: (node: unknown) => Place | undefined;
}

/** Reads one YAML document (YAML 1.2 core schema, unique keys). `source` has no byte order mark. */
export function parseYaml(
  source: string,
): Yaml | { readonly problems: readonly Problem[]; readonly document?: undefined } {
  if (source.length > MOST_MEGABYTES * 1024 * 1024) return { problems: [broken('too-large', String(MOST_MEGABYTES))] };
  const depth = nesting(source);
  if (depth) return { problems: [{ ...broken('too-deep'), place: depth }] };
  const lines = new LineCounter();
  const placeAt = (start: number, end: number): Place => {
    const from = lines.linePos(start);
    const to = lines.linePos(end);
    return { line: from.line, column: from.col, endLine: to.line, endColumn: to.col };
  };
  let document: Document.Parsed;
  try {
    document = parseDocument(source, {
      lineCounter: lines,
      prettyErrors: false,
      strict: true,
      uniqueKeys: true,
      version: '1.2',
      merge: false,
    });
  } catch (error) {
    // The parser is recursive: what the guard above let through can still be too deep for the stack.
    if (error instanceof RangeError) return { problems: [broken('too-deep')] };
    throw error;
  }
  const problems = document.errors.map(
    (error): Problem => ({
      ...broken('yaml-syntax', `${error.message}.`.replace(/\.\.$/, '.')),
      place: placeAt(error.pos[0], error.pos[1]),
    }),
  );
  const place = (node: unknown): Place | undefined => {
    const range = (node as Node | undefined)?.range;
    return range ? placeAt(range[0], range[1]) : undefined;
  };
  return { document, problems, place };
}

const broken = (code: Code, ...values: string[]): Problem => ({ code, severity: 'error', values });

/** Where the text is nested deeper than `MOST_DEPTH`, by a bound that needs no parser: open brackets, and dashes or indentation on one line. */
function nesting(source: string): Place | undefined {
  let open = 0;
  let line = 1;
  let column = 0;
  let leading = true;
  let dashes = 0;
  for (let at = 0; at < source.length; at++) {
    const code = source.charCodeAt(at);
    column++;
    if (code === 10) {
      line++;
      column = 0;
      dashes = 0;
      leading = true;
      continue;
    }
    if (code === 91 || code === 123) open++;
    else if (code === 93 || code === 125) open = Math.max(0, open - 1);
    if (leading && (code === 45 || code === 63)) dashes++;
    else if (code !== 32) leading = false;
    if (open > MOST_DEPTH || dashes > MOST_DEPTH || (leading && column > 2 * MOST_DEPTH)) return { line, column };
  }
  return undefined;
}

/** The key's text, or undefined where the key is no scalar. */
export const keyOf = (pair: Pair): string | undefined => (isScalar(pair.key) ? textOf(pair.key) : undefined);

/** A scalar as text, just as it stands in the file when it is no string (`1.0`, `no`, a date). */
export function textOf(scalar: Scalar): string | undefined {
  if (typeof scalar.value === 'string') return scalar.value;
  return scalar.value === null || scalar.value === undefined ? undefined : (scalar.source ?? String(scalar.value));
}

export function follow(node: unknown, document: Document): unknown {
  return isAlias(node) ? node.resolve(document) : node;
}

/** The most plain values that one node may stand for once its aliases are followed: an alias bomb stops here. */
const MOST_VALUES = 1_000_000;

/** A node as a plain value. Aliases are followed, within bounds; what lies beyond is null. */
export function toValue(node: unknown, document: Document): Value {
  let left = MOST_VALUES;
  const walk = (each: unknown, depth: number): Value => {
    const found = follow(each, document);
    if (left-- <= 0 || depth > MOST_DEPTH) return null;
    if (isMap(found)) {
      return Object.fromEntries(
        found.items.map((pair) => [keyOf(pair) ?? String(pair.key), walk(pair.value, depth + 1)]),
      );
    }
    if (isSeq(found)) return found.items.map((item) => walk(item, depth + 1));
    if (!isScalar(found)) return null;
    const { value } = found;
    if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
    return typeof value === 'bigint' ? Number(value) : null;
  };
  return walk(node, 0);
}
