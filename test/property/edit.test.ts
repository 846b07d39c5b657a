import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carry, fragment } from '../../src/core/anchor.ts';
import { applyEdits, difference, type Edit, follow, growth } from '../../src/core/edit.ts';
import { wholeWords } from '../../src/core/meaning.ts';
import { mark } from '../unit/core/sample.ts';

const runs = { seed: 1, numRuns: 500 };

const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '😀', '😁', '🨀'), maxLength: 30 });

const spanIn = (whole: string) =>
  fc
    .tuple(fc.nat(whole.length), fc.nat(whole.length))
    .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));

const edited = text.chain((before) =>
  fc.record({
    before: fc.constant(before),
    span: spanIn(before),
    edit: fc.tuple(spanIn(before), text).map(([at, inserted]): Edit => ({ ...at, text: inserted })),
  }),
);

describe('follow', () => {
  it('keeps each character of the span that the edit left, and none of the others but what was put inside', () => {
    fc.assert(
      fc.property(edited, ({ before, span, edit }) => {
        fc.pre(span.start < span.end);
        const after = applyEdits(before, [edit]);
        const moved = follow(span, edit);
        const head = before.slice(span.start, Math.max(span.start, Math.min(span.end, edit.start)));
        const tail = before.slice(Math.min(span.end, Math.max(span.start, edit.end)), span.end);
        const isInside =
          edit.start < span.end && edit.end > span.start && edit.start >= span.start && edit.end <= span.end;
        const isAll = edit.start <= span.start && edit.end >= span.end;
        expect(after.slice(moved.start, moved.end)).toBe(head + (isInside && !isAll ? edit.text : '') + tail);
        expect(0 <= moved.start && moved.start <= moved.end && moved.end <= after.length).toBe(true);
      }),
      runs,
    );
  });

  it('says that it was touched when and only when characters of the span went or came', () => {
    fc.assert(
      fc.property(edited, ({ before, span, edit }) => {
        fc.pre(span.start < span.end);
        const moved = follow(span, edit);
        const isOutside = edit.end <= span.start || edit.start >= span.end;
        expect(moved.touched).toBe(!isOutside);
        if (isOutside)
          expect(applyEdits(before, [edit]).slice(moved.start, moved.end)).toBe(before.slice(span.start, span.end));
      }),
      runs,
    );
  });

  it('keeps the order of two spans', () => {
    fc.assert(
      fc.property(edited, ({ span, edit }) => {
        const [left, right] = [
          { start: span.start, end: span.start + 1 },
          { start: span.end + 1, end: span.end + 2 },
        ];
        expect(follow(left, edit).end).toBeLessThanOrEqual(follow(right, edit).start);
      }),
      runs,
    );
  });
});

describe('difference', () => {
  it('turns the one text into the other, and cuts no pair', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const edit = difference(before, after);
        expect(edit ? applyEdits(before, [edit]) : before).toBe(after);
        if (!edit) return;
        expect(edit.text).not.toMatch(/\p{Surrogate}/u);
        expect(before.slice(edit.start, edit.end)).not.toMatch(/\p{Surrogate}/u);
        expect(growth(edit)).toBe(after.length - before.length);
      }),
      runs,
    );
  });
});

describe('carry', () => {
  it('brings an annotation along that the difference of two versions did not reach', () => {
    fc.assert(
      fc.property(edited, ({ before, span, edit }) => {
        const after = applyEdits(before, [edit]);
        const found = difference(before, after);
        const moved = found ? follow(span, found) : { ...span, touched: false };
        fc.pre(span.start < span.end && !moved.touched);
        const annotation = mark(before, '', { target: [fragment(before, span)] });
        const { start, end } = moved;
        const place = { ...fragment(before, span), start, end };
        // What stands right beside it now can have made another word of it.
        const whole = wholeWords(after, place, place);
        const expected = whole === place ? place : { ...whole, state: 'changed' };
        expect(carry([annotation], before, after)[0]?.target).toEqual([expected]);
      }),
      runs,
    );
  });
});
