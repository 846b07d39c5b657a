import { extent, quoted } from '../core/annotation.ts';
import { Lines } from '../core/line.ts';
import { outline } from '../core/outline.ts';
import type { Exportable } from '../formats/exporter.ts';
import { jsonl } from '../formats/jsonl.ts';
import { Projects } from '../store/project.ts';
import type { Command } from './command.ts';
import { count, plain, shown } from './io.ts';
import { readAll, tellBroken } from './read.ts';
import { baseOf, findSources, isTaken, passedOver } from './sources.ts';
import { cut, printTable } from './table.ts';

export const list: Command = {
  name: 'list',
  summary: 'List annotations.',
  help: `Usage: newsmark list PATH… [--json]

Lists the annotations of articles: label, id, line:column, attributes, words. Those that need a look come first. A PATH
is an article, its sidecar, or a folder of them.

Options:
  --json      Print one JSON object a line, as "newsmark export --format jsonl" writes them.
  -h, --help  Show this help.

Examples:
  newsmark list .
  newsmark list articles/kharkiv.txt --json > kharkiv.jsonl

Exit code: 0, 1 when something could not be read, 2 when the command was given wrongly.
`,
  options: { json: { type: 'boolean' } },
  prints: () => true,
  async run({ values, paths }, io) {
    const found = await findSources(paths, new Projects(io.files), io);
    const taken = found.sources.filter(isTaken);
    const base = baseOf(taken);
    let annotations = 0;
    let failed = await tellBroken(taken, io);
    // What is listed tells how far it is.
    for await (const { source, article, hasErrors } of readAll(taken, base, { ...io, bar: undefined })) {
      failed ||= hasErrors;
      if (!article) continue;
      annotations += article.annotations.length;
      await io.out(
        values.json === true
          ? jsonl.print(article).chunk
          : printArticle(article, shown(source.own ? source.sidecar : source.article, io.cwd), io.columns),
      );
    }
    await io.err(passedOver(found, io.cwd));
    await io.err(`${count(annotations, 'annotation')} in ${count(taken.length, 'sidecar')}.\n`);
    return failed ? 1 : 0;
  },
};

/** The most columns that attributes take of a line. */
const MOST_ATTRIBUTES = 32;

function printArticle(article: Exportable, name: string, columns: number | undefined): string {
  const lines = new Lines(article.text);
  const placeOf = (offset: number): string => {
    const { line, column } = lines.at(offset);
    return `${line}:${column}`;
  };
  const rows = outline(article.annotations, article.codebook).flatMap(({ title, kind, members }) =>
    members.map((annotation) => [
      `  ${plain(title)}`,
      annotation.id,
      'state' in kind ? '-' : placeOf(extent(annotation).start),
      cut(plain(Object.values(annotation.attributes).flat().join(', ')), MOST_ATTRIBUTES),
      plain(quoted(annotation)),
    ]),
  );
  const heading = `${plain(name)}: ${count(article.annotations.length, 'annotation')}`;
  return `${[heading, ...printTable(rows, columns)].join('\n')}\n`;
}
