import { lstat, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { replaceFile } from '../disk/files.ts';
import { decodeSource } from '../store/article.ts';
import type { Command } from './command.ts';
import { ask, GitError, git } from './git.ts';
import { type Io, plain, shown, toUri, WrongUse } from './io.ts';

const PATTERN = '*.newsmark.yaml';
const ATTRIBUTES = ['text', 'eol=lf', 'merge=newsmark'];

export const init: Command = {
  name: 'init',
  summary: 'Set up a repository, so that git merges annotations.',
  help: `Usage: newsmark init --git [FOLDER]

Sets up the git repository of FOLDER (the present one), so that git merges sidecars by annotation and field, and not by
line:

- in .gitattributes, for everybody who works in the repository (commit it): ${PATTERN} ${ATTRIBUTES.join(' ')}
- in this clone's own configuration, merge.newsmark: the driver, by the full path of this program. Everybody runs
  this once in their clone. Without it, and when the program has gone, git merges sidecars line by line, as ever;
  "newsmark merge --resolve" mends what it leaves.

Options:
  --git       Set up git.
  --json      Print one JSON object: attributes, the file's path, and written, whether it was changed.
  -h, --help  Show this help.

Examples:
  newsmark init --git
  newsmark init --git ../articles

Exit code: 0, 1 when git or the disk said no, 2 when the command was given wrongly.
`,
  options: { git: { type: 'boolean' }, json: { type: 'boolean' } },
  path: '.',
  async run({ values, paths }, io) {
    if (values.git !== true) throw new WrongUse('Say what is to be set up: --git.');
    const [name = '.', ...more] = paths;
    if (more.length > 0) throw new WrongUse('Say one folder.');
    const folder = path.resolve(io.cwd, name);
    const isFolder = await stat(folder).then(
      (stats) => stats.isDirectory(),
      () => false,
    );
    if (!isFolder) throw new WrongUse(`There is no folder ${name}.`);
    const answer = await git(folder, 'rev-parse', '--show-toplevel');
    const top = answer.out.toString().replace(/\r?\n$/, '');
    if (answer.code !== 0 || top === '')
      throw new GitError(`${name} is in no folder of a git repository. Git says: ${plain(answer.err.trim())}`);
    const file = path.join(top, '.gitattributes');
    const isNew = await setAttributes(file, io);
    await ask(top, 'config', '--local', 'merge.newsmark.name', 'Newsmark annotations');
    await ask(top, 'config', '--local', 'merge.newsmark.driver', await driver(io));
    const attributes = shown(toUri(file), io.cwd);
    if (values['json'] === true) {
      await io.out(`${JSON.stringify({ attributes, written: isNew })}\n`);
      return 0;
    }
    await io.out(`${plain(attributes)}: ${isNew ? 'written; commit it' : 'says it already'}.\n`);
    await io.out('Git merges sidecars with Newsmark in this clone now.\n');
    return 0;
  },
};

/** Adds the line to .gitattributes, unless it is there: false then. */
async function setAttributes(file: string, io: Io): Promise<boolean> {
  const stats = await lstat(file).catch(() => undefined);
  // Git does not follow such a link, and it may lead anywhere.
  if (stats && !stats.isFile())
    throw new GitError(`${file} is no plain file. Git does not read it; nothing was written.`);
  const bytes = await io.files.read(toUri(file));
  const source = bytes ? decodeSource(bytes) : '';
  if (source === undefined) throw new GitError(`${file} is not UTF-8. Nothing was written.`);
  const said = source.split(/\r?\n/).map((line) => line.trim().split(/[ \t]+/));
  const [, ...attributes] = said.findLast(([pattern]) => pattern === PATTERN) ?? [];
  if (ATTRIBUTES.every((each) => attributes.includes(each))) return false;
  const eol = source.includes('\r\n') ? '\r\n' : '\n';
  const before = source === '' || source.endsWith('\n') ? source : source + eol;
  const text = `${before}${PATTERN} ${ATTRIBUTES.join(' ')}${eol}`;
  await replaceFile(file, new TextEncoder().encode(text));
  return true;
}

/**
 * The command that git gives to its shell: this very program with its full path, since neither Node nor npx need be on
 * the PATH of whatever starts git. When it has gone, git merges by lines: else it would keep ours and show no marks.
 */
async function driver({ self: [node, script] }: Io): Promise<string> {
  const program = [node, await realpath(script)].map(quoted);
  const [runner, file] = program;
  return `if test -f ${runner} && test -f ${file}; then ${runner} ${file} merge -- %O %A %B %P; else git merge-file -L ours -L base -L theirs %A %O %B; fi`;
}

/** A path as one word of the shell that git brings, also on Windows; `%` is git's own sign. */
const quoted = (file: string): string =>
  `'${file.split(path.sep).join('/').replaceAll("'", "'\\''").replaceAll('%', '%%')}'`;
