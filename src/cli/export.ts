import { realpathSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { isInside } from '../disk/output.ts';
import { type Choice, type Choices, Export, type Exporter, outputOf } from '../formats/exporter.ts';
import { EXPORTERS, exporterOf } from '../formats/exporters.ts';
import { Projects } from '../store/project.ts';
import type { Args, Command } from './command.ts';
import { MOST_ALONE, type Order, partsOf } from './crew.ts';
import { Exporting, type Outcome } from './exporting.ts';
import { count, goOn, type Io, plain, shown, toPath, toUri, WrongUse } from './io.ts';
import { Outputs, standardOutput } from './outputs.ts';
import { tellBroken } from './read.ts';
import { baseOf, bySidecar, findSources, isTaken, passedOver } from './sources.ts';

const formats = EXPORTERS.map(({ name, title, description }) => `  ${name.padEnd(13)} ${title}: ${description}`).join(
  '\n',
);

const choices = new Set(EXPORTERS.flatMap(({ choices = [] }) => choices));

const formatsWith = (choice: Choice): string =>
  EXPORTERS.filter((each) => each.choices?.includes(choice))
    .map(({ name }) => name)
    .join(', ');

const choiceHelp = Array.from(choices, (choice) => ({ ...choice, formats: formatsWith(choice) }))
  .map(({ name, values, formats }) =>
    [
      `  --${name} ${values.map(({ value }) => value).join('|')}   (${formats})`,
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
  -f, --format FORMAT  The format.
  -o, --out DIR        The folder for the files. It is made if need be.
  --all                Take articles without annotations, too, as texts to be annotated in another program; not those
                       in DIR, unless a PATH leads there.
  --strict             Exit with 1 also when something was written with losses.
  --json               Tell each loss, and in the last line what was written, as JSON on standard output; on standard
                       error where standard output is the export.
  -h, --help           Show this help.

Options of single formats, the first value being meant without them:
${choiceHelp}

Examples:
  newsmark export . --format jsonl --out export
  newsmark export articles --format doccano --all --out to-annotate
  newsmark export articles/kharkiv.txt -f csv > kharkiv.csv
  newsmark export . --format csv --encoding utf-8-sig --out for-excel
  newsmark export . --format w3c --unit utf16 --out recogito

What was written, and what could not be, is told on standard error.
Exit code: 0, 1 when annotations were left out or a file could not be read or written, 2 when the command was
given wrongly.
`,
  options: {
    format: { type: 'string', short: 'f' },
    out: { type: 'string', short: 'o' },
    all: { type: 'boolean' },
    strict: { type: 'boolean' },
    json: { type: 'boolean' },
    ...Object.fromEntries(Array.from(choices, ({ name }) => [name, { type: 'string' }] as const)),
  },
  prints: ({ out }) => out === undefined,
  async run({ values, paths }, io) {
    const exporter = formatOf(values);
    const folder = await folderOf(values, exporter, io);
    const projects = new Projects(io.files);
    const found = await findSources(paths, projects, io);
    const outputs = folder === undefined ? undefined : new Outputs(folder, projects);
    const json = values['json'] === true;
    // On standard output a bar would stand in the midst of what is written.
    const quiet = outputs ? io : { ...io, bar: undefined };
    const choices = choicesOf(values, exporter);
    const exporting = new Exporting(new Export(exporter, choices), quiet, { json, toFiles: outputs !== undefined });
    const isAll = values['all'] === true;
    const bare = isAll ? found.bare.filter(({ article }) => !isOutput(article, folder, paths, io)) : [];
    const sources = [...found.sources.filter(isTaken), ...bare].sort(bySidecar);
    const order = { format: exporter.name, choices, base: baseOf(sources), cwd: io.cwd, folder, json };
    const isBroken = await tellBroken(sources, io);
    const sink = outputs ?? standardOutput(io.out);
    try {
      if (io.threads > 1 && sources.length > MOST_ALONE && !exporter.packed) {
        for await (const part of partsOf(sources, order, quiet)) {
          await io.out(part.out);
          await io.err(part.err);
          await exporting.join(part.outcome, part, sink);
          if (outputs) outputs.count += part.files;
        }
      } else await exporting.add(sources, order.base, sink);
      await exporting.end(sink);
      await goOn(io);
      await sink.commit();
    } catch (error) {
      await sink.abandon();
      throw error;
    }
    const target = folder === undefined ? 'standard output' : plain(shown(toUri(folder), io.cwd));
    if (json) await exporting.print(summaryOf(exporter, exporting));
    else
      await io.err(
        passedOver(isAll ? { ...found, empty: [] } : found, io.cwd) +
          report(exporter, exporting, order, target, outputs?.count),
      );
    return isBroken || exporting.failed || (values['strict'] === true && exporting.losses.size > 0) ? 1 : 0;
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

/** Whether an earlier export may have written it: it lies in the folder of this one, and no path leads there. */
function isOutput(article: string, folder: string | undefined, paths: readonly string[], { cwd }: Io): boolean {
  if (folder === undefined) return false;
  const [out, file] = [real(folder), real(toPath(article))];
  const leadsThere = (each: string): boolean => each === out || isInside(out, each);
  return isInside(out, file) && !paths.some((each) => leadsThere(real(path.resolve(cwd, each))));
}

/** Without symbolic links; as it is where there is nothing. */
function real(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

const isOneFile = ({ per, beside, about }: Exporter): boolean => per === 'export' && !beside && !about;

function choicesOf(values: Args['values'], exporter: Exporter): Choices {
  const given = Array.from(choices, ({ name }) => name).filter((name) => typeof values[name] === 'string');
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

/** `target`: where it was written to; `files`: how many of them, if they were counted. */
function report(
  exporter: Exporter,
  { articles, read, written, losses }: Outcome,
  { base, cwd }: Order,
  target: string,
  files: number | undefined,
): string {
  const isOne = files === undefined || isOneFile(exporter);
  const notes = [
    isOne ? '' : count(files, 'file'),
    base === '' ? '' : `paths relative to ${plain(shown(base, cwd))}`,
  ].filter((note) => note !== '');
  const name = isOne && files !== undefined ? path.join(target, outputOf(exporter, { stem: '' })) : target;
  const place = `${name}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
  const end = files === 0 ? 'nothing was written' : `${written} written to ${place}`;
  const what =
    exporter.onlyTerms && files !== 0
      ? `only the labels written to ${name}, as the format holds no annotations`
      : `${end}, ${read - written} left out`;
  return [
    `${count(read, 'annotation')} of ${count(articles, 'article')}: ${what}.\n`,
    ...[...losses].map(
      ([sentence, { count, names }]) =>
        `  ${count} of them: ${sentence} (${plain(names.join(', '))}${count > names.length ? ', …' : ''})\n`,
    ),
  ].join('');
}

function summaryOf({ onlyTerms }: Exporter, { articles, read, losses, ...outcome }: Outcome): string {
  const written = onlyTerms ? 0 : outcome.written;
  const counts = Object.fromEntries([...losses.values()].map(({ code, count }) => [code, count]));
  return `${JSON.stringify({ articles, annotations: read, written, losses: counts })}\n`;
}
