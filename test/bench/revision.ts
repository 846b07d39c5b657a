import { parseArgs } from 'node:util';
import fastDiff from 'fast-diff';
import type { Annotation } from '../../src/core/annotation.ts';
import { Rarity } from '../../src/core/rarity.ts';
import { type Reanchored, revise } from '../../src/core/reanchor.ts';
import { compare, Revision } from '../../src/core/revision.ts';
import type { Run } from '../../src/core/run.ts';
import type { Span } from '../../src/core/span.ts';
import { finish } from '../../src/core/work.ts';
import { judge, noScore, type Score, type Trial, trial, trials } from './cases.ts';
import type { Kind } from './texts.ts';

// Annotations carried from an old text that is known to a new one, beside fast-diff.
//   node test/bench/revision.ts [--kinds prose,speech,code,bulletin] [--seeds 101,102,103] [--peer] [--detail]
//   node test/bench/revision.ts --speed [--lengths 100000,1000000] [--peer]
// It was tuned on prose, speech and code of seeds below 20; other seeds, and bulletin, tell what it is worth.

const { values: options } = parseArgs({
  options: {
    kinds: { type: 'string', default: 'prose,speech,code,bulletin' },
    seeds: { type: 'string', default: '101,102,103' },
    length: { type: 'string', default: '100000' },
    lengths: { type: 'string', default: '100000,1000000' },
    count: { type: 'string', default: '400' },
    peer: { type: 'boolean', default: false },
    speed: { type: 'boolean', default: false },
    detail: { type: 'boolean', default: false },
  },
});

const KINDS: readonly Kind[] = ['prose', 'speech', 'code', 'bulletin'];
const kinds = KINDS.filter((kind) => options.kinds.split(',').includes(kind));
const seeds = options.seeds.split(',').map(Number);

type Differ = (before: string, after: string) => Revision;

const ours: Differ = (before, after) => finish(compare(before, after));

/** The equal pieces that fast-diff finds, and spans carried along them by the same rule as ours. */
const peer: Differ = (before, after) => {
  const runs: Run[] = [];
  let [from, to] = [0, 0];
  for (const [kind, text] of fastDiff(before, after)) {
    if (kind === fastDiff.EQUAL) runs.push({ from, to, length: text.length });
    if (kind !== fastDiff.INSERT) from += text.length;
    if (kind !== fastDiff.DELETE) to += text.length;
  }
  return new Revision(before, after, runs, finish(Rarity.of(before)));
};

const percent = (part: number, whole: number): string => (whole === 0 ? '-' : ((100 * part) / whole).toFixed(2));

const row = (name: string, { present, right, wrong, deleted, false: wrongly }: Score, ms: number): void =>
  console.log(
    `${name.padEnd(34)} right ${percent(right, present).padStart(6)} % wrong ${percent(wrong, present).padStart(5)} % ` +
      `of ${present}; deleted but found ${wrongly} of ${deleted}; ${ms.toFixed(0)} ms`,
  );

/** Where passages of an old text that is known stand in a new one. */
type Finder = (trial: Trial) => readonly (Span | undefined)[];

/** As annotations are carried in the program. */
const revised: Finder = ({ before, after, cases }) => {
  const annotations = cases.map(
    ({ truth: _truth, ...fragment }, i): Annotation => ({
      id: `a${i}`,
      label: 'claim',
      target: [fragment],
      attributes: {},
      links: [],
    }),
  );
  return finish<Reanchored[]>(revise(annotations, before, after)).map(({ found }) => found[0]?.span);
};

/** As the difference alone says. */
const along =
  (differ: Differ): Finder =>
  ({ before, after, cases }) => {
    const revision = differ(before, after);
    return cases.map((each) => revision.map(each));
  };

function accuracy(name: string, find: Finder, kind: Kind): void {
  const all = noScore();
  let time = 0;
  const byEdits = new Map<string, Score>();
  for (const seed of seeds) {
    for (const each of trials(kind, seed, Number(options.length), Number(options.count))) {
      const start = performance.now();
      const found = find(each);
      time += performance.now() - start;
      const score = byEdits.get(each.edits) ?? noScore();
      byEdits.set(each.edits, score);
      for (const [i, { truth }] of each.cases.entries()) {
        judge(score, truth, found[i]);
        judge(all, truth, found[i]);
      }
    }
  }
  row(`${kind}, ${name}`, all, time);
  if (options.detail) for (const [edits, score] of byEdits) row(`  ${edits}`, score, 0);
}

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** One text of that size with sentence edits; the peer's time is quadratic, so it is asked once, where it is asked. */
function speed(length: number, isPeerAsked: boolean): void {
  const { before, after } = trial('prose', 'sentences inserted', 11, length, 1);
  const mine = median(Array.from({ length: 9 }, () => timed(() => ours(before, after))));
  const name = `sentence edits, ${(before.length / 1e6).toFixed(2)} M units`.padEnd(34);
  if (isPeerAsked) {
    const theirs = timed(() => peer(before, after));
    const ratio = (theirs / mine).toFixed(0);
    console.log(`${name} ours ${mine.toFixed(1)} ms  fast-diff ${theirs.toFixed(0)} ms  ${ratio} times`);
  } else console.log(`${name} ours ${mine.toFixed(1)} ms`);
}

if (options.speed) for (const length of options.lengths.split(',').map(Number)) speed(length, options.peer);
else {
  for (const kind of kinds) {
    accuracy('ours', revised, kind);
    accuracy('ours, difference alone', along(ours), kind);
    if (options.peer) accuracy('fast-diff', along(peer), kind);
  }
}
