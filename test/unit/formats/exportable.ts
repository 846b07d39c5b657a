import { fragment } from '../../../src/core/anchor.ts';
import type { Annotation } from '../../../src/core/annotation.ts';
import { BUILT_IN } from '../../../src/core/label.ts';
import type { Exportable } from '../../../src/formats/exporter.ts';

/** An annotation of passages of a text, each the first of its words. */
export function annotated(text: string, words: readonly string[], more: Partial<Annotation> = {}): Annotation {
  const target = words.map((exact) => {
    const start = text.indexOf(exact);
    if (start < 0) throw new Error(`"${exact}" is not in the text`);
    return fragment(text, { start, end: start + exact.length });
  });
  return { id: 'a0000000', label: 'claim', target, attributes: {}, links: [], ...more };
}

export const exportable = (
  text: string,
  annotations: readonly Annotation[],
  more: Partial<Exportable> = {},
): Exportable => ({
  file: 'news/a.txt',
  root: '',
  stem: 'news/a.txt',
  text,
  sha256: 'ff00',
  about: { file: 'a.txt' },
  annotations,
  codebook: BUILT_IN,
  ...more,
});

/** As it is when its words are no longer in the text. */
export const lost = (annotation: Annotation, index = 0): Annotation => ({
  ...annotation,
  target: annotation.target.map((each, i) => (i === index ? { ...each, exact: 'gone', state: 'lost' } : each)),
});
