import { parseArgs } from 'node:util';
import { anchor } from './anchor.ts';
import { check } from './check.ts';
import type { Command } from './command.ts';
import { exportCommand } from './export.ts';
import { GitError } from './git.ts';
import { importCommand } from './import.ts';
import { init } from './init.ts';
import { type Io, isGone, plain, reason, shown, toUri, WrongUse } from './io.ts';
import { list } from './list.ts';
import { merge } from './merge.ts';
import { sentences } from './sentences.ts';
import { stats } from './stats.ts';

export const COMMANDS: readonly Command[] = [
  list,
  stats,
  check,
  anchor,
  sentences,
  exportCommand,
  importCommand,
  merge,
  init,
];

const HELP = `Usage: newsmark COMMAND PATH… [OPTION…]

Works with the annotations that the Newsmark extension keeps beside news articles. Articles are never changed.

Commands:
${COMMANDS.map(({ name, summary }) => `  ${name.padEnd(9)} ${summary}`).join('\n')}

A PATH is a file or a folder, or a glob in quotes: newsmark check "articles/**/*.txt".

Options:
  -h, --help     Show this help, or that of a command, as "newsmark help COMMAND" does.
  -v, --version  Show the version.

Exit code: 0 clean, 1 problems, 2 wrong use.
`;

/** Does what the arguments say and gives the exit code. `version` is asked for only when it is to be shown. */
export async function program(args: readonly string[], io: Io, version: () => Promise<string>): Promise<number> {
  const [name, ...rest] = args;
  const command = named(name);
  try {
    if (command) return await perform(command, rest, io);
    if (name === 'help' || name === '--help' || name === '-h') return await help(rest[0], io);
    if (name === '--version' || name === '-v') {
      await io.out(`${await version()}\n`);
      return 0;
    }
    await (name === undefined ? io.err(HELP) : tellUnknown(name, io));
    return 2;
  } catch (error) {
    return tell(error, command, io);
  }
}

const named = (name: string | undefined): Command | undefined => COMMANDS.find((each) => each.name === name);

/** `topic`: the command that it is about; without one, or with another option, it is about all of them. */
async function help(topic: string | undefined, io: Io): Promise<number> {
  const command = named(topic);
  if (!command && topic !== undefined && topic !== 'help' && !topic.startsWith('-')) {
    await tellUnknown(topic, io);
    return 2;
  }
  await io.out(command?.help ?? HELP);
  return 0;
}

const tellUnknown = (name: string, io: Io): Promise<void> =>
  io.err(`newsmark: There is no command "${name}". See "newsmark --help".\n`);

async function perform(command: Command, args: readonly string[], io: Io): Promise<number> {
  const options = { ...command.options, help: { type: 'boolean', short: 'h' } } as const;
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
    tokens: true,
  });
  if (values.help === true) {
    await io.out(command.help);
    return 0;
  }
  const given = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
  const twice = given.find((name, i) => given.indexOf(name) < i && !command.options[name]?.multiple);
  if (twice !== undefined) throw new WrongUse(`--${twice} is given twice.`);
  const paths = positionals.length === 0 && command.path !== undefined ? [command.path] : positionals;
  if (paths.length === 0) throw new WrongUse('Say at least one article or folder.');
  return command.run({ values, paths }, command.prints?.(values) ? io : unheard(io));
}

/** Goes on when nobody reads what is printed. */
const unheard = (io: Io): Io => ({
  ...io,
  out: (text) =>
    io.out(text).catch((error: unknown) => {
      if (!isGone(error)) throw error;
    }),
});

/** Says why a command was not done to its end, and gives the exit code. */
async function tell(error: unknown, command: Command | undefined, io: Io): Promise<number> {
  if (io.signal.aborted) return 130;
  if (isGone(error)) return 0;
  const newsmark = command ? `newsmark ${command.name}` : 'newsmark';
  if (error instanceof WrongUse || isOfArguments(error)) {
    const [sentence] = error.message.split(' To specify a positional argument');
    await io.err(`${newsmark}: ${sentence} See "${newsmark} --help".\n`);
    return 2;
  }
  if (error instanceof GitError) {
    await io.err(`${newsmark}: ${error.message}\n`);
    return 1;
  }
  if (isOfSystem(error)) {
    const place = error.path === undefined ? 'standard output' : plain(shown(toUri(error.path), io.cwd));
    await io.err(`${newsmark}: ${place}: ${reason(error)}.\n`);
    return 1;
  }
  throw error;
}

const isOfArguments = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');

/** What the disk refused (a full disk, a folder without permission); anything else that is thrown is a bug. */
const isOfSystem = (error: unknown): error is Error & { readonly path?: string } =>
  error instanceof Error && 'syscall' in error;
