import type { AttributeValue, Review, State } from '../core/annotation.ts';
import { fill } from '../core/problem.ts';
import type { Extra, Value } from '../core/value.ts';
import type { About } from './sidecar.ts';

/** What positions count. */
export type Unit = 'codepoint' | 'utf16';

/** A fragment as another program has it. At least `exact`, or `start` and `end`, or `pieces` is there. */
export interface ForeignFragment {
  readonly exact?: string | undefined;
  /** In the unit of the article, in its `text` where that came along, else in the article as it is here. */
  readonly start?: number | undefined;
  readonly end?: number | undefined;
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
  /** An export of Newsmark's: the words were not in the article any more. */
  readonly state?: State | undefined;
  /** An orphan there is one here, too: words that are not found are lost, and not left out. */
  readonly orLost?: boolean | undefined;
  /** What it consists of, in text order, where the format has it line by line: between them is nothing but white space. */
  readonly pieces?: readonly ForeignFragment[] | undefined;
}

/** An annotation as another program has it. What is absent is not said there. */
export interface ForeignAnnotation {
  /** What it is called there. Links of the same article lead to it by this name. */
  readonly id?: string | undefined;
  readonly label: string;
  /** At least one. In any order. */
  readonly target: readonly ForeignFragment[];
  /** With what has no counterpart here under a key `format:name`. */
  readonly attributes?: Readonly<Record<string, AttributeValue>> | undefined;
  readonly note?: string | undefined;
  /** `to` is an id of the same article as the file calls it, or `path/to/other.txt#id`. */
  readonly links?: readonly { readonly role: string; readonly to: string }[] | undefined;
  readonly review?: Pick<Review, 'state' | 'by' | 'at'> | undefined;
  readonly suggestedBy?: string | undefined;
  readonly by?: string | undefined;
  readonly created?: string | undefined;
  readonly modified?: string | undefined;
  readonly modifiedBy?: string | undefined;
  readonly conflict?: Value | undefined;
  readonly extra?: Extra | undefined;
  /** What the file has no room for in any of its annotations: of one that is here already it stays as it is. */
  readonly unsaid?: readonly ('target' | 'attributes' | 'note' | 'links' | 'review' | 'suggestedBy')[] | undefined;
  /** Where ids are of Newsmark's making, or as good as unique: `stampOf` the annotation as the file has it. */
  readonly stamp?: string | undefined;
  /** Where it stands in the file that it was read from: a line, from 1. */
  readonly line?: number | undefined;
}

/** Annotations of one article, with what the file knows of that. */
export interface ForeignArticle {
  /** Its path as the file has it, with `/`; undefined where it has none. */
  readonly file?: string | undefined;
  /** Its text where it came along, with byte order mark and line ends as the positions count them. */
  readonly text?: string | undefined;
  readonly unit: Unit;
  readonly about?: Pick<About, 'title' | 'url' | 'publisher' | 'author' | 'published' | 'language'> | undefined;
  /** Whose own annotations these are. */
  readonly annotator?: string | undefined;
  readonly annotations: readonly ForeignAnnotation[];
}

/** The English sentence of each reason why something is not imported, a key of its translation. */
export const SKIPS = {
  unreadable: 'The file cannot be read: {0}.',
  'no-text': 'The text that came along is not text: it holds a NUL character.',
  'not-utf8': 'The file is not UTF-8. Save it as UTF-8, and import it again.',
  'not-format': 'This is not {0}: {1}',
  'too-big': 'The file is larger than {0} MB. Split it, and import the parts.',
  'too-much': 'Unpacked, the archive has more than {0} MB. It is not read.',
  'no-column': 'The table has no column "{0}".',
  'no-label': 'It has no label.',
  'no-words': 'It has neither words nor a place.',
  'bad-place': 'Its place is none: {0}.',
  'bad-line': 'The line cannot be read: {0}',
  'no-such-end': 'The link leads to {0}, which is not there.',
  'not-known': 'Newsmark has no counterpart for it: {0}.',
  'bad-path': 'The path {0} is none, or leads out of the folder.',
  'not-article': 'The codebook does not count {0} as an article: nothing is made of it.',
  'no-such-article': 'There is no article {0} here, and its text did not come along.',
  'no-such-address': 'No sidecar here gives its article the address {0}, and there is no article {1}.',
  'other-address': 'No sidecar here gives its article the address {0}.',
  nameless: 'Nothing says which article this is about, and none here has its text.',
  'several-addresses': 'Several articles here have the address {0}: {1}. Say which one is meant.',
  'several-texts': 'Several articles here have the text of this one: {0}. Say which one is meant.',
  'other-words': 'At its place stand other words: "{0}", not "{1}".',
  'not-found': 'The words "{0}" are not in the article.',
  'several-places':
    'The words "{0}" stand in the article {1} times. Say which are meant: by start and end, or by a prefix.',
} as const;

