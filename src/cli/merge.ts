import path from 'node:path';
import { replaceFile } from '../disk/files.ts';
import { mergeSources } from '../formats/merge.ts';
import { decodeSource } from '../store/article.ts';
import type { Command } from './command.ts';
import { GitError, git } from './git.ts';
import { type Io, plain, toUri, WrongUse } from './io.ts';
import { articleName, conflictsOf, wordsOf } from './outcome.ts';
import { resolve } from './resolve.ts';

export const merge: Command = {
  name: 'merge',
  summary: 'Merge sidecars, as git does it or after it could not.',
  help: `Usage: newsmark merge BASE OURS THEIRS PATH
       newsmark merge --resolve PATH…

The first form is git's: its merge driver, which "newsmark init --git" sets up. Merges what two sides made of BASE, by
annotation and by field, into the file OURS; PATH is the name that the file has in the repository. A field that both
changed differently keeps ours, and theirs stands beside it under "conflict": "newsmark check" finds these. Articles are
not merged here: where their text changed, the next "newsmark check" or the editor finds all places again. A file that
cannot be read is left to git, which merges its lines and may leave its marks.

The second form mends sidecars in which git has left marks (<<<<<<<). A PATH is a sidecar, its article, or a folder.
Base, ours and theirs are git's own; where it has none, or somebody edited the file since, the marks give both sides.
Then see what stands under "conflict", and "git add" the file.

Options:
  --resolve   Mend files with git's marks.
  --json      With --resolve: print one JSON object for each file that had marks: file, merged, message.
  -h, --help  Show this help.

Examples:
  newsmark merge --resolve .
  newsmark merge --resolve articles/kharkiv.txt --json

Exit code: 0 when the files are merged, also with "conflict"; 1 when one could not be; 2 when the command was given
wrongly.
`,
  options: { resolve: { type: 'boolean' }, json: { type: 'boolean' } },
  async run({ values, paths }, io) {
    if (values.resolve === true) return resolve(paths, io, values['json'] === true);
    if (values['json'] === true) throw new WrongUse('--json goes with --resolve.');
    const [base, ours, theirs, name, ...more] = paths;
    if (base === undefined || ours === undefined || theirs === undefined || name === undefined || more.length > 0)
      throw new WrongUse('Say BASE OURS THEIRS PATH, or --resolve PATH….');
    return drive(base, ours, theirs, name, io);
  },
};

/** What git's merge driver does. */
async function drive(base: string, ours: string, theirs: string, name: string, io: Io): Promise<number> {
  const [old, our, their] = [await read(base, io), await read(ours, io), await read(theirs, io)];
  const [before, mine, other] = [old, our, their].map(decodeSource);
  if (mine === undefined || other === undefined)
    return byLines(base, ours, theirs, name, 'it is not UTF-8 on both sides.', io);
  const merged = mergeSources(before ?? '', mine, other, articleName(name));
  if (merged.text === undefined)
    return byLines(base, ours, theirs, name, `${merged.side}: ${wordsOf(merged.problems)}`, io);
  if (merged.text !== mine) await replaceFile(path.resolve(io.cwd, ours), new TextEncoder().encode(merged.text));
  if (merged.conflicts > 0) await io.err(`${plain(name)}: ${conflictsOf(merged.conflicts)}\n`);
  return 0;
}

async function read(file: string, io: Io): Promise<Uint8Array> {
  const bytes = await io.files.read(toUri(path.resolve(io.cwd, file)));
  if (!bytes) throw new WrongUse(`There is no file ${file}.`);
  return bytes;
}

/** Does as git does where there is no driver: a file without conflicts, or one with marks. */
async function byLines(base: string, ours: string, theirs: string, name: string, why: string, io: Io): Promise<number> {
  await io.err(`${plain(name)} is merged line by line: ${plain(why)}\n`);
  const labels = ['-L', 'ours', '-L', 'base', '-L', 'theirs'];
  const { code, err } = await git(io.cwd, 'merge-file', ...labels, '--', ours, base, theirs);
  if (code > 127) throw new GitError(`Git says: ${plain(err.trim())}`);
  return code === 0 ? 0 : 1;
}
