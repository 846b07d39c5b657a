import type { ForeignFragment } from './importer.ts';
import { slicer } from './record.ts';

/** The text of a task's data that its regions are in. Undefined where it did not come along, or where that is not clear. */
export function textIn(
  data: Readonly<Record<string, unknown>>,
  fragments: readonly ForeignFragment[],
): string | undefined {
  const { text } = data;
  const worded = fragments.filter(({ exact }) => exact !== undefined);
  const isText = typeof text === 'string';
  if (isText && fitting(text, worded) === worded.length) return isAddress(text) ? undefined : text;
  const strings = Object.values(data).filter((value) => typeof value === 'string');
  const scores = strings.map((value) => ({ value, score: fitting(value, worded) }));
  const most = scores.reduce((max, { score }) => Math.max(max, score), 0);
  const best = scores.filter(({ score }) => score === most);
  if (most > 0 && best.length === 1) return best[0]?.value;
  return isText && !isAddress(text) ? text : undefined;
}

/** Label Studio can be told to get the text from somewhere else. */
const isAddress = (text: string): boolean => /^[a-z0-9+.-]+:\/\/\S+$/i.test(text);

/** How many fragments have their words at their places, in either unit. */
function fitting(text: string, fragments: readonly ForeignFragment[]): number {
  const slice = slicer(text);
  return fragments.filter(({ start, end, exact }) => {
    // What is longer than its words is not even cut out.
    if (start === undefined || end === undefined || exact === undefined || end - start > exact.length) return false;
    return text.slice(start, end) === exact || slice(start, end) === exact;
  }).length;
}

/**
 * Label Studio writes the line ends of words as a backslash and an `n` when somebody selects them. Gives words as they
 * stand in the text, which is one of these.
 */
export function wordsIn(data: Readonly<Record<string, unknown>>): (written: string) => string {
  const isOther = Object.values(data).some((value) => typeof value === 'string' && value.includes('\\n'));
  return (written) => (isOther ? written : written.replaceAll('\\n', '\n'));
}
