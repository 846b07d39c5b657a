import type { Problem } from '../core/problem.ts';
import { nameOf } from './files.ts';
import type { World } from './keeper.ts';

/**
 * Puts another text in the place of a sidecar that the store does not have, as a whole, if it still is what was read
 * (undefined: not there) and nobody edits it; else gives the reason. Rejects when the disk refuses.
 */
export async function exchange(
  { files, draft }: Pick<World, 'files' | 'draft'>,
  sidecar: string,
  before: Uint8Array | undefined,
  text: string,
): Promise<Problem | undefined> {
  if (!equal(await files.read(sidecar), before)) return changedMeanwhile(sidecar);
  if (draft(sidecar)) return { code: 'in-editor', severity: 'error', values: [nameOf(sidecar)] };
  await files.write(sidecar, new TextEncoder().encode(text));
  return undefined;
}

export const changedMeanwhile = (sidecar: string): Problem => ({
  code: 'changed-meanwhile',
  severity: 'error',
  values: [nameOf(sidecar)],
});

const equal = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === b || (a !== undefined && a.length === b?.length && a.every((byte, i) => byte === b[i]));
