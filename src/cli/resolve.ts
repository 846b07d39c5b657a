import { realpath } from 'node:fs/promises';
import { replaceFile } from '../disk/files.ts';
import { mend as mendSource, type Stages } from '../formats/mend.ts';
import { decodeSource } from '../store/article.ts';
import { Projects } from '../store/project.ts';
import { GitError, stagesOf } from './git.ts';
import { count, goOn, type Io, plain, shown, toPath } from './io.ts';
import { articleName, conflictsOf, wordsOf } from './outcome.ts';
import { findSources } from './sources.ts';

/** Mends the sidecars that the paths stand for, and tells of each that had marks, in words or as a line of JSON. Gives the exit code. */
export async function resolve(paths: readonly string[], io: Io, json: boolean): Promise<number> {
  const { sources } = await findSources(paths, new Projects(io.files), io);
  let mended = 0;
  let failed = 0;
  for (const { sidecar } of sources) {
    await goOn(io);
    const outcome = await mend(sidecar, io);
    if (!outcome) continue;
    const file = shown(sidecar, io.cwd);
    if (json) await io.out(`${JSON.stringify({ file, merged: outcome.isMended, message: outcome.told })}\n`);
    else await io.err(`${plain(file)}: ${outcome.told}\n`);
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
  // A link's stages would be those of the link.
  const file = await realpath(toPath(sidecar));
  const { stages, told } = await lookUp(file);
  const mended = mendSource(source, stages, articleName(file));
  if (!mended) return undefined;
  if (mended.why === 'marks') return { isMended: false, told: 'its marks do not fit together: mend it by hand.' };
  if (mended.text === undefined)
    return { isMended: false, told: `${mended.why} cannot be merged: ${plain(wordsOf(mended.problems))}` };
  await replaceFile(file, new TextEncoder().encode(mended.text));
  const from = stages ? '' : ` ${told}`;
  return { isMended: true, told: `merged.${mended.conflicts > 0 ? ` ${conflictsOf(mended.conflicts)}` : ''}${from}` };
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
