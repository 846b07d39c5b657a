import { execFile } from 'node:child_process';
import path from 'node:path';
import type { Stages } from '../formats/mend.ts';
import { decode, decodeSource, sha256 } from '../store/article.ts';
import { plain, reason } from './io.ts';

/** Git is not there, or said no: a sentence for people. */
export class GitError extends Error {}

export interface Answer {
  readonly code: number;
  readonly out: Buffer;
  readonly err: string;
}

/** Runs git in a folder (which is there), without a shell, and gives its answer whatever the exit code. Rejects with a `GitError` when it cannot be run. */
export function git(folder: string, ...args: readonly string[]): Promise<Answer> {
  // Nothing is fetched from anywhere.
  const env = { ...process.env, GIT_NO_LAZY_FETCH: '1' };
  return new Promise((resolve, reject) => {
    execFile('git', args, { cwd: folder, env, encoding: 'buffer', maxBuffer: 2 ** 30 }, (error, out, err) => {
      const code = error ? error.code : 0;
      if (typeof code === 'number') resolve({ code, out, err: err.toString() });
      else if (code === 'ENOENT') reject(new GitError('Git was not found. Install it, or put it on the PATH.'));
      else reject(new GitError(`Git could not be run: ${reason(error)}.`));
    });
  });
}

/** What git answers when all is well; else rejects with what it says. */
export async function ask(folder: string, ...args: readonly string[]): Promise<Buffer> {
  const { code, out, err } = await git(folder, ...args);
  if (code === 0) return out;
  throw new GitError(`Git says: ${plain(err.trim().split('\n')[0] ?? '')}`);
}

/** The stages that git's index has of a file. Undefined when it has not all that is needed, or the file is in no repository. */
export async function stagesOf(file: string): Promise<Stages | undefined> {
  const folder = path.dirname(file);
  const name = `./${path.basename(file)}`;
  const { code, out } = await git(folder, '--literal-pathspecs', 'ls-files', '--unmerged', '-z', '--', name);
  if (code !== 0) return undefined;
  const objects = new Map<string, string>();
  for (const entry of out.toString().split('\0')) {
    const [mode, object, stage] = entry.split(/[ \t]/, 3);
    if (mode?.startsWith('100') && object && stage) objects.set(stage, object);
  }
  const read = async (stage: string) => {
    const object = objects.get(stage);
    return object === undefined ? undefined : decodeSource(await ask(folder, 'cat-file', 'blob', object));
  };
  const [base, ours, theirs] = [await read('1'), await read('2'), await read('3')];
  return ours === undefined || theirs === undefined ? undefined : { base, ours, theirs };
}

/** So many commits that changed a file, and so many versions of it, are looked at. */
const MOST_COMMITS = 2000;
const MOST_VERSIONS = 300;

/**
 * The version of a text file that has this SHA-256 (see `sha256`), among the newest in the repository's branches.
 * Undefined when there is none, no repository, or no git.
 */
export async function findVersion(file: string, hash: string): Promise<string | undefined> {
  const folder = path.dirname(file);
  const log = [
    'log',
    '--all',
    '--full-history',
    '-m',
    '--raw',
    '--no-abbrev',
    '--no-renames',
    '--format=',
    `--max-count=${MOST_COMMITS}`,
  ];
  const answer = await git(folder, '--literal-pathspecs', ...log, '--', `./${path.basename(file)}`).catch(
    () => undefined,
  );
  if (answer?.code !== 0) return undefined;
  const objects = new Set(
    Array.from(answer.out.toString().matchAll(/^:\d+ 100\d+ \w+ (\w+) /gm), ([, object = '']) => object),
  );
  for (const object of [...objects].slice(0, MOST_VERSIONS)) {
    // A clone may have left some of them elsewhere.
    const bytes = await ask(folder, 'cat-file', 'blob', object).catch(() => undefined);
    const text = bytes && decode(bytes).text;
    if (text !== undefined && (await sha256(text)) === hash) return text;
  }
  return undefined;
}
