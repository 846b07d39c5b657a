import type { Change } from '../core/change.ts';
import { type Annotations, applyChange } from '../core/document.ts';
import type { Problem } from '../core/problem.ts';
import { same } from '../core/value.ts';
import { print, type Sidecar } from '../formats/sidecar.ts';
import { splice } from '../formats/splice.ts';
import { decode, decodeSource, sha256, toSidecar } from './article.ts';
import { changedMeanwhile, exchange } from './exchange.ts';
import { nameOf } from './files.ts';
import { timeOf, type World } from './keeper.ts';
import { readArticle, refusalOf } from './reading.ts';
import { stamped } from './words.ts';

/** An article as one change finds it: places count UTF-16 units of the text. */
export interface Present {
  readonly text: string;
  readonly annotations: Annotations;
}

/** Says what shall be done to an article as it is now; a change without steps for nothing. */
export type Make = (present: Present) => Change;

/** What became of a change. `refused`: why nothing was done. */
export interface Outcome {
  readonly isChanged: boolean;
  readonly refused?: Problem | undefined;
}

/** What is needed of a world where no article is open. */
export type ClosedWorld = Pick<World, 'files' | 'now' | 'author' | 'draft'> & {
  readonly texts: Pick<World['texts'], 'get'>;
};

/**
 * Changes a sidecar of an article that no editor shows: reads both files, and writes the sidecar as a whole, with every
 * byte of what is not changed (see `splice`), unless one of the two files was changed meanwhile. A sidecar that is not
 * there is made. Rejects when the disk refuses; the sidecar is as it was then.
 */
export async function changeClosed(world: ClosedWorld, article: string, sidecar: string, make: Make): Promise<Outcome> {
  const { files, texts } = world;
  const reading = await readArticle(files, article, sidecar, async ({ sha256: hash }, text) =>
    hash === undefined || hash === (await sha256(text)) ? undefined : texts.get(hash),
  );
  const { text, annotations, parsed, bytes } = reading;
  const refused = refusalOf(reading);
  if (text === undefined || refused) return { isChanged: false, refused };
  const change = stamped(make({ text, annotations }), timeOf(world), world.author());
  const next = applyChange(annotations, change);
  if (same(next, annotations)) return { isChanged: false };
  const about = { file: nameOf(article), sha256: await sha256(text) };
  const before: Sidecar = parsed?.value ?? { article: about, annotations: [] };
  const wanted = toSidecar(before, about, next, text);
  const source = bytes && decodeSource(bytes);
  const written = source === undefined ? { text: print(wanted) } : splice(source, wanted, new Map(), parsed?.value);
  if (written.text === undefined) return { isChanged: false, refused: written.problems[0] };
  const textNow = await files.read(article);
  if (!textNow || decode(textNow, before.article.encoding).text !== text)
    return { isChanged: false, refused: changedMeanwhile(sidecar) };
  const failed = await exchange(world, sidecar, bytes, written.text);
  return failed ? { isChanged: false, refused: failed } : { isChanged: true };
}
