import { diffArrays } from 'diff';

/** A piece that both texts have, or one that went or came. */
export interface Piece {
  readonly text: string;
  readonly kind: 'same' | 'gone' | 'come';
}

/** More words that differ than this, and the two texts are shown one after the other. */
const MOST_WORDS = 200;
/** Longer texts (UTF-16 units) are not compared word by word. */
const MOST = 20_000;

/** Knows the words of all scripts; the library takes each letter for one that is not Latin. */
const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

const wordsOf = (text: string): readonly string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);

/** What became of the words of a text, for reading: words go and come as a whole. */
export function difference(before: string, after: string): readonly Piece[] {
  const found =
    before.length + after.length > MOST
      ? undefined
      : diffArrays([...wordsOf(before)], [...wordsOf(after)], { maxEditLength: MOST_WORDS });
  if (!found)
    return [
      { text: before, kind: 'gone' },
      { text: after, kind: 'come' },
    ];
  return found.map(({ value, added, removed }) => ({
    text: value.join(''),
    kind: added ? 'come' : removed ? 'gone' : 'same',
  }));
}
