import { type Code, type Place, type Problem, type Severity, TYPES } from '../core/problem.ts';
import type { Extra, Value } from '../core/value.ts';
import {
  type Document,
  follow,
  isScalar,
  MOST_ALIASED,
  nameOf,
  textOf,
  toValue,
  type YAMLMap,
  type YAMLSeq,
} from './yaml.ts';

/** The version of the format that this program writes and the newest that it understands. */
export const FORMAT = 1;

/** Reads parts of a YAML file into values and gathers what is wrong with them. */
export class Reader {
  readonly problems: Problem[] = [];
  readonly places = new Map<string, Place>();
  readonly #document: Document;
  readonly #place: (node: unknown) => Place | undefined;
  readonly #read = new WeakSet<YAMLMap | YAMLSeq>();
  readonly #budget = { left: MOST_ALIASED };
  #wasExhausted = false;

  constructor(document: Document, place: (node: unknown) => Place | undefined) {
    this.#document = document;
    this.#place = place;
  }

  tell(code: Code, node: unknown, ...values: string[]): void {
    this.#add('error', code, node, values);
  }

  warn(code: Code, node: unknown, ...values: string[]): void {
    this.#add('warning', code, node, values);
  }

  #add(severity: Severity, code: Code, node: unknown, values: readonly string[]): void {
    // What is missing from then on is not the file's fault.
    if (!this.#wasExhausted) this.problems.push({ code, severity, values, place: this.#place(node) });
    this.#wasExhausted = this.exhausted;
  }

  place(node: unknown): Place | undefined {
    return this.#place(node);
  }

  /** Whether the file's aliases stand for more than is read. There is a problem then, and what was read is not all. */
  get exhausted(): boolean {
    return this.#budget.left < 0;
  }

  /** The values of a mapping by key, aliases followed. */
  fields(map: YAMLMap): Map<string, unknown> {
    return new Map(this.#paid(map) ? map.items.map((pair) => [nameOf(pair), this.resolve(pair.value)]) : []);
  }

  /** The items of a list, aliases followed. */
  items(list: YAMLSeq): unknown[] {
    return this.#paid(list) ? list.items.map((item) => this.resolve(item)) : [];
  }

  value(node: unknown): Value {
    return this.#spend(node, () => toValue(node, this.#document, this.#budget));
  }

  resolve(node: unknown): unknown {
    return follow(node, this.#document);
  }

  /** Reading a collection is free for the first time: only aliases bring it up again and again. */
  #paid(collection: YAMLMap | YAMLSeq): boolean {
    const size = this.#read.has(collection) ? collection.items.length : 0;
    this.#read.add(collection);
    this.#spend(collection, () => {
      this.#budget.left -= size;
    });
    return !this.exhausted;
  }

  #spend<T>(node: unknown, read: () => T): T {
    const before = this.exhausted;
    const found = read();
    if (this.exhausted && !before) this.tell('yaml-syntax', node, 'Its aliases stand for too many values.');
    return found;
  }

  /** A string, or a scalar that its writer forgot to quote. */
  string(fields: ReadonlyMap<string, unknown>, key: string): string | undefined {
    const node = fields.get(key);
    if (node === undefined || node === null || (isScalar(node) && node.value === null)) return undefined;
    if (isScalar(node)) return textOf(node);
    this.tell('wrong-type', node, key, TYPES.text);
    return undefined;
  }

  /** A time: a string that must be quoted, because YAML 1.1 has a type of its own for dates. */
  time(fields: ReadonlyMap<string, unknown>, key: string): string | undefined {
    const node = fields.get(key);
    if (isScalar(node) && node.type === 'PLAIN' && DATE.test(node.source ?? '')) this.warn('unquoted-time', node, key);
    return this.string(fields, key);
  }

  /** The keys that the program does not know, kept as they are. */
  rest(fields: ReadonlyMap<string, unknown>, known: readonly string[]): Extra | undefined {
    const unknown = [...fields].filter(([key]) => !known.includes(key));
    return unknown.length === 0 ? undefined : Object.fromEntries(unknown.map(([key, node]) => [key, this.value(node)]));
  }
}

/** How a date or time begins that YAML 1.1 does not take for a string. */
const DATE = /^\d{4}-\d\d?-\d\d?([Tt\s]|$)/;

/** Whether the file says a version that this program knows; otherwise tells why it is not written. */
export function checkVersion(root: YAMLMap, reader: Reader): boolean {
  const version = reader.fields(root).get('newsmark');
  const number = isScalar(version) ? version.value : undefined;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 1) {
    reader.tell('no-version', version ?? root);
    return false;
  }
  if (number > FORMAT) reader.tell('newer-version', version, String(number));
  return number <= FORMAT;
}

/**
 * A whole number from nought up, written in decimal digits, which every reader of YAML takes for one; undefined for all
 * else (`0.0` and `1e3` are no integers in Python).
 */
export function count(node: unknown): number | undefined {
  if (!isScalar(node) || typeof node.value !== 'number' || !/^\d+$/.test(node.source ?? '')) return undefined;
  return Number.isSafeInteger(node.value) ? node.value : undefined;
}
