import type { AttributeValue } from '../core/annotation.ts';
import type { ForeignAnnotation, ForeignFragment, Importer, Read, Skip } from './importer.ts';
import { clip, textOf } from './importer.ts';
import { CUE, MARK, NOTE, parseStandoff, type Standoff, type Textbound } from './standoff.ts';

/**
 * brat's standoff format: an `.ann` with the text of the same name beside it.
 *
 * - Relations, equivalences and the arguments of events become links; of an event that says who said what (`Source` and
 *   `Content`), links from what was said.
 * - Comments become notes. What Newsmark has no counterpart for stays as an attribute with a key `brat:…`.
 */
export const fromBrat: Importer = {
  name: 'brat',
  title: 'brat',
  description: 'Standoff files (.ann) with the texts beside them.',
  extensions: ['.ann'],
  beside: ['.txt'],
  read({ name, bytes, beside }): Read {
    const { text: source, broken } = textOf(bytes);
    if (source === undefined) return { broken };
    const bytesOfText = beside.get('.txt');
    const text = bytesOfText && textWithMark(bytesOfText);
    const reader = new Reader();
    for (const [i, line] of source.split('\n').entries()) reader.take(line.replace(/\r$/, ''), i + 1);
    const annotations = reader.annotations();
    const file = name.replace(/\.ann$/i, '.txt');
    return { articles: [{ file, text, unit: 'codepoint', annotations }], skipped: reader.skipped };
  },
};

/** The text as brat counts in it: with its byte order mark, and CRLF as two. Undefined where it is not UTF-8. */
function textWithMark(bytes: Uint8Array): string | undefined {
  const { text } = textOf(bytes);
  return text === undefined || !(bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) ? text : `\ufeff${text}`;
}

interface Link {
  readonly role: string;
  readonly to: Said;
}

/** Everything that is said of one text-bound annotation. */
interface Said {
  readonly bound: Textbound;
  readonly line: number;
  readonly attributes: Map<string, string[]>;
  readonly notes: string[];
  readonly links: Link[];
  mark?: string;
}

type Placed<T extends Standoff = Standoff> = T & { readonly line: number };

class Reader {
  readonly skipped: Skip[] = [];
  readonly #said = new Map<string, Said>();
  /** What is about others, which may stand further down. */
  readonly #about: Placed[] = [];

