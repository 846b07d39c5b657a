import path from 'node:path';
import { type Problem, sentence } from '../core/problem.ts';
import { count } from './io.ts';

/** The name of the article whose sidecar has that name. */
export const articleName = (sidecar: string): string => path.basename(sidecar).replace(/\.newsmark\.yaml$/, '');

/** Why a file cannot be merged: the first of its problems. */
export const wordsOf = (problems: readonly Problem[]): string =>
  problems
    .slice(0, 1)
    .map((problem) => `${problem.place ? `line ${problem.place.line}: ` : ''}${sentence(problem)}`)
    .join('') || 'it holds lines that cannot be read.';

export const conflictsOf = (number: number): string =>
  `${count(number, 'conflict')}. Ours stands, and theirs beside it under "conflict".`;
