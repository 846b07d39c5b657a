import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  type Pair,
  Parser,
  parseDocument,
  type Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Code, Place, Problem } from '../core/problem.ts';
import type { Value } from '../core/value.ts';

export type { Document, Node, Pair, Scalar, YAMLMap, YAMLSeq };
export { isAlias, isMap, isPair, isScalar, isSeq };

/**
 * Larger files are refused: nothing that people write by hand comes near, and the nodes of one megabyte can take 150 megabytes of memory.
 */
export const MOST_MEGABYTES = 8;
/** Deeper nesting is refused before the parser recurses into it. */
const MOST_DEPTH = 200;

/** A YAML file that was read: its nodes, where they stand, and what is wrong. */
export interface Yaml {
  readonly document: Document.Parsed;
  readonly problems: readonly Problem[];
  readonly place: (node: unknown) => Place | undefined;
}

/**
 * Reads one YAML document (YAML 1.2 core schema, unique keys). `source` has no byte order mark. With `keepSourceTokens`
 * the collections know the tokens that they were made of.
 */
export function parseYaml(
  source: string,
  keepSourceTokens = false,
): Yaml | { readonly problems: readonly Problem[]; readonly document?: undefined } {
  if (source.length > MOST_MEGABYTES * 1024 * 1024) return { problems: [broken('too-large', String(MOST_MEGABYTES))] };
  const depth = tooDeep(source);
  if (depth) return { problems: [{ ...broken('too-deep'), place: depth }] };
  const lines = new LineCounter();
  const placeAt = (start: number, end: number): Place => {
    const from = lines.linePos(start);
    const to = lines.linePos(end);
    return { line: from.line, column: from.col, endLine: to.line, endColumn: to.col };
  };
  const document = parseDocument(source, {
    lineCounter: lines,
    prettyErrors: false,
    strict: true,
    uniqueKeys: true,
    version: '1.2',
    merge: false,
    keepSourceTokens,
  });
  const problems = document.errors.map(
    (error): Problem => ({
      ...broken('yaml-syntax', `${error.message}.`.replace(/\.\.$/, '.')),
      place: placeAt(error.pos[0], error.pos[1]),
    }),
  );
  const place = (node: unknown): Place | undefined => {
    const range = isNode(node) ? node.range : undefined;
    return range ? placeAt(range[0], range[1]) : undefined;
  };
  if (problems.length === 0 && source.includes('*')) {
    for (const [alias, target] of aliases(document)) {
      const sentence = `There is no anchor "${alias.source}" before this alias.`;
      if (!target) problems.push({ ...broken('yaml-syntax', sentence), place: place(alias) });
    }
  }
  return { document, problems, place };
}

const broken = (code: Code, ...values: string[]): Problem => ({ code, severity: 'error', values });

/** Where the text is nested deeper than `MOST_DEPTH`. */
function tooDeep(source: string): Place | undefined {
  if (!mayBeDeep(source)) return undefined;
  const lines = new LineCounter();
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  // This half of the parser keeps a stack of its own and does not recurse.
  for (const lexeme of new Lexer().lex(source)) {
    Array.from(parser.next(lexeme));
    if (parser.stack.length <= MOST_DEPTH) continue;
    const { line, col } = lines.linePos(parser.offset);
    return { line, column: col };
  }
  return undefined;
}

/** Whether there are so many open brackets, or dashes or columns of indentation on one line, that a closer look is due. */
function mayBeDeep(source: string): boolean {
  const many = MOST_DEPTH / 4;
  let open = 0;
  let column = 0;
  let leading = true;
  for (let at = 0; at < source.length; at++) {
    const code = source.charCodeAt(at);
    column++;
    if (code === 10) {
      column = 0;
      leading = true;
      continue;
    }
    if (code === 91 || code === 123) open++;
    else if (code === 93 || code === 125) open = Math.max(0, open - 1);
    if (code !== 32 && code !== 45 && code !== 63) leading = false;
    if (open > many || (leading && column > many)) return true;
  }
  return false;
}

/** The comments of a file in their order, each from its `#` to the end of its line. */
export function commentsOf(source: string): { readonly offset: number; readonly text: string }[] {
  const found: { readonly offset: number; readonly text: string }[] = [];
  let offset = 0;
  let before = '';
  for (const lexeme of new Lexer().lex(source)) {
    if (lexeme.startsWith('#') && before !== SCALAR) found.push({ offset, text: lexeme.trimEnd() });
    if (!MARKS.has(lexeme)) offset += lexeme.length;
    before = lexeme;
  }
  return found;
}

/** What the lexer says besides what stands in the source: the text of a scalar follows; a document begins; braces end early. */
const SCALAR = '\x1f';
const MARKS = new Set([SCALAR, '\x02', '\x18']);

/** The key's text; of a key that is no text, how it would be written. */
export const nameOf = (pair: Pair): string => (isScalar(pair.key) ? textOf(pair.key) : undefined) ?? String(pair.key);

/** A scalar as text, just as it stands in the file when it is no string (`1.0`, `no`, a date). */
export function textOf(scalar: Scalar): string | undefined {
  if (typeof scalar.value === 'string') return scalar.value;
  return scalar.value === null || scalar.value === undefined ? undefined : (scalar.source ?? String(scalar.value));
}

const targets = new WeakMap<Document, ReadonlyMap<Alias, Node | undefined>>();

/** What each alias of a document stands for: the last node before it that has its anchor. */
function aliases(document: Document): ReadonlyMap<Alias, Node | undefined> {
  const known = targets.get(document);
  if (known) return known;
  const anchors = new Map<string, Node>();
  const found = new Map<Alias, Node | undefined>();
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node)) found.set(node, anchors.get(node.source));
      else if (node.anchor) anchors.set(node.anchor, node);
    },
  });
  targets.set(document, found);
  return found;
}

export const follow = (node: unknown, document: Document): unknown =>
  isAlias(node) ? aliases(document).get(node) : node;

/** How many more values aliases may stand for. Below nought: an alias bomb. */
export interface Budget {
  left: number;
}

/** So many values the aliases of one file may stand for, all together. */
export const MOST_ALIASED = 100_000;

/** A node as a plain value. Aliases are followed within the budget; what lies beyond is null. */
export function toValue(node: unknown, document: Document, budget: Budget = { left: MOST_ALIASED }): Value {
  const walk = (each: unknown, depth: number, inAlias: boolean): Value => {
    const aliased = inAlias || isAlias(each);
    // An anchor can hold its own alias.
    if (aliased && depth > MOST_DEPTH) budget.left = -1;
    if (aliased && (budget.left < 0 || --budget.left < 0)) return null;
    const found = follow(each, document);
    if (isMap(found)) {
      return Object.fromEntries(found.items.map((pair) => [nameOf(pair), walk(pair.value, depth + 1, aliased)]));
    }
    if (isSeq(found)) return found.items.map((item) => walk(item, depth + 1, aliased));
    if (!isScalar(found)) return null;
    const { value } = found;
    if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
    return typeof value === 'bigint' ? Number(value) : null;
  };
  return walk(node, 0, false);
}
