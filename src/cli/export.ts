import { stat } from 'node:fs/promises';
import path from 'node:path';
import { type Choices, Export, type Exportable, type Exporter, lossSentence, outputOf } from '../formats/exporter.ts';
import { EXPORTERS, exporterOf } from '../formats/exporters.ts';
import { Projects } from '../store/project.ts';
import type { Args, Command } from './command.ts';
import { count, type Io, plain, shown, toUri, WrongUse } from './io.ts';
import { Outputs, type Sink, standardOutput } from './outputs.ts';
import { type ReadSource, readAll } from './read.ts';
import { baseOf, findSources, isTaken, passedOver, type Sources } from './sources.ts';

const formats = EXPORTERS.map(({ name, title, description }) => `  ${name.padEnd(13)} ${title}: ${description}`).join(
  '\n',
);

/** Every choice of a format, with the formats that have it. */
const choices = EXPORTERS.flatMap(({ name, choices = [] }) => choices.map((choice) => ({ ...choice, format: name })));

const choiceHelp = choices
  .map(({ name, values, format }) =>
    [
      `  --${name} ${values.map(({ value }) => value).join('|')}   (${format})`,
      ...values.map(({ value, description }) => `      ${value.padEnd(12)} ${description}`),
    ].join('\n'),
  )
  .join('\n');

export const exportCommand: Command = {
  name: 'export',
  summary: 'Write annotations to files of another format.',
  help: `Usage: newsmark export PATH… --format FORMAT [--out DIR] [OPTION…]

Writes the annotations of articles into the folder DIR, or to standard output where the format makes one text. A PATH is
an article, its sidecar, or a folder of them. Files with the names of the export are replaced, each as a whole; all
others in DIR stay. Where a format does not say otherwise, positions count Unicode code points of the article's text
without byte order mark and with LF line ends: in Python, text[start:end] of open(path, encoding="utf-8-sig").read().

Formats:
${formats}

Options:
  --format FORMAT  The format.
  --out DIR        The folder for the files. It is made if need be.
  --strict         Exit with 1 also when something was written with losses.
  --json           Tell each loss, and in the last line what was written, as JSON on standard output; on standard error
                   where standard output is the export.
  -h, --help       Show this help.

Options of single formats, the first value being meant without them:
${choiceHelp}

Examples:
  newsmark export . --format jsonl --out export
  newsmark export articles/kharkiv.txt --format csv > kharkiv.csv
  newsmark export . --format w3c --unit utf16 --out recogito

What was written, and what could not be, is told on standard error.
Exit code: 0, 1 when annotations were left out or could not be read, 2 when the command was given wrongly.
`,
  options: {
    format: { type: 'string' },
    out: { type: 'string' },
    strict: { type: 'boolean' },
    json: { type: 'boolean' },
    ...Object.fromEntries(choices.map(({ name }) => [name, { type: 'string' }] as const)),
  },
  async run({ values, paths }, io) {
    const exporter = formatOf(values);
    const folder = await folderOf(values, exporter, io);
    const projects = new Projects(io.files);
    const found = await findSources(paths, projects, io);
    const outputs = folder === undefined ? undefined : new Outputs(folder, projects);
    const json = values['json'] === true;
    // On standard output a bar would stand in the midst of what is written.
    const quiet = outputs ? io : { ...io, bar: undefined };
    const run = new Run(exporter, choicesOf(values, exporter), quiet, { json, toFiles: outputs !== undefined });
    await run.all(found, outputs ?? standardOutput(io.out));
    const target = folder === undefined ? 'standard output' : plain(shown(toUri(folder), io.cwd));
    if (json) await run.print(run.reportJson());
    else await io.err(run.report(found, target, outputs?.count));
    return run.failed || (values['strict'] === true && run.hasLosses) ? 1 : 0;
  },
};

function formatOf({ format }: Args['values']): Exporter {
  if (typeof format !== 'string') throw new WrongUse('Say which format is meant: --format FORMAT.');
  const exporter = exporterOf(format);
  if (exporter) return exporter;
  throw new WrongUse(`There is no format "${format}". Formats: ${EXPORTERS.map(({ name }) => name).join(', ')}.`);
}

/** The folder that is written into; undefined for standard output. */
async function folderOf({ out }: Args['values'], exporter: Exporter, { cwd }: Io): Promise<string | undefined> {
  if (typeof out !== 'string') {
    if (isOneFile(exporter) && !exporter.packed) return undefined;
    if (isOneFile(exporter))
      throw new WrongUse(
        `The format ${exporter.name} does not go to standard output. Say where to write it: --out DIR.`,
      );
    throw new WrongUse(`The format ${exporter.name} makes several files. Say where to write them: --out DIR.`);
  }
  if (out === '') throw new WrongUse('Say where to write: --out DIR.');
  const folder = path.resolve(cwd, out);
  const isFolder = await stat(folder).then(
    (stats) => stats.isDirectory(),
    () => true,
  );
  if (!isFolder) throw new WrongUse(`${out} is a file. Say a folder: --out DIR.`);
  return folder;
}

const isOneFile = ({ per, beside, about }: Exporter): boolean => per === 'export' && !beside && !about;

