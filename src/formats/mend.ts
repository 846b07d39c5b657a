import type { Problem } from '../core/problem.ts';
import { findMarkers, isMadeOf, sidesOf } from './markers.ts';
import { mergeSources } from './merge.ts';

/** A file that git could not merge, as it stood before. */
export interface Stages {
  /** Undefined when both sides added the file. */
  readonly base?: string | undefined;
  readonly ours: string;
  readonly theirs: string;
}

export type Mended =
  | { readonly text: string; readonly conflicts: number; readonly why?: undefined }
  /** The marks do not fit together, or a side cannot be merged faithfully: `problems` are that side's. */
  | { readonly text?: undefined; readonly why: 'marks' | 'ours' | 'theirs'; readonly problems: readonly Problem[] };

/**
 * Merges a sidecar that git has left unmerged: with git's stages if the file holds only lines of these; else with both
 * sides of the marks, and git's base if there is one, an empty one if not. Undefined when there is nothing to mend.
 */
export function mend(source: string, stages: Stages | undefined, file: string): Mended | undefined {
  // Where git found no driver it leaves ours, without marks, with the line ends of the checkout.
  if (findMarkers(source) === undefined && toLf(stages?.ours) !== toLf(source)) return undefined;
  const { base = '', ours, theirs } = stages ?? { ours: '', theirs: '' };
  const isGits = stages !== undefined && isMadeOf(source, base, ours, theirs);
  const sides = isGits ? { ours, theirs } : sidesOf(source);
  if (!sides) return { why: 'marks', problems: [] };
  const merged = mergeSources(base, sides.ours, sides.theirs, file);
  if (merged.text === undefined) return { why: merged.side, problems: merged.problems };
  return { text: withEnds(merged.text, source), conflicts: merged.conflicts };
}

const toLf = (text: string | undefined): string | undefined => text?.replaceAll('\r\n', '\n');

/** The text with the line ends of the file: git's own versions have LF. */
const withEnds = (text: string, source: string): string =>
  source.includes('\r\n') ? text.replaceAll(/\r?\n/g, '\r\n') : text;
