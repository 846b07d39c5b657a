import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode, visit } from 'jsonc-parser';
import { countBelow } from '../core/text.ts';
import { clip, type Skip } from './importer.ts';

/** Reads JSON; where it is none, says where that shows, what stands there and what should. */
export function readJson(
  text: string,
): { readonly value: unknown; readonly broken?: undefined } | { readonly broken: Skip } {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { broken: { code: 'not-format', ...firstFault(text) } };
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

type Fault = Pick<Skip, 'fault' | 'values' | 'line' | 'column'>;

function firstFault(text: string): Fault {
  let found: Fault | undefined;
  try {
    visit(
      text,
      {
        onError: (error: ParseError['error'], offset, length, line, character) => {
          found ??= {
            ...faultOf(error, text.slice(offset, offset + length)),
            ...{ line: line + 1, column: character + 1 },
          };
        },
      },
      { disallowComments: true, allowTrailingComma: false },
    );
  } catch {
    // It calls itself for what is within, and a file can have any number of brackets.
  }
  return found ?? { fault: 'deep', values: [], line: 1 };
}

/** What the parser means by its errors, and the sign that it misses. */
const MEANINGS: Readonly<
  Record<ReturnType<typeof printParseErrorCode>, readonly [fault: NonNullable<Skip['fault']>, ...sign: string[]]>
> = {
  InvalidSymbol: ['symbol'],
  InvalidNumberFormat: ['number'],
  UnexpectedEndOfNumber: ['number'],
  PropertyNameExpected: ['key'],
  ValueExpected: ['value'],
  ColonExpected: ['sign', ':'],
  CommaExpected: ['sign', ','],
  CloseBraceExpected: ['sign', '}'],
  CloseBracketExpected: ['sign', ']'],
  EndOfFileExpected: ['more'],
  InvalidCommentToken: ['comment'],
  UnexpectedEndOfComment: ['comment'],
  UnexpectedEndOfString: ['unclosed'],
  InvalidUnicode: ['escape'],
  InvalidEscapeCharacter: ['escape'],
  InvalidCharacter: ['control'],
  '<unknown ParseErrorCode>': ['symbol'],
};

/** `there`: what stands where the parser found the error; nothing at the end. */
function faultOf(error: ParseError['error'], there: string): Pick<Skip, 'fault' | 'values'> {
  if (there === '') return { fault: 'end', values: [] };
  const [fault, ...sign] = MEANINGS[printParseErrorCode(error)];
  return { fault, values: [clip(there), ...sign] };
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