function choicesOf(values: Args['values'], exporter: Exporter): Choices {
  const given = choices.flatMap(({ name }) => (typeof values[name] === 'string' ? [name] : []));
  return Object.fromEntries(
    [...new Set(given)].map((name) => {
      const value = String(values[name]);
      const choice = exporter.choices?.find((each) => each.name === name);
      if (!choice) throw new WrongUse(`The format ${exporter.name} has no option --${name}.`);
      const known = choice.values.map((each) => each.value);
      if (!known.includes(value)) throw new WrongUse(`--${name} is one of: ${known.join(', ')}.`);
      return [name, value];
    }),
  );
}

/** So many annotations are named of each loss. */
const MOST_NAMED = 5;

/** Something that an export could not say, with how many annotations it is true of. */
interface Tally {
  readonly code: string;
  count: number;
  readonly names: string[];
}

class Run {
  failed = false;
  readonly #exporter: Exporter;
  readonly #export: Export;
  readonly #io: Io;
  /** Annotations that were read, and those that were written. */
  #read = 0;
  #written = 0;
  #articles = 0;
  /** By their sentences. */
  readonly #losses = new Map<string, Tally>();
  readonly #json: boolean;
  readonly #toFiles: boolean;

  /** `json`: losses are told one by one, as lines of JSON. `toFiles`: nothing of the export goes to standard output. */
  constructor(
    exporter: Exporter,
    choices: Choices,
    io: Io,
    { json, toFiles }: { readonly json: boolean; readonly toFiles: boolean },
  ) {
    this.#exporter = exporter;
    this.#export = new Export(exporter, choices);
    this.#io = io;
    this.#json = json;
    this.#toFiles = toFiles;
  }

  get hasLosses(): boolean {
    return this.#losses.size > 0;
  }

  /** Writes the sources that are taken. */
  async all({ sources }: Sources, sink: Sink): Promise<void> {
    const taken = sources.filter(isTaken);
    const base = baseOf(taken);
    try {
      for await (const each of readAll(taken, base, this.#io)) {
        const article = await this.#take(each);
        if (article) await this.#write(article, sink);
      }
      for (const piece of this.#export.end()) await sink.write(piece);
      this.#io.signal.throwIfAborted();
      await sink.commit();
    } catch (error) {
      await sink.abandon();
      throw error;
    }
  }

  /** `target`: where it was written to; `files`: how many of them, if they were counted. */
  report(found: Sources, target: string, files: number | undefined): string {
    const { cwd } = this.#io;
    const base = baseOf(found.sources.filter(isTaken));
    const isOne = files === undefined || isOneFile(this.#exporter);
    const notes = [
      isOne ? '' : count(files, 'file'),
      base === '' ? '' : `paths relative to ${plain(shown(base, cwd))}`,
    ].filter((note) => note !== '');
    const name = isOne && files !== undefined ? path.join(target, outputOf(this.#exporter, { stem: '' })) : target;
    const losses = [...this.#losses].map(
      ([sentence, { count, names }]) =>
        `  ${count} of them: ${sentence} (${plain(names.join(', '))}${count > names.length ? ', …' : ''})\n`,
    );
    const written =
      files === 0
        ? 'nothing was written'
        : `${this.#written} written to ${name}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
    return [
      passedOver(found, cwd),
      `${count(this.#read, 'annotation')} of ${count(this.#articles, 'article')}: ${written}, `,
      `${this.#read - this.#written} left out.\n`,
      ...losses,
    ].join('');
  }

  /** A line of JSON: on standard output, unless that is the export itself. */
  print(line: string): Promise<void> {
    return this.#toFiles ? this.#io.out(line) : this.#io.err(line);
  }

  reportJson(): string {
    const losses = Object.fromEntries([...this.#losses.values()].map(({ code, count }) => [code, count]));
    const summary = { articles: this.#articles, annotations: this.#read, written: this.#written, losses };
    return `${JSON.stringify(summary)}\n`;
  }

  /** What is exported of a source; undefined, and told, when it cannot be read. */
  async #take({ source, reading, article, hasErrors }: ReadSource): Promise<Exportable | undefined> {
    this.#articles++;
    this.failed ||= hasErrors;
    if (!article) {
      const annotations = reading?.parsed?.value?.annotations ?? [];
      this.#read += annotations.length;
      const file = shown(source.article, this.#io.cwd);
      const sentence = 'Left out: the article cannot be read.';
      for (const { id } of annotations) await this.#tell(sentence, 'unread', file, id);
    }
    return article;
  }

  async #write(article: Exportable, sink: Sink): Promise<void> {
    const { pieces, losses, written } = this.#export.add(article);
    for (const piece of pieces) await sink.write(piece);
    this.#read += article.annotations.length;
    this.#written += written;
    this.failed ||= written < article.annotations.length;
    for (const loss of losses) await this.#tell(lossSentence(loss), loss.code, loss.file, loss.id);
  }

  async #tell(sentence: string, code: string, file: string, id: string): Promise<void> {
    const tally = this.#losses.get(sentence) ?? { code, count: 0, names: [] };
    tally.count++;
    if (tally.names.length < MOST_NAMED) tally.names.push(`${file}#${id}`);
    this.#losses.set(sentence, tally);
    if (this.#json) await this.print(`${JSON.stringify({ code, message: sentence, file, id })}\n`);
  }
}
