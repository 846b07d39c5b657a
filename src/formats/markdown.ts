import type { Annotation } from '../core/annotation.ts';
import { inTextOrder, quoted, state } from '../core/annotation.ts';
import { labelOf, roleOf, titleOf } from '../core/label.ts';
import { Lines } from '../core/line.ts';
import { counts } from '../core/outline.ts';
import { CodePoints } from '../core/text.ts';
import type { Exportable, Exporter } from './exporter.ts';
import { fromMarkdown, markdownLine, seen, toMarkdown } from './markdowntext.ts';
import { linkIn, lossesOf, placeOf } from './record.ts';

/**
 * A report in Markdown (CommonMark) for people who read: one file for each article, with what is known of it and its
 * annotations in text order, numbered, with their lines (1-based) and words. Those whose words are not in the article
 * come last. Nothing that stands in the article or its sidecar is Markdown there.
 */
export const markdown: Exporter = {
  name: 'markdown',
  title: 'Markdown',
  description: 'A report for people: each annotation with its words and its line. One file for each article.',
  extension: '.report.md',
  per: 'article',
  print(article) {
    const points = new CodePoints(article.text);
    const entries = entriesOf(article, points);
    const sections = [...entries.values()].map((entry) => printEntry(entry, entries, article));
    return {
      chunk: [printHead(article), ...sections].join('\n'),
      losses: article.annotations.flatMap((each) => lossesOf(each, ['conflict'], article, points)),
    };
  },
  untrue(chunk, article) {
    const sections = new Map(
      chunk.split(/\n(?=## )/).map((section) => [/^- Id: (.*)$/m.exec(section)?.[1], section] as const),
    );
    const points = new CodePoints(article.text);
    const lines = article.text.split('\n');
    const isTrue = (annotation: Annotation): boolean => {
      const section = sections.get(toMarkdown(annotation.id)) ?? '';
      const quote = Array.from(section.matchAll(/^>(?: (.*))?$/gm), ([, line = '']) => line).join('\n');
      const line = /^## \d+\. Lines? (\d+)/.exec(section)?.[1];
      const [first = ''] = annotation.target[0]?.exact.split('\n') ?? [];
      const isThere = isPlaced(annotation, article, points)
        ? lines[Number(line) - 1]?.includes(first)
        : line === undefined;
      return isThere === true && fromMarkdown(quote) === seen(quoted(annotation));
    };
    return article.annotations.filter((each) => !isTrue(each)).map(({ id }) => id);
  },
};

/** An annotation as it stands in the report. */
interface Entry {
  readonly annotation: Annotation;
  readonly number: number;
  /** `Line 3`, `Lines 3–5`; or what has become of its words. */
  readonly place: string;
}

const isPlaced = ({ target }: Annotation, { text }: Exportable, points: CodePoints): boolean =>
  target.every((each) => placeOf(each, text, points));

/** By id, in the order of the report. */
function entriesOf(article: Exportable, points: CodePoints): ReadonlyMap<string, Entry> {
  const sorted = article.annotations.toSorted(inTextOrder);
  const placed = new Set(sorted.filter((each) => isPlaced(each, article, points)));
  const lines = new Lines(article.text);
  const all = [...placed, ...sorted.filter((each) => !placed.has(each))];
  return new Map(
    all.map((annotation, i) => {
      const gone = state(annotation) === 'changed' ? 'Changed' : 'Lost';
      const place = placed.has(annotation) ? linesOf(annotation, lines) : gone;
      return [annotation.id, { annotation, number: i + 1, place }];
    }),
  );
}

function linesOf({ target }: Annotation, lines: Lines): string {
  const from = lines.at(target[0]?.start ?? 0).line;
  const to = lines.at((target.at(-1)?.end ?? 1) - 1).line;
  return from === to ? `Line ${from}` : `Lines ${from}–${to}`;
}

function printHead({ file, about, annotator, annotations, codebook }: Exportable): string {
  const labels = counts(annotations, codebook).filter(({ count }) => count > 0);
  return [
    `# ${markdownLine(about.title ?? '') || markdownLine(file)}`,
    '',
    ...item('File', file),
    ...item('Address', about.url),
    ...item('Publisher', about.publisher),
    ...item('Author', about.author),
    ...item('Published', about.published),
    ...item('Annotator', annotator),
    ...item('Codebook', codebook.version),
    ...labels.map(({ title, count }) => `- ${markdownLine(title)}: ${count}`),
    '',
  ].join('\n');
}

function printEntry(
  { annotation, number, place }: Entry,
  entries: ReadonlyMap<string, Entry>,
  article: Exportable,
): string {
  const { id, attributes, links, review, note, by, created, modified, modifiedBy, suggestedBy } = annotation;
  const { codebook, root } = article;
  const label = labelOf(codebook, annotation.label);
  const values = Object.entries(attributes).flatMap(([name, value]) =>
    item(label?.attributes.find((each) => each.name === name)?.title ?? name, [value].flat().join(', ')),
  );
  const ties = links.flatMap(({ role, to }) => item(roleOf(codebook, role)?.title ?? role, ends(to, entries, root)));
  return [
    `## ${number}. ${place}: ${markdownLine(titleOf(codebook, annotation.label))}`,
    '',
    `> ${toMarkdown(quoted(annotation), '> ')}`,
    '',
    ...values,
    ...ties,
    ...(review ? item('Review', told(review.state, review.by, review.at)) : []),
    ...item('Suggested by', suggestedBy),
    ...item('Annotated', told(by, created)),
    ...item('Changed', told(modifiedBy, modified)),
    ...(note ? [`- Note: ${toMarkdown(note, '  ')}`] : []),
    `- Id: ${toMarkdown(id)}`,
    '',
  ].join('\n');
}

/** A line of a list; none for nothing. */
const item = (name: string, text: string | undefined): readonly string[] =>
  text ? [`- ${markdownLine(name)}: ${markdownLine(text)}`] : [];

const told = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join(', ');

/** What a link leads to: the number of an annotation in the report, and how it begins. */
function ends(to: string, entries: ReadonlyMap<string, Entry>, root: string): string {
  const entry = entries.get(to);
  return entry ? `${entry.number}, ${brief(quoted(entry.annotation))}` : linkIn(root, to);
}

/** In code points. */
const MOST = 80;

function brief(words: string): string {
  const points = Array.from(words.slice(0, 2 * MOST));
  return points.length > MOST ? `${points.slice(0, MOST).join('')}…` : words;
}
