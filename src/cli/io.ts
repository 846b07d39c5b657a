import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Files } from '../store/files.ts';

/** The world as commands see it. */
export interface Io {
  /** The folder in which the command was given. */
  readonly cwd: string;
  readonly files: Files;
  /**
   * Standard output and error. Each resolves when the text is taken, so that a slow reader slows the command down. Output
   * rejects when it is not taken: with `isGone` when the reader has gone.
   */
  readonly out: (text: string) => Promise<void>;
  readonly err: (text: string) => Promise<void>;
  /** All that comes from standard input. */
  readonly input: () => Promise<Uint8Array>;
  /** How wide the terminal is; undefined when the output is none. */
  readonly columns?: number | undefined;
  /** Shows how much of the work is done, from 0 to 1, and takes that away again; undefined where nobody would see it. */
  readonly bar?: ((share: number | undefined) => void) | undefined;
  /** How this program is started: Node, and its script. */
  readonly self: readonly [node: string, script: string];
  /** How many threads may work at once. One stands for no others than this. */
  readonly threads: number;
  /** Aborted when the user wants the command to stop. */
  readonly signal: AbortSignal;
}

/** A reader that has gone (`newsmark list … | head`) has read what it wanted. */
export const isGone = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EPIPE';

/**
 * Rejects when the user wants the command to stop. Before that it lets the signal through, which nothing does that reads
 * and writes without asking the system in the background.
 */
export async function goOn({ signal }: Pick<Io, 'signal'>): Promise<void> {
  await turn();
  signal.throwIfAborted();
}

/** The command was given wrongly: exit code 2. */
export class WrongUse extends Error {}

/** The path that stands for standard input. */
export const STANDARD_INPUT = '-';

export const toUri = (file: string): string => pathToFileURL(file).href.replace(/\/$/, '');

export const toPath = (uri: string): string => fileURLToPath(uri);

/** A file as people are told of it: relative to where they are, unless it lies elsewhere. */
export function shown(uri: string, cwd: string): string {
  const file = toPath(uri);
  const way = path.relative(cwd, file);
  return way === '' ? '.' : way.startsWith('..') || path.isAbsolute(way) ? file : way;
}

/** What the system said, without Node's code and path around it. */
export const reason = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  return /^[A-Z]+: ([^,]+)/.exec(message)?.[1] ?? message;
};

/** `1 article`, `2 articles`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** Characters that would move a terminal's cursor, colour it, or turn the direction of the line; and all line ends. */
const UNSAFE = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text from files on one line that is safe to show: line ends and tabs as spaces, other controls as escapes. */
export const plain = (text: string): string =>
  text
    .replace(/[\t\n\r\u2028\u2029]+/g, ' ')
    .replace(UNSAFE, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
