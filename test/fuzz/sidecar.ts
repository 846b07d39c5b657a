// A fuzzer over sidecar bytes: `npm run fuzz -- MINUTES [SEED]`. Whatever stands in a sidecar, it is read as a value or as
// problems, in a time that grows with its size; all ways of reading and changing it agree; and a change keeps the lines
// of what it has nothing to do with.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Place } from '../../src/core/problem.ts';
import { same } from '../../src/core/value.ts';
import { fromYaml, type Parsed, parse, parseByItems, print, type Sidecar } from '../../src/formats/sidecar.ts';
import { type Removed, spliceByItems, spliceWhole } from '../../src/formats/splice.ts';
import { parseYaml } from '../../src/formats/yaml.ts';
import { decodeSource } from '../../src/store/article.ts';
import { Dice } from '../property/dice.ts';
import { write } from '../property/hand.ts';
import { mutate } from '../property/mutations.ts';
import { change, defined, sidecar } from '../property/sidecars.ts';

const FOLDER = path.join(import.meta.dirname, 'corpus');
const CORPUS = readdirSync(FOLDER).map((name) => readFileSync(path.join(FOLDER, name), 'utf8'));

/** What one round found. */
export interface Round {
  readonly size: number;
  /** Milliseconds that reading took, and each of the two splicers. */
  readonly reading: number;
  readonly splicing: number;
  readonly readable: boolean;
  /** Whether the quick reader and the quick splicer had an answer. */
  readonly quick: boolean;
  readonly patched: boolean;
  readonly refused: boolean;
}

/** One round with what the seed says: throws where a promise is broken. */
export function round(seed: number): Round {
  const dice = new Dice(seed);
  const source = damaged(dice);
  const body = source.replace(/^\ufeff/, '');
  const started = performance.now();
  const parsed = parse(source, FILE);
  const reading = performance.now() - started;
  assert(parsed.value || parsed.problems.length > 0, 'there is neither a value nor a problem');
  const quick = parseByItems(body, FILE);
  if (quick) assert.equal(told(quick), told(fromYaml(parseYaml(body), FILE)), 'the quick reader says something else');
  const counts = { size: source.length, reading, readable: parsed.value !== undefined, quick: quick !== undefined };
  if (!parsed.value) return { ...counts, splicing: 0, patched: false, refused: false };
  return { ...counts, ...changed(dice, source, parsed, parsed.value) };
}

const FILE = 'kharkiv.txt';

const told = ({ value, problems, places }: Parsed) => JSON.stringify([value, problems, [...places]]);

/** A file of the corpus, a printed one, or one in anybody's hand, with damage; parts of another one may stand in it. */
function damaged(dice: Dice): string {
  const pick = (): string => {
    const [first = '', ...others] = CORPUS;
    return dice.pick(
      () => dice.pick(first, ...others),
      () => dice.pick(first, ...others),
      () => print(sidecar(dice)),
      () => write(dice, sidecar(dice)).source,
    )();
  };
  let source = pick();
  if (dice.chance(0.15)) source = source.replaceAll('\n', '\r\n');
  if (dice.chance(0.1)) {
    const lines = pick().split('\n');
    const from = dice.below(lines.length);
    const into = source.split('\n');
    source = into.toSpliced(dice.below(into.length), 0, ...lines.slice(from, from + 1 + dice.below(15))).join('\n');
  }
  source = mutate(dice, source, dice.below(4));
  if (dice.chance(0.9)) return source;
  const bytes = new TextEncoder().encode(source);
  const at = dice.below(bytes.length);
  bytes[at] = dice.below(256);
  // A file that is not UTF-8 is not read at all.
  return decodeSource(bytes) ?? '';
}

/** Makes a small change, in both ways. */
function changed(
  dice: Dice,
  source: string,
  parsed: Parsed,
  now: Sidecar,
): Pick<Round, 'splicing' | 'patched' | 'refused'> {
  const { wanted, touched } = change(dice, now);
  const removed: [Removed, Removed] = [new Map(), new Map()];
  const started = performance.now();
  const patched = spliceByItems(source, wanted, removed[0], dice.chance(0.5) ? now : undefined);
  const { text, problems } = spliceWhole(source, wanted, removed[1]);
  const splicing = performance.now() - started;
  if (patched !== undefined) {
    assert.equal(patched, text, 'the quick splicer writes something else');
    assert.deepEqual([...removed[0]], [...removed[1]], 'the quick splicer keeps something else of what was removed');
  }
  if (text === undefined) {
    assert(problems.length > 0, 'refused without a reason');
    return { splicing, patched: false, refused: true };
  }
  const after = parse(text, FILE);
  assert(same(after.value, defined(wanted)), 'the file says something else than was wanted');
  const [before, now2] = [linesIn(source), linesIn(text)];
  for (const [id, place] of parsed.places) {
    if ([...touched].some((each) => each.startsWith(`${id}:`))) continue;
    assert.equal(wordsAt(now2, after.places.get(id)), wordsAt(before, place), `the lines of ${id} were touched`);
  }
  return { splicing, patched: patched !== undefined, refused: false };
}

const linesIn = (source: string): string[] => source.replace(/^\ufeff/, '').split('\n');

/** What stands at a place, without the white space at its ends, and the comments at its end: whose they are depends on what follows. */
function wordsAt(lines: readonly string[], place: Place | undefined): string | undefined {
  if (!place) return undefined;
  const { line, column, endLine = line, endColumn = column } = place;
  const found = lines.slice(line - 1, endLine);
  const last = found.length - 1;
  found[last] = (found[last] ?? '').slice(0, endColumn - 1);
  found[0] = (found[0] ?? '').slice(column - 1);
  while (found.length > 1 && /^\s*(?:#[^\n]*)?$/.test(found.at(-1) ?? '')) found.pop();
  return found.join('\n').trim();
}

if (import.meta.main) {
  const [minutes = '1', first = String(Date.now() % 1_000_000_000)] = process.argv.slice(2);
  const until = Date.now() + Number(minutes) * 60_000;
  const counts = { rounds: 0, readable: 0, quick: 0, patched: 0, refused: 0, failed: 0, slow: 0 };
  let slowest = 0;
  let seed = Number(first);
  for (; Date.now() < until; seed++) {
    counts.rounds++;
    try {
      const found = round(seed);
      for (const key of ['readable', 'quick', 'patched', 'refused'] as const) if (found[key]) counts[key]++;
      // One second for each megabyte, and for each begun one.
      const limit = 1000 * Math.max(1, Math.ceil(found.size / 2 ** 20));
      slowest = Math.max(slowest, found.reading, found.splicing);
      if (found.reading <= limit) continue;
      counts.slow++;
      console.log(`seed ${seed}: ${found.reading.toFixed(0)} ms for ${found.size} characters`);
    } catch (error) {
      counts.failed++;
      if (counts.failed < 50) console.log(`seed ${seed}: ${error instanceof Error ? (error.stack ?? error) : error}`);
    }
  }
  console.log(`seeds ${first} to ${seed - 1}: ${JSON.stringify(counts)}, slowest ${slowest.toFixed(0)} ms`);
  process.exitCode = counts.failed + counts.slow > 0 ? 1 : 0;
}
