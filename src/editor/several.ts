import type { Annotation } from '../core/annotation.ts';
import type { Annotations } from '../core/document.ts';
import { isReference, type Reference, type Shown } from './articles.ts';
import { meant, SELECTED, say, type Tools, writable } from './register.ts';

/** Annotations of one article that a command is about; at least one. */
export type Several = Shown & { readonly annotations: Annotations };

/**
 * What `meant` says, also where a command is about several at once: those that are selected in the view (`all`, or with
 * `SELECTED`), or the innermost at each of several cursors.
 */
export async function allMeant(
  tools: Tools,
  argument: unknown,
  all: unknown,
  holds: (annotation: Annotation, shown: Shown) => boolean = () => true,
  none?: string,
): Promise<Several | undefined> {
  const listed = argument === SELECTED ? tools.articles.selected() : Array.isArray(all) ? all.filter(isReference) : [];
  if (listed.length > 1) return ofReferences(tools, listed, holds, none);
  const atCursors = argument === undefined ? await ofCursors(tools, holds) : undefined;
  if (atCursors) return atCursors;
  const found = await meant(tools, argument, holds, none);
  return found && { ...found, annotations: [found.annotation] };
}

async function ofReferences(
  tools: Tools,
  references: readonly Reference[],
  holds: (annotation: Annotation, shown: Shown) => boolean,
  none?: string,
): Promise<Several | undefined> {
  const shown = await meant(tools, references[0]);
  if (!shown) return undefined;
  const ids = new Set(references.filter(({ article }) => article === shown.article.uri).map(({ id }) => id));
  const annotations = shown.article.annotations.filter((each) => ids.has(each.id) && holds(each, shown));
  if (annotations.length > 0) return { ...shown, annotations };
  if (none !== undefined) say(none);
  return undefined;
}

/** Undefined where there is one cursor, or none of them is at an annotation. */
async function ofCursors(
  tools: Tools,
  holds: (annotation: Annotation, shown: Shown) => boolean,
): Promise<Several | undefined> {
  if ((tools.articles.active()?.selections.length ?? 0) < 2) return undefined;
  const shown = await writable(tools);
  if (!shown) return undefined;
  const found = shown.selections.flatMap(
    (selection) => tools.articles.meant(shown, selection).find((each) => holds(each, shown)) ?? [],
  );
  return found.length > 0 ? { ...shown, annotations: [...new Set(found)] } : undefined;
}
