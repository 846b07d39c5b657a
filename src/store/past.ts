import type { Annotation } from '../core/annotation.ts';
import { type Annotations, at } from '../core/document.ts';
import type { Problem } from '../core/problem.ts';
import { parse } from '../formats/sidecar.ts';
import { decodeSource, placed } from './article.ts';
import type { Article } from './open.ts';

export const EARLIER: Problem = { code: 'earlier-text', severity: 'information', values: [] };

/** An earlier text of an article, with the annotations that stand in it: to look at, and nothing else. */
export class Past implements Article {
  readonly uri: string;
  readonly annotations: Annotations;
  readonly language: string | undefined;
  readonly problems: readonly Problem[] = [];
  readonly refused = EARLIER;
  readonly keeping = 'saved';
  readonly canUndo = false;
  readonly canRedo = false;

  constructor(uri: string, annotations: Annotations, language: string | undefined) {
    this.uri = uri;
    this.annotations = annotations;
    this.language = language;
  }

  at(offset: number): readonly Annotation[] {
    return at(this.annotations, offset);
  }
}

/**
 * The earlier text with the annotations of the sidecar of its time; where there was none, with those of the present one
 * that are found in it. Both as the files' bytes; a sidecar that cannot be read is none.
 */
export function look(uri: string, text: string, then: Uint8Array | undefined, now: Uint8Array | undefined): Past {
  for (const bytes of [then, now]) {
    const source = bytes && decodeSource(bytes);
    const value = source === undefined ? undefined : parse(source).value;
    if (!value || value.annotations.length === 0) continue;
    const found = placed(value.annotations, text).filter(({ target }) => target.some(({ state }) => state !== 'lost'));
    return new Past(uri, found, value.article.language);
  }
  return new Past(uri, [], undefined);
}
