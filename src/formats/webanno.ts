import type { Annotation } from '../core/annotation.ts';
import type { Exporter } from './exporter.ts';
import { Sheet } from './webannosheet.ts';
import { MARK, NOTHING } from './webannotext.ts';

/**
 * WebAnno TSV 3.3 as INCEpTION reads it: one file for each article, with a row for each token.
 *
 * - Positions count UTF-16 units of the article's text (LF, without byte order mark). The lines of the article are the
 *   sentences; tokens are runs of letters and digits, and single other characters, cut where an annotation begins or ends.
 * - Each fragment is a `custom.Span` with its `label`, each link to an annotation of the same article a
 *   `custom.Relation` with the role as its `label`, on the first row of the fragment that it leads to. INCEpTION's basic
 *   projects have these layers; it refuses a file with any feature that they have not.
 * - So the rest stands in lines `#Newsmark={…}` above the rows of a sentence, which INCEpTION passes over: of which
 *   fragments (`at`) an annotation consists, its id, note, values, review and times, and the order of several links.
 * - The format does not keep the text between two lines: INCEpTION puts one line end and spaces there. What stood there
 *   is kept in `#Newsmark={"before":…}`, and `after` for the end, which only Newsmark reads.
 * - Links into other articles, conflicts and keys of the users' own are not held, and nothing that has no place.
 */
export const webanno: Exporter = {
  name: 'webanno',
  title: 'WebAnno TSV',
  description: 'WebAnno TSV 3.3 for INCEpTION, one row per word. One file for each article.',
  extension: '.webanno.tsv',
  per: 'article',
  print(article) {
    const sheet = new Sheet(article);
    return { chunk: sheet.print(), losses: sheet.losses };
  },
  untrue(chunk, { text, annotations }) {
    const lines = chunk.split('\n');
    const places = new Map<string, { readonly begin: number; end: number }>();
    for (const line of lines) {
      const [row = '', offsets = '', , cell = ''] = line.startsWith('#') ? [] : line.split('\t');
      if (row === '' || cell === NOTHING || cell === '') continue;
      const [begin = 0, end = 0] = offsets.split('-').map(Number);
      const numbers = Array.from(cell.matchAll(/\[(\d+)\](?=\||$)/g), ([, number]) => `[${number}]`);
      for (const key of numbers.length > 0 ? numbers : [row]) {
        const known = places.get(key);
        if (known) known.end = end;
        else places.set(key, { begin, end });
      }
    }
    const marks = lines.flatMap((line): [string, readonly string[]][] => {
      const mark = line.startsWith(MARK) ? JSON.parse(line.slice(MARK.length)) : {};
      return 'at' in mark ? [[mark.id, mark.at]] : [];
    });
    const byId = new Map(marks);
    const isTrue = ({ id, target }: Annotation): boolean => {
      const found = byId.get(id)?.map((at) => places.get(/\[\d+\]$/.exec(at)?.[0] ?? at));
      return (
        found?.length === target.length &&
        target.every(({ exact }, i) => text.slice(found[i]?.begin, found[i]?.end ?? 0) === exact.trim())
      );
    };
    return annotations.filter((each) => !isTrue(each)).map(({ id }) => id);
  },
};
