import { realpath } from 'node:fs/promises';
import { replaceFile } from '../disk/files.ts';
import { findMarkers, isMadeOf, sidesOf } from '../formats/markers.ts';
import { mergeSources } from '../formats/merge.ts';
import { decodeSource } from '../store/article.ts';
import { Projects } from '../store/project.ts';
import { GitError, type Stages, stagesOf } from './git.ts';
import { count, type Io, plain, shown, toPath } from './io.ts';
import { articleName, conflictsOf, wordsOf } from './outcome.ts';
import { findSources } from './sources.ts';

/** Mends the sidecars that the paths stand for. Gives the exit code. */
export async function resolve(paths: readonly string[], io: Io): Promise<number> {
  const { sources } = await findSources(paths, new Projects(io.files), io);
  let mended = 0;
  let failed = 0;
  for (const { sidecar } of sources) {
    io.signal.throwIfAborted();
    const outcome = await mend(sidecar, io);
    if (!outcome) continue;
    await io.err(`${plain(shown(sidecar, io.cwd))}: ${outcome.told}\n`);
    if (outcome.isMended) mended++;
    else failed++;
  }
  const left = failed > 0 ? `, ${failed} left as they are` : '';
  await io.err(`${count(sources.length, 'sidecar')} looked at: ${mended} mended${left}.\n`);
  return failed > 0 ? 1 : 0;
}

/** Undefined when there is nothing to mend. */
async function mend(
  sidecar: string,
  io: Io,
): Promise<{ readonly isMended: boolean; readonly told: string } | undefined> {
  const bytes = await io.files.read(sidecar);
  const source = bytes && decodeSource(bytes);
  if (source === undefined) return bytes && { isMended: false, told: 'it is not UTF-8.' };
  const isMarked = findMarkers(source) !== undefined;
  // A link's stages would be those of the link.
  const file = await realpath(toPath(sidecar));
  const { stages, told } = await lookUp(file);
  // Where git found no driver it leaves ours, without marks.
  if (!isMarked && stages?.ours !== source) return undefined;
  const { base = '', ours, theirs } = stages ?? { ours: '', theirs: '' };
  const isGits = stages !== undefined && isMadeOf(source, base, ours, theirs);
  const sides = isGits ? { ours, theirs } : sidesOf(source);
  if (!sides) return { isMended: false, told: 'its marks do not fit together: mend it by hand.' };
  const merged = mergeSources(base, sides.ours, sides.theirs, articleName(file));
  if (merged.text === undefined)
    return { isMended: false, told: `${merged.side} cannot be merged: ${plain(wordsOf(merged.problems))}` };
  await replaceFile(file, new TextEncoder().encode(withEnds(merged.text, source)));
  const from = stages ? '' : ` ${told}`;
  return { isMended: true, told: `merged.${merged.conflicts > 0 ? ` ${conflictsOf(merged.conflicts)}` : ''}${from}` };
}

/** What git has of the file, or why it has nothing. */
async function lookUp(file: string): Promise<{ readonly stages?: Stages | undefined; readonly told: string }> {
  try {
    return {
      stages: await stagesOf(file),
      told: 'Git has no other versions of it: what one side had removed may be back.',
    };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return { told: `${error.message} Without it, what one side had removed may be back.` };
  }
}

/** The text with the line ends of the file: git's own versions have LF. */
const withEnds = (text: string, source: string): string =>
  source.includes('\r\n') ? text.replaceAll(/\r?\n/g, '\r\n') : text;
