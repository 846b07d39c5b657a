import { type OldText, type Reading, readArticle } from '../store/reading.ts';
import { type Finding, toFinding } from './finding.ts';
import { type Io, reason } from './io.ts';
import type { Source } from './sources.ts';

export interface Loaded {
  /** Undefined when a file is there but the system does not let it be read. */
  readonly reading?: Reading | undefined;
  /** What is wrong with the two files as such; not with single annotations. */
  readonly findings: readonly Finding[];
}

/** Reads a source's article and sidecar. */
export async function load({ article, sidecar }: Source, { files }: Io, oldText?: OldText): Promise<Loaded> {
  try {
    const reading = await readArticle(files, article, sidecar, oldText);
    const inSidecar = reading.parsed?.problems.map((problem) => toFinding(problem, sidecar)) ?? [];
    // What is missing is mended where it is named.
    const inArticle = reading.problems.map((problem) =>
      toFinding(problem, problem.code === 'no-article' ? sidecar : article),
    );
    return { reading, findings: [...inSidecar, ...inArticle] };
  } catch (error) {
    return {
      findings: [
        {
          uri: sidecar,
          severity: 'error',
          code: 'unreadable',
          sentence: `The article or its sidecar cannot be read: ${reason(error)}.`,
        },
      ],
    };
  }
}
