import type { Annotation, Fragment } from '../core/annotation.ts';
import { labelName } from '../core/outline.ts';
import type { Span } from '../core/span.ts';
import { CodePoints } from '../core/text.ts';
import { aboutBrat } from './bratconf.ts';
import type { Choices, Exportable, Exporter, Loss } from './exporter.ts';
import { stampOf } from './importer.ts';
import { ownKeys, placeOf, slicer } from './record.ts';
import {
  bratName,
  CUE,
  LINE_END,
  MARK,
  NOTE,
  oneLine,
  parseStandoff,
  printStandoff,
  type Standoff,
  type Textbound,
} from './standoff.ts';

/**
 * brat's standoff format: for each article its text (LF, without byte order mark) and an `.ann` beside it, and four files
 * of configuration in the export's folder, so that brat opens it as it is.
 *
 * - Positions count code points of that text. A fragment that goes over a line end is written line by line, as brat does.
 * - Links are relations. With events, what has a source and a `cue` (a link with that role, to words with that
 *   label, which say that somebody says it) is one event: `E1 cue:T2 Source:T1 Content:T3`.
 * - Notes are `AnnotatorNotes`, one for each of their lines. A comment `Newsmark` keeps the id, when the annotation was
 *   changed, and of how many pieces each fragment is.
 */
export const brat: Exporter = {
  name: 'brat',
  title: 'brat',
  description: 'Standoff files with texts and configuration, for brat. Two files for each article.',
  extension: '.ann',
  per: 'article',
  choices: [
    {
      name: 'attribution',
      values: [
        { value: 'relations', description: 'Links are relations.' },
        { value: 'events', description: 'Quotes with a source and a cue are events, other links are relations.' },
      ],
    },
  ],
  stemOf: baseName,
  print(article, choices = {}) {
    const sheet = new Sheet(article, choices);
    return { chunk: sheet.lines.map(printStandoff).join(''), losses: sheet.losses };
  },
  untrue(chunk, article) {
    const lines = chunk.split('\n').map(parseStandoff);
    const bounds = new Map(lines.flatMap((each) => (each?.kind === 'textbound' ? [[each.id, each] as const] : [])));
    const marks = lines.flatMap((each) => (each?.kind === 'comment' && each.type === MARK ? [each] : []));
    const byId = new Map(marks.map(({ of, words }) => [words.split(' ')[0], bounds.get(of)]));
    const slice = slicer(article.text);
    return article.annotations.filter(({ id, target }) => !holds(byId.get(id), target, slice)).map(({ id }) => id);
  },
  beside: (article) => [{ name: `${baseName(article.stem)}.txt`, content: article.text, isWhole: true }],
  about: (terms, choices) => aboutBrat(terms, choices?.['attribution'] === 'events'),
};

/** brat knows the text of `a.ann` as `a.txt`. */
function baseName(stem: string): string {
  return stem.replace(/\.txt$/, '');
}

/** What the format has no place for. */
const UNHELD = ['review', 'suggestedBy', 'by', 'created', 'modified', 'modifiedBy', 'conflict'] as const;

/** The lines of one article. */
class Sheet {
  readonly lines: Standoff[] = [];
  readonly losses: Loss[] = [];
  readonly #article: Exportable;
  readonly #points: CodePoints;
  /** The numbers of the lines of each kind. */
  readonly #numbers = new Map<string, number>();
  /** What the annotations are called here. */
  readonly #names = new Map<string, string>();
  readonly #cues: ReadonlySet<string>;

