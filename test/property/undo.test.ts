import { expect, it } from 'vitest';
import { fragment } from '../../src/core/anchor.ts';
import type { Annotation } from '../../src/core/annotation.ts';
import { added, type Change, changed } from '../../src/core/change.ts';
import { changeTo, removal } from '../../src/core/document.ts';
import { ARTICLE, Desk, SIDECAR } from '../unit/store/desk.ts';
import { Dice } from './dice.ts';

/** `UNDO_STEPS=10000` for a long walk. */
const STEPS = Number(process.env['UNDO_STEPS'] ?? 800);
const SEEDS = [1, 2];

const TEXT = `${Array.from({ length: 120 }, (_, i) => `word${i}${i % 9 === 8 ? '.\n' : ''}`).join(' ')}\n`;
const WORDS = [...TEXT.matchAll(/\w+/g)].map(({ index, 0: word }) => ({ start: index, end: index + word.length }));

/** Something that a person does to what is there: one step. */
function act(dice: Dice, annotations: readonly Annotation[], newId: () => string): Change {
  const one = <T>(items: readonly T[]): T | undefined => items[dice.below(items.length)];
  const span = () => {
    const first = dice.below(WORDS.length - 4);
    return { start: WORDS[first]?.start ?? 0, end: WORDS[first + dice.below(4)]?.end ?? 1 };
  };
  const present = one(annotations);
  const deeds: readonly (() => Change)[] = [
    () => added({ id: newId(), label: 'claim', target: [fragment(TEXT, span())], attributes: {}, links: [] }),
    ...(present
      ? [
          () => changed(present, { ...present, label: one(['claim', 'source', 'quote']) ?? 'claim' }),
          () => changed(present, { ...present, note: one(['short', 'two\nlines', ' # odd: ', 'другий', undefined]) }),
          () =>
            changed(present, {
              ...present,
              attributes: { ...present.attributes, [one(['verdict', 'kind']) ?? 'kind']: `v${dice.below(3)}` },
            }),
          () => changed(present, { ...present, attributes: {} }),
          () => changed(present, { ...present, target: [fragment(TEXT, span())] }),
          () => changed(present, { ...present, links: [{ role: 'source', to: one(annotations)?.id ?? present.id }] }),
          () => removal(annotations, new Set([present.id])),
          () => removal(annotations, new Set(annotations.filter(() => dice.chance(0.1)).map(({ id }) => id))),
          () =>
            changeTo(
              annotations,
              annotations.map((each) => (dice.chance(0.2) ? { ...each, label: 'quote' } : each)),
            ),
        ]
      : []),
  ];
  return (one(deeds) ?? deeds[0])?.() ?? { steps: [] };
}

it.each(SEEDS)('undo and redo go back and forth through the same bytes (%d)', async (seed) => {
  const dice = new Dice(seed);
  const desk = new Desk();
  await desk.put(TEXT.replace('word3 ', '[word3] ').replace('word40', '[word40]'), [{ note: 'first' }, {}]);
  desk.files.put(SIDECAR, `# of the article\n${desk.files.text(SIDECAR) ?? ''}# at the end\n`);
  await desk.open();
  const bytes = () => desk.files.text(SIDECAR);
  /** The file after each step that can be undone, from the first on; those behind `at` can be redone. */
  const files = [bytes()];
  let at = 0;
  let deepest = 0;
  for (let step = 0; step < STEPS; step++) {
    const way = dice.roll();
    desk.seconds++;
    if (way < 0.5) {
      const change = act(dice, desk.article.annotations, () => desk.store.newId(ARTICLE));
      if (await desk.store.apply(ARTICLE, change)) files.splice(++at, Number.POSITIVE_INFINITY, bytes());
    } else if (way < 0.8) {
      expect((await desk.store.undo(ARTICLE)) !== undefined).toBe(at > 0);
      at = Math.max(0, at - 1);
    } else {
      expect((await desk.store.redo(ARTICLE)) !== undefined).toBe(at < files.length - 1);
      at = Math.min(files.length - 1, at + 1);
    }
    deepest = Math.max(deepest, at);
    if (bytes() !== files[at]) expect(bytes()).toBe(files[at]);
  }
  for (; at > 0; at--) await desk.store.undo(ARTICLE);
  expect(bytes()).toBe(files[0]);
  expect(deepest).toBeGreaterThan(10);
});
