import { expect, it } from 'vitest';
import { exchange } from '../../../src/store/exchange.ts';
import { Memory } from './memory.ts';

const SIDECAR = 'file:///news/a.txt.newsmark.yaml';

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A disk with a file, and who may be editing it. */
function deskWith(text: string | undefined) {
  const files = new Memory();
  if (text !== undefined) files.put(SIDECAR, text);
  const isEdited = { current: false };
  const draft = () => (isEdited.current ? { text: '', replace: async () => true } : undefined);
  const run = (before: string | undefined) =>
    exchange({ files, draft }, SIDECAR, before === undefined ? undefined : bytesOf(before), 'new');
  return { files, isEdited, run, text: () => files.text(SIDECAR) };
}

it.each([['old'], [undefined]])('a file that still is what was read (%j) gets the other text', async (before) => {
  const { run, text } = deskWith(before);
  expect(await run(before)).toBeUndefined();
  expect(text()).toBe('new');
});

it.each([
  ['old', 'theirs'],
  ['old', 'odd'],
  ['old', undefined],
  [undefined, ''],
])('a file of which %j was read and that is %j now stays', async (before, present) => {
  const { run, text } = deskWith(present);
  expect(await run(before)).toMatchObject({ code: 'changed-meanwhile', values: ['a.txt.newsmark.yaml'] });
  expect(text()).toBe(present);
});

it('a file that somebody begins to edit while it is looked at stays', async () => {
  const { files, isEdited, run, text } = deskWith('old');
  const release = files.hold(({ kind }) => kind === 'read');
  const running = run('old');
  isEdited.current = true;
  release();
  expect(await running).toMatchObject({ code: 'in-editor' });
  expect(text()).toBe('old');
});
