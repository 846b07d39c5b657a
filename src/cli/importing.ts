import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { clip, type ForeignArticle, type Read, type Skip, skipSentence } from '../formats/importer.ts';
import { areNameless, inputOf, labelHere } from '../store/arrival.ts';
import { bring, type Doer, type Meant } from '../store/bring.ts';
import { changeClosed } from '../store/closed.ts';
import { sidecarOf } from '../store/files.ts';
import { Projects } from '../store/project.ts';
import { Shelves } from '../store/shelves.ts';
import { Unknown } from '../store/unknown.ts';
import type { Args } from './command.ts';
import { type Finding, printFinding, printFindingJson, toFinding } from './finding.ts';
import type { Input } from './inputs.ts';
import { count, goOn, type Io, plain, reason, shown, toPath, toUri, WrongUse } from './io.ts';
import { findSources } from './sources.ts';

const NOTHING = { annotations: 0, articles: 0, added: 0, changed: 0, known: 0, leftOut: 0, made: 0 };

/** An import that goes on. */
export class Importing {
  skipped = 0;
  conflicts = 0;
  readonly #values: Args['values'];
  readonly #io: Io;
  readonly #projects: Projects;
  readonly #shelves: Shelves;
  /** The one that is meant whatever the files say. */
  readonly #article: string | undefined;
  readonly #map: ReadonlyMap<string, string>;
  readonly #columns: ReadonlyMap<string, string>;
  readonly #meant: Meant[] = [];
  /** What the reader of a file could not read of it. */
  readonly #unread: { readonly uri: string; readonly skip: Skip }[] = [];
  #total = { ...NOTHING };
  #unknown = new Unknown();

  constructor(values: Args['values'], io: Io) {
    this.#values = values;
    this.#io = io;
    const projects = new Projects(io.files);
    this.#projects = projects;
    this.#shelves = new Shelves(
      io.files,
      async (folder) => (await findSources([toPath(folder)], projects, io)).articles,
    );
    const { article } = values;
    this.#article = typeof article === 'string' ? toUri(path.resolve(io.cwd, article)) : undefined;
    this.#map = new Map(listOf(values['map']).map((pair) => splitAt(pair, '--map is THEIRS=OURS')));
    const columns = listOf(values['column']).map((pair) => splitAt(pair, '--column is OURS=THEIRS'));
    this.#columns = new Map(columns);
    if (this.#columns.size < columns.length || new Set(this.#columns.values()).size < columns.length)
      throw new WrongUse('--column names a column twice.');
  }

  /** Forgets what was counted. */
  restart(): void {
    this.skipped = 0;
    this.conflicts = 0;
    this.#total = { ...NOTHING };
    this.#unknown = new Unknown();
  }

