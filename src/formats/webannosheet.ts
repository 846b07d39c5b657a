import type { Annotation } from '../core/annotation.ts';
import { labelName } from '../core/outline.ts';
import { CodePoints, countBelow } from '../core/text.ts';
import { RELATION, SPAN } from './castypes.ts';
import type { Exportable, Loss } from './exporter.ts';
import { ownOf } from './own.ts';
import { ownKeys, placeOf } from './record.ts';
import { Tokens } from './tokens.ts';
import { escapeText, escapeValue, MARK, NOTHING } from './webannotext.ts';

const HEADER = ['#FORMAT=WebAnno TSV 3.3', `#T_SP=${SPAN}|label`, `#T_RL=${RELATION}|label|BT_${SPAN}`, ''];

/** A fragment with its tokens, by their numbers. */
interface Part {
  readonly label: string;
  readonly first: number;
  readonly last: number;
  /** What tells it from others in its rows, or holds its rows together; 0 where it needs nothing. */
  number: number;
}

/** A link, at the part that it leads to. */
interface Arrow {
  readonly role: string;
  readonly from: Part;
  readonly to: Part;
}

/** The rows and lines of one article, as webanno.ts says. */
export class Sheet {
  readonly losses: Loss[] = [];
  readonly #article: Exportable;
  readonly #tokens: Tokens;
  readonly #parts = new Map<string, readonly Part[]>();
  /** The parts that each token is in. */
  readonly #partsAt: readonly Part[][];
  /** The links that lead to what begins at a token. */
  readonly #arrowsAt = new Map<number, Arrow[]>();
  /** What the rows of the tokens are called. */
  readonly #rows: readonly string[];