  take(line: string, number: number): void {
    if (line.trim() === '') return;
    const found = parseStandoff(line);
    // brat refuses words that are not those of their places, too; one place may still be found by its words.
    const isWrong = found?.kind === 'textbound' && found.spans.length > 1 && !isAsLong(found);
    if (!found || isWrong) this.skipped.push({ code: 'bad-line', values: [clip(line)], line: number });
    else if (found.kind === 'textbound')
      this.#said.set(found.id, {
        bound: found,
        line: number,
        attributes: new Map(),
        notes: [],
        links: [],
      });
    else this.#about.push({ ...found, line: number });
  }

  annotations(): ForeignAnnotation[] {
    const triggers = new Map(this.#about.flatMap((each) => (each.kind === 'event' ? [[each.id, each.trigger]] : [])));
    const end = (id: string): Said | undefined => this.#said.get(triggers.get(id) ?? id);
    for (const each of this.#about) this.#tell(each, end);
    return Array.from(this.#said.values(), toForeign);
  }

  #tell(each: Placed, end: (id: string) => Said | undefined): void {
    const link = (from: string, role: string, to: string): void => {
      const [start, goal] = [end(from), end(to)];
      if (start && goal) start.links.push({ role, to: goal });
      else this.#skip(each, 'no-such-end', start ? to : from);
    };
    switch (each.kind) {
      case 'relation':
        link(each.from, each.type, each.to);
        break;
      case 'equivalence': {
        const [first = '', ...others] = each.of;
        for (const other of others) link(first, each.type, other);
        break;
      }
      case 'event': {
        const of = (name: string) => each.args.filter((arg) => arg.name.replace(/\d+$/, '') === name);
        const [sources, contents] = [of('Source'), of('Content')];
        if (sources.length > 0 && contents.length > 0) {
          for (const content of contents) {
            link(content.to, CUE, each.trigger);
            for (const source of sources) link(content.to, 'source', source.to);
          }
        }
        const isTold = (name: string) =>
          contents.length > 0 && sources.length > 0 && /^(Source|Content)\d*$/.test(name);
        for (const { name, to } of each.args)
          if (!isTold(name)) link(each.trigger, name.replace(/\d+$/, '') || name, to);
        break;
      }
      case 'attribute':
        this.#of(each, end)?.attributes.set(each.type, [
          ...(end(each.of)?.attributes.get(each.type) ?? []),
          each.value ?? 'true',
        ]);
        break;
      case 'normalization':
        this.#of(each, end)?.attributes.set(`brat:${each.type}`, [
          ...(end(each.of)?.attributes.get(`brat:${each.type}`) ?? []),
          [each.entry, each.words].filter((part) => part !== '').join(' '),
        ]);
        break;
      case 'comment': {
        const said = this.#of(each, end);
        if (!said) break;
        if (each.type === MARK) said.mark = each.words;
        else said.notes.push(each.type === NOTE ? each.words : `${each.type}: ${each.words}`);
      }
    }
  }

  #of(each: Placed & { readonly of: string }, end: (id: string) => Said | undefined): Said | undefined {
    const said = end(each.of);
    if (!said) this.#skip(each, 'no-such-end', each.of);
    return said;
  }

  #skip(each: Placed, code: Skip['code'], value: string): void {
    this.skipped.push({ code, values: [clip(value)], line: each.line, ...('id' in each ? { id: each.id } : {}) });
  }
}

const idOf = ({ mark, bound }: Said): string => mark?.split(' ')[0] ?? bound.id;

function toForeign(said: Said): ForeignAnnotation {
  const { bound, line, attributes, notes, links } = said;
  const [, stamp, layout] = said.mark?.split(' ') ?? [];
  const values = Array.from(attributes, ([name, all]): readonly [string, AttributeValue] => {
    const [first = '', ...others] = all;
    return [name, others.length === 0 ? first : all];
  });
  return {
    id: idOf(said),
    label: bound.type,
    target: fragmentsOf(bound, layout),
    attributes: Object.fromEntries(values),
    note: notes.length > 0 ? notes.join('\n') : undefined,
    links: links.map(({ role, to }) => ({ role, to: idOf(to) })),
    stamp: stamp === '-' ? '' : stamp,
    line,
  };
}

/** Pieces of one fragment, which were written line by line, are one again. */
function fragmentsOf(bound: Textbound, layout: string | undefined): ForeignFragment[] {
  const pieces = piecesOf(bound);
  const counts = layout?.split('+').map(Number) ?? [];
  if (counts.reduce((sum, each) => sum + each, 0) !== pieces.length) return pieces;
  let at = 0;
  return counts.flatMap((count): ForeignFragment[] => {
    const own = pieces.slice(at, at + count);
    at += count;
    return own.length > 1 ? [{ pieces: own }] : own;
  });
}

/** Whether there are as many characters as the spans hold, with one between them. */
const isAsLong = ({ spans, words }: Textbound): boolean =>
  spans.reduce((sum, { start, end }) => sum + end - start + 1, -1) === Array.from(words).length;

/** The spans with their words. */
function piecesOf(bound: Textbound): ForeignFragment[] {
  const { spans, words } = bound;
  if (!isAsLong(bound)) return [{ ...spans[0], exact: words }];
  const characters = Array.from(words);
  let at = 0;
  return spans.map(({ start, end }) => {
    const exact = characters.slice(at, at + end - start).join('');
    at += end - start + 1;
    return { start, end, exact };
  });
}
