import { describe, expect, it } from 'vitest';
import { compare, type Kept } from '../../../src/core/revision.ts';
import { finish } from '../../../src/core/work.ts';
import { compose } from '../../bench/texts.ts';

/** Where the words between `[` and `]` of the old text are found in the new one, shown in the same way. */
function show(marked: string, after: string): string {
  const start = marked.indexOf('[');
  const end = marked.indexOf(']') - 1;
  const found = finish(compare(marked.replace(/[[\]]/g, ''), after)).map({ start, end });
  return found ? `${after.slice(0, found.start)}[${after.slice(found.start, found.end)}]${after.slice(found.end)}` : '';
}

const first = 'The minister said on Monday that the bridge over the river would be closed for nine weeks.';
const second = 'Residents of the eastern district complained about the noise of the generators at night.';
const third = 'A spokeswoman of the railway denied that 40 trains had been cancelled since the spring.';

describe('a passage in a text that was edited', () => {
  it('stays where it is in a text that nobody has changed', () => {
    expect(show('one [two] three', 'one two three')).toBe('one [two] three');
    expect(finish(compare(first, first)).map({ start: 4, end: 12 })).toEqual({ start: 4, end: 12, share: 1 });
  });

  it('goes along with text that came or went in front of it', () => {
    expect(show('one [two] three', 'zero one two three')).toBe('zero one [two] three');
    expect(show('one [two] three', 'two three')).toBe('[two] three');
  });

  it('takes in what was put inside, and words that were replaced at its edges', () => {
    expect(show(`${first} [${second}]`, `${first} ${second.replace('noise', 'terrible noise')}`)).toBe(
      `${first} [${second.replace('noise', 'terrible noise')}]`,
    );
    const other = second.replace('Residents', 'Citizens').replace('night', 'dawn');
    expect(show(`${first} [${second}] ${third}`, `${first} ${other} ${third}`)).toBe(`${first} [${other}] ${third}`);
  });

  it('is found where its paragraph went', () => {
    expect(show(`${first}\n\n${second}\n\n[${third}]\n`, `${third}\n\n${first}\n\n${second}\n`)).toBe(
      `[${third}]\n\n${first}\n\n${second}\n`,
    );
  });

  it('stays in its place when a second one is put elsewhere', () => {
    expect(show(`${first} [${second}] ${third}`, `${second} ${first} ${second} ${third}`)).toBe(
      `${second} ${first} [${second}] ${third}`,
    );
  });

  it('is lost when it was deleted, or written anew', () => {
    expect(show(`${first} [${second}] ${third}`, `${first} ${third}`)).toBe('');
    expect(show(`${first} [${second}]\n`, `${first} ${third}\n`)).toBe('');
    expect(show('[]one', 'one')).toBe('');
  });

  it('is lost where only phrases that are everywhere are left of it', () => {
    const [text, other] = [compose('code', 1, 40_000), compose('code', 2, 40_000)];
    const found = Array.from({ length: 60 }, (_, i) => {
      const start = 500 + 600 * i;
      const now = text.slice(0, start) + other.slice(start, start + 180) + text.slice(start + 180);
      return finish(compare(text, now)).map({ start: start + 40, end: start + 140 });
    });
    expect(found.filter((each) => each).length).toBeLessThanOrEqual(2);
  });

  it('tells how much of it is left', () => {
    const share = (after: string): Kept['share'] | undefined =>
      finish(compare(`${first}\n${second}`, after)).map({ start: 0, end: first.length })?.share;
    expect(share(`X ${first}\n${second}`)).toBe(1);
    expect(share(`${first.slice(0, 60)}\n${second}`)).toBeCloseTo(60 / first.length, 1);
  });

  it('is not cut within a surrogate pair', () => {
    expect(show('before the [😀😀😀] behind it', 'before the 😁😀😀 behind it')).toBe('before the [😁😀😀] behind it');
    expect(show('before the [word and 😀] behind it', 'before the word and 😁 behind it')).toBe(
      'before the [word and 😁] behind it',
    );
  });
});
