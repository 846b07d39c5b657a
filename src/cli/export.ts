import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Output, OutsideError } from '../disk/output.ts';
import { type Exportable, type Exporter, exportArticle, lossSentence, outputOf } from '../formats/exporter.ts';
import { EXPORTERS, exporterOf } from '../formats/exporters.ts';
import { sidecarOf } from '../store/files.ts';
import { Projects } from '../store/project.ts';
import { toExportable } from '../store/reading.ts';
import type { Command } from './command.ts';
import { printFinding } from './finding.ts';
import { count, type Io, plain, reason, shown, toUri, WrongUse } from './io.ts';
import { load } from './load.ts';
import { baseOf, findSources, isTaken, passedOver, type Source, type Sources } from './sources.ts';

const formats = EXPORTERS.map(({ name, title, description }) => `  ${name.padEnd(6)} ${title}: ${description}`).join(
  '\n',
);

export const exportCommand: Command = {
  name: 'export',
  summary: 'Write annotations to files of another format.',
  help: `Usage: newsmark export PATH… --format FORMAT --out DIR

Writes the annotations of articles into the folder DIR. A PATH is an article, its sidecar, or a folder of them. Files
with the names of the export are replaced, each as a whole; all others in DIR stay. Positions count Unicode code points
of the article's text without byte order mark and with LF line ends: in Python, text[start:end] of
open(path, encoding="utf-8-sig").read().

Formats:
${formats}

Options:
  --format FORMAT  The format.
  --out DIR        The folder for the files. It is made if need be.
  -h, --help       Show this help.

What was written, and what could not be, is told on standard error.
Exit code: 0, 1 when annotations were left out or could not be read, 2 when the command was given wrongly.
`,
  options: { format: { type: 'string' }, out: { type: 'string' } },
  async run({ values, paths }, io) {
    const { format, out } = values;
    if (typeof format !== 'string') throw new WrongUse('Say which format is meant: --format FORMAT.');
    const exporter = exporterOf(format);
    if (!exporter)
      throw new WrongUse(`There is no format "${format}". Formats: ${EXPORTERS.map(({ name }) => name).join(', ')}.`);
    if (typeof out !== 'string' || out === '') throw new WrongUse('Say where to write: --out DIR.');
    const folder = path.resolve(io.cwd, out);
    const isFolder = await stat(folder).then(
      (stats) => stats.isDirectory(),
      () => true,
    );
    if (!isFolder) throw new WrongUse(`${out} is a file. Say a folder: --out DIR.`);

    const projects = new Projects(io.files);
    const found = await findSources(paths, projects, io);
    const run = new Run(exporter, folder, projects, io);
    await run.all(found);
    await io.err(run.report(found));
    return run.failed ? 1 : 0;
  },
};

/** So many annotations are named of each loss. */
const MOST_NAMED = 5;

/** Something to tell, with how many annotations it is true of. */
interface Tally {
  count: number;
  readonly names: string[];
}

class Run {
  failed = false;
  readonly #exporter: Exporter;
  readonly #folder: string;
  readonly #projects: Projects;
  readonly #io: Io;
  /** Annotations that were read, and those that were written. */
  #read = 0;
  #written = 0;
  #articles = 0;
  #files = 0;
  readonly #losses = new Map<string, Tally>();

  constructor(exporter: Exporter, folder: string, projects: Projects, io: Io) {
    this.#exporter = exporter;
    this.#folder = folder;
    this.#projects = projects;
    this.#io = io;
  }

