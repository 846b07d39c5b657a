import type { ParseArgsOptionsConfig } from 'node:util';
import type { Io } from './io.ts';

/** What stands behind a command's name. */
export interface Args {
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;
  readonly paths: readonly string[];
}

export interface Command {
  readonly name: string;
  /** One line. */
  readonly summary: string;
  /** What `--help` says. */
  readonly help: string;
  readonly options: ParseArgsOptionsConfig;
  /** The path that is meant when none is given. Without it there must be one. */
  readonly path?: string;
  /** Whether printing is all that it does: it ends when nobody reads on. Others do their work to its end. */
  prints?(values: Args['values']): boolean;
  /** Gives the exit code: 0 clean, 1 problems. Wrong use is a `WrongUse`. */
  run(args: Args, io: Io): Promise<number>;
}
