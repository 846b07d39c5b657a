import * as vscode from 'vscode';
import { type Code, type Problem, SENTENCES } from '../core/problem.ts';
import { trim } from '../core/span.ts';

/** A problem's sentence in the user's language. */
export const wordsOf = ({ code, values }: Pick<Problem, 'code' | 'values'>): string =>
  vscode.l10n.t(SENTENCES[code], ...translated(code, values));

/** What a value must be is said in the user's language, too; all other values are from files. */
const translated = (code: Code, [first = '', ...others]: readonly string[]): readonly string[] => [
  first,
  ...(code === 'wrong-type' ? others.map((type) => vscode.l10n.t(type)) : others),
];

const dates = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** A stored time (`2026-11-21T21:05:00Z`) as people read it; what is no time is given back as it is. */
export function when(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : dates.format(date);
}

/** Up to here, or to the end of the grapheme there, a text is shown (UTF-16 units): half a character would be none. */
const wholeEnd = (text: string, most: number): number => trim(text, { start: 0, end: most })?.end ?? most;

/** One line, cut at a word where it is longer than `most` UTF-16 units; as it is, to be kept. */
export function clip(text: string, most = 80): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= most) return line;
  const cut = line.lastIndexOf(' ', most);
  return `${line.slice(0, cut > most / 2 ? cut : wholeEnd(line, most))}…`;
}

/** The same to be shown, alone or among other words. */
export const short = (text: string, most = 80): string => isolated(clip(text, most));

/** One line, with what is too long left out in the middle: both ends are told. */
export function ends(text: string, most = 80): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= most) return isolated(line);
  const start = line.length - most / 2;
  const tail = line.slice(trim(line, { start, end: line.length })?.start ?? start);
  const head = line.slice(0, wholeEnd(line, most / 2));
  return isolated(`${head.replace(/\s\S*$/, '')} … ${tail.replace(/^\S*\s/, '')}`);
}

/** What begins an isolate whose direction is that of its first letter, and what ends it. */
const [FIRST_STRONG, POP] = ['\u2068', '\u2069'];
/** What turns the direction of letters, or of all that follows; single marks (U+200E, U+200F, U+061C) do not. */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Text in which nothing turns the direction of what is read: such characters are shown by their numbers, but for isolates
 * that are whole (see `isolated`).
 */
export function visible(text: string): string {
  const opened: number[] = [];
  const whole = new Set<number>();
  for (const { 0: mark, index } of text.matchAll(TURNING)) {
    if (mark === FIRST_STRONG) opened.push(index);
    const first = mark === POP ? opened.pop() : undefined;
    if (first !== undefined) whole.add(first).add(index);
  }
  return text.replace(TURNING, (mark, index: number) =>
    whole.has(index) ? mark : `[U+${mark.charCodeAt(0).toString(16).toUpperCase()}]`,
  );
}

/** Hebrew, Arabic and the other scripts that are written from right to left, and their marks. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Text whose lines have a direction of their own: what stands before or behind them (another text, a number, a bracket)
 * stays there, and their own punctuation at their own end. Nothing in them turns what is around them.
 */
export const isolated = (text: string): string =>
  visible(text)
    .split('\n')
    .map((line) => (RIGHT_TO_LEFT.test(line) ? FIRST_STRONG + line + POP : line))
    .join('\n');

/** Text from a file for a list to choose from: one line, cut at `most` UTF-16 units, in which `$(name)` is no icon. */
export const plain = (text: string, most = 80): string => iconless(short(text, most));

/** Text in which VS Code makes no icon of `$(name)`. */
export const iconless = (text: string): string => text.replace(/\$\((?=[a-z0-9-]+(?:~[a-z]+)?\))/gi, '\\$(');

/** The sentence of a problem about an annotation: what it repeats from the file is cut short. */
export const briefOf = (problem: Pick<Problem, 'code' | 'values'>): string =>
  vscode.l10n.t(SENTENCES[problem.code], ...problem.values.map((value) => visible(short(value))));

/** Every mark that Markdown, a link finder or an icon name could make something of, as a character reference. */
const MARKS = /[!-/:-@[-`{-~]/g;

/**
 * Text from a file for a Markdown string: shown as it is, never a link, an image, an icon or HTML. Line ends stay visible,
 * and so does white space behind them, which would make code of a line.
 */
export const escaped = (text: string): string =>
  visible(text)
    .replace(MARKS, (mark) => `&#${mark.charCodeAt(0)};`)
    .replace(/\r?\n([ \t]*)/g, (_, space: string) => `  \n${space.replaceAll('\t', '    ').replaceAll(' ', '&nbsp;')}`);

/** Longer texts are cut where they are shown: a note of 1 MB must not freeze the window. In UTF-16 units. */
const MOST = 4000;

export const cut = (text: string): string => (text.length <= MOST ? text : `${text.slice(0, wholeEnd(text, MOST))}…`);
