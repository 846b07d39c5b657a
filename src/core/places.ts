import { type Grams, hashes } from './grams.ts';
import type { Pattern } from './passage.ts';

/** Of each stretch of this many grams all rare ones are looked up, or the rarest one. */
const STRETCH = 8;
/** A gram is rare when it stands at no more places than these. */
const RARE = 6;
/** Of each gram that is not rare this many places are looked at, those nearest to where the passage is expected. */
const MOST_PLACES = 12;
/** Hits that follow one another within this distance are of one place: something small was put in or taken out. */
const TOGETHER = 12;
/** A place this near to where the passage is expected counts for `HINT` hits more. */
const NEAR = 64;
const HINT = 2;

/** A place where a passage may begin with its surroundings, an offset into the text, and how many hits say so. */
export interface Place {
  readonly at: number;
  readonly hits: number;
}

/**
 * Places where a passage may be, those with most hits first: where several of its rarer grams stand as they stood in it.
 * The work for one is bounded by the length of what is looked up, however often it stands in the text.
 */
export function places(pattern: Pattern, grams: Grams, near: number): Place[] {
  const { units } = pattern.whole;
  const hits: number[] = [];
  for (const { start, end } of pattern.telling) {
    const found = hashes(units.subarray(start, end));
    for (let stretch = 0; stretch < found.length; stretch += STRETCH) {
      const before = hits.length;
      let [rarest, fewest] = [-1, Number.POSITIVE_INFINITY];
      for (let i = stretch; i < Math.min(stretch + STRETCH, found.length); i++) {
        const hash = found[i] ?? 0;
        const count = grams.count(hash);
        if (count === 0) continue;
        if (count <= RARE) grams.collect(units, start + i, hash, near, RARE, hits);
        else if (count < fewest) [rarest, fewest] = [i, count];
      }
      if (hits.length === before && rarest >= 0) {
        grams.collect(units, start + rarest, found[rarest] ?? 0, near, MOST_PLACES, hits);
      }
    }
  }
  return clusters(hits, near);
}

function clusters(hits: readonly number[], near: number): Place[] {
  const sorted = Int32Array.from(hits).sort();
  const found: Place[] = [];
  for (let from = 0; from < sorted.length; ) {
    let to = from + 1;
    while (to < sorted.length && (sorted[to] ?? 0) - (sorted[to - 1] ?? 0) <= TOGETHER) to++;
    const at = sorted[(from + to) >> 1] ?? 0;
    found.push({ at, hits: to - from + (Math.abs(at - near) < NEAR ? HINT : 0) });
    from = to;
  }
  return found.sort((a, b) => b.hits - a.hits || Math.abs(a.at - near) - Math.abs(b.at - near));
}

/** How long the pieces are that are looked for word for word, in UTF-16 units, near the old place and in all of the text. */
const SHORT = 8;
const PIECE = 12;
/** What is near the old place, on either side of it. */
const CLOSE = 8192;
/** Of each piece no more repeats than these are looked at. */
const MOST_REPEATS = 3;

/** Places near the old one where a passage may be: where a piece of it stands word for word. */
export const probeNear = (text: string, pattern: Pattern): Generator<number, void> => {
  const begin = Math.max(0, pattern.sought.start - pattern.sought.prefix.length - CLOSE);
  return probe(text.slice(begin, begin + 2 * CLOSE + SHORT * MOST_PIECES), begin, pattern, SHORT);
};

/** The same in the whole text. For a few passages this is quicker than `Grams`, but may miss what these would find. */
export const probeAll = (text: string, pattern: Pattern): Generator<number, void> => probe(text, 0, pattern, PIECE);

/** Of long passages no more pieces than these are looked for. */
const MOST_PIECES = 64;

function* probe(text: string, offset: number, pattern: Pattern, size: number): Generator<number, void> {
  const { prefix, exact, suffix } = pattern.sought;
  const around = pattern.isLong ? prefix + exact.slice(0, 8 * PIECE) : prefix + exact + suffix;
  const seen = new Set<number>();
  for (const i of middleFirst(Math.min(MOST_PIECES, Math.floor(around.length / size)))) {
    const piece = around.slice(i * size, (i + 1) * size);
    let at = text.indexOf(piece);
    for (let repeats = 0; at >= 0 && repeats < MOST_REPEATS; repeats++) {
      const place = offset + at - i * size;
      // Pieces of one place stand a little apart when something came between them.
      if (!seen.has(place >> 4)) {
        for (const bucket of [-1, 0, 1]) seen.add((place >> 4) + bucket);
        yield place;
      }
      at = text.indexOf(piece, at + 1);
    }
  }
}

/** The numbers below `count`, from the middle outwards. */
function middleFirst(count: number): number[] {
  const middle = count >> 1;
  return Array.from({ length: count }, (_, i) => i).sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
}
