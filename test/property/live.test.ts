import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, type Edit } from '../../src/core/edit.ts';
import { annotated, Sheet } from '../unit/store/sheet.ts';

/** Signs of several units, line ends; `#` becomes a number that comes but once. */
const words = fc.constantFrom('no #', 'said #', 'the #', 'Kyiv #', '😀 #', 'é #', '#', '“yes #”', '\n');
const texts = (min: number, max: number) =>
  fc.array(words, { minLength: min, maxLength: max }).map((all) => all.join(' '));

/** Gives numbers to what is marked. */
class Numbers {
  #last = 100;

  put(text: string): string {
    return text.replaceAll('#', () => String(this.#last++));
  }
}

const share = fc.double({ min: 0, max: 1, noNaN: true });

/** Events, put together to steps of undo; after some of them it is saved. Edits are measured by the text that they meet. */
const edits = fc.record({
  at: share,
  length: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(3), fc.nat(12), fc.nat(300)),
  text: fc.oneof(fc.constant(''), fc.constantFrom('#', 'x#'), texts(1, 3)),
});
const steps = fc.array(
  fc.record({
    events: fc.array(fc.array(edits, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 4 }),
    saves: fc.boolean(),
    savesBack: fc.boolean(),
  }),
  { minLength: 1, maxLength: 6 },
);

const spans = fc.array(fc.tuple(share, fc.integer({ min: 8, max: 40 })), { minLength: 20, maxLength: 20 });

function place(text: string, at: number, length: number): { readonly start: number; readonly end: number } {
  const start = Math.min(text.length, Math.floor(at * (text.length + 1)));
  return { start, end: Math.min(text.length, start + length) };
}

/** What the annotations say, and where; of lost ones only that they are. */
const told = (sheet: Sheet): string[] =>
  sheet.annotations.flatMap(({ id, target }) =>
    target.map(({ exact, start, end, state }) => (state ? `${id} ${state}` : `${id} ${start}-${end} ${exact}`)),
  );

function play(text: string, marks: readonly (readonly [number, number])[]): Sheet {
  const sheet = new Sheet(text);
  const made = marks.flatMap(([at, length], i) => {
    const span = place(text, at, length);
    return span.end - span.start >= 8 ? [annotated(`b${i}`, text, [span])] : [];
  });
  sheet.follow(made);
  return sheet;
}

describe('twenty annotations in a text that is edited at random', () => {
  it('have their words and places back after each step of undo, also when it was saved in between', () => {
    fc.assert(
      fc.property(texts(5, 40), spans, steps, (text, marks, made) => {
        const numbers = new Numbers();
        const sheet = play(numbers.put(text), marks);
        const before: { readonly text: string; readonly told: readonly string[] }[] = [];
        for (const { events, saves } of made) {
          before.push({ text: sheet.buffer, told: told(sheet) });
          for (const event of events) {
            let now = sheet.buffer;
            const found = event.map(({ at, length, text: fresh }): Edit => {
              const edit = { ...place(now, at, length), text: numbers.put(fresh) };
              now = applyEdits(now, [edit]);
              return edit;
            });
            sheet.edit(...found);
          }
          if (saves) sheet.settle();
        }
        for (const { events, savesBack } of made.toReversed()) {
          sheet.undo(events.length);
          expect({ text: sheet.buffer, told: told(sheet) }).toEqual(before.pop());
          if (savesBack) sheet.settle();
        }
      }),
      { numRuns: 300 },
    );
  });

  it('always say what stands at their places', () => {
    fc.assert(
      fc.property(texts(5, 40), spans, steps, (text, marks, made) => {
        const sheet = play(text, marks);
        for (const { events, saves } of made) {
          for (const event of events) {
            for (const { at, length, text: fresh } of event)
              sheet.edit({ ...place(sheet.buffer, at, length), text: fresh });
            for (const { target } of sheet.annotations) {
              for (const { exact, start, end, state } of target) {
                if (!state) expect(sheet.buffer.slice(start, end)).toBe(exact);
                expect(exact).not.toBe('');
              }
            }
          }
          if (saves) sheet.settle();
        }
      }),
      { numRuns: 100 },
    );
  });
});
