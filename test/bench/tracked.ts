// What it costs to follow edits with many spans, beside other editors' structures, in one process on the same spans and
// keystrokes: `node test/bench/tracked.ts [--json FILE]`.
import { writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ChangeSet, RangeSet, RangeValue } from '@codemirror/state';
import { IntervalNode, IntervalTree } from 'monaco-editor/editor/common/model/intervalTree.js';
import { Schema } from 'prosemirror-model';
import { Transform } from 'prosemirror-transform';
import { Decoration, DecorationSet } from 'prosemirror-view';
import type { Span } from '../../src/core/span.ts';
import { Spans } from '../../src/core/spans.ts';
import { Tracked } from '../../src/core/tracked.ts';
import { Dice } from '../property/dice.ts';

/** A letter typed at a place, or (without one) the letter there deleted. */
interface Stroke {
  readonly at: number;
  readonly types: boolean;
}

/** A structure that holds spans. */
interface Follower {
  type(stroke: Stroke): void;
  /** How many spans there are at an offset. */
  query(offset: number): number;
}

type Make = (spans: readonly Span[], length: number) => Follower;

const ours: Make = (spans) => {
  const all = new Spans();
  for (const span of spans) all.add(span);
  return {
    type: ({ at, types }) => all.edit({ start: at, end: types ? at : at + 1, text: types ? 'x' : '' }, () => {}),
    query: (offset) => {
      let count = 0;
      all.near(offset, offset, () => {
        count++;
      });
      return count;
    },
  };
};

/** What the rest of the house uses: spans under keys, and those that an edit touched with their places before it. */
const keyed: Make = (spans) => {
  const tracked = new Tracked();
  for (const [i, span] of spans.entries()) tracked.set(`a${i}`, [span]);
  return {
    type: ({ at, types }) => tracked.edit([{ start: at, end: types ? at : at + 1, text: types ? 'x' : '' }]),
    query: (offset) => tracked.at(offset).length,
  };
};

const monaco: Make = (spans) => {
  const tree = new IntervalTree();
  for (const [i, { start, end }] of spans.entries()) tree.insert(new IntervalNode(`a${i}`, start, end));
  let version = 1;
  return {
    type: ({ at, types }) => {
      version++;
      tree.acceptReplace(at, types ? 0 : 1, types ? 1 : 0, false);
    },
    query: (offset) => tree.intervalSearch(offset, offset, 0, false, false, version, false).length,
  };
};

const codemirror: Make = (spans, size) => {
  const value = new RangeValue();
  [value.startSide, value.endSide] = [1, -1];
  let set = RangeSet.of(
    spans.map(({ start, end }) => value.range(start, end)),
    true,
  );
  let length = size;
  return {
    type: ({ at, types }) => {
      const change = { from: at, to: types ? at : at + 1, insert: types ? 'x' : '' };
      set = set.map(ChangeSet.of(change, length));
      length += types ? 1 : -1;
    },
    query: (offset) => {
      let count = 0;
      set.between(offset, offset, () => {
        count++;
      });
      return count;
    },
  };
};

/** Characters of a paragraph. */
const PARAGRAPH = 1000;

const prosemirror: Make = (spans, length) => {
  const schema = new Schema({ nodes: { doc: { content: 'p+' }, p: { content: 'text*' }, text: {} } });
  const text = schema.text('x'.repeat(PARAGRAPH));
  const paragraphs = Array.from({ length: Math.ceil(length / PARAGRAPH) }, () => schema.node('p', null, [text]));
  let doc = schema.node('doc', null, paragraphs);
  /** Each paragraph has a place of its own before it, and one behind. */
  const toPosition = (offset: number) => offset + 1 + 2 * Math.floor(offset / PARAGRAPH);
  let set = DecorationSet.create(
    doc,
    spans.map(({ start, end }) => Decoration.inline(toPosition(start), toPosition(end - 1) + 1, {})),
  );
  const letter = schema.text('x');
  return {
    type: ({ at, types }) => {
      const [change, position] = [new Transform(doc), toPosition(at)];
      if (types) change.insert(position, letter);
      else change.delete(position, position + 1);
      set = set.map(change.mapping, change.doc);
      doc = change.doc;
    },
    query: (offset) => set.find(toPosition(offset), toPosition(offset)).length,
  };
};

