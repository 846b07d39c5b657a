import path from 'node:path';
import { Lines } from '../core/line.ts';
import { CodePoints } from '../core/text.ts';
import { same } from '../core/value.ts';
import { splice } from '../formats/splice.ts';
import { decode, decodeSource, sha256, toSidecar } from '../store/article.ts';
import { nameOf } from '../store/files.ts';
import { Projects } from '../store/project.ts';
import type { Reading } from '../store/reading.ts';
import type { Command } from './command.ts';
import { printFinding } from './finding.ts';
import { findVersion } from './git.ts';
import { count, goOn, type Io, plain, shown, toPath, toUri, WrongUse } from './io.ts';
import { load } from './load.ts';
import { findSources, isTaken, passedOver } from './sources.ts';
import { cut } from './table.ts';

export const anchor: Command = {
  name: 'anchor',
  summary: 'Find annotations again in articles that were changed.',
  help: `Usage: newsmark anchor PATH… [--old FILE] [--write] [--json]

Looks where the annotations of articles stand now: exact (where the sidecar says), moved, changed (other words stand
there), or lost. Only what is not exact is told, unless --json is given. A PATH is an article, its sidecar, or a folder
of them. Where git has the version of an article for which its sidecar was written, annotations are carried along what
has changed since; else they are found by their words and what stands around them.

Options:
  --old FILE  The article's text as it was when the sidecar was written, where git does not have it. For one article
              only.
  --write     Write the new places, and what is changed or lost, into the sidecars. Articles are never written.
  --json      Print one JSON object a line for each target: file, id, state, start, end, exact, found. Places count
              Unicode code points; they are null for what is lost.
  -h, --help  Show this help.

Examples:
  newsmark anchor .
  newsmark anchor articles/kharkiv.txt --json
  newsmark anchor . --write

Exit code: 0, 1 when something is changed or lost or could not be read or written, 2 when the command was given wrongly.
`,
  options: { old: { type: 'string' }, write: { type: 'boolean' }, json: { type: 'boolean' } },
  prints: ({ write }) => write !== true,
  async run({ values, paths }, io) {
    const found = await findSources(paths, new Projects(io.files), io);
    const taken = found.sources.filter(isTaken);
    if (values.old !== undefined && taken.length !== 1)
      throw new WrongUse(`--old is the text of one article, and there are ${taken.length}.`);
    const given = typeof values.old === 'string' ? await readText(values.old, io) : undefined;
    const tally = { exact: 0, moved: 0, changed: 0, lost: 0 };
    let failed = false;
    for (const source of taken) {
      await goOn(io);
      const { reading, findings } = await load(source, io, async ({ sha256: hash }, text) => {
        if (given !== undefined || hash === undefined || hash === (await sha256(text))) return given;
        return findVersion(toPath(source.article), hash);
      });
      for (const finding of findings) await io.err(printFinding(finding, io.cwd));
      failed ||= findings.some(({ severity }) => severity === 'error');
      if (reading?.text === undefined || !reading.parsed?.value) continue;
      const records = recordsOf(reading, shown(source.article, io.cwd).replaceAll('\\', '/'));
      for (const record of records) tally[record.state]++;
      await io.out(values.json === true ? records.map(printJson).join('') : print(records, reading.text));
      if (values.write === true) await write(reading, io);
    }
    await io.err(passedOver(found, io.cwd));
    const states = Object.entries(tally).map(([state, number]) => `${number} ${state}`);
    await io.err(`${count(taken.length, 'sidecar')}: ${states.join(', ')}.\n`);
    return failed || tally.changed + tally.lost > 0 ? 1 : 0;
  },
};

async function readText(file: string, io: Io): Promise<string> {
  const bytes = await io.files.read(toUri(path.resolve(io.cwd, file)));
  const text = bytes && decode(bytes).text;
  if (text === undefined) throw new WrongUse(`There is no text file ${file}.`);
  return text;
}

/** What became of one target of an annotation. Places count code points of the present text; null where it has none. */
interface Anchored {
  readonly file: string;
  readonly id: string;
  readonly state: 'exact' | 'moved' | 'changed' | 'lost';
  readonly start: number | null;
  readonly end: number | null;
  /** The words that the sidecar has, and those that stand there now. */
  readonly exact: string;
  readonly found: string | null;
}

function recordsOf({ text = '', annotations, parsed }: Reading, file: string): Anchored[] {
  const points = new CodePoints(text);
  const inFile = new Map(parsed?.value?.annotations.map((annotation) => [annotation.id, annotation]));
  return annotations.flatMap(({ id, target }) =>
    target.map((each, i): Anchored => {
      const { exact } = inFile.get(id)?.target[i] ?? each;
      if (each.state === 'lost') return { file, id, state: 'lost', start: null, end: null, exact, found: null };
      const { start, end } = points.spanFromUtf16(each);
      const found = text.slice(each.start, each.end);
      const before = inFile.get(id)?.target[i];
      const isExact = before?.start === start && before.end === end && found === exact;
      return { file, id, state: each.state ?? (isExact ? 'exact' : 'moved'), start, end, exact, found };
    }),
  );
}

const printJson = (record: Anchored): string => `${JSON.stringify(record)}\n`;

/** The most code points of a passage that a line repeats. */
const MOST = 60;

/** `file:line:column: state: words [id]`, and for changed words those that stand there now. */
function print(records: readonly Anchored[], text: string): string {
  const lines = new Lines(text);
  const points = new CodePoints(text);
  const quote = (words: string) => `"${cut(plain(words), MOST)}"`;
  return records
    .filter(({ state }) => state !== 'exact')
    .map(({ file, id, state, start, exact, found }) => {
      const place = start === null ? undefined : lines.at(points.toUtf16(start));
      const now = state === 'changed' && found !== null ? ` is now ${quote(found)}` : '';
      return `${plain(file)}:${place?.line ?? 1}:${place?.column ?? 1}: ${state}: ${quote(exact)}${now} [${plain(id)}]\n`;
    })
    .join('');
}

/** Writes what was found into the sidecar, if it says anything else. */
async function write(
  { article, sidecar, text = '', annotations, parsed, bytes }: Reading,
  { files }: Io,
): Promise<void> {
  const source = bytes && decodeSource(bytes);
  const before = parsed?.value;
  if (source === undefined || !before) return;
  const wanted = toSidecar(before, { file: nameOf(article), sha256: await sha256(text) }, annotations, text);
  if (same(wanted, before)) return;
  const spliced = splice(source, wanted, new Map(), before);
  if (spliced.text === undefined)
    throw new WrongUse(`${nameOf(sidecar)} cannot be rewritten without touching more than it should.`);
  const present = await files.read(sidecar);
  if (!present || decodeSource(present) !== source)
    throw new WrongUse(`${nameOf(sidecar)} was changed meanwhile, and was left as it is. Run the command again.`);
  await files.write(sidecar, new TextEncoder().encode(spliced.text));
}
