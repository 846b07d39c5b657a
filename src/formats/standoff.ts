import type { Span } from '../core/span.ts';

// The lines of brat's standoff files (`.ann`), as its server reads them (nlplab/brat, server/src/annotation.py).

/** What brat takes for the end of a line (Python's `splitlines`), and all other controls but the tab. */
export const LINE_END = /(?!\t)[\p{Cc}\u2028\u2029]/u;

/** Text on one line. */
export const oneLine = (text: string): string => text.replace(/(?!\t)[\p{Cc}\u2028\u2029]/gu, ' ');

/** Names are of these characters; others become `_`. */
export const bratName = (name: string): string => name.replace(/[^A-Za-z0-9_-]/gu, '_') || '_';

/** The comment that keeps what Newsmark needs to know its own annotations again. */
export const MARK = 'Newsmark';

/** The comments that are notes. */
export const NOTE = 'AnnotatorNotes';

/** The label of the words that say that somebody says something, the role of a link to them, and brat's event of them. */
export const CUE = 'cue';

/** `T1	source 2 7;9 12	Smith says` – spans in code points, in text order. */
export interface Textbound {
  readonly kind: 'textbound';
  readonly id: string;
  readonly type: string;
  readonly spans: readonly Span[];
  /** The words of the spans, joined by one space. */
  readonly words: string;
}

/** `R1	source Arg1:T3 Arg2:T1` */
export interface Relation {
  readonly kind: 'relation';
  readonly id: string;
  readonly type: string;
  readonly from: string;
  readonly to: string;
}

/** `E1	cue:T2 Source:T1 Content:T3` */
export interface Event {
  readonly kind: 'event';
  readonly id: string;
  readonly type: string;
  readonly trigger: string;
  /** Names as they stand there, with the numbers that tell several of a kind apart. */
  readonly args: readonly { readonly name: string; readonly to: string }[];
}

/** `A1	Confidence T3 High`, without a value for one that is there or not. */
export interface Attribute {
  readonly kind: 'attribute';
  readonly id: string;
  readonly type: string;
  readonly of: string;
  readonly value?: string | undefined;
}

/** `N1	Reference T1 Wikidata:Q42	John Smith` */
export interface Normalization {
  readonly kind: 'normalization';
  readonly id: string;
  readonly type: string;
  readonly of: string;
  readonly entry: string;
  readonly words: string;
}

/** `#1	AnnotatorNotes T3	check the transcript` */
export interface Comment {
  readonly kind: 'comment';
  readonly id: string;
  readonly type: string;
  readonly of: string;
  readonly words: string;
}

/** `*	Equiv T1 T5` */
export interface Equivalence {
  readonly kind: 'equivalence';
  readonly type: string;
  readonly of: readonly string[];
}

export type Standoff = Textbound | Relation | Event | Attribute | Normalization | Comment | Equivalence;

/** One line, with its line end. */
export function printStandoff(each: Standoff): string {
  switch (each.kind) {
    case 'textbound':
      return `${each.id}\t${each.type} ${each.spans.map(({ start, end }) => `${start} ${end}`).join(';')}\t${each.words}\n`;
    case 'relation':
      return `${each.id}\t${each.type} Arg1:${each.from} Arg2:${each.to}\n`;
    case 'event':
      return `${each.id}\t${[`${each.type}:${each.trigger}`, ...each.args.map(({ name, to }) => `${name}:${to}`)].join(' ')}\n`;
    case 'attribute':
      return `${each.id}\t${each.type} ${each.of}${each.value === undefined ? '' : ` ${each.value}`}\n`;
    case 'normalization':
      return `${each.id}\t${each.type} ${each.of} ${each.entry}\t${each.words}\n`;
    case 'comment':
      return `${each.id}\t${each.type} ${each.of}\t${each.words}\n`;
    case 'equivalence':
      return `*\t${each.type} ${each.of.join(' ')}\n`;
  }
}

/** The twin of `printStandoff`, of a line without its line end. Undefined where it is none of these. */
export function parseStandoff(line: string): Standoff | undefined {
  const [id = '', data = '', ...rest] = line.split('\t');
  // brat's own writer puts two tabs into some lines; a tab may stand in the words.
  const words = rest.join('\t').replace(/^\t/, '');
  const [type = '', ...parts] = data.split(' ');
  const [of = ''] = parts;
  if (type === '' || of === '') return undefined;
  if (id === '*') return { kind: 'equivalence', type, of: parts };
  if (!/^(?:[TREAMN][^\s]*|#.*)$/.test(id) || !/\d$/.test(id)) return undefined;
  switch (id.charAt(0)) {
    case 'T':
      return textbound(id, type, parts.join(' '), rest.join('\t'));
    case 'R': {
      const [from, to] = parts.map(argument);
      return from && to && parts.length === 2 ? { kind: 'relation', id, type, from: from.to, to: to.to } : undefined;
    }
    case 'E': {
      const [head, ...args] = data
        .split(' ')
        .filter((part) => part !== '')
        .map(argument);
      const known = args.filter((each) => each !== undefined);
      return head && known.length === args.length
        ? { kind: 'event', id, type: head.name, trigger: head.to, args: known }
        : undefined;
    }
    case 'A':
    case 'M':
      return { kind: 'attribute', id, type, of, value: parts.length > 1 ? parts.slice(1).join(' ') : undefined };
    case 'N':
      return { kind: 'normalization', id, type, of, entry: parts.slice(1).join(' '), words };
    default:
      return { kind: 'comment', id, type, of, words };
  }
}

function textbound(id: string, type: string, places: string, words: string): Textbound | undefined {
  const spans = places.split(';').map((place) => /^(\d{1,15}) (\d{1,15})$/.exec(place));
  if (!spans.every((found) => found !== null)) return undefined;
  const parsed = spans.map(([, start, end]): Span => ({ start: Number(start), end: Number(end) }));
  return parsed.every(({ start, end }) => start < end)
    ? { kind: 'textbound', id, type, spans: parsed, words }
    : undefined;
}

function argument(part: string): { readonly name: string; readonly to: string } | undefined {
  const [name, to, ...more] = part.split(':');
  return name && to && more.length === 0 ? { name, to } : undefined;
}
