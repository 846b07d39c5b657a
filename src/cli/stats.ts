import { isReviewed, state } from '../core/annotation.ts';
import { labelName } from '../core/outline.ts';
import type { Exportable } from '../formats/exporter.ts';
import { Projects } from '../store/project.ts';
import type { Command } from './command.ts';
import { count, plain } from './io.ts';
import { readAll, tellBroken } from './read.ts';
import { baseOf, findSources, isTaken, passedOver } from './sources.ts';
import { printTable } from './table.ts';

export const stats: Command = {
  name: 'stats',
  summary: 'Count annotations by label, value, role, state and annotator.',
  help: `Usage: newsmark stats PATH… [--json]

Counts what is annotated in articles: how many annotations there are of each label, how many of them have each value of
an attribute, links by role, how many have words that are changed or lost, how many are reviewed, and whose they are.
A PATH is an article, its sidecar, or a folder of them.

Of attributes in which anything may be written only those values are named that are among the 20 most frequent.

Options:
  --json      Print one JSON object, with all values.
  -h, --help  Show this help.

Examples:
  newsmark stats .
  newsmark stats . --json | jq .labels

Exit code: 0, 1 when something could not be read, 2 when the command was given wrongly.
`,
  options: { json: { type: 'boolean' } },
  prints: () => true,
  async run({ values, paths }, io) {
    const found = await findSources(paths, new Projects(io.files), io);
    const taken = found.sources.filter(isTaken);
    const tally = new Tally();
    let failed = await tellBroken(taken, io);
    for await (const { article, hasErrors } of readAll(taken, baseOf(taken), io)) {
      failed ||= hasErrors;
      if (article) tally.add(article);
    }
    const without = found.articles.length - new Set(taken.map(({ article }) => article)).size;
    await io.out(
      values['json'] === true ? `${JSON.stringify(tally.json(without))}\n` : tally.print(without, io.columns),
    );
    await io.err(passedOver(found, io.cwd));
    return failed ? 1 : 0;
  },
};

/** So many values of an attribute are shown. */
const MOST = 20;

type Counts = Map<string, number>;

/** Counts of everything, in the order in which it was seen first. */
class Tally {
  articles = 0;
  #annotations = 0;
  readonly #labels: Counts = new Map();
  /** By `label.attribute`. */
  readonly #values = new Map<string, Counts>();
  readonly #roles: Counts = new Map();
  readonly #states: Counts = new Map();
  readonly #people: Counts = new Map();
  #reviewed = 0;

  add({ annotations, codebook, annotator }: Exportable): void {
    this.articles++;
    this.#annotations += annotations.length;
    for (const annotation of annotations) {
      const label = labelName(codebook, annotation);
      add(this.#labels, label);
      for (const [name, value] of Object.entries(annotation.attributes)) {
        const key = `${label}.${name}`;
        const counts = this.#values.get(key) ?? new Map();
        this.#values.set(key, counts);
        for (const each of [value].flat()) add(counts, each);
      }
      for (const { role } of annotation.links) add(this.#roles, role);
      const own = state(annotation);
      if (own) add(this.#states, own);
      if (isReviewed(annotation)) this.#reviewed++;
      const by = annotation.by ?? annotator;
      if (by !== undefined) add(this.#people, by);
    }
  }

  /** `without`: articles that nobody has annotated. */
  json(without: number): object {
    return {
      articles: { annotated: this.articles, without },
      annotations: this.#annotations,
      labels: Object.fromEntries(sorted(this.#labels)),
      attributes: Object.fromEntries(
        [...this.#values].map(([name, counts]) => [name, Object.fromEntries(sorted(counts))]),
      ),
      links: Object.fromEntries(sorted(this.#roles)),
      states: Object.fromEntries(sorted(this.#states)),
      reviewed: this.#reviewed,
      annotators: Object.fromEntries(sorted(this.#people)),
    };
  }

  print(without: number, columns: number | undefined): string {
    const rows: string[][] = [];
    const part = (title: string, counts: Counts): void => {
      if (counts.size === 0) return;
      const all = sorted(counts);
      rows.push([plain(title)], ...all.slice(0, MOST).map(([name, number]) => [`  ${plain(name)}`, String(number)]));
      if (all.length > MOST) rows.push([`  and others: ${all.length - MOST}`]);
    };
    part('labels', this.#labels);
    for (const [name, counts] of this.#values) part(name, counts);
    part('links', this.#roles);
    part('words', this.#states);
    part('annotators', this.#people);
    const head = `${count(this.#annotations, 'annotation')} in ${count(this.articles, 'article')}, ${this.#reviewed} reviewed; ${count(without, 'article')} without.`;
    return `${[head, ...printTable(rows, columns)].join('\n')}\n`;
  }
}

const add = (counts: Counts, name: string): void => {
  counts.set(name, (counts.get(name) ?? 0) + 1);
};

/** The most frequent first. */
const sorted = (counts: Counts): (readonly [string, number])[] => [...counts].sort(([, a], [, b]) => b - a);
