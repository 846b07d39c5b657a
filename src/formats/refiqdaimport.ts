import { toText } from '../core/text.ts';
import type { ForeignArticle, Importer, Read, Skip, Unit } from './importer.ts';
import { clip, MOST_BYTES, textOf } from './importer.ts';
import { slicer } from './record.ts';
import { Codings } from './reficodings.ts';
import { parseMark } from './refimark.ts';
import { type Project, readProject, type Source } from './refiproject.ts';
import { TooBig, unpack } from './zip.ts';

/**
 * A REFI-QDA project of any program: an archive (`.qdpx`), or its `project.qde` alone where the texts are in that.
 *
 * - Each coding of a passage is an annotation of its own with the code's name as its label. A code `verdict: confirmed`
 *   within another one is a value of that one's annotation. Of a code within others, `refi-qda:code` has the whole path.
 * - Descriptions and notes of passages and codings are notes; links between passages are links.
 * - Texts of PDFs are read where the project has them. Pictures, sound, cases, variables, sets and graphs are skipped.
 * - What Newsmark's export says in descriptions of sources is known again, by place and label.
 */
export const fromRefiQda: Importer = {
  name: 'refi-qda',
  title: 'REFI-QDA project',
  description: 'Projects (.qdpx) of ATLAS.ti, MAXQDA, NVivo, QualCoder and others, texts included.',
  extensions: ['.qdpx', '.qde'],
  read({ bytes }): Read {
    const files = bytes[0] === 0x50 && bytes[1] === 0x4b ? unpacked(bytes) : new Map([['project.qde', bytes]]);
    if ('broken' in files) return files;
    const [, written] = [...files].find(([name]) => isProject(name)) ?? [];
    if (!written) return { broken: { code: 'not-format', values: ['REFI-QDA', 'project.qde'] } };
    const { text, broken } = textOf(written);
    if (text === undefined) return { broken };
    const project = readProject(text);
    return 'broken' in project ? project : read(project, files);
  },
};

const isProject = (name: string): boolean => /^[^/]+\.qde$/i.test(name);
const isText = (name: string): boolean => /^sources\/[^/]+\.txt$/i.test(name);

type Files = ReadonlyMap<string, Uint8Array>;

/** By their names in lower case: programs write `Sources` and `sources`. */
function unpacked(bytes: Uint8Array): Files | { readonly broken: Skip } {
  try {
    const found = unpack(bytes, MOST_BYTES, (name) => isProject(name) || isText(name));
    return new Map(Array.from(found, ([name, content]) => [name.toLowerCase(), content]));
  } catch (error) {
    if (error instanceof TooBig) return { broken: { code: 'too-much', values: [String(MOST_BYTES / 1024 / 1024)] } };
    const reason = error instanceof Error ? error.message : String(error);
    return { broken: { code: 'unreadable', values: [clip(reason)] } };
  }
}

function read(project: Project, files: Files): Read {
  const { skipped, origin } = project;
  const taken = new Map<string, number>();
  const codings = new Codings(project, (note) => textAt(note, files, skipped)?.text ?? note.description);
  const read = project.sources.map((source) => {
    const mark = parseMark(source.description);
    if (!mark && source.description.trim() !== '')
      skipped.push({ code: 'not-known', values: [clip(source.description)], line: source.line, id: source.name });
    const file = mark?.file ?? nameOf(source, taken);
    const annotations = codings.take(source, file, mark);
    const found = textAt(source, files, skipped);
    return { ...measured(source, found, origin), file, annotator: mark?.annotator, annotations };
  });
  codings.link();
  const articles = read.map((each): ForeignArticle => ({ ...each, annotations: each.annotations() }));
  return { articles, skipped };
}

interface Found {
  readonly text: string;
  readonly hasMark: boolean;
}

/** The text of a source or a note, without its byte order mark. Undefined where it did not come along. */
function textAt({ content, path, guid, line }: Source, files: Files, skipped: Skip[]): Found | undefined {
  if (content !== undefined) return { text: content, hasMark: false };
  const name = /^internal:\/\/\/?([^/]+)$/i.exec(path ?? '')?.[1];
  const bytes = name === undefined ? undefined : files.get(`sources/${name.toLowerCase()}`);
  if (!bytes) return undefined;
  const { text, broken } = textOf(bytes);
  if (text !== undefined) return { text, hasMark: bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf };
  skipped.push({ ...broken, line, id: guid });
  return undefined;
}

/**
 * The text of a source as its positions count it. The standard says code points; whether line ends are one or two and a
 * byte order mark is one, each program decides. Where passages are named by their words, as most are, that tells it.
 */
function measured(
  { selections }: Source,
  found: Found | undefined,
  origin: string,
): { readonly text: string | undefined; readonly unit: Unit } {
  if (!found) return { text: undefined, unit: 'codepoint' };
  const { text, hasMark } = found;
  const marked = hasMark ? `\ufeff${text}` : text;
  // What Newsmark writes has no mark: it is a part of the article.
  if (origin === 'Newsmark') return { text: marked, unit: 'codepoint' };
  const texts = /atlas/i.test(origin) ? [toText(text), text, marked] : [text, toText(text), marked];
  const ways = (['codepoint', 'utf16'] as const).flatMap((unit) =>
    [...new Set(texts)].map((each) => ({ text: each, unit })),
  );
  const named = selections.flatMap(({ name, start, end }) => {
    const words = plain(name.replace(/(?:\.{3}|…)\s*$/, ''));
    // No more is compared than can be needed: passages may be as long as the text.
    const most = Math.min(Number(end), Number(start) + 4 * words.length + 100);
    return words === '' ? [] : [{ words, start: Number(start), end: most }];
  });
  let best: { readonly way: (typeof ways)[number]; readonly score: number } | undefined;
  for (const way of ways) {
    const slice = way.unit === 'utf16' ? (start: number, end: number) => way.text.slice(start, end) : slicer(way.text);
    const score = named.filter(({ words, start, end }) => plain(slice(start, end)).startsWith(words)).length;
    if (!best || score > best.score) best = { way, score };
    if (score === named.length) break;
  }
  return best?.way ?? { text, unit: 'codepoint' };
}

const plain = (words: string): string => words.replace(/\s+/g, ' ').trim();

/** What a text of another program is called here: a name of a text file that no other one of the project has. */
function nameOf({ name, guid }: Pick<Source, 'name' | 'guid'>, taken: Map<string, number>): string {
  const bare = name.replace(/[\\/:*?"<>|\p{Cc}\p{Surrogate}]/gu, '_').replace(/^[\s.]+|[\s.]+$/g, '') || guid;
  const isOther = /\.(?:docx?|rtf|odt|pdf|html?|pages)$/i.test(bare);
  const whole = isOther || !/\.[a-z][a-z0-9]{0,7}$/i.test(bare) ? `${bare}.txt` : bare;
  const dot = whole.lastIndexOf('.');
  const number = (taken.get(whole.toLowerCase()) ?? 0) + 1;
  taken.set(whole.toLowerCase(), number);
  return number === 1 ? whole : nameOf({ name: `${whole.slice(0, dot)} (${number})${whole.slice(dot)}`, guid }, taken);
}
