import { indent } from './tree.ts';
import { commentsOf, isMap, isPair, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from './yaml.ts';

/** Where a part stands: `from` its first character, `to` behind the end of its last line. */
export interface Extent {
  readonly from: number;
  readonly to: number;
}

/** The lines of a YAML file: where its parts begin and end, and which comments belong to them. Offsets are UTF-16 units. */
export class Lines {
  readonly source: string;
  /** The line end of the file: every line has one, also the last. */
  readonly eol: string;
  #allComments: ReturnType<typeof commentsOf> | undefined;

  constructor(source: string, eol: string) {
    this.source = source;
    this.eol = eol;
  }

  /** The comments of a part that is taken away, on lines of their own. */
  kept(from: number, to: number, column: number): string {
    const kept = this.comments(from, to);
    return kept.length === 0 ? '' : ' '.repeat(column) + this.join(kept, column);
  }

  /** Printed lines with the comments of what stood there: the one at the end of the first line stays there. */
  joinKept(lines: readonly string[], column: number, kept: number, from: number, to: number): string {
    const [first = '', ...others] = this.comments(from, to);
    const line = this.source.slice(from, this.lineEnd(from + 1)).trimEnd();
    const remark = first !== '' && line.endsWith(first) ? /\s*$/.exec(line.slice(0, -first.length))?.[0] + first : '';
    const rest = remark || first === '' ? others : [first, ...others];
    const [head = '', ...more] = lines;
    return (
      this.join([head + remark, ...more], column) + rest.map((each) => ' '.repeat(kept) + each + this.eol).join('')
    );
  }

  /** The comments that begin in an extent, each from its `#` to the end of its line. */
  comments(from: number, to: number): string[] {
    if (!this.source.slice(from, to).includes('#')) return [];
    this.#allComments ??= commentsOf(this.source);
    return this.#allComments.flatMap(({ offset, text }) => (offset >= from && offset < to ? [text] : []));
  }

  /** The pair with the comments that stand deeper than its key directly below it. */
  extent(pair: Pair): Extent {
    const [from] = rangeOf(pair.key);
    return { from, to: this.deeperComments(this.lineEnd(endOfPair(pair)), this.columnAt(from)) };
  }

  /** Behind the comment lines from `from` on that stand deeper than a column. */
  deeperComments(from: number, column: number): number {
    let end = from;
    while (end < this.source.length && (this.commentColumn(end) ?? -1) > column) end = this.lineEnd(end + 1);
    return end;
  }

  /** Whether the line beginning at `offset` is blank or a comment. */
  isBetween(offset: number): boolean {
    return (
      this.commentColumn(offset) !== undefined || this.source.slice(offset, this.lineEnd(offset + 1)).trim() === ''
    );
  }

  /** The column of the comment that the line beginning at `offset` consists of; undefined when it is no comment line. */
  commentColumn(offset: number): number | undefined {
    let at = offset;
    while (this.source[at] === ' ') at++;
    return this.source[at] === '#' ? at - offset : undefined;
  }

  /** Whether a block mapping begins on a line of its own, not behind its key's anchor or tag. */
  isOwnLines(map: YAMLMap): boolean {
    return isBlock(map) && this.startsLine(rangeOf(map)[0]);
  }

  /** Whether nothing but white space stands before it on its line. */
  startsLine(offset: number): boolean {
    return this.source.slice(this.lineStart(offset), offset).trim() === '';
  }

  /** The column, from nought. */
  columnAt(offset: number): number {
    return offset - this.lineStart(offset);
  }

  /** Where the line begins that holds this place. */
  lineStart(offset: number): number {
    return offset <= 0 ? 0 : this.source.lastIndexOf('\n', offset - 1) + 1;
  }

  /** Behind the end of the line that holds the character before `offset`. */
  lineEnd(offset: number): number {
    if (offset > 0 && this.source[offset - 1] === '\n') return offset;
    const found = this.source.indexOf('\n', offset);
    return found < 0 ? this.source.length : found + 1;
  }

  /** Lines as text, all but the first indented. */
  join([first = '', ...more]: readonly string[], column: number): string {
    return [first, ...indent(more, column)].map((line) => line + this.eol).join('');
  }
}

/** Where a node begins, where its value ends, and where what belongs to it ends. */
export const rangeOf = (node: unknown): readonly [number, number, number] =>
  (node as Node | null | undefined)?.range ?? [0, 0, 0];

/** Where the last value ends: a block collection's own range can hold comments that stand below it. */
export function endOf(node: unknown): number {
  if ((isMap(node) || isSeq(node)) && isBlock(node)) {
    const last = node.items.at(-1);
    return isPair(last) ? endOfPair(last) : endOf(last);
  }
  return rangeOf(node)[1];
}

export const endOfPair = (pair: Pair): number => Math.max(endOf(pair.value), endOf(pair.key));

/** Whether a collection is written with indentation, and has something in it. */
export const isBlock = (node: YAMLMap | YAMLSeq): boolean => !node.flow && node.items.length > 0;
