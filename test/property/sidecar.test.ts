import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../src/core/value.ts';
import { parse, print, type Sidecar } from '../../src/formats/sidecar.ts';
import { splice } from '../../src/formats/splice.ts';
import { Dice } from './dice.ts';
import { write } from './hand.ts';
import { annotation, change, defined, sidecar } from './sidecars.ts';

const runs = { seed: 1, numRuns: Number(process.env['SIDECAR_RUNS'] ?? 100) };

const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const key = fc.oneof(text, fc.constantFrom('__proto__', 'constructor', 'x-a', 'no', '1', ''));

const value: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(text, fc.integer(), fc.double(), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(key, tie('value')), { maxLength: 3 }).map((entries) => Object.fromEntries(entries)),
  ),
})).value;

/** A sidecar with any text in any place where text may stand. */
const anySidecar: fc.Arbitrary<Sidecar> = fc
  .record({
    seed: fc.integer(),
    texts: fc.array(text, { minLength: 8, maxLength: 8 }),
    extra: fc
      .array(
        fc.tuple(
          key.map((each) => `x-${each}`),
          value,
        ),
        { minLength: 1, maxLength: 3 },
      )
      .map((entries) => Object.fromEntries(entries)),
    attributes: fc.array(fc.tuple(key, fc.oneof(text, fc.array(text, { maxLength: 3 }))), { maxLength: 3 }),
  })
  .map(
    ({
      seed,
      texts: [label = '', note = '', exact = '', prefix = '', by = '', title = '', role = '', to = ''],
      extra,
      attributes,
    }) => {
      const base = annotation(new Dice(seed));
      const target = base.target.map((each) => ({ ...each, exact: exact || 'x', prefix, extra }));
      return defined<Sidecar>({
        article: { file: 'a.txt', title, extra },
        annotations: [
          defined({
            ...base,
            label,
            target,
            attributes: Object.fromEntries(attributes),
            note: note || undefined,
            by,
            links: [{ role: role || 'r', to: to.replaceAll('#', '') || 't', extra }],
            extra,
          }),
        ],
        extra,
      });
    },
  );

describe('a printed sidecar', () => {
  it('is read as the same value, and printed the same again', () => {
    fc.assert(
      fc.property(anySidecar, (wanted) => {
        const printed = print(wanted);
        const { value: found, problems } = parse(printed);
        expect(problems).toEqual([]);
        expect(found).toEqual(wanted);
        expect(found && print(found)).toBe(printed);
      }),
      runs,
    );
  });

  it('has what another reader finds in it', () => {
    fc.assert(
      fc.property(anySidecar, (wanted) => {
        const loaded = load(print(wanted)) as {
          annotations: { label: string; note?: string; attributes?: object }[];
          article: { title: string };
        };
        const [one] = wanted.annotations;
        expect(loaded.article.title).toBe(wanted.article.title);
        expect(loaded.annotations[0]?.label).toBe(one?.label);
        expect(loaded.annotations[0]?.note).toBe(one?.note);
        expect(Object.entries(loaded.annotations[0]?.attributes ?? {})).toEqual(Object.entries(one?.attributes ?? {}));
      }),
      runs,
    );
  });
});

describe('a damaged file', () => {
  /** Lines doubled, dropped and swapped, characters put in: what a bad merge or a slip of the hand leaves. */
  const damaged = (dice: Dice, source: string): string => {
    const lines = source.split('\n');
    for (let times = 1 + dice.below(3); times > 0; times--) {
      const at = dice.below(lines.length);
      const line = lines[at] ?? '';
      const column = dice.below(line.length + 1);
      const other = lines[dice.below(lines.length)] ?? '';
      const noise = dice.pick(
        ' ',
        '\t',
        '- ',
        ': ',
        '#',
        '"',
        "'",
        '[',
        '}',
        '&a ',
        '*a',
        '|',
        '\0',
        '\r',
        '\ud800',
        '<<<<<<< x',
        '---',
      );
      const now = dice.pick(
        [],
        [line, line],
        [line, other],
        [line.slice(0, column) + noise + line.slice(column)],
        [line.slice(0, column)],
      );
      lines.splice(at, 1, ...now);
    }
    return lines.join('\n');
  };

  it('gives a value or a problem with its place, and is not written when there is no value', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const dice = new Dice(seed);
        const before = sidecar(dice);
        const source = damaged(dice, write(dice, before).source);
        const { value: found, problems } = parse(source, 'kharkiv.txt');
        for (const { place } of problems) expect(place).toBeDefined();
        if (!found) {
          expect(problems).not.toEqual([]);
          expect(splice(source, before).text).toBeUndefined();
          return;
        }
        // What is written says what is wanted, or nothing is written.
        const { wanted } = change(dice, found);
        const { text: written } = splice(source, wanted);
        if (written !== undefined) expect(parse(written, 'kharkiv.txt').value).toEqual(defined(wanted));
        else expect(splice(source, wanted).problems).not.toEqual([]);
      }),
      runs,
    );
  });
});
