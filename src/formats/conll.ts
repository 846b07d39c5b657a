import { type Annotation, extent, size } from '../core/annotation.ts';
import { labelName } from '../core/outline.ts';
import { CodePoints, countBelow } from '../core/text.ts';
import type { Choices, Exportable, Exporter, Loss } from './exporter.ts';
import { lossesOf, placeOf } from './record.ts';
import { type Chunk, chunksOf, type Scheme, tagsOf } from './tags.ts';
import { Tokens } from './tokens.ts';

/**
 * CoNLL: one file for each article, with a word and its tag on a line, for those who teach machines.
 *
 * - The lines of the article are the sentences, with an empty line behind each; tokens are runs of letters and digits, and
 *   single other characters, cut where an annotation begins or ends. What would end a line or a column in some reader is
 *   `�` in a word. There are no offsets.
 * - A word has one label. Of annotations that share a word the longest is written (by its characters), of equally long
 *   ones the one that begins first, of those the one that stands first in the sidecar; the others are left out.
 * - Fragments, and what stands on several lines, are written piece by piece. White space in labels is `_`.
 * - Nothing else is held: no id, so that nobody can tell which annotation it was.
 */
export const conll: Exporter = {
  name: 'conll',
  title: 'CoNLL',
  description: 'One word per line, with the tag of its label; nothing else. One file for each article.',
  extension: '.conll',
  per: 'article',
  choices: [
    {
      name: 'dialect',
      values: [
        { value: 'conll2003', description: 'Four columns with spaces, IOB1 tags: as INCEpTION reads CoNLL 2003.' },
        { value: 'iob2-tab', description: 'Word and IOB2 tag with a tab between them: as doccano reads CoNLL.' },
        { value: 'label-studio', description: 'Four columns with spaces, IOB2 tags: as Label Studio writes CoNLL.' },
        {
          value: 'bioes',
          description: 'Word and tag with a tab between them; tags tell ends and single words (BIOES).',
        },
      ],
    },
  ],
  print(article, choices = {}) {
    const { scheme, row } = dialectOf(choices);
    const { text } = article;
    const { chunks, tokens, losses } = chosen(article);
    let next = 0;
    const sentences = tokens.lines.map(({ from, to }) => {
      const own: Chunk[] = [];
      for (let chunk = chunks[next]; chunk && chunk.start < to; chunk = chunks[++next])
        own.push({ label: chunk.label, start: chunk.start - from, end: chunk.end - from });
      const tags = tagsOf(own, to - from, scheme);
      const words = tokens.all.slice(from, to).map(({ start, end }) => wordOf(text.slice(start, end)));
      return `${words.map((word, i) => `${row(word, tags[i] ?? 'O')}\n`).join('')}\n`;
    });
    return { chunk: sentences.join(''), losses };
  },
  untrue(chunk, article) {
    const places = placesIn(chunk, article.text);
    return article.annotations.filter((each) => !holds(places, each, article)).map(({ id }) => id);
  },
};

const DIALECTS: Readonly<
  Record<string, { readonly scheme: Scheme; readonly row: (word: string, tag: string) => string }>
> = {
  'iob2-tab': { scheme: 'iob2', row: (word, tag) => `${word}\t${tag}` },
  'label-studio': { scheme: 'iob2', row: (word, tag) => `${word} -X- _ ${tag}` },
  bioes: { scheme: 'bioes', row: (word, tag) => `${word}\t${tag}` },
};

/** Without parts of speech, and without chunks. */
const CONLL_2003 = { scheme: 'iob1', row: (word: string, tag: string) => `${word} _ O ${tag}` } as const;

const dialectOf = ({ dialect = '' }: Choices) =>
  Object.hasOwn(DIALECTS, dialect) ? (DIALECTS[dialect] ?? CONLL_2003) : CONLL_2003;

const wordOf = (words: string): string => words.replace(/[\p{Cc}\p{Z}]/gu, '\ufffd');

const tagName = (label: string): string => label.replace(/[\s\p{Cc}\p{Z}]/gu, '_');

/** What has no place beside a word's label. */
const UNHELD = [
  'note',
  'links',
  'review',
  'suggestedBy',
  'by',
  'created',
  'modified',
  'modifiedBy',
  'conflict',
] as const;

