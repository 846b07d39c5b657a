import { describe, expect, it } from 'vitest';
import { mend } from '../../../src/formats/mend.ts';
import { parse } from '../../../src/formats/sidecar.ts';

const item = (id: string, note: string) =>
  `  - id: ${id}\n    label: claim\n    target:\n      - exact: x\n        start: 0\n        end: 1\n    note: ${note}\n`;

const file = (...items: readonly string[]) => `newsmark: 1\nannotations:\n${items.join('')}`;

const [BASE, OURS, THEIRS] = [
  file(item('a', 'old'), item('b', 'old')),
  file(item('a', 'ours'), item('b', 'old')),
  file(item('a', 'theirs')),
];

const MARKED = file(
  `<<<<<<< HEAD\n${item('a', 'ours')}${item('b', 'old')}=======\n${item('a', 'theirs')}>>>>>>> other\n`,
);

/** The ids with their notes, and how many conflicts there are. */
const outcome = (source: string, stages?: Parameters<typeof mend>[1]) => {
  const mended = mend(source, stages, 'a.txt');
  if (mended?.text === undefined) return mended?.why;
  return [...(parse(mended.text).value?.annotations.map(({ id, note }) => `${id} ${note}`) ?? []), mended.conflicts];
};

describe('mending', () => {
  it('goes by git’s stages, so that what they removed is gone', () => {
    expect(outcome(MARKED, { base: BASE, ours: OURS, theirs: THEIRS })).toEqual(['a ours', 1]);
  });

  it('goes by the marks without them, and keeps what one side alone has', () => {
    expect(outcome(MARKED)).toEqual(['a ours', 'b old', 1]);
  });

  it('goes by the marks, with git’s base, where somebody wrote into the file since', () => {
    const since = MARKED + item('c', 'since');
    expect(outcome(since, { base: BASE, ours: OURS, theirs: THEIRS })).toEqual(['a ours', 'c since', 1]);
  });

  it('merges what git left as ours, without marks', () => {
    expect(outcome(OURS, { base: BASE, ours: OURS, theirs: THEIRS })).toEqual(['a ours', 1]);
  });

  it('merges it also where the checkout has other line ends than git', () => {
    const stages = { base: BASE, ours: OURS, theirs: THEIRS };
    expect(outcome(OURS.replaceAll('\n', '\r\n'), stages)).toEqual(outcome(OURS, stages));
  });

  it('has nothing to do with another file', () => {
    expect(mend(BASE, undefined, 'a.txt')).toBeUndefined();
    expect(mend(BASE, { base: BASE, ours: OURS, theirs: THEIRS }, 'a.txt')).toBeUndefined();
  });

  it('keeps the line ends of the file', () => {
    const text = mend(MARKED.replaceAll('\n', '\r\n'), { base: BASE, ours: OURS, theirs: THEIRS }, 'a.txt')?.text;
    expect(text).toContain('\r\n');
    expect(text).not.toMatch(/[^\r]\n/);
  });

  it('says why it cannot', () => {
    expect(outcome(MARKED.replace('=======\n', ''))).toBe('marks');
    expect(outcome(MARKED.replace('note: ours', 'note: {'))).toBe('ours');
    expect(outcome(MARKED.replace('note: theirs', 'note: {'))).toBe('theirs');
  });
});
