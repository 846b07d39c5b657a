const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** Characters that terminals draw two columns wide. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]|\ufe0f/u;
const ZERO = /^[\p{M}\p{Cf}]+$/u;

/** How many columns of a terminal a text takes. */
export const widthOf = (text: string): number =>
  [...segmenter.segment(text)].reduce((sum, { segment }) => sum + graphemeWidth(segment), 0);

const graphemeWidth = (grapheme: string): number => (ZERO.test(grapheme) ? 0 : WIDE.test(grapheme) ? 2 : 1);

/** The text, or as much of it as fits into so many columns with an ellipsis behind it. */
export function cut(text: string, columns: number): string {
  let width = 0;
  let fitting = '';
  // One column more than is there is looked at, to see whether the whole fits.
  for (const { segment } of segmenter.segment(text)) {
    width += graphemeWidth(segment);
    if (width > columns) return columns < 1 ? '' : `${trimTo(fitting, columns - 1)}…`;
    fitting += segment;
  }
  return text;
}

function trimTo(text: string, columns: number): string {
  let rest = text;
  while (widthOf(rest) > columns) {
    const last = [...segmenter.segment(rest)].at(-1);
    rest = rest.slice(0, last?.index ?? 0);
  }
  return rest.trimEnd();
}

/** Lines of aligned cells, two spaces between columns. Lines are cut to `columns`, when given. */
export function printTable(rows: readonly (readonly string[])[], columns?: number): string[] {
  const longest = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const widths = Array.from({ length: longest }, (_, i) =>
    rows.reduce((most, row) => Math.max(most, widthOf(row[i] ?? '')), 0),
  );
  return rows.map((row) => {
    const cells = row.map((cell, i) =>
      i === row.length - 1 ? cell : cell + ' '.repeat((widths[i] ?? 0) - widthOf(cell)),
    );
    const line = cells.join('  ').trimEnd();
    return columns === undefined ? line : cut(line, columns);
  });
}