/** What is said in place of the sentence of `not-format` where a text of JSON is broken; keys of translations, too. */
export const FAULTS = {
  end: 'This is not JSON: it ends before it is complete.',
  value: 'This is not JSON: "{0}" stands where a value is expected.',
  key: 'This is not JSON: "{0}" stands where a key in double quotes is expected.',
  sign: 'This is not JSON: "{0}" stands where "{1}" is expected.',
  symbol: 'This is not JSON: "{0}" is no value. Texts and keys stand in double quotes.',
  number: 'This is not JSON: "{0}" is no number.',
  unclosed: 'This is not JSON: the text in double quotes that begins here does not end on its line.',
  escape:
    'This is not JSON: the text in double quotes that begins here has a "\\" that does not begin an escape of JSON.',
  control: 'This is not JSON: the text in double quotes that begins here holds a tab or another control character.',
  comment: 'This is not JSON: it has a comment.',
  more: 'This is not JSON: it is complete before "{0}", and nothing may follow.',
  deep: 'This is not JSON that can be read: it is nested too deeply.',
} as const;

/** Something in a file that was not imported, and why. */
export interface Skip {
  readonly code: keyof typeof SKIPS;
  /** Its sentence is said in place of the code's. */
  readonly fault?: keyof typeof FAULTS | undefined;
  readonly values: readonly string[];
  /** From 1. */
  readonly line?: number | undefined;
  /** From 1, in UTF-16 units of the line. */
  readonly column?: number | undefined;
  /** What the file calls it. */
  readonly id?: string | undefined;
}

/** A skip as it is said. */
export type Saying = Pick<Skip, 'code' | 'fault' | 'values'>;

/** The sentence of a skip without its values. */
export const templateOf = ({ code, fault }: Saying): string => (fault ? FAULTS[fault] : SKIPS[code]);

export const skipSentence = (skip: Saying): string => fill(templateOf(skip), skip.values);

/** What was read of a file: either all of it but what was skipped, or nothing, since it is broken as a whole. */
export type Read =
  | { readonly articles: readonly ForeignArticle[]; readonly skipped: readonly Skip[]; readonly broken?: undefined }
  | { readonly articles?: undefined; readonly skipped?: undefined; readonly broken: Skip };

/** A file that is to be imported. */
export interface Input {
  /** Its path as people named it, with `/`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The files that `Importer.beside` asks for, by their endings; those that are not there are missing. */
  readonly beside: ReadonlyMap<string, Uint8Array>;
  /** What a person calls the columns of a table: ours, with the name in the file. */
  readonly columns?: ReadonlyMap<string, string> | undefined;
}

/** A format that annotations are imported from: the twin of the exporter of the same name. */
export interface Importer {
  readonly name: string;
  readonly title: string;
  /** One line, for people who choose. */
  readonly description: string;
  /** How the names of its files end, with their dots; the first is the usual one. */
  readonly extensions: readonly string[];
  /** The endings of files of the same name that belong to one: brat's `.txt` to its `.ann`. */
  readonly beside?: readonly string[];
  /** The columns of a table that `Input.columns` may name; absent where there are none. */
  readonly columns?: readonly string[];
  /** Never throws for anything that a file can hold. Gives no more than the file says: looking it up is left to the store. */
  read(input: Input): Read;
}

/** What tells whether an annotation is as it was when it was exported. */
export const stampOf = ({
  modified,
  created,
}: {
  readonly modified?: string | undefined;
  readonly created?: string | undefined;
}): string => modified ?? created ?? '';

/** Larger files are not read (in bytes): their text would not fit into a string with room to work. */
export const MOST_BYTES = 256 * 1024 * 1024;

/** The text of a file in UTF-8 without its byte order mark, or why there is none. */
export function textOf(
  bytes: Uint8Array,
): { readonly text: string; readonly broken?: undefined } | { readonly text?: undefined; readonly broken: Skip } {
  if (bytes.length > MOST_BYTES) return { broken: { code: 'too-big', values: [String(MOST_BYTES / 1024 / 1024)] } };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { broken: { code: 'not-utf8', values: [] } };
  }
}

/** What a message repeats of a file: no more than fits into it. */
export const clip = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