/** Starts and ends one after the other, all of them looked at each time. */
const plain: Make = (spans) => {
  const all = new Int32Array(spans.flatMap(({ start, end }) => [start, end]));
  return {
    type: ({ at, types }) => {
      const growth = types ? 1 : -1;
      for (let i = 0; i < all.length; i += 2) {
        const start = all[i] ?? 0;
        const end = all[i + 1] ?? 0;
        if (start > at || (types && start === at)) all[i] = start + growth;
        if (end > at) all[i + 1] = end + growth;
      }
    },
    query: (offset) => {
      let count = 0;
      for (let i = 0; i < all.length; i += 2) if ((all[i] ?? 0) <= offset && offset < (all[i + 1] ?? 0)) count++;
      return count;
    },
  };
};

const MAKERS: Readonly<Record<string, Make>> = {
  'Monaco IntervalTree': monaco,
  'CodeMirror RangeSet': codemirror,
  'ProseMirror DecorationSet': prosemirror,
  'plain typed array': plain,
  'Newsmark with keys': keyed,
};

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');

async function memory(): Promise<number> {
  // Typed arrays that nobody has any more are let go on the way.
  for (let times = 0; times < 3; times++) {
    if (typeof collect === 'function') collect();
    await setTimeout(20);
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** What a structure costs in bytes, beside the spans that it was made of. */
async function weigh(make: Make, spans: readonly Span[], length: number): Promise<number> {
  const before = await memory();
  const it = make(spans, length);
  const after = await memory();
  it.query(0);
  return after - before;
}

const ROUNDS = 51;
/** Milliseconds that one turn takes or so: where others work on the machine, too, most turns are not interrupted. */
const SPELL = 2;
/** For so many milliseconds each is warmed up. */
const WARM = 60;

/** The medians of nanoseconds that a call takes, each follower taking its turn in every round. */
function race(followers: readonly Follower[], call: (follower: Follower, index: number) => void): readonly number[] {
  const counts = followers.map((follower) => {
    // By the way, how many calls fill the time.
    let count = 0;
    for (const started = performance.now(); performance.now() - started < WARM; count += 2)
      for (const i of [0, 1]) call(follower, count + i);
    return Math.max(2, 2 * Math.ceil((count * SPELL) / WARM / 2));
  });
  const times = followers.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [which, follower] of followers.entries()) {
      const count = counts[which] ?? 2;
      const started = performance.now();
      for (let i = 0; i < count; i++) call(follower, i);
      times[which]?.push(((performance.now() - started) * 1e6) / count);
    }
  }
  return times.map((all) => all.sort((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN);
}

interface Line {
  readonly name: string;
  readonly ours: number;
  readonly peer: number;
  /** How many times less ours is. */
  readonly ratio: number;
}

async function bench(size: number): Promise<Line[]> {
  const dice = new Dice(size);
  const length = size * 100;
  // In text order, of lengths as annotations have them: here and there they overlap.
  const spans = Array.from({ length: size }, (_, i): Span => {
    const start = i * 100 + dice.below(95);
    const end = start + 5 + dice.below(dice.chance(0.1) ? 295 : 95);
    return { start, end: Math.min(length, end) };
  });
  // A letter is typed at a random place, and deleted again.
  const places = Array.from({ length: 4096 }, () => dice.below(length - PARAGRAPH));
  const placeOf = (index: number) => places[(index >> 1) % places.length] ?? 0;
  const names = Object.keys(MAKERS);
  const makers = [ours, ...Object.values(MAKERS)];
  const bytes: number[] = [];
  // The first round brings the code along, in several versions.
  for (const make of makers) await weigh(make, spans, length);
  for (const make of makers) bytes.push(await weigh(make, spans, length));
  const followers = makers.map((make) => make(spans, length));
  const compare = (what: string, [own = Number.NaN, ...others]: readonly number[]): Line[] =>
    others.map((peer, i) => ({ name: `${what}, ${size}: ${names[i]}`, ours: own, peer, ratio: peer / own }));
  return [
    ...compare(
      'ns per keystroke',
      race(followers, (follower, i) => follower.type({ at: placeOf(i), types: i % 2 === 0 })),
    ),
    ...compare(
      'ns per point query',
      race(followers, (follower, i) => follower.query(placeOf(i))),
    ),
    ...compare(
      'bytes per range',
      bytes.map((each) => each / size),
    ),
  ];
}

const lines = [...(await bench(10_000)), ...(await bench(100_000))];
for (const { name, ours: own, peer, ratio } of lines)
  console.log(
    `${name.padEnd(60)} ${own.toFixed(1).padStart(12)} ${peer.toFixed(1).padStart(14)} ${ratio.toFixed(2).padStart(10)}`,
  );
const json = process.argv.indexOf('--json');
const file = process.argv[json + 1];
if (json > 0 && file !== undefined) writeFileSync(file, `${JSON.stringify(lines, undefined, 2)}\n`);
