import { fragment } from '../../src/core/anchor.ts';
import type { Annotation } from '../../src/core/annotation.ts';

/** So many annotations of single words, evenly spread over the text, with these labels in turn. */
export function tagged(text: string, count: number, labels: readonly string[]): Annotation[] {
  const words = [...text.matchAll(/\p{L}{4,}/gu)];
  return Array.from({ length: count }, (_, i): Annotation => {
    const word = words[Math.floor((i * words.length) / count)];
    const start = word?.index ?? 0;
    return {
      id: `a${i.toString(36).padStart(7, '0')}`,
      label: labels[i % labels.length] ?? '',
      target: [fragment(text, { start, end: start + (word?.[0].length ?? 1) })],
      attributes: {},
      links: [],
      created: '2026-11-20T09:00:00Z',
    };
  });
}
