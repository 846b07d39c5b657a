import { type Export, type Exportable, lossSentence, type Section } from '../formats/exporter.ts';
import { type Io, shown } from './io.ts';
import type { Sink } from './outputs.ts';
import { type ReadSource, readAll } from './read.ts';
import type { Source } from './sources.ts';

/** So many annotations are named of each loss. */
const MOST_NAMED = 5;

/** Something that an export could not say, with how many annotations it is true of. */
interface Tally {
  readonly code: string;
  count: number;
  readonly names: string[];
}

/** What came of articles, as it goes from one thread to another. */
export interface Outcome {
  readonly articles: number;
  /** Annotations that were read, and those that were written. */
  readonly read: number;
  readonly written: number;
  /** Whether something was left out, or could not be read. */
  readonly failed: boolean;
  /** By their sentences. */
  readonly losses: ReadonlyMap<string, Tally>;
}

interface Telling {
  /** Losses are told one by one, as lines of JSON. */
  readonly json: boolean;
  /** Nothing of the export goes to standard output. */
  readonly toFiles: boolean;
}

/** Reads sources and writes what is exported of them; counts, and tells what could not be written. */
export class Exporting implements Outcome {
  articles = 0;
  read = 0;
  written = 0;
  failed = false;
  readonly losses = new Map<string, Tally>();
  readonly #export: Export;
  readonly #io: Io;
  readonly #telling: Telling;

  constructor(running: Export, io: Io, telling: Telling) {
    this.#export = running;
    this.#io = io;
    this.#telling = telling;
  }

  get outcome(): Outcome {
    const { articles, read, written, failed, losses } = this;
    return { articles, read, written, failed, losses };
  }

  /** With paths that start at `base`. */
  async add(sources: readonly Source[], base: string, sink: Pick<Sink, 'write'>): Promise<void> {
    for await (const each of readAll(sources, base, this.#io)) {
      const article = await this.#take(each);
      if (article) await this.#write(article, sink);
    }
  }

  /** The same as to add sources of which this has come, as a section. */
  async join(outcome: Outcome, section: Section, sink: Pick<Sink, 'write'>): Promise<void> {
    for (const piece of this.#export.join(section)) await sink.write(piece);
    this.articles += outcome.articles;
    this.read += outcome.read;
    this.written += outcome.written;
    this.failed ||= outcome.failed;
    for (const [sentence, { code, count, names }] of outcome.losses) this.#count(sentence, code, count, names);
  }

  /** What is left to be written when all sources were added. */
  async end(sink: Pick<Sink, 'write'>): Promise<void> {
    for (const piece of this.#export.end()) await sink.write(piece);
  }

  /** A line of JSON: on standard output, unless that is the export itself. */
  print(line: string): Promise<void> {
    return this.#telling.toFiles ? this.#io.out(line) : this.#io.err(line);
  }

  /** What is exported of a source; undefined, and told, when it cannot be read. */
  async #take({ source, reading, article, hasErrors }: ReadSource): Promise<Exportable | undefined> {
    this.articles++;
    this.failed ||= hasErrors;
    if (!article) {
      const annotations = reading?.parsed?.value?.annotations ?? [];
      this.read += annotations.length;
      const file = shown(source.article, this.#io.cwd);
      const sentence = 'Left out: the article cannot be read.';
      for (const { id } of annotations) await this.#tell(sentence, 'unread', file, id);
    }
    return article;
  }

  async #write(article: Exportable, sink: Pick<Sink, 'write'>): Promise<void> {
    const { pieces, losses, written } = this.#export.add(article);
    for (const piece of pieces) await sink.write(piece);
    this.read += article.annotations.length;
    this.written += written;
    this.failed ||= written < article.annotations.length;
    for (const loss of losses) await this.#tell(lossSentence(loss), loss.code, loss.file, loss.id);
  }

  async #tell(sentence: string, code: string, file: string, id: string): Promise<void> {
    this.#count(sentence, code, 1, [`${file}#${id}`]);
    if (this.#telling.json) await this.print(`${JSON.stringify({ code, message: sentence, file, id })}\n`);
  }

  #count(sentence: string, code: string, count: number, names: readonly string[]): void {
    const tally = this.losses.get(sentence) ?? { code, count: 0, names: [] };
    tally.count += count;
    tally.names.push(...names.slice(0, MOST_NAMED - tally.names.length));
    this.losses.set(sentence, tally);
  }
}
