import { diffWordsWithSpace } from 'diff';

/** A piece that both texts have, or one that went or came. */
export interface Piece {
  readonly text: string;
  readonly kind: 'same' | 'gone' | 'come';
}

/** More words that differ than this, and the two texts are shown one after the other. */
const MOST_WORDS = 200;
/** Longer texts (UTF-16 units) are not compared word by word. */
const MOST = 20_000;

/** What became of the words of a text, for reading: words go and come as a whole. */
export function difference(before: string, after: string): readonly Piece[] {
  const found =
    before.length + after.length > MOST ? undefined : diffWordsWithSpace(before, after, { maxEditLength: MOST_WORDS });
  if (!found)
    return [
      { text: before, kind: 'gone' },
      { text: after, kind: 'come' },
    ];
  return found.map(({ value, added, removed }) => ({ text: value, kind: added ? 'come' : removed ? 'gone' : 'same' }));
}
