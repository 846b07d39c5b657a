import { createHash } from 'node:crypto';
import type { Exportable } from '../formats/exporter.ts';
import { toExportable } from '../store/reading.ts';
import { ahead } from './ahead.ts';
import { printFinding, toFinding } from './finding.ts';
import { goOn, type Io } from './io.ts';
import { type Loaded, load } from './load.ts';
import type { Source } from './sources.ts';

/** So many articles are read at once. */
const WIDTH = 8;

/** A source that was read; without `article` where it could not be, which has been told. */
export interface ReadSource extends Loaded {
  readonly source: Source;
  readonly article?: Exportable | undefined;
  /** Whether something is wrong with one of its files. */
  readonly hasErrors: boolean;
}

/** The browser's way would send each text to another thread, and take longer than the reading of it. */
const digest = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Tells which codebooks of sources are broken; whether there are any. */
export async function tellBroken(sources: readonly Source[], io: Io): Promise<boolean> {
  let failed = false;
  const codebooks = new Map(sources.map(({ project }) => [project.file, project.problems]));
  for (const [file, problems] of codebooks) {
    if (file === undefined) continue;
    const errors = problems.filter(({ severity }) => severity === 'error');
    for (const problem of errors) await io.err(printFinding(toFinding(problem, file), io.cwd));
    failed ||= errors.length > 0;
  }
  return failed;
}

/** Reads sources, in their order, with paths that start at `base`; tells what is wrong with their files, and how far it is. */
export async function* readAll(sources: readonly Source[], base: string, io: Io): AsyncGenerator<ReadSource> {
  const read = async (source: Source) => {
    const loaded = await load(source, io);
    const { reading } = loaded;
    return { ...loaded, article: reading && (await toExportable(reading, source.project, base, digest)) };
  };
  let done = 0;
  try {
    for await (const { item: source, result } of ahead(sources, WIDTH, read)) {
      await goOn(io);
      io.bar?.(done++ / sources.length);
      for (const finding of result.findings) await io.err(printFinding(finding, io.cwd));
      const hasErrors = result.findings.some(({ severity }) => severity === 'error');
      yield { ...result, source, hasErrors: hasErrors || !result.article };
    }
  } finally {
    io.bar?.(undefined);
  }
}