  /** Reads all files. False, and told, when one of them is broken: nothing is written then. */
  async read(inputs: readonly Input[]): Promise<boolean> {
    let isWhole = true;
    for (const [i, found] of inputs.entries()) {
      await goOn(this.#io);
      this.#io.bar?.((i / inputs.length) * 0.3);
      const { articles, skipped, broken } = await this.#readOne(found);
      for (const skip of skipped ?? []) this.#unread.push({ uri: found.uri, skip });
      const { importer, uri: file, folder, isStandard } = found;
      const isNameless = isStandard || areNameless(articles ?? []);
      const article = this.#article;
      for (const foreign of articles ?? []) this.#meant.push({ importer, file, folder, isNameless, article, foreign });
      if (broken) await this.#tell(found.uri, broken);
      isWhole &&= !broken;
    }
    if (!isWhole) await this.#io.err('Nothing was written.\n');
    this.#io.bar?.(undefined);
    return isWhole;
  }

  async #readOne({ importer, uri, name, isStandard }: Input): Promise<Read> {
    const { columns = [] } = importer;
    for (const ours of this.#columns.keys())
      if (!columns.includes(ours))
        throw new WrongUse(
          `${importer.title} has no column "${ours}" that --column could name.${columns.length > 0 ? ` Columns: ${columns.join(', ')}.` : ''}`,
        );
    const { files, input: standard } = this.#io;
    const reading = isStandard
      ? standard().then((bytes) => ({ name, bytes, beside: new Map<string, Uint8Array>() }))
      : inputOf(uri, name, importer, files);
    const input = await reading.catch(async (error: unknown): Promise<Read> => {
      await goOn(this.#io);
      return { broken: { code: 'unreadable', values: [reason(error)] } };
    });
    if (!input) throw new WrongUse(`There is no file ${plain(toPath(uri))}.`);
    if (!('bytes' in input)) return input;
    const read = importer.read({ ...input, columns: this.#columns });
    if (read.broken?.code === 'no-column')
      throw new WrongUse(`${plain(shown(uri, this.#io.cwd))}: ${plain(skipSentence(read.broken))}`);
    return read;
  }

  /** Brings all in; `isDry`: counts what would be done. */
  async all(isDry: boolean): Promise<void> {
    for (const { uri, skip } of this.#unread) await this.#skip(uri, skip);
    try {
      for (const [i, meant] of this.#meant.entries()) {
        await goOn(this.#io);
        this.#io.bar?.(0.3 + (i / this.#meant.length) * 0.7);
        await this.#bring(meant, isDry);
      }
    } finally {
      this.#io.bar?.(undefined);
    }
  }

  report(): string {
    const { annotations, articles, added, changed, known, leftOut, made } = this.#total;
    const unknown = this.#unknown;
    if (this.#values['json'] === true)
      return `${JSON.stringify({
        ...this.#total,
        conflicts: this.conflicts,
        skipped: this.skipped,
        labels: Object.fromEntries(unknown.of('labels')),
        attributes: Object.fromEntries(unknown.of('attributes')),
        values: Object.fromEntries(unknown.of('values')),
      })}\n`;
    return [
      `${count(annotations, 'annotation')} of ${count(articles, 'article')}: ${added} added, ${changed} changed`,
      `, ${known} known already, ${count(this.conflicts, 'conflict')}, ${this.skipped} skipped.\n`,
      leftOut > 0 ? `${count(leftOut, 'annotation')} left out, as --map says.\n` : '',
      made > 0 ? `${count(made, 'article')} made.\n` : '',
      lacking(
        'Labels',
        unknown.of('labels'),
        'Say what they are with --map THEIRS=OURS, or add them to newsmark.yaml.',
      ),
      lacking('Attributes', unknown.of('attributes'), 'They are kept.'),
      lacking('Values', unknown.of('values'), 'They are kept.'),
      this.#values['dry-run'] === true ? 'Nothing was written: this was a dry run.\n' : '',
    ].join('');
  }

  async #bring(meant: Meant, isDry: boolean): Promise<void> {
    const { foreign, file } = meant;
    this.#total.articles++;
    this.#total.annotations += foreign.annotations.length;
    const brought = await bring(meant, this.#doer(isDry));
    if (brought.skip) return this.#skipAll(file, brought.skip, foreign);
    if (brought.refused) {
      const finding = toFinding(brought.refused, sidecarOf(brought.arrival.uri));
      await this.#print(finding);
      this.skipped += foreign.annotations.length;
      return;
    }
    const { found, project, arrival } = brought;
    if (arrival.text !== undefined) this.#total.made++;
    this.#total.added += found.added;
    this.#total.changed += found.changed;
    this.#total.known += found.known;
    this.#total.leftOut += found.leftOut;
    this.conflicts += found.conflicts;
    for (const skip of found.skipped) await this.#skip(file, skip);
    this.#unknown.add(found.change, project.codebook);
  }

  #doer(isDry: boolean): Doer {
    const { files } = this.#io;
    return {
      files,
      shelves: this.#shelves,
      random: (bytes) => randomBytes(bytes),
      projectOf: (uri) => this.#projects.of(uri),
      label: (name, { codebook }) => {
        const said = this.#map.get(name) ?? labelHere(codebook, name) ?? name;
        return said === '' ? undefined : said;
      },
      change: async (uri, make, text) => {
        const bytes = text === undefined ? undefined : new TextEncoder().encode(text);
        if (bytes && !isDry) await files.write(uri, bytes);
        // A dry run reads what it would have written.
        const world = {
          files: isDry ? dryFiles(files, uri, bytes) : files,
          now: () => new Date(),
          author: () => undefined,
          draft: () => undefined,
          texts: { get: async () => undefined },
        };
        return changeClosed(world, uri, sidecarOf(uri), make);
      },
    };
  }

  async #skipAll(uri: string, skip: Skip, { annotations }: ForeignArticle): Promise<void> {
    await this.#tell(uri, { ...skip, line: skip.line ?? annotations[0]?.line });
    this.skipped += annotations.length;
  }

  async #skip(uri: string, skip: Skip): Promise<void> {
    this.skipped++;
    await this.#tell(uri, skip);
  }

  async #tell(uri: string, skip: Skip): Promise<void> {
    const place = skip.line === undefined ? undefined : { line: skip.line, column: skip.column ?? 1 };
    const sentence = skipSentence({ ...skip, values: skip.values.map(plain) });
    const finding = { uri, place, severity: 'error', code: skip.code, sentence, id: skip.id } as const;
    await this.#print(finding);
  }

  async #print(finding: Finding): Promise<void> {
    if (this.#values['json'] === true) await this.#io.out(printFindingJson(finding, this.#io.cwd));
    else await this.#io.err(printFinding(finding, this.#io.cwd));
  }
}

/** So many names are told. */
const MOST = 5;

function lacking(kind: string, names: readonly (readonly [name: string, times: number])[], advice: string): string {
  if (names.length === 0) return '';
  const told = names.slice(0, MOST).map(([name, times]) => `${clip(plain(name))} (${times})`);
  const others = names.length > MOST ? ` and ${names.length - MOST} more` : '';
  return `${kind} that the codebook does not have: ${told.join(', ')}${others}. ${advice}\n`;
}

const listOf = (value: Args['values'][string]): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

function splitAt(pair: string, rule: string): readonly [string, string] {
  const at = pair.indexOf('=');
  if (at < 1) throw new WrongUse(`${rule}, not ${pair}.`);
  return [pair.slice(0, at), pair.slice(at + 1)];
}

/** Files as they would be: one of them with other bytes, and nothing is written. */
const dryFiles = (files: Io['files'], uri: string, bytes: Uint8Array | undefined): Io['files'] => ({
  ...files,
  read: async (each) => (each === uri && bytes ? bytes : files.read(each)),
  write: async () => undefined,
  delete: async () => undefined,
});