  /** Writes the sources that are taken: into one output that is whole at the end, or each into its own. */
  async all({ sources }: Sources): Promise<void> {
    const taken = sources.filter(isTaken);
    const base = baseOf(taken);
    if (this.#exporter.per === 'article') {
      for (const source of taken) {
        const article = await this.#load(source, base);
        if (article) await this.#into(outputOf(this.#exporter, article), (output) => this.#write(output, article));
      }
      return;
    }
    await this.#into(outputOf(this.#exporter, { stem: '' }), async (output) => {
      for (const source of taken) {
        const article = await this.#load(source, base);
        if (article) await this.#write(output, article);
      }
    });
  }

  report(found: Sources): string {
    const { cwd } = this.#io;
    const folder = plain(shown(toUri(this.#folder), cwd));
    const target = this.#exporter.per === 'export' ? path.join(folder, outputOf(this.#exporter, { stem: '' })) : folder;
    const base = baseOf(found.sources.filter(isTaken));
    const notes = [
      this.#exporter.per === 'article' ? count(this.#files, 'file') : '',
      base === '' ? '' : `paths relative to ${plain(shown(base, cwd))}`,
    ].filter((note) => note !== '');
    const losses = [...this.#losses].map(
      ([sentence, { count, names }]) =>
        `  ${count} of them: ${sentence} (${plain(names.join(', '))}${count > names.length ? ', …' : ''})\n`,
    );
    const written = `${this.#written} written to ${target}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
    return [
      passedOver(found, cwd),
      `${count(this.#read, 'annotation')} of ${count(this.#articles, 'article')}: ${written}, `,
      `${this.#read - this.#written} left out.\n`,
      ...losses,
    ].join('');
  }

  /** What is exported of a source; undefined, and told, when it cannot be read. */
  async #load(source: Source, base: string): Promise<Exportable | undefined> {
    this.#io.signal.throwIfAborted();
    const { reading, findings } = await load(source, this.#io);
    for (const finding of findings) await this.#io.err(printFinding(finding, this.#io.cwd));
    const article = reading && (await toExportable(reading, source.project, base));
    this.#articles++;
    if (article) this.failed ||= findings.some(({ severity }) => severity === 'error');
    else {
      this.failed = true;
      const annotations = reading?.parsed?.value?.annotations ?? [];
      this.#read += annotations.length;
      const name = shown(source.article, this.#io.cwd);
      for (const { id } of annotations) this.#tell('Left out: the article cannot be read.', `${name}#${id}`);
    }
    return article;
  }

  async #write(output: Output, article: Exportable): Promise<void> {
    const { chunk, losses, written } = exportArticle(this.#exporter, article);
    await output.write(chunk);
    this.#read += article.annotations.length;
    this.#written += written;
    this.failed ||= written < article.annotations.length;
    for (const loss of losses) this.#tell(lossSentence(loss), `${loss.file}#${loss.id}`);
  }

  #tell(sentence: string, name: string): void {
    const tally = this.#losses.get(sentence) ?? { count: 0, names: [] };
    tally.count++;
    if (tally.names.length < MOST_NAMED) tally.names.push(name);
    this.#losses.set(sentence, tally);
  }

  /** Writes one output file, which replaces the old one when `work` is done, and leaves it alone when that fails. */
  async #into(name: string, work: (output: Output) => Promise<void>): Promise<void> {
    const file = path.resolve(this.#folder, ...name.split('/'));
    await this.#protect(file);
    const output = await Output.open(this.#folder, name).catch((error: unknown) => {
      throw new WrongUse(
        `${file} cannot be written: ${error instanceof OutsideError ? `a symbolic link leads out of ${this.#folder}` : reason(error)}.`,
      );
    });
    try {
      await output.write(this.#exporter.head);
      await work(output);
    } catch (error) {
      await output.abandon();
      throw error;
    }
    await output.commit();
    this.#files++;
  }

  /** An article is never written, whatever its name. */
  async #protect(file: string): Promise<void> {
    const uri = toUri(file);
    if (!(await exists(file))) return;
    const project = await this.#projects.of(uri);
    if (!project.isArticle(uri) && !(await exists(`${sidecarOf(file)}`))) return;
    throw new WrongUse(`${file} is an article, and an export would replace it. Say another folder with --out.`);
  }
}

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
