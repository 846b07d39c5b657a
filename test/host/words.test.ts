import { assert } from 'chai';
import { cut, ends, plain, short, visible } from '../../src/editor/words.ts';

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
  });
});
