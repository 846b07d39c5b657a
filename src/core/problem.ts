/** A place in a file: 1-based line and column (UTF-16 units), as editors and compilers count. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

export type Severity = 'error' | 'warning' | 'information';

/** Something wrong with what a person gave us: data, not an exception. */
export interface Problem {
  readonly code: Code;
  readonly severity: Severity;
  /** Fill {0}, {1} … of the code's sentence. */
  readonly values: readonly string[];
  readonly place?: Place | undefined;
  /** The annotation that is meant, where there is one. */
  readonly id?: string | undefined;
}

/**
 * The sentence of each code, in English: the key of its translation. Each says what is wrong, and what to do where that
 * is not plain.
 */
export const SENTENCES = {
  'yaml-syntax': 'This is not valid YAML: {0} Nothing is written to the file until this is mended.',
  'conflict-markers':
    'Git could not merge this file and left its marks in it. Run "Merge Annotations" in the editor, or "newsmark merge --resolve" on it. Nothing is written to it until then.',
  'too-large': 'The file is larger than {0} MB. Nothing is read from it.',
  'too-deep': 'The file is nested too deeply to be read.',
  'not-a-mapping': 'The file must be a list of keys and values, beginning with "newsmark: 1".',
  'no-version':
    'The key "newsmark" is missing, or not a whole number: write "newsmark: 1". Nothing is written to the file until then.',
  'newer-version':
    'The file has format {0}; this version of Newsmark knows format 1. Nothing is written to it: a newer Newsmark can.',
  'wrong-type': '"{0}" must be {1}.',
  'missing-key': 'The key "{0}" is missing.',
  'bad-id': '"{0}" cannot be an id: use up to 64 of the characters A–Z, a–z, 0–9, "_", "." and "-".',
  unwritable:
    'The file is written in a way that Newsmark cannot change without touching more than it should. Nothing was written.',
  'in-editor': '{0} has unsaved changes in an editor: save it first. Nothing was written.',
  untrusted:
    'This window is not trusted, and {0} lies outside of its folders: it is only to be read until you trust the window.',
  'untrusted-link':
    'This window is not trusted, and {0} is a symbolic link, or lies behind one: it is only to be read until you trust the window.',
  'changed-meanwhile': '{0} or its article was changed meanwhile. Nothing was written: do it again.',
  'duplicate-id':
    'The id "{0}" stands twice in this file. The second annotation is left alone until one of them has another id.',
  'bad-target':
    'An annotation needs at least one target with "exact", "start" and "end", where "start" is less than "end".',
  'bad-order': 'The fragments of this annotation overlap or are out of order.',
  'unknown-label': 'The codebook has no label "{0}".',
  'unknown-attribute': 'The codebook has no attribute "{1}" for the label "{0}".',
  'unknown-value': 'The codebook does not allow the value "{1}" for the attribute "{0}".',
  'unknown-role': 'The codebook has no role "{0}".',
  'role-not-allowed': 'The codebook does not allow the role "{0}" from a {1} to a {2}.',
  'dangling-link': 'The link "{0}" leads to "{1}", and there is no such annotation.',
  'white-space': 'The words "{0}" begin or end with white space.',
  'unquoted-time': 'Put the time of "{0}" into quotes: Python reads it as a date otherwise.',
  'other-text': 'This file was written for another text of the article; all words stand where it says, all the same.',
  lost: 'The words "{0}" are no longer in the article.',
  changed: 'The words "{0}" have changed in the article.',
  conflict: 'Two people changed this differently. Decide which one stays, then remove "conflict".',
  'conflict-field': 'Two people changed "{0}" differently: "{1}" (mine), "{2}" (theirs). Keep one of them.',
  'conflict-field-ours': 'One side (mine) removed "{0}", the other (theirs) has "{1}". Keep one of the two.',
  'conflict-field-theirs': 'One side (mine) has "{1}" as "{0}", the other (theirs) removed it. Keep one of the two.',
  'conflict-words': 'Two people put this on different words: "{0}" (mine), "{1}" (theirs). Keep one of them.',
  'conflict-annotation-ours':
    'One side (mine) removed this annotation, the other (theirs) changed it. Keep one of the two.',
  'conflict-annotation-theirs':
    'One side (mine) changed this annotation, the other (theirs) removed it. Keep one of the two.',
  'conflict-link-ours':
    'One side (mine) removed the link "{0}" to "{1}", the other (theirs) changed it. Keep one of the two.',
  'conflict-link-theirs':
    'One side (mine) changed the link "{0}" to "{1}", the other (theirs) removed it. Keep one of the two.',
  duplicate: 'The same words stand under this label twice, also with the id "{0}". Merge the two.',
  'no-article': 'The article {0} is not there.',
  'not-text': 'The article is not a text file: it holds a NUL character.',
  'invalid-utf8': 'The article holds bytes that are not UTF-8; they are shown as U+FFFD.',
  'unknown-encoding': 'The encoding "{0}" is not supported yet. The article is not annotated.',
  'earlier-text':
    'This is an earlier text of the article: its annotations are shown as they were, to be looked at only.',
  'quote-without-source': 'This quote has no link to a source.',
  'claim-without-verdict': 'This claim has no verdict.',
  'bad-key': 'The key "{0}" cannot be used: take a small letter or a digit other than {1}.',
  'duplicate-key': 'The key "{0}" stands for two things: {1} and {2}.',
  'bad-colour': '"{0}" is not a colour: use one of {1}, or #rrggbb.',
  'faint-in-light': 'The colour {0} is hard to see in light themes: take a darker one, or one of {1}.',
  'faint-in-dark': 'The colour {0} is hard to see in dark themes: take a lighter one, or one of {1}.',
  'bad-name': '"{0}" cannot be a name here: use letters, digits, "_", "-" and ".".',
  'bad-glob': '"{0}" cannot be used as a pattern: leave out round brackets, and use fewer "*" and "{".',
  'unknown-check': 'There is no check "{0}".',
  'outside-project': '"{0}" leads out of the project\'s folder.',
} as const;

/** What `wrong-type` says that a value must be: they are translated, too. */
export const TYPES = {
  text: 'text',
  texts: 'a list of texts',
  someTexts: 'text or a list of texts',
  list: 'a list',
  annotations: 'a list of annotations',
  map: 'a list of keys and values',
  review: 'a list of keys and values with "state"',
  severity: 'error, warning, information or "off"',
} as const;

export type Code = keyof typeof SENTENCES;

/** The English sentence of a problem. The editor translates; see `fill`. */
export const sentence = (problem: Problem): string => fill(SENTENCES[problem.code], problem.values);

/** Puts values in for {0}, {1} …: each once, never inside one another. */
export const fill = (template: string, values: readonly string[]): string =>
  template.replace(/\{(\d)\}/g, (whole, index: string) => values[Number(index)] ?? whole);
