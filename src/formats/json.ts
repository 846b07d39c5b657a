import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode, visit } from 'jsonc-parser';
import { countBelow } from '../core/text.ts';
import type { Skip } from './importer.ts';

/** Reads JSON; where it is none, says on which line that shows. */
export function readJson(
  text: string,
): { readonly value: unknown; readonly broken?: undefined } | { readonly broken: Skip } {
  try {
    return { value: JSON.parse(text) };
  } catch {
    const { line, reason } = firstError(text);
    return { broken: { code: 'not-format', values: ['JSON', reason], line } };
  }
}

/** The lines on which parts of a JSON text stand. It is read for that only when somebody asks. */
export class JsonLines {
  readonly #text: string;
  #root: Node | undefined;
  /** Where lines end. */
  #ends: readonly number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** From 1. `path`: keys and indices from the top. Undefined where nothing stands. */
  lineOf(path: readonly (string | number)[]): number | undefined {
    try {
      this.#root ??= parseTree(this.#text);
      const node = this.#root && findNodeAtLocation(this.#root, [...path]);
      return node && this.#lineAt(node.offset);
    } catch {
      // The parser calls itself for what is within; a line is not worth more than that.
      return undefined;
    }
  }

  #lineAt(offset: number): number {
    const ends = this.#ends ?? Array.from(this.#text.matchAll(/\n/g), ({ index }) => index);
    this.#ends = ends;
    return 1 + countBelow(ends.length, (i) => (ends[i] ?? 0) < offset);
  }
}

function firstError(text: string): { readonly line: number; readonly reason: string } {
  let found: { readonly line: number; readonly reason: string } | undefined;
  try {
    visit(
      text,
      {
        onError: (error: ParseError['error'], offset) => {
          found ??= { line: lineAt(text, offset), reason: printParseErrorCode(error) };
        },
      },
      { disallowComments: true, allowTrailingComma: false },
    );
  } catch {
    // It calls itself for what is within, and a file can have any number of brackets.
  }
  return found ?? { line: 1, reason: 'InvalidSymbol' };
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** What a JSON value says in one string. */
export function sayingOf(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    // Nested deeper than the stack.
    return '…';
  }
}
