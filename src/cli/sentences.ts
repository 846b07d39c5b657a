import path from 'node:path';
import { Lines } from '../core/line.ts';
import { CodePoints } from '../core/text.ts';
import { parse } from '../formats/sidecar.ts';
import { Sentences } from '../language/sentences.ts';
import { decode, decodeSource } from '../store/article.ts';
import { nameOf, sidecarOf } from '../store/files.ts';
import { Projects } from '../store/project.ts';
import type { Command } from './command.ts';
import { type Finding, printFinding, toFinding } from './finding.ts';
import { count, goOn, type Io, plain, reason, STANDARD_INPUT, shown, toUri } from './io.ts';
import { findSources } from './sources.ts';

export const sentences: Command = {
  name: 'sentences',
  summary: 'Show where sentences begin and end.',
  help: `Usage: newsmark sentences PATH… [--json]

Prints the sentences of articles: file:line:column: words. They are those that Newsmark tags when nothing is selected.
A PATH is an article, with or without a sidecar, or a folder of them; "-" is standard input. The rules are those of
English, unless a sidecar gives another language of its article, or a paragraph is not in Latin letters.

Options:
  --json      Print one JSON object a line for each sentence: file, start, end. Places count Unicode code points.
  -h, --help  Show this help.

Examples:
  newsmark sentences samples/kharkiv.txt
  pdftotext report.pdf - | newsmark sentences -
  newsmark sentences --json . > sentences.jsonl

Exit code: 0, 1 when something could not be read, 2 when the command was given wrongly.
`,
  options: { json: { type: 'boolean' } },
  prints: () => true,
  async run({ values, paths }, io) {
    const named = paths.filter((each) => each !== STANDARD_INPUT);
    const found = named.length > 0 ? (await findSources(named, new Projects(io.files), io)).articles : [];
    const articles = named.length < paths.length ? [STANDARD_INPUT, ...found] : found;
    let total = 0;
    let failed = false;
    for (const uri of articles) {
      await goOn(io);
      const { text, language, findings } = await read(uri, io);
      for (const finding of findings) await io.err(printFinding(finding, io.cwd));
      failed ||= findings.some(({ severity }) => severity === 'error');
      if (text === undefined) continue;
      const found = new Sentences().of(text, language);
      total += found.length;
      const file = uri === STANDARD_INPUT ? uri : shown(uri, io.cwd).replaceAll('\\', '/');
      const points = new CodePoints(text);
      const lines = new Lines(text);
      await io.out(
        found
          .map((span) => {
            if (values.json === true) return `${JSON.stringify({ file, ...points.spanFromUtf16(span) })}\n`;
            const { line, column } = lines.at(span.start);
            return `${plain(file)}:${line}:${column}: ${plain(text.slice(span.start, span.end))}\n`;
          })
          .join(''),
      );
    }
    await io.err(`${count(total, 'sentence')} in ${count(articles.length, 'article')}.\n`);
    return failed ? 1 : 0;
  },
};

interface Read {
  /** Undefined when there is none to read: `findings` says why. */
  readonly text?: string | undefined;
  readonly language?: string | undefined;
  readonly findings: readonly Finding[];
}

async function read(uri: string, { files, input, cwd }: Io): Promise<Read> {
  if (uri === STANDARD_INPUT) {
    const { text, problems } = decode(await input());
    const place = toUri(path.join(cwd, STANDARD_INPUT));
    return { text, findings: problems.map((problem) => toFinding(problem, place)) };
  }
  try {
    const [bytes, sidecar] = await Promise.all([files.read(uri), files.read(sidecarOf(uri))]);
    if (!bytes) {
      const missing = { code: 'no-article', severity: 'error', values: [nameOf(uri)] } as const;
      return { findings: [toFinding(missing, sidecarOf(uri))] };
    }
    // A sidecar that cannot be read says nothing of the language, and that is all that is asked.
    const about = sidecar && parse(decodeSource(sidecar) ?? '', nameOf(uri)).value?.article;
    const { text, problems } = decode(bytes, about?.encoding);
    return { text, language: about?.language, findings: problems.map((problem) => toFinding(problem, uri)) };
  } catch (error) {
    const sentence = `The article cannot be read: ${reason(error)}.`;
    return { findings: [{ uri, severity: 'error', code: 'unreadable', sentence }] };
  }
}
