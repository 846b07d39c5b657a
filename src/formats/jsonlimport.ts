import type { Importer, Skip } from './importer.ts';
import { textOf } from './importer.ts';
import { readJson } from './json.ts';
import { type Found, fromRecords } from './recordimport.ts';

/** JSON Lines: one annotation on each line, as an `AnnotationRecord`. Positions count code points. */
export const fromJsonl: Importer = {
  name: 'jsonl',
  title: 'JSON Lines',
  description: 'One annotation a line, as Newsmark exports them.',
  extensions: ['.jsonl', '.ndjson'],
  read({ bytes }) {
    const { text, broken } = textOf(bytes);
    if (text === undefined) return { broken };
    const found: Found[] = [];
    const skipped: Skip[] = [];
    for (const [i, written] of text.split('\n').entries()) {
      if (written.trim() === '') continue;
      const read = readJson(written);
      // A file that ends in the middle of a line is not all that was meant.
      if (read.broken) return { broken: { ...read.broken, line: i + 1 } };
      found.push({ value: read.value, line: i + 1 });
    }
    return fromRecords(found, 'jsonl', skipped);
  },
};
