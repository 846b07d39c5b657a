import { CodePoints } from '../core/text.ts';
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

/** How many line ends may be missing for each character of words. What stands at a longer place is not even cut out. */
const MOST_ENDS = 3;

/**
 * Gives the words of a region as they stand at its place in the text, which is one of these. Label Studio writes their
 * line ends as a backslash and an `n` when somebody selects them, and 1.4 leaves them out when it saves a task again.
 */
export function wordsIn(
  data: Readonly<Record<string, unknown>>,
): (written: string, place: Pick<ForeignFragment, 'start' | 'end'> | undefined) => string {
  const texts = Object.values(data).filter((value) => typeof value === 'string');
  const isOther = texts.some((text) => text.includes('\\n'));
  let slices: readonly ((start: number, end: number) => string)[] | undefined;
  return (written, { start = 0, end = 0 } = {}) => {
    const words = isOther ? written : written.replaceAll('\\n', '\n');
    const missing = end - start - new CodePoints(words).length;
    if (missing <= 0 || missing > MOST_ENDS * words.length) return words;
    slices ??= texts.flatMap((text) => [slicer(text), (from: number, to: number) => text.slice(from, to)]);
    const found = slices.map((slice) => slice(start, end));
    return found.find((each) => each.replaceAll(/[\r\n]/g, '') === words) ?? words;
  };
}
