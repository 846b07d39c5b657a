/** The parts of the peers that test/bench/tracked.ts uses, so that it can be checked without them. */
declare module 'monaco-editor/editor/common/model/intervalTree.js' {
  export class IntervalNode {
    constructor(id: string, start: number, end: number);
  }
  export class IntervalTree {
    insert(node: IntervalNode): void;
    acceptReplace(offset: number, length: number, textLength: number, forceMoveMarkers: boolean): void;
    intervalSearch(
      start: number,
      end: number,
      owner: number,
      withoutValidation: boolean,
      withoutFonts: boolean,
      version: number,
      onlyMargin: boolean,
    ): IntervalNode[];
  }
}

declare module '@codemirror/state' {
  export class RangeValue {
    startSide: number;
    endSide: number;
    range(from: number, to: number): Range;
  }
  export interface Range {
    readonly from: number;
  }
  export class RangeSet {
    static of(ranges: readonly Range[], sort: boolean): RangeSet;
    map(changes: ChangeSet): RangeSet;
    between(from: number, to: number, found: (from: number, to: number, value: RangeValue) => void): void;
  }
  export interface ChangeSet {
    readonly length: number;
  }
  export const ChangeSet: {
    of(change: { readonly from: number; readonly to: number; readonly insert: string }, length: number): ChangeSet;
  };
}

declare module 'prosemirror-model' {
  export interface Node {
    readonly content: { readonly size: number };
  }
  export class Schema {
    constructor(spec: { readonly nodes: Readonly<Record<string, object>> });
    text(text: string): Node;
    node(name: string, attributes: null, content: readonly Node[]): Node;
  }
}

declare module 'prosemirror-transform' {
  import type { Node } from 'prosemirror-model';
  export interface Mapping {
    map(position: number): number;
  }
  export class Transform {
    constructor(doc: Node);
    readonly doc: Node;
    readonly mapping: Mapping;
    insert(position: number, content: Node): this;
    delete(from: number, to: number): this;
  }
}

declare module 'prosemirror-view' {
  import type { Node } from 'prosemirror-model';
  import type { Mapping } from 'prosemirror-transform';
  export interface Decoration {
    readonly from: number;
  }
  export const Decoration: {
    inline(from: number, to: number, attributes: object): Decoration;
  };
  export class DecorationSet {
    static create(doc: Node, decorations: Decoration[]): DecorationSet;
    map(mapping: Mapping, doc: Node): DecorationSet;
    find(start: number, end: number): Decoration[];
  }
}