/** What is written of an article, by the numbers of its tokens and line by line, and what is lost. */
function chosen(article: Exportable): {
  readonly chunks: readonly Chunk[];
  readonly tokens: Tokens;
  readonly losses: readonly Loss[];
} {
  const { text, file, annotations, codebook } = article;
  const points = new CodePoints(text);
  const losses: Loss[] = [];
  const lose = (code: Loss['code'], { id }: Annotation, ...values: string[]) => losses.push({ code, values, file, id });
  const placed = annotations.filter(({ target }) => target.every((each) => placeOf(each, text, points)));
  const ids = new Set(placed.map(({ id }) => id));
  for (const each of annotations) if (!ids.has(each.id)) lose('unplaced', each);
  const tokens = new Tokens(
    text,
    placed.flatMap(({ target }) => target),
  );
  const chunks: Chunk[] = [];
  const isLabelled: boolean[] = tokens.all.map(() => false);
  const byLength = [...placed].sort((a, b) => size(b) - size(a) || extent(a).start - extent(b).start);
  for (const annotation of byLength) {
    const name = labelName(codebook, annotation);
    const label = tagName(name);
    const within = annotation.target.map((fragment) => tokens.within(fragment));
    const parts = within.flatMap((each) => each ?? []);
    const isTaken = parts.some(({ first, last }) => isLabelled.slice(first, last + 1).includes(true));
    if (parts.length < within.length) lose('only-space', annotation);
    else if (isTaken) lose('one-label', annotation);
    else {
      for (const { first, last } of parts) isLabelled.fill(true, first, last + 1);
      const pieces = parts.flatMap(({ first, last }) => piecesOf(tokens, label, first, last + 1));
      chunks.push(...pieces);
      if (label !== name) lose('renamed', annotation, name, label);
      if (annotation.target.some(({ exact }) => exact !== exact.trim())) lose('trimmed', annotation);
      if (pieces.length > 1) lose('pieces', annotation, String(pieces.length));
      const hasValues = Object.keys(annotation.attributes).length > 0;
      losses.push(...lossesOf(annotation, hasValues ? ['attributes', ...UNHELD] : UNHELD, article, points));
    }
  }
  return { chunks: chunks.sort((a, b) => a.start - b.start), tokens, losses };
}

/** Tokens line by line. */
function piecesOf({ lines }: Tokens, label: string, start: number, end: number): Chunk[] {
  const pieces: Chunk[] = [];
  let at = start;
  for (let i = countBelow(lines.length, (j) => (lines[j]?.to ?? 0) <= start); at < end; i++) {
    const to = Math.min(end, lines[i]?.to ?? end);
    pieces.push({ label, start: at, end: to });
    at = to;
  }
  return pieces;
}

/** The labelled places of an output (UTF-16), by where they begin: its words are looked up in the text one after another. */
function placesIn(chunk: string, text: string): ReadonlyMap<number, { readonly end: number; readonly label: string }> {
  const places = new Map<number, { readonly end: number; readonly label: string }>();
  let at = 0;
  for (const sentence of chunk.split('\n\n')) {
    const rows = sentence.split('\n').filter((line) => line !== '');
    const words = rows.map((row) => {
      const [word = ''] = row.split(/[ \t]/);
      while (/\s/.test(text.charAt(at))) at++;
      const start = at;
      // A text that is not what the words say is never found again.
      at = wordOf(text.slice(at, at + word.length)) === word ? at + word.length : text.length;
      return { start, end: at };
    });
    for (const { start, end, label } of chunksOf(rows.map((row) => /[^ \t]*$/.exec(row)?.[0] ?? 'O'))) {
      const [first, last] = [words[start], words[end - 1]];
      if (first && last) places.set(first.start, { end: last.end, label });
    }
  }
  return places;
}

/** Whether all its words have its label, and no more: piece by piece, with nothing but white space between these. */
function holds(places: ReturnType<typeof placesIn>, annotation: Annotation, { text, codebook }: Exportable): boolean {
  const label = tagName(labelName(codebook, annotation));
  return annotation.target.every(({ start, end, exact }) => {
    let at = start;
    const goal = end - (exact.length - exact.trimEnd().length);
    while (at < goal) {
      if (/\s/.test(text.charAt(at))) at++;
      else {
        const place = places.get(at);
        if (place?.label !== label || place.end > goal) return false;
        at = place.end;
      }
    }
    return text.slice(start, end) === exact;
  });
}
