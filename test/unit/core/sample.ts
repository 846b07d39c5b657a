import { fragment } from '../../../src/core/anchor.ts';
import type { Annotation } from '../../../src/core/annotation.ts';

/** An annotation of the first place of each of the words in the text. */
export function mark(text: string, words: string | readonly string[], more: Partial<Annotation> = {}): Annotation {
  const target = (typeof words === 'string' ? [words] : words).map((each) => {
    const start = text.indexOf(each);
    if (start < 0) throw new Error(`"${each}" is not in the text`);
    return fragment(text, { start, end: start + each.length });
  });
  return { id: 'a1', label: 'claim', target, attributes: {}, links: [], ...more };
}

/** An annotation that stands somewhere, where the words do not matter. */
export const at = (id: string, start: number, end: number, more: Partial<Annotation> = {}): Annotation => ({
  id,
  label: 'claim',
  target: [{ exact: 'x'.repeat(end - start), prefix: '', suffix: '', start, end }],
  attributes: {},
  links: [],
  ...more,
});