  constructor(article: Exportable) {
    this.#article = article;
    const { text, annotations } = article;
    const points = new CodePoints(text);
    const found = annotations.filter((each) => {
      const isPlaced = each.target.every((fragment) => placeOf(fragment, text, points));
      if (!isPlaced) this.#lose('unplaced', each);
      return isPlaced;
    });
    this.#tokens = new Tokens(
      text,
      found.flatMap(({ target }) => target),
    );
    this.#partsAt = this.#tokens.all.map(() => []);
    this.#rows = this.#tokens.lines.flatMap(({ from, to }, i) =>
      Array.from({ length: to - from }, (_, j) => `${i + 1}-${j + 1}`),
    );
    const placed = found.filter((each) => this.#cut(each));
    this.#number(placed);
    for (const each of placed) this.#link(each);
  }

  print(): string {
    const { text } = this.#article;
    const marks = this.#marks();
    const lines = [...HEADER];
    let end = 0;
    for (const [i, line] of this.#tokens.lines.entries()) {
      const before = text.slice(end, line.start);
      end = line.end;
      lines.push('');
      // What INCEpTION puts there needs no words.
      if (!(i === 0 ? /^ *$/ : /^\n *$/).test(before)) lines.push(MARK + JSON.stringify({ before }));
      const after = text.slice(end);
      if (i === this.#tokens.lines.length - 1 && after !== '\n') lines.push(MARK + JSON.stringify({ after }));
      lines.push(...(marks.get(line.from) ?? []), `#Text=${escapeText(text.slice(line.start, line.end))}`);
      for (let token = line.from; token < line.to; token++) lines.push(this.#row(token));
    }
    return `${lines.join('\n')}\n`;
  }

  #lose(code: Loss['code'], { id }: Annotation, ...values: string[]): void {
    this.losses.push({ code, values, file: this.#article.file, id });
  }

  /** False for what has no words. */
  #cut(annotation: Annotation): boolean {
    const { text, codebook } = this.#article;
    const name = labelName(codebook, annotation);
    const label = oneLine(name);
    const found = annotation.target.map((fragment) => ({ fragment, within: this.#tokens.within(fragment) }));
    const parts = found.flatMap(({ within }): Part[] => (within ? [{ label, ...within, number: 0 }] : []));
    if (parts.length < found.length) {
      this.#lose('only-space', annotation);
      return false;
    }
    if (label !== name) this.#lose('renamed', annotation, name, label);
    const words = parts.map(({ first, last }) =>
      text.slice(this.#tokens.all[first]?.start, this.#tokens.all[last]?.end),
    );
    if (words.some((each, i) => each !== found[i]?.fragment.exact)) this.#lose('trimmed', annotation);
    if (words.some(losesSpace)) this.#lose('other-space', annotation);
    this.#parts.set(annotation.id, parts);
    for (const part of parts)
      for (let token = part.first; token <= part.last; token++) this.#partsAt[token]?.push(part);
    return true;
  }

  /** Numbers what has several rows, or shares one. */
  #number(placed: readonly Annotation[]): void {
    let last = 0;
    for (const { id } of placed) {
      for (const part of this.#parts.get(id) ?? []) {
        const isShared = part.first < part.last || (this.#partsAt[part.first]?.length ?? 0) > 1;
        if (isShared) part.number = ++last;
      }
    }
  }

  #link(annotation: Annotation): void {
    const { id, links, conflict } = annotation;
    const [from] = this.#parts.get(id) ?? [];
    let isWhole = true;
    for (const { role, to: goal } of links) {
      const [to] = this.#parts.get(goal) ?? [];
      if (!to || oneLine(role) !== role) isWhole = false;
      if (!from || !to) continue;
      const arrow = { role: oneLine(role), from, to };
      const known = this.#arrowsAt.get(to.first);
      if (known) known.push(arrow);
      else this.#arrowsAt.set(to.first, [arrow]);
    }
    const lost = [
      ...(isWhole ? [] : ['links']),
      ...(conflict === undefined ? [] : ['conflict']),
      ...ownKeys(annotation),
    ];
    if (lost.length > 0) this.#lose('no-keys', annotation, lost.join(', '));
  }

  #at({ first, number }: Part): string {
    return `${this.#rows[first]}${number > 0 ? `[${number}]` : ''}`;
  }

  /** What stands above the sentences, by the number of their first token. */
  #marks(): ReadonlyMap<number, readonly string[]> {
    const { lines } = this.#tokens;
    const marks = new Map<number, string[]>();
    for (const annotation of this.#article.annotations) {
      const parts = this.#parts.get(annotation.id) ?? [];
      const [first] = parts;
      if (!first) continue;
      const { from = 0 } = lines[countBelow(lines.length, (i) => (lines[i]?.from ?? 0) <= first.first) - 1] ?? {};
      const links = annotation.links.flatMap(({ role, to }) => {
        const [goal] = this.#parts.get(to) ?? [];
        return goal ? [{ role: oneLine(role), at: this.#at(goal) }] : [];
      });
      const order = links.length > 1 ? { links } : {};
      const at = parts.map((part) => this.#at(part));
      const mark = MARK + JSON.stringify({ id: annotation.id, at, ...ownOf(annotation), ...order });
      const known = marks.get(from);
      if (known) known.push(mark);
      else marks.set(from, [mark]);
    }
    return marks;
  }

  #row(token: number): string {
    const { start = 0, end = 0 } = this.#tokens.all[token] ?? {};
    const labels = this.#partsAt[token]?.map(
      ({ label, number }) => escapeValue(label) + (number > 0 ? `[${number}]` : ''),
    );
    const arrows = this.#arrowsAt.get(token) ?? [];
    const roles = arrows.map(({ role }) => escapeValue(role));
    const sources = arrows.map(({ from, to }) => {
      const numbers = from.number > 0 || to.number > 0 ? `[${from.number}_${to.number}]` : '';
      return `${this.#rows[from.first]}${numbers}`;
    });
    const cells = [labels ?? [], roles, sources].map((each) => each.join('|') || NOTHING);
    const words = escapeText(this.#article.text.slice(start, end));
    return [this.#rows[token], `${start}-${end}`, words, ...cells, ''].join('\t');
  }
}

/** Without the one character that a cell has no way to say. */
const oneLine = (name: string): string => name.replaceAll('\r', ' ');

/** Whether the white space between lines is other than what INCEpTION puts there. */
const losesSpace = (words: string): boolean => (words.match(/\s*\n\s*/g) ?? []).some((gap) => !/^\n *$/.test(gap));
