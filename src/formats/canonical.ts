import type { Annotation, AttributeValue, Fragment, Link, Review } from '../core/annotation.ts';
import { isId } from '../core/annotation.ts';
import type { Value } from '../core/value.ts';
import { KEY_LENGTH } from './layout.ts';
import { FORMAT } from './reader.ts';

/** What is written while it is read. */
type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** An annotation and where the lines end that say it: at the beginning of the next line. */
export interface CanonicalItem {
  readonly annotation: Annotation;
  readonly to: number;
}

/**
 * Reads the annotation whose dash stands on the line that begins at `from`, if it is written just as `print` writes it:
 * keys in their order, two columns for each level, plain or double-quoted scalars on one line, a literal block for the
 * note. Undefined for whatever else stands there, also where it means the same: what this does not know for certain is
 * not its business. `source` has LF line ends.
 */
export function readCanonical(source: string, from: number): CanonicalItem | undefined {
  const text = new Text(source, from);
  const annotation = readAnnotation(text);
  return annotation && !text.failed ? { annotation, to: text.at } : undefined;
}

/** What stands above a list of annotations. */
export interface CanonicalHead {
  readonly article: Readonly<Record<string, string | number>>;
  readonly annotator?: string | undefined;
}

/**
 * Reads what stands above the list of annotations that begins at `from`, if it is written just as `print` writes it.
 * `keys` are those of the article, in their order.
 */
export function readHead(source: string, from: number, keys: readonly string[]): CanonicalHead | undefined {
  // A copy: a part of a string keeps the whole of it in memory, and what is said of an article stays when its file was read.
  const head: string = JSON.parse(JSON.stringify(source.slice(0, from - KEY_LENGTH)));
  const text = new Text(head, 0);
  if (!text.skip(`newsmark: ${FORMAT}\narticle:\n`)) return undefined;
  const article: Record<string, string | number> = {};
  for (const key of keys) {
    const lead = `  ${key}: `;
    const value = key === 'length' ? text.count(lead) : key === 'published' ? text.time(lead) : text.string(lead);
    if (value !== undefined) article[key] = value;
  }
  const annotator = text.string('annotator: ');
  return text.failed || text.at !== head.length ? undefined : { article, annotator };
}

/** The keys of an annotation and of a target item, in the order in which they are printed. */
export const ANNOTATION = [
  'id',
  'label',
  'target',
  'attributes',
  'note',
  'links',
  'review',
  'suggestedBy',
  'modified',
  'modifiedBy',
  'by',
  'created',
] as const;
export const FRAGMENT = ['exact', 'prefix', 'start', 'end', 'suffix', 'state'] as const;

const OF_ANNOTATION: ReadonlySet<string> = new Set([...ANNOTATION, 'conflict']);
const OF_FRAGMENT: ReadonlySet<string> = new Set(FRAGMENT);

function readAnnotation(text: Text): Annotation | undefined {
  const id = text.string('  - id: ');
  const label = text.string('    label: ');
  if (id === undefined || !isId(id) || label === undefined || !text.skip('    target:\n')) return undefined;
  const target = readTarget(text);
  if (!target) return undefined;
  const attributes = text.skip('    attributes:\n') ? readAttributes(text) : {};
  const note = text.note('    note: ');
  const links = text.skip('    links:\n') ? readLinks(text) : [];
  const review = text.skip('    review:\n') ? readReview(text) : undefined;
  const suggestedBy = text.string('    suggestedBy: ');
  const modified = text.time('    modified: ');
  const modifiedBy = text.string('    modifiedBy: ');
  const by = text.string('    by: ');
  const created = text.time('    created: ');
  const extra = readExtra(text, '    ', OF_ANNOTATION);
  // In the order and with the keys of what the reader of all other files makes.
  const annotation: Draft<Partial<Annotation>> = { id, label, target, attributes };
  if (note) annotation.note = note;
  annotation.links = links;
  if (review) annotation.review = review;
  if (suggestedBy !== undefined) annotation.suggestedBy = suggestedBy;
  if (modified !== undefined) annotation.modified = modified;
  if (modifiedBy !== undefined) annotation.modifiedBy = modifiedBy;
  if (by !== undefined) annotation.by = by;
  if (created !== undefined) annotation.created = created;
  if (extra) annotation.extra = extra;
  return annotation as Annotation;
}

function readTarget(text: Text): Fragment[] | undefined {
  const target: Fragment[] = [];
  let end = 0;
  for (;;) {
    const exact = text.string('      - exact: ');
    if (exact === undefined) break;
    const prefix = text.string('        prefix: ') ?? '';
    const start = text.count('        start: ');
    const stop = text.count('        end: ');
    const suffix = text.string('        suffix: ') ?? '';
    const state = text.string('        state: ');
    if (exact === '' || start === undefined || stop === undefined || start >= stop) return undefined;
    const fragment: Draft<Fragment> = { exact, prefix, suffix, start, end: stop };
    if (state === 'changed' || state === 'lost') fragment.state = state;
    else if (start < end) return undefined;
    else end = stop;
    const extra = readExtra(text, '        ', OF_FRAGMENT);
    if (extra) fragment.extra = extra;
    target.push(fragment);
  }
  return target.length > 0 ? target : undefined;
}

