import { extent, quoted } from '../core/annotation.ts';
import { Finder } from '../core/filter.ts';
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
  help: `Usage: newsmark list PATH… [--filter TEXT] [--json]

Lists the annotations of articles: label, id, line:column, attributes, words. Those that need a look come first. A PATH
is an article, its sidecar, or a folder of them.

Options:
  --filter TEXT  List those that have every word of TEXT in their words, label, values, note or author, as "Filter
                 Annotations…" in VS Code does. Case and accents do not count.
  --json         Print one JSON object a line, as "newsmark export --format jsonl" writes them.
  -h, --help     Show this help.

Examples:
  newsmark list .
  newsmark list . --filter "claim false"
  newsmark list articles/kharkiv.txt --json > kharkiv.jsonl

Exit code: 0, 1 when something could not be read, 2 when the command was given wrongly.
`,
  options: { filter: { type: 'string' }, json: { type: 'boolean' } },
  prints: () => true,
  async run({ values, paths }, io) {
    const found = await findSources(paths, new Projects(io.files), io);
    const taken = found.sources.filter(isTaken);
    const base = baseOf(taken);
    const { filter } = values;
    let [annotations, listed] = [0, 0];
    let failed = await tellBroken(taken, io);
    // What is listed tells how far it is.
    for await (const { source, article, hasErrors } of readAll(taken, base, { ...io, bar: undefined })) {
      failed ||= hasErrors;
      if (!article) continue;
      const those = typeof filter === 'string' ? filtered(article, filter) : article;
      annotations += article.annotations.length;
      listed += those.annotations.length;
      if (filter !== undefined && those.annotations.length === 0) continue;
      await io.out(
        values.json === true
          ? jsonl.print(those).chunk
          : printArticle(those, shown(source.own ? source.sidecar : source.article, io.cwd), io.columns),
      );
    }
    await io.err(passedOver(found, io.cwd));
    const of = filter === undefined ? '' : `${listed} of `;
    await io.err(`${of}${count(annotations, 'annotation')} in ${count(taken.length, 'sidecar')}.\n`);
    return failed ? 1 : 0;
  },
};

const filtered = (article: Exportable, typed: string): Exportable => ({
  ...article,
  annotations: new Finder(article.codebook).find(article.annotations, typed),
});

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
