import { state } from '../core/annotation.ts';
import { check as checkAnnotations, isOfCodebook } from '../core/check.ts';
import { CodePoints } from '../core/text.ts';
import { sha256 } from '../store/article.ts';
import { isBroken, Projects } from '../store/project.ts';
import type { Reading } from '../store/reading.ts';
import type { Command } from './command.ts';
import { type Finding, printFinding, printFindingJson, toFinding } from './finding.ts';
import { count, goOn, type Io } from './io.ts';
import { load } from './load.ts';
import { findSources, type Source } from './sources.ts';

export const check: Command = {
  name: 'check',
  summary: 'Report problems in annotations and codebooks.',
  help: `Usage: newsmark check PATH… [--json]

Reports what is wrong with the annotations of articles and with the codebooks that apply to them, one problem a line:
file:line:column: severity: sentence [code]. A PATH is an article, its sidecar, a codebook, or a folder of them.

Options:
  --json      Print one JSON object a line: file, line, column, endLine, endColumn, severity, code, message, id.
  -h, --help  Show this help.

Examples:
  newsmark check .
  newsmark check "articles/**/*.txt" --json > problems.jsonl

Exit code: 0 when there are no errors and no warnings, 1 when there are, 2 when the command was given wrongly.
`,
  options: { json: { type: 'boolean' } },
  prints: () => true,
  async run({ values, paths }, io) {
    const { sources, projects } = await findSources(paths, new Projects(io.files), io);
    const tally = { error: 0, warning: 0, information: 0 };
    const print = values.json === true ? printFindingJson : printFinding;
    const tell = async (findings: readonly Finding[]) => {
      for (const finding of findings) {
        tally[finding.severity]++;
        await io.out(print(finding, io.cwd));
      }
    };
    for (const { file, problems } of projects) {
      if (file !== undefined) await tell(problems.map((problem) => toFinding(problem, file)));
    }
    let annotations = 0;
    for (const source of sources) {
      await goOn(io);
      const { findings, checked } = await checkSource(source, io);
      annotations += checked;
      await tell(findings);
    }
    const found = [
      count(tally.error, 'error'),
      count(tally.warning, 'warning'),
      `${tally.information} for information`,
    ];
    const told = found.filter((each) => !each.startsWith('0 ')).join(', ') || 'no problems';
    await io.err(`${count(annotations, 'annotation')} in ${count(sources.length, 'sidecar')} checked: ${told}.\n`);
    return tally.error + tally.warning > 0 ? 1 : 0;
  },
};

async function checkSource(
  source: Source,
  io: Io,
): Promise<{ readonly findings: readonly Finding[]; readonly checked: number }> {
  const { reading, findings } = await load(source, io);
  const sidecar = reading?.parsed?.value;
  if (!reading || !sidecar) return { findings, checked: 0 };
  const { codebook } = source.project;
  // Without its text the file is checked as it stands.
  const annotations = reading.text === undefined ? sidecar.annotations : reading.annotations;
  const all = checkAnnotations(annotations, codebook);
  const problems = isBroken(source.project) ? all.filter((problem) => !isOfCodebook(problem)) : all;
  const own = problems.map((problem) => toFinding(problem, source.sidecar, reading.parsed?.places));
  return {
    findings: [...findings, ...own, ...(await outdated(reading, source))].sort(inFileOrder),
    checked: annotations.length,
  };
}

/** Places that the article has left behind: the words were found elsewhere, but a reader of the file alone would miss them. */
async function outdated({ text, annotations, parsed }: Reading, { sidecar }: Source): Promise<Finding[]> {
  if (text === undefined) return [];
  const points = new CodePoints(text);
  const inFile = new Map(parsed?.value?.annotations.map((annotation) => [annotation.id, annotation]));
  const moved = annotations.filter(({ id, target }) =>
    target.some((fragment, i) => {
      const before = inFile.get(id)?.target[i];
      return (
        !fragment.state &&
        (before?.state !== undefined ||
          before?.start !== points.fromUtf16(fragment.start) ||
          before.end !== points.fromUtf16(fragment.end))
      );
    }),
  );
  const [first] = moved;
  if (!first) {
    const known = parsed?.value?.article.sha256;
    if (known === undefined || annotations.length === 0 || annotations.some(state) || known === (await sha256(text)))
      return [];
    return [toFinding({ code: 'other-text', severity: 'information', values: [] }, sidecar)];
  }
  const sentence = `The places of ${count(moved.length, 'annotation')} in this file are of an older text; the words were found elsewhere. The next change in the editor writes their new places.`;
  return [{ uri: sidecar, place: parsed?.places.get(first.id), severity: 'information', code: 'moved', sentence }];
}

const inFileOrder = (a: Finding, b: Finding): number =>
  (a.place?.line ?? 1) - (b.place?.line ?? 1) || (a.place?.column ?? 1) - (b.place?.column ?? 1);
