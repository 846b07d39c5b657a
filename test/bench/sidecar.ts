// How long it takes to load a sidecar and to change one of its annotations, beside other readers of YAML, in one process
// on the same file: `node test/bench/sidecar.ts [--json FILE]`.
import { writeFileSync } from 'node:fs';
import { load } from 'js-yaml';
import * as yaml from 'yaml';
import { type Annotation, newId } from '../../src/core/annotation.ts';
import { parse, print, type Sidecar } from '../../src/formats/sidecar.ts';
import { splice } from '../../src/formats/splice.ts';
import { Dice } from '../property/dice.ts';

/** Two ways of doing the same, each with its median in milliseconds. */
interface Line {
  readonly name: string;
  readonly ours: number;
  readonly peer: number;
  /** How many times faster ours is. */
  readonly ratio: number;
  /** How many times faster it shall be. */
  readonly target?: number | undefined;
}

/** A sidecar with so many annotations of about 380 bytes each. */
function make(dice: Dice, size: number): Sidecar {
  const words = ['retreat', 'the', 'ministry', 'Izyum', 'losses', 'of', '“troops', 'said', 'heavy', 'in', 'equipment'];
  const phrase = (characters: number) => {
    let text = dice.pick('A', 'The', 'No');
    while (text.length < characters) text += ` ${dice.pick('no', ...words)}`;
    return text.slice(0, characters).replace(/ $/, 's');
  };
  let at = 0;
  const annotations = Array.from({ length: size }, (): Annotation => {
    const exact = phrase(20 + dice.below(100));
    const start = at + dice.below(50);
    at = start + exact.length;
    return {
      id: newId(Uint8Array.from({ length: 8 }, () => dice.below(256))),
      label: dice.pick('claim', 'source', 'quote'),
      target: [{ exact, prefix: `${phrase(30)}\n“`, start, end: at, suffix: ` ${phrase(31)}` }],
      attributes: dice.chance(0.7) ? { kind: dice.pick('direct', 'indirect') } : {},
      ...(dice.chance(0.2) && { note: `${phrase(30)}\n${phrase(20)}` }),
      links: dice.chance(0.3) ? [{ role: 'source', to: 'p8m2hx0r' }] : [],
      by: 'ana',
      created: '2026-11-21T21:05:00Z',
    };
  });
  return { article: { file: 'a.txt', sha256: 'd429023c', length: at }, annotations };
}

/** The median of the milliseconds that so many runs take, after one that does not count. */
function median(times: number, run: (time: number) => unknown): number {
  run(-1);
  const found = Array.from({ length: times }, (_, time) => {
    const started = performance.now();
    run(time);
    return performance.now() - started;
  });
  return found.sort((a, b) => a - b)[times >> 1] ?? Number.NaN;
}

const changedLines = (a: string, b: string): number => {
  const lines = b.split('\n');
  return a.split('\n').filter((line, i) => line !== lines[i]).length;
};

function bench(size: number, note: (text: string) => void): Line[] {
  const sidecar = make(new Dice(size), size);
  const source = print(sidecar);
  note(`${size} annotations, ${(source.length / 1000).toFixed(0)} kB`);
  const line = (name: string, ours: number, peer: number, target?: number): Line => ({
    name: `${name}, ${size}`,
    ours,
    peer,
    ratio: peer / ours,
    target,
  });
  const json = JSON.stringify(yaml.parse(source));
  const ours = median(15, () => parse(source));
  const loading = [
    line(
      'load, yaml parse',
      ours,
      median(3, () => yaml.parse(source)),
      12,
    ),
    line(
      'load, js-yaml load',
      ours,
      median(9, () => load(source)),
    ),
    line(
      'load, JSON.parse',
      ours,
      median(15, () => JSON.parse(json)),
    ),
  ];
  const index = size >> 1;
  const one = sidecar.annotations[index];
  const now = parse(source).value;
  if (!one || !now) throw new Error('The file cannot be read.');
  const wanted = (time: number): Sidecar => ({
    ...now,
    annotations: now.annotations.with(index, { ...one, label: `label${time}` }),
  });
  const texts = { ours: '', peer: '' };
  const change = (known?: Sidecar) => (time: number) => {
    texts.ours = splice(source, wanted(time), new Map(), known).text ?? '';
  };
  const peer = median(3, (time) => {
    const document = yaml.parseDocument(source);
    document.setIn(['annotations', index, 'label'], `label${time}`);
    texts.peer = document.toString();
  });
  const known = median(99, change(now));
  const encoder = new TextEncoder();
  const bytes = median(31, (time) => {
    change(now)(time);
    encoder.encode(texts.ours);
  });
  const peerBytes = peer + median(31, () => encoder.encode(texts.peer));
  const unknown = median(9, change());
  for (const [who, text] of Object.entries(texts)) note(`${who}: ${changedLines(source, text)} lines changed`);
  return [
    ...loading,
    line('change one, yaml setIn', known, peer, 500),
    line('change one, as bytes, yaml setIn', bytes, peerBytes, 500),
    line('change one, not read before, yaml setIn', unknown, peer),
  ];
}

const lines = [1000, 10_000].flatMap((size) => bench(size, console.log));
console.log('name  ours (ms)  peer (ms)  ratio  target');
for (const { name, ours, peer, ratio, target } of lines)
  console.log(`${name}  ${ours.toFixed(2)}  ${peer.toFixed(1)}  ${ratio.toFixed(2)}${target ? `  ${target}` : ''}`);
const [, , flag, file] = process.argv;
if (flag === '--json' && file) writeFileSync(file, `${JSON.stringify(lines, undefined, 2)}\n`);
