import { expect, it } from 'vitest';
import { Aligner } from '../../../src/core/align.ts';
import { fold, Page } from '../../../src/core/fold.ts';
import { Grams } from '../../../src/core/grams.ts';
import { Pattern } from '../../../src/core/passage.ts';
import { places, probeAll, probeNear } from '../../../src/core/places.ts';
import { finish } from '../../../src/core/work.ts';

const FILL = Array.from({ length: 900 }, (_, i) => `Line ${i * 37} has nothing to say.`).join(' ');
const WORDS = 'the committee on fisheries met behind closed doors';
const TEXT = `${FILL} Yesterday ${WORDS} for an hour. ${FILL}`;
const AT = TEXT.indexOf('Yesterday');
const sought = { prefix: 'Yesterday ', exact: WORDS, suffix: ' for an hour.', start: 100 };

it('finds where grams of a passage stand together', () => {
  const grams = finish(Grams.read(fold(TEXT)));
  const changed = new Pattern({ ...sought, exact: WORDS.replace('closed', 'locked') });
  expect(places(changed, grams, 0)[0]?.at).toBe(AT);
  expect(places(new Pattern({ ...sought, prefix: '', exact: 'Ωδή πρόλογος', suffix: '' }), grams, 0)).toEqual([]);
});

it('looks at a bounded number of places, those that are near', () => {
  const grams = finish(Grams.read(fold('abcdefgh'.repeat(5000))));
  const found = places(new Pattern({ prefix: '', exact: 'abcdefgh'.repeat(4), suffix: '', start: 0 }), grams, 20_000);
  expect(found.length).toBeLessThan(40);
  expect(found.every(({ at }) => Math.abs(at - 20_000) < 500)).toBe(true);
});

it('finds pieces word for word, near the old place or anywhere', () => {
  const pattern = new Pattern(sought);
  expect([...probeAll(TEXT, pattern)]).toContain(AT);
  expect([...probeNear(TEXT, pattern)]).not.toContain(AT);
  expect([...probeNear(TEXT, new Pattern({ ...sought, start: AT - 3000 }))]).toContain(AT);
});

it('says how much speaks for a place', () => {
  const pattern = new Pattern(sought);
  const page = new Page(TEXT);
  const aligner = new Aligner();
  const start = AT + sought.prefix.length;
  expect(pattern.around(page, AT, aligner)).toMatchObject({
    start,
    end: start + WORDS.length,
    changed: 0,
    support: pattern.best,
  });
  const elsewhere = pattern.around(page, 100, aligner);
  expect(elsewhere.changed).toBeGreaterThan(0.5);
  expect(elsewhere.support).toBeLessThan(pattern.best / 3);
});
