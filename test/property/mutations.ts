import type { Dice } from './dice.ts';

const TOKENS = [
  ' ',
  '  ',
  '\t',
  '\n',
  '\n\n',
  '\r',
  '\r\n',
  '- ',
  ': ',
  ':',
  '#',
  ' # c',
  '"',
  "'",
  '\\',
  '\\u',
  '[',
  ']',
  '{',
  '}',
  ',',
  '&a ',
  '*a',
  '!t ',
  '!!str ',
  '|',
  '|2-',
  '>',
  '? ',
  '%YAML 1.1\n',
  '---\n',
  '...\n',
  '<<: *a',
  '<<<<<<< ours\n',
  '=======\n',
  '~',
  'null',
  'true',
  '1.0',
  '-1',
  '1e3',
  '\0',
  '\u0085',
  '\u2028',
  '\ufeff',
  '\ud800',
  '😀',
  '  - id: a\n',
  'annotations:\n',
  '__proto__: 1\n',
] as const;

/** A text with so many slips, each where and what the dice say. */
export function mutate(dice: Dice, text: string, times: number): string {
  let result = text;
  for (let left = times; left > 0; left--) result = mutateOnce(dice, result);
  return result;
}

function mutateOnce(dice: Dice, text: string): string {
  const at = dice.below(text.length + 1);
  const lines = text.split('\n');
  const line = dice.below(lines.length);
  switch (dice.below(9)) {
    case 0: {
      const flipped = text.charCodeAt(at) ^ (1 << dice.below(7));
      return text.slice(0, at) + String.fromCharCode(flipped) + text.slice(at + 1);
    }
    case 1:
      return text.slice(0, at) + dice.pick(' ', ...TOKENS) + text.slice(at);
    case 2:
      return text.slice(0, at) + text.slice(at + 1 + dice.below(8));
    case 3:
      return dice.chance(0.2) ? text.slice(0, at) : lines.toSpliced(line, 1).join('\n');
    case 4:
      return lines.toSpliced(line, 0, lines[line] ?? '').join('\n');
    case 5: {
      const [taken = ''] = lines.splice(line, 1);
      return lines.toSpliced(dice.below(lines.length + 1), 0, taken).join('\n');
    }
    case 6: {
      const block = lines.slice(line, line + 1 + dice.below(12));
      return lines.toSpliced(dice.below(lines.length + 1), 0, ...block).join('\n');
    }
    case 7:
      return lines.with(line, dice.pick(' ', '  ', '   ') + lines[line]).join('\n');
    default:
      return lines
        .with(
          line,
          (lines[line] ?? '').replace(/: (.*)$/, (_, value) => other(dice, value)),
        )
        .join('\n');
  }
}

/** The same or another value, written in another way. */
const other = (dice: Dice, value: string): string =>
  dice.pick(
    ` : ${value}`,
    `:  ${value}`,
    `: ${value} `,
    `: ${value} # c`,
    `: '${value}'`,
    `: "${value}"`,
    `: [${value}]`,
    `: &a ${value}`,
    `: |-\n      ${value}\n       ${value}`,
    `: >\n      ${value}`,
    `:\n          ${value}`,
    `: ${value}\n          more`,
    ': *a',
    ':',
    ': 007',
    ': 1e3',
    ': 2026-11-22',
  );
