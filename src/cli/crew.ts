import { workerData } from 'node:worker_threads';
import workerpool from 'workerpool';
import { blockingFiles } from '../disk/files.ts';
import { type Choices, contentOf, Export, type Piece, type Section } from '../formats/exporter.ts';
import { exporterOf } from '../formats/exporters.ts';
import { Projects } from '../store/project.ts';
import { ahead } from './ahead.ts';
import { Exporting, type Outcome } from './exporting.ts';
import { goOn, type Io, WrongUse } from './io.ts';
import { Outputs } from './outputs.ts';
import type { Source } from './sources.ts';

/** What every thread of an export knows from the beginning. */
export interface Order {
  readonly format: string;
  readonly choices: Choices;
  /** The folder at which paths start. */
  readonly base: string;
  readonly cwd: string;
  /** The folder that is written into; undefined for standard output. */
  readonly folder: string | undefined;
  readonly json: boolean;
}

/** A source as it goes to a thread, which looks for its project itself. */
interface Sent extends Omit<Source, 'project'> {
  readonly root: string;
}

/** What a thread has made of some sources. Files that are whole are written. */
export interface Part extends Section {
  readonly outcome: Outcome;
  /** How many files were written. */
  readonly files: number;
  /** For standard output and error. */
  readonly out: string;
  readonly err: string;
}

/** What cannot be written where the person wants it. */
interface Refused {
  readonly refused: string;
}

/** So many sources are one thread's at a time: enough to make up for the way there, and few enough to hold in memory. */
const SHARE = 32;

/** So many megabytes a thread may have for what is new: left alone it takes several times of that before it tidies up. */
const YOUNG = 24;

/** With fewer sources an export is done before other threads have begun. */
export const MOST_ALONE = 8 * SHARE;

/** What threads make of sources, in the order of these. Tells how far it is. */
export async function* partsOf(sources: readonly Source[], order: Order, io: Io): AsyncGenerator<Part> {
  const pool = workerpool.pool(io.self[1], {
    workerType: 'thread',
    maxWorkers: io.threads,
    workerThreadOpts: { workerData: order, resourceLimits: { maxYoungGenerationSizeMb: YOUNG } },
  });
  const make = async (share: readonly Source[]): Promise<Part> => {
    const sent = share.map(({ project, ...source }): Sent => ({ ...source, root: project.root }));
    const part: Part | Refused = await pool.exec('part', [sent]);
    if ('refused' in part) throw new WrongUse(part.refused);
    return part;
  };
  let done = 0;
  try {
    for await (const { item, result } of ahead(shares(sources), 2 * io.threads, make)) {
      await goOn(io);
      done += item.length;
      io.bar?.(done / sources.length);
      yield result;
    }
  } finally {
    io.bar?.(undefined);
    // What was begun is done to its end: no file is left half written.
    await pool.terminate();
  }
}

function* shares(sources: readonly Source[]): Generator<readonly Source[]> {
  for (let i = 0; i < sources.length; i += SHARE) yield sources.slice(i, i + SHARE);
}

/** What a thread of the crew does: it waits for sources. */
export function serve(): void {
  const hand = new Hand(workerData);
  workerpool.worker({ part: (sent: readonly Sent[]) => hand.part(sent) });
}

class Hand {
  readonly #order: Order;
  readonly #projects = new Projects(blockingFiles);

  constructor(order: Order) {
    this.#order = order;
  }

  async part(sent: readonly Sent[]): Promise<Part | Refused> {
    const { format, choices, base, cwd, folder, json } = this.#order;
    const exporter = exporterOf(format);
    if (!exporter) throw new RangeError(`There is no format "${format}".`);
    const [out, err]: [string[], string[]] = [[], []];
    const io: Io = {
      cwd,
      files: blockingFiles,
      out: async (text) => {
        out.push(text);
      },
      err: async (text) => {
        err.push(text);
      },
      input: () => Promise.reject(new Error('Threads have no standard input.')),
      self: ['', ''],
      threads: 1,
      signal: new AbortController().signal,
    };
    const running = new Export(exporter, choices, true);
    const exporting = new Exporting(running, io, { json, toFiles: folder !== undefined });
    const outputs = folder === undefined ? undefined : new Outputs(folder, this.#projects);
    const pieces: Piece[] = [];
    const write = async (piece: Piece): Promise<void> => {
      if (piece.isWhole && outputs) await outputs.write(piece);
      else pieces.push(piece);
    };
    const sources = sent.map(async ({ root, ...source }) => ({
      ...source,
      project: await this.#projects.of(source.article, root),
    }));
    try {
      await exporting.add(await Promise.all(sources), base, { write });
    } catch (error) {
      await outputs?.abandon();
      if (error instanceof WrongUse) return { refused: error.message };
      throw error;
    }
    const { terms } = running;
    const { outcome } = exporting;
    const content = contentOf(pieces);
    return { content, terms, outcome, files: outputs?.count ?? 0, out: out.join(''), err: err.join('') };
  }
}
