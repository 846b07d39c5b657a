import { assert } from 'chai';
import { clip, cut, ends, isolated, plain, short, visible } from '../../src/editor/words.ts';

/** Two UTF-16 units, and eleven that are one sign. */
const [FACE, FAMILY] = ['😀', '👩‍👩‍👧‍👦'];

describe('words for people', () => {
  it('are cut at a word, or at a whole character where there is none', () => {
    assert.equal(short('one two three', 10), 'one two…');
    assert.equal(short(' a\n b\tc ', 10), 'a b c');
    for (const most of [10, 11, 12, 13, 14]) {
      assert.match(short(FACE.repeat(20), most), /^(?:😀)+…$/u);
      assert.include(
        [2, 3].map((n) => `${FAMILY.repeat(n)}…`),
        short(FAMILY.repeat(9), most + 10),
      );
    }
    for (const most of [4000, 4001]) assert.match(cut('x'.repeat(most - 4000) + FACE.repeat(3000)), /^x?(?:😀)+…$/u);
  });

  it('are told by both ends where they are long', () => {
    assert.equal(ends('one two three four five', 12), 'one … five');
    for (const most of [10, 12, 14]) assert.match(ends(FACE.repeat(20), most), /^(?:😀)+ … (?:😀)+$/u);
  });

  it('turn nothing round and draw no icon', () => {
    assert.equal(visible('a\u202eb'), 'a[U+202E]b');
    assert.equal(plain('$(zap) \u2066x'), '\\$(zap) [U+2066]x');
    assert.equal(visible('\u2068a\u2069 \u2069 \u2068'), '\u2068a\u2069 [U+2069] [U+2068]');
  });

  it('keep their own direction among others, and turn nothing round them', () => {
    assert.equal(short('קובי (12).'), '\u2068קובי (12).\u2069');
    assert.equal(isolated('One\nقال 3.\n'), 'One\n\u2068قال 3.\u2069\n');
    assert.equal(short('a \u200f'), '\u2068a \u200f\u2069');
    assert.equal(short('قال\u2069 \u202eabc'), '\u2068قال[U+2069] [U+202E]abc\u2069');
    assert.equal(visible(short('قال')), short('قال'));
    assert.equal(short('קו '.repeat(40), 20), `\u2068${'קו '.repeat(7).trim()}…\u2069`);
    assert.equal(clip('קובי'), 'קובי');
    for (const text of ['One (two).', '今日は。', 'Київ']) assert.equal(short(text), text);
  });
});
