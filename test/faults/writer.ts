// A program that tags, changes and removes annotations of one article without an end, until it is killed. It says on
// standard output what it begins and what the store has acknowledged.
import { writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { fragment } from '../../src/core/anchor.ts';
import { added, type Change, changed } from '../../src/core/change.ts';
import { removal } from '../../src/core/document.ts';
import { trim } from '../../src/core/span.ts';
import { toText } from '../../src/core/text.ts';
import { diskStore } from './disk.ts';
import type { Act } from './kill.ts';

const [article = '', journal = '', seed = '1', unsaved = ''] = process.argv.slice(2);

const uri = pathToFileURL(article).href;
const store = diskStore(journal);
const text = unsaved + toText(await readFile(article, 'utf8'));
await store.open(uri, {
  text: () => text,
  slice: (start, end) => text.slice(start, end),
  isDirty: () => unsaved !== '',
});

const say = (word: 'begun' | 'done', act: Act): void => {
  writeSync(1, `${JSON.stringify({ word, ...act })}\n`);
};

let state = Number(seed);
/** A whole number below `below`: a linear congruential generator (Numerical Recipes, 2nd edition, chapter 7.1). */
const dice = (below: number): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};

for (let count = 0; ; count++) {
  const { annotations } = store.get(uri) ?? { annotations: [] };
  const one = annotations[dice(Math.max(annotations.length, 1))];
  const kind = one && annotations.length > 3 ? dice(annotations.length > 40 ? 3 : 6) : 6;
  const note = `${seed} ${count}: ${'so it was told. '.repeat(dice(20))}`.trim();
  const start = unsaved.length + dice(text.length - unsaved.length - 40);
  const id = store.newId(uri);
  const fresh = {
    ...{ id, label: 'claim', attributes: {}, links: [], note },
    target: [fragment(text, trim(text, { start, end: start + 20 }) ?? { start: 0, end: 4 })],
  };
  const act: Act = kind === 0 && one ? { id: one.id } : kind < 4 && one ? { id: one.id, note } : { id, note };
  const change: Change =
    kind === 0 && one
      ? removal(annotations, new Set([one.id]))
      : kind < 4 && one
        ? changed(one, { ...one, note })
        : added(fresh);
  say('begun', act);
  if (await store.apply(uri, change)) say('done', act);
}
