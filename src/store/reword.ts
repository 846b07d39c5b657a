import type { Annotation } from '../core/annotation.ts';
import type { Problem } from '../core/problem.ts';
import { same } from '../core/value.ts';
import { parse } from '../formats/sidecar.ts';
import { splice } from '../formats/splice.ts';
import { decodeSource } from './article.ts';
import { exchange } from './exchange.ts';
import { NOT_UTF8, refusal, timeOf, type World } from './keeper.ts';
import { modified } from './words.ts';

/** What became of a sidecar. `refused`: why nothing was done. */
export interface Reworded {
  /** So many annotations say something else now. */
  readonly count: number;
  readonly refused?: Problem | undefined;
}

/**
 * Changes what annotations say in a sidecar that the store does not have: that of an article that is not open, an
 * annotator's own one, or one whose article is gone. `say` gives the annotation itself where nothing changes. Places are
 * not looked at, and every byte of what is not changed stays.
 *
 * Writes the sidecar as a whole, or does nothing where it cannot be read, is being edited, or was changed meanwhile.
 * Rejects when the disk refuses.
 */
export async function reword(
  world: Pick<World, 'files' | 'now' | 'author' | 'draft'>,
  sidecar: string,
  say: (annotation: Annotation) => Annotation,
): Promise<Reworded> {
  const bytes = await world.files.read(sidecar);
  if (!bytes) return { count: 0 };
  const source = decodeSource(bytes);
  const before = source === undefined ? undefined : parse(source);
  if (source === undefined || !before?.value) return { count: 0, refused: before?.problems[0] ?? NOT_UTF8 };
  const refused = refusal(before.value);
  if (refused) return { count: 0, refused };
  const [time, author] = [timeOf(world), world.author()];
  let count = 0;
  const annotations = before.value.annotations.map((annotation) => {
    const said = say(annotation);
    if (same(said, annotation)) return annotation;
    count++;
    return modified(said, time, author);
  });
  if (count === 0) return { count };
  const spliced = splice(source, { ...before.value, annotations }, new Map(), before.value);
  if (spliced.text === undefined) return { count: 0, refused: spliced.problems[0] };
  const failed = await exchange(world, sidecar, bytes, spliced.text);
  return failed ? { count: 0, refused: failed } : { count };
}
