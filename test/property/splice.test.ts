import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { parse, print, type Sidecar } from '../../src/formats/sidecar.ts';
import { type Removed, splice } from '../../src/formats/splice.ts';
import { Dice } from './dice.ts';
import { type Line, write } from './hand.ts';
import { type Change, change, defined, sidecar } from './sidecars.ts';

/** `SPLICE_RUNS=10000` for a long run. */
const numRuns = Number(process.env['SPLICE_RUNS'] ?? 80);
const runs = { seed: Number(process.env['SPLICE_SEED'] ?? 20261121), numRuns };

/** A random file that somebody wrote by hand, and what it says. */
function start(seed: number) {
  const dice = new Dice(seed);
  const value = sidecar(dice);
  return { dice, value, ...write(dice, value) };
}

const seeds = fc.integer();

const asRecord = (value: unknown): Record<string, unknown> => ({ ...(value as object) });

const linesOf = (text: string): string[] => text.replace(/^\ufeff/, '').split(/\r?\n/);

/** A line that moves up behind the dash when the one there is removed stays in its column. */
const withoutDash = (line: string): string => line.replace(/^( *)-/, '$1 ');

/** The first line that is missing among the others, or not in its order. */
function missing(part: readonly string[], whole: readonly string[]): string | undefined {
  let at = 0;
  const bare = whole.map(withoutDash);
  return part.find((line) => {
    at = bare.indexOf(withoutDash(line), at) + 1;
    return at === 0;
  });
}

/** The lines that the changes had no reason to touch. */
const untouched = (lines: readonly Line[], touched: ReadonlySet<string>): string[] =>
  lines
    .filter(({ owner, key }) => !touched.has(`${owner}:*`) && !touched.has(`${owner}:${key}`))
    // A flow mapping is one line, and a comment that stood below a removed key moves to the left.
    .filter(
      ({ owner, key }) =>
        owner === '' || !['*', '#'].includes(key) || ![...touched].some((each) => each.startsWith(`${owner}:`)),
    )
    .map(({ text }) => text);

const commentsOf = (lines: readonly Line[], gone: (owner: string) => boolean): string[] =>
  lines.flatMap(({ text, owner }) => (gone(owner) ? [] : (/# c\d+/.exec(text)?.[0] ?? [])));

/** Annotations without keys whose value is undefined. */
const tidy = (wanted: Sidecar): Sidecar => ({ ...wanted, annotations: wanted.annotations.map(defined) });

describe('a sidecar in anybody’s hand', () => {
  it('is read as what it says', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { source, value } = start(seed);
        const parsed = parse(source, 'kharkiv.txt');
        expect(parsed.problems).toEqual([]);
        expect(parsed.value).toEqual(value);
      }),
      runs,
    );
  });

  it('stays as it is when nothing is said differently', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { source, value } = start(seed);
        expect(splice(source, value).text).toBe(source);
      }),
      runs,
    );
  });

  it('says what is wanted after a change, and keeps every other line and every comment', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { dice, source, value, lines } = start(seed);
        const done: Change[] = [change(dice, value)];
        for (let more = dice.below(3); more > 0; more--) done.push(change(dice, done.at(-1)?.wanted ?? value));
        const wanted = tidy(done.at(-1)?.wanted ?? value);
        const touched = new Set(done.flatMap((each) => [...each.touched]));
        const { text, problems } = splice(source, wanted);
        expect(problems).toEqual([]);
        if (text === undefined) throw new Error('refused');
        expect(parse(text, 'kharkiv.txt').value).toEqual(wanted);
        // An empty list may stand as a key without a value.
        const { annotations = null, ...rest } = asRecord(load(text.replace(/^\ufeff/, '')));
        const { annotations: expected = [], ...others } = asRecord(load(print(wanted)));
        expect({ ...rest, annotations: annotations ?? [] }).toEqual({ ...others, annotations: expected });

        const result = linesOf(text);
        expect(missing(untouched(lines, touched), result)).toBeUndefined();
        const found = commentsOf(
          result.map((line) => ({ text: line, owner: '', key: '' })),
          () => false,
        );
        expect(found.toSorted()).toEqual(commentsOf(lines, (owner) => touched.has(`${owner}:*`)).toSorted());
        expect(text.startsWith('\ufeff')).toBe(source.startsWith('\ufeff'));
        if (source.includes('\r\n')) expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        else expect(text).not.toContain('\r');
      }),
      runs,
    );
  });

  it('lets annotations change places with their lines', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { dice, source, value } = start(seed);
        const wanted = { ...value, annotations: dice.shuffle(value.annotations) };
        const { text = '' } = splice(source, wanted);
        expect(parse(text, 'kharkiv.txt').value).toEqual(wanted);
        const said = (from: string) => linesOf(from).filter((line) => line.trim() !== '');
        expect(said(text).toSorted()).toEqual(said(source).toSorted());
      }),
      runs,
    );
  });

  it('gets removed annotations back byte for byte', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { dice, source, value } = start(seed);
        const removed: Removed = new Map();
        let text = source;
        let said = value;
        const before: Sidecar[] = [];
        for (let times = 1 + dice.below(3); times > 0; times--) {
          before.push(said);
          said = { ...said, annotations: said.annotations.filter(() => dice.chance(0.5)) };
          text = splice(text, said, removed).text ?? '';
          expect(parse(text, 'kharkiv.txt').value).toEqual(said);
        }
        for (const one of before.reverse()) text = splice(text, one, removed).text ?? '';
        // A blank line at the end of what was left hides that the file had none.
        if (source.endsWith('\n')) expect(text).toBe(source);
        else expect(text.trimEnd()).toBe(source.trimEnd());
      }),
      runs,
    );
  });
});