  constructor(article: Exportable, { attribution }: Choices) {
    this.#article = article;
    this.#points = new CodePoints(article.text);
    const placed = article.annotations.filter((each) => this.#isPlaced(each));
    const { codebook } = article;
    this.#cues = new Set(placed.filter((each) => labelName(codebook, each) === CUE).map(({ id }) => id));
    for (const { id } of placed) this.#names.set(id, this.#next('T'));
    for (const each of placed) this.#write(each, attribution === 'events');
  }

  #next(kind: string): string {
    const number = (this.#numbers.get(kind) ?? 0) + 1;
    this.#numbers.set(kind, number);
    return kind + number;
  }

  #lose(code: Loss['code'], { id }: Annotation, ...values: string[]): void {
    this.losses.push({ code, values, file: this.#article.file, id });
  }

  #isPlaced(annotation: Annotation): boolean {
    const { text } = this.#article;
    const isPlaced = annotation.target.every((each) => placeOf(each, text, this.#points));
    const isCut = annotation.target.some(
      ({ exact }) => LINE_END.test(exact.slice(0, 1)) || LINE_END.test(exact.slice(-1)),
    );
    if (!isPlaced) this.#lose('unplaced', annotation);
    else if (isCut) this.#lose('control-character', annotation);
    return isPlaced && !isCut;
  }

  #write(annotation: Annotation, asEvents: boolean): void {
    const name = this.#names.get(annotation.id) ?? '';
    const lost = new Set<string>([...UNHELD.filter((key) => annotation[key] !== undefined), ...ownKeys(annotation)]);
    const layout = this.#textbound(annotation, name);
    for (const [type, value] of Object.entries(annotation.attributes)) {
      if (!this.#attribute(name, type, value)) lost.add('attributes');
    }
    if (!this.#links(annotation, name, asEvents)) lost.add('links');
    if (!this.#note(annotation.note ?? '', name)) lost.add('note');
    const words = `${annotation.id} ${stampOf(annotation) || '-'} ${layout}`;
    this.lines.push({ kind: 'comment', id: this.#next('#'), type: MARK, of: name, words });
    if (lost.size > 0) this.#lose('no-keys', annotation, [...lost].join(', '));
  }

  /** Gives of how many pieces each fragment is. */
  #textbound(annotation: Annotation, id: string): string {
    const { text, codebook } = this.#article;
    const label = labelName(codebook, annotation);
    const type = bratName(label);
    if (type !== label) this.#lose('renamed', annotation, label, type);
    const pieces = annotation.target.map((each) => linesOf(text, each));
    const words = pieces.flat().map(({ start, end }) => text.slice(start, end));
    const spans = pieces.flat().map((each) => this.#points.spanFromUtf16(each));
    this.lines.push({ kind: 'textbound', id, type, spans, words: words.join(' ') });
    return pieces.map(({ length }) => length).join('+');
  }

  /** False where the name or a value is not as it was. */
  #attribute(of: string, name: string, value: string | readonly string[]): boolean {
    const type = bratName(name);
    const values = [value].flat();
    for (const each of values) {
      const said = oneLine(each).replaceAll('\t', ' ');
      this.lines.push({ kind: 'attribute', id: this.#next('A'), type, of, value: said });
    }
    const isSame = (each: string) => each !== '' && !LINE_END.test(each) && !each.includes('\t');
    return type === name && values.length > 0 && values.every(isSame);
  }

  #links({ links }: Annotation, from: string, asEvents: boolean): boolean {
    const ends = links.map(({ role, to }) => ({ role, id: to, to: this.#names.get(to) }));
    const source = ends.find(({ role, to }) => role === 'source' && to !== undefined);
    const cue = ends.find(({ role, id }) => role === CUE && this.#cues.has(id));
    const isEvent = asEvents && source?.to !== undefined && cue?.to !== undefined;
    if (isEvent)
      this.lines.push({
        kind: 'event',
        id: this.#next('E'),
        type: CUE,
        trigger: cue.to ?? '',
        args: [
          { name: 'Source', to: source.to ?? '' },
          { name: 'Content', to: from },
        ],
      });
    for (const end of ends) {
      if (end.to === undefined || (isEvent && (end === source || end === cue))) continue;
      this.lines.push({ kind: 'relation', id: this.#next('R'), type: bratName(end.role), from, to: end.to });
    }
    return ends.every(({ role, to }) => to !== undefined && bratName(role) === role);
  }

  #note(note: string, of: string): boolean {
    if (note === '') return true;
    for (const line of note.split('\n')) {
      this.lines.push({ kind: 'comment', id: this.#next('#'), type: NOTE, of, words: oneLine(line) });
    }
    return note.split('\n').every((line) => !LINE_END.test(line));
  }
}

/** A fragment line by line: without the line ends, and without white space at either end of a line. */
function linesOf(text: string, { start, end }: Span): readonly Span[] {
  const isGap = (at: number): boolean => /\s/.test(text.charAt(at));
  const pieces: Span[] = [];
  let from = start;
  for (let at = start; at <= end; at++) {
    if (at < end && !LINE_END.test(text.charAt(at))) continue;
    let to = at;
    while (from < to && isGap(from)) from++;
    while (from < to && isGap(to - 1)) to--;
    if (from < to) pieces.push({ start: from, end: to });
    from = at + 1;
  }
  return pieces;
}

function holds(
  bound: Textbound | undefined,
  target: readonly Fragment[],
  slice: (start: number, end: number) => string,
): boolean {
  if (!bound) return false;
  const words = bound.spans.map(({ start, end }) => slice(start, end));
  // brat wants the pieces joined by one space; what is annotated has line ends and more spaces between them.
  const bare = (text: string) => text.replace(/[\s\p{Cc}]/gu, '');
  return (
    words.join(' ') === bound.words &&
    !words.some((each) => LINE_END.test(each)) &&
    bare(words.join('')) === bare(target.map(({ exact }) => exact).join(''))
  );
}
