import { fragment } from '../core/anchor.ts';
import type { Annotation } from '../core/annotation.ts';
import type { Span } from '../core/span.ts';
import type { Present } from '../store/closed.ts';
import type { Store } from '../store/store.ts';

/** New annotations of an article, one for each span of its text. */
export function make(
  store: Store,
  { text, annotations }: Present,
  spans: readonly Span[],
  label: string,
): readonly Annotation[] {
  const ids = store.newIds(annotations, spans.length);
  return ids.map((id, i) => {
    const target = [fragment(text, spans[i] ?? { start: 0, end: 0 })];
    return { id, label, target, attributes: {}, links: [] };
  });
}
