import { hash } from 'node:crypto';
import type { Annotation } from '../../src/core/annotation.ts';
import type { Quote } from '../../src/core/quote.ts';
import { reanchor } from '../../src/core/reanchor.ts';
import { search } from '../../src/core/search.ts';
import type { Span } from '../../src/core/span.ts';
import { finish } from '../../src/core/work.ts';
import { type Case, judge, noScore, type Score, type Trial, trial, trials } from './cases.ts';
import { byQuote, bySlices, exactly, type Finder } from './quotes.ts';
import type { Kind } from './texts.ts';

/**
 * Finding annotations again from their quotes only, beside others: `node anchor.ts [seed] [annotations per text]`.
 * Seeds below 100 were used to choose the numbers of the search; kinds of text that were not are marked with a star.
 */
const [seed = 100, count = 100] = process.argv.slice(2).map(Number);

const KINDS: readonly Kind[] = ['prose', 'speech', 'code', 'bulletin'];
const OTHERS: readonly (readonly [string, Finder])[] = [
  ['Hypothesis', byQuote],
  ['dom-anchor', bySlices],
  ['exact only', exactly],
];
/** Others are slow: they are asked for so many of the annotations of each text. */
const ASKED = 20;

const ours = (text: string, cases: readonly Case[]): (Span | undefined)[] =>
  finish(
    search(
      text,
      cases.map((each) => [each]),
    ),
  ).map(([found]) => found?.span);

const percent = (part: number, of: number): string => (of === 0 ? '–' : ((100 * part) / of).toFixed(2));

const shown = ({ present, right, wrong, deleted, false: falsely }: Score): string =>
  `${percent(right, present)} / ${percent(wrong, present)} % of ${present}, ${falsely} of ${deleted} deleted`;

function accuracy(kind: Kind): void {
  const all = trials(kind, seed, 100_000, count);
  const score = noScore();
  for (const { after, cases } of all) {
    const found = ours(after, cases);
    for (const [i, { truth }] of cases.entries()) judge(score, truth, found[i]);
  }
  const name = kind === 'bulletin' ? `${kind}*` : kind;
  console.log(`${name}: right / wrong\tours\t${shown(score)}`);
  for (const [peer, find] of OTHERS) console.log(`${name}: right / wrong\t${peer}\t${shown(asked(all, find))}`);
}

function asked(all: readonly Trial[], find: Finder): Score {
  const score = noScore();
  for (const { after, cases } of all) {
    const step = Math.max(1, Math.floor(cases.length / ASKED));
    for (const each of cases.filter((_, i) => i % step === 0)) judge(score, each.truth, find(after, each));
  }
  return score;
}

function timed<T>(work: () => T): number {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}

const mean = (times: readonly number[]): number => times.reduce((sum, each) => sum + each, 0) / times.length;
const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;

const line = (name: string, our: number, peer: number): void =>
  console.log(`${name}\t${our.toFixed(2)} ms\t${peer.toFixed(1)} ms\t${(peer / our).toFixed(1)} ×`);

const SPEEDS = ['characters 5 %', 'words 10 %', 'normalised', 'sentences inserted', 'mixed'];

/** One changed quote in a text of 1 MB at a time, as when one annotation is opened. */
function one(): void {
  const pairs = SPEEDS.flatMap((edits, i) => {
    const { after, cases } = trial('prose', edits, seed + i, 1_000_000, 40);
    const changed = cases.filter(({ exact, truth }) => truth !== 'deleted' && !after.includes(exact)).slice(0, 12);
    return changed.map((each) => [timed(() => ours(after, [each])), timed(() => byQuote(after, each))] as const);
  });
  const [our, peer] = [pairs.map(([time]) => time), pairs.map(([, time]) => time)];
  line('one changed quote in 1 MB, median, Hypothesis', median(our), median(peer));
  line('one changed quote in 1 MB, mean, Hypothesis', mean(our), mean(peer));
}

/** All quotes changed; the peer's time is that of some of them, for all. */
function many(): void {
  const { after, cases } = trial('prose', 'words 10 %', seed, 1_000_000, 12_000);
  const changed = cases.filter(({ exact }) => !after.includes(exact)).slice(0, 10_000);
  const step = Math.floor(changed.length / 30);
  const some = changed.filter((_, i) => i % step === 0);
  const peer = timed(() => some.map((each) => byQuote(after, each)));
  const our = median([1, 2, 3].map(() => timed(() => ours(after, changed))));
  line(`${changed.length} changed quotes in 1 MB, Hypothesis`, our, (peer / some.length) * changed.length);
}

const marked = (fragments: readonly (Quote & Span)[]): Annotation[] =>
  fragments.map((each, i) => ({ id: `a${i}`, label: 'claim', target: [each], attributes: {}, links: [] }));

/** What nobody has changed, beside the hash of the text, and a quote that is nowhere. */
function extremes(): void {
  const { before, cases } = trial('prose', 'words 10 %', seed, 1_000_000, 10_000);
  const fragments = cases.map(({ truth: _truth, ...fragment }) => fragment);
  const annotations = marked(fragments);
  const times = (work: () => void): number => median(Array.from({ length: 15 }, () => timed(work)));
  const our = times(() => finish(reanchor(annotations, before)));
  line(
    '10000 annotations of an unchanged 1 MB, SHA-256',
    our,
    times(() => hash('sha256', before)),
  );
  const [gone] = trial('speech', 'words 10 %', seed, 10_000, 1).cases;
  if (!gone) return;
  const nowhere = marked(fragments.map(({ start, end }) => ({ ...gone, start, end })));
  const lost = timed(() => finish(reanchor(nowhere, before)));
  line('10000 times a quote that is nowhere in 1 MB, Hypothesis', lost, 10_000 * timed(() => byQuote(before, gone)));
}

for (const kind of KINDS) accuracy(kind);
one();
many();
extremes();
