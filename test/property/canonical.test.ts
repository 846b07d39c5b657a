import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Parsed } from '../../src/formats/sidecar.ts';
import { fromYaml, parse, parseByItems, print } from '../../src/formats/sidecar.ts';
import { parseYaml } from '../../src/formats/yaml.ts';
import { Dice } from './dice.ts';
import { write } from './hand.ts';
import { mutate } from './mutations.ts';
import { sidecar } from './sidecars.ts';

/** `CANONICAL_RUNS=100000` for a long run. */
const numRuns = Number(process.env['CANONICAL_RUNS'] ?? 300);
const runs = { seed: Number(process.env['CANONICAL_SEED'] ?? 20261122), numRuns };

/** All that is said, with the order of all keys. */
const told = ({ value, problems, places }: Parsed) => JSON.stringify([value, problems, [...places]]);

/** How often the quick reader answered: each answer was the slow one's. */
function compare(source: string): boolean {
  const quick = parseByItems(source, 'kharkiv.txt');
  if (!quick) return false;
  const slow = fromYaml(parseYaml(source), 'kharkiv.txt');
  expect(told(quick)).toBe(told(slow));
  expect(quick).toEqual(slow);
  return true;
}

/** Files as they are made from each seed, and how many of them the quick reader must have an answer to. */
function all(make: (dice: Dice) => string, share: number): void {
  let answers = 0;
  let files = 0;
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      files++;
      if (compare(make(new Dice(seed)))) answers++;
    }),
    runs,
  );
  expect(answers / files).toBeGreaterThanOrEqual(share);
}

const crlf = (dice: Dice, source: string) => (dice.chance(0.3) ? source.replaceAll('\n', '\r\n') : source);

describe('what the quick reader answers is what the slow one says', () => {
  it('of printed files', () => {
    all((dice) => crlf(dice, print(sidecar(dice))), 0.7);
  });

  it('of printed files with damage', () => {
    all((dice) => mutate(dice, crlf(dice, print(sidecar(dice))), 1 + dice.below(3)), 0.1);
  });

  it('of files in anybody’s hand', () => {
    all((dice) => write(dice, sidecar(dice)).source.replace(/^\ufeff/, ''), 0.02);
  });

  it('of files in anybody’s hand with damage', () => {
    all((dice) => mutate(dice, write(dice, sidecar(dice)).source.replace(/^\ufeff/, ''), 1 + dice.below(3)), 0.01);
  });

  it('of printed files with some items in another hand', () => {
    all((dice) => {
      const other = write(dice, sidecar(dice))
        .source.replace(/^\ufeff/, '')
        .replaceAll('\r', '');
      const printed = print(sidecar(dice));
      const lines = other.split('\n').filter((line) => line.startsWith('  '));
      return mutate(dice, `${printed}${lines.join('\n')}\n${dice.pick('', 'x-tail: 1\n', '# end\n')}`, dice.below(2));
    }, 0.01);
  });
});

describe('the quick reader', () => {
  it('finds a byte order mark before what it reads', () => {
    const printed = print(sidecar(new Dice(3)));
    expect(told(parse(`\ufeff${printed}`))).toBe(told(parse(printed)));
  });
});
