import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Span } from '../../src/core/span.ts';
import { Sentences } from '../../src/language/sentences.ts';
import { compose, type Kind } from './texts.ts';

/**
 * Sentences beside Intl.Segmenter: `node sentences.ts [FILE…]`. A file is a JSON list of `{ text, expected }`, whole
 * sentences that must all be right once white space is folded, or of `{ text, sentences: [[start, end]] }` (UTF-16), whose
 * ends are counted but for those at the end of paragraphs.
 */
type Splitter = (text: string) => readonly Span[];

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
const theirs: Splitter = (text) =>
  [...segmenter.segment(text)].map(({ index, segment }) => ({ start: index, end: index + segment.trimEnd().length }));
const ours: Splitter = (text) => new Sentences().of(text);

const SPLITTERS = [
  ['Newsmark', ours],
  ['Intl.Segmenter', theirs],
] as const;

const fold = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

interface Whole {
  readonly text: string;
  readonly expected: readonly string[];
}

interface Marked {
  readonly text: string;
  readonly sentences: readonly (readonly [number, number])[];
}

function whole(name: string, cases: readonly Whole[]): void {
  for (const [who, split] of SPLITTERS) {
    const right = cases.filter(({ text, expected }) => {
      const found = split(text).map(({ start, end }) => fold(text.slice(start, end)));
      return JSON.stringify(found.filter(Boolean)) === JSON.stringify(expected.map(fold));
    });
    console.log(`${name}\t${who}\t${right.length} of ${cases.length} right`);
  }
}

function marked(name: string, cases: readonly Marked[]): void {
  for (const [who, split] of SPLITTERS) {
    let [right, found, there] = [0, 0, 0];
    for (const { text, sentences } of cases) {
      const isInside = (end: number) => !/^[^\S\n]*(?:\n|$)/.test(text.slice(end));
      const wanted = new Set(sentences.map(([, end]) => end).filter(isInside));
      const given = new Set(
        split(text)
          .map(({ end }) => end)
          .filter(isInside),
      );
      right += [...given].filter((end) => wanted.has(end)).length;
      found += given.size;
      there += wanted.size;
    }
    const [precision, recall] = [right / found, right / there];
    const f1 = (2 * precision * recall) / (precision + recall);
    const shown = [precision, recall, f1].map((each) => (100 * each).toFixed(2)).join(' / ');
    console.log(`${name}\t${who}\tP / R / F1 ${shown} of ${there} ends within paragraphs`);
  }
}

const isMarked = (each: Whole | Marked): each is Marked => 'sentences' in each;

for (const file of process.argv.slice(2)) {
  const cases: readonly (Whole | Marked)[] = JSON.parse(readFileSync(file, 'utf8'));
  const name = path.basename(file);
  const inMarks = cases.filter(isMarked);
  if (inMarks.length > 0) marked(name, inMarks);
  else
    whole(
      name,
      cases.filter((each): each is Whole => !isMarked(each)),
    );
}

const PROSE = path.resolve(import.meta.dirname, '../fixtures/sentences/english.txt');
whole(
  'awkward news prose',
  readFileSync(PROSE, 'utf8')
    .trimEnd()
    .split('\n---\n')
    .map((block) => ({ text: block.replaceAll('¦', ''), expected: block.split('¦') })),
);

/** Median of so many runs. */
const RUNS = 15;

function median(work: () => unknown): number {
  const times = Array.from({ length: RUNS }, () => {
    const begin = performance.now();
    work();
    return performance.now() - begin;
  });
  return times.toSorted((a, b) => a - b)[RUNS >> 1] ?? 0;
}

const line = (name: string, our: number, peer: number): void =>
  console.log(
    `${name}\tours ${our.toFixed(1)} ms\tIntl.Segmenter ${peer.toFixed(1)} ms\t${(our / peer).toFixed(2)} × its time`,
  );

const LENGTH = 1_000_000;
const KINDS: readonly Kind[] = ['prose', 'speech', 'bulletin'];

for (const kind of KINDS) {
  const text = compose(kind, 100, LENGTH);
  line(
    `${kind}, 1 MB`,
    median(() => ours(text)),
    median(() => theirs(text)),
  );
  const known = new Sentences();
  known.of(text);
  let typed = '';
  const again = median(() => {
    typed += 'a';
    return known.of(`${text.slice(0, LENGTH / 2)}${typed}${text.slice(LENGTH / 2)}`);
  });
  line(
    `${kind}, 1 MB, after an edit`,
    again,
    median(() => theirs(text)),
  );
}
const oneLine = compose('prose', 100, LENGTH).replaceAll(/\n+/g, ' ');
line(
  'prose in one line of 1 MB',
  median(() => ours(oneLine)),
  median(() => theirs(oneLine)),
);