function readAttributes(text: Text): Record<string, AttributeValue> {
  const entries: [string, AttributeValue][] = [];
  for (;;) {
    const key = text.key('      ');
    if (key === undefined) break;
    const value = text.skip('\n') ? readList(text) : text.string(' ');
    if (value === undefined) text.failed = true;
    else entries.push([key, value]);
  }
  if (entries.length === 0 || hasTwins(entries)) text.failed = true;
  return Object.fromEntries(entries);
}

function readList(text: Text): string[] | undefined {
  const list: string[] = [];
  for (;;) {
    const item = text.string('        - ');
    if (item === undefined) return list.length > 0 ? list : undefined;
    list.push(item);
  }
}

function readLinks(text: Text): Link[] {
  const links: Link[] = [];
  for (;;) {
    const role = text.string('      - role: ');
    if (role === undefined) break;
    const to = text.string('        to: ');
    // A path that may lead out of the project is looked at elsewhere.
    if (role === '' || !to || (to.includes('#') && /[:\\]|^\/|\.\./.test(to))) text.failed = true;
    else links.push({ role, to });
  }
  if (links.length === 0) text.failed = true;
  return links;
}

function readReview(text: Text): Review | undefined {
  const state = text.string('      state: ');
  const by = text.string('      by: ');
  const at = text.time('      at: ');
  if (!state) {
    text.failed = true;
    return undefined;
  }
  const review: Draft<Review> = { state };
  if (by !== undefined) review.by = by;
  if (at !== undefined) review.at = at;
  return review;
}

/** The keys that the program does not know, with one value each. */
function readExtra(text: Text, indent: string, known: ReadonlySet<string>): Record<string, Value> | undefined {
  const entries: [string, Value][] = [];
  for (;;) {
    const key = text.key(indent);
    if (key === undefined) break;
    const value = text.value();
    if (value === undefined || known.has(key)) text.failed = true;
    else entries.push([key, value]);
  }
  if (entries.length === 0) return undefined;
  if (hasTwins(entries)) text.failed = true;
  return Object.fromEntries(entries);
}

const hasTwins = (entries: readonly (readonly [string, unknown])[]): boolean =>
  entries.length > 1 && new Set(entries.map(([key]) => key)).size < entries.length;

/** A key that no reader of YAML takes for anything else than text, apart from the words of `isWord`. */
const KEY = /[A-Za-z][\w-]{0,63}:/y;
const NUMBER = /^(?:0|-?[1-9]\d{0,14})$/;

/** Text that is read from the left to the right. Once `failed`, nothing that it said counts. */
class Text {
  readonly #source: string;
  /** The beginning of what was not read yet. */
  at: number;
  failed = false;

  constructor(source: string, at: number) {
    this.#source = source;
    this.at = at;
  }

