import type { Annotation } from '../core/annotation.ts';
import type { About } from '../formats/sidecar.ts';
import { locate, toSidecar } from './article.ts';
import type { OpenArticle } from './open.ts';
import { paced } from './pace.ts';

/**
 * The annotations that were given as lost, by the file or the journal, and not looked for in this text yet: they have no
 * place to follow, and their words may have come back anywhere.
 */
export function unsought(article: OpenArticle, text: string): readonly Annotation[] {
  const { live } = article;
  const known = article.writtenIn(text);
  const isGiven = ({ id, target }: Annotation): boolean =>
    target.some((each, i) => each.state === 'lost' && !live.stood(id, i));
  return article.annotations.filter((each) => !known.has(each) && isGiven(each));
}

/**
 * Looks for them in the text, which was saved, just as the next window is going to: among all others, by what the file
 * will say of them. True when one of them was found.
 */
export async function seek(
  article: OpenArticle,
  about: Pick<About, 'file' | 'sha256'>,
  text: string,
): Promise<boolean> {
  const { live } = article;
  const { annotations } = toSidecar(article.sidecar, about, article.annotations, text);
  const located = await paced(locate(annotations, text), () => article.dropped);
  const targets = new Map(located.map(({ id, target }) => [id, target]));
  if (article.source.text() !== text) return false;
  const known = article.writtenIn(text);
  let isFound = false;
  for (const annotation of unsought(article, text)) {
    const target = targets.get(annotation.id);
    if (!target) continue;
    if (annotation.target.some((each, i) => each.state === 'lost' && target[i]?.state !== 'lost')) {
      live.settle(annotation.id, { ...annotation, target });
      isFound = true;
    } else known.set(annotation, annotation);
  }
  if (isFound) article.renew();
  return isFound;
}