  /** Whether this comes next; then it is behind us. */
  skip(words: string): boolean {
    if (!this.#source.startsWith(words, this.at)) return false;
    this.at += words.length;
    return true;
  }

  /** The key that stands alone behind an indentation, before its colon. Undefined, and nothing read, if there is none. */
  key(indent: string): string | undefined {
    if (!this.#source.startsWith(indent, this.at)) return undefined;
    KEY.lastIndex = this.at + indent.length;
    const key = KEY.exec(this.#source)?.[0].slice(0, -1);
    if (key === undefined) return undefined;
    this.at += indent.length + key.length + 1;
    if (isWord(key)) this.failed = true;
    return key;
  }

  /** The scalar behind `lead` as text, to the end of its line. Undefined if `lead` does not come next. */
  string(lead: string): string | undefined {
    if (!this.skip(lead)) return undefined;
    if (this.#source.charCodeAt(this.at) === QUOTE) return this.#quoted();
    const text = this.#plain();
    // Everything but null is text where text is wanted.
    return text.length === 4 && text.toLowerCase() === 'null' ? this.#fail('') : text;
  }

  /** A time must be quoted, or there is something to say about it. */
  time(lead: string): string | undefined {
    const from = this.at + lead.length;
    const text = this.string(lead);
    if (text !== undefined && this.#source.charCodeAt(from) !== QUOTE) this.failed = true;
    return text;
  }

  /** A whole number from nought up. */
  count(lead: string): number | undefined {
    if (!this.skip(lead)) return undefined;
    const from = this.at;
    let number = 0;
    for (let code = this.#code(); code >= 48 && code <= 57; code = this.#code()) {
      number = number * 10 + code - 48;
      this.at++;
    }
    const digits = this.at - from;
    return digits > 0 && digits < 16 && this.skip('\n') ? number : this.#fail(undefined);
  }

  /** Behind a key: text, a whole number, or a truth value. */
  value(): Value | undefined {
    const from = this.at + 1;
    const text = this.string(' ');
    if (text === undefined || this.#source.charCodeAt(from) === QUOTE) return text;
    if (NUMBER.test(text)) return Number(text);
    if (text === 'true' || text === 'false') return text === 'true';
    // Beside numbers and words only text begins with a letter.
    return /^\p{L}/u.test(text) && !isWord(text) ? text : undefined;
  }

  /** Text on one line, or in a literal block. */
  note(lead: string): string | undefined {
    if (!this.#source.startsWith(`${lead}|`, this.at)) return this.string(lead);
    this.at += lead.length + 1;
    const chomped = this.skip('-');
    if (!this.skip('\n')) return this.#fail('');
    const lines: string[] = [];
    let end = this.at;
    for (;;) {
      if (this.skip('\n')) {
        lines.push('');
        continue;
      }
      if (!this.skip('      ')) break;
      const line = this.#line();
      // Lines with nothing but blanks, and blanks before the first word, change how deep a block stands.
      if (/^ *$/.test(line) || (lines.length === 0 && line.startsWith(' '))) return this.#fail('');
      lines.push(line);
      end = this.at;
    }
    while (lines.at(-1) === '') lines.pop();
    if (lines.length === 0 || lines[0] === '') return this.#fail('');
    this.at = end;
    return lines.join('\n') + (chomped ? '' : '\n');
  }

  #code(): number {
    return this.#source.charCodeAt(this.at);
  }

  /** The line to its end, without characters that are not for a file. */
  #line(): string {
    const from = this.at;
    for (let code = this.#code(); code !== LF; code = this.#code()) {
      if (isOdd(code)) return this.#fail('');
      this.at++;
    }
    return this.#source.slice(from, this.at++);
  }

  #plain(): string {
    const source = this.#source;
    const from = this.at;
    const first = source.charCodeAt(from);
    if (isOdd(first) || first <= SPACE || INDICATORS.includes(source.charAt(from))) return this.#fail('');
    let at = from;
    for (let code = first, before = 0; code !== LF; before = code, code = source.charCodeAt(++at)) {
      if (isOdd(code) || (code === HASH && before === SPACE)) return this.#fail('');
      if (before === COLON && code === SPACE) return this.#fail('');
    }
    const last = source.charCodeAt(at - 1);
    if (last === SPACE || last === COLON) return this.#fail('');
    this.at = at + 1;
    return source.slice(from, at);
  }

  #quoted(): string {
    const source = this.#source;
    const from = this.at + 1;
    let at = from;
    let escapes = false;
    for (let code = source.charCodeAt(at); code !== QUOTE; code = source.charCodeAt(++at)) {
      if (isOdd(code) || code === LF) return this.#fail('');
      if (code !== BACKSLASH) continue;
      escapes = true;
      at++;
      if (isOdd(source.charCodeAt(at)) || source.charCodeAt(at) === LF) return this.#fail('');
    }
    this.at = at + 1;
    if (!this.skip('\n')) return this.#fail('');
    return escapes ? (unescaped(source.slice(from, at)) ?? this.#fail('')) : source.slice(from, at);
  }

  #fail<T>(value: T): T {
    this.failed = true;
    // What comes next is looked for in vain.
    this.at = this.#source.length;
    return value;
  }
}

const LF = 10;
const SPACE = 32;
const QUOTE = 34;
const HASH = 35;
const COLON = 58;
const BACKSLASH = 92;
const INDICATORS = '-?:,[]{}#&*!|>\'"%@`~';

/** Control characters, separators of lines, byte order marks, and the end of the source. A line feed is none. */
const isOdd = (code: number): boolean =>
  code < 127
    ? code < SPACE && code !== LF
    : code < 160 || code === 0x2028 || code === 0x2029 || code === 0xfeff || code >= 0xfffe || Number.isNaN(code);

/** Words that are no text in YAML 1.2, in any case. */
const isWord = (text: string): boolean => text.length <= 5 && /^(?:null|true|false)$/i.test(text);

/** What `\` and the next characters stand for. Undefined if one is not among those that are printed, or that JSON has. */
function unescaped(text: string): string | undefined {
  let known = true;
  const result = text.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))/gsu, (_, two, four, one) => {
    const hex: string | undefined = two ?? four;
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    const meant = ESCAPES.get(one);
    if (meant === undefined) known = false;
    return meant ?? '';
  });
  return known ? result : undefined;
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['0', '\0'],
]);
